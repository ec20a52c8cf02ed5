//! Names of a data set against the site's registers: what is known is used, under its id; what is not becomes a new
//! entry, under an id that the next import finds again by the same name.

use std::collections::{BTreeMap, BTreeSet};

use crate::import::yaml::{list, map, scalar};
use crate::model::place::{Coordinates, FAR_KM, kilometres};
use crate::model::spelling::{SAME_PLACE, likeness, place_key};
use crate::model::vocabulary::{ActorKind, PlacePrecision, Word};
use crate::model::{Corpus, CountryCode, fold, id};

/// The registers as one import sees and extends them.
pub(super) struct Register<'c> {
    corpus: &'c Corpus,
    set: &'static str,
    actors: BTreeMap<String, String>,
    places: BTreeMap<String, Known>,
    ids: BTreeSet<String>,
    new: BTreeMap<&'static str, Vec<String>>,
    heard: Vec<Heard>,
    alike: Vec<String>,
}

/// A settlement by the sound of one of its names.
struct Heard {
    sound: String,
    name: String,
    id: String,
    countries: Vec<CountryCode>,
    at: Coordinates,
}

/// A place that is known by a name.
#[derive(Clone)]
struct Known {
    id: String,
    countries: Vec<CountryCode>,
    at: Option<Coordinates>,
    precision: PlacePrecision,
}

/// A place as a row names it.
pub(super) struct Spot<'r> {
    pub(super) name: &'r str,
    pub(super) country: CountryCode,
    pub(super) adm1: Option<&'r str>,
    pub(super) adm2: Option<&'r str>,
    pub(super) at: Coordinates,
    pub(super) precision: PlacePrecision,
    pub(super) coord_source: &'r str,
}

impl<'c> Register<'c> {
    /// The registers of a corpus; new entries go into files named after the data set.
    pub(super) fn new(corpus: &'c Corpus, set: &'static str) -> Self {
        let mut actors = BTreeMap::new();
        for actor in corpus.actors.values() {
            let own = [Some(&actor.name), actor.acronym.as_ref(), actor.ucdp.as_ref().filter(|_| set == "ucdp")];
            let own = own.into_iter().chain([actor.acled.as_ref().filter(|_| set == "acled")]).flatten();
            for name in own.chain(&actor.aliases) {
                actors.entry(fold::key(name)).or_insert_with(|| actor.id.to_string());
            }
        }
        let mut places = BTreeMap::new();
        let mut heard = Vec::new();
        for place in corpus.places.values() {
            let known = Known {
                id: place.id.to_string(),
                countries: place.countries.clone(),
                at: place.coordinates,
                precision: place.precision,
            };
            for name in std::iter::once(&place.name).chain(&place.aliases) {
                places.entry(fold::key(name)).or_insert_with(|| known.clone());
                heard.extend(known.heard(name));
            }
        }
        let ids = corpus.actors.keys().map(ToString::to_string);
        let ids = ids.chain(corpus.places.keys().map(ToString::to_string));
        let ids = ids.chain(corpus.sources.keys().map(ToString::to_string)).collect();
        Self { corpus, set, actors, places, ids, new: BTreeMap::new(), heard, alike: Vec::new() }
    }

    /// The actor of a name, made when there is none.
    pub(super) fn actor(&mut self, name: &str, kind: ActorKind, country: Option<CountryCode>) -> String {
        if let Some(known) = self.actors.get(&fold::key(name)) {
            return known.clone();
        }
        let id = self.free(name);
        let mut lines = vec![("name", scalar(name)), ("kind", kind.as_str().to_owned())];
        lines.extend(country.map(|code| ("country", code.to_string())));
        lines.extend(
            ["ucdp", "acled"]
                .into_iter()
                .filter(|set| *set == self.set)
                .map(|set| (set, map(&[("name", scalar(name))]))),
        );
        self.add("actors", &id, &lines);
        self.actors.insert(fold::key(name), id.clone());
        id
    }

    /// Whether a name leads to an actor.
    pub(super) fn knows_actor(&self, name: &str) -> bool {
        self.actors.contains_key(&fold::key(name))
    }

