//! Dates and moments: to the day, the month or the year, spans of them, and times with their zone.
//!
//! ICU is asked once a language how it writes a day of each month; the pieces around day and year are kept, so that a
//! date costs no more than joining them.

use icu_calendar::{Date as IcuDate, Gregorian};
use icu_datetime::FixedCalendarDateTimeFormatter;
use icu_datetime::fieldsets::{M, MD, YM, YMD};
use icu_locale_core::Locale;
use jiff::civil::Date;
use jiff::tz::TimeZone;
use serde::Serialize;

use crate::locale::Words;
use crate::locale::messages::Messages;
use crate::model::vocabulary::DatePrecision;
use crate::model::{Moment, PartialDate, When};

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

/// How a language writes each month, and the first of one.
#[derive(Debug)]
pub(super) struct Dates {
    months: Vec<Month>,
    first: String,
}

/// How a language writes what lies in a month: the text around day and year.
#[derive(Debug, Default)]
struct Month {
    name: String,
    short: String,
    with_day: Pieces,
    with_year: Pieces,
    whole: Pieces,
}

/// A pattern: its text, with the day as one control character and the year as another.
#[derive(Debug, Default)]
struct Pieces(String);

const DAY: char = '\u{1}';
const YEAR: char = '\u{2}';

impl Pieces {
    fn fill(&self, day: &str, year: &str) -> String {
        let mut text = String::with_capacity(self.0.len() + day.len() + year.len());
        for c in self.0.chars() {
            match c {
                DAY => text.push_str(day),
                YEAR => text.push_str(year),
                c => text.push(c),
            }
        }
        text
    }
}

impl Dates {
    pub(super) fn new(locale: &Locale, messages: &Messages) -> Self {
        let first = messages.plain().get("first_of_month").cloned().unwrap_or_default();
        Self { months: (1..=12).map(|number| month(locale, number).unwrap_or_default()).collect(), first }
    }

    fn of(&self, number: i8) -> Option<&Month> {
        self.months.get(usize::try_from(number - 1).ok()?)
    }
}

/// What ICU writes of the 28th of a month in 1987, taken apart.
fn month(locale: &Locale, number: u8) -> Option<Month> {
    let date = IcuDate::try_new_gregorian(1987, number, 28).ok()?;
    let pieces = |text: String| Pieces(text.replace("1987", &YEAR.to_string()).replace("28", &DAY.to_string()));
    macro_rules! written {
        ($fields:expr) => {
            FixedCalendarDateTimeFormatter::<Gregorian, _>::try_new(locale.into(), $fields)
                .ok()?
                .format(&date)
                .to_string()
        };
    }
    Some(Month {
        name: written!(M::long()),
        short: written!(M::medium()),
        with_day: pieces(written!(MD::long())),
        with_year: pieces(written!(YM::long())),
        whole: pieces(written!(YMD::long())),
    })
}

impl Words {
    /// A month's name, 1 to 12.
    #[must_use]
    pub fn month(&self, number: i8) -> &str {
        self.dates.of(number).map_or("", |month| &month.name)
    }

    /// A month's name where there is little room.
    #[must_use]
    pub fn short_month(&self, number: i8) -> &str {
        self.dates.of(number).map_or("", |month| &month.short)
    }

    /// A month of a year: `June 2025`; without a month the words for what is dated to the year alone.
    #[must_use]
    pub fn month_of(&self, year: i16, month: Option<i8>) -> String {
        match month.and_then(|number| self.dates.of(number)) {
            Some(month) => month.with_year.fill("", &year.to_string()),
            None => self.tell("month_not_known_of", &[("year", year.into())]),
        }
    }

    /// `1 June 2025`.
    #[must_use]
    pub fn day(&self, date: Date) -> String {
        self.partial(PartialDate::day(date))
    }

    /// `1 June 2025`, `June 2025` or `2025`.
    #[must_use]
    pub fn partial(&self, date: PartialDate) -> String {
        let year = date.year.to_string();
        match (date.month.and_then(|number| self.dates.of(number)), date.day) {
            (None, _) => year,
            (Some(month), None) => month.with_year.fill("", &year),
            (Some(month), Some(day)) => month.whole.fill(&self.day_of_month(day), &year),
        }
    }

    fn day_of_month(&self, day: i8) -> String {
        if day == 1 { self.dates.first.clone() } else { day.to_string() }
    }

    fn month_and_day(&self, date: PartialDate) -> Option<String> {
        let month = self.dates.of(date.month?)?;
        Some(match date.day {
            None => month.name.clone(),
            Some(day) => month.with_day.fill(&self.day_of_month(day), ""),
        })
    }

    /// When something happened, in words that say how finely that is known.
    #[must_use]
    pub fn when(&self, when: &When) -> DateWords {
        let start = when.start;
        let end = when.end.filter(|end| *end != start);
        let (short, full) = match (end, when.precision) {
            (Some(end), _) => self.span(start, end),
            (None, DatePrecision::Week) => {
                let week = |date: String| self.tell("week_of", &[("date", date.into())]);
                (week(self.month_and_day(start).unwrap_or_default()), week(self.partial(start)))
            }
            (None, _) => self.single(start, when.precision),
        };
        DateWords { iso: start.to_string(), short, full }
    }

