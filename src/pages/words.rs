//! Dates, numbers and figures in words, as a reader sees them.
//!
//! The only room that turns a date or an amount into English; templates never do. It knows values of the model and
//! nothing of pages.

use jiff::civil::Date;
use jiff::tz::TimeZone;
use serde::Serialize;

use crate::briefing::Range;
use crate::model::vocabulary::{DatePrecision, Measure, Qualifier, Who, Word};
use crate::model::{Amount, Moment, PartialDate, When};

/// A date for a page: for machines, beside its year's heading, and alone.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct DateWords {
    /// ISO 8601, at the precision that is known.
    pub iso: String,
    /// Without its year, for a list under a heading that has it: `1 June`.
    pub short: String,
    /// Alone: `1 June 2025`.
    pub full: String,
}

/// A moment for a page.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct MomentWords {
    /// ISO 8601.
    pub iso: String,
    /// `10 June 2025`, with the time and zone where one was written.
    pub words: String,
}

const MONTHS: [&str; 12] = [
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
];

/// A month's name, 1 to 12.
#[must_use]
pub fn month(number: i8) -> &'static str {
    usize::try_from(number - 1).ok().and_then(|at| MONTHS.get(at)).copied().unwrap_or("")
}

/// `1 June 2025`.
#[must_use]
pub fn day(date: Date) -> String {
    format!("{} {} {}", date.day(), month(date.month()), date.year())
}

/// `1 June 2025`, `June 2025` or `2025`.
#[must_use]
pub fn partial(date: PartialDate) -> String {
    match month_and_day(date) {
        Some(words) => format!("{words} {}", date.year),
        None => date.year.to_string(),
    }
}

fn month_and_day(date: PartialDate) -> Option<String> {
    let name = month(date.month?);
    Some(date.day.map_or_else(|| name.to_owned(), |day| format!("{day} {name}")))
}

/// When something happened, in words that say how finely that is known.
#[must_use]
pub fn when(when: &When) -> DateWords {
    let start = when.start;
    let end = when.end.filter(|end| *end != start);
    let (short, full) = match (end, when.precision) {
        (Some(end), _) => span(start, end),
        (None, DatePrecision::Week) => {
            let words = month_and_day(start).unwrap_or_default();
            (format!("week of {words}"), format!("week of {}", partial(start)))
        }
        (None, _) => single(start, when.precision),
    };
    DateWords { iso: start.to_string(), short, full }
}

/// One date at the coarser of the precision it is written in and the one it is given.
fn single(date: PartialDate, precision: DatePrecision) -> (String, String) {
    let known = match precision {
        DatePrecision::Year => PartialDate { month: None, day: None, ..date },
        DatePrecision::Month => PartialDate { day: None, ..date },
        _ => date,
    };
    let short = match (known.month, known.day) {
        (None, _) => format!("in {}", known.year),
        (Some(number), None) => format!("in {}", month(number)),
        (Some(_), Some(_)) => month_and_day(known).unwrap_or_default(),
    };
    (short, partial(known))
}

fn span(start: PartialDate, end: PartialDate) -> (String, String) {
    match (start.day, end.day) {
        _ if start.year != end.year => {
            let words = format!("{} – {}", partial(start), partial(end));
            (words.clone(), words)
        }
        (Some(first), Some(last)) if start.month == end.month => {
            let words = format!("{first}–{last} {}", start.month.map_or("", month));
            (words.clone(), format!("{words} {}", start.year))
        }
        _ => {
            let first = month_and_day(start).unwrap_or_else(|| start.year.to_string());
            let last = month_and_day(end).unwrap_or_else(|| end.year.to_string());
            let words = format!("{first} – {last}");
            (words.clone(), format!("{words} {}", start.year))
        }
    }
}

/// A moment in the site's zone; a date alone stays the date that was written.
#[must_use]
pub fn moment(moment: Moment, zone: &TimeZone) -> MomentWords {
    if !moment.has_time {
        return MomentWords { iso: moment.date.to_string(), words: day(moment.date) };
    }
    let here = moment.timestamp.to_zoned_datetime(zone.clone());
    let words = format!("{}, {} {}", day(here.date()), here.strftime("%H:%M"), here.strftime("%Z"));
    MomentWords { iso: moment.timestamp.to_string(), words }
}

