//! `dateline places` and `dateline sources`: what the registers answer, to read and as JSON.

use std::path::Path;
use std::process::ExitCode;

use anyhow::{Context, bail};
use serde_json::json;

use crate::cli::args::{Common, Places};
use crate::cli::ui::{Ui, counted};
use crate::diagnostic::Diagnostics;
use crate::model::fold;
use crate::pipeline;
use crate::registers::places::{self, Answer, By, Found, Hints, Outcome, Town};
use crate::registers::sources::{self, Listed, Use};

/// How many uses of a source the list names; asked for alone, all are named.
const USES: usize = 4;

/// Says where a name leads.
pub(super) fn places(common: &Common, what: &Places, ui: &Ui) -> anyhow::Result<ExitCode> {
    let Places::Resolve { name, at, country } = what;
    let request = super::request(common, Path::new("public"))?;
    let corpus = pipeline::registers(&pipeline::read(&request, &|_| ())?.value);
    let answer = places::resolve(&corpus, name, Hints { at: *at, country: *country });
    ui.data(&if ui.is_json() { format!("{}\n", serde_json::to_string(&answer)?) } else { resolved(&answer) });
    Ok(if answer.outcome == Outcome::Known { ExitCode::SUCCESS } else { ExitCode::from(1) })
}

fn resolved(answer: &Answer) -> String {
    let mut text = match answer.outcome {
        Outcome::Known => String::new(),
        Outcome::SoundsLike => format!("no place has the name `{}`; by its sound it may be\n", answer.name),
        Outcome::Unknown if answer.places.is_empty() => format!("no place has a name like `{}`\n", answer.name),
        Outcome::Unknown => format!("no place has the name `{}`; the nearest are\n", answer.name),
    };
    text.extend(answer.places.iter().map(found));
    text.extend(answer.towns.iter().map(town));
    if let Some(country) = answer.point_in {
        text.push_str(&format!("the point lies in {country}\n"));
    }
    match (answer.outcome, answer.places.first()) {
        (Outcome::SoundsLike, Some(first)) => text.push_str(&format!(
            "if it is the same place, add `{}` to the aliases of `{}`; then the name leads there\n",
            answer.name, first.id
        )),
        (Outcome::Unknown, _) => {
            text.push_str("add it to content/registers/places.yaml, or as an alias of the entry that is meant\n");
        }
        _ => {}
    }
    text
}

/// An entry: what it is, where it lies, and whether that can be.
fn found(found: &Found) -> String {
    let how = match found.by {
        By::Id => "by its id".to_owned(),
        By::Name => "by its name".to_owned(),
        By::Alias => format!("by its alias {}", found.word),
        By::Sound => format!("{} sounds like it ({:.2})", found.word, found.likeness),
        By::Letters => format!("{} is spelt like it ({:.2})", found.word, found.likeness),
        By::Point => "it lies near the point".to_owned(),
    };
    let parts = [found.adm2.as_deref(), found.adm1.as_deref()];
    let within: Vec<&str> = parts.into_iter().flatten().chain(found.countries.iter().copied()).collect();
    let at = match (found.lat, found.lon) {
        (Some(lat), Some(lon)) => format!("{lat}, {lon} ({})", found.precision),
        _ => "no coordinates".to_owned(),
    };
    let mut text =
        format!("  {}  {how}\n    {}\n    {at}", found.id, [&[found.name.as_str()], &within[..]].concat().join(", "));
    if let Some(km) = found.km_outside.filter(|_| found.is_outside) {
        text.push_str(&format!("; {km:.0} km outside {}: correct one of the two", found.countries.join(" and ")));
    }
    if let Some(km) = found.km_from {
        let doubt = if found.is_far { ": another place of that name, or a slip" } else { "" };
        text.push_str(&format!("; {km:.1} km from the point{doubt}"));
    }
    if !found.aliases.is_empty() {
        text.push_str(&format!("\n    also {}", found.aliases.join(", ")));
    }
    text.push('\n');
    text
}

