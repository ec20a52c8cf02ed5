//! Where the name of a place leads: by its id, its name or an alias, else to what sounds like it, else to what is near.

use serde::Serialize;

use crate::geo;
use crate::model::place::{Coordinates, FAR_KM, OUTSIDE_KM, kilometres};
use crate::model::spelling::{SAME_PLACE, likeness, place_key};
use crate::model::vocabulary::{PlacePrecision, Word};
use crate::model::{Corpus, CountryCode, Place, fold};

/// How many entries are suggested for a name that leads nowhere.
const SUGGESTED: usize = 5;
/// How alike a name must be to be suggested at all, 0 to 1.
const ALIKE: f64 = 0.6;

/// What is known beside the name.
#[derive(Debug, Clone, Copy, Default)]
pub struct Hints {
    /// Where the place lies, as somebody else has it.
    pub at: Option<Coordinates>,
    /// Its country; entries of other countries are left out.
    pub country: Option<CountryCode>,
}

/// Where a name leads.
#[derive(Debug, Clone, Serialize)]
pub struct Answer {
    /// The name asked for.
    pub name: String,
    /// How it is compared when letters decide: folded.
    pub key: String,
    /// How it is compared when sounds decide.
    pub sound: String,
    /// How sure the answer is.
    pub outcome: Outcome,
    /// The entries of the register, best first.
    pub places: Vec<Found>,
    /// Towns of that name in the map's data (Natural Earth), where the register has none.
    pub towns: Vec<Town>,
    /// The country that the given point lies in, as far as the map's data reach.
    pub point_in: Option<&'static str>,
}

/// How sure an answer is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Outcome {
    /// The name is an entry's own.
    Known,
    /// No entry has it; some sound like it.
    SoundsLike,
    /// No entry has it or sounds like it.
    Unknown,
}

/// Why an entry is in an answer.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum By {
    /// Its id is what was asked for.
    Id,
    /// Its name is.
    Name,
    /// One of its aliases is.
    Alias,
    /// One of its names sounds like it.
    Sound,
    /// One of its names has letters in common.
    Letters,
    /// It lies near the given point.
    Point,
}

/// An entry of the register in an answer.
#[derive(Debug, Clone, Serialize)]
pub struct Found {
    /// Its id.
    pub id: String,
    /// Its name.
    pub name: String,
    /// Why it is here.
    pub by: By,
    /// Which of its names it was.
    pub word: String,
    /// How alike the two names are, 0 to 1.
    pub likeness: f64,
    /// Its countries.
    pub countries: Vec<&'static str>,
    /// Its region.
    pub adm1: Option<String>,
    /// Its district.
    pub adm2: Option<String>,
    /// Where it lies.
    pub lat: Option<f64>,
    /// Where it lies.
    pub lon: Option<f64>,
    /// How finely that is known.
    pub precision: &'static str,
    /// Its other names.
    pub aliases: Vec<String>,
    /// Kilometres from the given point.
    pub km_from: Option<f64>,
    /// Whether that is further than a record's point may lie without advice.
    pub is_far: bool,
    /// Kilometres outside its own countries, where the outlines can say.
    pub km_outside: Option<f64>,
    /// Whether that is further than simplified outlines explain.
    pub is_outside: bool,
}

/// A town of the map's data.
#[derive(Debug, Clone, Serialize)]
pub struct Town {
    /// Its name there.
    pub name: &'static str,
    /// Where it lies.
    pub lat: f64,
    /// Where it lies.
    pub lon: f64,
    /// The country that point lies in.
    pub country: Option<String>,
    /// Kilometres from the given point.
    pub km_from: Option<f64>,
}

/// Where a name leads in the register of places.
#[must_use]
pub fn resolve(corpus: &Corpus, name: &str, hints: Hints) -> Answer {
    let asked = Asked { name, key: fold::key(name), sound: place_key(name), hints };
    let fits = |place: &&Place| hints.country.is_none_or(|country| place.countries.contains(&country));
    let entries = || corpus.places.values().map(AsRef::as_ref).filter(fits);
    let mut places: Vec<Found> = entries().filter_map(|place| asked.exactly(place)).collect();
    let mut outcome = Outcome::Known;
    if places.is_empty() {
        places = entries().filter_map(|place| asked.nearly(place)).collect();
        let sound = places.iter().any(|found| found.by == By::Sound);
        outcome = if sound { Outcome::SoundsLike } else { Outcome::Unknown };
        if sound {
            places.retain(|found| found.by == By::Sound);
        }
    }
    let near = |found: &Found| found.km_from.unwrap_or(f64::INFINITY);
    places.sort_by(|a, b| {
        a.by.cmp(&b.by)
            .then(b.likeness.total_cmp(&a.likeness))
            .then(near(a).total_cmp(&near(b)))
            .then_with(|| a.id.cmp(&b.id))
    });
    places.truncate(SUGGESTED);
    let towns = if outcome == Outcome::Known { Vec::new() } else { asked.towns() };
    let point_in = hints.at.and_then(geo::country_at).map(CountryCode::name);
    Answer { name: name.to_owned(), key: asked.key, sound: asked.sound, outcome, places, towns, point_in }
}

