//! Dates in prose against the record they tell of.

use std::ops::Range;

use jiff::civil::Date;

use crate::check::{Desk, prose_of_record};
use crate::diagnostic::{At, Code, Diagnostic, Diagnostics};
use crate::model::document::Block;
use crate::model::vocabulary::Measure;
use crate::model::{Incident, IncidentId, IncidentRecord, Story, fold};

/// A date as prose gives it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
struct Said {
    day: Option<i8>,
    month: i8,
    year: Option<i16>,
}

/// Days by which the first date of a summary may miss its record and still be taken for a slip; one that lies further
/// off tells of something else.
const SLIP: i32 = 10;

/// The first full date of a record's title and of its summary, where it just misses the record's own.
pub(super) fn of_incident(desk: &Desk<'_>, incident: &Incident, said: &mut Diagnostics) {
    // Where the date itself is in dispute, the text may tell of both.
    if incident.claims().any(|(_, claim)| claim.about == Measure::Date) {
        return;
    }
    for record in &incident.records {
        for prose in prose_of_record(record) {
            let Some((date, words)) = dates(&prose.text).into_iter().find(|(date, _)| date.day.is_some()) else {
                continue;
            };
            let year = date.year.unwrap_or(record.date.start.year);
            let Some(day) = date.day.and_then(|day| Date::new(year, date.month, day).ok()) else { continue };
            let other_year = date.year.is_some_and(|year| year != record.date.start.year)
                && Date::new(record.date.start.year, date.month, day.day()).is_ok_and(|d| covers(record, d));
            if (just_misses(record, day) || (other_year && !covers(record, day))) && !is_known(desk, incident, day) {
                let message =
                    format!("the {} says {words}, but the record's date is {}", prose.name, record.date.start);
                let help = "make the two agree; a day on which something was said goes under `said_on`";
                let diagnostic = Diagnostic::new(Code::DateAgainstRecord, message);
                said.push(diagnostic.at(prose.file, prose.at(words), "").help(help));
            }
        }
    }
}

fn covers(record: &IncidentRecord, day: Date) -> bool {
    (record.date.first_day()..=record.date.last_day()).contains(&day)
}

/// Whether a day is that of a claim, an update, a correction, or an incident the records name.
fn is_known(desk: &Desk<'_>, incident: &Incident, day: Date) -> bool {
    let records = &incident.records;
    let said_on = records.iter().flat_map(|record| &record.claims).filter_map(|claim| claim.said_on);
    let moments = records
        .iter()
        .flat_map(|record| record.updates.iter().map(|u| u.at).chain(record.corrections.iter().map(|c| c.at)));
    let named = records.iter().flat_map(|record| record.related.iter().chain(&record.part_of));
    let published = records.iter().flat_map(|record| record.all_sources());
    said_on.into_iter().any(|date| (date.first_day()..=date.last_day()).contains(&day))
        || moments.into_iter().any(|moment| moment.date == day)
        || published
            .filter_map(|id| desk.briefing.corpus.sources.get(id)?.published)
            .any(|date| (date.first_day()..=date.last_day()).contains(&day))
        || named
            .filter_map(|id| desk.briefing.incident(id))
            .any(|other| (other.lead().date.first_day()..=other.lead().date.last_day()).contains(&day))
}

/// A link to an incident whose words, or whose sentence, give another date.
pub(super) fn of_story(desk: &Desk<'_>, story: &Story, said: &mut Diagnostics) {
    for block in story.blocks() {
        of_sentences(desk, story, block, said);
    }
    let file = &story.article.origin.file;
    for link in story.blocks().flat_map(|block| &block.links) {
        let Some(id) = link.target.strip_prefix("incident:") else { continue };
        let Some(incident) = desk.briefing.incident(&IncidentId::new(id)) else { continue };
        let source = file.text.get(link.span.clone()).unwrap_or_default();
        let words = source.rsplit_once("](").map_or(source, |(words, _)| words).trim_start_matches('[');
        let [(date, found)] = dates(words)[..] else { continue };
        let fits = |first: Date, last: Date| {
            let mut at = first;
            for _ in 0..400 {
                let year = date.year.is_none_or(|year| year == at.year());
                if year && at.month() == date.month && date.day.is_none_or(|day| day == at.day()) {
                    return true;
                }
                match at.tomorrow() {
                    Ok(next) if next <= last => at = next,
                    _ => break,
                }
            }
            false
        };
        let record = &incident.lead().date;
        let claims = incident.claims().filter_map(|(_, claim)| claim.said_on);
        if !fits(record.first_day(), record.last_day())
            && !claims.into_iter().any(|said| fits(said.first_day(), said.last_day()))
        {
            let message = format!("the link says {found}, but `{}` is dated {}", incident.id(), record.start);
            let help = "correct the date, or link the incident that is meant";
            let diagnostic = Diagnostic::new(Code::DateAgainstRecord, message);
            said.push(diagnostic.at(file, At::Bytes(link.span.clone()), "").help(help));
        }
    }
}

