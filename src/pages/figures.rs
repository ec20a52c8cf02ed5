//! Figures: what is recorded, over the years and in one year, by time, type and country, as charts that are tables too.

use serde::Serialize;

use crate::checked::Checked;
use crate::model::Incident;
use crate::pages::plan::{PageKind, PagePlan, Planned, Route, Shows};
use crate::pages::setting::Setting;
use crate::pages::tolls::{self, Breakdown, On, TollBar, TollView};
use crate::pages::views::{ChartView, Head, Link, Pager, family};
use crate::pages::{address, bins, json_ld, site, timeline};

const TEMPLATE: &str = "pages/figures.html";

/// The page kind.
pub(super) struct Figures;

#[derive(Serialize)]
struct View {
    root: String,
    page: Head,
    breadcrumbs: Vec<Link>,
    heading: String,
    standfirst: String,
    tolls: Option<TollView>,
    chart: Option<ChartView>,
    tables: Vec<Breakdown>,
    years: Vec<Link>,
    pager: Option<Pager>,
}

impl PageKind for Figures {
    fn plan<'a>(&self, setting: &Setting<'a>) -> Checked<Planned<'a>> {
        let all = setting.all_incidents();
        if !has_any(setting, &all) {
            return Checked::default();
        }
        let words = setting.words;
        let years = timeline::by_year(setting);
        let link = |entry: Option<&timeline::Period<i16>>| {
            entry.map(|(year, _)| Link::new(setting.to.figures_of(*year), year.to_string()))
        };
        let route = setting.to.list(address::FIGURES);
        let tolls = tolls::by_year(setting, &all, On::Figures, |year| setting.to.figures_of(year).to_string());
        let chart = bins::years(setting, &all, |year| setting.to.figures_of(year).to_string());
        let of_years = years.iter().map(|(year, _)| year);
        let standfirst = words.tell("figures_about", &[("tally", site::tally(setting, &all).into())]);
        let whole = View {
            breadcrumbs: Vec::new(),
            heading: words.say("figures").to_owned(),
            tolls,
            chart,
            years: years.iter().rev().filter_map(|year| link(Some(year))).collect(),
            pager: None,
            ..view(setting, &route, &standfirst, &setting.words.years(&of_years.copied().collect::<Vec<_>>()), &all)
        };
        let mut pages = vec![PagePlan::new(route, TEMPLATE, whole)];
        let of_year = |(at, (year, positions)): (usize, &timeline::Period<i16>)| {
            let route = setting.to.figures_of(*year);
            let standfirst = words
                .tell("tally_in", &[("tally", site::tally(setting, positions).into()), ("period", (*year).into())]);
            let month = |number: i8| setting.to.timeline_month(*year, Some(number)).to_string();
            let mut view = View {
                breadcrumbs: vec![Link::new(setting.to.list(address::FIGURES), words.say("figures"))],
                heading: words.tell("figures_of", &[("period", (*year).into())]),
                tolls: tolls::by_month(setting, *year, positions),
                chart: Some(bins::months(setting, *year, None, positions, month)),
                years: vec![Link::new(
                    setting.to.timeline_year(*year),
                    words.tell("all_of_on_timeline", &[("period", (*year).into())]),
                )],
                pager: Some(Pager {
                    label: words.say("years").to_owned(),
                    previous: at.checked_sub(1).and_then(|at| link(years.get(at))),
                    next: link(years.get(at + 1)),
                    place: year.to_string(),
                }),
                ..view(setting, &route, &standfirst, &year.to_string(), positions)
            };
            view.page = json_ld::described(setting, view.page, &view.breadcrumbs, None);
            PagePlan::new(route, TEMPLATE, view)
        };
        pages.extend(years.iter().enumerate().map(of_year));
        Checked::clean(Planned::pages(pages))
    }

    fn addresses<'a>(&self, setting: &Setting<'a>) -> Checked<Planned<'a>> {
        if !has_any(setting, &setting.all_incidents()) {
            return Checked::default();
        }
        let of_years = timeline::by_year(setting).into_iter().map(|(year, _)| setting.to.figures_of(year));
        let routes = [setting.to.list(address::FIGURES)].into_iter().chain(of_years);
        Checked::clean(Planned::pages(routes.map(|route| PagePlan::new(route, TEMPLATE, ())).collect()))
    }

    fn shows(&self) -> Shows {
        Shows::Records
    }
}

/// Whether any of some incidents may be counted.
fn has_any(setting: &Setting<'_>, positions: &[usize]) -> bool {
    positions.iter().any(|at| setting.briefing.incidents[*at].is_countable())
}

/// What the page of all years and that of one have in common.
fn view(setting: &Setting<'_>, route: &Route, standfirst: &str, period: &str, positions: &[usize]) -> View {
    let heading = setting.words.tell("figures_of", &[("period", period.into())]);
    View {
        root: route.root(),
        page: setting.head("figures", address::FIGURES, route, &heading, standfirst),
        breadcrumbs: Vec::new(),
        heading,
        standfirst: standfirst.to_owned(),
        tolls: None,
        chart: None,
        tables: vec![by_type(setting, period, positions), by_country(setting, period, positions)]
            .into_iter()
            .filter(|table| !table.rows.is_empty())
            .collect(),
        years: Vec::new(),
        pager: None,
    }
}

fn by_type(setting: &Setting<'_>, period: &str, positions: &[usize]) -> Breakdown {
    let rows = tolls::rows(
        setting,
        positions,
        |incident| vec![incident.lead().event],
        |event| (setting.words.capital_label(event), setting.to.event_type(event), Some(family(event))),
    );
    table(setting, "by-type", ("by_type_of_event", period), "type", "by_type_note", rows)
}

fn by_country(setting: &Setting<'_>, period: &str, positions: &[usize]) -> Breakdown {
    let countries = |incident: &Incident| {
        let places = incident.records.iter().map(|record| setting.briefing.corpus.locate(&record.place));
        let mut countries: Vec<_> = places.flat_map(|place| place.countries).collect();
        countries.sort_unstable();
        countries.dedup();
        countries
    };
    let rows = tolls::rows(setting, positions, countries, |code| {
        (setting.words.country(code).to_owned(), setting.to.country(code), None)
    });
    table(setting, "by-country", ("by_country", period), "country", "by_country_note", rows)
}

fn table(
    setting: &Setting<'_>,
    id: &'static str,
    (title, period): (&str, &str),
    unit: &str,
    note: &str,
    rows: Vec<TollBar>,
) -> Breakdown {
    Breakdown {
        id,
        title: setting.words.tell(title, &[("period", period.into())]),
        unit: setting.words.say(unit).to_owned(),
        note: setting.words.say(note).to_owned(),
        source: tolls::source(setting),
        most_incidents: rows.iter().map(|row| row.incidents).max().unwrap_or(0),
        most_killed: rows.iter().map(|row| row.high).max().unwrap_or(0),
        rows,
    }
}
