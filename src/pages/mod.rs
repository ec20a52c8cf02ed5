//! From a briefing to a plan of pages: which there are, where they lie, and what each template is given.
//!
//! A page kind is one file and one line in `KINDS`. Views are the only types templates see, and they hold finished
//! words: no template computes, and no file here makes HTML. This room must not know how pages are rendered.

mod actor;
mod address;
mod bins;
mod cards;
mod corrections;
mod country;
mod data;
mod decisions;
mod event_type;
mod facets;
mod feed;
mod front;
mod incident;
mod json_ld;
mod links;
mod listing;
mod neighbours;
mod not_found;
mod notes;
mod page;
mod place;
pub mod plan;
mod redirect;
mod security;
mod setting;
mod site;
mod sitemap;
mod standing;
mod stories;
mod story;
mod tag;
mod timeline;
pub mod views;
pub mod words;

use crate::briefing::Briefing;
use crate::checked::Checked;
use crate::diagnostic::Diagnostics;
pub use data::edition;
pub use plan::{Destination, PageKind, PagePlan, Planned, PlannedLink, Route, SitePlan};
pub use security::Security;
pub use setting::{Options, Setting};

/// Every kind of page. Where two want one address, the earlier kind has it.
static KINDS: &[&dyn PageKind] = &[
    &front::Front,
    &timeline::Timeline,
    &stories::StoryList,
    &story::Stories,
    &incident::Incidents,
    &country::Country,
    &actor::Actors,
    &place::Places,
    &tag::Tags,
    &event_type::EventTypes,
    &corrections::Corrections,
    &data::DataFiles,
    &page::Pages,
    &not_found::NotFound,
    &feed::Feed,
    &decisions::Decisions,
    &security::SecurityTxt,
    &redirect::Redirects,
];

/// Plans every page of the site. Address collisions, unusable paths and broken inner links are told.
#[must_use]
pub fn plan<'a>(briefing: &'a Briefing, options: &'a Options) -> Checked<SitePlan<'a>> {
    let setting = Setting::new(briefing, options);
    let mut diagnostics = Diagnostics::new();
    let mut site = SitePlan { site: setting.site.clone(), ..SitePlan::default() };
    let mut links = Vec::new();
    for kind in KINDS {
        let planned = kind.plan(&setting).into_value(&mut diagnostics);
        for page in planned.pages {
            site.add(page).into_iter().for_each(|said| diagnostics.push(said));
        }
        site.files.extend(planned.files);
        links.extend(planned.links);
    }
    for page in sitemap::plan(&setting, site.pages.values()) {
        site.add(page).into_iter().for_each(|said| diagnostics.push(said));
    }
    for link in links {
        match &link.to {
            Destination::Page(route) if !site.pages.contains_key(route) => diagnostics.push(link.broken()),
            Destination::Page(_) => {}
            Destination::Asset(path)
                if site.pages.contains_key(&Route::new(path)) || site.files.contains_key(&Route::new(path)) => {}
            Destination::Asset(_) => site.asset_links.push(link),
        }
    }
    Checked::new(site, diagnostics)
}
