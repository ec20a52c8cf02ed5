//! What stands twice: decisions that were carried out, each with the line that undoes it; and those that wait for the
//! editor, each with the line that joins and the line that keeps apart.

use std::sync::Arc;

use serde::Serialize;

use crate::desk::words::{Run, count, excerpt, figure, place, read_at, runs, when};
use crate::desk::{First, Frame, Given, Memory, Pager, Row, Tone, paper, part};
use crate::diagnostic::locate::Index;
use crate::model::story::{DedupeRule, Folded, Side, Standing, Subject, Undo};
use crate::model::vocabulary::{Measure, Word};
use crate::model::{Article, Claim, IncidentRecord, Receipt};

/// How many stand on one page.
const ON_A_PAGE: usize = 60;
/// Most words of a text that are shown.
const WORDS: usize = 80;

#[derive(Serialize)]
struct View {
    frame: Frame,
    waits: bool,
    figure: String,
    items: Vec<Item>,
    pager: Option<Pager>,
}

#[derive(Serialize)]
struct Item {
    rule: &'static str,
    said: Vec<Run>,
    /// Whose page it belongs on, and where that is.
    subject: String,
    href: String,
    sides: Vec<SideView>,
    evidence: Vec<Evidence>,
    folded: Vec<FoldedView>,
    ways: Vec<Way>,
}

#[derive(Serialize)]
struct SideView {
    id: String,
    place: String,
    /// Facts in a row, by name: date, place, recorder.
    facts: Vec<Fact>,
    /// What is said of the dead and hurt, a claim each.
    tolls: Vec<Toll>,
    /// Whether it is a record, which has a toll or has none.
    is_record: bool,
    title: String,
    text: String,
}

#[derive(Serialize)]
struct Fact {
    name: &'static str,
    value: String,
}

#[derive(Serialize)]
struct Toll {
    figure: String,
    what: String,
    by: String,
    status: String,
}

#[derive(Serialize)]
struct Evidence {
    name: Vec<Run>,
    value: String,
    /// Whether it is the sum of those before it.
    sum: bool,
}

#[derive(Serialize)]
struct FoldedView {
    place: String,
    size: String,
    text: String,
}

/// A line to write, and what that does.
#[derive(Debug, PartialEq, Eq, Serialize)]
struct Way {
    what: &'static str,
    verb: &'static str,
    line: String,
    file: String,
    record: Option<String>,
}

pub(super) fn row_open(given: &Given<'_>, _: &mut Memory) -> Row {
    let open = of(given, Standing::Proposed);
    let says = if open.is_empty() {
        "Nothing waits for a decision."
    } else {
        "These look alike and were not joined: an editor decides."
    };
    let tone = if open.is_empty() { Tone::Calm } else { Tone::Open };
    Row { tone, figure: figures(&open, "to confirm"), says: says.to_owned(), firsts: firsts(&open) }
}

pub(super) fn row_done(given: &Given<'_>, _: &mut Memory) -> Row {
    let done = of(given, Standing::Done);
    let says = if done.is_empty() { "Nothing stands twice." } else { "Each can be undone by one line." };
    Row { tone: Tone::Calm, figure: figures(&done, "carried out"), says: says.to_owned(), firsts: Vec::new() }
}

fn figures(receipts: &[&Receipt], what: &str) -> String {
    match receipts.len() {
        0 => "none".to_owned(),
        n => format!("{n} {what}"),
    }
}

fn firsts(receipts: &[&Receipt]) -> Vec<First> {
    let first = |receipt: &&Receipt| {
        let ids = receipt.sides.iter().flatten().map(|side| side.id.as_str()).collect::<Vec<_>>().join(" and ");
        First::new(if ids.is_empty() { &receipt.said } else { &ids }, receipt.rule.as_str().to_owned())
    };
    receipts.iter().take(3).map(first).collect()
}

/// Incidents before stories: a toll that is counted twice weighs more than a paragraph.
fn of<'a>(given: &Given<'a>, standing: Standing) -> Vec<&'a Receipt> {
    let mut all: Vec<&Receipt> =
        given.briefing.receipts.iter().filter(|receipt| receipt.standing == standing).collect();
    all.sort_by(|a, b| b.subject.cmp(&a.subject).then(a.said.cmp(&b.said)));
    all
}

