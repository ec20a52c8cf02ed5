//! Dates that are not one day: how finely they are known, in words and as a stroke on the days they lie among.

use jiff::civil::Date;
use serde::Serialize;

use crate::locale::Words;
use crate::model::When;
use crate::model::vocabulary::DatePrecision;

/// The least a stroke is long, in per cent, so that two days of a long time can be seen.
const LEAST: i64 = 4;

/// A stretch of time drawn on the months it lies in.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub(super) struct Stroke {
    /// `range` for something that lasted, `uncertain` for a day that is not known.
    pub(super) kind: &'static str,
    /// Where it begins, in per cent of the whole months around it.
    pub(super) from: i64,
    /// How long it is, in per cent.
    pub(super) length: i64,
}

/// How finely a date is known, where it is not one day.
#[must_use]
pub(super) fn known(words: &Words, when: &When) -> Option<String> {
    let (first, last) = (when.first_day(), when.last_day());
    match when.precision {
        DatePrecision::Day => None,
        DatePrecision::Range if first == last => None,
        DatePrecision::Range => Some(words.count("over_days", days(first, last))),
        DatePrecision::Week | DatePrecision::Month => Some(words.say("day_not_known").to_owned()),
        DatePrecision::Year => Some(words.say("month_not_known").to_owned()),
    }
}

/// The first and last day that a date can mean, where it is not one day: `first possible day 1 May 2025, …`.
#[must_use]
pub(super) fn bounds(words: &Words, when: &When) -> Option<String> {
    let (first, last) = (when.first_day(), when.last_day());
    let kind = match when.precision {
        DatePrecision::Day => return None,
        _ if first == last => return None,
        DatePrecision::Range => "known_days",
        _ => "possible_days",
    };
    Some(words.tell(kind, &[("first", words.day(first).into()), ("last", words.day(last).into())]))
}

/// The stroke of a date that is not one day.
#[must_use]
pub(super) fn stroke(when: &When) -> Option<Stroke> {
    let (first, last) = (when.first_day(), when.last_day());
    let kind = match when.precision {
        DatePrecision::Day => return None,
        _ if first == last => return None,
        DatePrecision::Range => "range",
        _ => "uncertain",
    };
    let start = first.first_of_month();
    let whole = i64::try_from(days(start, last.last_of_month())).unwrap_or(1).max(1);
    let before = i64::try_from(days(start, first)).unwrap_or(1) - 1;
    let length = (i64::try_from(days(first, last)).unwrap_or(1) * 100 / whole).max(LEAST);
    Some(Stroke { kind, from: (before * 100 / whole).min(100 - length), length })
}

/// How many days from one to another, both counted.
fn days(first: Date, last: Date) -> usize {
    usize::try_from(first.duration_until(last).as_hours() / 24 + 1).unwrap_or(1)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::locale::Tongues;
    use crate::model::PartialDate;

    fn when(start: &str, end: Option<&str>, precision: DatePrecision) -> When {
        let read = |text: &str| PartialDate::parse(text).unwrap();
        When { start: read(start), end: end.map(read), precision, time: None, note: None }
    }

    #[test]
    fn one_day_needs_no_words_and_no_stroke() {
        let english = Tongues::default();
        let words = english.own();
        let day = when("2025-06-01", None, DatePrecision::Day);
        assert_eq!((known(words, &day), bounds(words, &day), stroke(&day)), (None, None, None));
        let short = when("2025-06-01", Some("2025-06-01"), DatePrecision::Range);
        assert_eq!((known(words, &short), stroke(&short)), (None, None));
    }

    #[test]
    fn a_date_that_is_not_one_day_says_what_is_not_known() {
        let english = Tongues::default();
        let words = english.own();
        let cases = [
            (when("2025-06", None, DatePrecision::Month), "day not known"),
            (when("2025", None, DatePrecision::Year), "month not known"),
            (when("2025-05-12", None, DatePrecision::Week), "day not known"),
            (when("2013-01-10", Some("2013-01-18"), DatePrecision::Range), "over 9 days"),
        ];
        for (when, told) in cases {
            assert_eq!(known(words, &when).as_deref(), Some(told), "{when:?}");
        }
        let month = when("2024-02", None, DatePrecision::Month);
        assert_eq!(
            bounds(words, &month).as_deref(),
            Some("first possible day 1 February 2024, last possible day 29 February 2024")
        );
    }

    #[test]
    fn a_stroke_lies_on_the_months_around_it() {
        let range = stroke(&when("2025-06-16", Some("2025-06-30"), DatePrecision::Range)).unwrap();
        assert_eq!(range, Stroke { kind: "range", from: 50, length: 50 });
        let month = stroke(&when("2025-06", None, DatePrecision::Month)).unwrap();
        assert_eq!(month, Stroke { kind: "uncertain", from: 0, length: 100 });
        let short = stroke(&when("2025-12-30", Some("2026-01-02"), DatePrecision::Range)).unwrap();
        assert_eq!((short.from, short.length), (46, 6));
        let last = stroke(&when("2025-01-01", Some("2025-12-31"), DatePrecision::Range)).unwrap();
        assert_eq!((last.from, last.length), (0, 100));
    }
}
