//! Every id a source may name, and the entry that was probably meant by one that is none.

use std::collections::{BTreeMap, HashMap, HashSet};
use std::sync::OnceLock;

use crate::model::{Corpus, fold, spelling};

/// What a reference leads to.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub(super) enum What {
    Actor,
    Place,
    Source,
    Speaker,
    Incident,
    Article,
}

impl What {
    pub(super) fn name(self) -> &'static str {
        match self {
            Self::Actor => "actor",
            Self::Place => "place",
            Self::Source => "source",
            Self::Speaker => "actor or source",
            Self::Incident => "incident",
            Self::Article => "article",
        }
    }
}

/// Every id there is, and the names that lead to actors and places.
pub(super) struct Names<'a> {
    corpus: &'a Corpus,
    ids: HashMap<What, HashSet<&'a str>>,
    /// Made when first a name leads nowhere.
    spelt: OnceLock<HashMap<What, BTreeMap<String, Spelt>>>,
}

/// A name of a register's entry, by its folded form.
struct Spelt {
    name: String,
    id: String,
}

/// The entry that was probably meant.
pub(super) enum Near<'n> {
    /// What was written is one of its names.
    Named(&'n str),
    /// It is spelt or sounds nearly so.
    Like(&'n str),
}

impl<'a> Names<'a> {
    pub(super) fn of(corpus: &'a Corpus) -> Self {
        let actors = || corpus.actors.keys().map(AsRef::as_ref);
        let sources = || corpus.sources.keys().map(AsRef::as_ref);
        let ids: HashMap<What, HashSet<&'a str>> = HashMap::from([
            (What::Speaker, actors().chain(sources()).collect()),
            (What::Actor, actors().collect()),
            (What::Source, sources().collect()),
            (What::Place, corpus.places.keys().map(AsRef::as_ref).collect()),
            (What::Incident, corpus.records.iter().map(|record| record.id.as_str()).collect()),
            (What::Article, corpus.articles.iter().map(|article| article.slug.as_str()).collect()),
        ]);
        Self { corpus, ids, spelt: OnceLock::new() }
    }

    /// The names of a register's entries, by their folded form.
    fn spelt(&self, what: What) -> Option<&BTreeMap<String, Spelt>> {
        let by_key = |all: &mut dyn Iterator<Item = (&str, &str)>| {
            let each = all.map(|(name, id)| (fold::key(name), Spelt { name: name.to_owned(), id: id.to_owned() }));
            each.collect::<BTreeMap<String, Spelt>>()
        };
        let of_actors = || {
            self.corpus.actors.values().flat_map(|actor| {
                let names = std::iter::once(&actor.name).chain(&actor.acronym).chain(&actor.aliases);
                names.map(|name| (name.as_str(), actor.id.as_str()))
            })
        };
        let of_places = || {
            self.corpus.places.values().flat_map(|place| {
                std::iter::once(&place.name).chain(&place.aliases).map(|name| (name.as_str(), place.id.as_str()))
            })
        };
        let spelt = self.spelt.get_or_init(|| {
            HashMap::from([
                (What::Actor, by_key(&mut of_actors())),
                (What::Speaker, by_key(&mut of_actors())),
                (What::Place, by_key(&mut of_places())),
            ])
        });
        spelt.get(&what)
    }

    pub(super) fn has(&self, what: What, id: &str) -> bool {
        self.ids.get(&what).is_some_and(|ids| ids.contains(id))
    }

    pub(super) fn nearest(&self, what: What, id: &str) -> Option<&str> {
        fold::nearest(id, self.ids.get(&what)?.iter().copied())
    }

    /// The entry that was probably meant: the one of that name, else of the nearest id, else of a name that sounds or is
    /// spelt like it.
    pub(super) fn meant(&self, what: What, id: &str) -> Option<Near<'_>> {
        let spelt = self.spelt(what);
        if let Some(found) = spelt.and_then(|spelt| spelt.get(&fold::key(id))) {
            return Some(Near::Named(&found.id));
        }
        if let Some(near) = self.nearest(what, id) {
            return Some(Near::Like(near));
        }
        let spelt = spelt?;
        let sound = spelling::place_key(id);
        let heard = spelt
            .values()
            .filter(|_| what == What::Place && !sound.is_empty())
            .find(|one| spelling::likeness(&sound, &spelling::place_key(&one.name)) >= spelling::SAME_PLACE);
        let like = || {
            let name = fold::nearest(id, spelt.values().map(|one| one.name.as_str()))?;
            spelt.get(&fold::key(name))
        };
        heard.or_else(like).map(|one| Near::Like(&one.id))
    }
}
