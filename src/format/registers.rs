//! The registers: the keys of an actor, a place and a source.

use crate::format::Kind::Actor;
use crate::format::Takes::{Countries, Country, Date, Degrees, Id, MapOrText, Text, TextByLanguage, Texts, Web, Word};
use crate::format::incidents::{NAMED, active};
use crate::format::{Shape, may, must, words};
use crate::model::vocabulary::{ActorKind, PlacePrecision, SourceType};

/// An actor.
pub static ACTOR: Shape = Shape::new(
    "actor",
    &[
        must("name", Text, "its name as the site writes it"),
        must("kind", Word(words::<ActorKind>), "what it is"),
        may("name_i18n", TextByLanguage, "its name in other languages"),
        may("acronym", Text, "what cards show"),
        may("acronym_i18n", TextByLanguage, "what cards show in other languages"),
        may("aliases", Texts, "other names and spellings; one name leads to one actor"),
        may("country", Country, "for a state's: ISO 3166-1 alpha-3 code"),
        may("part_of", Id(Actor), "the actor it belongs to"),
        active(),
        may("ucdp", MapOrText(&NAMED), "how UCDP names it"),
        may("acled", MapOrText(&NAMED), "how ACLED names it"),
        may("note", Text, "a note for readers"),
    ],
);

/// A place.
pub static PLACE: Shape = Shape {
    together: &[("lat", "lon"), ("lon", "lat")],
    ..Shape::new(
        "place",
        &[
            must("name", Text, "its name as the site writes it"),
            may("name_i18n", TextByLanguage, "its name in other languages"),
            may("country", Countries, "ISO 3166-1 alpha-3 code; needed but at sea"),
            may("countries", Countries, "several, for an area"),
            may("adm1", Text, "region"),
            may("adm2", Text, "district"),
            may("lat", Degrees(90.0), "latitude in decimal degrees"),
            may("lon", Degrees(180.0), "longitude in decimal degrees"),
            may("precision", Word(words::<PlacePrecision>), "exact without it"),
            may("aliases", Texts, "other names and spellings; one name leads to one place"),
            may("coord_source", Text, "who gave the coordinates"),
            may("note", Text, "a note for readers"),
        ],
    )
};

/// A source.
pub static SOURCE: Shape = Shape::new(
    "source",
    &[
        must("name", Text, "its name as the site writes it"),
        may("outlet", Text, "who publishes it: the name under which it speaks where a claim is its own"),
        must("type", Word(words::<SourceType>), "what it is"),
        may("url", Web, "its address"),
        may("archive", Web, "the address of an archived copy"),
        may("accessed", Date, "when it was last read"),
        may("published", Date, "when it was published"),
        may("lang", Text, "its language, a BCP 47 tag"),
        may("licence", Text, "under which licence it may be used"),
        may("sha256", Text, "hash of the copy that was read"),
        may("rel", Word(reliability), "reliability by the Admiralty code"),
        may("note", Text, "a note for readers"),
    ],
);

/// The letters of the Admiralty code.
#[must_use]
pub fn reliability() -> Vec<(&'static str, &'static str)> {
    vec![
        ("A", "completely reliable"),
        ("B", "usually reliable"),
        ("C", "fairly reliable"),
        ("D", "not usually reliable"),
        ("E", "unreliable"),
        ("F", "cannot be judged"),
    ]
}