/// A name in the forms it is compared in.
struct Asked<'n> {
    name: &'n str,
    key: String,
    sound: String,
    hints: Hints,
}

impl Asked<'_> {
    /// The entry, when the name is its own.
    fn exactly(&self, place: &Place) -> Option<Found> {
        let is = |word: &&str| fold::key(word) == self.key;
        let id = place.id.as_str();
        if id == self.name {
            return Some(self.found(place, By::Id, id, 1.0));
        }
        if is(&place.name.as_str()) {
            return Some(self.found(place, By::Name, &place.name, 1.0));
        }
        if let Some(alias) = place.aliases.iter().find(|alias| is(&alias.as_str())) {
            return Some(self.found(place, By::Alias, alias, 1.0));
        }
        is(&id).then(|| self.found(place, By::Id, id, 1.0))
    }

    /// The entry, when one of its names is like the one asked for, or it lies near the given point.
    fn nearly(&self, place: &Place) -> Option<Found> {
        let names = || std::iter::once(&place.name).chain(&place.aliases);
        let best = |alike: &dyn Fn(&str) -> f64| {
            let all = names().map(|word| (alike(word), word));
            all.max_by(|a, b| a.0.total_cmp(&b.0).then_with(|| b.1.cmp(a.1)))
        };
        if !self.sound.is_empty()
            && let Some((alike, word)) = best(&|word| likeness(&self.sound, &place_key(word)))
            && alike >= SAME_PLACE
        {
            return Some(self.found(place, By::Sound, word, alike));
        }
        let (alike, word) = best(&|word| fold::likeness(&self.key, &fold::key(word)))?;
        if alike >= ALIKE {
            return Some(self.found(place, By::Letters, word, alike));
        }
        let found = self.found(place, By::Point, &place.name, alike);
        found.km_from.is_some_and(|km| km <= FAR_KM).then_some(found)
    }

    fn found(&self, place: &Place, by: By, word: &str, likeness: f64) -> Found {
        let km_from = self.hints.at.zip(place.coordinates).map(|(one, other)| kilometres(one, other));
        let km_outside = place
            .coordinates
            .filter(|_| place.precision != PlacePrecision::Sea)
            .and_then(|at| geo::km_outside_all(at, &place.countries));
        let is_point = matches!(place.precision, PlacePrecision::Exact | PlacePrecision::Near);
        Found {
            id: place.id.to_string(),
            name: place.name.clone(),
            by,
            word: word.to_owned(),
            likeness: round(likeness, 100.0),
            countries: place.countries.iter().map(|country| country.name()).collect(),
            adm1: place.adm1.clone(),
            adm2: place.adm2.clone(),
            lat: place.coordinates.map(|at| at.lat),
            lon: place.coordinates.map(|at| at.lon),
            precision: place.precision.as_str(),
            aliases: place.aliases.clone(),
            km_from: km_from.map(|km| round(km, 10.0)),
            is_far: is_point && km_from.is_some_and(|km| km > FAR_KM),
            km_outside: km_outside.map(|km| round(km, 10.0)),
            is_outside: km_outside.is_some_and(|km| km > OUTSIDE_KM),
        }
    }

    /// Towns of the map's data that bear the name or sound like it.
    fn towns(&self) -> Vec<Town> {
        let mut towns: Vec<(f64, Town)> = geo::towns(geo::Window::DATA)
            .map(|town| (likeness(&self.sound, &place_key(town.name)), town))
            .filter(|(alike, _)| !self.sound.is_empty() && *alike >= SAME_PLACE)
            .map(|(alike, town)| {
                let country = geo::country_at(town.at);
                let made = Town {
                    name: town.name,
                    lat: town.at.lat,
                    lon: town.at.lon,
                    country: country.map(|country| country.to_string()),
                    km_from: self.hints.at.map(|at| round(kilometres(at, town.at), 10.0)),
                };
                (alike, country, made)
            })
            .filter(|(_, country, _)| self.hints.country.is_none_or(|wanted| *country == Some(wanted)))
            .map(|(alike, _, town)| (alike, town))
            .collect();
        towns.sort_by(|a, b| b.0.total_cmp(&a.0).then_with(|| a.1.name.cmp(b.1.name)));
        towns.truncate(SUGGESTED);
        towns.into_iter().map(|(_, town)| town).collect()
    }
}

