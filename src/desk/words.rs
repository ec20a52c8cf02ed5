//! Places, figures and sentences as the desk writes them.

use jiff::Timestamp;
use jiff::tz::TimeZone;
use serde::Serialize;

use crate::diagnostic::locate::Index;
use crate::diagnostic::{At, SourceFile};
use crate::model::vocabulary::Word;
use crate::model::{Amount, Moment, Origin, When};

/// A piece of a sentence, as it is set: what a source wrote stands between backticks.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub(super) struct Run {
    pub(super) text: String,
    pub(super) code: bool,
}

/// A sentence of the tool with what stands between its backticks set apart.
pub(super) fn runs(sentence: &str) -> Vec<Run> {
    let parts: Vec<&str> = sentence.split('`').collect();
    // An odd backtick is one that a source wrote: then nothing is set apart.
    if parts.len().is_multiple_of(2) {
        return vec![Run { text: sentence.to_owned(), code: false }];
    }
    let runs = parts.iter().enumerate().map(|(at, text)| Run { text: (*text).to_owned(), code: at % 2 == 1 });
    runs.filter(|run| !run.text.is_empty()).collect()
}

/// `content/articles/a.md:3:7`.
pub(super) fn place(file: &SourceFile, byte: usize) -> String {
    let (line, column) = file.line_column(byte);
    format!("{}:{line}:{column}", file.path)
}

/// Where a value of the model was read; `""` is the value itself, `"status"` a value in it.
pub(super) fn read_at(origin: &Origin, key: &str, places: &mut Index) -> String {
    match origin.at(key) {
        At::Yaml(at) => place(&origin.file, places.span(&origin.file, &at).start),
        At::Bytes(span) => place(&origin.file, span.start),
        At::File => place(&origin.file, 0),
    }
}

/// `1 error`, `2 errors`.
pub(super) fn count(n: usize, one: &str, many: &str) -> String {
    format!("{n} {}", if n == 1 { one } else { many })
}

/// A figure as its speaker gave it: `about 14`, `10 to 15`, `12 (10 to 15)`, `dozens`.
pub(super) fn figure(amount: Amount) -> String {
    let span = match (amount.low, amount.high) {
        (Some(low), Some(high)) if low != high => Some(format!("{low} to {high}")),
        (Some(low), None) if amount.best.is_none_or(|best| best != low) => Some(format!("at least {low}")),
        (None, Some(high)) if amount.best.is_none_or(|best| best != high) => Some(format!("up to {high}")),
        _ => None,
    };
    let number = match (amount.best.or(amount.low.filter(|low| amount.high == Some(*low))), span) {
        (Some(best), Some(span)) => format!("{best} ({span})"),
        (Some(best), None) => best.to_string(),
        (None, Some(span)) => span,
        (None, None) => String::new(),
    };
    let qualifier = amount.qualifier.map(Word::label).filter(|word| *word != "exactly").unwrap_or_default();
    [qualifier, &number].iter().filter(|part| !part.is_empty()).copied().collect::<Vec<_>>().join(" ")
}

/// `2025-06-01`, `2025-06-01 to 2025-06-03`.
pub(super) fn when(when: &When) -> String {
    match when.end.filter(|end| *end != when.start) {
        Some(end) => format!("{} to {end}", when.start),
        None => when.start.to_string(),
    }
}

/// `3 December 2026`, with the time where one was written.
pub(super) fn moment(at: Moment, zone: &TimeZone) -> String {
    if !at.has_time {
        return at.date.strftime("%-d %B %Y").to_string();
    }
    instant(at.timestamp, zone)
}

/// `3 December 2026, 06:00 UTC`.
pub(super) fn instant(at: Timestamp, zone: &TimeZone) -> String {
    at.to_zoned_datetime(zone.clone()).strftime("%-d %B %Y, %H:%M %Z").to_string()
}

/// How far ahead something lies: `in 5 days`, `in 3 hours`.
pub(super) fn ahead(at: Timestamp, now: Timestamp) -> String {
    let minutes = (at.as_second() - now.as_second()).max(0) / 60;
    let n = |n: i64| usize::try_from(n).unwrap_or(0);
    match minutes {
        0..=119 => format!("in {}", count(n(minutes), "minute", "minutes")),
        120..=2879 => format!("in {}", count(n(minutes / 60), "hour", "hours")),
        _ => format!("in {}", count(n(minutes / 1440), "day", "days")),
    }
}

/// The first words of a text.
pub(super) fn excerpt(text: &str, words: usize) -> String {
    let all: Vec<&str> = text.split_whitespace().collect();
    let tail = if all.len() > words { " …" } else { "" };
    format!("{}{tail}", all.iter().take(words).copied().collect::<Vec<_>>().join(" "))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::vocabulary::Qualifier;

    #[test]
    fn what_stands_between_backticks_is_set_apart() {
        let run = |text: &str, code| Run { text: text.to_owned(), code };
        assert_eq!(
            runs("the key `a` is `b`"),
            [run("the key ", false), run("a", true), run(" is ", false), run("b", true)]
        );
        assert_eq!(runs("a stray ` stays"), [run("a stray ` stays", false)]);
    }

    #[test]
    fn a_figure_says_all_that_its_speaker_said() {
        let amount = |low, best, high, qualifier| Amount { low, best, high, qualifier };
        for (given, words) in [
            (amount(None, Some(14), None, None), "14"),
            (amount(Some(10), None, Some(15), None), "10 to 15"),
            (amount(Some(10), Some(12), Some(15), None), "12 (10 to 15)"),
            (amount(Some(30), None, None, None), "at least 30"),
            (amount(None, None, Some(9), None), "up to 9"),
            (amount(Some(7), None, Some(7), None), "7"),
            (amount(None, Some(40), None, Some(Qualifier::About)), "about 40"),
            (amount(None, None, None, Some(Qualifier::Dozens)), "dozens"),
        ] {
            assert_eq!(figure(given), words);
        }
    }

    #[test]
    fn what_lies_ahead_is_told_in_the_unit_that_fits() {
        let at = |seconds| Timestamp::from_second(seconds).unwrap();
        let cases = [(60, "in 1 minute"), (7_200, "in 2 hours"), (86_400 * 5 + 9, "in 5 days"), (-5, "in 0 minutes")];
        for (seconds, words) in cases {
            assert_eq!(ahead(at(1_000 + seconds), at(1_000)), words);
        }
    }
}