/// Words by which a sentence tells when something was said, not when it happened.
const SAYING: [&str; 24] = [
    "said",
    "says",
    "told",
    "tells",
    "announced",
    "announces",
    "reported",
    "reports",
    "wrote",
    "writes",
    "statement",
    "claimed",
    "claims",
    "confirmed",
    "published",
    "dit",
    "declare",
    "annonce",
    "affirme",
    "communique",
    "rapporte",
    "revendique",
    "confirme",
    "publie",
];

/// A sentence that links one incident and gives one day, which just misses the incident's: unless it tells when
/// something was said, or the day is known as that of something else.
fn of_sentences(desk: &Desk<'_>, story: &Story, block: &Block, said: &mut Diagnostics) {
    let file = &story.article.origin.file;
    let text = file.text.get(block.span.clone()).unwrap_or_default();
    for sentence in sentences(text) {
        let span = block.span.start + sentence.start..block.span.start + sentence.end;
        let links = block.links.iter().filter(|link| span.contains(&link.span.start));
        let mut incidents = links.filter_map(|link| Some((link, link.target.strip_prefix("incident:")?)));
        let (Some((link, id)), None) = (incidents.next(), incidents.next()) else { continue };
        let Some(incident) = desk.briefing.incident(&IncidentId::new(id)) else { continue };
        let words = &text[sentence];
        let is_saying = words.split(|c: char| !c.is_alphanumeric()).any(|word| SAYING.contains(&&*fold::key(word)));
        // An address may hold a date too, and the words of the link are looked at by themselves.
        let linked = file.text.get(link.span.clone()).unwrap_or_default();
        let bare = words.replace(linked, " … ");
        let [(date, found)] = dates(&bare)[..] else { continue };
        let record = incident.lead();
        let year = date.year.unwrap_or(record.date.start.year);
        let Some(day) = date.day.and_then(|day| Date::new(year, date.month, day).ok()) else { continue };
        let own = [Some(story.article.date), story.article.updated];
        if is_saying
            || !just_misses(record, day)
            || own.into_iter().flatten().any(|moment| moment.date == day)
            || is_known(desk, incident, day)
        {
            continue;
        }
        let message = format!("the sentence says {found}, but `{}` is dated {}", incident.id(), record.date.start);
        let at = text.find(found).map_or(link.span.clone(), |at| {
            let start = block.span.start + at;
            start..start + found.len()
        });
        let help = "make the two agree, or link the incident that is meant";
        said.push(Diagnostic::new(Code::DateAgainstRecord, message).at(file, At::Bytes(at), "").help(help));
    }
}

/// Whether a day lies near a record's and outside it.
fn just_misses(record: &IncidentRecord, day: Date) -> bool {
    let (first, last) = (record.date.first_day(), record.date.last_day());
    let distance = |from: Date| (day - from).get_days().abs();
    !covers(record, day) && distance(first).min(distance(last)) <= SLIP
}

/// Stretches of a text that end with a stop before a capital or a link; abbreviations may cut one short, which only
/// makes the rule silent.
fn sentences(text: &str) -> Vec<Range<usize>> {
    let mut found = Vec::new();
    let mut start = 0;
    for (at, stop) in text.match_indices(['.', '!', '?']) {
        let end = at + stop.len();
        let mut after = text[end..].chars();
        let begins = after.next().is_some_and(char::is_whitespace)
            && after.next().is_some_and(|c| !c.is_lowercase() && !c.is_ascii_digit());
        if begins {
            found.push(start..end);
            start = end;
        }
    }
    found.push(start..text.len());
    found
}

