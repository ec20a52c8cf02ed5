//! Why two articles or two records were or were not joined: every question that was asked, with its answer.

use crate::model::story::{Side, Undo};

/// What two things were found to be to one another.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Outcome {
    /// One story, or one incident.
    Joined,
    /// Proposed to the editor.
    Proposed,
    /// A translation: related, never the same.
    Related,
    /// A roundup that contains the other, or a wide record that covers it.
    Contained,
    /// Kept apart.
    Apart,
}

impl Outcome {
    /// The word for it.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Joined => "joined",
            Self::Proposed => "proposed",
            Self::Related => "related",
            Self::Contained => "contained",
            Self::Apart => "apart",
        }
    }
}

/// What an answer speaks for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Speaks {
    /// That the two are the same.
    For,
    /// That they are not.
    Against,
    /// Neither.
    Neither,
}

impl Speaks {
    /// `For` where something holds, else `Against`.
    #[must_use]
    pub fn when(holds: bool) -> Self {
        if holds { Self::For } else { Self::Against }
    }

    /// The word for it.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Self::For => "for",
            Self::Against => "against",
            Self::Neither => "neither",
        }
    }
}

/// One question and its answer.
#[derive(Debug, Clone, PartialEq)]
pub struct Step {
    /// What was asked: a rule, a number, a veto.
    pub name: &'static str,
    /// What was found.
    pub found: String,
    /// What would be needed, where that is fixed.
    pub needed: String,
    /// The number found.
    pub value: Option<f64>,
    /// What it speaks for.
    pub speaks: Speaks,
}

/// The answer to "why are these two (not) the same?".
#[derive(Debug, Clone)]
pub struct Explanation {
    /// `articles` or `records`.
    pub level: &'static str,
    /// The two, with their titles.
    pub sides: [Side; 2],
    /// What they were found to be.
    pub outcome: Outcome,
    /// The decision in one sentence.
    pub said: String,
    /// Every question, in the order it is asked.
    pub steps: Vec<Step>,
    /// The longest passage they share.
    pub passage: Option<[Side; 2]>,
    /// The line that would turn the decision.
    pub turn: Undo,
}
