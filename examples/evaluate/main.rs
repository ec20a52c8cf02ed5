//! Measures the dedupe engine on labelled data.
//!
//! ```text
//! cargo run --release --example evaluate -- articles FILE...        copies across articles
//! cargo run --release --example evaluate -- records FILE... [--actors REGISTER]
//! cargo run --release --example evaluate -- names SAME DIFFERENT     spellings of places
//! cargo run --release --example evaluate -- stage SITE               what the whole stage costs on a site
//! ```
//!
//! Files are JSON Lines, or YAML lists where they end in `.yaml`; `docs/dedupe.md` has their fields. `--format json`
//! prints for programs, `--wrong` names every pair missed and every pair put together by mistake.

mod articles;
mod metrics;
mod names;
mod records;
mod report;
mod usage;

use std::collections::BTreeMap;
use std::fs;
use std::io::Write;
use std::path::{Path, PathBuf};

use anyhow::{Context, bail};
use dateline::dedupe::{self, incidents, stories};
use dateline::load;
use dateline::model::story::Standing;
use jiff::Timestamp;
use serde::de::DeserializeOwned;

use crate::articles::Article;
use crate::metrics::Item;
use crate::records::{Record, Register};
use crate::report::{Report, Score};

/// What was asked for.
#[derive(Debug, Default)]
struct Request {
    words: Vec<String>,
    actors: Option<PathBuf>,
    json: bool,
    wrong: bool,
}

fn main() -> anyhow::Result<()> {
    let request = request(std::env::args().skip(1))?;
    let files: Vec<&Path> = request.words.iter().skip(1).map(Path::new).collect();
    let mut out = std::io::stdout().lock();
    let (report, wrong) = match (request.words.first().map(String::as_str), &*files) {
        (Some("articles"), [_, ..]) => of_articles(&files)?,
        (Some("records"), [_, ..]) => of_records(&files, request.actors.as_deref())?,
        (Some("names"), [same, different]) => (of_names(same, different)?, Vec::new()),
        (Some("stage"), [site]) => (of_stage(site)?, Vec::new()),
        _ => bail!("say `articles FILE...`, `records FILE...`, `names SAME DIFFERENT` or `stage SITE`"),
    };
    if request.wrong {
        for line in wrong {
            writeln!(out, "{line}")?;
        }
    }
    if request.json {
        writeln!(out, "{:#}", report.json())?;
    } else {
        write!(out, "{}", report.text())?;
    }
    Ok(())
}

fn request(words: impl Iterator<Item = String>) -> anyhow::Result<Request> {
    let mut request = Request::default();
    let mut words = words;
    while let Some(word) = words.next() {
        match word.as_str() {
            "--wrong" => request.wrong = true,
            "--actors" => request.actors = Some(words.next().context("--actors needs a file")?.into()),
            "--format" => match words.next().as_deref() {
                Some("json") => request.json = true,
                Some("text") => request.json = false,
                _ => bail!("--format is `text` or `json`"),
            },
            _ if word.starts_with("--") => bail!("there is no `{word}`"),
            _ => request.words.push(word),
        }
    }
    Ok(request)
}

/// All entries of some files.
fn read<T: DeserializeOwned>(files: &[&Path]) -> anyhow::Result<Vec<T>> {
    let mut all = Vec::new();
    for file in files {
        let text = fs::read_to_string(file).with_context(|| format!("cannot read {}", file.display()))?;
        if file.extension().is_some_and(|ending| ending == "yaml") {
            all.extend(
                serde_yaml::from_str::<Vec<T>>(&text).with_context(|| format!("cannot read {}", file.display()))?,
            );
            continue;
        }
        for (at, line) in text.lines().enumerate().filter(|(_, line)| !line.trim().is_empty()) {
            let entry = serde_json::from_str(line);
            all.push(entry.with_context(|| format!("cannot read line {} of {}", at + 1, file.display()))?);
        }
    }
    Ok(all)
}

fn of_articles(files: &[&Path]) -> anyhow::Result<(Report, Vec<String>)> {
    let all: Vec<Article> = read(files)?;
    let (before, start) = (usage::peak_mib(), usage::cpu_seconds());
    let answer = articles::resolve(&all, &stories::Options::default())?;
    let cpu_seconds = usage::cpu_seconds() - start;
    let items = answer.items(&all);
    let ids: Vec<&str> = all.iter().map(|article| article.id.as_str()).collect();
    let found = &answer.stories;
    let report = Report {
        of: "articles",
        counts: counts(&[
            ("articles", all.len()),
            ("stories of two or more", found.stories.len()),
            ("contained in another", found.contains.len()),
            ("proposals", found.proposals.len()),
            ("kept apart", found.apart.len()),
        ]),
        scores: vec![Score::of("stories", &items, Some(&answer.links))],
        cpu_seconds,
        peak_mib: [before, usage::peak_mib()],
    };
    Ok((report, wrong(&ids, &items, |one, other| answer.verdict(one, other))))
}