/// The day of a moment, for lists in which the hour says nothing.
#[must_use]
pub fn moment_day(moment: Moment) -> MomentWords {
    let iso = if moment.has_time { moment.timestamp.to_string() } else { moment.date.to_string() };
    MomentWords { iso, words: day(moment.date) }
}

/// A whole number with its thousands apart: `1,200`.
#[must_use]
pub fn number(n: u64) -> String {
    let digits = n.to_string();
    let mut words = String::with_capacity(digits.len() + digits.len() / 3);
    for (at, digit) in digits.chars().enumerate() {
        if at > 0 && (digits.len() - at).is_multiple_of(3) {
            words.push(',');
        }
        words.push(digit);
    }
    words
}

/// A size as a reader of downloads knows it: `900 bytes`, `12 kB`, `3.4 MB`, in powers of ten.
#[must_use]
pub fn size(bytes: usize) -> String {
    let tenths = |unit: usize| (bytes * 10 + unit / 2) / unit;
    match bytes {
        0..=999 => count(bytes, "byte", "bytes"),
        1_000..=999_499 => format!("{} kB", (bytes + 500) / 1_000),
        _ => format!("{}.{} MB", tenths(1_000_000) / 10, tenths(1_000_000) % 10),
    }
}

/// A count and its noun: `1 incident`, `2 incidents`.
#[must_use]
pub fn count(n: usize, one: &str, many: &str) -> String {
    format!("{} {}", number(n as u64), if n == 1 { one } else { many })
}

/// A figure as its speaker gave it; `None` when none was given.
#[must_use]
pub fn amount(amount: Amount) -> Option<String> {
    let numbers = match (amount.low, amount.best, amount.high) {
        (None, None, None) => return amount.qualifier.filter(|q| !is_prefix(*q)).map(|q| q.label().to_owned()),
        (Some(low), best, Some(high)) if low != high => match best.filter(|best| *best != low && *best != high) {
            Some(best) => format!("{} to {}, best estimate {}", number(low), number(high), number(best)),
            None => format!("{} to {}", number(low), number(high)),
        },
        (Some(low), Some(best), None) if low != best => format!("{}, at least {}", number(best), number(low)),
        (None, Some(best), Some(high)) if best != high => format!("{}, at most {}", number(best), number(high)),
        (low, best, high) => number(best.or(low).or(high).unwrap_or(0)),
    };
    Some(match amount.qualifier {
        Some(qualifier) if is_prefix(qualifier) && qualifier != Qualifier::Exactly => {
            format!("{} {numbers}", qualifier.label())
        }
        None if amount.best.is_none() && amount.high.is_none() => format!("at least {numbers}"),
        None if amount.best.is_none() && amount.low.is_none() => format!("up to {numbers}"),
        _ => numbers,
    })
}

fn is_prefix(qualifier: Qualifier) -> bool {
    !matches!(qualifier, Qualifier::Dozens | Qualifier::Hundreds | Qualifier::Unspecified)
}

/// The span of the claims that stand.
#[must_use]
pub fn range(range: Range) -> String {
    match range.low {
        None => format!("up to {}", number(range.high)),
        Some(low) if low == range.high && range.open => format!("{} or more", number(low)),
        Some(low) if low == range.high => number(low),
        Some(low) if range.open => format!("{} to {} or more", number(low), number(range.high)),
        Some(low) => format!("{} to {}", number(low), number(range.high)),
    }
}

/// What a line of claims counts: `Soldiers killed`, `Responsibility`.
#[must_use]
pub fn measure(about: Measure, who: Option<Who>) -> String {
    match who {
        Some(who) if about.counts() && about != Measure::Material => {
            format!("{} {}", capital(who.label()), about.label())
        }
        _ => capital(about.label()),
    }
}

/// A word list's label as the first words of a line.
#[must_use]
pub fn capital(text: &str) -> String {
    let mut chars = text.chars();
    chars.next().map_or_else(String::new, |first| first.to_uppercase().chain(chars).collect())
}

/// Words joined as a sentence has them: `a`, `a and b`, `a, b and c`.
#[must_use]
pub fn list(words: &[&str]) -> String {
    match words {
        [] => String::new(),
        [one] => (*one).to_owned(),
        [first @ .., last] => format!("{} and {last}", first.join(", ")),
    }
}

