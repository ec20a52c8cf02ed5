//! The settings under `dedupe`: modes, thresholds with their ranges, and the editor's words.
//!
//! Only those thresholds are settings that an editor can have a reason to turn; the engine's others were measured
//! together.

use std::fmt;
use std::ops::RangeInclusive;

use crate::dedupe;
use crate::diagnostic::Code;
use crate::load::fields::Fields;
use crate::load::overrides::{self, OfSite};

/// Fills in how alike is alike, and gives the editor's words on material that must not be touched.
pub(super) fn read(fields: &Fields<'_>, options: &mut dedupe::Options) -> OfSite {
    let Some(map) = fields.map("dedupe") else { return OfSite::default() };
    if let Some(mode) = map.word("inside") {
        options.inside = mode;
    }
    let stories = &mut options.stories;
    if let Some(level) = level(&map, "stories", &mut stories.mode) {
        decimal(&level, "cover", 0.2..=0.95, &mut stories.cover);
        days(&level, "days", 0..=60, &mut stories.days);
        days(&level, "exact_days", 0..=3660, &mut stories.exact_days);
        if stories.exact_days < stories.days {
            level.say(
                Code::Config,
                "exact_days",
                "word-for-word copies would be joined over fewer days than edited ones",
                "",
                &format!("write {} or more", stories.days),
            );
        }
        level.finish();
    }
    let records = &mut options.records;
    if let Some(level) = level(&map, "records", &mut records.mode) {
        decimal(&level, "merge", 2.0..=6.0, &mut records.merge);
        decimal(&level, "propose", 1.5..=6.0, &mut records.propose);
        days(&level, "days", 0..=7, &mut records.days);
        decimal(&level, "kilometres", 1.0..=100.0, &mut records.kilometres);
        if records.propose > records.merge {
            let help = format!("write {} or less", records.merge);
            level.say(Code::Config, "propose", "`propose` is above `merge`, so nothing would be proposed", "", &help);
        }
        level.finish();
    }
    let of_site = map.map("overrides").map(|words| {
        let of_site = overrides::of_site(&words);
        words.finish();
        of_site
    });
    map.finish();
    of_site.unwrap_or_default()
}

/// The mapping of a level, or nothing where its mode stands alone.
fn level<'r>(map: &Fields<'r>, key: &'static str, mode: &mut dedupe::Mode) -> Option<Fields<'r>> {
    let level = map.map_or_text(key)?.ok();
    let word = level.as_ref().map_or_else(|| map.word(key), |level| level.word("mode"));
    if let Some(word) = word {
        *mode = word;
    }
    level
}

fn decimal(fields: &Fields<'_>, key: &'static str, range: RangeInclusive<f64>, into: &mut f64) {
    let Some(value) = fields.decimal(key) else { return };
    if range.contains(&value) {
        *into = value;
    } else {
        out_of_range(fields, key, &value, (range.start(), range.end()));
    }
}

fn days(fields: &Fields<'_>, key: &'static str, range: RangeInclusive<i64>, into: &mut i64) {
    let Some(value) = fields.whole(key) else { return };
    match i64::try_from(value).ok().filter(|value| range.contains(value)) {
        Some(value) => *into = value,
        None => out_of_range(fields, key, &value, (range.start(), range.end())),
    }
}

fn out_of_range(
    fields: &Fields<'_>,
    key: &str,
    value: &dyn fmt::Display,
    (from, to): (&dyn fmt::Display, &dyn fmt::Display),
) {
    let message = format!("`{key}` is {value}; it runs from {from} to {to}");
    fields.say(Code::Config, key, message, "", "write a value in this range, or leave the key out");
}
