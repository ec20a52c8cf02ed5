//! JSON Schemas (draft 2020-12) of the format, for editors: completion and faults while one types.
//!
//! Made from the same shapes the loader reads by. What only reading everything can tell (whether an incident exists,
//! whether a range is in order) is left to `dateline check`.

use std::collections::{BTreeMap, BTreeSet};

use serde_json::{Map, Value, json};

use crate::format::{Key, Kind, Need, Shape, Takes, articles, incidents, registers};
use crate::model::{Corpus, CountryCode, id};

/// The files that have a schema.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum File {
    /// Front matter of `content/articles/**/*.md`.
    Article,
    /// Front matter of `content/pages/*.md`.
    Page,
    /// `content/incidents/**/*.yaml`.
    Incident,
    /// `content/registers/actors.yaml`.
    Actors,
    /// `content/registers/places.yaml`.
    Places,
    /// `content/registers/sources.yaml`.
    Sources,
    /// `site.yaml`.
    Site,
}

impl File {
    /// Every file.
    pub const ALL: [Self; 7] =
        [Self::Article, Self::Page, Self::Incident, Self::Actors, Self::Places, Self::Sources, Self::Site];

    /// The schema's name: `incident` for `incident.json`.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Article => "article",
            Self::Page => "page",
            Self::Incident => "incident",
            Self::Actors => "actors",
            Self::Places => "places",
            Self::Sources => "sources",
            Self::Site => "site",
        }
    }
}

/// A setting of `site.yaml`: its dotted name, what it takes in words, and what it does.
#[derive(Debug, Clone, Copy)]
pub struct Setting {
    /// The key, dotted where it is nested.
    pub name: &'static str,
    /// What it takes: `text`, `true or false`, or words such as `merge, propose or off`.
    pub takes: &'static str,
    /// What it does.
    pub about: &'static str,
}

/// The ids of a site's registers, for completion; empty where any id will do.
#[derive(Debug, Clone, Default)]
pub struct Ids(BTreeMap<Kind, BTreeSet<String>>);

impl Ids {
    /// The ids of a corpus's registers. Incidents and articles may be drafts, which are not in it: any id will do.
    #[must_use]
    pub fn of(corpus: &Corpus) -> Self {
        let actors: BTreeSet<String> = corpus.actors.keys().map(ToString::to_string).collect();
        let places = corpus.places.keys().map(ToString::to_string).collect();
        let sources: BTreeSet<String> = corpus.sources.keys().map(ToString::to_string).collect();
        // With one of the two registers unread, any speaker will do.
        let both = !actors.is_empty() && !sources.is_empty();
        let speakers = if both { actors.union(&sources).cloned().collect() } else { BTreeSet::new() };
        Self(BTreeMap::from([
            (Kind::Actor, actors),
            (Kind::Place, places),
            (Kind::Source, sources),
            (Kind::Speaker, speakers),
        ]))
    }
}

/// The schema of a file.
#[must_use]
pub fn of(file: File, settings: &[Setting], ids: &Ids) -> Value {
    let mut writer = Writer { ids, definitions: BTreeMap::new() };
    let mut root = match file {
        File::Article => writer.shape(&articles::ARTICLE),
        File::Page => writer.shape(&articles::PAGE),
        File::Incident => writer.records(),
        File::Actors => writer.register(&registers::ACTOR),
        File::Places => writer.register(&registers::PLACE),
        File::Sources => writer.register(&registers::SOURCE),
        File::Site => nested(settings),
    };
    root.insert("$schema".into(), json!("https://json-schema.org/draft/2020-12/schema"));
    root.insert("title".into(), json!(format!("dateline: {}", file.name())));
    if !writer.definitions.is_empty() {
        root.insert("$defs".into(), json!(writer.definitions));
    }
    Value::Object(root)
}

struct Writer<'a> {
    ids: &'a Ids,
    definitions: BTreeMap<String, Value>,
}

