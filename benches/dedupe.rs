//! Deduplication on texts in memory: the whole stage as a build and as a save in the preview runs it, copies across articles alone (from scratch, and
//! after one change), and records alone. Of a hundred articles four are cut-short copies of an earlier one with another
//! figure.
#![expect(clippy::unwrap_used, reason = "a bench that cannot make its texts has nothing to measure")]

#[expect(dead_code, reason = "the whole build writes its site to the disk")]
#[path = "generator/site.rs"]
mod site;
#[path = "generator/words.rs"]
mod words;

use std::sync::Arc;

use dateline::dedupe;
use dateline::dedupe::incidents::{self, DatePrecision, PlacePrecision, Row, Side, Toll};
use dateline::dedupe::sketch::{Sketch, sketch};
use dateline::dedupe::stories::{Doc, Options, resolve};
use dateline::dedupe::story_index::StoryIndex;
use dateline::diagnostic::SourceFile;
use dateline::diagnostic::source::FileKind;
use dateline::load::{self, SourceTree};
use dateline::model::Corpus;
use divan::{Bencher, black_box};
use words::{Chance, Vocabulary};

const NAMES: &[&str] = &["Gao", "Kidal", "Djibo", "Dori", "Diffa", "Amadou", "Mariam", "Issa"];

fn main() {
    divan::main();
}

struct Text {
    id: String,
    title: String,
    blocks: Vec<String>,
}

fn texts(count: usize) -> Vec<Text> {
    let vocabulary = Vocabulary::new();
    let mut made: Vec<Text> = Vec::with_capacity(count);
    for at in 0..count {
        let mut chance = Chance::new(7, at);
        let title = vocabulary.sentence(&mut chance, 7, NAMES);
        let blocks = if at >= 25 && chance.percent(4) {
            let whole = &made[at - chance.range(1, 25)].blocks;
            let cut = whole.len().div_ceil(2);
            let mut copy = whole[..cut].to_vec();
            copy.push(vocabulary.sentence(&mut chance, 12, NAMES));
            copy
        } else {
            (0..chance.range(3, 13)).map(|_| vocabulary.paragraph(&mut chance, 50, NAMES)).collect()
        };
        made.push(Text { id: format!("a{at:06}"), title, blocks });
    }
    made
}

fn borrowed(texts: &[Text]) -> Vec<Vec<&str>> {
    texts.iter().map(|text| text.blocks.iter().map(String::as_str).collect()).collect()
}

fn docs<'a>(texts: &'a [Text], blocks: &'a [Vec<&'a str>]) -> Vec<Doc<'a>> {
    (0_u64..)
        .zip(texts.iter().zip(blocks))
        .map(|(at, (text, blocks))| Doc {
            id: &text.id,
            stamp: at,
            lang: "en",
            title: &text.title,
            blocks,
            published: Some(i64::try_from(at).unwrap() * 300),
            updated: None,
            same_as: &[],
            not_same_as: &[],
            canonical: false,
        })
        .collect()
}

fn sketches(blocks: &[Vec<&str>]) -> Vec<Arc<Sketch>> {
    blocks.iter().map(|blocks| Arc::new(sketch(blocks))).collect()
}

/// The files of a generated site.
fn files(articles: usize) -> Vec<Arc<SourceFile>> {
    let kind = |path: &str| match path {
        path if path.starts_with("content/articles/") => Some(FileKind::Article),
        path if path.starts_with("content/incidents/") => Some(FileKind::Incidents),
        _ => None,
    };
    let read = |(path, text): (String, String)| Some(Arc::new(SourceFile::text(path.clone(), kind(&path)?, text)));
    site::site(articles).into_iter().filter_map(read).collect()
}

fn loaded(files: Vec<Arc<SourceFile>>, memory: Option<&mut load::Memory>) -> Corpus {
    let options = load::Options {
        lang: "en".to_owned(),
        languages: Vec::new(),
        overrides: load::overrides::OfSite::default(),
        now: "2026-01-01T00:00:00Z".parse().unwrap(),
        let_in: std::collections::BTreeSet::new(),
    };
    load::corpus(&SourceTree { files }, &options, memory).value
}

/// The whole stage as a build runs it: inside each article, across articles, across records (one for ten articles), and
/// the receipts.
#[divan::bench(args = [1_000, 10_000, 100_000], sample_size = 1, max_time = 10)]
fn whole_stage(bencher: Bencher, articles: usize) {
    let corpus = loaded(files(articles), None);
    bencher
        .with_inputs(|| corpus.clone())
        .bench_local_values(|corpus| dedupe::resolve(corpus, &dedupe::Options::default(), None));
}

