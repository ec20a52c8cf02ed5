//! What the site will hold, page by page: addresses, templates and views.
//!
//! The trait of page kinds lives here, apart from their table in `mod.rs`, so that kinds import the trait and the
//! table imports the kinds. Nothing here knows a particular kind, and nothing here makes HTML.

use std::collections::BTreeMap;
use std::fmt;
use std::sync::Arc;

use bytes::Bytes;
use jiff::civil::Date;
use serde::Serialize;

use crate::checked::Checked;
use crate::diagnostic::{At, Code, Diagnostic, SourceFile, Span};
use crate::output::OutputPath;
use crate::pages::setting::Setting;
use crate::pages::stamp;
use crate::pages::views::SiteView;

/// Where a page lies, from the site's root and without a leading slash: `stories/boulikessi/`, `404.html`,
/// or nothing for the front page.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Route(Arc<str>);

impl Route {
    /// A route as it stands.
    #[must_use]
    pub fn new(path: &str) -> Self {
        Self(Arc::from(path))
    }

    /// The front page.
    #[must_use]
    pub fn front() -> Self {
        Self::new("")
    }

    /// The address from the site's root.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// The file of the output that answers at this address.
    #[must_use]
    pub fn file(&self) -> String {
        if self.0.is_empty() || self.0.ends_with('/') { format!("{}index.html", self.0) } else { self.0.to_string() }
    }

    /// The way from this page to the site's root: `./` for the front page, `../../` for `stories/boulikessi/`.
    #[must_use]
    pub fn root(&self) -> String {
        match self.0.matches('/').count() {
            0 => "./".to_owned(),
            depth => "../".repeat(depth),
        }
    }

    /// The `n`th page of a list that begins at this route, counted from 1.
    #[must_use]
    pub fn numbered(&self, n: usize) -> Self {
        if n <= 1 { self.clone() } else { Self(format!("{}{n}/", self.0).into()) }
    }
}

impl fmt::Display for Route {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl Serialize for Route {
    fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(&self.0)
    }
}

/// What a template is given: a typed value that can become a template's.
pub trait View: Send + Sync {
    /// The view as the template engine reads it.
    ///
    /// # Errors
    /// When the view cannot be serialised, which is a fault of its type.
    fn value(&self) -> Result<tera::Value, tera::Error>;

    /// A number for all that the view holds: views of one type with equal numbers are equal. Nothing when the view
    /// cannot be put in a row of bytes.
    fn stamp(&self) -> Option<u128>;
}

impl<T: Serialize + Send + Sync> View for T {
    fn value(&self) -> Result<tera::Value, tera::Error> {
        tera::Value::try_from_serializable(self)
    }

    fn stamp(&self) -> Option<u128> {
        stamp::of(self)
    }
}

/// Where a page comes from, for those who must be told of it.
pub type Origin = (Arc<SourceFile>, At);

/// One page to be made.
pub struct PagePlan<'a> {
    /// Where it lies.
    pub route: Route,
    /// The template that makes it, such as `pages/story.html`.
    pub template: &'static str,
    /// What the template is given.
    pub view: Box<dyn View + 'a>,
    /// The source that asks for this address.
    pub origin: Option<Origin>,
    /// How search engines are told of it: not at all, or with the day of its last change.
    pub listing: Listing,
    /// Which of the site's languages it is in, by position.
    pub tongue: usize,
    /// What becomes of what its template gives.
    pub form: Form,
}

/// What becomes of what a template gives.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Form {
    /// It goes out as it is.
    Text,
    /// It is an SVG, and goes out as a picture of pixels.
    Picture,
}

/// Whether and how the site map names a page.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Listing {
    /// Not a page to be found by itself.
    Hidden,
    /// A page whose day of change is not known.
    Listed,
    /// A page last changed on a day.
    Changed(Date),
}

impl<'a> PagePlan<'a> {
    /// A page that search engines may list.
    pub fn new(route: Route, template: &'static str, view: impl View + 'a) -> Self {
        let (listing, form) = (Listing::Listed, Form::Text);
        Self { route, template, view: Box::new(view), origin: None, listing, tongue: 0, form }
    }

