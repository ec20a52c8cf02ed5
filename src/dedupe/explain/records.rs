//! Two records explained.

use std::sync::Arc;

use crate::dedupe::Options;
use crate::dedupe::explain::{and, at_least, plain};
use crate::dedupe::incidents::explain::{Explanation as Found, explain as numbers};
use crate::dedupe::incidents::{self, Basis, EventEvidence, Group, Held as Kept, Incidents, Match, PartName};
use crate::dedupe::receipt::{self, Held};
use crate::dedupe::records::{Given, held};
use crate::dedupe::stories::Mode;
use crate::model::explanation::{Explanation, Outcome, Speaks, Step};
use crate::model::story::{Side, Undo};
use crate::model::{Corpus, IncidentRecord};

/// Asks the engine about two records.
pub(super) fn explain(corpus: &Corpus, options: &Options, one: &IncidentRecord, other: &IncidentRecord) -> Explanation {
    let (one, other) = if one.id <= other.id { (one, other) } else { (other, one) };
    let given = Given::new(corpus);
    let rows = given.rows();
    let all = incidents::link(&rows, &options.records);
    let found = numbers(&rows, &options.records, one.id.as_str(), other.id.as_str());
    let pair = Pair { one, other, all: &all };
    let outcome = pair.outcome();
    let mut steps = pair.words();
    if options.records.mode != Mode::Merge {
        let says = if options.records.mode == Mode::Off { "records are not compared" } else { "records are proposed" };
        steps.push(plain("setting", says, "dedupe.records: merge", Speaks::Against));
    }
    if let Some(found) = &found {
        steps.extend(pair.steps(options, found));
    }
    Explanation {
        level: "records",
        sides: [one, other].map(titled),
        outcome,
        said: pair.said(outcome, found.as_ref(), options),
        steps,
        passage: None,
        turn: pair.turn(corpus, outcome),
    }
}

fn titled(record: &IncidentRecord) -> Side {
    let recorder = record.recorded_by.as_deref().map(|by| format!(", recorded by {by}")).unwrap_or_default();
    let text = format!("{} ({}{recorder})", record.title, record.date.start);
    Side { id: record.id.to_string(), file: Arc::clone(&record.origin.file), line: None, text }
}

/// Two records among all decisions.
struct Pair<'a> {
    one: &'a IncidentRecord,
    other: &'a IncidentRecord,
    all: &'a Incidents,
}