pub(super) fn page_open(given: &Given<'_>, _: &mut Memory, number: usize) -> Option<String> {
    print(given, "same", Standing::Proposed, number)
}

pub(super) fn page_done(given: &Given<'_>, _: &mut Memory, number: usize) -> Option<String> {
    print(given, "folded", Standing::Done, number)
}

fn print(given: &Given<'_>, name: &str, standing: Standing, number: usize) -> Option<String> {
    let all = of(given, standing);
    let (shown, pager) = part(&all, number, ON_A_PAGE, name)?;
    let mut places = Index::default();
    let waits = standing == Standing::Proposed;
    let figure = figures(&all, if waits { "to confirm" } else { "carried out" });
    let items = shown.iter().map(|receipt| item(given, receipt, &mut places)).collect();
    paper::print("twice.html", &View { frame: Frame::new(given, name), waits, figure, items, pager })
}

fn item(given: &Given<'_>, receipt: &Receipt, places: &mut Index) -> Item {
    let (subject, href) = match &receipt.subject {
        Subject::Story(slug) => {
            let title = given.briefing.story(slug).map(|story| story.article.title.clone());
            (title.unwrap_or_else(|| slug.to_string()), (given.story)(slug))
        }
        Subject::Incident(id) => {
            let title = given.briefing.incident(id).map(|incident| incident.lead().title.clone());
            (title.unwrap_or_else(|| id.to_string()), (given.incident)(id))
        }
    };
    let evidence = receipt.evidence.iter().map(|(name, value)| Evidence {
        name: runs(name),
        value: value.strip_prefix('-').map_or_else(|| value.clone(), |number| format!("−{number}")),
        sum: name == "score",
    });
    Item {
        rule: receipt.rule.as_str(),
        said: runs(&receipt.said),
        subject,
        href: format!("/{href}"),
        sides: match &receipt.sides {
            Some(sides) => sides.iter().map(|side| side_view(given, receipt, side, places)).collect(),
            None => shown_and_copy(given, receipt),
        },
        evidence: evidence.collect(),
        folded: receipt.folded.iter().map(folded).collect(),
        ways: ways(receipt),
    }
}

/// The lines that an editor can write: one that undoes what was done, or two between which to decide.
fn ways(receipt: &Receipt) -> Vec<Way> {
    let Undo { file, record, verb, line } = &receipt.undo;
    let way = |what, line: &str| Way { what, verb, line: line.to_owned(), file: file.clone(), record: record.clone() };
    match (receipt.standing, receipt.rule) {
        (Standing::Done, _) => vec![way("To undo it", line)],
        (Standing::Proposed, DedupeRule::CopyOfStory | DedupeRule::ProbablySame) => {
            vec![
                way("The same: to join them", &line.replace("not_same_as", "same_as")),
                way("Not the same: to keep them apart", line),
            ]
        }
        (Standing::Proposed, _) => vec![way("Meant so: to keep it and be asked no more", line)],
    }
}

fn folded(folded: &Folded) -> FoldedView {
    let words = folded.text.split_whitespace().count();
    FoldedView {
        place: place(&folded.file, folded.span.start),
        size: count(words, "word", "words"),
        text: folded.text.clone(),
    }
}

/// The article shown and its copy, where no passage of theirs was told: both begin alike.
fn shown_and_copy(given: &Given<'_>, receipt: &Receipt) -> Vec<SideView> {
    let (Subject::Story(slug), Some(folded)) = (&receipt.subject, receipt.folded.first()) else { return Vec::new() };
    let articles = &given.briefing.corpus.articles;
    let shown = articles.iter().find(|article| article.slug == *slug);
    let copy = articles.iter().find(|article| article.origin.file.path == folded.file.path);
    let view = |article: &Arc<Article>| SideView {
        id: article.slug.to_string(),
        place: place(&article.origin.file, article.body.blocks.first().map_or(0, |block| block.span.start)),
        facts: of_article(article),
        tolls: Vec::new(),
        is_record: false,
        title: article.title.clone(),
        text: excerpt(article.body.blocks.first().map_or("", |block| block.text.as_str()), WORDS),
    };
    shown.into_iter().chain(copy).map(view).collect()
}

