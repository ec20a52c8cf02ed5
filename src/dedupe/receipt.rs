//! Receipts: every decision in a sentence, with the numbers it rests on, what was folded and the line that undoes it.

use std::sync::Arc;

use crate::dedupe::articles::Given;
use crate::dedupe::blocks::Repeat;
use crate::dedupe::stories::{Link, Place};
use crate::diagnostic::Span;
use crate::model::story::{CopyKind, DedupeRule, Folded, Side, Standing, StoryCopy, Subject, Undo};
use crate::model::{Article, IncidentRecord, Origin, Overrides, Receipt, Ruling, Slug};

/// A repeat inside one article.
pub(super) fn repeat(story: &Slug, article: &Article, repeat: &Repeat, standing: Standing) -> Receipt {
    let block = |at: usize| &article.body.blocks[at];
    let line = |at: usize| article.origin.file.line_column(block(at).span.start).0;
    let whole = |at: usize| folded(article, block(at).span.clone(), &block(at).text);
    let side = |at: usize, words: Option<&Span>| Side {
        id: article.slug.to_string(),
        file: Arc::clone(&article.origin.file),
        line: Some(line(at)),
        text: words.map_or(block(at).text.as_str(), |bytes| &block(at).text[bytes.clone()]).trim().to_owned(),
    };
    let title = || Side { line: None, text: article.title.clone(), ..side(0, None) };
    let sides = match repeat {
        Repeat::Headline { block, bytes, .. } => [title(), side(*block, bytes.as_ref())],
        Repeat::Block { first, again }
        | Repeat::Near { first, again, .. }
        | Repeat::NearWarning { first, again, .. } => [side(*first, None), side(*again, None)],
        Repeat::Run { first, again } => [side(first.start, None), side(again.start, None)],
        Repeat::Sentence { first, again } => [side(first.0, Some(&first.1)), side(again.0, Some(&again.1))],
    };
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
        sides: Some(sides),
        folded,
        undo: add(&article.origin, "keep_repeats: true".to_owned()),
    }
}

fn folded(article: &Article, span: Span, text: &str) -> Folded {
    Folded { file: Arc::clone(&article.origin.file), span, text: text.trim().to_owned() }
}

/// A line to be added to a file.
pub(super) fn add(origin: &Origin, line: String) -> Undo {
    Undo { file: origin.file.path.clone(), record: None, verb: "add", line }
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

/// What holds a join: an editor alone, or a rule (too).
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Held {
    /// Only `same_as`.
    ByWord,
    /// A rule, whether or not an editor says the same.
    ByRule,
}

/// The line that undoes a join of `one` to the others: the word that joined it goes, or a word against it comes.
pub(super) fn parting<'a>(
    one: (&str, &Overrides),
    others: impl Iterator<Item = (&'a str, &'a Overrides)>,
    held: Held,
    against: Undo,
) -> Undo {
    let word = others.filter(|(id, _)| *id != one.0).find_map(|(id, words)| one.1.joining(id).or(words.joining(one.0)));
    match (word, held) {
        (None, _) => against,
        (Some(word), Held::ByWord) => {
            Undo { file: word.file.path.clone(), verb: "remove", line: word.ruling.line(), ..against }
        }
        (Some(word), Held::ByRule) => Undo { file: word.file.path.clone(), verb: "replace `same_as` by", ..against },
    }
}

/// The line that joins two: a word against it goes, or the word for it comes.
pub(super) fn joining(origin: &Origin, one: &str, words: &Overrides, other: &str, others: &Overrides) -> Undo {
    let against = |words: &Overrides, id: &str| {
        words
            .0
            .iter()
            .find(|word| word.ruling == Ruling::Split || word.ruling == Ruling::NotSameAs(id.to_owned()))
            .cloned()
    };
    match against(words, other).or_else(|| against(others, one)) {
        Some(word) => Undo { file: word.file.path.clone(), record: None, verb: "remove", line: word.ruling.line() },
        None => add(origin, format!("same_as: [{other}]")),
    }
}

/// The longest passage two articles share, in each of them.
pub(super) fn passages(given: &Given<'_>, link: &Link, first: &Slug) -> Option<[Side; 2]> {
    let (one, other) = link.excerpt.as_ref()?;
    let sides = [side(given, &link.one, one)?, side(given, &link.other, other)?];
    let [a, b] = sides;
    Some(if b.id == first.as_str() { [b, a] } else { [a, b] })
}

