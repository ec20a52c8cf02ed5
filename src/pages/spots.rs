//! What stands on a map: incidents gathered by place, places drawn together where there are too many, and the words and
//! links of each mark.
//!
//! Running totals stand on no map. What is known to the country alone, or to no one country, is counted apart, so that
//! no mark pretends to a place.

use std::collections::BTreeMap;

use crate::briefing::totals;
use crate::geo::{Plane, Projection};
use crate::locale::Words;
use crate::model::place::Coordinates;
use crate::model::vocabulary::PlacePrecision;
use crate::model::{CountryCode, PlaceId};
use crate::pages::cards;
use crate::pages::setting::{Ground, Setting};
use crate::pages::views::family;

/// The families of event types; messages name one after `one_`, several after `many_`.
pub(super) const FAMILIES: [&str; 6] = ["forces", "civilians", "clash", "political", "territory", "other"];

/// How far from its middle a place known only to its district, and to its region or area, may lie, in kilometres.
const DISTRICT_KM: u32 = 30;
const REGION_KM: u32 = 90;

/// How near places may lie before they are drawn as one, in units of the drawing: the least that leaves few enough marks.
const NEAR: [f64; 7] = [0.0, 8.0, 14.0, 20.0, 28.0, 40.0, 56.0];

/// A place, or several near one another in one country, and what happened there.
#[derive(Debug, Clone)]
pub(super) struct Spot {
    /// The name of the place where most happened.
    pub(super) name: String,
    /// Where that is.
    pub(super) at: Coordinates,
    /// Its country.
    pub(super) country: Option<CountryCode>,
    /// Its entry of the register, when the spot is that place alone.
    pub(super) place: Option<PlaceId>,
    /// How far around it the incident may have been; 0 where the place is known.
    pub(super) ring_km: u32,
    /// How many places it stands for.
    pub(super) places: usize,
    /// Positions of incidents, newest first.
    pub(super) incidents: Vec<usize>,
}

/// Incidents as a map may show them.
#[derive(Debug, Default)]
pub(super) struct Sorted {
    /// By place, those where most were killed first.
    pub(super) spots: Vec<Spot>,
    /// Those without a point of their own, by country; those of several countries under none.
    pub(super) countrywide: BTreeMap<Option<CountryCode>, Vec<usize>>,
    /// Those that lie beyond the map's edge.
    pub(super) outside: Vec<usize>,
}

/// Gathers incidents by place, for the window of a projection.
pub(super) fn sorted(setting: &Setting<'_>, positions: &[usize], projection: &Projection) -> Sorted {
    let mut sorted = Sorted::default();
    let mut spots: BTreeMap<(i64, i64, String), Spot> = BTreeMap::new();
    for &at in positions {
        match located(setting, at) {
            Where::Nowhere => {}
            Where::Country(code) => sorted.countrywide.entry(code).or_default().push(at),
            Where::Point(spot) if !projection.window().holds(spot.at) => sorted.outside.push(at),
            Where::Point(spot) => {
                let key = (thousandths(spot.at.lat), thousandths(spot.at.lon), spot.name.clone());
                spots.entry(key).or_insert(Spot { incidents: Vec::new(), ..spot }).incidents.push(at);
            }
        }
    }
    sorted.spots = spots.into_values().collect();
    sorted.spots.sort_by_key(|spot| std::cmp::Reverse((killed(setting, &spot.incidents), spot.incidents.len())));
    sorted
}

/// Where one incident stands on a map.
pub(super) enum Where {
    /// A running total, which stands on none.
    Nowhere,
    /// Known to the country alone, or to several.
    Country(Option<CountryCode>),
    /// At a place of its own.
    Point(Spot),
}

/// Where an incident stands: as its first record with a point has it, the lead before others.
pub(super) fn located(ground: &Ground<'_>, at: usize) -> Where {
    let incident = &ground.briefing.incidents[at];
    if cards::kind(incident) == "aggregate" {
        return Where::Nowhere;
    }
    let mut places = incident.records.iter().map(|record| ground.locate(&record.place));
    let lead = ground.locate(&incident.lead().place);
    let one_country = |countries: &[CountryCode]| match countries {
        [only] => Some(*only),
        _ => None,
    };
    let Some(place) = places.find(|place| place.coordinates.is_some()) else {
        return Where::Country(one_country(&lead.countries));
    };
    let country = one_country(&place.countries);
    let is_wide = place.precision == PlacePrecision::Country
        || (country.is_none() && matches!(place.precision, PlacePrecision::Area | PlacePrecision::Adm1));
    match place.coordinates.filter(|_| !is_wide) {
        None => Where::Country(country),
        Some(point) => Where::Point(Spot {
            name: place.name.to_owned(),
            at: point,
            country,
            place: place.place.cloned(),
            ring_km: match place.precision {
                PlacePrecision::Exact | PlacePrecision::Near | PlacePrecision::Country => 0,
                PlacePrecision::Adm2 => DISTRICT_KM,
                PlacePrecision::Adm1 | PlacePrecision::Area | PlacePrecision::Sea => REGION_KM,
            },
            places: 1,
            incidents: vec![at],
        }),
    }
}