    /// A speaker or source of a fixed id, made when there is none.
    pub(super) fn fixed(&mut self, register: &'static str, id: &str, lines: &[(&'static str, String)]) -> String {
        let there = match register {
            "actors" => self.corpus.actors.contains_key(id),
            "places" => self.corpus.places.contains_key(id),
            _ => self.corpus.sources.contains_key(id),
        };
        if !there && self.ids.insert(format!("{register}/{id}")) {
            self.add(register, id, lines);
            if register == "actors"
                && let Some((_, name)) = lines.iter().find(|(key, _)| *key == "name")
            {
                self.actors.insert(fold::key(name.trim_matches('"')), id.to_owned());
            }
        }
        id.to_owned()
    }

    /// The place of a name near a point, made when there is none. Two places of one name far apart are told apart by
    /// their district, region, country, and last by their coordinates.
    pub(super) fn place(&mut self, spot: &Spot<'_>) -> (String, Option<Coordinates>, PlacePrecision) {
        let with = |part: Option<&str>| part.map(|part| format!("{} ({part})", spot.name));
        let names = [
            Some(spot.name.to_owned()),
            with(spot.adm2),
            with(spot.adm1),
            with(Some(spot.country.name())),
            with(Some(&format!("{}, {}", spot.at.lat, spot.at.lon))),
        ];
        for name in names.into_iter().flatten() {
            match self.places.get(&fold::key(&name)) {
                Some(known) if known.is(spot) => return (known.id.clone(), known.at, known.precision),
                Some(_) => {}
                None => return self.new_place(&name, spot),
            }
        }
        self.new_place(spot.name, spot)
    }

    fn new_place(&mut self, name: &str, spot: &Spot<'_>) -> (String, Option<Coordinates>, PlacePrecision) {
        let id = self.free(name);
        let precision = if spot.precision == PlacePrecision::Near { PlacePrecision::Exact } else { spot.precision };
        let mut lines = vec![("name", scalar(name)), ("country", spot.country.to_string())];
        lines.extend(spot.adm1.map(|adm1| ("adm1", scalar(adm1))));
        lines.extend(spot.adm2.map(|adm2| ("adm2", scalar(adm2))));
        lines.extend([("lat", spot.at.lat.to_string()), ("lon", spot.at.lon.to_string())]);
        if precision != PlacePrecision::Exact {
            lines.push(("precision", precision.as_str().to_owned()));
        }
        lines.push(("coord_source", scalar(spot.coord_source)));
        self.add("places", &id, &lines);
        let known = Known { id: id.clone(), countries: vec![spot.country], at: Some(spot.at), precision };
        self.listen(spot.name, &known);
        self.places.insert(fold::key(name), known);
        (id, Some(spot.at), precision)
    }

    /// Notes a new settlement that is near another of like sound: it may be the same under another spelling.
    fn listen(&mut self, name: &str, known: &Known) {
        let Some(heard) = known.heard(name) else { return };
        let near = |other: &&Heard| {
            other.id != heard.id
                && other.countries.iter().any(|country| heard.countries.contains(country))
                && kilometres(other.at, heard.at) <= FAR_KM
                && likeness(&other.sound, &heard.sound) >= SAME_PLACE
        };
        if let Some(other) = self.heard.iter().find(near) {
            self.alike.push(format!(
                "the new place `{}` ({name}) lies {:.1} km from `{}` ({}) and sounds like it; if it is the same, add \
                 `{name}` to the aliases of `{}`, remove `{}` and import again",
                heard.id,
                kilometres(other.at, heard.at),
                other.id,
                other.name,
                other.id,
                heard.id,
            ));
        }
        self.heard.push(heard);
    }

    /// An id made of a name that nothing of any register has.
    fn free(&mut self, name: &str) -> String {
        let mut base = id::slugify(name);
        base.truncate(base.char_indices().nth(id::MAX_ID - 4).map_or(base.len(), |(at, _)| at));
        let base = match base.trim_end_matches('-') {
            "" => self.set.to_owned(),
            words => words.to_owned(),
        };
        let numbered = (2..).map(|n| format!("{base}-{n}"));
        let free = std::iter::once(base.clone()).chain(numbered).find(|id| !self.ids.contains(id));
        let free = free.unwrap_or(base);
        self.ids.insert(free.clone());
        free
    }

    fn add(&mut self, register: &'static str, id: &str, lines: &[(&str, String)]) {
        let lines: String = lines.iter().map(|(key, value)| format!("  {key}: {value}\n")).collect();
        self.new.entry(register).or_default().push(format!("{}:\n{lines}", scalar(id)));
    }

    /// The new entries, the file of each register and the text to add to it; and which of them may be known already.
    pub(super) fn finish(self) -> (BTreeMap<String, String>, Vec<String>) {
        let file = |register: &str| format!("content/registers/{register}/{}.yaml", self.set);
        let new = self.new.iter().map(|(register, entries)| (file(register), entries.join("\n"))).collect();
        (new, self.alike)
    }
}

impl Known {
    /// How one of its names sounds, when it is a settlement that lies somewhere.
    fn heard(&self, name: &str) -> Option<Heard> {
        let sound = place_key(name);
        let at = self.at.filter(|_| self.precision == PlacePrecision::Exact && !sound.is_empty())?;
        Some(Heard { sound, name: name.to_owned(), id: self.id.clone(), countries: self.countries.clone(), at })
    }

    /// Whether a spot of this name is this place: of one kind (a settlement, or an area), in its country, near it.
    fn is(&self, spot: &Spot<'_>) -> bool {
        let settlement = |precision| matches!(precision, PlacePrecision::Exact | PlacePrecision::Near);
        settlement(self.precision) == settlement(spot.precision)
            && self.countries.contains(&spot.country)
            && (!settlement(spot.precision) || self.at.is_none_or(|at| kilometres(at, spot.at) <= FAR_KM))
    }
}

/// A data set as a source of its own.
pub(super) fn data_set(name: &str, url: &str, licence: &str, note: &str) -> Vec<(&'static str, String)> {
    let all = [("name", name), ("type", "dataset"), ("url", url), ("licence", licence), ("note", note)];
    all.into_iter().filter(|(_, value)| !value.is_empty()).map(|(key, value)| (key, scalar(value))).collect()
}

/// An organisation that counts.
pub(super) fn reporter(name: &str, aliases: &[&str]) -> Vec<(&'static str, String)> {
    let mut lines = vec![("name", scalar(name)), ("kind", ActorKind::Reporter.as_str().to_owned())];
    if !aliases.is_empty() {
        lines.push(("aliases", list(aliases)));
    }
    lines
}
