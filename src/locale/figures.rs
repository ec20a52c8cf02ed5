//! Figures as their speakers gave them, the ranges they span, and what they count.

use std::collections::BTreeMap;

use crate::briefing::Range;
use crate::locale::messages::Messages;
use crate::locale::{Words, capital};
use crate::model::Amount;
use crate::model::vocabulary::{Measure, Qualifier, Who, Word};

/// What a line of claims counts, and whom.
pub(super) type Counted = (Measure, Option<Who>);

/// Every measure of everybody, in words.
pub(super) fn measures(messages: &Messages) -> BTreeMap<Counted, String> {
    let whom = || std::iter::once(None).chain(Who::ALL.iter().copied().map(Some));
    let all = Measure::ALL.iter().flat_map(|about| whom().map(|who| (*about, who)));
    all.map(|counted| (counted, measure(messages, counted))).collect()
}

fn measure(messages: &Messages, (about, who): Counted) -> String {
    match who {
        Some(who) if about.counts() && about != Measure::Material => {
            messages.tell(&format!("counted_{}", about.as_str()), &[("who", who.as_str().into())])
        }
        _ => capital(messages.label(Measure::LIST, about.as_str()).unwrap_or_else(|| about.label())),
    }
}

impl Words {
    /// What a line of claims counts: `Soldiers killed`, `Responsibility`.
    #[must_use]
    pub fn measure(&self, about: Measure, who: Option<Who>) -> &str {
        self.measures.get(&(about, who)).map_or("", String::as_str)
    }

    /// A figure with what it counts: `34 soldiers killed`, `Material losses: at least 40`.
    #[must_use]
    pub fn figure_of(&self, about: Measure, who: Option<Who>, figure: &str) -> String {
        let measure = self.measure(about, who);
        if about == Measure::Material {
            return self.colon(measure, figure);
        }
        let mut chars = measure.chars();
        let lower: String = chars.next().map_or_else(String::new, |first| first.to_lowercase().chain(chars).collect());
        self.tell("figure_of", &[("figure", figure.into()), ("measure", measure.into()), ("lower", lower.into())])
    }

    /// A figure as its speaker gave it; `None` when none was given.
    #[must_use]
    pub fn amount(&self, amount: Amount) -> Option<String> {
        let number = |n: u64| self.number(n);
        let of_two =
            |key: &str, a: u64, b: u64| self.tell(key, &[("n", number(a).into()), ("other", number(b).into())]);
        let numbers = match (amount.low, amount.best, amount.high) {
            (None, None, None) => {
                return amount.qualifier.filter(|q| !is_prefix(*q)).map(|q| self.label(q).to_owned());
            }
            (Some(low), best, Some(high)) if low != high => match best.filter(|best| *best != low && *best != high) {
                Some(best) => self.tell(
                    "figure_best",
                    &[("low", number(low).into()), ("high", number(high).into()), ("best", number(best).into())],
                ),
                None => self.from_to(number(low), number(high)),
            },
            (Some(low), Some(best), None) if low != best => of_two("figure_and_at_least", best, low),
            (None, Some(best), Some(high)) if best != high => of_two("figure_and_at_most", best, high),
            (low, best, high) => number(best.or(low).or(high).unwrap_or(0)),
        };
        let qualified = |qualifier: Qualifier| {
            self.tell("qualified", &[("how", qualifier.as_str().into()), ("figure", numbers.as_str().into())])
        };
        Some(match amount.qualifier {
            Some(qualifier) if is_prefix(qualifier) && qualifier != Qualifier::Exactly => qualified(qualifier),
            None if amount.best.is_none() && amount.high.is_none() => qualified(Qualifier::AtLeast),
            None if amount.best.is_none() && amount.low.is_none() => qualified(Qualifier::UpTo),
            _ => numbers,
        })
    }

    /// The span of the claims that stand.
    #[must_use]
    pub fn range(&self, range: Range) -> String {
        let qualified =
            |how: &str, figure: String| self.tell("qualified", &[("how", how.into()), ("figure", figure.into())]);
        match range.low {
            None => qualified("up_to", self.number(range.high)),
            Some(low) if low == range.high && range.open => qualified("or_more", self.number(low)),
            Some(low) if low == range.high => self.number(low),
            Some(low) => {
                let both = self.from_to(self.number(low), self.number(range.high));
                if range.open { qualified("or_more", both) } else { both }
            }
        }
    }