#[expect(clippy::cast_possible_truncation, reason = "degrees have three digits")]
fn thousandths(degrees: f64) -> i64 {
    (degrees * 1000.0).round() as i64
}

fn killed(setting: &Setting<'_>, positions: &[usize]) -> u64 {
    totals::killed_in(setting.briefing, positions).best
}

/// Spots drawn together until no more than `most` are left: each joins the heaviest of its country that lies near.
pub(super) fn drawn_together(spots: &[Spot], projection: &Projection, most: usize) -> Vec<Spot> {
    let mut joined = Vec::new();
    for near in NEAR {
        joined = joined_within(spots, projection, near);
        if joined.len() <= most {
            break;
        }
    }
    joined
}

fn joined_within(spots: &[Spot], projection: &Projection, near: f64) -> Vec<Spot> {
    let mut joined: Vec<(Plane, Spot)> = Vec::new();
    for spot in spots {
        let at = projection.of(spot.at);
        let is_near = |head: &(Plane, Spot)| {
            let (dx, dy) = (head.0.x - at.x, head.0.y - at.y);
            near > 0.0 && head.1.country == spot.country && (dx * dx + dy * dy).sqrt() <= near
        };
        match joined.iter_mut().find(|head| is_near(head)) {
            Some((_, head)) => {
                head.places += 1;
                head.place = None;
                head.incidents.extend(&spot.incidents);
            }
            None => joined.push((at, spot.clone())),
        }
    }
    joined
        .into_iter()
        .map(|(_, mut spot)| {
            spot.incidents.sort_unstable();
            spot
        })
        .collect()
}

impl Spot {
    /// Its name without what stands in brackets, for a label.
    pub(super) fn short(&self) -> &str {
        self.name.split(" (").next().unwrap_or(&self.name)
    }

    /// Its name, with how many places it stands for: `Djibo and 3 places near it`.
    pub(super) fn label(&self, words: &Words) -> String {
        match self.places {
            1 => self.name.clone(),
            n => words.tell("place_and_near", &[("n", (n - 1).into()), ("name", self.name.as_str().into())]),
        }
    }

    /// Its incidents by family, in the families' order.
    pub(super) fn by_family(&self, setting: &Setting<'_>) -> Vec<(&'static str, Vec<usize>)> {
        let of = |key: &str| {
            let is = |at: &usize| family(setting.briefing.incidents[*at].lead().event) == key;
            self.incidents.iter().copied().filter(is).collect::<Vec<usize>>()
        };
        FAMILIES.iter().map(|key| (*key, of(key))).filter(|(_, incidents)| !incidents.is_empty()).collect()
    }
}

/// A family's name for so many: `3 attacks on forces`.
pub(super) fn counted(words: &Words, family: &str, n: usize) -> String {
    let family = FAMILIES.iter().find(|key| **key == family).unwrap_or(&"other");
    words.count(&format!("many_{family}"), n)
}

/// How many were killed in some incidents, best known; nothing where none gives a number.
pub(super) fn killed_in(setting: &Setting<'_>, positions: &[usize]) -> Option<u64> {
    let totals = totals::killed_in(setting.briefing, positions);
    (totals.incidents > totals.without_number).then_some(totals.best)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::geo::Window;

    fn spot(name: &str, country: &str, lat: f64, lon: f64, incidents: &[usize]) -> Spot {
        Spot {
            name: name.to_owned(),
            at: Coordinates { lat, lon },
            country: CountryCode::parse(country),
            place: Some(PlaceId::new(name)),
            ring_km: 0,
            places: 1,
            incidents: incidents.to_vec(),
        }
    }

    #[test]
    fn places_are_drawn_together_only_when_they_are_too_many_and_never_across_a_border() {
        let projection = Projection::new(Window { west: -13.0, south: 9.0, east: 16.0, north: 21.0 }, 1000.0);
        let spots = vec![
            spot("one", "BFA", 14.1, -1.6, &[4, 5, 9]),
            spot("two", "BFA", 14.2, -1.5, &[1, 7]),
            spot("over-there", "MLI", 14.3, -1.6, &[2]),
            spot("far", "BFA", 11.0, -4.0, &[3]),
        ];
        assert_eq!(drawn_together(&spots, &projection, 4).len(), 4);
        let joined = drawn_together(&spots, &projection, 3);
        assert_eq!(joined.len(), 3);
        assert_eq!(joined[0].label(crate::locale::Tongues::default().own()), "one and 1 place near it");
        assert_eq!(joined[0].incidents, [1, 4, 5, 7, 9]);
        assert_eq!(joined[0].place, None);
        assert_eq!(joined.iter().map(|spot| spot.incidents.len()).sum::<usize>(), 7);
    }

    #[test]
    fn a_family_is_counted_in_words() {
        let words = crate::locale::Tongues::default();
        assert_eq!(counted(words.own(), "forces", 1), "1 attack on forces");
        assert_eq!(counted(words.own(), "civilians", 1200), "1,200 attacks on civilians");
    }
}
