//! What rests on each source, and what is missing to read it again.

use std::collections::{BTreeMap, BTreeSet};

use serde::Serialize;

use crate::model::vocabulary::{Status, Word};
use crate::model::{Corpus, IncidentRecord, Origin, Source};

/// A source with all that rests on it.
#[derive(Debug, Clone, Serialize)]
pub struct Listed {
    /// Its id.
    pub id: String,
    /// Its name.
    pub name: String,
    /// What it is, as the register writes it.
    #[serde(rename = "type")]
    pub kind: &'static str,
    /// Reliability by the Admiralty code.
    pub rel: Option<char>,
    /// Its address.
    pub url: Option<String>,
    /// An archived copy.
    pub archive: Option<String>,
    /// When it was read.
    pub accessed: Option<String>,
    /// When it was published.
    pub published: Option<String>,
    /// The register's file.
    pub path: String,
    /// Which of `archive`, `accessed` and `published` it lacks.
    pub lacks: Vec<&'static str>,
    /// Where it is used: incidents, stories, places.
    pub uses: Vec<Use>,
}

/// One place where a source is used.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Serialize)]
pub struct Use {
    /// What uses it.
    pub what: What,
    /// The id or slug of that.
    pub id: String,
    /// Its file.
    pub path: String,
    /// What is read in it there: `sources`, `claim c1`, `speaker of c1`, `coordinates`.
    pub of: Vec<String>,
    /// Its status, where it is not published as it stands.
    pub status: Option<&'static str>,
}

/// What can use a source.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum What {
    /// An incident record.
    Incident,
    /// An article.
    Article,
    /// An entry of the places' register.
    Place,
}

impl What {
    /// In words.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Incident => "incident",
            Self::Article => "article",
            Self::Place => "place",
        }
    }
}

/// Every source of the register, by id.
#[must_use]
pub fn list(corpus: &Corpus) -> Vec<Listed> {
    let mut uses: BTreeMap<&str, BTreeSet<Use>> = BTreeMap::new();
    for record in &corpus.records {
        for (source, of) in of_record(record) {
            uses.entry(source).or_default().insert(one(
                What::Incident,
                record.id.as_str(),
                &record.origin,
                of,
                record.status,
            ));
        }
    }
    for article in &corpus.articles {
        for source in &article.sources {
            let of = vec!["sources".to_owned()];
            let used = one(What::Article, article.slug.as_str(), &article.origin, of, article.status);
            uses.entry(source.as_str()).or_default().insert(used);
        }
    }
    for place in corpus.places.values() {
        if let Some(source) = place.coord_source.as_deref() {
            let of = vec!["coordinates".to_owned()];
            let used = one(What::Place, place.id.as_str(), &place.origin, of, Status::Published);
            uses.entry(source).or_default().insert(used);
        }
    }
    let listed = corpus.sources.values().map(|source| {
        let uses = uses.remove(source.id.as_str()).unwrap_or_default();
        listed(source, uses.into_iter().collect())
    });
    listed.collect()
}

/// The sources of a record with what was read in each.
fn of_record(record: &IncidentRecord) -> BTreeMap<&str, Vec<String>> {
    let mut all: BTreeMap<&str, Vec<String>> = BTreeMap::new();
    for source in &record.sources {
        all.entry(source.as_str()).or_default().push("sources".to_owned());
    }
    for claim in &record.claims {
        for source in &claim.via {
            all.entry(source.as_str()).or_default().push(format!("claim {}", claim.id));
        }
        if let crate::model::place::Speaker::Source(source) = &claim.by {
            all.entry(source.as_str()).or_default().push(format!("speaker of {}", claim.id));
        }
    }
    all
}

fn one(what: What, id: &str, origin: &Origin, of: Vec<String>, status: Status) -> Use {
    let status = (!matches!(status, Status::Published)).then_some(status.as_str());
    Use { what, id: id.to_owned(), path: origin.file.path.clone(), of, status }
}

fn listed(source: &Source, uses: Vec<Use>) -> Listed {
    let keys = [
        ("archive", source.archive.is_none()),
        ("accessed", source.accessed.is_none()),
        ("published", source.published.is_none()),
    ];
    Listed {
        id: source.id.to_string(),
        name: source.name.clone(),
        kind: source.kind.as_str(),
        rel: source.reliability,
        url: source.url.clone(),
        archive: source.archive.clone(),
        accessed: source.accessed.as_ref().map(ToString::to_string),
        published: source.published.as_ref().map(ToString::to_string),
        path: source.origin.file.path.clone(),
        lacks: keys.into_iter().filter(|(_, missing)| *missing).map(|(key, _)| key).collect(),
        uses,
    }
}
