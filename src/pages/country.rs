//! Countries: one page each, and the list of them.

use crate::briefing::totals::{self, Totals};
use crate::checked::Checked;
use crate::locale::Words;
use crate::model::{CountryCode, fold};
use crate::pages::listing::{self, Group, Listing};
use crate::pages::plan::{PageKind, Planned, Shows};
use crate::pages::setting::Setting;
use crate::pages::tolls::{self, On};
use crate::pages::views::{Fact, Link, NotedLink};
use crate::pages::{address, map, outlook, site, timeline};

/// The page kind.
pub(super) struct Country;

impl PageKind for Country {
    fn plan<'a>(&self, setting: &Setting<'a>) -> Checked<Planned<'a>> {
        let index = &setting.briefing.index;
        let mut codes: Vec<CountryCode> =
            index.by_country.keys().chain(index.stories_by_country.keys()).copied().collect();
        codes.sort_by_key(|code| (fold::key(setting.words.country(*code)), *code));
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
        let groups = vec![Group { title: setting.words.say("by_name").to_owned(), items: items.collect() }];
        let mut pages = vec![listing::index(setting, address::COUNTRIES, ("countries", "countries_about"), groups)];
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
    let route = setting.to.country(code);
    let map = map::Request {
        route: &route,
        size: map::Size::Plain,
        window: None,
        focus: Some(code),
        stacks: map::Stacks::Places,
        positions: &incidents,
    };
    Listing {
        map: if setting.is_outline() { None } else { map::of(setting, &map) },
        kind: "country",
        section: address::COUNTRIES,
        template: "pages/country.html",
        route,
        heading: setting.words.country(code).to_owned(),
        kicker: None,
        standfirst: None,
        description: listing::about(setting, setting.words.country(code), holds),
        family: None,
        outlook: outlook::of_country(setting, code),
        breadcrumbs: vec![Link::new(setting.to.list(address::COUNTRIES), setting.words.say("countries"))],
        facts: facts(setting, &incidents),
        timeline: (!incidents.is_empty()).then(|| setting.to.timeline_country(code)),
        tolls: tolls::by_year(
            setting,
            &incidents,
            On::Other,
            timeline::year_link(setting, &setting.to.timeline_country(code), &incidents),
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
    let (briefing, words) = (setting.briefing, setting.words);
    let years: Vec<i16> = incidents.iter().map(|at| briefing.incidents[*at].lead().date.start.year).collect();
    let mut facts = vec![Fact::plain(words.say("recorded_here"), site::tally(setting, incidents), words.years(&years))];
    let killed = totals::killed_in(briefing, incidents);
    facts.extend(total(words, words.say("killed_in_these"), killed));
    facts
}

/// A total with what it rests on, when there is anything to add.
#[must_use]
pub(super) fn total(words: &Words, label: &str, totals: Totals) -> Option<Fact> {
    (totals.incidents > totals.without_number).then(|| Fact::plain(label, span(words, totals), basis(words, totals)))
}

/// The least and the most of a total.
#[must_use]
pub(super) fn span(words: &Words, totals: Totals) -> String {
    if totals.low == totals.high {
        words.number(totals.low)
    } else if totals.low == 0 {
        words.tell("qualified", &[("how", "up_to".into()), ("figure", words.number(totals.high).into())])
    } else {
        words.from_to(words.number(totals.low), words.number(totals.high))
    }
}

/// What a total is made of, and how many incidents stay out of it.
#[must_use]
pub(super) fn basis(words: &Words, totals: Totals) -> String {
    let basis = words.count("total_basis", totals.incidents - totals.without_number);
    match totals.without_number {
        0 => basis,
        n => words.tell("total_left_out", &[("n", n.into()), ("basis", basis.into())]),
    }
}