    /// The source that asks for the page.
    #[must_use]
    pub fn from(mut self, file: &Arc<SourceFile>, at: At) -> Self {
        self.origin = Some((Arc::clone(file), at));
        self
    }

    /// What becomes of what its template gives.
    #[must_use]
    pub fn as_form(mut self, form: Form) -> Self {
        self.form = form;
        self
    }

    /// How the site map names it.
    #[must_use]
    pub fn listed(mut self, listing: Listing) -> Self {
        self.listing = listing;
        self
    }
}

impl fmt::Debug for PagePlan<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("PagePlan").field("route", &self.route).field("template", &self.template).finish_non_exhaustive()
    }
}

/// A link that a text makes inside the site, to be checked when every page is known.
#[derive(Debug, Clone)]
pub struct PlannedLink {
    /// Where it leads.
    pub to: Destination,
    /// The address as written.
    pub written: String,
    /// The file it stands in.
    pub file: Arc<SourceFile>,
    /// Where in the file.
    pub span: Span,
}

/// What a link inside the site leads to.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Destination {
    /// A page.
    Page(Route),
    /// A file of the theme or of `static/`.
    Asset(String),
}

impl PlannedLink {
    /// What is said when it leads nowhere.
    #[must_use]
    pub fn broken(&self) -> Diagnostic {
        let message = format!("the link `{}` leads to no page of this site", self.written);
        Diagnostic::new(Code::BrokenLink, message)
            .at(&self.file, At::Bytes(self.span.clone()), "this link")
            .help("correct the address, or remove the link; what is a draft gets its link when it is published")
    }
}

/// What one kind of page adds to the site.
#[derive(Debug, Default)]
pub struct Planned<'a> {
    /// Its pages.
    pub pages: Vec<PagePlan<'a>>,
    /// Files that are no pages and go out as they are.
    pub files: Vec<(Route, Bytes)>,
    /// The links their texts make.
    pub links: Vec<PlannedLink>,
}

impl<'a> Planned<'a> {
    /// Pages without links to be checked.
    #[must_use]
    pub fn pages(pages: Vec<PagePlan<'a>>) -> Self {
        Self { pages, ..Self::default() }
    }

    /// Several parts as one.
    #[must_use]
    pub fn join(parts: Vec<Self>) -> Self {
        let mut all = Self::default();
        for part in parts {
            all.pages.extend(part.pages);
            all.files.extend(part.files);
            all.links.extend(part.links);
        }
        all
    }
}

/// A kind of page: how many there are of it, where they lie, and what they are given.
pub trait PageKind: Sync {
    /// Plans every page of this kind.
    fn plan<'a>(&self, setting: &Setting<'a>) -> Checked<Planned<'a>>;

    /// Its pages as far as a check asks for them: their addresses and links. A kind whose views are made of records
    /// alone may leave them empty; such a page is not made.
    fn addresses<'a>(&self, setting: &Setting<'a>) -> Checked<Planned<'a>> {
        self.plan(setting)
    }

    /// How much of articles its pages show. A kind that says nothing is planned again at every change.
    fn shows(&self) -> Shows {
        Shows::Texts
    }
}

/// How much of articles a kind of page shows.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Shows {
    /// Nothing: its pages stand as they are while only headlines, standfirsts and texts change.
    Records,
    /// No more than their front matter: its pages stand as they are while only texts change. Where a headline or a
    /// standfirst has changed it may leave out pages that show no card which is new.
    Faces,
    /// Their text, or what was found in it.
    Texts,
}

/// The whole site, ready to be made.
#[derive(Debug, Default)]
pub struct SitePlan<'a> {
    /// Every page by its route.
    pub pages: BTreeMap<Route, PagePlan<'a>>,
    /// Files that are no pages, by their route.
    pub files: BTreeMap<Route, Bytes>,
    /// What every page is given of the site itself, by language.
    pub sites: Vec<SiteView>,
    /// Links to files that are no pages; whoever holds the files checks them.
    pub asset_links: Vec<PlannedLink>,
    /// What is true of pages that are not among these.
    pub others: Others,
}