    /// One date at the coarser of the precision it is written in and the one it is given.
    fn single(&self, date: PartialDate, precision: DatePrecision) -> (String, String) {
        let known = match precision {
            DatePrecision::Year => PartialDate { month: None, day: None, ..date },
            DatePrecision::Month => PartialDate { day: None, ..date },
            _ => date,
        };
        let within = |date: &str| self.tell("in_date", &[("date", date.into())]);
        let short = match (known.month, known.day) {
            (None, _) => within(&known.year.to_string()),
            (Some(number), None) => within(self.month(number)),
            (Some(_), Some(_)) => self.month_and_day(known).unwrap_or_default(),
        };
        (short, self.partial(known))
    }

    fn span(&self, start: PartialDate, end: PartialDate) -> (String, String) {
        let month = start.month.and_then(|number| self.dates.of(number));
        match (month, start.day, end.day) {
            _ if start.year != end.year => {
                let words = format!("{} – {}", self.partial(start), self.partial(end));
                (words.clone(), words)
            }
            (Some(month), Some(first), Some(last)) if start.month == end.month => {
                let days = format!("{}–{}", self.day_of_month(first), self.day_of_month(last));
                (month.with_day.fill(&days, ""), month.whole.fill(&days, &start.year.to_string()))
            }
            _ => {
                let first = self.month_and_day(start).unwrap_or_else(|| start.year.to_string());
                let last = self.month_and_day(end).unwrap_or_else(|| end.year.to_string());
                (format!("{first} – {last}"), format!("{first} – {}", self.partial(end)))
            }
        }
    }

    /// A moment in the site's zone; a date alone stays the date that was written.
    #[must_use]
    pub fn moment(&self, moment: Moment, zone: &TimeZone) -> MomentWords {
        if !moment.has_time {
            return MomentWords { iso: moment.date.to_string(), words: self.day(moment.date) };
        }
        let here = moment.timestamp.to_zoned_datetime(zone.clone());
        let words = self.tell(
            "moment",
            &[
                ("date", self.day(here.date()).into()),
                ("hour", format!("{:02}", here.hour()).into()),
                ("minute", format!("{:02}", here.minute()).into()),
                ("zone", here.strftime("%Z").to_string().into()),
            ],
        );
        MomentWords { iso: moment.timestamp.to_string(), words }
    }

    /// The day of a moment, for lists in which the hour says nothing.
    #[must_use]
    pub fn moment_day(&self, moment: Moment) -> MomentWords {
        let iso = if moment.has_time { moment.timestamp.to_string() } else { moment.date.to_string() };
        MomentWords { iso, words: self.day(moment.date) }
    }

    /// The years from a first to a last: `2012 to 2025`, or one year.
    #[must_use]
    pub fn years(&self, years: &[i16]) -> String {
        match (years.iter().min(), years.iter().max()) {
            (Some(first), Some(last)) if first == last => first.to_string(),
            (Some(first), Some(last)) => self.from_to(first.to_string(), last.to_string()),
            _ => String::new(),
        }
    }

    /// From one to another: `2012 to 2025`.
    #[must_use]
    pub fn from_to(&self, first: String, last: String) -> String {
        self.tell("from_to", &[("first", first.into()), ("last", last.into())])
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::locale::Tongues;
    use crate::locale::tongues;

    fn of(tag: &str) -> Tongues {
        tongues(tag, &[], &[]).value
    }

    fn on(tag: &str, start: &str, end: Option<&str>, precision: DatePrecision) -> (String, String) {
        let read = |text: &str| PartialDate::parse(text).unwrap();
        let when = When { start: read(start), end: end.map(read), precision, time: None, note: None };
        let words = of(tag).own().when(&when);
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
            assert_eq!(on("en", start, end, precision), (short.to_owned(), full.to_owned()), "{start} {end:?}");
        }
    }

    #[test]
    fn each_language_writes_dates_its_own_way() {
        use DatePrecision::{Day, Month, Range, Week};
        let cases = [
            (("fr", "2025-06-01", None, Day), ("1er juin", "1er juin 2025")),
            (("fr", "2025-08-12", None, Week), ("semaine du 12 août", "semaine du 12 août 2025")),
            (("fr", "2025-08", None, Month), ("en août", "août 2025")),
            (("fr", "2025-06-01", Some("2025-06-03"), Range), ("1er–3 juin", "1er–3 juin 2025")),
            (("ar", "2025-06-01", None, Day), ("1 يونيو", "1 يونيو 2025")),
            (("ar", "2025-06", Some("2025-07"), Range), ("يونيو – يوليو", "يونيو – يوليو 2025")),
            (("en-US", "2025-06-01", None, Day), ("June 1", "June 1, 2025")),
            (("de", "2025-06-01", None, Day), ("1. Juni", "1. Juni 2025")),
        ];
        for ((tag, start, end, precision), (short, full)) in cases {
            assert_eq!(on(tag, start, end, precision), (short.to_owned(), full.to_owned()), "{tag} {start} {end:?}");
        }
    }

    #[test]
    fn a_moment_with_a_time_names_its_zone() {
        let utc = TimeZone::UTC;
        let (english, french) = (of("en"), of("fr"));
        let timed = Moment::parse("2025-06-10T16:00:00+02:00").unwrap();
        assert_eq!(english.own().moment(Moment::parse("2025-06-10").unwrap(), &utc).words, "10 June 2025");
        assert_eq!(english.own().moment(timed, &utc).words, "10 June 2025, 14:00 UTC");
        assert_eq!(french.own().moment(timed, &utc).words, "10 juin 2025 à 14 h 00 UTC");
    }
}
