//! The front page: takeaways, a few figures, the years, what is new.

use std::borrow::Cow;
use std::collections::BTreeSet;

use serde::Serialize;

use crate::briefing::totals;
use crate::checked::Checked;
use crate::locale::MomentWords;
use crate::model::{ActorId, Page};
use crate::pages::json_ld::JsonLd;
use crate::pages::links::{self, Body};
use crate::pages::map::{self, MapView};
use crate::pages::plan::{PageKind, PagePlan, Planned, Shows};
use crate::pages::setting::Setting;
use crate::pages::tolls::{self, On, TollView};
use crate::pages::views::{ChartView, Head, Link, NotedLink, Shared};
use crate::pages::{address, bins, cards, corrections, country, json_ld, outlook, site};

const INCIDENTS: usize = 6;
const STORIES: usize = 6;
const ACTORS: usize = 8;
const CORRECTIONS: usize = 4;

/// The page kind.
pub(super) struct Front;

#[derive(Serialize)]
struct View<'a> {
    root: String,
    page: Head,
    /// The language of the editors' own words, when it is not the page's.
    lang: Option<String>,
    heading: String,
    standfirst: Option<String>,
    updated: Option<MomentWords>,
    cutoff: Option<MomentWords>,
    key_points: &'a [String],
    body: Vec<Cow<'a, str>>,
    glance: Vec<Glance>,
    outlook_month: Option<Link>,
    outlook: Vec<Shared>,
    map: Option<MapView>,
    chart: Option<ChartView>,
    tolls: Option<TollView>,
    incidents: Vec<Shared>,
    stories: Vec<Shared>,
    lists: Vec<List>,
    corrections: Vec<corrections::Change>,
}

/// A figure with what it rests on.
#[derive(Serialize)]
struct Glance {
    label: String,
    figure: String,
    note: String,
    link: Option<Link>,
}

#[derive(Serialize)]
struct List {
    key: &'static str,
    title: String,
    items: Vec<NotedLink>,
    more: Option<Link>,
}

impl PageKind for Front {
    fn plan<'a>(&self, setting: &Setting<'a>) -> Checked<Planned<'a>> {
        let briefing = setting.briefing;
        let route = setting.to.front();
        let own: Option<&'a Page> = setting.page("index").map(std::ops::Deref::deref);
        let body = own.map_or_else(Body::default, |page| {
            links::body(setting, page.body.blocks.iter(), &route, &page.origin.file)
        });
        let listed = setting.all_incidents();
        let newest: Vec<usize> =
            listed.iter().copied().filter(|at| briefing.incidents[*at].is_countable()).take(INCIDENTS).collect();
        let all_stories: Vec<usize> = (0..setting.stories.len()).collect();
        let stories: Vec<usize> = setting.listed_stories(&all_stories).into_iter().take(STORIES).collect();
        let changes = corrections::log(setting).into_iter().filter(|change| change.correction.is_some());
        let heading = own.map_or(setting.site_title(), |page| &page.title);
        let summary = own.and_then(|page| page.summary.clone());
        let description = Some(setting.description())
            .filter(|text| !text.is_empty())
            .or(summary.as_deref())
            .unwrap_or_default()
            .to_owned();
        let (outlook_month, outlook) = outlook::latest(setting).unzip();
        let mut head = setting.head("front", "", &route, setting.site_title(), &description);
        head.json_ld = Some(JsonLd::new(&json_ld::site(setting, &description)));
        let view = View {
            root: route.root(),
            page: head,
            lang: own.and_then(|page| cards::other_language(&page.lang, setting)),
            heading: heading.to_owned(),
            standfirst: summary,
            updated: briefing.last_changed().map(|at| setting.words.moment(at, &setting.options.timezone)),
            cutoff: briefing
                .data_cutoff()
                .map(|day| MomentWords { iso: day.to_string(), words: setting.words.day(day) }),
            key_points: own.map_or(&[], |page| &page.key_points),
            body: body.blocks,
            glance: glance(setting, &listed),
            outlook_month,
            outlook: outlook.unwrap_or_default(),
            map: map::of(
                setting,
                &map::Request {
                    route: &route,
                    size: map::Size::Wide,
                    window: setting.options.map,
                    focus: None,
                    stacks: map::Stacks::Countries,
                    positions: &listed,
                },
            ),
            chart: bins::years(setting, &listed, |year| setting.to.timeline_year(year).to_string()),
            tolls: tolls::by_year(setting, &listed, On::Other, |year| setting.to.figures_of(year).to_string()),
            incidents: setting.entry_cards(&newest),
            stories: setting.story_cards(&stories),
            lists: [countries(setting), actors(setting)].into_iter().flatten().collect(),
            corrections: changes.take(CORRECTIONS).collect(),
        };
        let mut page = PagePlan::new(route, "pages/front.html", view);
        if let Some(own) = own {
            page = page.from(&own.origin.file, own.origin.at(""));
        }
        Checked::clean(Planned { pages: vec![page], links: body.links, ..Planned::default() })
    }

    fn shows(&self) -> Shows {
        Shows::Faces
    }
}

