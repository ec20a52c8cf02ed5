//! What search engines are told: which pages there are, and where the list of them lies.

use std::collections::BTreeMap;
use std::sync::Arc;

use serde::Serialize;

use crate::locale::Words;
use crate::model::Article;
use crate::pages::address::Tree;
use crate::pages::plan::{Listing, PagePlan, Route};
use crate::pages::setting::Setting;
use crate::pages::{address, json_ld};

/// The most addresses one file may hold, by the sitemaps.org protocol.
const PER_FILE: usize = 50_000;

/// The most stories a news site map may hold.
const PER_NEWS_FILE: usize = 1_000;

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
    sitemaps: Vec<String>,
}

#[derive(Serialize)]
struct News {
    publication: String,
    stories: Vec<NewsStory>,
}

#[derive(Serialize)]
struct NewsStory {
    url: String,
    lang: String,
    date: String,
    title: String,
}

#[derive(Serialize)]
struct Address {
    url: String,
    changed: Option<String>,
    twins: Vec<Twin>,
}

/// The same page in a language.
#[derive(Serialize)]
struct Twin {
    lang: String,
    url: String,
}

/// The site map of planned pages (several under an index when there are very many), and the robots file.
/// Without the site's address there is no map.
#[must_use]
pub(super) fn plan<'a>(setting: &Setting<'a>, pages: &BTreeMap<Route, PagePlan<'a>>) -> Vec<PagePlan<'a>> {
    let first = Route::new("sitemap.xml");
    let news = news(setting);
    let maps = std::iter::once(&first).chain(news.as_ref().map(|page| &page.route));
    let sitemaps = maps.filter_map(|map| setting.absolute(map)).collect();
    let mut plans = vec![hidden(Route::new("robots.txt"), "pages/robots.txt", Robots { sitemaps })];
    plans.extend(news);
    let mut addresses: Vec<Address> = pages.values().filter_map(|page| address(setting, page, pages)).collect();
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

/// The site map of news. Without the site's address there is none. The file stays when nothing is news, so that its
/// address can be told once.
#[must_use]
pub(super) fn news<'a>(setting: &Setting<'a>) -> Option<PagePlan<'a>> {
    let is_wanted = !setting.options.base_url.is_empty() && !setting.briefing.stories.is_empty();
    is_wanted.then(|| hidden(Route::new("sitemap-news.xml"), "pages/sitemap_news.xml", recent(setting)))
}

/// The stories of the last two days, as news search takes them.
fn recent(setting: &Setting<'_>) -> News {
    let briefing = setting.briefing;
    let shown = briefing.stories.iter().map(|story| &story.article);
    let shown = shown.filter(|article| briefing.corpus.recent.contains(&article.slug));
    let story = |article: &Arc<Article>| {
        Some(NewsStory {
            url: setting.absolute(&address::story(&article.slug))?,
            // The protocol takes ISO 639 codes, without script or region.
            lang: article.lang.split('-').next().unwrap_or(&article.lang).to_owned(),
            date: json_ld::moment(article.date),
            title: article.title.clone(),
        })
    };
    let stories = shown.filter_map(story).take(PER_NEWS_FILE).collect();
    News { publication: setting.site_title().to_owned(), stories }
}

fn hidden<'a>(route: Route, template: &'static str, view: impl Serialize + Send + Sync + 'a) -> PagePlan<'a> {
    PagePlan::new(route, template, view).listed(Listing::Hidden)
}

fn address(setting: &Setting<'_>, page: &PagePlan<'_>, pages: &BTreeMap<Route, PagePlan<'_>>) -> Option<Address> {
    let changed = match page.listing {
        Listing::Hidden => return None,
        Listing::Listed => None,
        Listing::Changed(day) => Some(day.to_string()),
    };
    Some(Address { url: setting.absolute(&page.route)?, changed, twins: twins(setting, page, pages) })
}

/// The same page in each of the site's languages, with itself; nothing where it is in one alone.
fn twins(setting: &Setting<'_>, page: &PagePlan<'_>, pages: &BTreeMap<Route, PagePlan<'_>>) -> Vec<Twin> {
    let own = &setting.options.lang;
    let tongues: Vec<&Arc<Words>> = setting.options.tongues.iter().collect();
    let Some(tree) = tongues.get(page.tongue).map(|words| Tree::of(words.tag(), own)).filter(|_| tongues.len() > 1)
    else {
        return Vec::new();
    };
    // A story lies outside the tree of its language, and has its translations under other names.
    if !page.route.as_str().starts_with(tree.as_str()) {
        return Vec::new();
    }
    let twin = |words: &&Arc<Words>| {
        let route = tree.twin(&page.route, &Tree::of(words.tag(), own));
        let listed = pages.get(&route).filter(|twin| twin.listing != Listing::Hidden)?;
        Some(Twin { lang: words.tag().to_owned(), url: setting.absolute(&listed.route)? })
    };
    let twins: Vec<Twin> = tongues.iter().filter_map(twin).collect();
    if twins.len() > 1 { twins } else { Vec::new() }
}
