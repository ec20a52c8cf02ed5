//! Incidents counted by year and by month, for histograms whose bars are links.

use std::collections::BTreeMap;

use crate::briefing::{Briefing, totals};
use crate::model::vocabulary::Measure;
use crate::pages::site::{is_milestone, period};
use crate::pages::views::{BarView, ChartView};
use crate::pages::words;

const NOTE: &str =
    "These bars count entries of this site, not every event. Running totals and withdrawn entries are left out.";

/// What one period holds.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
struct Bin {
    incidents: usize,
    milestones: usize,
    without_number: usize,
}

impl Bin {
    fn add(&mut self, briefing: &Briefing, at: usize) {
        let incident = &briefing.incidents[at];
        if incident.is_countable() {
            self.incidents += 1;
            self.without_number += usize::from(totals::figure(incident, Measure::Killed).is_none());
        } else if is_milestone(briefing, at) {
            self.milestones += 1;
        }
    }

    fn bar(self, name: String, label: String, short_label: String, url: Option<String>) -> BarView {
        let mut title = format!("{name}: {}", words::count(self.incidents, "incident", "incidents"));
        if self.milestones > 0 {
            title.push_str(&format!(", {}", words::count(self.milestones, "milestone", "milestones")));
        }
        let Self { incidents, milestones, without_number } = self;
        let url = url.filter(|_| incidents + milestones > 0);
        BarView { name, label, short_label, url, is_current: false, incidents, milestones, without_number, title }
    }
}

/// Some incidents by year, from the first to the last; `link` gives a year's address.
pub(super) fn years(briefing: &Briefing, positions: &[usize], link: impl Fn(i16) -> String) -> Option<ChartView> {
    let mut bins: BTreeMap<i16, Bin> = BTreeMap::new();
    for at in positions {
        bins.entry(briefing.incidents[*at].lead().date.start.year).or_default().add(briefing, *at);
    }
    let (first, last) = (*bins.keys().next()?, *bins.keys().next_back()?);
    let bars = (first..=last).map(|year| {
        let bin = bins.get(&year).copied().unwrap_or_default();
        bin.bar(year.to_string(), year.to_string(), format!("’{:02}", year.rem_euclid(100)), Some(link(year)))
    });
    Some(ChartView {
        id: "by-year-chart",
        title: format!("Incidents and milestones by year, {}", period(&[first, last])),
        unit: "Year",
        note: NOTE.to_owned(),
        bars: bars.collect(),
    })
}

/// The incidents of one year by month; those dated to the year alone are named in the note.
pub(super) fn months(briefing: &Briefing, year: i16, positions: &[usize], link: impl Fn(i8) -> String) -> ChartView {
    let mut bins: BTreeMap<Option<i8>, Bin> = BTreeMap::new();
    for at in positions {
        bins.entry(briefing.incidents[*at].lead().date.start.month).or_default().add(briefing, *at);
    }
    let undated = bins.get(&None).map_or(0, |bin| bin.incidents + bin.milestones);
    let bars = (1..=12).map(|number| {
        let bin = bins.get(&Some(number)).copied().unwrap_or_default();
        let name = words::month(number);
        bin.bar(format!("{name} {year}"), name[..3].to_owned(), name[..1].to_owned(), Some(link(number)))
    });
    let note = if undated == 0 {
        NOTE.to_owned()
    } else {
        format!("{NOTE} {} of this year without a month.", words::count(undated, "entry", "entries"))
    };
    ChartView {
        id: "by-month-chart",
        title: format!("Incidents and milestones by month, {year}"),
        unit: "Month",
        note,
        bars: bars.collect(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_empty_period_leads_nowhere() {
        let bar = Bin::default().bar("2014".into(), "2014".into(), "’14".into(), Some("timeline/2014/".into()));
        assert_eq!((bar.url, bar.title.as_str()), (None, "2014: 0 incidents"));
    }

    #[test]
    fn a_bar_says_what_it_counts() {
        let bin = Bin { incidents: 1, milestones: 2, without_number: 1 };
        assert_eq!(bin.bar("2012".into(), "2012".into(), "’12".into(), None).title, "2012: 1 incident, 2 milestones");
    }
}
