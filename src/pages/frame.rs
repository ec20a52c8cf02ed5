//! What frames every page: the site with its ways and words, and a page's head with its twins in other languages.

use std::collections::BTreeMap;

use serde::Serialize;

use crate::pages::json_ld::JsonLd;
use crate::pages::plan::Route;
use crate::pages::views::Link;

/// What every page is given of the site.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize)]
pub struct SiteView {
    /// The site's name.
    pub title: String,
    /// A few words after it.
    pub tagline: String,
    /// Its own language.
    pub lang: String,
    /// What the addresses of this language begin with: nothing for the site's own, else `fr/`.
    pub home: String,
    /// The site's own language, where it is not the page's: that of texts which are not translated.
    pub original: Option<Original>,
    /// What stands between thousands.
    pub thousands: String,
    /// English, where the page is in another language: that of what the tool says to editors and programs.
    pub english: Option<Original>,
    /// Messages without arguments, by name.
    pub words: BTreeMap<String, String>,
    /// Its address with a slash at the end, or nothing when it is not known.
    pub base_url: String,
    /// The main way through the site.
    pub nav: Vec<Link>,
    /// The links at the foot of each page.
    pub footer_nav: Vec<Link>,
    /// Whom to write to.
    pub contact: String,
    /// The licence of the site's own text.
    pub licence: String,
    /// Where that licence stands.
    pub licence_url: String,
    /// The page that says how figures are handled, when there is one.
    pub method_url: Option<Route>,
    /// Whether there is a feed.
    pub has_feed: bool,
}

/// The language of texts that a page shows as they were written.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Original {
    /// Its tag.
    pub lang: String,
    /// Its direction.
    pub dir: &'static str,
}

/// What the head of a page and its masthead are given.
#[derive(Debug, Clone, Serialize)]
pub struct Head {
    /// The kind of page.
    pub kind: &'static str,
    /// The entry of the main way that it belongs under, by address.
    pub section: Route,
    /// Its own address.
    pub url: Route,
    /// Its language.
    pub lang: String,
    /// Its direction, `ltr` or `rtl`.
    pub dir: &'static str,
    /// Its title alone.
    pub title: String,
    /// Its title with the site's.
    pub head_title: String,
    /// A sentence on what it holds.
    pub description: String,
    /// Its full address, when the site's is known.
    pub canonical: Option<String>,
    /// What link previews call it.
    pub og_type: &'static str,
    /// Whether search engines should leave it out.
    pub noindex: bool,
    /// When it was first published, for a story.
    pub published: Option<String>,
    /// When it last changed, for a story.
    pub modified: Option<String>,
    /// The same page in other languages, itself among them.
    pub alternates: Vec<Alternate>,
    /// The picture that link previews show.
    pub image: Option<Image>,
    /// What it says to programs, as schema.org has it.
    pub json_ld: Option<JsonLd>,
    /// The site's languages with the same page in each; nothing where it has only one.
    pub languages: Vec<Twin>,
}

/// The picture that link previews show.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Image {
    /// Its full address.
    pub url: String,
    /// What it shows, in words.
    pub alt: String,
    /// Its width in pixels.
    pub width: u32,
    /// Its height in pixels.
    pub height: u32,
}

/// A page in a language.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Alternate {
    /// The language.
    pub lang: String,
    /// The page's full address.
    pub url: String,
}

/// A page's twin in a language of the site, or that language's front page.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Twin {
    /// Its language.
    pub lang: String,
    /// That language's own name for itself.
    pub label: String,
    /// Where it lies.
    pub url: Route,
    /// Whether the page itself is in this language.
    pub is_current: bool,
}
