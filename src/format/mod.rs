//! The format as data: every key of every file, what it takes and whether it must be there.
//!
//! One table feeds the loader (which keys are known, which are missing, how long a text may be) and the JSON Schemas
//! that editors read. It must not know how a file is read, nor what becomes of it.

pub mod articles;
pub mod incidents;
pub mod months;
pub mod registers;
pub mod schema;

use crate::model::vocabulary::Word;

/// A mapping of the format: its keys.
#[derive(Debug)]
pub struct Shape {
    /// What it is called, in the singular.
    pub name: &'static str,
    /// Its keys, in the order they are best written.
    pub keys: &'static [Key],
    /// Keys that come only together: the first asks for the second.
    pub together: &'static [(&'static str, &'static str)],
    /// Keys that stand for one another: the first rules out the others.
    pub instead: &'static [(&'static str, &'static [&'static str])],
    /// Where it is given, one of these sets of keys must be there.
    pub ways: &'static [&'static [&'static str]],
}

impl Shape {
    /// A mapping of keys that do not depend on one another.
    #[must_use]
    pub const fn new(name: &'static str, keys: &'static [Key]) -> Self {
        Self { name, keys, together: &[], instead: &[], ways: &[] }
    }

    /// The key of a name.
    #[must_use]
    pub fn key(&self, name: &str) -> Option<&'static Key> {
        self.keys.iter().find(|key| key.name == name)
    }
}

/// One key of a mapping.
#[derive(Debug)]
pub struct Key {
    /// As it is written.
    pub name: &'static str,
    /// What it takes.
    pub takes: Takes,
    /// Whether it must be there.
    pub need: Need,
    /// What it is for, in a few words.
    pub about: &'static str,
}

/// Whether a key must be there.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Need {
    /// It may be left out.
    May,
    /// It must be there; the reader tells it when it is missing.
    Must,
    /// It must be there, and a rule of its own tells why.
    MustByRule,
}

/// A key that must be there.
const fn must(name: &'static str, takes: Takes, about: &'static str) -> Key {
    Key { name, takes, need: Need::Must, about }
}

/// A key that may be left out.
const fn may(name: &'static str, takes: Takes, about: &'static str) -> Key {
    Key { name, takes, need: Need::May, about }
}

/// A key that must be there by a rule of its own.
const fn by_rule(name: &'static str, takes: Takes, about: &'static str) -> Key {
    Key { name, takes, need: Need::MustByRule, about }
}

/// What a key takes.
#[derive(Debug, Clone, Copy)]
pub enum Takes {
    /// Text.
    Text,
    /// Text of at most so many characters.
    Short(usize),
    /// Text, or a number taken as text.
    TextOrNumber,
    /// An incident's own id.
    IncidentId,
    /// A slug.
    Slug,
    /// A word of a fixed list, each with what a reader sees.
    Word(fn() -> Vec<(&'static str, &'static str)>),
    /// A country: its code, or its English name.
    Country,
    /// An http or https address.
    Web,
    /// A date of full or reduced precision.
    Date,
    /// A date or a timestamp.
    Moment,
    /// A time of day.
    Time,
    /// A whole number within bounds.
    Whole(u64, Option<u64>),
    /// Decimal degrees, from minus this to this.
    Degrees(f64),
    /// `true` or `false`.
    Flag,
    /// The id of something.
    Id(Kind),
    /// A list of ids.
    Ids(Kind),
    /// A list of ids, or one.
    IdOrIds(Kind),
    /// A list of texts.
    Texts,
    /// A list of texts, or one.
    TextOrTexts,
    /// A list of countries, or one.
    Countries,
    /// A mapping.
    Map(&'static Shape),
    /// A mapping, or a date that stands for it.
    MapOrDate(&'static Shape),
    /// A mapping, or an id that stands for it.
    MapOrId(&'static Shape, Kind),
    /// A mapping, or a text that stands for it.
    MapOrText(&'static Shape),
    /// A list of mappings.
    Maps(&'static Shape),
    /// A mapping of languages to texts.
    TextByLanguage,
    /// A mapping of words of a fixed list to claim ids.
    ClaimByWord(fn() -> Vec<(&'static str, &'static str)>),
    /// A mapping of data sets to row ids.
    Rows,
}

/// What an id names.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Kind {
    /// An actor of the register.
    Actor,
    /// A place of the register.
    Place,
    /// A source of the register.
    Source,
    /// An actor or a source.
    Speaker,
    /// An incident record.
    Incident,
    /// An article.
    Article,
    /// A claim of the same record.
    Claim,
}

/// How a value is written, whatever it means: what a reader of fields asks for must agree with what the key takes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Form {
    /// Text.
    Text,
    /// Text or a number.
    Scalar,
    /// A number.
    Number,
    /// `true` or `false`.
    Flag,
    /// A list of texts, or one text.
    Texts,
    /// A list of texts.
    List,
    /// A mapping with keys of its own.
    Map,
    /// A mapping with keys of its own, or a text or number.
    MapOrScalar,
    /// A list of mappings.
    Maps,
    /// A mapping of free keys.
    Entries,
}

impl Takes {
    /// How the value is written.
    #[must_use]
    pub fn form(self) -> Form {
        match self {
            Self::Text
            | Self::Short(_)
            | Self::IncidentId
            | Self::Slug
            | Self::Word(_)
            | Self::Country
            | Self::Web
            | Self::Time
            | Self::Id(_) => Form::Text,
            Self::TextOrNumber | Self::Date | Self::Moment => Form::Scalar,
            Self::Whole(..) | Self::Degrees(_) => Form::Number,
            Self::Flag => Form::Flag,
            Self::IdOrIds(_) | Self::TextOrTexts | Self::Countries => Form::Texts,
            Self::Ids(_) | Self::Texts => Form::List,
            Self::Map(_) => Form::Map,
            Self::MapOrDate(_) | Self::MapOrId(..) | Self::MapOrText(_) => Form::MapOrScalar,
            Self::Maps(_) => Form::Maps,
            Self::TextByLanguage | Self::ClaimByWord(_) | Self::Rows => Form::Entries,
        }
    }

    /// The shape of the mapping under the key.
    #[must_use]
    pub fn shape(self) -> Option<&'static Shape> {
        match self {
            Self::Map(shape)
            | Self::Maps(shape)
            | Self::MapOrDate(shape)
            | Self::MapOrText(shape)
            | Self::MapOrId(shape, _) => Some(shape),
            _ => None,
        }
    }
}

/// The words of a list with what a reader sees.
fn words<W: Word>() -> Vec<(&'static str, &'static str)> {
    W::ALL.iter().map(|word| (word.as_str(), word.label())).collect()
}
