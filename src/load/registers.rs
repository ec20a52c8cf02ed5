//! The registers of actors, places and sources: mappings of ids to fields, each in one file or in several.

use std::collections::BTreeMap;
use std::sync::Arc;

use crate::checked::Checked;
use crate::diagnostic::locate::Part;
use crate::diagnostic::{Code, Diagnostic, Diagnostics, SourceFile, YamlPath};
use crate::format::Shape;
use crate::format::registers::{ACTOR, PLACE, SOURCE, reliability as letters};
use crate::load::fields::Fields;
use crate::load::reader::Reader;
use crate::load::shared;
use crate::model::vocabulary::{ActorKind, PlacePrecision, SourceType};
use crate::model::{Actor, ActorId, Origin, Place, PlaceId, Source, SourceId, id};

/// Which register a file belongs to: `content/registers/places.yaml` and every file in `content/registers/places/` hold
/// places.
pub(super) fn which(file: &SourceFile) -> &str {
    file.path.split('/').nth(2).unwrap_or_default().trim_end_matches(".yaml")
}

/// Adds a file's entries to a register. An id that stands in two files is told, and the first entry stays.
pub(super) fn join<K: Ord + AsRef<str>, T>(
    all: &mut BTreeMap<K, Arc<T>>,
    more: Checked<BTreeMap<K, Arc<T>>>,
    origin: impl Fn(&T) -> &Origin,
    said: &mut Diagnostics,
) {
    for (id, entry) in more.into_value(said) {
        let Some(first) = all.get(&id) else {
            all.insert(id, entry);
            continue;
        };
        let key = |origin: &Origin| origin.place(origin.path.clone(), Part::Key);
        let (first, again) = (origin(first), origin(&entry));
        let message = format!("two entries of the register have the id `{}`", id.as_ref());
        let diagnostic = Diagnostic::new(Code::DuplicateId, message).at(&again.file, key(again), "again here").at(
            &first.file,
            key(first),
            "first here",
        );
        said.push(diagnostic.help("give one of them another id"));
    }
}

/// The actors' register.
pub(super) fn actors(file: &Arc<SourceFile>) -> Checked<BTreeMap<ActorId, Arc<Actor>>> {
    entries(file, &ACTOR, |id, fields| {
        let actor = Actor {
            id: ActorId::new(id),
            kind: fields.word::<ActorKind>("kind").unwrap_or(ActorKind::Reporter),
            country: shared::country(fields, "country"),
            name_i18n: fields.text_map("name_i18n"),
            acronym: fields.text("acronym"),
            acronym_i18n: fields.text_map("acronym_i18n"),
            aliases: fields.list("aliases"),
            part_of: fields.text("part_of").map(|id| ActorId::new(&id)),
            active: active(fields),
            ucdp: named(fields, "ucdp"),
            acled: named(fields, "acled"),
            note: fields.text("note"),
            origin: fields.origin().clone(),
            name: fields.required_text("name")?,
        };
        Some((actor.id.clone(), Arc::new(actor)))
    })
}

/// The places' register.
pub(super) fn places(file: &Arc<SourceFile>) -> Checked<BTreeMap<PlaceId, Arc<Place>>> {
    entries(file, &PLACE, |id, fields| {
        let place = Place {
            id: PlaceId::new(id),
            name_i18n: fields.text_map("name_i18n"),
            countries: shared::countries(fields),
            adm1: fields.text("adm1"),
            adm2: fields.text("adm2"),
            coordinates: shared::coordinates(fields),
            precision: fields.word("precision").unwrap_or(PlacePrecision::Exact),
            aliases: fields.list("aliases"),
            coord_source: fields.text("coord_source"),
            note: fields.text("note"),
            origin: fields.origin().clone(),
            name: fields.required_text("name")?,
        };
        if place.countries.is_empty()
            && !fields.has("country")
            && !fields.has("countries")
            && place.precision != PlacePrecision::Sea
        {
            fields.missing("country");
        }
        Some((place.id.clone(), Arc::new(place)))
    })
}