fn town(town: &Town) -> String {
    let from = town.km_from.map(|km| format!("; {km:.1} km from the point")).unwrap_or_default();
    let country = town.country.as_ref().map(|code| format!(", country: {code}")).unwrap_or_default();
    format!(
        "  not in the register, but in the map's data (Natural Earth){from}\n    {{name: {}{country}, lat: {}, lon: {}}}\n",
        town.name, town.lat, town.lon
    )
}

/// Lists the sources.
pub(super) fn sources(common: &Common, wanted: Option<&str>, ui: &Ui) -> anyhow::Result<ExitCode> {
    let request = super::request(common, Path::new("public"))?;
    let progress = |stage| ui.stage(stage);
    let mut said = Diagnostics::new();
    let tree = pipeline::read(&request, &progress)?.into_value(&mut said);
    let corpus = pipeline::everything(&request, &tree).into_value(&mut said);
    ui.finish();
    let mut listed = sources::list(&corpus);
    if let Some(id) = wanted {
        let near = fold::nearest(id, listed.iter().map(|source| source.id.as_str())).map(str::to_owned);
        listed.retain(|source| source.id == id);
        if listed.is_empty() {
            match near {
                Some(near) => bail!("there is no source `{id}`; did you mean `{near}`?"),
                None => bail!("there is no source `{id}`; `dateline sources` lists them"),
            }
        }
    }
    let text = if ui.is_json() {
        serde_json::to_string(&json!({ "sources": listed })).context("the list cannot be written")? + "\n"
    } else {
        let most = if wanted.is_some() { usize::MAX } else { USES };
        let mut text: String = listed.iter().map(|source| source_text(source, most)).collect();
        if wanted.is_none() {
            text.push_str(&summed_up(&listed));
        }
        text
    };
    ui.data(&text);
    if said.has_errors() {
        ui.diagnostics(&said.sorted());
        ui.talk("what is at fault may use sources that the list does not show");
    }
    Ok(super::code(&said))
}

fn source_text(source: &Listed, most: usize) -> String {
    let rel = source.rel.map(|letter| format!(", reliability {letter}")).unwrap_or_default();
    let mut text = format!("{}\n  {} ({}{rel})\n", source.id, source.name, source.kind);
    text.extend(source.url.iter().map(|url| format!("  {url}\n")));
    let have = [("archive", &source.archive), ("accessed", &source.accessed), ("published", &source.published)];
    let have: Vec<String> = have.iter().filter_map(|(key, value)| Some(format!("{key} {}", value.as_ref()?))).collect();
    if !have.is_empty() {
        text.push_str(&format!("  {}\n", have.join(", ")));
    }
    if !source.lacks.is_empty() {
        text.push_str(&format!("  missing: {}\n", source.lacks.join(", ")));
    }
    if source.uses.is_empty() {
        text.push_str("  used nowhere\n");
    }
    text.extend(source.uses.iter().take(most).map(use_text));
    if let Some(more) = source.uses.len().checked_sub(most).filter(|more| *more > 0) {
        text.push_str(&format!("  and {more} more: dateline sources {}\n", source.id));
    }
    text.push('\n');
    text
}

fn use_text(used: &Use) -> String {
    let status = used.status.map(|status| format!(", {status}")).unwrap_or_default();
    format!("  {} {} ({}{status}) {}\n", used.what.name(), used.id, used.of.join(", "), used.path)
}

/// `70 sources: 12 without an archived copy, 5 without a day on which they were read, 3 used nowhere`.
fn summed_up(listed: &[Listed]) -> String {
    let without = |key: &str| listed.iter().filter(|source| source.lacks.contains(&key)).count();
    let unused = listed.iter().filter(|source| source.uses.is_empty()).count();
    format!(
        "{}: {} without an archived copy, {} without the day they were read, {} without the day they were published, {unused} used nowhere\n",
        counted(listed.len(), "source"),
        without("archive"),
        without("accessed"),
        without("published"),
    )
}