impl Writer<'_> {
    /// A file of records: one, a list, or nothing yet. What is said of objects and of lists stands side by side, so
    /// that an editor tells the fault itself and not that "no alternative matches".
    fn records(&mut self) -> Map<String, Value> {
        let mut root = self.shape(&incidents::INCIDENT);
        root.insert("type".into(), json!(["object", "array", "null"]));
        let one = self.reference(&incidents::INCIDENT);
        root.insert("items".into(), one);
        root
    }

    /// A register: ids, each with its entry.
    fn register(&mut self, entry: &'static Shape) -> Map<String, Value> {
        let one = self.reference(entry);
        object(json!({
            "type": ["object", "null"],
            "propertyNames": {"pattern": SLUG, "maxLength": id::MAX_SLUG},
            "additionalProperties": one,
        }))
    }

    fn reference(&mut self, shape: &'static Shape) -> Value {
        if !self.definitions.contains_key(shape.name) {
            self.definitions.insert(shape.name.to_owned(), Value::Null);
            let written = self.shape(shape);
            self.definitions.insert(shape.name.to_owned(), Value::Object(written));
        }
        json!({"$ref": format!("#/$defs/{}", shape.name.replace(' ', "%20"))})
    }

    fn shape(&mut self, shape: &'static Shape) -> Map<String, Value> {
        let properties: Map<String, Value> =
            shape.keys.iter().map(|key| (key.name.to_owned(), self.key(key))).collect();
        let required: Vec<&str> = shape.keys.iter().filter(|key| key.need != Need::May).map(|key| key.name).collect();
        let mut written = object(json!({
            "type": "object", "properties": properties, "required": required, "additionalProperties": false,
        }));
        if !shape.together.is_empty() {
            let pairs: BTreeMap<&str, [&str; 1]> = shape.together.iter().map(|(key, other)| (*key, [*other])).collect();
            written.insert("dependentRequired".into(), json!(pairs));
        }
        if !shape.instead.is_empty() {
            let ruled_out = |others: &[&'static str]| -> BTreeMap<&str, bool> {
                others.iter().map(|other| (*other, false)).collect()
            };
            let rules: BTreeMap<&str, Value> =
                shape.instead.iter().map(|(key, others)| (*key, json!({"properties": ruled_out(others)}))).collect();
            written.insert("dependentSchemas".into(), json!(rules));
        }
        if !shape.ways.is_empty() {
            let ways: Vec<Value> = shape.ways.iter().map(|keys| json!({"required": keys})).collect();
            written.insert("anyOf".into(), json!(ways));
        }
        written
    }

    fn key(&mut self, key: &'static Key) -> Value {
        let mut written = self.takes(key.takes);
        let text = written.get("type") == Some(&json!("string"));
        if key.need == Need::May {
            or_null(&mut written);
        } else if text && !written.contains_key("enum") && !written.contains_key("pattern") {
            written.insert("pattern".into(), json!("\\S"));
        }
        written.insert("description".into(), json!(key.about));
        Value::Object(written)
    }

    fn takes(&mut self, takes: Takes) -> Map<String, Value> {
        let list = |items: Value| json!({"type": "array", "items": items});
        let one_or_list = |items: &Value| json!({"type": ["string", "array"], "items": items});
        object(match takes {
            Takes::Text | Takes::Time => json!({"type": "string"}),
            Takes::Short(limit) => json!({"type": "string", "maxLength": limit}),
            Takes::TextOrNumber => json!({"type": ["string", "number"]}),
            Takes::IncidentId => json!({"type": "string", "pattern": INCIDENT_ID, "maxLength": id::MAX_ID}),
            Takes::Slug => json!({"type": "string", "pattern": SLUG, "maxLength": id::MAX_SLUG}),
            Takes::Word(words) => {
                let (words, labels): (Vec<_>, Vec<_>) = words().into_iter().unzip();
                json!({"type": "string", "enum": words, "enumDescriptions": labels, "markdownEnumDescriptions": labels})
            }
            Takes::Country => json!({"type": "string", "enum": countries()}),
            Takes::Countries => {
                let names = countries();
                json!({"type": ["string", "array"], "items": {"type": "string", "enum": names}})
            }
            Takes::Web => json!({"type": "string", "pattern": "^https?://"}),
            Takes::Date => json!({"type": ["string", "integer"], "pattern": DATE}),
            Takes::Moment => json!({"type": ["string", "integer"], "pattern": MOMENT}),
            Takes::Whole(least, most) => {
                let mut whole = object(json!({"type": "integer", "minimum": least}));
                whole.extend(most.map(|most| ("maximum".to_owned(), json!(most))));
                Value::Object(whole)
            }
            Takes::Degrees(limit) => json!({"type": "number", "minimum": -limit, "maximum": limit}),
            Takes::Flag => json!({"type": "boolean"}),
            Takes::Id(kind) => self.id(kind),
            Takes::Ids(kind) => list(self.id(kind)),
            // A text alone is an id, too; the pattern of ids holds for texts, and lists look to their items.
            Takes::IdOrIds(kind) => {
                let one = self.id(kind);
                let mut both = object(one_or_list(&one));
                if let Some(ids) = one.get("enum") {
                    both.remove("items");
                    both.insert("if".into(), json!({"type": "string"}));
                    both.insert("then".into(), json!({"enum": ids}));
                    both.insert("else".into(), json!({"items": one}));
                }
                Value::Object(both)
            }
            Takes::Texts => list(json!({"type": ["string", "number"], "pattern": "\\S"})),
            Takes::TextOrTexts => one_or_list(&json!({"type": ["string", "number"], "pattern": "\\S"})),
            Takes::Map(shape) => self.reference(shape),
            Takes::Maps(shape) => list(self.reference(shape)),
            Takes::MapOrDate(shape) => self.or(shape, &json!({"type": ["string", "integer"], "pattern": DATE})),
            Takes::MapOrText(shape) => self.or(shape, &json!({"type": ["string", "number"]})),
            Takes::MapOrId(shape, kind) => {
                let id = self.id(kind);
                self.or(shape, &id)
            }
            Takes::TextByLanguage => json!({"type": "object", "additionalProperties": {"type": "string"}}),
            Takes::ClaimByWord(words) => {
                let names: Vec<&str> = words().into_iter().map(|(word, _)| word).collect();
                json!({
                    "type": "object", "propertyNames": {"enum": names}, "additionalProperties": {"type": "string"},
                })
            }
            Takes::Rows => {
                let row = json!({"type": ["string", "number"]});
                let rows = json!({"type": ["string", "number", "array"], "items": row});
                json!({"type": "object", "additionalProperties": rows})
            }
        })
    }

    /// A mapping where one is written, else what stands for it.
    fn or(&mut self, shape: &'static Shape, instead: &Value) -> Value {
        json!({"if": {"type": "object"}, "then": self.reference(shape), "else": instead})
    }

    fn id(&self, kind: Kind) -> Value {
        match self.ids.0.get(&kind).filter(|ids| !ids.is_empty()) {
            Some(ids) => json!({"type": "string", "enum": ids}),
            None => json!({"type": "string"}),
        }
    }
}

