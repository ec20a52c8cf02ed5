//! Fields that several formats share: status, countries, coordinates, updates, corrections, earlier paths.

use crate::diagnostic::Code;
use crate::diagnostic::locate::Part;
use crate::load::fields::Fields;
use crate::model::incident::{Correction, Media, Update};
use crate::model::place::Coordinates;
use crate::model::vocabulary::Status;
use crate::model::{CountryCode, fold};

/// `status`, published when it is not there. A status that is not in the list is told and held back like a draft:
/// a slip of the pen must not publish.
pub(super) fn status(fields: &Fields<'_>) -> Status {
    let written = fields.has("status");
    fields.word("status").unwrap_or(if written { Status::Draft } else { Status::Published })
}

/// A country by its three-letter code or its English name.
pub(super) fn country(fields: &Fields<'_>, key: &'static str) -> Option<CountryCode> {
    let text = fields.text(key)?;
    known(fields, key, &text)
}

/// Countries under `countries`, or the one under `country`.
pub(super) fn countries(fields: &Fields<'_>) -> Vec<CountryCode> {
    let both = [("countries", fields.texts("countries")), ("country", fields.texts("country"))];
    both.into_iter()
        .flat_map(|(key, texts)| texts.into_iter().filter_map(|text| known(fields, key, &text)).collect::<Vec<_>>())
        .collect()
}

fn known(fields: &Fields<'_>, key: &str, text: &str) -> Option<CountryCode> {
    let code = CountryCode::parse(text).or_else(|| CountryCode::from_name(text));
    if code.is_none() {
        let upper = text.to_uppercase();
        let named = || fold::nearest(text, CountryCode::all().map(|(_, name)| *name)).and_then(CountryCode::from_name);
        let near = CountryCode::parse(&upper).or_else(named).map(|code| code.as_str().to_owned());
        let help = near.map_or("write an ISO 3166-1 alpha-3 code such as MLI".to_owned(), |near| {
            format!("did you mean `{near}`?")
        });
        fields.say(Code::UnknownCountry, key, format!("`{text}` is not a country code"), "", &help);
    }
    code
}

/// `lat` and `lon`, both or neither.
pub(super) fn coordinates(fields: &Fields<'_>) -> Option<Coordinates> {
    let (lat, lon) = (fields.decimal("lat"), fields.decimal("lon"));
    for (key, value, limit) in [("lat", lat, 90.0), ("lon", lon, 180.0)] {
        if let Some(value) = value.filter(|value| value.abs() > limit) {
            let message = format!("`{key}` is {value}; it runs from -{limit} to {limit}");
            fields.say(
                Code::CoordinateRange,
                key,
                message,
                "",
                "write decimal degrees; a decimal point may be missing or the two may be swapped",
            );
        }
    }
    match (fields.has("lat"), fields.has("lon")) {
        (true, false) => fields.say(Code::HalfCoordinate, "lat", "there is `lat` but no `lon`", "", "add `lon`"),
        (false, true) => fields.say(Code::HalfCoordinate, "lon", "there is `lon` but no `lat`", "", "add `lat`"),
        _ => {}
    }
    Some(Coordinates { lat: lat.filter(|lat| lat.abs() <= 90.0)?, lon: lon.filter(|lon| lon.abs() <= 180.0)? })
}

/// What was added later.
pub(super) fn updates(fields: &Fields<'_>) -> Vec<Update> {
    let updates = fields.maps("updates").into_iter().filter_map(|map| {
        let (at, text) = (map.moment("at"), map.required_text("text"));
        map.finish();
        Some(Update { at: at?, text: text? })
    });
    updates.collect()
}

/// What was wrong.
pub(super) fn corrections(fields: &Fields<'_>) -> Vec<Correction> {
    let corrections = fields.maps("corrections").into_iter().filter_map(|map| {
        let at = map.moment("at");
        let (was, now) = (map.text_or_number("was"), map.text_or_number("now"));
        for (key, value) in [("was", &was), ("now", &now)] {
            if value.is_none() {
                map.say(
                    Code::CorrectionIncomplete,
                    "at",
                    format!("the correction has no `{key}`"),
                    "",
                    "add `was` and `now`",
                );
            }
        }
        let (field, reason) = (map.text("field"), map.text("reason"));
        map.finish();
        Some(Correction { at: at?, field, was: was?, now: now?, reason })
    });
    corrections.collect()
}

/// Pictures and documents.
pub(super) fn media(fields: &Fields<'_>) -> Vec<Media> {
    let media = fields.maps("media").into_iter().filter_map(|map| {
        let file = map.required_text("file");
        let (alt, credit, licence) = (map.text("alt"), map.text("credit"), map.text("licence"));
        for (key, value) in [("alt", &alt), ("credit", &credit)] {
            if value.is_none() {
                let help = format!("add `{key}:`");
                map.say(Code::MediaCredit, "file", format!("the file has no `{key}`"), "", &help);
            }
        }
        map.finish();
        Some(Media { file: file?, alt: alt?, credit: credit?, licence })
    });
    media.collect()
}

/// Earlier paths: names beside the page, or with a leading slash paths from the site's root.
pub(super) fn aliases(fields: &Fields<'_>) -> Vec<String> {
    let aliases = fields.texts("aliases").into_iter().enumerate().filter_map(|(item, alias)| {
        let path = alias.trim_start_matches('/').trim_end_matches('/');
        let parts =
            path.split('/').all(|part| !part.is_empty() && part != "." && part != ".." && !part.ends_with(['.', ' ']));
        let plain = path.chars().all(|c| !c.is_control() && !r#"\:*?"<>|%#"#.contains(c));
        if !parts || !plain || path.len() > 200 {
            let at = fields.origin().place(fields.origin().path.key("aliases").item(item), Part::Value);
            let help = "write a plain path: `old-name` beside this page, or `/2025/old-name` from the root";
            fields.say_at(Code::UnsafePath, at, format!("`{alias}` cannot be a path of the site"), "", help);
            return None;
        }
        Some(if alias.starts_with('/') { format!("/{path}") } else { path.to_owned() })
    });
    aliases.collect()
}