/// Rounded to a part of one: 10 for tenths. More digits would say more than is known.
fn round(number: f64, parts: f64) -> f64 {
    (number * parts).round() / parts
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::diagnostic::SourceFile;
    use crate::diagnostic::source::FileKind;
    use crate::model::{Origin, PlaceId};
    use std::sync::Arc;

    fn register() -> Corpus {
        let origin = Origin {
            file: Arc::new(SourceFile::text(
                "content/registers/places.yaml".to_owned(),
                FileKind::Register,
                String::new(),
            )),
            region: 0..0,
            document: 0,
            path: crate::diagnostic::YamlPath::default(),
        };
        let all = [
            ("boulikessi", "Boulikessi", &["Bulkessi base"][..], 14.79, -1.21, "MLI"),
            ("niono", "Niono", &[], 14.25, -5.99, "MLI"),
            ("nioro-du-sahel", "Nioro du Sahel", &[], 15.23, -9.59, "MLI"),
            ("djibo", "Djibo", &[], 14.10, 1.63, "BFA"),
        ];
        let mut corpus = Corpus::default();
        for (id, name, aliases, lat, lon, country) in all {
            let place = Place {
                id: PlaceId::new(id),
                name: name.to_owned(),
                name_i18n: std::collections::BTreeMap::new(),
                countries: CountryCode::parse(country).into_iter().collect(),
                adm1: None,
                adm2: None,
                coordinates: Some(Coordinates { lat, lon }),
                precision: PlacePrecision::Exact,
                aliases: aliases.iter().map(|alias| (*alias).to_owned()).collect(),
                coord_source: None,
                note: None,
                origin: origin.clone(),
            };
            corpus.places.insert(place.id.clone(), Arc::new(place));
        }
        corpus
    }

    fn asked(name: &str, hints: Hints) -> (Outcome, Vec<(String, By)>) {
        let answer = resolve(&register(), name, hints);
        (answer.outcome, answer.places.into_iter().map(|found| (found.id, found.by)).collect())
    }

    fn one(id: &str, by: By) -> Vec<(String, By)> {
        vec![(id.to_owned(), by)]
    }

    #[test]
    fn a_name_leads_by_id_name_and_alias_however_it_is_written_and_else_by_sound() {
        let none = Hints::default();
        assert_eq!(asked("boulikessi", none), (Outcome::Known, one("boulikessi", By::Id)));
        assert_eq!(asked("NIORO  du-sahel", none), (Outcome::Known, one("nioro-du-sahel", By::Name)));
        assert_eq!(asked("bulkéssi base", none), (Outcome::Known, one("boulikessi", By::Alias)));
        assert_eq!(asked("Boulkessy", none), (Outcome::SoundsLike, one("boulikessi", By::Sound)));
        assert_eq!(asked("بوليكسي", none).0, Outcome::SoundsLike);
    }

    #[test]
    fn what_leads_nowhere_has_the_nearest_suggested_and_a_country_leaves_others_out() {
        let near = [one("nioro-du-sahel", By::Letters), one("niono", By::Letters)].concat();
        assert_eq!(asked("Nioro", Hints::default()), (Outcome::Unknown, near));
        assert_eq!(asked("Zzzz", Hints::default()), (Outcome::Unknown, vec![]));
        let there = Hints { country: CountryCode::parse("BFA"), at: None };
        assert_eq!(asked("Niono", there), (Outcome::Unknown, vec![]));
    }

    #[test]
    fn a_point_tells_how_far_each_entry_is_and_suggests_what_lies_near() {
        let at = Hints { at: Some(Coordinates { lat: 14.30, lon: -5.99 }), country: None };
        let known = resolve(&register(), "Niono", at);
        assert_eq!((known.places[0].km_from, known.places[0].is_far), (Some(5.6), false));
        assert_eq!(known.point_in, Some("Mali"));
        assert_eq!(asked("Camp B", at), (Outcome::Unknown, one("niono", By::Point)));
        assert!(resolve(&register(), "Boulikessi", at).places[0].is_far);
    }

    #[test]
    fn an_entry_that_lies_outside_its_country_says_so() {
        let djibo = &resolve(&register(), "Djibo", Hints::default()).places[0];
        assert!(djibo.is_outside && djibo.km_outside.is_some_and(|km| km > 50.0), "{djibo:?}");
        assert!(!resolve(&register(), "Niono", Hints::default()).places[0].is_outside);
    }

    #[test]
    fn a_town_that_the_register_lacks_is_offered_from_the_maps_data() {
        let answer = resolve(&register(), "Bamako", Hints::default());
        assert_eq!(
            answer.towns.first().map(|town| (town.name, town.country.as_deref())),
            Some(("Bamako", Some("MLI")))
        );
    }
}
