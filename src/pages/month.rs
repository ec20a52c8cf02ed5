//! Months: one page for every month that holds anything, and one for what is dated to a long year alone.

use crate::checked::Checked;
use crate::locale::capital;
use crate::pages::entries::{self, Division, List, Order, is_long};
use crate::pages::plan::{PageKind, Planned, Shows};
use crate::pages::setting::Setting;
use crate::pages::timeline::{Period, by_year, months_of, timeline};
use crate::pages::views::{Link, Pager};
use crate::pages::{bins, maps, outlook, site};

/// The page kind.
pub(super) struct Months;

/// A month of a year; nothing for what is dated to the year alone.
type Month = (i16, Option<i8>);

impl PageKind for Months {
    fn plan<'a>(&self, setting: &Setting<'a>) -> Checked<Planned<'a>> {
        let years = by_year(setting);
        let told = setting.briefing.corpus.months.iter().map(|record| (record.month.year, record.month.month));
        let mut years = years;
        for (year, _) in told.clone() {
            if years.iter().all(|(known, _)| *known != year) {
                years.push((year, Vec::new()));
            }
        }
        years.sort_by_key(|(year, _)| *year);
        let months: Vec<(Month, Vec<usize>, &Period<i16>)> = years
            .iter()
            .flat_map(|period| {
                let mut of_year = months_of(setting, &period.1);
                for (_, month) in told.clone().filter(|(year, _)| *year == period.0) {
                    if of_year.iter().all(|(known, _)| *known != Some(month)) {
                        of_year.push((Some(month), Vec::new()));
                    }
                }
                of_year.sort_by_key(|(month, _)| *month);
                of_year.into_iter().map(move |(month, positions)| ((period.0, month), positions, period))
            })
            // What has no month stands on the year's page, unless that page only tells of its months.
            .filter(|((_, month), _, period)| month.is_some() || is_long(setting, &period.1))
            .collect();
        let at: Vec<usize> = (0..months.len()).filter(|at| setting.wants_cards(&[], &months[*at].1)).collect();
        let pages = Checked::par_map(&at, |at| {
            let pages =
                Order::ALL.into_iter().flat_map(|order| entries::pages(setting, list(setting, &months, *at, order)));
            Checked::clean(pages.collect::<Vec<_>>())
        });
        Checked::clean(Planned::pages(pages.value.into_iter().flatten().collect()))
    }

    fn shows(&self) -> Shows {
        Shows::Faces
    }
}

fn list(setting: &Setting<'_>, months: &[(Month, Vec<usize>, &Period<i16>)], at: usize, order: Order) -> List {
    let ((year, month), positions, (_, of_year)) = &months[at];
    let words = setting.words;
    let label = words.month_of(*year, *month);
    let link = |entry: Option<&(Month, Vec<usize>, &Period<i16>)>| {
        entry.map(|((year, month), ..)| {
            Link::new(order.route(&setting.to.timeline_month(*year, *month)), capital(&words.month_of(*year, *month)))
        })
    };
    let chart = bins::months(setting, *year, *month, of_year, |number| {
        order.route(&setting.to.timeline_month(*year, Some(number))).to_string()
    });
    List {
        template: "pages/month.html",
        route: setting.to.timeline_month(*year, *month),
        heading: capital(&label),
        standfirst: if positions.is_empty() {
            words.tell("no_incident_of", &[("period", label.as_str().into())])
        } else {
            words.tell(
                "tally_in",
                &[("tally", site::tally(setting, positions).into()), ("period", label.as_str().into())],
            )
        },
        breadcrumbs: std::iter::once(timeline(setting))
            .chain((!of_year.is_empty()).then(|| Link::new(setting.to.timeline_year(*year), year.to_string())))
            .collect(),
        family: None,
        chart: (!of_year.is_empty()).then_some(chart),
        division: Division::Months,
        order: Some(order),
        positions: positions.clone(),
        neighbours: Some(Pager {
            label: words.say("months").to_owned(),
            previous: at.checked_sub(1).and_then(|at| link(months.get(at))),
            next: link(months.get(at + 1)),
            place: capital(&label),
        }),
        jump: Vec::new(),
        outlook: outlook::of_month(setting, *year, *month),
        ways: maps::link(setting, Some(*year), *month, positions.iter().copied()).into_iter().collect(),
    }
}
