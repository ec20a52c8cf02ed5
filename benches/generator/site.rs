//! A whole site of any size: articles as desks receive them, incident records, registers.
//!
//! The same number of articles gives the same bytes. Of a hundred articles four are another outlet's copy of an
//! earlier one, cut short and with a newer toll; two have their last paragraphs pasted twice; three begin with
//! their own headline. For every ten articles there is an incident record.

use std::fmt::Write as _;
use std::io;
use std::path::Path;

use crate::words::{Chance, Vocabulary};

/// Name, country, latitude, longitude.
const PLACES: &[(&str, &str, &str, &str)] = &[
    ("Gao", "MLI", "16.27", "-0.04"),
    ("Kidal", "MLI", "18.44", "1.41"),
    ("Mopti", "MLI", "14.49", "-4.19"),
    ("Bandiagara", "MLI", "14.35", "-3.61"),
    ("Douentza", "MLI", "15.00", "-2.95"),
    ("Ansongo", "MLI", "15.66", "0.50"),
    ("Diabaly", "MLI", "14.68", "-6.02"),
    ("Nampala", "MLI", "15.28", "-5.55"),
    ("Djibo", "BFA", "14.10", "-1.63"),
    ("Dori", "BFA", "14.03", "-0.03"),
    ("Kaya", "BFA", "13.09", "-1.08"),
    ("Arbinda", "BFA", "14.23", "-0.86"),
    ("Barsalogho", "BFA", "13.41", "-1.06"),
    ("Titao", "BFA", "13.77", "-2.07"),
    ("Solenzo", "BFA", "12.18", "-4.08"),
    ("Diffa", "NER", "13.32", "12.61"),
    ("Inates", "NER", "15.23", "1.38"),
    ("Abala", "NER", "14.93", "3.43"),
    ("Torodi", "NER", "13.11", "1.80"),
    ("Banibangou", "NER", "15.04", "2.70"),
    ("Bosso", "NER", "13.70", "13.31"),
    ("Faya", "TCD", "17.93", "19.10"),
    ("Moussoro", "TCD", "13.64", "16.49"),
    ("Maroua", "CMR", "10.59", "14.32"),
    ("Monguno", "NGA", "12.67", "13.61"),
];
/// Id, name, kind.
const ACTORS: &[(&str, &str, &str)] = &[
    ("northern-group", "Northern Group", "armed_group"),
    ("river-battalion", "River Battalion", "armed_group"),
    ("delta-front", "Delta Front", "armed_group"),
    ("army-mali", "Army of Mali", "state_force"),
    ("army-burkina", "Army of Burkina Faso", "state_force"),
    ("army-niger", "Army of Niger", "state_force"),
    ("wire-one", "First Wire", "reporter"),
    ("wire-two", "Second Wire", "reporter"),
    ("radio", "River Radio", "reporter"),
];
const OUTLETS: &[&str] = &["First Wire", "Second Wire", "River Radio", "Morning Post", "Desert Weekly"];
const TYPES: &[&str] = &["attack_on_forces", "attack_on_civilians", "clash", "explosive", "abduction", "air_strike"];
const SOURCES: usize = 60;
const TAGS: usize = 200;
const FIRST_YEAR: usize = 2012;
const YEARS: usize = 13;

const CONFIG: &str =
    "title: \"Bench\"\nbase_url: \"https://bench.example.org/\"\nlang: en\ntimezone: UTC\ncontact: desk@example.org\n";

/// Every file of a site with so many articles: its path and its text.
pub(crate) fn site(articles: usize) -> Vec<(String, String)> {
    let vocabulary = Vocabulary::new();
    let names: Vec<&str> = PLACES.iter().map(|place| place.0).chain(ACTORS.iter().map(|actor| actor.1)).collect();
    let mut files = vec![
        ("site.yaml".to_owned(), CONFIG.to_owned()),
        ("content/registers/actors.yaml".to_owned(), actors()),
        ("content/registers/places.yaml".to_owned(), places()),
        ("content/registers/sources.yaml".to_owned(), sources()),
    ];
    files.extend(incidents(articles, &vocabulary, &names));
    files.extend((0..articles).map(|index| article(index, articles, &vocabulary, &names)));
    files
}

