//! Incidents counted by year and by month, for histograms whose bars are links.

use std::collections::BTreeMap;

use crate::briefing::Briefing;
use crate::locale::{Words, capital};
use crate::pages::setting::Ground;
use crate::pages::site::is_milestone;
use crate::pages::views::{BarView, ChartView, FAMILIES, FamilyKey, family};

/// What one period holds.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
struct Bin {
    parts: [usize; FAMILIES.len()],
    milestones: usize,
    without_number: usize,
}

impl Bin {
    fn add(&mut self, briefing: &Briefing, at: usize) {
        let incident = &briefing.incidents[at];
        if incident.is_countable() {
            let key = family(incident.lead().event);
            let part = FAMILIES.iter().position(|family| *family == key).unwrap_or(FAMILIES.len() - 1);
            self.parts[part] += 1;
            self.without_number += usize::from(briefing.index.killed[at].is_none());
        } else if is_milestone(briefing, at) {
            self.milestones += 1;
        }
    }

    fn incidents(&self) -> usize {
        self.parts.iter().sum()
    }

    fn bar(self, words: &Words, name: &str, label: String, short_label: String, url: Option<String>) -> BarView {
        let (incidents, milestones) = (self.incidents(), self.milestones);
        let mut holds = vec![words.count("incidents_counted", incidents)];
        if milestones > 0 {
            holds.push(words.count("milestones_counted", milestones));
        }
        let title = words.colon(&capital(name), &words.row(&holds));
        BarView {
            name: capital(name),
            label,
            short_label,
            url: url.filter(|_| incidents + milestones > 0),
            is_current: false,
            incidents,
            parts: self.parts.to_vec(),
            milestones,
            without_number: self.without_number,
            title,
        }
    }
}

/// A chart of bars, without the groups of event types that none of them holds.
fn chart(
    words: &Words,
    id: &'static str,
    title: String,
    unit: &str,
    note: String,
    mut bars: Vec<BarView>,
) -> ChartView {
    let held: Vec<usize> = (0..FAMILIES.len()).filter(|part| bars.iter().any(|bar| bar.parts[*part] > 0)).collect();
    for bar in &mut bars {
        bar.parts = held.iter().map(|part| bar.parts[*part]).collect();
    }
    ChartView {
        id,
        title,
        unit: words.say(unit).to_owned(),
        note,
        families: held
            .iter()
            .map(|part| FamilyKey {
                family: FAMILIES[*part],
                label: words.say(&format!("group_{}", FAMILIES[*part])).to_owned(),
            })
            .collect(),
        has_milestones: bars.iter().any(|bar| bar.milestones > 0),
        bars,
    }
}

/// Some incidents by year, from the first to the last; `link` gives a year's address.
pub(super) fn years(ground: &Ground<'_>, positions: &[usize], link: impl Fn(i16) -> String) -> Option<ChartView> {
    let (briefing, words) = (ground.briefing, ground.words);
    let mut bins: BTreeMap<i16, Bin> = BTreeMap::new();
    for at in positions {
        bins.entry(briefing.incidents[*at].lead().date.start.year).or_default().add(briefing, *at);
    }
    let (first, last) = (*bins.keys().next()?, *bins.keys().next_back()?);
    let bars = (first..=last).map(|year| {
        let bin = bins.get(&year).copied().unwrap_or_default();
        bin.bar(words, &year.to_string(), year.to_string(), format!("’{:02}", year.rem_euclid(100)), Some(link(year)))
    });
    let title = words.tell("by_year", &[("period", words.years(&[first, last]).into())]);
    Some(chart(words, "by-year-chart", title, "year", words.say("chart_note").to_owned(), bars.collect()))
}

/// The incidents of one year by month; those dated to the year alone are named in the note.
pub(super) fn months(
    ground: &Ground<'_>,
    year: i16,
    current: Option<i8>,
    positions: &[usize],
    link: impl Fn(i8) -> String,
) -> ChartView {
    let (briefing, words) = (ground.briefing, ground.words);
    let mut bins: BTreeMap<Option<i8>, Bin> = BTreeMap::new();
    for at in positions {
        bins.entry(briefing.incidents[*at].lead().date.start.month).or_default().add(briefing, *at);
    }
    let undated = bins.get(&None).map_or(0, |bin| bin.incidents() + bin.milestones);
    let bars = (1..=12).map(|number| {
        let bin = bins.get(&Some(number)).copied().unwrap_or_default();
        let initial = words.month(number).chars().take(1).collect::<String>().to_uppercase();
        let name = words.month_of(year, Some(number));
        let bar = bin.bar(words, &name, capital(words.short_month(number)), initial, Some(link(number)));
        BarView { is_current: current == Some(number), ..bar }
    });
    let mut note = words.say("chart_note").to_owned();
    if undated > 0 {
        note.push(' ');
        note.push_str(&words.count("chart_undated", undated));
    }
    let title = words.tell("by_month", &[("year", year.into())]);
    chart(words, "by-month-chart", title, "month", note, bars.collect())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::locale::Tongues;

    fn english() -> Tongues {
        Tongues::default()
    }

    #[test]
    fn an_empty_period_leads_nowhere() {
        let bar =
            Bin::default().bar(english().own(), "2014", "2014".into(), "’14".into(), Some("timeline/2014/".into()));
        assert_eq!((bar.url, bar.title.as_str()), (None, "2014: 0 incidents"));
    }

    #[test]
    fn a_bar_says_what_it_counts() {
        let bin = Bin { parts: [0, 1, 0, 0, 0, 0], milestones: 2, without_number: 1 };
        assert_eq!(
            bin.bar(english().own(), "2012", "2012".into(), "’12".into(), None).title,
            "2012: 1 incident, 2 milestones"
        );
    }

    #[test]
    fn a_chart_leaves_out_groups_that_no_bar_holds() {
        let one = Bin { parts: [2, 0, 1, 0, 0, 0], ..Bin::default() };
        let two = Bin { parts: [0, 0, 4, 0, 0, 0], ..Bin::default() };
        let bars = [one, two].map(|bin| bin.bar(english().own(), "", String::new(), String::new(), None)).to_vec();
        let chart = chart(english().own(), "x", String::new(), "year", String::new(), bars);
        let families: Vec<_> = chart.families.iter().map(|key| key.family).collect();
        assert_eq!(families, ["forces", "clash"]);
        assert_eq!(chart.bars[0].parts, [2, 1]);
        assert_eq!(chart.bars[1].parts, [0, 4]);
        assert!(!chart.has_milestones);
    }
}
