//! From files on the disk to a corpus: the walk and the loader, without what comes after.
#![expect(clippy::unwrap_used, reason = "a bench that cannot lay out its site has nothing to measure")]

#[path = "generator/site.rs"]
mod site;
#[path = "generator/words.rs"]
mod words;

use dateline::load;
use divan::{Bencher, black_box};

fn main() {
    divan::main();
}

#[divan::bench(args = [100, 1_000, 10_000], sample_size = 1, max_time = 5)]
fn walk(bencher: Bencher, articles: usize) {
    let dir = tempfile::tempdir().unwrap();
    site::write(dir.path(), articles).unwrap();
    bencher.bench_local(|| load::walk(black_box(dir.path())).unwrap());
}

#[divan::bench(args = [100, 1_000, 10_000], sample_size = 1, max_time = 5)]
fn corpus(bencher: Bencher, articles: usize) {
    let dir = tempfile::tempdir().unwrap();
    site::write(dir.path(), articles).unwrap();
    let tree = load::walk(dir.path()).unwrap().value;
    let options = load::Options {
        lang: "en".into(),
        languages: Vec::new(),
        overrides: load::overrides::OfSite::default(),
        now: "2026-01-01T00:00:00Z".parse().unwrap(),
        let_in: std::collections::BTreeSet::new(),
    };
    bencher.bench_local(|| load::corpus(black_box(&tree), &options, None));
}
