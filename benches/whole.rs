//! The whole build, deduplication on: from files on the disk to a site in memory, and on to the disk.
#![expect(clippy::unwrap_used, reason = "a bench that cannot lay out its site has nothing to measure")]

#[path = "generator/site.rs"]
mod site;
#[path = "generator/words.rs"]
mod words;

use dateline::checked::Checked;
use dateline::pipeline::{self, Life, Request, Served, Site};
use divan::{Bencher, black_box};

fn main() {
    divan::main();
}

fn request(dir: &tempfile::TempDir, articles: usize) -> Request {
    site::write(dir.path(), articles).unwrap();
    Request {
        root: dir.path().to_owned(),
        now: "2026-01-01T00:00:00Z".parse().unwrap(),
        program: String::new(),
        life: Life::ManyBuilds,
        served: Served::AtItsAddress,
        published: std::collections::BTreeMap::new(),
    }
}

fn built(request: &Request) -> Checked<Option<Site>> {
    let sources = pipeline::read(request, &|_| ()).unwrap();
    pipeline::site(request, sources, &|_| ())
}

#[divan::bench(args = [100, 1_000, 10_000], sample_size = 1, max_time = 10)]
fn in_memory(bencher: Bencher, articles: usize) {
    let dir = tempfile::tempdir().unwrap();
    let request = request(&dir, articles);
    bencher.bench_local(|| built(black_box(&request)).value.unwrap());
}

#[divan::bench(args = [100, 1_000, 10_000], sample_size = 1, max_time = 10)]
fn to_a_new_folder(bencher: Bencher, articles: usize) {
    let dir = tempfile::tempdir().unwrap();
    let request = request(&dir, articles);
    bencher.with_inputs(|| tempfile::tempdir().unwrap()).bench_local_values(|output| {
        let site = built(&request);
        pipeline::write(&site.value.unwrap(), &site.diagnostics, &request, output.path()).unwrap();
        output
    });
}

#[divan::bench(args = [100, 1_000, 10_000], sample_size = 1, max_time = 10)]
fn nothing_changed(bencher: Bencher, articles: usize) {
    let (dir, output) = (tempfile::tempdir().unwrap(), tempfile::tempdir().unwrap());
    let request = request(&dir, articles);
    let site = built(&request);
    pipeline::write(&site.value.unwrap(), &site.diagnostics, &request, output.path()).unwrap();
    bencher.bench_local(|| {
        let sources = pipeline::read(black_box(&request), &|_| ()).unwrap();
        pipeline::unchanged(&request, &sources.value, output.path()).unwrap()
    });
}
