//! What the timeline's filter is given: a form for the script, and a file of each year's incidents, loaded only when a
//! reader asks for more than the page holds. Without the script the form is not shown, and lists do the same by links.

use serde::Serialize;

use crate::briefing::{Briefing, claims};
use crate::checked::Checked;
use crate::model::Incident;
use crate::model::vocabulary::{ClaimStatus, Word};
use crate::pages::plan::{Listing, PageKind, PagePlan, Planned, Route, Shows};
use crate::pages::setting::{Ground, Setting, is_listed_incident};
use crate::pages::views::{Shared, share, status_class};
use crate::pages::{address, cards};
use crate::weight;

/// The page kind: the files, which are no pages to be read.
pub(super) struct Files;

/// The form and the files.
#[derive(Debug)]
pub(super) struct Filter {
    /// The form, as every page of the timeline is given it.
    pub(super) form: Shared,
    files: Vec<(i16, String)>,
}

#[derive(Serialize)]
struct Form {
    /// The years that have a file, newest first.
    years: String,
    /// How many entries they hold.
    total: usize,
    statuses: Vec<Status>,
    /// What the script says: of this page, of all pages, when it cannot load, when it may not. It fills in numbers for
    /// `{n}` and `{of}`.
    here: String,
    everywhere: String,
    /// The words of the box that asks for all pages.
    all: String,
}

#[derive(Serialize)]
struct Status {
    value: &'static str,
    label: String,
}

/// A year's incidents, column by column: the same field of many entries compresses best side by side.
#[derive(Debug, Default, Serialize)]
struct Table<'a> {
    id: Vec<&'a str>,
    date: Vec<String>,
    title: Vec<String>,
    place: Vec<String>,
    #[serde(rename = "type")]
    event: Vec<String>,
    country: Vec<String>,
    actor: Vec<String>,
    killed: Vec<String>,
    status: Vec<String>,
}

#[derive(Serialize)]
struct View {
    text: String,
}

impl PageKind for Files {
    fn plan<'a>(&self, setting: &Setting<'a>) -> Checked<Planned<'a>> {
        let pages = setting.filter.files.iter().map(|(year, text)| {
            PagePlan::new(route(setting, *year), "pages/timeline_index.json", View { text: text.clone() })
                .listed(Listing::Hidden)
        });
        Checked::clean(Planned::pages(pages.collect()))
    }

    fn shows(&self) -> Shows {
        Shows::Faces
    }
}

fn route(ground: &Ground<'_>, year: i16) -> Route {
    ground.to.list(&format!("{}index/{year:04}.json", address::TIMELINE))
}

/// The form and the files of a briefing.
#[must_use]
pub(super) fn new(ground: &Ground<'_>) -> Filter {
    let (briefing, words) = (ground.briefing, ground.words);
    let listed = |at: &&usize| is_listed_incident(briefing, **at);
    let years: Vec<(i16, Vec<&usize>)> = briefing
        .index
        .by_year
        .iter()
        .rev()
        .map(|(year, positions)| (*year, positions.iter().filter(listed).collect()))
        .filter(|(_, positions): &(i16, Vec<&usize>)| !positions.is_empty())
        .collect();
    let made = Checked::par_map(&years, |(year, positions)| {
        if ground.is_outline() {
            return Checked::clean((*year, String::new(), 0));
        }
        let text = table(ground, positions);
        let weight = weight::gzip(text.as_bytes());
        Checked::clean((*year, text, weight))
    });
    let total: usize = years.iter().map(|(_, positions)| positions.len()).sum();
    let weight: usize = made.value.iter().map(|(_, _, weight)| weight).sum();
    let names: Vec<String> = years.iter().map(|(year, _)| format!("{year:04}")).collect();
    let status = |status: &ClaimStatus| Status { value: status_class(*status), label: words.capital_label(*status) };
    let counted = words.count("entries_counted", total);
    let weight = words.tell("weight", &[("n", weight::kilobytes(weight, words.say("decimal_sign")).into())]);
    // The script puts the numbers in.
    let told = |key: &str| words.tell(key, &[("n", "{n}".into()), ("of", "{of}".into())]);
    let form = Form {
        years: names.join(" "),
        total,
        here: told("filter_here"),
        everywhere: told("filter_everywhere"),
        all: words.tell("filter_all", &[("total", counted.into()), ("weight", weight.into())]),
        statuses: ClaimStatus::ALL.iter().map(status).collect(),
    };
    Filter { form: share(&form), files: made.value.into_iter().map(|(year, text, _)| (year, text)).collect() }
}

fn table(ground: &Ground<'_>, positions: &[&usize]) -> String {
    let briefing = ground.briefing;
    let mut table = Table::default();
    for at in positions {
        let incident = &briefing.incidents[**at];
        let lead = incident.lead();
        let keys = Keys::of(briefing, **at);
        table.id.push(lead.id.as_str());
        table.date.push(ground.words.when(&lead.date).full);
        table.title.push(ground.title(lead).text);
        table.place.push(cards::place(ground, incident));
        table.event.push(address::hyphened(lead.event));
        table.country.push(keys.countries);
        table.actor.push(keys.actors);
        table.killed.push(keys.killed);
        table.status.push(statuses(ground, incident));
    }
    serde_json::to_string(&table).unwrap_or_default()
}

/// What an entry is found by beside its words.
struct Keys {
    countries: String,
    actors: String,
    killed: String,
}

impl Keys {
    fn of(briefing: &Briefing, at: usize) -> Self {
        let incident = &briefing.incidents[at];
        let mut countries: Vec<String> = Vec::new();
        for record in &incident.records {
            for code in briefing.corpus.locate(&record.place).countries {
                let code = code.as_str().to_ascii_lowercase();
                if !countries.contains(&code) {
                    countries.push(code);
                }
            }
        }
        let mut actors: Vec<&str> = Vec::new();
        let involved = incident.actors();
        for actor in &involved {
            if !actors.contains(&actor.actor.as_str()) {
                actors.push(actor.actor.as_str());
            }
        }
        let killed = briefing.index.killed[at].map(|figure| figure.high.to_string());
        Self { countries: countries.join(","), actors: actors.join(","), killed: killed.unwrap_or_default() }
    }
}

/// Country, actors, the highest standing figure of people killed, and the type, as an entry on a page carries them.
#[must_use]
pub(super) fn keys(briefing: &Briefing, at: usize) -> String {
    let Keys { countries, actors, killed } = Keys::of(briefing, at);
    let event = address::hyphened(briefing.incidents[at].lead().event);
    format!("{countries}|{actors}|{killed}|{event}")
}

/// What its claims are, and that they are disputed where speakers differ, as the entry itself says it.
fn statuses(ground: &Ground<'_>, incident: &Incident) -> String {
    let mut held: Vec<&str> = Vec::new();
    if claims::lines(incident).iter().any(|line| cards::is_disputed(ground, line)) {
        held.push(status_class(ClaimStatus::Disputed));
    }
    for (_, claim) in incident.claims() {
        let status = status_class(claim.status);
        if !held.contains(&status) {
            held.push(status);
        }
    }
    held.join(",")
}