/// Lower-case words and digits joined by single hyphens.
const SLUG: &str = "^[a-z0-9]+(-[a-z0-9]+)*$";
/// A date to the year, month or day, and words.
const INCIDENT_ID: &str = "^[0-9]{4}(-[0-9]{2}){0,2}(-[a-z0-9]+)+$";
/// A date of full or reduced precision.
const DATE: &str = "^\\s*[0-9]{4}(-(0[1-9]|1[0-2])(-(0[1-9]|[12][0-9]|3[01]))?)?\\s*$";
/// A date or a timestamp.
const MOMENT: &str = "^\\s*[0-9]{4}-(0[1-9]|1[0-2])-(0[1-9]|[12][0-9]|3[01])([Tt ].+)?$";

/// Codes first, then English names.
fn countries() -> Vec<&'static str> {
    CountryCode::all().map(|(code, _)| *code).chain(CountryCode::all().map(|(_, name)| *name)).collect()
}

/// A key that may be left out may also be written without a value.
fn or_null(written: &mut Map<String, Value>) {
    if let Some(Value::Array(words)) = written.get_mut("enum") {
        words.push(Value::Null);
    }
    match written.get_mut("type") {
        Some(Value::Array(types)) => types.push(json!("null")),
        Some(one) => *one = json!([one, "null"]),
        None => {
            let inner = Value::Object(std::mem::take(written));
            written.insert("anyOf".into(), json!([inner, {"type": "null"}]));
        }
    }
}

/// Dotted settings as nested objects.
fn nested(settings: &[Setting]) -> Map<String, Value> {
    let mut groups: BTreeMap<&str, Vec<Setting>> = BTreeMap::new();
    let mut properties = Map::new();
    for setting in settings {
        match setting.name.split_once('.') {
            Some((group, rest)) => groups.entry(group).or_default().push(Setting { name: rest, ..*setting }),
            None => {
                properties.insert(setting.name.to_owned(), taken(setting));
            }
        }
    }
    for (group, inner) in groups {
        let mut written = nested(&inner);
        or_null(&mut written);
        properties.insert(group.to_owned(), Value::Object(written));
    }
    object(json!({"type": "object", "properties": properties, "additionalProperties": false}))
}

/// What a setting takes, from the words of the reference.
fn taken(setting: &Setting) -> Value {
    let words: Vec<&str> = setting.takes.split(", ").flat_map(|part| part.split(" or ")).map(str::trim).collect();
    let one_word = |word: &&str| !word.is_empty() && word.bytes().all(|b| b.is_ascii_lowercase() || b == b'-');
    let mut written = object(match setting.takes {
        "true or false" => json!({"type": "boolean"}),
        "text" | "BCP 47 tag" | "IANA zone" | "https address" | "address or text" => json!({"type": "string"}),
        _ if words.len() > 1 && words.iter().all(one_word) => json!({"type": "string", "enum": words}),
        _ => return json!({"description": setting.about}),
    });
    or_null(&mut written);
    written.insert("description".into(), json!(setting.about));
    Value::Object(written)
}

fn object(value: Value) -> Map<String, Value> {
    match value {
        Value::Object(map) => map,
        _ => Map::new(),
    }
}