/// The sources' register.
pub(super) fn sources(file: &Arc<SourceFile>) -> Checked<BTreeMap<SourceId, Arc<Source>>> {
    entries(file, &SOURCE, |id, fields| {
        let source = Source {
            id: SourceId::new(id),
            kind: fields.word::<SourceType>("type").unwrap_or(SourceType::News),
            outlet: fields.text("outlet"),
            url: web(fields, "url"),
            archive: web(fields, "archive"),
            accessed: fields.date("accessed"),
            published: fields.date("published"),
            lang: fields.text("lang"),
            licence: fields.text("licence"),
            sha256: fields.text("sha256"),
            reliability: reliability(fields),
            note: fields.text("note"),
            origin: fields.origin().clone(),
            name: fields.required_text("name")?,
        };
        Some((source.id.clone(), Arc::new(source)))
    })
}

/// Every entry of a register: `id: {fields}`.
fn entries<K: Ord, T>(
    file: &Arc<SourceFile>,
    shape: &'static Shape,
    make: impl Fn(&str, &Fields<'_>) -> Option<(K, T)>,
) -> Checked<BTreeMap<K, T>> {
    let reader = Reader::new(file, 0..file.text.len());
    let mut all = BTreeMap::new();
    for (document, value) in reader.documents().iter().enumerate() {
        let Some(root) = (!value.is_null()).then(|| reader.fields(document, YamlPath::default(), value)).flatten()
        else {
            continue;
        };
        let Some(map) = value.as_mapping() else { continue };
        for (key, entry) in map {
            let Some(name) = key.as_str() else {
                root.say(
                    Code::BadId,
                    "",
                    "an id of the register is not text",
                    "",
                    "write ids as lower-case words joined by hyphens",
                );
                continue;
            };
            let path = YamlPath::default().key(name);
            if !id::is_slug(name) {
                let place = root.origin().place(path.clone(), Part::Key);
                let help = format!("write lower-case words joined by hyphens, such as `{}`", id::slugify(name));
                root.say_at(Code::BadId, place, format!("`{name}` is not an id"), "", &help);
            }
            if let Some(fields) = reader.fields(document, path, entry).map(|fields| fields.shaped(shape)) {
                if let Some((key, value)) = make(name, &fields)
                    && all.insert(key, value).is_some()
                {
                    let place = fields.origin().place(fields.origin().path.clone(), Part::Key);
                    fields.say_at(
                        Code::DuplicateId,
                        place,
                        format!("two entries of the register have the id `{name}`"),
                        "again here",
                        "give one of them another id",
                    );
                }
                fields.finish();
            }
        }
    }
    Checked::new(all, reader.into_diagnostics())
}

fn active(fields: &Fields<'_>) -> (Option<crate::model::PartialDate>, Option<crate::model::PartialDate>) {
    let Some(map) = fields.map("active") else { return (None, None) };
    let span = (map.date("from"), map.date("to"));
    map.finish();
    span
}

/// A name in a data set: text, or `{name, side_id, note}`.
fn named(fields: &Fields<'_>, key: &'static str) -> Option<String> {
    match fields.map_or_text(key)? {
        Err(text) => Some(text),
        Ok(map) => {
            let name = map.text("name");
            let _ = (map.text_or_number("side_id"), map.text("note"));
            map.finish();
            name
        }
    }
}

fn web(fields: &Fields<'_>, key: &'static str) -> Option<String> {
    let url = fields.text(key)?;
    if url.starts_with("https://") || url.starts_with("http://") {
        return Some(url);
    }
    fields.say(Code::LinkScheme, key, format!("`{url}` is not a web address"), "", "write it with https://");
    None
}

fn reliability(fields: &Fields<'_>) -> Option<char> {
    let text = fields.text("rel")?;
    let letter = text.chars().next().filter(|c| text.len() == 1 && ('A'..='F').contains(c));
    if letter.is_none() {
        let letters: Vec<&str> = letters().into_iter().map(|(letter, _)| letter).collect();
        fields.unknown_value("rel", &text, letters.into_iter());
    }
    letter
}
