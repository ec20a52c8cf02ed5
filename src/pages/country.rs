//! Countries: one page each, and the list of them.

use crate::briefing::totals::{self, Totals};
use crate::checked::Checked;
use crate::model::CountryCode;
use crate::model::vocabulary::Measure;
use crate::pages::listing::{self, Group, Listing};
use crate::pages::plan::{PageKind, Planned, Route, Shows};
use crate::pages::setting::Setting;
use crate::pages::tolls::{self, On};
use crate::pages::views::{Fact, Link, NotedLink};
use crate::pages::{address, map, outlook, site, timeline, words};

/// The page kind.
pub(super) struct Country;

impl PageKind for Country {
    fn plan<'a>(&self, setting: &Setting<'a>) -> Checked<Planned<'a>> {
        let index = &setting.briefing.index;
        let mut codes: Vec<CountryCode> =
            index.by_country.keys().chain(index.stories_by_country.keys()).copied().collect();
        codes.sort_by_key(|code| code.name());
        codes.dedup();
        if codes.is_empty() {
            return Checked::default();
        }
        let lists = Checked::par_map(&codes, |code| Checked::clean(country(setting, *code))).value;
        let items = lists.iter().map(|list| NotedLink {
            url: list.route.clone(),
            label: list.heading.clone(),
            note: listing::holds(setting, &list.incidents, &list.stories),
            family: None,
        });
        let groups = vec![Group { title: "By name".to_owned(), items: items.collect() }];
        let mut pages = vec![listing::index(
            setting,
            address::COUNTRIES,
            "Countries",
            "Where the incidents and stories of this site lie.",
            groups,
        )];
        pages.extend(lists.iter().flat_map(|list| listing::pages(setting, list)));
        Checked::clean(Planned::pages(pages))
    }

    fn shows(&self) -> Shows {
        Shows::Faces
    }
}

fn country(setting: &Setting<'_>, code: CountryCode) -> Listing {
    let index = &setting.briefing.index;
    let incidents = setting.listed_incidents(index.by_country.get(&code).map_or(&[], Vec::as_slice));
    let stories = setting.listed_stories(index.stories_by_country.get(&code).map_or(&[], Vec::as_slice));
    let holds = listing::holds(setting, &incidents, &stories);
    let route = address::country(code);
    let map = map::Request {
        route: &route,
        size: map::Size::Plain,
        window: None,
        focus: Some(code),
        stacks: map::Stacks::Places,
        positions: &incidents,
    };
    Listing {
        map: map::of(setting, &map),
        kind: "country",
        section: address::COUNTRIES,
        template: "pages/country.html",
        route,
        heading: code.name().to_owned(),
        kicker: None,
        standfirst: None,
        description: format!("{}: {holds}.", code.name()),
        family: None,
        outlook: outlook::of_country(setting, code),
        breadcrumbs: vec![Link::new(Route::new(address::COUNTRIES), "Countries")],
        facts: facts(setting, &incidents),
        timeline: (!incidents.is_empty()).then(|| address::timeline_country(code)),
        tolls: tolls::by_year(
            setting,
            &incidents,
            On::Other,
            timeline::year_link(setting, &address::timeline_country(code), &incidents),
        ),
        incidents,
        stories,
        locator: None,
        origin: None,
    }
}

/// How much is recorded, and what may be added up of it.
fn facts(setting: &Setting<'_>, incidents: &[usize]) -> Vec<Fact> {
    if incidents.is_empty() {
        return Vec::new();
    }
    let briefing = setting.briefing;
    let years: Vec<i16> = incidents.iter().map(|at| briefing.incidents[*at].lead().date.start.year).collect();
    let mut facts = vec![Fact::plain("Recorded here", site::tally(briefing, incidents), site::period(&years))];
    let killed = totals::over(incidents.iter().map(|at| &briefing.incidents[*at]), Measure::Killed);
    facts.extend(total("Killed in these incidents", killed));
    facts
}

/// A total with what it rests on, when there is anything to add.
#[must_use]
pub(super) fn total(label: &str, totals: Totals) -> Option<Fact> {
    (totals.incidents > totals.without_number).then(|| Fact::plain(label, span(totals), basis(totals)))
}

/// The least and the most of a total.
#[must_use]
pub(super) fn span(totals: Totals) -> String {
    if totals.low == totals.high {
        words::number(totals.low)
    } else {
        format!("{} to {}", words::number(totals.low), words::number(totals.high))
    }
}

/// What a total is made of, and how many incidents stay out of it.
#[must_use]
pub(super) fn basis(totals: Totals) -> String {
    let counted = totals.incidents - totals.without_number;
    let left_out = match totals.without_number {
        0 => String::new(),
        1 => "; 1 more gives no number".to_owned(),
        n => format!("; {} more give no number", words::number(n as u64)),
    };
    format!(
        "lowest and highest standing claim of {}, one group of people each{left_out}",
        words::count(counted, "incident", "incidents")
    )
}
