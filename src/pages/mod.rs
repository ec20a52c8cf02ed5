//! From a briefing to a plan of pages: which there are, where they lie, and what each template is given.
//!
//! A page kind is one file and one line in `KINDS`. Views are the only types templates see, and they hold finished
//! words: no template computes, and no file here makes HTML. This room must not know how pages are rendered.

mod actor;
pub(crate) mod address;
mod again;
mod bins;
mod card;
mod cards;
mod cite;
mod corrections;
mod country;
mod data;
mod decisions;
mod entries;
mod event_type;
mod facets;
mod feed;
mod figures;
mod filter;
pub mod frame;
mod front;
mod incident;
pub mod json_ld;
mod links;
mod listing;
mod map;
mod maps;
mod month;
mod neighbours;
mod not_found;
mod notes;
mod outlook;
mod page;
mod pictures;
mod place;
pub mod plan;
mod redirect;
mod search;
mod security;
mod setting;
mod site;
mod sitemap;
mod sources;
mod span;
mod spots;
mod stamp;
mod standing;
mod stories;
mod story;
mod tag;
mod timeline;
mod tolls;
mod verify;
pub mod views;

use crate::briefing::Briefing;
use crate::checked::Checked;
use crate::diagnostic::Diagnostics;
pub use again::{Memory, plan_again};
pub use card::Pictured;
pub use data::edition;
pub use not_found::lies_at_a_root;
pub use plan::{Destination, Form, Others, PageKind, PagePlan, Planned, PlannedLink, Route, Shows, SitePlan};
pub use security::Security;
pub use setting::{Options, Renewed, Served, Setting};
use views::SiteView;

/// Every kind of page. Where two want one address, the earlier kind has it.
static KINDS: &[&dyn PageKind] = &[
    &front::Front,
    &timeline::Timeline,
    &month::Months,
    &maps::Maps,
    &filter::Files,
    &stories::StoryList,
    &story::Stories,
    &incident::Incidents,
    &figures::Figures,
    &country::Country,
    &actor::Actors,
    &place::Places,
    &tag::Tags,
    &event_type::EventTypes,
    &corrections::Corrections,
    &data::DataFiles,
    &search::Search,
    &page::Pages,
    &verify::Verify,
    &not_found::NotFound,
    &feed::Feed,
    &decisions::Decisions,
    &security::SecurityTxt,
    &card::Cards,
    &redirect::Redirects,
];

/// Plans every page of the site. Address collisions, unusable paths and broken inner links are told.
#[must_use]
pub fn plan<'a>(briefing: &'a Briefing, options: &'a Options) -> Checked<SitePlan<'a>> {
    let settings = settings(briefing, options);
    let mut diagnostics = Diagnostics::new();
    let mut noted = again::Noted::default();
    let (site, links) = all(&settings, &|kind, setting| kind.plan(setting), &mut noted).into_value(&mut diagnostics);
    diagnostics.extend(noted.said);
    let (site, broken) = checked(site, &links, &|site, route| site.holds(route));
    diagnostics.extend(broken);
    Checked::new(site, diagnostics)
}

/// As [`plan()`], for a check: with every address and every fault, but of pages that show records alone without what
/// their templates are given.
#[must_use]
pub fn outline<'a>(briefing: &'a Briefing, options: &'a Options) -> Checked<SitePlan<'a>> {
    let settings = settings(briefing, options);
    let mut diagnostics = Diagnostics::new();
    let mut noted = again::Noted::default();
    let (site, links) =
        all(&settings, &|kind, setting| kind.addresses(setting), &mut noted).into_value(&mut diagnostics);
    diagnostics.extend(noted.said);
    let (site, broken) = checked(site, &links, &|site, route| site.holds(route));
    diagnostics.extend(broken);
    Checked::new(site, diagnostics)
}

/// One setting a language, the site's own first.
fn settings<'a>(briefing: &'a Briefing, options: &'a Options) -> Vec<Setting<'a>> {
    options.tongues.iter().map(|words| Setting::new(briefing, options, words)).collect()
}

fn sites(settings: &[Setting<'_>]) -> Vec<SiteView> {
    settings.iter().map(|setting| SiteView::clone(&setting.site)).collect()
}

/// Every page and every link. What kinds that show texts plan and say is noted; what the others say stands beside the
/// value.
fn all<'a>(
    settings: &[Setting<'a>],
    plan: &(dyn Fn(&dyn PageKind, &Setting<'a>) -> Checked<Planned<'a>> + Sync),
    noted: &mut again::Noted,
) -> Checked<(SitePlan<'a>, Vec<PlannedLink>)> {
    let mut said = Diagnostics::new();
    let mut site = SitePlan { sites: sites(settings), ..SitePlan::default() };
    let mut links = Vec::new();
    for (tongue, kind, planned) in each(settings, plan, &|_| true) {
        said.extend(noted.note(kind.shows(), &planned.value, planned.diagnostics));
        for page in planned.value.pages {
            site.add(PagePlan { tongue, ..page }).into_iter().for_each(|collides| said.push(collides));
        }
        site.files.extend(planned.value.files);
        links.extend(planned.value.links);
    }
    for page in settings.first().map(|own| sitemap::plan(own, &site.pages)).unwrap_or_default() {
        site.add(page).into_iter().for_each(|collides| said.push(collides));
    }
    Checked::new((site, links), said)
}

/// What a kind planned in one of the site's languages.
type OfKind<'a> = (usize, &'static dyn PageKind, Checked<Planned<'a>>);

/// What each of some kinds plans in each language, on all cores; their order stays.
fn each<'a>(
    settings: &[Setting<'a>],
    plan: &(dyn Fn(&dyn PageKind, &Setting<'a>) -> Checked<Planned<'a>> + Sync),
    is_wanted: &dyn Fn(&dyn PageKind) -> bool,
) -> Vec<OfKind<'a>> {
    let kinds = KINDS.iter().copied().filter(|kind| is_wanted(*kind));
    let kinds: Vec<&'static dyn PageKind> = kinds.collect();
    let kinds = settings.iter().enumerate().flat_map(|of_one| kinds.iter().map(move |kind| (of_one, *kind)));
    let kinds: Vec<((usize, &Setting<'a>), &'static dyn PageKind)> = kinds.collect();
    let planned = Checked::par_map(&kinds, |((_, setting), kind)| Checked::clean(plan(*kind, setting))).value;
    kinds.into_iter().zip(planned).map(|(((tongue, _), kind), planned)| (tongue, kind, planned)).collect()
}

/// The plan with the links to files, which others check; and what is said of links to pages that are not there.
fn checked<'a>(
    mut site: SitePlan<'a>,
    links: &[PlannedLink],
    exists: &dyn Fn(&SitePlan<'a>, &Route) -> bool,
) -> (SitePlan<'a>, Diagnostics) {
    let mut broken = Diagnostics::new();
    for link in links {
        match &link.to {
            Destination::Page(route) if !exists(&site, route) => broken.push(link.broken()),
            Destination::Page(_) => {}
            Destination::Asset(path) if exists(&site, &Route::new(path)) => {}
            Destination::Asset(_) => site.asset_links.push(link.clone()),
        }
    }
    (site, broken)
}
