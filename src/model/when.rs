//! Dates as sources give them: to the day, the month or the year, and spans of them.

use std::fmt;

use jiff::civil::{Date, Time};
use jiff::{SignedDuration, Timestamp, ToSpan};

use crate::model::vocabulary::DatePrecision;

/// An ISO 8601 date of full or reduced precision: `2025-06-01`, `2025-06` or `2025`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct PartialDate {
    /// Year, 1 to 9999.
    pub year: i16,
    /// Month, 1 to 12.
    pub month: Option<i8>,
    /// Day of the month; only with a month.
    pub day: Option<i8>,
}

impl PartialDate {
    /// Reads an ISO 8601 date; `None` for anything that is not on the calendar.
    #[must_use]
    pub fn parse(text: &str) -> Option<Self> {
        let mut parts = text.split('-');
        let year = number(parts.next()?, 4)?;
        let month = parts.next().map(|m| number(m, 2)).map_or(Some(None), |m| m.map(Some))?;
        let day = parts.next().map(|d| number(d, 2)).map_or(Some(None), |d| d.map(Some))?;
        if parts.next().is_some() || year == 0 {
            return None;
        }
        let date = Self { year, month: narrow(month)?, day: narrow(day)? };
        Date::new(year, date.month.unwrap_or(1), date.day.unwrap_or(1)).ok()?;
        Some(date)
    }

    /// A full date.
    #[must_use]
    pub fn day(date: Date) -> Self {
        Self { year: date.year(), month: Some(date.month()), day: Some(date.day()) }
    }

    /// The first day it can mean.
    #[must_use]
    pub fn first_day(self) -> Date {
        Date::new(self.year, self.month.unwrap_or(1), self.day.unwrap_or(1)).unwrap_or(Date::ZERO)
    }

    /// The last day it can mean.
    #[must_use]
    pub fn last_day(self) -> Date {
        let first = self.first_day();
        match (self.month, self.day) {
            (_, Some(_)) => first,
            (Some(_), None) => first.last_of_month(),
            (None, None) => first.last_of_year(),
        }
    }
}

impl fmt::Display for PartialDate {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:04}", self.year)?;
        if let Some(month) = self.month {
            write!(f, "-{month:02}")?;
        }
        if let Some(day) = self.day {
            write!(f, "-{day:02}")?;
        }
        Ok(())
    }
}

fn number(text: &str, digits: usize) -> Option<i16> {
    (text.len() == digits && text.bytes().all(|b| b.is_ascii_digit())).then(|| text.parse().ok())?
}

#[expect(clippy::option_option, reason = "outer: out of range; inner: not given")]
fn narrow(part: Option<i16>) -> Option<Option<i8>> {
    part.map_or(Some(None), |n| i8::try_from(n).ok().map(Some))
}

/// When an incident happened, and how finely that is known.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct When {
    /// The first day, month or year.
    pub start: PartialDate,
    /// The last, for a range.
    pub end: Option<PartialDate>,
    /// How finely it is known.
    pub precision: DatePrecision,
    /// Local time of day, where one was given.
    pub time: Option<Time>,
    /// What the date rests on, in words.
    pub note: Option<String>,
}

impl When {
    /// The first day it can mean.
    #[must_use]
    pub fn first_day(&self) -> Date {
        self.start.first_day()
    }

    /// The last day it can mean: a week reaches six days past its start.
    #[must_use]
    pub fn last_day(&self) -> Date {
        match (self.end, self.precision) {
            (Some(end), _) => end.last_day(),
            (None, DatePrecision::Week) => self.first_day().checked_add(6.days()).unwrap_or(self.first_day()),
            (None, _) => self.start.last_day(),
        }
    }
}

/// An instant an editor wrote: a date alone, or a date and time.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct Moment {
    /// The instant; midnight UTC for a date alone.
    pub timestamp: Timestamp,
    /// The date as written.
    pub date: Date,
    /// Whether a time was written.
    pub has_time: bool,
}

impl Moment {
    /// Reads `2025-06-01` or an RFC 3339 timestamp such as `2025-06-01T06:00:00Z`.
    #[must_use]
    pub fn parse(text: &str) -> Option<Self> {
        if let Some(PartialDate { day: Some(_), .. }) = PartialDate::parse(text) {
            let date = PartialDate::parse(text)?.first_day();
            return Some(Self { timestamp: midnight(date)?, date, has_time: false });
        }
        let timestamp: Timestamp = text.parse().ok()?;
        let date = PartialDate::parse(text.get(..10)?)?.first_day();
        Some(Self { timestamp, date, has_time: true })
    }
}

fn midnight(date: Date) -> Option<Timestamp> {
    jiff::tz::TimeZone::UTC.to_timestamp(date.at(0, 0, 0, 0)).ok()
}

/// The earliest clock for which a day does not lie in the future: a day's grace, for zones ahead of UTC.
#[must_use]
pub fn earliest_clock(day: Date) -> Option<Timestamp> {
    midnight(day)?.checked_sub(SignedDuration::from_hours(24)).ok()
}

/// Whether a day lies after the instant.
#[must_use]
pub fn is_future(day: Date, now: Timestamp) -> bool {
    earliest_clock(day).is_some_and(|earliest| now < earliest)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn reduced_dates_reach_to_the_end_of_what_they_mean() {
        let month = PartialDate::parse("2024-02").unwrap();
        assert_eq!(month.last_day().to_string(), "2024-02-29");
        assert_eq!(PartialDate::parse("2024").unwrap().last_day().to_string(), "2024-12-31");
    }

    #[test]
    fn dates_off_the_calendar_are_refused() {
        for bad in ["2025-06-31", "2025-13", "25-06-01", "2025-6-1", "2025-06-01-02", "0000", "", "juin 2025"] {
            assert!(PartialDate::parse(bad).is_none(), "{bad}");
        }
    }

    #[test]
    fn a_moment_is_a_date_or_a_timestamp() {
        assert!(!Moment::parse("2025-06-01").unwrap().has_time);
        let stamp = Moment::parse("2025-06-01T23:30:00-05:00").unwrap();
        assert_eq!(stamp.date.to_string(), "2025-06-01");
        assert_eq!(stamp.timestamp.to_string(), "2025-06-02T04:30:00Z");
        assert!(Moment::parse("2025-06").is_none());
    }

    #[test]
    fn a_week_ends_six_days_after_it_starts() {
        let week = When {
            start: PartialDate::parse("2025-05-12").unwrap(),
            end: None,
            precision: DatePrecision::Week,
            time: None,
            note: None,
        };
        assert_eq!(week.last_day().to_string(), "2025-05-18");
    }
}
