//! Months: the keys of what the editors say of a country in a month.

use crate::format::Kind::Incident;
use crate::format::Takes::{Ids, Short, TextByLanguage, Word};
use crate::format::{Shape, may, must, words};
use crate::model::vocabulary::Arrow;

/// What is said of one country.
pub static OUTLOOK: Shape = Shape::new(
    "outlook",
    &[
        must("arrow", Word(words::<Arrow>), "how the month compares with the one before"),
        must("reason", Short(600), "why, in a few sentences"),
        may("reason_i18n", TextByLanguage, "the reason in other languages"),
        may("incidents", Ids(Incident), "the records the reason rests on"),
    ],
);
