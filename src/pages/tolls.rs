//! People killed, as ranges from the lowest to the highest standing claim: by year, by month, and in rows of anything
//! that incidents have in common. What may be added up is the business of `briefing::totals`.

use std::collections::BTreeMap;

use serde::Serialize;

use crate::briefing::totals::{self, Totals};
use crate::locale::{Words, capital};
use crate::model::Incident;
use crate::pages::plan::Route;
use crate::pages::setting::Setting;
use crate::pages::{address, country};

/// A chart of tolls over time as numbers; what it looks like is the drawing's business.
#[derive(Debug, Clone, Serialize)]
pub(super) struct TollView {
    id: &'static str,
    title: String,
    unit: String,
    note: String,
    basis: String,
    source: String,
    /// The page with more of them; nothing where this is it.
    more: Option<Route>,
    /// Whether any incident gives no number.
    has_without: bool,
    bars: Vec<TollBar>,
}

/// One period, or one of anything that incidents have in common.
#[derive(Debug, Clone, Serialize)]
pub(super) struct TollBar {
    pub(super) name: String,
    pub(super) label: String,
    pub(super) short_label: String,
    pub(super) url: Option<String>,
    pub(super) family: Option<&'static str>,
    pub(super) low: u64,
    pub(super) high: u64,
    pub(super) incidents: usize,
    pub(super) without_number: usize,
    /// The range in words; nothing where no incident gives a number.
    pub(super) range: String,
    pub(super) title: String,
}

/// Breakdown with a bar each, one for each of what incidents have in common.
#[derive(Debug, Clone, Serialize)]
pub(super) struct Breakdown {
    pub(super) id: &'static str,
    pub(super) title: String,
    pub(super) unit: String,
    pub(super) note: String,
    pub(super) source: String,
    pub(super) most_incidents: usize,
    pub(super) most_killed: u64,
    pub(super) rows: Vec<TollBar>,
}

/// Where a chart of years stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum On {
    /// On the page of figures.
    Figures,
    /// On another page, which leads there.
    Other,
}

/// The tolls of some incidents by year; nothing where fewer than two years give a number.
#[must_use]
pub(super) fn by_year(
    setting: &Setting<'_>,
    positions: &[usize],
    on: On,
    link: impl Fn(i16) -> String,
) -> Option<TollView> {
    let words = setting.words;
    let totals = totals::killed_by(setting.briefing, positions, |one| vec![one.lead().date.start.year]);
    let counted = totals.iter().filter(|(_, totals)| totals.has_number()).count();
    let (first, last) = (*totals.keys().next()?, *totals.keys().next_back()?);
    let bars = (first..=last).map(|year| {
        let bar = bar(words, year.to_string(), totals.get(&year).copied().unwrap_or_default());
        let short_label = format!("’{:02}", year.rem_euclid(100));
        TollBar { label: year.to_string(), short_label, url: Some(link(year)).filter(|_| bar.incidents > 0), ..bar }
    });
    (counted >= 2).then(|| TollView {
        id: "tolls-by-year",
        title: words.tell("tolls_by_year", &[("period", words.years(&[first, last]).into())]),
        unit: words.say("year").to_owned(),
        note: words.say("tolls_note").to_owned(),
        basis: basis(words, &totals),
        has_without: totals.values().any(|totals| totals.without_number > 0),
        source: source(setting),
        more: (on == On::Other).then(|| setting.to.list(address::FIGURES)),
        bars: bars.collect(),
    })
}

/// The tolls of a year's incidents by month.
#[must_use]
pub(super) fn by_month(setting: &Setting<'_>, year: i16, positions: &[usize]) -> Option<TollView> {
    let words = setting.words;
    let totals = totals::killed_by(setting.briefing, positions, |one| vec![one.lead().date.start.month]);
    let months = (1..=12).map(|number| {
        let initial: String = words.month(number).chars().take(1).collect();
        let bar = bar(
            words,
            capital(&words.month_of(year, Some(number))),
            totals.get(&Some(number)).copied().unwrap_or_default(),
        );
        let url = setting.to.timeline_month(year, Some(number)).to_string();
        TollBar {
            label: capital(words.short_month(number)),
            short_label: initial.to_uppercase(),
            url: Some(url).filter(|_| bar.incidents > 0),
            ..bar
        }
    });
    let unknown = totals.get(&None).copied().map(|totals| TollBar {
        label: "?".to_owned(),
        short_label: "?".to_owned(),
        ..bar(words, words.month_of(year, None), totals)
    });
    totals.values().any(Totals::has_number).then(|| TollView {
        id: "tolls-by-month",
        title: words.tell("tolls_by_month", &[("year", year.into())]),
        unit: words.say("month").to_owned(),
        note: words.say("tolls_note").to_owned(),
        basis: basis(words, &totals),
        has_without: totals.values().any(|totals| totals.without_number > 0),
        source: source(setting),
        more: None,
        bars: months.chain(unknown).collect(),
    })
}

/// Incidents and tolls by what `keys` says of them, most incidents first; `name` gives a row's words, address and mark.
#[must_use]
pub(super) fn rows<K: Ord + Copy>(
    setting: &Setting<'_>,
    positions: &[usize],
    keys: impl Fn(&Incident) -> Vec<K>,
    name: impl Fn(K) -> (String, Route, Option<&'static str>),
) -> Vec<TollBar> {
    let totals = totals::killed_by(setting.briefing, positions, keys);
    let mut rows: Vec<TollBar> = totals
        .into_iter()
        .map(|(key, totals)| {
            let (name, url, family) = name(key);
            TollBar { url: Some(url.to_string()), family, ..bar(setting.words, name, totals) }
        })
        .collect();
    rows.sort_by(|a, b| b.incidents.cmp(&a.incidents).then_with(|| a.name.cmp(&b.name)));
    rows
}

/// What the figures are taken from, and up to when.
#[must_use]
pub(super) fn source(setting: &Setting<'_>) -> String {
    let words = setting.words;
    match &setting.data_cutoff {
        Some(day) => words.tell("tolls_source_until", &[("date", day.into())]),
        None => words.say("tolls_source").to_owned(),
    }
}

fn bar(words: &Words, name: String, totals: Totals) -> TollBar {
    let range = if totals.has_number() || totals.high > 0 { country::span(words, totals) } else { String::new() };
    let mut told = vec![words.count("incidents_counted", totals.incidents)];
    if !range.is_empty() {
        told.push(words.tell("range_killed", &[("range", range.as_str().into())]));
    }
    if totals.without_number > 0 {
        told.push(words.count("n_without_number", totals.without_number));
    }
    let title = words.colon(&name, &words.row(&told));
    TollBar {
        name,
        label: String::new(),
        short_label: String::new(),
        url: None,
        family: None,
        low: totals.low,
        high: totals.high,
        incidents: totals.incidents,
        without_number: totals.without_number,
        range,
        title,
    }
}

/// How many incidents the chart is of, and how many of them give no number.
fn basis<K>(words: &Words, totals: &BTreeMap<K, Totals>) -> String {
    let all: usize = totals.values().map(|totals| totals.incidents).sum();
    let without: usize = totals.values().map(|totals| totals.without_number).sum();
    let without = match without {
        0 => words.say("all_with_number").to_owned(),
        n => words.count("some_of_them_without", n),
    };
    words.row(&[words.count("incidents_counted", all), without])
}