/// Writes the site into a folder.
pub(crate) fn write(dir: &Path, articles: usize) -> io::Result<()> {
    for (path, text) in site(articles) {
        let path = dir.join(path);
        if let Some(folder) = path.parent() {
            std::fs::create_dir_all(folder)?;
        }
        std::fs::write(path, text)?;
    }
    Ok(())
}

/// The day of the `index`th of `all` things, evenly over the years; months have 28 days here.
fn day(index: usize, all: usize) -> String {
    let days = index * YEARS * 336 / all.max(1);
    format!("{}-{:02}-{:02}", FIRST_YEAR + days / 336, days % 336 / 28 + 1, days % 28 + 1)
}

fn id(name: &str) -> String {
    name.to_lowercase().replace(' ', "-")
}

fn article(index: usize, all: usize, vocabulary: &Vocabulary, names: &[&str]) -> (String, String) {
    let mut chance = Chance::new(3, index);
    let copied = (index > 20 && chance.percent(4)).then(|| index - chance.range(1, 20));
    let (title, mut paragraphs) = text(copied.unwrap_or(index), vocabulary, names);
    if copied.is_some() {
        paragraphs.truncate(paragraphs.len() * 2 / 3);
        paragraphs[0] = format!("At least {} people were killed. {}", chance.range(3, 90), paragraphs[0]);
    }
    if chance.percent(2) {
        paragraphs.extend_from_within(paragraphs.len().saturating_sub(3)..);
    }
    if chance.percent(3) {
        paragraphs.insert(0, title.clone());
    }
    // Another outlet prints its copy on the same day.
    let date = day(copied.unwrap_or(index), all);
    let place = chance.pick(PLACES);
    let tags: Vec<String> = (0..chance.range(2, 5))
        .map(|_| format!("subject-{}", chance.range(0, TAGS) * chance.range(0, 11) / 10))
        .collect();
    let mut head = format!(
        "---\ntitle: \"{title}\"\ndate: \"{date}T06:00:00Z\"\ndateline: {}\nsummary: \"{}\"\n",
        place.0,
        summary(&mut chance, vocabulary, names)
    );
    let _ = writeln!(
        head,
        "countries: [{}]\ntags: [{}]\nsources: [source-{}]",
        place.1,
        deduplicated(tags).join(", "),
        chance.range(0, SOURCES)
    );
    if copied.is_some() {
        let _ = writeln!(head, "outlet: {}", chance.pick(OUTLETS));
    }
    if index.is_multiple_of(4) && all >= 10 {
        let incident = (index / 10).min(all / 10 - 1);
        let _ = writeln!(head, "incidents: [{}]", incident_id(incident, all));
    }
    (
        format!("content/articles/{}/{date}-a{index:06}.md", &date[..4]),
        format!("{head}---\n\n{}\n", paragraphs.join("\n\n")),
    )
}

fn summary(chance: &mut Chance, vocabulary: &Vocabulary, names: &[&str]) -> String {
    let words = chance.range(14, 28);
    vocabulary.sentence(chance, words, names).replace('*', "")
}

fn deduplicated(mut tags: Vec<String>) -> Vec<String> {
    tags.sort();
    tags.dedup();
    tags
}

/// Headline and paragraphs of the `index`th article, 150 to 900 words; another outlet's copy asks for the same.
fn text(index: usize, vocabulary: &Vocabulary, names: &[&str]) -> (String, Vec<String>) {
    let mut chance = Chance::new(4, index);
    let length = chance.range(4, 8);
    let title = vocabulary.sentence(&mut chance, length, names).replace(['*', '.', ','], "");
    let mut paragraphs = Vec::new();
    for at in 0..chance.range(4, 12) {
        let words = chance.range(25, 80);
        let paragraph = vocabulary.paragraph(&mut chance, words, names);
        paragraphs.push(match (at, chance.range(0, 12)) {
            (1.., 0) => format!("## {}", vocabulary.sentence(&mut chance, 4, names).replace(['*', '.', ','], "")),
            (1.., 1) => format!("> {paragraph}"),
            (1.., 2) => (0..4)
                .map(|_| format!("- {}", vocabulary.sentence(&mut chance, 8, names)))
                .collect::<Vec<_>>()
                .join("\n"),
            (1.., 3) => table(&mut chance),
            (1.., 4) => format!("{paragraph} See [the report](https://example.org/reports/{index})."),
            _ => paragraph,
        });
    }
    (title, paragraphs)
}

