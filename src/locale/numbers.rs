//! Whole numbers with their thousands apart, as each language sets them.

use icu_decimal::DecimalFormatter;
use icu_decimal::input::Decimal;
use icu_locale_core::Locale;

/// How a language sets thousands apart, as ICU was asked once.
#[derive(Debug, Clone, Default)]
pub(super) struct Thousands {
    separator: String,
    /// The least number that is written with one.
    least: u64,
}

impl Thousands {
    pub(super) fn new(locale: &Locale) -> Self {
        let Ok(formatter) =
            DecimalFormatter::try_new(locale.into(), icu_decimal::options::DecimalFormatterOptions::default())
        else {
            return Self { separator: String::new(), least: u64::MAX };
        };
        let written = |n: u64| formatter.format(&Decimal::from(n)).to_string();
        let separator = |n: u64| written(n).chars().filter(|c| !c.is_numeric()).collect::<String>();
        let least = if separator(1234).is_empty() { 10_000 } else { 1000 };
        Self { separator: separator(12_345), least }
    }

    pub(super) fn separator(&self) -> &str {
        &self.separator
    }

    pub(super) fn write(&self, n: u64) -> String {
        let digits = n.to_string();
        if n < self.least {
            return digits;
        }
        let mut words = String::with_capacity(digits.len() * 2);
        for (at, digit) in digits.chars().enumerate() {
            if at > 0 && (digits.len() - at).is_multiple_of(3) {
                words.push_str(&self.separator);
            }
            words.push(digit);
        }
        words
    }
}