fn of_article(article: &Article) -> Vec<Fact> {
    let date = Fact { name: "Date", value: article.date.date.to_string() };
    std::iter::once(date).chain(article.outlet.clone().map(|value| Fact { name: "Outlet", value })).collect()
}

fn side_view(given: &Given<'_>, receipt: &Receipt, side: &Side, places: &mut Index) -> SideView {
    let is_record = matches!(receipt.rule, DedupeRule::SameIncident | DedupeRule::ProbablySame);
    let records = &given.briefing.corpus.records;
    if is_record && let Ok(at) = records.binary_search_by(|record| record.id.as_str().cmp(&side.id)) {
        return record(given, &records[at], places);
    }
    let article = given.briefing.corpus.articles.iter().find(|article| article.slug.as_str() == side.id);
    let facts =
        article.filter(|_| receipt.rule == DedupeRule::CopyOfStory).map(|one| of_article(one)).unwrap_or_default();
    let line = side.line.map_or_else(String::new, |line| format!(":{line}"));
    let is_title = article.is_some_and(|article| article.title == side.text);
    SideView {
        id: side.id.clone(),
        place: format!("{}{line}", side.file.path),
        facts,
        tolls: Vec::new(),
        is_record: false,
        title: if is_title { side.text.clone() } else { String::new() },
        text: if is_title { String::new() } else { excerpt(&side.text, WORDS) },
    }
}

fn record(given: &Given<'_>, record: &Arc<IncidentRecord>, places: &mut Index) -> SideView {
    let corpus = &given.briefing.corpus;
    let located = corpus.locate(&record.place);
    let actors: Vec<String> = record
        .actors
        .iter()
        .map(|one| {
            let name = corpus.actors.get(&one.actor).map_or(one.actor.as_str(), |actor| actor.short());
            format!("{name} ({})", one.role.label())
        })
        .collect();
    let mut facts = vec![
        Fact { name: "Date", value: when(&record.date) },
        Fact { name: "Place", value: located.name.to_owned() },
        Fact { name: "What", value: record.event.label().to_owned() },
    ];
    if !actors.is_empty() {
        facts.push(Fact { name: "Who", value: actors.join(", ") });
    }
    let recorder = record.recorded_by.clone().unwrap_or_else(|| "nobody named".to_owned());
    facts.push(Fact { name: "Recorded by", value: recorder });
    let counts = |claim: &&Claim| claim.about.counts() && claim.about != Measure::Material;
    let toll = |claim: &Claim| Toll {
        figure: figure(claim.amount),
        what: match claim.who {
            Some(who) => format!("{} {}", who.label(), claim.about.label()),
            None => claim.about.label().to_owned(),
        },
        by: corpus.speaker_name(&claim.by).to_owned(),
        status: claim.status.label().to_owned(),
    };
    SideView {
        id: record.id.to_string(),
        place: read_at(&record.origin, "id", places),
        facts,
        tolls: record.claims.iter().filter(counts).map(toll).collect(),
        is_record: true,
        title: record.title.clone(),
        text: excerpt(&record.summary, WORDS),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::IncidentId;

    fn receipt(standing: Standing, rule: DedupeRule) -> Receipt {
        Receipt {
            standing,
            rule,
            subject: Subject::Incident(IncidentId::new("a")),
            said: String::new(),
            evidence: Vec::new(),
            sides: None,
            folded: Vec::new(),
            undo: Undo {
                file: "content/incidents/b.yaml".to_owned(),
                record: Some("b".to_owned()),
                verb: "add",
                line: "not_same_as: [a]".to_owned(),
            },
        }
    }

    #[test]
    fn a_proposal_has_a_line_for_each_answer_and_a_decision_one() {
        let lines = |standing, rule| ways(&receipt(standing, rule)).into_iter().map(|way| way.line).collect::<Vec<_>>();
        assert_eq!(lines(Standing::Proposed, DedupeRule::ProbablySame), ["same_as: [a]", "not_same_as: [a]"]);
        assert_eq!(lines(Standing::Done, DedupeRule::SameIncident), ["not_same_as: [a]"]);
        assert_eq!(lines(Standing::Proposed, DedupeRule::BlockRepeated), ["not_same_as: [a]"]);
    }
}
