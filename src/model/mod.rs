//! The values every stage meets in: what a source said, and who said it.
//!
//! Plain data with the rules that belong to it (what may be a date, which statuses still stand). Nothing here reads
//! a file or knows a stage.

pub mod actor;
pub mod article;
pub mod claim;
pub mod corpus;
pub mod country;
pub mod document;
pub mod explanation;
pub mod fold;
pub mod held_back;
pub mod id;
pub mod incident;
pub mod month;
pub mod overrides;
pub mod place;
pub mod source;
pub mod spelling;
pub mod story;
pub mod vocabulary;
pub mod when;

pub use actor::Actor;
pub use article::{Article, Page};
pub use claim::{Amount, Claim};
pub use corpus::{Corpus, Located};
pub use country::CountryCode;
pub use id::{ActorId, ClaimId, IncidentId, PlaceId, Slug, SourceId};
pub use incident::{Incident, IncidentRecord};
pub use overrides::{Override, Overrides, Ruling};
pub use place::Place;
pub use source::Source;
pub use story::{Receipt, Story};
pub use when::{Moment, PartialDate, When};

use std::sync::Arc;

use crate::diagnostic::{At, SourceFile, YamlPath, YamlPlace, locate::Part};

/// Where a value was read: the file, and its place in the file's YAML. Every model value remembers its own,
/// so that a later stage can point at it.
#[derive(Debug, Clone)]
pub struct Origin {
    /// The file.
    pub file: Arc<SourceFile>,
    /// The bytes of the file that are YAML.
    pub region: std::ops::Range<usize>,
    /// Which document of a `---` stream.
    pub document: usize,
    /// The way to the value.
    pub path: YamlPath,
}

impl Origin {
    /// A place under this one: `""` is the value itself, `"date.start"` a value in it.
    #[must_use]
    pub fn at(&self, dotted: &str) -> At {
        let path = dotted.split('.').filter(|key| !key.is_empty()).fold(self.path.clone(), |path, key| path.key(key));
        self.place(path, Part::Value)
    }

    /// A place at a path already built.
    #[must_use]
    pub fn place(&self, path: YamlPath, part: Part) -> At {
        At::Yaml(Box::new(YamlPlace { region: self.region.clone(), document: self.document, path, part }))
    }
}