impl Pair<'_> {
    fn is(&self, found: &Match) -> bool {
        found.one == self.one.id.as_str() && found.other == self.other.id.as_str()
    }

    fn group(&self) -> Option<&Group> {
        let holds = |group: &Group, record: &IncidentRecord| group.members.iter().any(|id| id == record.id.as_str());
        self.all.groups.iter().find(|group| holds(group, self.one) && holds(group, self.other))
    }

    /// The record that covers the other.
    fn umbrella(&self) -> Option<&str> {
        let covers = |wide: &IncidentRecord, small: &IncidentRecord| {
            let of = self.all.umbrellas.iter().find(|umbrella| umbrella.record == wide.id.as_str());
            of.is_some_and(|umbrella| umbrella.covers.iter().any(|id| id == small.id.as_str()))
        };
        let wide = [(self.one, self.other), (self.other, self.one)].into_iter().find(|(a, b)| covers(a, b));
        wide.map(|(wide, _)| wide.id.as_str())
    }

    fn outcome(&self) -> Outcome {
        if self.group().is_some() {
            Outcome::Joined
        } else if self.all.proposals.iter().any(|found| self.is(found)) {
            Outcome::Proposed
        } else if self.umbrella().is_some() {
            Outcome::Contained
        } else {
            Outcome::Apart
        }
    }

    /// What editors say, and data sets.
    fn words(&self) -> Vec<Step> {
        let mut steps = Vec::new();
        for (record, third) in [(self.one, self.other), (self.other, self.one)] {
            for word in &record.overrides.0 {
                let speaks = match word.ruling.key() {
                    "same_as" if word.ruling.names() == Some(third.id.as_str()) => Speaks::For,
                    "not_same_as" if word.ruling.names() == Some(third.id.as_str()) => Speaks::Against,
                    "split" => Speaks::Against,
                    _ => continue,
                };
                steps.push(plain("editor", format!("`{}` of `{}`", word.ruling.line(), record.id), "", speaks));
            }
        }
        for (set, rows) in &self.one.external {
            for row in rows.iter().filter(|row| self.other.external.get(set).is_some_and(|rows| rows.contains(row))) {
                steps.push(plain("data set", format!("both name row {row} of {set}"), "", Speaks::For));
            }
        }
        steps
    }

    fn steps(&self, options: &Options, found: &Found) -> Vec<Step> {
        let options = &options.records;
        let recorder =
            |record: &IncidentRecord| record.recorded_by.clone().unwrap_or_else(|| "nobody named".to_owned());
        let recorders = and(&recorder(self.one), &recorder(self.other));
        let mut steps = vec![plain("recorders", recorders, "two recorders", Speaks::when(!found.one_recorder))];
        if found.wide.0 || found.wide.1 {
            let wide = if found.wide.0 { &self.one.id } else { &self.other.id };
            steps.push(plain(
                "umbrella",
                format!("`{wide}` tells of several days or a wide area"),
                "",
                Speaks::Against,
            ));
        }
        let near = found.kilometres.map_or("no point in one of them".to_owned(), |km| format!("{km:.1} km apart"));
        let words = format!("{} days and {near}", found.days);
        let needed = format!("at most {} days and {} km, or one place", options.days, options.kilometres);
        steps.push(plain("compared", words, &needed, Speaks::when(found.near)));
        for part in &found.found.parts {
            let name = match part.name {
                PartName::Day => "score: day",
                PartName::Distance => "score: distance",
                PartName::Place => "score: place",
                PartName::Actor => "score: actors",
                PartName::Text => "score: texts",
                PartName::Toll => "score: tolls",
            };
            let speaks = if part.value < 0.0 { Speaks::Against } else { Speaks::Neither };
            let words = format!("{:+.1}, {}", part.value, part.found);
            steps.push(Step { value: Some(part.value), ..plain(name, words, "", speaks) });
        }
        let score = found.found.score;
        let needed = format!("{} to be joined, {} to be proposed", options.merge, options.propose);
        let total = at_least("score", score, options.merge, format!("{score:.1}"));
        steps.push(Step { needed, ..total });
        let ties: Vec<&str> = found.found.evidence.iter().map(|tie| tie_word(*tie)).collect();
        let evidence = if ties.is_empty() { "nothing ties the events themselves".to_owned() } else { ties.join(", ") };
        let needed = "like texts, equal tolls or a shared target, to be joined";
        steps.push(plain("evidence of the event", evidence, needed, Speaks::when(!ties.is_empty())));
        if found.other_actors {
            steps.push(plain("veto: actors", "each names an actor that the other does not", "", Speaks::Against));
        }
        if let Some(better) = self.better(score) {
            steps.push(plain("veto: better partner", better, "", Speaks::Against));
        }
        steps
    }

    /// A match of one of the two with another record of the same recorder that stands before theirs.
    fn better(&self, score: f64) -> Option<String> {
        if self.group().is_some() {
            return None;
        }
        let links = self.all.groups.iter().flat_map(|group| &group.links).chain(&self.all.proposals);
        let names = |found: &Match, id: &str| found.one == id || found.other == id;
        let own = [self.one.id.as_str(), self.other.id.as_str()];
        let rival = links.filter(|found| !self.is(found) && (found.basis != Basis::Score || found.score >= score));
        let rival =
            rival.filter(|found| own.iter().any(|id| names(found, id))).max_by(|a, b| a.score.total_cmp(&b.score))?;
        self.all.apart.iter().find(|found| self.is(found) && found.held == Some(Kept::BetterPartner))?;
        Some(format!("`{}` and `{}` match better, with {:.1}", rival.one, rival.other, rival.score))
    }

    fn said(&self, outcome: Outcome, found: Option<&Found>, options: &Options) -> String {
        let pair = format!("`{}` and `{}`", self.one.id, self.other.id);
        match outcome {
            Outcome::Joined => {
                let links = self.group().map_or(&[][..], |group| &group.links);
                let how = match links.iter().find(|link| self.is(link)).map(|link| &link.basis) {
                    Some(Basis::SameAs) => "an editor says so".to_owned(),
                    Some(Basis::External { set, id }) => format!("both name row {id} of {set}"),
                    Some(Basis::Score) => "the score and evidence of the event itself".to_owned(),
                    None => "each is joined to a third".to_owned(),
                };
                format!("{pair} are one incident: {how}")
            }
            Outcome::Proposed => format!("{pair} are probably the same and wait for an editor's word"),
            Outcome::Contained => {
                format!(
                    "`{}` covers the other, which stays an incident of its own",
                    self.umbrella().unwrap_or_default()
                )
            }
            Outcome::Related | Outcome::Apart => {
                format!("{pair} are two incidents: {}", self.why_apart(found, options))
            }
        }
    }

    fn why_apart(&self, found: Option<&Found>, options: &Options) -> &'static str {
        let kept = self.all.apart.iter().find(|found| self.is(found)).and_then(|found| found.held);
        match (kept, found) {
            (Some(Kept::Override), _) => "an editor says so",
            (Some(Kept::OneRecorder), _) => "one recorder wrote both, and two rows of one data set are two incidents",
            (Some(Kept::OtherActors), _) => "their actors differ",
            (Some(Kept::BetterPartner), _) => "one of them matches another record better",
            (_, Some(found)) if found.wide.0 || found.wide.1 => "one tells of several days or a wide area",
            (_, Some(found)) if !found.near => "they are too far apart in time or place to be compared",
            (_, Some(found)) if found.found.score < options.records.propose => "the score is too low",
            (_, Some(found)) if found.one_recorder => {
                "one recorder wrote both, and two rows of one data set are two incidents"
            }
            _ => "they are not compared",
        }
    }

    fn turn(&self, corpus: &Corpus, outcome: Outcome) -> Undo {
        let (one, other) = (self.one, self.other);
        let record = Some(one.id.to_string());
        if outcome != Outcome::Joined {
            let joining =
                receipt::joining(&one.origin, one.id.as_str(), &one.overrides, other.id.as_str(), &other.overrides);
            return Undo { record, ..joining };
        }
        let group = self.group();
        let members = corpus
            .records
            .iter()
            .filter(|record| group.is_some_and(|group| group.members.iter().any(|id| id == record.id.as_str())));
        let others = members.map(|member| (member.id.as_str(), &member.overrides));
        let against = Undo { record, ..receipt::add(&one.origin, format!("not_same_as: [{}]", other.id)) };
        let held = group.map_or(Held::ByRule, |group| held(group, one));
        receipt::parting((one.id.as_str(), &one.overrides), others, held, against)
    }
}

fn tie_word(tie: EventEvidence) -> &'static str {
    match tie {
        EventEvidence::Text => "the texts tell the same event",
        EventEvidence::Toll => "the tolls are equal",
        EventEvidence::Target => "the target is the same",
    }
}
