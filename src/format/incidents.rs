//! Incident records: their keys, and those of their claims, dates and places.

use crate::format::Kind::{Actor, Claim, Incident, Place, Source, Speaker};
use crate::format::Takes::{
    ClaimByWord, Country, Date, Degrees, Flag, Id, IdOrIds, Ids, IncidentId, Map, MapOrDate, MapOrId, Maps, Moment,
    Rows, Short, Text, TextByLanguage, TextOrNumber, TextOrTexts, Texts, Time, Whole, Word,
};
use crate::format::{Key, Shape, by_rule, may, must, words};
use crate::model::vocabulary::{
    ClaimStatus, DatePrecision, EntryKind, EventType, Measure, PlacePrecision, Qualifier, Role, Status, Who,
};

/// Longest title, in characters.
pub(super) const MAX_TITLE: usize = 120;
/// Longest summary, in characters.
pub(super) const MAX_SUMMARY: usize = 600;

/// A record.
pub static INCIDENT: Shape = Shape::new(
    "incident",
    &[
        must("id", IncidentId, "its date and a few words, such as 2025-06-01-boulikessi; never used again"),
        must("type", Word(words::<EventType>), "what happened"),
        must("title", Short(MAX_TITLE), "what happened, in a line"),
        must("summary", Short(MAX_SUMMARY), "what is known, in your own sentences"),
        must("date", MapOrDate(&DATE), "when it happened, as finely as is known"),
        must("place", MapOrId(&PLACE, Place), "where it happened: a place of the register, or inline"),
        must("actors", Maps(&INVOLVED), "who took part, and as what"),
        may("claims", Maps(&CLAIM), "every figure and statement, with who says it"),
        may("sources", Ids(Source), "where it was read; the sources of claims count as listed"),
        may("headline", ClaimByWord(words::<Measure>), "the claim a card and a total take first, by measure"),
        may("kind", Word(words::<EntryKind>), "incident without it; a milestone never enters a total"),
        may("status", Word(words::<Status>), "published without it; a draft is never built"),
        may("tags", Texts, "subjects"),
        may("related", Ids(Incident), "incidents worth reading beside it"),
        may("part_of", Id(Incident), "the larger incident it belongs to"),
        may("same_as", Ids(Incident), "records of the same incident"),
        may("not_same_as", Ids(Incident), "records that are not the same incident, whatever they look like"),
        may("canonical", Flag, "of its records, this one leads"),
        may("split", Flag, "it is joined to nothing"),
        may("aliases", TextOrTexts, "earlier ids and paths, which lead here"),
        may("external", Rows, "row ids in data sets, such as {ucdp: [305543]}"),
        may("recorded_by", Text, "who made the record, where it was not the desk"),
        may("media", Maps(&MEDIA), "images and documents"),
        may("updates", Maps(&UPDATE), "what was added later"),
        may("corrections", Maps(&CORRECTION), "what was wrong"),
        may("title_i18n", TextByLanguage, "the title in other languages"),
        may("summary_i18n", TextByLanguage, "the summary in other languages"),
        may("note", Text, "a note for readers"),
    ],
);

/// When an incident happened.
pub static DATE: Shape = Shape::new(
    "date",
    &[
        must("start", Date, "the first day, month or year"),
        may("end", Date, "the last, for a range"),
        may("precision", Word(words::<DatePrecision>), "how finely it is known; follows from the date without it"),
        may("time", Time, "local time of day, such as 05:30"),
        may("note", Text, "what the date rests on"),
    ],
);

/// Where an incident happened.
pub static PLACE: Shape = Shape {
    together: &[("lat", "lon"), ("lon", "lat")],
    ways: &[&["ref"], &["lat", "lon", "name"]],
    ..Shape::new(
        "place of an incident",
        &[
            may("ref", Id(Place), "a place of the register"),
            may("name", Text, "the name, where no place of the register is meant"),
            may("lat", Degrees(90.0), "latitude in decimal degrees"),
            may("lon", Degrees(180.0), "longitude in decimal degrees"),
            may("country", Country, "ISO 3166-1 alpha-3 code"),
            may("precision", Word(words::<PlacePrecision>), "how finely the incident is placed"),
        ],
    )
};

/// An actor's part.
pub static INVOLVED: Shape = Shape::new(
    "actor of an incident",
    &[
        must("ref", Id(Actor), "an actor of the register"),
        must("role", Word(words::<Role>), "as what"),
        may("note", Text, "a note for readers"),
    ],
);

/// One figure or statement.
pub static CLAIM: Shape = Shape {
    instead: &[("value", &["low", "best", "high"])],
    ..Shape::new(
        "claim",
        &[
            must("id", Text, "once in its record, such as c1"),
            must("about", Word(words::<Measure>), "what it counts or states"),
            may("who", Word(words::<Who>), "whom it counts"),
            may("value", Whole(0, None), "one figure; not beside low, best and high"),
            may("low", Whole(0, None), "the least"),
            may("best", Whole(0, None), "the best estimate"),
            may("high", Whole(0, None), "the most"),
            may("qualifier", Word(words::<Qualifier>), "how the figure is meant"),
            by_rule("by", Id(Speaker), "the actor or source who says it"),
            by_rule("via", IdOrIds(Source), "where it was read"),
            must("status", Word(words::<ClaimStatus>), "how firm it is"),
            may("said_on", Date, "when it was said"),
            may("superseded_by", Id(Claim), "the claim of this record that replaced it"),
            may("credibility", Whole(1, Some(6)), "Admiralty code, 1 (confirmed) to 6 (cannot be judged)"),
            may("dyad", Text, "which pair of sides a row of a data set counts"),
            may("row", TextOrNumber, "the row of the data set it was read in"),
            may("note", Text, "a note for readers"),
            may("note_i18n", TextByLanguage, "the note in other languages"),
        ],
    )
};

/// An image or document.
pub static MEDIA: Shape = Shape::new(
    "media",
    &[
        must("file", Text, "the file under static/"),
        by_rule("alt", Text, "what it shows, for those who cannot see it"),
        by_rule("credit", Text, "who made it"),
        may("licence", Text, "under which licence it may be used"),
    ],
);

/// Something added later.
pub static UPDATE: Shape =
    Shape::new("update", &[must("at", Moment, "when"), must("text", Text, "what was added, as readers will see it")]);

/// Something that was wrong.
pub static CORRECTION: Shape = Shape::new(
    "correction",
    &[
        must("at", Moment, "when it was put right"),
        may("field", Text, "which part, such as claims.c1 or body"),
        by_rule("was", TextOrNumber, "what stood there"),
        by_rule("now", TextOrNumber, "what stands there now"),
        may("reason", Text, "why"),
    ],
);

/// Since when and until when an actor exists.
pub static ACTIVE: Shape = Shape::new("active", &[may("from", Date, "since when"), may("to", Date, "until when")]);

/// The name an actor has in a data set.
pub static NAMED: Shape = Shape::new(
    "name in a data set",
    &[
        may("name", Text, "as the data set writes it"),
        may("side_id", TextOrNumber, "its number there"),
        may("note", Text, "a note"),
    ],
);

/// Keys whose mapping is named elsewhere.
pub(super) const fn active() -> Key {
    may("active", Map(&ACTIVE), "since when and until when it exists")
}