    /// A size as a reader of downloads knows it: `900 bytes`, `12 kB`, `3.4 MB`, in powers of ten.
    #[must_use]
    pub fn size(&self, bytes: usize) -> String {
        let tenths = (bytes * 10 + 500_000) / 1_000_000;
        let decimal = || format!("{}{}{}", tenths / 10, self.say("decimal_sign"), tenths % 10);
        match bytes {
            0..=999 => self.count("bytes", bytes),
            1_000..=999_499 => self.count("kilobytes", (bytes + 500) / 1_000),
            _ => self.tell("megabytes", &[("n", decimal().into())]),
        }
    }
}

fn is_prefix(qualifier: Qualifier) -> bool {
    !matches!(qualifier, Qualifier::Dozens | Qualifier::Hundreds | Qualifier::Unspecified)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::locale::tongues;

    fn amount(
        tag: &str,
        low: Option<u64>,
        best: Option<u64>,
        high: Option<u64>,
        qualifier: Option<Qualifier>,
    ) -> String {
        tongues(tag, &[], &[]).value.own().amount(Amount { low, best, high, qualifier }).unwrap_or_default()
    }

    #[test]
    fn thousands_stand_apart() {
        let of = |tag: &str, n: u64| tongues(tag, &[], &[]).value.own().number(n);
        assert_eq!(
            [of("en", 0), of("en", 999), of("en", 1000), of("en", 1_234_567)],
            ["0", "999", "1,000", "1,234,567"]
        );
        assert_eq!([of("fr", 1000), of("ar", 1000)], ["1\u{202f}000", "1,000"]);
    }

    #[test]
    fn a_size_is_told_in_powers_of_ten() {
        let english = tongues("en", &[], &[]).value;
        let size = |bytes| english.own().size(bytes);
        assert_eq!([size(1), size(999), size(12_400), size(999_499)], ["1 byte", "999 bytes", "12 kB", "999 kB"]);
        assert_eq!([size(999_500), size(3_449_999)], ["1.0 MB", "3.4 MB"]);
    }

    #[test]
    fn a_figure_is_given_as_it_was_said() {
        let of = |low, best, high, qualifier| amount("en", low, best, high, qualifier);
        assert_eq!(of(Some(30), None, None, Some(Qualifier::MoreThan)), "more than 30");
        assert_eq!(of(None, Some(11), None, None), "11");
        assert_eq!(of(Some(41), Some(46), Some(77), None), "41 to 77, best estimate 46");
        assert_eq!(of(Some(75), Some(100), Some(100), Some(Qualifier::About)), "about 75 to 100");
        assert_eq!(of(None, None, None, Some(Qualifier::Dozens)), "dozens");
        assert_eq!(of(Some(8), None, None, None), "at least 8");
        assert_eq!(of(None, None, None, None), "");
        assert_eq!(amount("fr", Some(30), None, None, Some(Qualifier::MoreThan)), "plus de 30");
    }

    #[test]
    fn an_open_range_says_so() {
        let english = tongues("en", &[], &[]).value;
        let range = |low, high, open| english.own().range(Range { low, high, open });
        assert_eq!(range(Some(30), 100, true), "30 to 100 or more");
        assert_eq!(range(Some(11), 11, false), "11");
        assert_eq!(range(None, 40, false), "up to 40");
    }

    #[test]
    fn a_measure_names_whom_it_counts() {
        let (english, french) = (tongues("en", &[], &[]).value, tongues("fr", &[], &[]).value);
        assert_eq!(english.own().measure(Measure::Killed, Some(Who::All)), "People killed");
        assert_eq!(english.own().measure(Measure::Killed, None), "Killed");
        assert_eq!(english.own().measure(Measure::Responsibility, Some(Who::All)), "Responsibility");
        assert_eq!(
            french.own().measure(Measure::Killed, Some(Who::ForeignForces)),
            "Membres de forces étrangères tués"
        );
    }
}