/// A language's own name for itself, or its tag.
#[must_use]
pub fn language(tag: &str) -> &str {
    match tag.split('-').next().unwrap_or(tag) {
        "en" => "English",
        "fr" => "français",
        "ar" => "العربية",
        "es" => "español",
        "pt" => "português",
        "de" => "Deutsch",
        "ha" => "Hausa",
        "ff" => "Fulfulde",
        "bm" => "bamanankan",
        "tmh" | "taq" => "Tamasheq",
        _ => tag,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn on(start: &str, end: Option<&str>, precision: DatePrecision) -> (String, String) {
        let read = |text: &str| PartialDate::parse(text).unwrap();
        let words = when(&When { start: read(start), end: end.map(read), precision, time: None, note: None });
        (words.short, words.full)
    }

    #[test]
    fn a_date_says_how_finely_it_is_known() {
        use DatePrecision::{Day, Month, Range, Week, Year};
        let cases = [
            (("2025-06-01", None, Day), ("1 June", "1 June 2025")),
            (("2013-01-10", Some("2013-01-18"), Range), ("10–18 January", "10–18 January 2013")),
            (("2019-09-30", Some("2019-10-01"), Range), ("30 September – 1 October", "30 September – 1 October 2019")),
            (
                ("2019-12-30", Some("2020-01-02"), Range),
                ("30 December 2019 – 2 January 2020", "30 December 2019 – 2 January 2020"),
            ),
            (("2025-05-12", None, Week), ("week of 12 May", "week of 12 May 2025")),
            (("2025-09", None, Month), ("in September", "September 2025")),
            (("2025-09-04", None, Month), ("in September", "September 2025")),
            (("2025", None, Year), ("in 2025", "2025")),
            (("2025-05", Some("2025-07"), Range), ("May – July", "May – July 2025")),
            (("2025-06-01", Some("2025-06-01"), Range), ("1 June", "1 June 2025")),
        ];
        for ((start, end, precision), (short, full)) in cases {
            assert_eq!(on(start, end, precision), (short.to_owned(), full.to_owned()), "{start} {end:?}");
        }
    }

    #[test]
    fn a_moment_with_a_time_names_its_zone() {
        let utc = TimeZone::UTC;
        assert_eq!(moment(Moment::parse("2025-06-10").unwrap(), &utc).words, "10 June 2025");
        assert_eq!(moment(Moment::parse("2025-06-10T16:00:00+02:00").unwrap(), &utc).words, "10 June 2025, 14:00 UTC");
    }

    #[test]
    fn thousands_stand_apart() {
        assert_eq!([number(0), number(999), number(1000), number(1_234_567)], ["0", "999", "1,000", "1,234,567"]);
    }

    #[test]
    fn a_size_is_told_in_powers_of_ten() {
        assert_eq!([size(1), size(999), size(12_400), size(999_499)], ["1 byte", "999 bytes", "12 kB", "999 kB"]);
        assert_eq!([size(999_500), size(3_449_999)], ["1.0 MB", "3.4 MB"]);
    }

    #[test]
    fn a_figure_is_given_as_it_was_said() {
        let of = |low, best, high, qualifier| amount(Amount { low, best, high, qualifier });
        assert_eq!(of(Some(30), None, None, Some(Qualifier::MoreThan)).as_deref(), Some("more than 30"));
        assert_eq!(of(None, Some(11), None, None).as_deref(), Some("11"));
        assert_eq!(of(Some(41), Some(46), Some(77), None).as_deref(), Some("41 to 77, best estimate 46"));
        assert_eq!(of(Some(75), Some(100), Some(100), Some(Qualifier::About)).as_deref(), Some("about 75 to 100"));
        assert_eq!(of(None, None, None, Some(Qualifier::Dozens)).as_deref(), Some("dozens"));
        assert_eq!(of(Some(8), None, None, None).as_deref(), Some("at least 8"));
        assert_eq!(of(None, None, None, None), None);
    }

    #[test]
    fn an_open_range_says_so() {
        assert_eq!(range(Range { low: Some(30), high: 100, open: true }), "30 to 100 or more");
        assert_eq!(range(Range { low: Some(11), high: 11, open: false }), "11");
        assert_eq!(range(Range { low: None, high: 40, open: false }), "up to 40");
    }

    #[test]
    fn a_measure_names_whom_it_counts() {
        assert_eq!(measure(Measure::Killed, Some(Who::All)), "People killed");
        assert_eq!(measure(Measure::Killed, None), "Killed");
        assert_eq!(measure(Measure::Responsibility, Some(Who::All)), "Responsibility");
    }
}