/// The whole stage again after the text of one article changed, as the preview runs it on a save.
#[divan::bench(args = [1_000, 10_000], sample_size = 1, max_time = 5)]
fn whole_stage_after_a_save(bencher: Bencher, articles: usize) {
    let mut files = files(articles);
    let changed = files.iter().position(|file| file.kind == FileKind::Article).unwrap() + articles / 2;
    let (mut read, mut decided) = (load::Memory::default(), dedupe::Memory::default());
    let options = dedupe::Options::default();
    let mut saves = 0;
    let _ = dedupe::resolve(loaded(files.clone(), Some(&mut read)), &options, Some(&mut decided));
    bencher
        .with_inputs(|| {
            saves += 1;
            let before = &files[changed];
            let text = format!("{}\n\nSave number {saves} adds a line of its own to this article.\n", before.text);
            files[changed] = Arc::new(SourceFile::text(before.path.clone(), before.kind, text));
            loaded(files.clone(), Some(&mut read))
        })
        .bench_local_values(|corpus| dedupe::resolve(corpus, &options, Some(&mut decided)));
}

/// Sketches and decisions, from scratch.
#[divan::bench(args = [1_000, 10_000, 100_000], sample_size = 1, max_time = 10)]
fn across_articles(bencher: Bencher, count: usize) {
    let texts = texts(count);
    let blocks = borrowed(&texts);
    let docs = docs(&texts, &blocks);
    bencher.bench_local(|| resolve(black_box(&docs), &sketches(&blocks), &Options::default()));
}

/// The decisions again after one article changed.
#[divan::bench(args = [1_000, 10_000], sample_size = 1, max_time = 5)]
fn one_article_changed(bencher: Bencher, count: usize) {
    let texts = texts(count);
    let blocks = borrowed(&texts);
    let mut docs = docs(&texts, &blocks);
    let mut sketches = sketches(&blocks);
    let mut index = StoryIndex::new(Options::default());
    index.update(&docs, &sketches);
    let mut stamp = 1 << 40;
    bencher.bench_local(|| {
        stamp += 1;
        let changed = count / 2;
        docs[changed].stamp = stamp;
        sketches[changed] = Arc::new(sketch(&docs[changed].blocks.texts()));
        index.update(black_box(&docs), &sketches)
    });
}

/// Records of two data sets over thirteen years and four hundred places; one in fifty is an umbrella of ten days.
#[divan::bench(args = [1_000, 10_000, 50_000], sample_size = 1, max_time = 10)]
fn across_records(bencher: Bencher, count: usize) {
    let vocabulary = Vocabulary::new();
    let made: Vec<(String, String, Chance)> = (0..count)
        .map(|at| {
            let mut chance = Chance::new(8, at / 2);
            (format!("r{at:06}"), vocabulary.sentence(&mut chance, 24, NAMES), chance)
        })
        .collect();
    let degrees = |chance: &mut Chance| f64::from(u32::try_from(chance.range(0, 2_000)).unwrap()) / 100.0;
    let places: Vec<([String; 1], (f64, f64))> = (0..400)
        .map(|at| {
            let mut chance = Chance::new(9, at);
            let name = format!("{}{}", vocabulary.word(&mut chance), vocabulary.word(&mut chance));
            ([name], (degrees(&mut chance), degrees(&mut chance)))
        })
        .collect();
    let names: Vec<[&str; 1]> = places.iter().map(|(names, _)| [names[0].as_str()]).collect();
    let actors = [("northern-group", Side::Attacker), ("army", Side::Target)];
    let rows: Vec<Row<'_>> = made
        .iter()
        .enumerate()
        .map(|(at, (id, text, chance))| {
            let mut chance = chance.clone();
            let place = chance.range(0, places.len());
            let day = i64::try_from(chance.range(0, 4_700)).unwrap();
            let dead = u64::try_from(chance.range(0, 40)).unwrap();
            let days = if chance.percent(2) { 9 } else { 0 };
            Row {
                id,
                recorder: ["one", "two"][at % 2],
                start: day,
                end: day + days,
                date: DatePrecision::Day,
                point: Some(places[place].1),
                precision: PlacePrecision::Exact,
                place: None,
                names: &names[place],
                actors: &actors,
                text,
                toll: Some(Toll { low: dead, best: dead, high: dead }),
                external: &[],
                same_as: &[],
                not_same_as: &[],
            }
        })
        .collect();
    bencher.bench_local(|| incidents::link(black_box(&rows), &incidents::Options::default()));
}
