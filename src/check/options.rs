//! How much each rule weighs: its own weight, or what the site says.

use std::collections::BTreeMap;

use crate::diagnostic::{Code, Severity};
use crate::model::vocabulary::Word;

/// What the rules obey.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Options {
    /// Weights by code, or by the beginning of codes; the longest that fits holds.
    pub weights: BTreeMap<String, Weight>,
}

/// The weight a site gives a rule, in the words its messages use.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Weight {
    /// It says nothing.
    Off,
    /// `check` tells it.
    Advice,
    /// Every build tells it; an error under `--strict`.
    Warning,
    /// Nothing is written while it stands.
    Error,
}

impl Word for Weight {
    const LIST: &'static str = "weight";
    const ALL: &'static [Self] = &[Self::Off, Self::Advice, Self::Warning, Self::Error];

    fn as_str(self) -> &'static str {
        match self {
            Self::Off => "off",
            Self::Advice => "advice",
            Self::Warning => "warning",
            Self::Error => "error",
        }
    }

    fn label(self) -> &'static str {
        self.as_str()
    }
}

impl Options {
    /// What a rule weighs on this site; nothing where it is off.
    #[must_use]
    pub fn weight(&self, code: Code) -> Option<Severity> {
        let fits = self.weights.iter().filter(|(prefix, _)| code.as_str().starts_with(prefix.as_str()));
        match fits.max_by_key(|(prefix, _)| prefix.len()) {
            None => Some(code.severity()),
            Some((_, Weight::Off)) => None,
            Some((_, Weight::Advice)) => Some(Severity::Advice),
            Some((_, Weight::Warning)) => Some(Severity::Warning),
            Some((_, Weight::Error)) => Some(Severity::Error),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_longest_code_that_fits_holds() {
        let weights = [("W7", Weight::Off), ("W708", Weight::Error)].map(|(code, weight)| (code.to_owned(), weight));
        let options = Options { weights: BTreeMap::from(weights) };
        assert_eq!(options.weight(Code::PossibleDuplicate), None);
        assert_eq!(options.weight(Code::FigureWithoutClaim), Some(Severity::Error));
        assert_eq!(options.weight(Code::BrokenLink), Some(Severity::Warning));
        assert_eq!(Options::default().weight(Code::SourceNotKept), Some(Severity::Advice));
    }
}