fn of_records(files: &[&Path], actors: Option<&Path>) -> anyhow::Result<(Report, Vec<String>)> {
    let all: Vec<Record> = read(files)?;
    let register: Register = match actors {
        Some(file) => serde_yaml::from_str(&fs::read_to_string(file)?)?,
        None => Register::new(),
    };
    let (before, start) = (usage::peak_mib(), usage::cpu_seconds());
    let answer = records::resolve(&all, &register, &incidents::Options::default())?;
    let cpu_seconds = usage::cpu_seconds() - start;
    let items = records::items(&all, &answer.linked);
    let ids: Vec<&str> = all.iter().map(|record| record.id.as_str()).collect();
    let found = &answer.incidents;
    let report = Report {
        of: "records",
        counts: counts(&[
            ("records", all.len()),
            ("linked groups", found.groups.len()),
            ("probably the same", found.proposals.len()),
            ("umbrellas", found.umbrellas.len()),
            ("kept apart", found.apart.len()),
        ]),
        scores: vec![
            Score::of("linked by themselves", &items, None),
            Score::of("with all proposals confirmed", &records::items(&all, &answer.confirmed), None),
        ],
        cpu_seconds,
        peak_mib: [before, usage::peak_mib()],
    };
    Ok((report, wrong(&ids, &items, |one, other| answer.verdict(one, other))))
}

fn of_names(same: &Path, different: &Path) -> anyhow::Result<Report> {
    let (same, different) = (fs::read_to_string(same)?, fs::read_to_string(different)?);
    let (same, different) = (names::read(&same)?, names::read(&different)?);
    let start = usage::cpu_seconds();
    let pairs = names::pairs(&same, &different);
    Ok(Report {
        of: "names",
        counts: counts(&[("pairs of one place", same.len()), ("pairs of two places", different.len())]),
        scores: vec![Score {
            name: "spellings",
            links: None,
            pairs,
            adjusted_rand: None,
            recall_by_kind: BTreeMap::new(),
            false_pairs_by_kind: BTreeMap::new(),
        }],
        cpu_seconds: usage::cpu_seconds() - start,
        peak_mib: [None, usage::peak_mib()],
    })
}

/// The whole stage, as a build runs it, on the articles and records of a site.
fn of_stage(site: &Path) -> anyhow::Result<Report> {
    let options = load::Options {
        lang: "en".to_owned(),
        languages: Vec::new(),
        overrides: load::overrides::OfSite::default(),
        now: Timestamp::MAX,
        let_in: std::collections::BTreeSet::new(),
    };
    let corpus = load::corpus(&load::walk(site)?.value, &options, None).value;
    let (articles, records) = (corpus.articles.len(), corpus.records.len());
    let (before, start) = (usage::peak_mib(), usage::cpu_seconds());
    let resolved = dedupe::resolve(corpus, &dedupe::Options::default(), None).value;
    let cpu_seconds = usage::cpu_seconds() - start;
    let done = resolved.receipts.iter().filter(|receipt| receipt.standing == Standing::Done).count();
    Ok(Report {
        of: "the whole stage",
        counts: counts(&[
            ("articles", articles),
            ("records", records),
            ("stories", resolved.stories.len()),
            ("incidents", resolved.incidents.len()),
            ("things done", done),
            ("things proposed", resolved.receipts.len() - done),
        ]),
        scores: Vec::new(),
        cpu_seconds,
        peak_mib: [before, usage::peak_mib()],
    })
}

fn counts(counts: &[(&'static str, usize)]) -> BTreeMap<&'static str, u64> {
    counts.iter().map(|(what, many)| (*what, *many as u64)).collect()
}

/// Every pair that was missed or put together by mistake, with what was decided about the two alone.
fn wrong(ids: &[&str], items: &[Item<'_>], verdict: impl Fn(&str, &str) -> Option<String>) -> Vec<String> {
    let mut groups: BTreeMap<(&str, usize), Vec<usize>> = BTreeMap::new();
    for (at, item) in items.iter().enumerate() {
        groups.entry((item.truth, usize::MAX)).or_default().push(at);
        groups.entry(("", item.found)).or_default().push(at);
    }
    let mut lines = Vec::new();
    for ((truth, _), members) in groups {
        for (n, &one) in members.iter().enumerate() {
            for &other in &members[n + 1..] {
                let (a, b) = (items[one], items[other]);
                let what = match (truth.is_empty(), a.truth == b.truth, a.found == b.found) {
                    (true, false, true) => "mistaken",
                    (false, true, false) => "missed",
                    _ => continue,
                };
                let said = verdict(ids[one], ids[other]).unwrap_or_else(|| "too little in common".to_owned());
                lines.push(format!("{what}: {} ({}) and {} ({}): {said}", ids[one], a.kind, ids[other], b.kind));
            }
        }
    }
    lines
}
