//! What search engines are told: which pages there are, and where the list of them lies.

use serde::Serialize;

use crate::pages::plan::{Listing, PagePlan, Route};
use crate::pages::setting::Setting;

/// The most addresses one file may hold, by the sitemaps.org protocol.
const PER_FILE: usize = 50_000;

#[derive(Serialize)]
struct Map {
    pages: Vec<Address>,
}

#[derive(Serialize)]
struct Index {
    maps: Vec<String>,
}

#[derive(Serialize)]
struct Robots {
    sitemap: Option<String>,
}

#[derive(Serialize)]
struct Address {
    url: String,
    changed: Option<String>,
}

/// The site map of planned pages (several under an index when there are very many), and the robots file.
/// Without the site's address there is no map.
#[must_use]
pub(super) fn plan<'a, 'p>(setting: &Setting<'a>, pages: impl Iterator<Item = &'p PagePlan<'a>>) -> Vec<PagePlan<'a>>
where
    'a: 'p,
{
    let first = Route::new("sitemap.xml");
    let mut plans =
        vec![hidden(Route::new("robots.txt"), "pages/robots.txt", Robots { sitemap: setting.absolute(&first) })];
    let mut addresses: Vec<Address> = pages.filter_map(|page| address(setting, page)).collect();
    if addresses.is_empty() {
        return plans;
    }
    if addresses.len() <= PER_FILE {
        plans.push(hidden(first, "pages/sitemap.xml", Map { pages: addresses }));
        return plans;
    }
    let mut maps = Vec::new();
    while !addresses.is_empty() {
        let rest = addresses.split_off(PER_FILE.min(addresses.len()));
        let route = Route::new(&format!("sitemap-{}.xml", maps.len() + 1));
        maps.extend(setting.absolute(&route));
        plans.push(hidden(route, "pages/sitemap.xml", Map { pages: addresses }));
        addresses = rest;
    }
    plans.push(hidden(first, "pages/sitemap_index.xml", Index { maps }));
    plans
}

fn hidden<'a>(route: Route, template: &'static str, view: impl Serialize + Send + Sync + 'a) -> PagePlan<'a> {
    PagePlan::new(route, template, view).listed(Listing::Hidden)
}

fn address(setting: &Setting<'_>, page: &PagePlan<'_>) -> Option<Address> {
    let changed = match page.listing {
        Listing::Hidden => return None,
        Listing::Listed => None,
        Listing::Changed(day) => Some(day.to_string()),
    };
    Some(Address { url: setting.absolute(&page.route)?, changed })
}
