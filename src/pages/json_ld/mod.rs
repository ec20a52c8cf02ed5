//! Facts for search engines (schema.org, JSON-LD) as they may stand inside a page.
//!
//! JSON-LD lies in a `<script>` element that browsers read as data and never run. The one way into it is
//! `JsonLd::new`, which leaves nothing in the text that could end the element or begin a comment. What it says is
//! what the page says: no figure is here, because a figure without its speaker would be one nobody gave.

pub(super) mod incident;
pub(super) mod story;

use serde::Serialize;
use serde_json::{Value, json};

use crate::locale::Words;
use crate::model::incident::Correction;
use crate::model::{Moment, Source, SourceId};
use crate::pages::notes;
use crate::pages::pictures::{self, PictureView};
use crate::pages::setting::Setting;
use crate::pages::views::{Head, Image, Link};

/// JSON that is safe inside an HTML script element.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(transparent)]
pub struct JsonLd(String);

impl JsonLd {
    /// A value as text, with `<`, `>`, `&` and the line ends of JavaScript written as escapes.
    #[must_use]
    pub(super) fn new(value: &Value) -> Self {
        let mut text = String::new();
        for c in value.to_string().chars() {
            match c {
                '<' | '>' | '&' | '\u{2028}' | '\u{2029}' => text.push_str(&format!("\\u{:04x}", u32::from(c))),
                c => text.push(c),
            }
        }
        Self(text)
    }

    /// Several things of one page; nothing for none.
    #[must_use]
    pub(super) fn graph(mut parts: Vec<Value>) -> Option<Self> {
        if parts.len() < 2 {
            let mut only = parts.pop()?;
            only["@context"] = json!(CONTEXT);
            return Some(Self::new(&only));
        }
        Some(Self::new(&json!({"@context": CONTEXT, "@graph": parts})))
    }
}

const CONTEXT: &str = "https://schema.org";

/// A page's head with what the page is about and its way from the top of the site.
#[must_use]
pub(super) fn described(setting: &Setting<'_>, mut head: Head, trail: &[Link], about: Option<Value>) -> Head {
    let parts = about.into_iter().chain(breadcrumbs(setting, &head, trail)).collect();
    head.json_ld = JsonLd::graph(parts);
    head
}

/// The breadcrumbs of a page with the page itself at their end. They need full addresses, and a page to be found.
fn breadcrumbs(setting: &Setting<'_>, head: &Head, trail: &[Link]) -> Option<Value> {
    if trail.is_empty() || head.noindex {
        return None;
    }
    let own = Link::new(head.url.clone(), head.title.clone());
    let item = |(position, link): (usize, &Link)| {
        Some(json!({
            "@type": "ListItem",
            "position": position,
            "name": link.label,
            "item": setting.absolute(&link.url)?,
        }))
    };
    let items: Option<Vec<Value>> = (1..).zip(trail.iter().chain([&own])).map(item).collect();
    Some(json!({"@type": "BreadcrumbList", "itemListElement": items?}))
}

/// The site as whoever publishes it.
#[must_use]
pub(super) fn publisher(setting: &Setting<'_>) -> Value {
    let mut site = json!({"@type": "Organization", "name": setting.site_title()});
    set(&mut site, "url", (!setting.options.base_url.is_empty()).then_some(&setting.options.base_url));
    site
}

/// The site itself, for its front page.
#[must_use]
pub(super) fn site(setting: &Setting<'_>, description: &str) -> Value {
    let options = setting.options;
    let mut site = json!({
        "@context": CONTEXT,
        "@type": "WebSite",
        "name": setting.site_title(),
        "inLanguage": setting.words.tag(),
        "publisher": publisher(setting),
    });
    set(&mut site, "url", setting.absolute(&setting.to.front()));
    set(&mut site, "description", (!description.is_empty()).then_some(description));
    set(&mut site, "dateModified", setting.briefing.last_changed().map(moment));
    set(&mut site, "license", (!options.licence_url.is_empty()).then_some(&options.licence_url));
    site
}

/// Sources as works that a page cites.
#[must_use]
pub(super) fn citations(setting: &Setting<'_>, ids: &[&SourceId]) -> Vec<Value> {
    let work = |source: &Source| {
        let mut work = json!({"@type": "CreativeWork", "name": source.name});
        set(&mut work, "url", source.url.as_ref().filter(|url| notes::is_web(url)));
        set(&mut work, "archivedAt", source.archive.as_ref().filter(|url| notes::is_web(url)));
        set(&mut work, "datePublished", source.published.map(|date| date.to_string()));
        work
    };
    let registered = ids.iter().filter_map(|id| setting.briefing.corpus.sources.get(*id));
    registered.map(|source| work(source)).collect()
}

/// The pictures of a page, else the one for link previews.
#[must_use]
pub(super) fn images(setting: &Setting<'_>, shown: &[PictureView], card: Option<&Image>) -> Vec<Value> {
    let own = pictures::images(setting, shown);
    if !own.is_empty() {
        return own;
    }
    let image = |card: &Image| json!({"@type": "ImageObject", "contentUrl": card.url, "width": card.width, "height": card.height});
    card.into_iter().map(image).collect()
}

/// Corrections, newest first.
#[must_use]
pub(super) fn corrections<'c>(words: &Words, corrections: impl Iterator<Item = &'c Correction>) -> Vec<Value> {
    let mut corrections: Vec<&Correction> = corrections.collect();
    corrections.sort_by_key(|correction| std::cmp::Reverse(correction.at));
    let comment = |correction: &&Correction| {
        json!({
            "@type": "CorrectionComment",
            "text": notes::corrected(words, correction),
            "datePublished": moment(correction.at),
        })
    };
    corrections.iter().map(comment).collect()
}

/// A moment as finely as it was written.
#[must_use]
pub(super) fn moment(at: Moment) -> String {
    if at.has_time { at.timestamp.to_string() } else { at.date.to_string() }
}

/// Sets a key if there is anything to say under it.
pub(super) fn set(of: &mut Value, key: &str, value: Option<impl Serialize>) {
    if let Some(value) = value {
        of[key] = json!(value);
    }
}

/// Sets a key to a list, unless there is nothing in it.
pub(super) fn list(of: &mut Value, key: &str, values: Vec<Value>) {
    set(of, key, (!values.is_empty()).then_some(values));
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nothing_in_it_can_end_its_element() {
        let value = serde_json::json!({"name": "</script><!-- & \u{2028}\u{2029} \"q\""});
        let JsonLd(text) = JsonLd::new(&value);
        assert!(!text.contains(['<', '>', '&', '\u{2028}', '\u{2029}']), "{text}");
        assert_eq!(serde_json::from_str::<serde_json::Value>(&text).unwrap(), value);
    }

    #[test]
    fn several_things_of_a_page_stand_in_one_graph() {
        let thing = |name: &str| json!({"@type": "Thing", "name": name});
        let read = |parts| JsonLd::graph(parts).map(|JsonLd(text)| serde_json::from_str::<Value>(&text).unwrap());
        assert_eq!(read(vec![]), None);
        assert_eq!(read(vec![thing("a")]).unwrap()["name"], "a");
        let two = read(vec![thing("a"), thing("b")]).unwrap();
        assert_eq!((two["@context"].as_str(), two["@graph"].as_array().map(Vec::len)), (Some(CONTEXT), Some(2)));
    }
}