fn table(chance: &mut Chance) -> String {
    let mut text = "| Place | Speaker | Killed |\n|---|---|---:|".to_owned();
    for _ in 0..chance.range(3, 6) {
        let _ = write!(text, "\n| {} | {} | {} |", chance.pick(PLACES).0, chance.pick(OUTLETS), chance.range(0, 60));
    }
    text
}

fn incident_id(index: usize, all: usize) -> String {
    format!("{}-event-{index:05}", day(index, (all / 10).max(1)))
}

/// The records, a file for each year.
fn incidents(articles: usize, vocabulary: &Vocabulary, names: &[&str]) -> Vec<(String, String)> {
    let mut files: Vec<(String, String)> = Vec::new();
    for index in 0..articles / 10 {
        let mut chance = Chance::new(5, index);
        let id = incident_id(index, articles);
        let path = format!("content/incidents/{}.yaml", &id[..4]);
        if files.last().is_none_or(|file| file.0 != path) {
            files.push((path, String::new()));
        }
        if let Some((_, text)) = files.last_mut() {
            text.push_str(&incident(&id, &mut chance, vocabulary, names));
        }
    }
    files
}

fn incident(id: &str, chance: &mut Chance, vocabulary: &Vocabulary, names: &[&str]) -> String {
    let (place, date) = (self::id(chance.pick(PLACES).0), &id[..10]);
    let (group, army, wire) = (chance.pick(&ACTORS[..3]).0, chance.pick(&ACTORS[3..6]).0, chance.pick(&ACTORS[6..]).0);
    let (low, claimed) = (chance.range(1, 60), chance.range(20, 120));
    let (one, two) = (chance.range(0, SOURCES / 2), chance.range(SOURCES / 2, SOURCES));
    format!(
        "- id: {id}\n  type: {}\n  title: \"{}\"\n  summary: \"{}\"\n  date: {{start: \"{date}\", precision: day}}\n  place: {{ref: {place}, precision: near}}\n  \
         actors:\n    - {{ref: {group}, role: perpetrator}}\n    - {{ref: {army}, role: target}}\n  claims:\n    \
         - {{id: c1, about: killed, who: soldiers, low: {low}, best: {}, by: {wire}, via: [source-{one}], status: reported}}\n    \
         - {{id: c2, about: killed, who: soldiers, value: {claimed}, qualifier: more_than, by: {group}, via: [source-{two}], status: claimed}}\n    \
         - {{id: c3, about: responsibility, by: {group}, via: [source-{two}], status: claimed}}\n  sources: [source-{one}, source-{two}]\n",
        chance.pick(TYPES),
        vocabulary.sentence(chance, 5, names).replace(['*', '.', ','], ""),
        summary(chance, vocabulary, names),
        low + 4,
    )
}

fn actors() -> String {
    let entry = |(id, name, kind): &(&str, &str, &str)| format!("{id}:\n  name: {name}\n  kind: {kind}\n");
    ACTORS.iter().map(entry).collect::<Vec<_>>().concat()
}

fn places() -> String {
    let entry = |(name, country, lat, lon): &(&str, &str, &str, &str)| {
        format!("{}:\n  name: {name}\n  country: {country}\n  lat: {lat}\n  lon: {lon}\n  precision: exact\n", id(name))
    };
    PLACES.iter().map(entry).collect::<Vec<_>>().concat()
}

fn sources() -> String {
    let entry = |n: usize| {
        let name = OUTLETS[n % OUTLETS.len()];
        let read = "accessed: \"2026-01-05\"\n  rel: B";
        format!(
            "source-{n}:\n  name: \"{name} {n}\"\n  type: news\n  url: \"https://example.org/sources/{n}\"\n  {read}\n"
        )
    };
    (0..SOURCES).map(entry).collect::<Vec<_>>().concat()
}
