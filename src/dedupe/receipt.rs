//! Receipts: every decision in a sentence, with the numbers it rests on, what was folded and the line that undoes it.

use std::sync::Arc;

use crate::dedupe::blocks::Repeat;
use crate::dedupe::stories::Link;
use crate::diagnostic::Span;
use crate::model::story::{CopyKind, DedupeRule, Folded, Standing, StoryCopy, Subject, Undo};
use crate::model::{Article, IncidentRecord, Origin, Receipt, Slug};

/// A repeat inside one article.
pub(super) fn repeat(story: &Slug, article: &Article, repeat: &Repeat, standing: Standing) -> Receipt {
    let block = |at: usize| &article.body.blocks[at];
    let line = |at: usize| article.origin.file.line_column(block(at).span.start).0;
    let whole = |at: usize| folded(article, block(at).span.clone(), &block(at).text);
    let (rule, said, folded, ratio) = match repeat {
        Repeat::Headline { block: at, bytes, ratio } => {
            let words = bytes.as_ref().map_or(block(*at).text.as_str(), |bytes| &block(*at).text[bytes.clone()]);
            let said = format!("the headline stands again at line {}", line(*at));
            (DedupeRule::HeadlineRepeated, said, vec![folded(article, block(*at).span.clone(), words)], Some(*ratio))
        }
        Repeat::Block { first, again } => {
            let said = format!("the block at line {} stands again at line {}", line(*first), line(*again));
            (DedupeRule::BlockRepeated, said, vec![whole(*again)], None)
        }
        Repeat::Run { first, again } => {
            let said = format!(
                "{} blocks from line {} on stand again from line {} on",
                again.len(),
                line(first.start),
                line(again.start)
            );
            (DedupeRule::BlockRepeated, said, again.clone().map(whole).collect(), None)
        }
        Repeat::Near { first, again, ratio } => {
            let said = format!(
                "the paragraph at line {} stands again at line {} in nearly the same words, with the same numbers, names and quotations",
                line(*first),
                line(*again)
            );
            (DedupeRule::BlockRepeated, said, vec![whole(*again)], Some(*ratio))
        }
        Repeat::Sentence { first, again } => {
            let said = format!("a sentence of line {} stands again at line {}", line(first.0), line(again.0));
            let words = &block(again.0).text[again.1.clone()];
            (DedupeRule::SentenceRepeated, said, vec![folded(article, block(again.0).span.clone(), words)], None)
        }
        Repeat::NearWarning { first, again, .. } => {
            let said = format!("the paragraph at line {} is close to that at line {}", line(*again), line(*first));
            (DedupeRule::BlockRepeated, said, Vec::new(), None)
        }
    };
    Receipt {
        standing,
        rule,
        subject: Subject::Story(story.clone()),
        said,
        evidence: ratio.map(|ratio| vec![("words in common".to_owned(), share(ratio))]).unwrap_or_default(),
        folded,
        undo: add(&article.origin, "keep_repeats: true".to_owned()),
    }
}

fn folded(article: &Article, span: Span, text: &str) -> Folded {
    Folded { file: Arc::clone(&article.origin.file), span, text: text.trim().to_owned() }
}

fn add(origin: &Origin, line: String) -> Undo {
    Undo { file: origin.file.path.clone(), record: None, verb: "add", line }
}

fn remove(origin: &Origin, line: String) -> Undo {
    Undo { file: origin.file.path.clone(), record: None, verb: "remove", line }
}

/// `93 %`.
fn share(value: f64) -> String {
    format!("{:.0} %", value * 100.0)
}

/// An article with its outlet and day, as a sentence names it.
fn named(article: &Article) -> String {
    match &article.outlet {
        Some(outlet) => format!("`{}` ({outlet}, {})", article.slug, article.date.date),
        None => format!("`{}` ({})", article.slug, article.date.date),
    }
}

/// A copy joined to the article shown.
pub(super) fn copy(shown: &Article, copy: &StoryCopy, link: Option<&Link>) -> Receipt {
    let what = match copy.kind {
        CopyKind::Exact => "is word for word the same as",
        CopyKind::Truncated => "is a shorter version of",
        CopyKind::Edited => "is an edited version of",
        CopyKind::Declared => "was joined by the editor to",
        CopyKind::Linked => "is joined, through a third version, to",
    };
    let text = copy.article.body.blocks.iter().map(|block| block.text.as_str()).collect::<Vec<_>>().join("\n\n");
    let span =
        copy.article.body.blocks.first().map_or(0, |block| block.span.start)..copy.article.origin.file.text.len();
    let mut evidence = vec![("found in the version shown".to_owned(), share(copy.shared))];
    evidence.extend(link.map(numbers).unwrap_or_default());
    Receipt {
        standing: Standing::Done,
        rule: DedupeRule::CopyOfStory,
        subject: Subject::Story(shown.slug.clone()),
        said: format!("{} {what} {}", named(&copy.article), named(shown)),
        evidence,
        folded: vec![folded(&copy.article, span, &text)],
        undo: if copy.article.overrides.same_as.contains(&shown.slug) {
            remove(&copy.article.origin, format!("same_as: [{}]", shown.slug))
        } else {
            add(&copy.article.origin, format!("not_same_as: [{}]", shown.slug))
        },
    }
}

/// Two articles that look like copies and wait for the editor's word.
pub(super) fn proposed_copy(one: &Article, other: &Article, link: &Link) -> Receipt {
    Receipt {
        standing: Standing::Proposed,
        rule: DedupeRule::CopyOfStory,
        subject: Subject::Story(one.slug.clone()),
        said: format!("{} and {} look like one story; they were not joined", named(one), named(other)),
        evidence: numbers(link),
        folded: Vec::new(),
        undo: add(&one.origin, format!("not_same_as: [{}]", other.slug)),
    }
}

fn numbers(link: &Link) -> Vec<(String, String)> {
    let evidence = &link.evidence;
    let mut numbers = vec![
        (format!("`{}` in the other", link.one), share(evidence.cover_one)),
        (format!("`{}` in the other", link.other), share(evidence.cover_other)),
        ("headlines in common".to_owned(), share(evidence.title)),
    ];
    if let Some(days) = evidence.days {
        numbers.push(("days apart".to_owned(), days.to_string()));
    }
    numbers
}

/// Records joined into one incident.
pub(super) fn records(
    lead: &IncidentRecord,
    other: &IncidentRecord,
    said: String,
    evidence: Vec<(String, String)>,
    standing: Standing,
) -> Receipt {
    let rule = match standing {
        Standing::Done => DedupeRule::SameIncident,
        Standing::Proposed => DedupeRule::ProbablySame,
    };
    let (undo, of) = if other.same_as.contains(&lead.id) {
        (remove(&other.origin, format!("same_as: [{}]", lead.id)), other)
    } else if lead.same_as.contains(&other.id) {
        (remove(&lead.origin, format!("same_as: [{}]", other.id)), lead)
    } else {
        (add(&other.origin, format!("not_same_as: [{}]", lead.id)), other)
    };
    let undo = Undo { record: Some(of.id.to_string()), ..undo };
    Receipt { standing, rule, subject: Subject::Incident(lead.id.clone()), said, evidence, folded: Vec::new(), undo }
}