/// The dates of a text in English, French and ISO 8601: a day and a month, a month and a year, or all three.
fn dates(text: &str) -> Vec<(Said, &str)> {
    let spans: Vec<(usize, usize)> = {
        let mut spans = Vec::new();
        let mut rest = 0;
        while let Some(from) = text[rest..].find(char::is_alphanumeric).map(|at| rest + at) {
            let to = text[from..].find(|c: char| !c.is_alphanumeric()).map_or(text.len(), |at| from + at);
            spans.push((from, to));
            rest = to;
        }
        spans
    };
    let word = |at: usize| spans.get(at).map(|(from, to)| &text[*from..*to]);
    let number = |at: usize| word(at).and_then(|w| w.trim_end_matches("er").parse::<i16>().ok());
    let gap = |at: usize| spans.get(at + 1).map(|(next, _)| &text[spans[at].1..*next]);
    let is_day = |n: i16| (1..=31).contains(&n);
    let is_year = |n: i16| (1900..=2100).contains(&n);
    let mut found = Vec::new();
    for at in 0..spans.len() {
        if let (Some(year), Some(month), Some(day)) = (number(at), number(at + 1), number(at + 2))
            && is_year(year)
            && gap(at) == Some("-")
            && gap(at + 1) == Some("-")
            && (1..=12).contains(&month)
            && is_day(day)
        {
            let said = Said { day: i8::try_from(day).ok(), month: i8::try_from(month).unwrap_or(1), year: Some(year) };
            found.push((said, &text[spans[at].0..spans[at + 2].1]));
            continue;
        }
        let Some(month) = word(at).and_then(month) else { continue };
        let beside = |gap: Option<&str>| gap.is_some_and(|gap| matches!(gap, " " | "\u{a0}" | ", "));
        let before = at.checked_sub(1).filter(|b| beside(gap(*b))).and_then(number).filter(|n| is_day(*n));
        let after = Some(at + 1).filter(|_| beside(gap(at))).and_then(number);
        let (day, year_at) = match (before, after) {
            (Some(day), _) => (Some(day), at + 1),
            (None, Some(day)) if is_day(day) && word(at).is_some_and(|w| w.starts_with(char::is_uppercase)) => {
                (Some(day), at + 2)
            }
            _ => (None, at + 1),
        };
        let year = Some(year_at).filter(|y| *y > 0 && beside(gap(*y - 1))).and_then(number).filter(|n| is_year(*n));
        if day.is_none() && year.is_none() {
            continue;
        }
        let from = if before.is_some() { at - 1 } else { at };
        let to = if year.is_some() { year_at } else { (year_at - 1).max(at) };
        let said = Said { day: day.and_then(|day| i8::try_from(day).ok()), month, year };
        found.push((said, &text[spans[from].0..spans[to.min(spans.len() - 1)].1]));
    }
    found
}

fn month(word: &str) -> Option<i8> {
    const MONTHS: [[&str; 2]; 12] = [
        ["january", "janvier"],
        ["february", "fevrier"],
        ["march", "mars"],
        ["april", "avril"],
        ["may", "mai"],
        ["june", "juin"],
        ["july", "juillet"],
        ["august", "aout"],
        ["september", "septembre"],
        ["october", "octobre"],
        ["november", "novembre"],
        ["december", "decembre"],
    ];
    let word = fold::key(word);
    let at = MONTHS.iter().position(|names| names.contains(&word.as_str()))?;
    i8::try_from(at + 1).ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn dates_are_read_in_three_forms() {
        let full = |d, m, y| Said { day: Some(d), month: m, year: y };
        for (text, expected) in [
            ("On 1 June 2025 the base", vec![full(1, 6, Some(2025))]),
            ("June 1, 2025", vec![full(1, 6, Some(2025))]),
            ("le 1er juin 2025", vec![full(1, 6, Some(2025))]),
            ("le 24 août", vec![full(24, 8, None)]),
            ("2025-06-01", vec![full(1, 6, Some(2025))]),
            ("in March 2017", vec![Said { day: None, month: 3, year: Some(2017) }]),
            ("troops may 3 times", vec![]),
            ("they march on", vec![]),
        ] {
            assert_eq!(dates(text).into_iter().map(|(said, _)| said).collect::<Vec<_>>(), expected, "{text}");
        }
    }
}