/// What is true of pages that are not in a plan.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum Others {
    /// There are none.
    #[default]
    None,
    /// They stand as they were made the last time, and so do the site and its files.
    AsBefore,
}

impl<'a> SitePlan<'a> {
    /// Whether a page or file of the plan has this address.
    #[must_use]
    pub fn holds(&self, route: &Route) -> bool {
        self.pages.contains_key(route) || self.files.contains_key(route)
    }

    /// Adds a page, or says why it cannot be: its path is not fit for a file, or another page has its address.
    pub(super) fn add(&mut self, page: PagePlan<'a>) -> Option<Diagnostic> {
        if let Err(bad) = OutputPath::new(&page.route.file()) {
            let said = Diagnostic::new(Code::UnsafePath, bad.to_string());
            return Some(placed(said, page.origin.as_ref(), "asks for this address"));
        }
        if let Some(first) = self.pages.get(&page.route) {
            let said = if first.origin.is_some() {
                Diagnostic::new(Code::RouteCollision, format!("two pages want the address `/{}`", page.route))
                    .help("give one of them another slug, id or alias")
            } else {
                Diagnostic::new(Code::RouteCollision, format!("`/{}` is a page that every site has", page.route))
                    .help("give this page another slug or alias")
            };
            let said = placed(said, page.origin.as_ref(), "asks for it here");
            return Some(placed(said, first.origin.as_ref(), "already has it"));
        }
        self.pages.insert(page.route.clone(), page);
        None
    }
}

fn placed(said: Diagnostic, origin: Option<&Origin>, note: &str) -> Diagnostic {
    match origin {
        Some((file, at)) => said.at(file, at.clone(), note),
        None => said,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::diagnostic::source::FileKind;

    #[test]
    fn a_route_knows_its_file_and_the_way_to_the_root() {
        let cases = [
            ("", "index.html", "./"),
            ("404.html", "404.html", "./"),
            ("timeline/", "timeline/index.html", "../"),
            ("stories/boulikessi/", "stories/boulikessi/index.html", "../../"),
            ("timeline/country/mli/", "timeline/country/mli/index.html", "../../../"),
            ("old/page.html", "old/page.html", "../"),
        ];
        for (route, file, root) in cases {
            let route = Route::new(route);
            assert_eq!((route.file().as_str(), route.root().as_str()), (file, root), "{route}");
        }
    }

    #[test]
    fn the_first_page_of_a_list_has_no_number() {
        assert_eq!(Route::new("tags/coup/").numbered(1).as_str(), "tags/coup/");
        assert_eq!(Route::new("tags/coup/").numbered(2).as_str(), "tags/coup/2/");
    }

    #[test]
    fn two_pages_with_one_address_are_both_named() {
        let one = Arc::new(SourceFile::text("content/articles/a.md", FileKind::Article, "a"));
        let two = Arc::new(SourceFile::text("content/articles/b.md", FileKind::Article, "b"));
        let mut plan = SitePlan::default();
        let page = |file| PagePlan::new(Route::new("stories/x/"), "pages/story.html", 1).from(file, At::File);
        assert!(plan.add(page(&one)).is_none());
        let said = plan.add(page(&two)).unwrap();
        assert_eq!(said.code, Code::RouteCollision);
        let files: Vec<_> = said.labels.iter().map(|label| label.file.path.as_str()).collect();
        assert_eq!(files, ["content/articles/b.md", "content/articles/a.md"]);
    }

    #[test]
    fn a_route_cannot_leave_the_output_folder() {
        let mut plan = SitePlan::default();
        let said = plan.add(PagePlan::new(Route::new("../../etc/passwd"), "pages/redirect.html", 1)).unwrap();
        assert_eq!(said.code, Code::UnsafePath);
        assert!(plan.pages.is_empty());
    }
}