fn side(given: &Given<'_>, slug: &str, place: &Place) -> Option<Side> {
    let article = given.article(slug)?;
    let text = given.words(slug, place);
    let block = article.body.blocks.iter().find(|block| block.text.contains(text));
    let file = Arc::clone(&article.origin.file);
    let line = block.map(|block| file.line_column(block.span.start).0);
    Some(Side { id: slug.to_owned(), file, line, text: text.to_owned() })
}

/// A copy joined to the article shown; `members` are all articles of the story.
pub(super) fn copy(
    given: &Given<'_>,
    shown: &Article,
    copy: &StoryCopy,
    link: Option<&Link>,
    members: &[&Arc<Article>],
) -> Receipt {
    let what = match copy.kind {
        CopyKind::Exact => "is word for word the same as",
        CopyKind::Truncated => "is a shorter version of",
        CopyKind::Edited => "is an edited version of",
        CopyKind::Declared => "was joined by the editor to",
        CopyKind::Linked => "is joined, through a third version, to",
    };
    let article = &copy.article;
    let text = article.body.blocks.iter().map(|block| block.text.as_str()).collect::<Vec<_>>().join("\n\n");
    let span = article.body.blocks.first().map_or(0, |block| block.span.start)..article.origin.file.text.len();
    let mut evidence = vec![("found in the version shown".to_owned(), share(copy.shared))];
    evidence.extend(link.map(numbers).unwrap_or_default());
    let others = members.iter().map(|member| (member.slug.as_str(), &member.overrides));
    let held = if link.is_some() { Held::ByRule } else { Held::ByWord };
    let against = add(&article.origin, format!("not_same_as: [{}]", shown.slug));
    Receipt {
        standing: Standing::Done,
        rule: DedupeRule::CopyOfStory,
        subject: Subject::Story(shown.slug.clone()),
        said: format!("{} {what} {}", named(article), named(shown)),
        evidence,
        sides: link.and_then(|link| passages(given, link, &shown.slug)),
        folded: vec![folded(article, span, &text)],
        undo: parting((article.slug.as_str(), &article.overrides), others, held, against),
    }
}

/// Two articles that look like copies and wait for the editor's word.
pub(super) fn proposed_copy(given: &Given<'_>, one: &Article, other: &Article, link: &Link) -> Receipt {
    Receipt {
        standing: Standing::Proposed,
        rule: DedupeRule::CopyOfStory,
        subject: Subject::Story(one.slug.clone()),
        said: format!("{} and {} look like one story; they were not joined", named(one), named(other)),
        evidence: numbers(link),
        sides: passages(given, link, &one.slug),
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

/// A record as it stands beside another: when, where, what.
fn telling(record: &IncidentRecord) -> Side {
    let file = Arc::clone(&record.origin.file);
    let text = format!("{}. {} ({})", record.title, record.summary, record.date.start);
    Side { id: record.id.to_string(), file, line: None, text }
}

/// A record joined to the one that leads an incident; `members` are all its records.
pub(super) fn joined_record(
    lead: &IncidentRecord,
    other: &IncidentRecord,
    said: String,
    evidence: Vec<(String, String)>,
    members: &[&Arc<IncidentRecord>],
    held: Held,
) -> Receipt {
    let others = members.iter().map(|member| (member.id.as_str(), &member.overrides));
    let against = against(lead, other);
    Receipt {
        standing: Standing::Done,
        rule: DedupeRule::SameIncident,
        subject: Subject::Incident(lead.id.clone()),
        said,
        evidence,
        sides: Some([telling(lead), telling(other)]),
        folded: Vec::new(),
        undo: parting((other.id.as_str(), &other.overrides), others, held, against),
    }
}

/// Two records that are probably one incident and wait for the editor's word.
pub(super) fn proposed_records(
    one: &IncidentRecord,
    other: &IncidentRecord,
    said: String,
    evidence: Vec<(String, String)>,
) -> Receipt {
    Receipt {
        standing: Standing::Proposed,
        rule: DedupeRule::ProbablySame,
        subject: Subject::Incident(one.id.clone()),
        said,
        evidence,
        sides: Some([telling(one), telling(other)]),
        folded: Vec::new(),
        undo: against(one, other),
    }
}

/// The word that keeps a record apart from another.
fn against(lead: &IncidentRecord, other: &IncidentRecord) -> Undo {
    Undo { record: Some(other.id.to_string()), ..add(&other.origin, format!("not_same_as: [{}]", lead.id)) }
}
