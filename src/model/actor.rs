//! Actors: those who fight, govern, count and report.

use std::collections::BTreeMap;

use crate::model::vocabulary::ActorKind;
use crate::model::{ActorId, CountryCode, Origin, PartialDate};

/// An actor of the register.
#[derive(Debug, Clone)]
pub struct Actor {
    /// Its id.
    pub id: ActorId,
    /// Its name as the site writes it.
    pub name: String,
    /// Its name in other languages.
    pub name_i18n: BTreeMap<String, String>,
    /// What it is.
    pub kind: ActorKind,
    /// Its country, for a state's.
    pub country: Option<CountryCode>,
    /// Its acronym.
    pub acronym: Option<String>,
    /// Its acronym or short name in other languages.
    pub acronym_i18n: BTreeMap<String, String>,
    /// Other names and spellings.
    pub aliases: Vec<String>,
    /// The actor it belongs to.
    pub part_of: Option<ActorId>,
    /// Since when and until when it exists.
    pub active: (Option<PartialDate>, Option<PartialDate>),
    /// How UCDP names it, and its number there.
    pub ucdp: Option<String>,
    /// How ACLED names it.
    pub acled: Option<String>,
    /// A note for readers.
    pub note: Option<String>,
    /// Where it was read.
    pub origin: Origin,
}

impl Actor {
    /// The acronym where there is one, else the name: what a card shows.
    #[must_use]
    pub fn short(&self) -> &str {
        self.acronym.as_deref().unwrap_or(&self.name)
    }
}