/// The few figures: how much is recorded, what may be added up of it, and how many speakers were kept apart.
fn glance(setting: &Setting<'_>, listed: &[usize]) -> Vec<Glance> {
    let (briefing, words) = (setting.briefing, setting.words);
    if listed.is_empty() {
        return Vec::new();
    }
    let years: Vec<i16> = listed.iter().map(|at| briefing.incidents[*at].lead().date.start.year).collect();
    let countable = listed.iter().filter(|at| briefing.incidents[**at].is_countable()).count();
    let milestones = listed.iter().filter(|at| site::is_milestone(briefing, **at)).count();
    let timeline = Link::new(setting.to.list(address::TIMELINE), words.say("timeline"));
    let mut figures = vec![Glance {
        label: words.tell("incidents_recorded", &[("period", words.years(&years).into())]),
        figure: words.number(countable as u64),
        note: if milestones > 0 {
            words.tell("and_milestones", &[("milestones", words.count("milestones_counted", milestones).into())])
        } else {
            String::new()
        },
        link: Some(timeline),
    }];
    let killed = totals::killed_in(briefing, listed);
    if killed.incidents > killed.without_number {
        let method = setting.site.method_url.clone().map(|url| Link::new(url, words.say("how_figures_are_handled")));
        figures.push(Glance {
            label: words.say("killed_in_these").to_owned(),
            figure: country::span(words, killed),
            note: country::basis(words, killed),
            link: method,
        });
    }
    let claims = || listed.iter().flat_map(|at| briefing.incidents[*at].claims()).map(|(_, claim)| claim);
    let speakers: BTreeSet<&str> = claims().map(|claim| claim.by.as_str()).collect();
    if !speakers.is_empty() {
        figures.push(Glance {
            label: words.say("claims_kept").to_owned(),
            figure: words.number(claims().count() as u64),
            note: words.tell("by_speakers", &[("speakers", words.count("speakers_counted", speakers.len()).into())]),
            link: Some(Link::new(setting.to.list(address::ACTORS), words.say("who_speaks")))
                .filter(|_| !briefing.corpus.actors.is_empty()),
        });
    }
    figures
}

fn countries(setting: &Setting<'_>) -> Option<List> {
    let by_country = setting.briefing.index.by_country.iter();
    let mut counted: Vec<(usize, NotedLink)> = by_country
        .map(|(code, positions)| {
            let listed = setting.listed_incidents(positions);
            let note = site::short_tally(setting, &listed);
            (
                listed.len(),
                NotedLink {
                    url: setting.to.country(*code),
                    label: setting.words.country(*code).to_owned(),
                    note,
                    family: None,
                },
            )
        })
        .collect();
    counted.sort_by(|a, b| b.0.cmp(&a.0).then_with(|| a.1.label.cmp(&b.1.label)));
    let items: Vec<NotedLink> = counted.into_iter().map(|(_, link)| link).take(ACTORS).collect();
    let more = Some(Link::new(setting.to.list(address::COUNTRIES), setting.words.say("all_countries")));
    (!items.is_empty()).then_some(List {
        key: "countries",
        title: setting.words.say("countries").to_owned(),
        items,
        more,
    })
}

/// The actors who take part in most incidents; civilians and reporters are no actors of the conflict.
fn actors(setting: &Setting<'_>) -> Option<List> {
    let parties = setting.briefing.index.by_actor.iter().filter(|(id, _)| is_party(setting, id));
    let mut counted: Vec<(usize, NotedLink)> = parties
        .filter_map(|(id, positions)| {
            let actor = setting.briefing.corpus.actors.get(id)?;
            let listed = setting.listed_incidents(positions);
            let note = site::short_tally(setting, &listed);
            Some((
                listed.len(),
                NotedLink { url: setting.to.actor(id), label: setting.short(actor).to_owned(), note, family: None },
            ))
        })
        .collect();
    counted.sort_by(|a, b| b.0.cmp(&a.0).then_with(|| a.1.label.cmp(&b.1.label)));
    let items: Vec<NotedLink> = counted.into_iter().map(|(_, link)| link).take(ACTORS).collect();
    let more = Some(Link::new(setting.to.list(address::ACTORS), setting.words.say("all_actors")));
    (!items.is_empty()).then_some(List {
        key: "actors",
        title: setting.words.say("actors_named_most").to_owned(),
        items,
        more,
    })
}

fn is_party(setting: &Setting<'_>, id: &ActorId) -> bool {
    setting.briefing.corpus.actors.get(id).is_some_and(|actor| actor.kind.is_party())
}
