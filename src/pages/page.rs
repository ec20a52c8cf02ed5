//! Pages of the site's own text, such as the method and about.

use std::borrow::Cow;
use std::sync::Arc;

use serde::Serialize;

use crate::checked::Checked;
use crate::locale::{MomentWords, direction};
use crate::model::Page;
use crate::pages::plan::{Listing, PageKind, PagePlan, Planned, Shows};
use crate::pages::setting::Setting;
use crate::pages::views::Head;
use crate::pages::{cards, links};

/// The page kind.
pub(super) struct Pages;

#[derive(Serialize)]
struct View<'a> {
    root: String,
    page: Head,
    lang: Option<String>,
    dir: Option<&'static str>,
    heading: &'a str,
    standfirst: Option<&'a str>,
    updated: Option<MomentWords>,
    key_points: &'a [String],
    body: Vec<Cow<'a, str>>,
}

impl PageKind for Pages {
    fn plan<'a>(&self, setting: &Setting<'a>) -> Checked<Planned<'a>> {
        let own = setting.own_pages().filter(|page| page.slug.as_str() != "index");
        Checked::clean(Planned::join(own.map(|page| planned(setting, page)).collect()))
    }

    fn shows(&self) -> Shows {
        Shows::Faces
    }
}

fn planned<'a>(setting: &Setting<'a>, page: &'a Arc<Page>) -> Planned<'a> {
    let route = setting.route_of(page);
    let body = links::body(setting, page.body.blocks.iter(), &route, &page.origin.file);
    let lang = cards::other_language(&page.lang, setting);
    let mut head = setting.head("page", "", &route, &page.title, page.summary.as_deref().unwrap_or_default());
    head.twins(setting, |lang| setting.page_in(page.slug.as_str(), lang).map(|twin| setting.route_of(twin)));
    let view = View {
        root: route.root(),
        page: head,
        dir: lang.as_deref().map(direction),
        lang,
        heading: &page.title,
        standfirst: page.summary.as_deref(),
        updated: page.updated.map(|at| setting.words.moment(at, &setting.options.timezone)),
        key_points: &page.key_points,
        body: body.blocks,
    };
    let listing = page.updated.map_or(Listing::Listed, |at| Listing::Changed(at.date));
    let plan =
        PagePlan::new(route, "pages/page.html", view).from(&page.origin.file, page.origin.at("slug")).listed(listing);
    Planned { pages: vec![plan], links: body.links, ..Planned::default() }
}
