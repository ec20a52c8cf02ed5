//! Figures: what is recorded, over the years and in one year, by time, type and country, as charts that are tables too.

use serde::Serialize;

use crate::checked::Checked;
use crate::model::Incident;
use crate::model::vocabulary::Word;
use crate::pages::plan::{PageKind, PagePlan, Planned, Route, Shows};
use crate::pages::setting::Setting;
use crate::pages::tolls::{self, Breakdown, On, TollBar, TollView};
use crate::pages::views::{ChartView, Head, Link, Pager, family};
use crate::pages::{address, bins, site, timeline, words};

const BY_TYPE: &str =
    "An incident has one type. The tolls are ranges, as above; incidents without a number add nothing to them.";
const BY_COUNTRY: &str = "An incident that reaches over a border stands under each of its countries, so that these rows add up to more than the whole.";

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
        if !all.iter().any(|at| setting.briefing.incidents[*at].is_countable()) {
            return Checked::default();
        }
        let years = timeline::by_year(setting);
        let link = |entry: Option<&timeline::Period<i16>>| {
            entry.map(|(year, _)| Link::new(address::figures_of(*year), year.to_string()))
        };
        let route = Route::new(address::FIGURES);
        let tolls = tolls::by_year(setting, &all, On::Figures, |year| address::figures_of(year).to_string());
        let chart = bins::years(setting.briefing, &all, |year| address::figures_of(year).to_string());
        let of_years = years.iter().map(|(year, _)| year);
        let standfirst = format!(
            "{}. What is recorded here, counted; a selection made for its sources, not a census.",
            site::tally(setting.briefing, &all)
        );
        let whole = View {
            breadcrumbs: Vec::new(),
            heading: "Figures".to_owned(),
            tolls,
            chart,
            years: years.iter().rev().filter_map(|year| link(Some(year))).collect(),
            pager: None,
            ..view(setting, &route, &standfirst, &site::period(&of_years.copied().collect::<Vec<_>>()), &all)
        };
        let mut pages = vec![PagePlan::new(route, "pages/figures.html", whole)];
        let of_year = |(at, (year, positions)): (usize, &timeline::Period<i16>)| {
            let route = address::figures_of(*year);
            let standfirst = format!("{} in {year}.", site::tally(setting.briefing, positions));
            let month = |number: i8| address::timeline_month(*year, Some(number)).to_string();
            let view = View {
                breadcrumbs: vec![Link::new(Route::new(address::FIGURES), "Figures")],
                heading: format!("Figures: {year}"),
                tolls: tolls::by_month(setting, *year, positions),
                chart: Some(bins::months(setting.briefing, *year, None, positions, month)),
                years: vec![Link::new(address::timeline_year(*year), format!("All of {year} on the timeline"))],
                pager: Some(Pager {
                    label: "Years".to_owned(),
                    previous: at.checked_sub(1).and_then(|at| link(years.get(at))),
                    next: link(years.get(at + 1)),
                    place: year.to_string(),
                }),
                ..view(setting, &route, &standfirst, &year.to_string(), positions)
            };
            PagePlan::new(route, "pages/figures.html", view)
        };
        pages.extend(years.iter().enumerate().map(of_year));
        Checked::clean(Planned::pages(pages))
    }

    fn shows(&self) -> Shows {
        Shows::Faces
    }
}

/// What the page of all years and that of one have in common.
fn view(setting: &Setting<'_>, route: &Route, standfirst: &str, period: &str, positions: &[usize]) -> View {
    let heading = format!("Figures, {period}");
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
        |event| (words::capital(event.label()), address::event_type(event), Some(family(event))),
    );
    table(setting, "by-type", format!("By type of event, {period}"), "Type", BY_TYPE, rows)
}

fn by_country(setting: &Setting<'_>, period: &str, positions: &[usize]) -> Breakdown {
    let countries = |incident: &Incident| {
        let places = incident.records.iter().map(|record| setting.briefing.corpus.locate(&record.place));
        let mut countries: Vec<_> = places.flat_map(|place| place.countries).collect();
        countries.sort_unstable();
        countries.dedup();
        countries
    };
    let rows =
        tolls::rows(setting, positions, countries, |code| (code.name().to_owned(), address::country(code), None));
    table(setting, "by-country", format!("By country, {period}"), "Country", BY_COUNTRY, rows)
}

fn table(
    setting: &Setting<'_>,
    id: &'static str,
    title: String,
    unit: &'static str,
    note: &'static str,
    rows: Vec<TollBar>,
) -> Breakdown {
    Breakdown {
        id,
        title,
        unit,
        note,
        source: tolls::source(setting),
        most_incidents: rows.iter().map(|row| row.incidents).max().unwrap_or(0),
        most_killed: rows.iter().map(|row| row.high).max().unwrap_or(0),
        rows,
    }
}
