//! From a briefing to the bytes of every page: the plan, then the templates.
#![expect(clippy::unwrap_used, reason = "a bench that cannot lay out its site has nothing to measure")]

#[path = "generator/site.rs"]
mod site;
#[path = "generator/words.rs"]
mod words;

use dateline::briefing::Briefing;
use dateline::config::Config;
use dateline::pipeline::{self, Life, Request, Served};
use dateline::render::Theme;
use dateline::{pages, render};
use divan::{Bencher, black_box};

fn main() {
    divan::main();
}

/// The briefing of a generated site, as the stages before these make it.
fn briefing(articles: usize) -> (Config, Briefing) {
    let dir = tempfile::tempdir().unwrap();
    site::write(dir.path(), articles).unwrap();
    let request = Request {
        root: dir.path().to_owned(),
        now: "2026-01-01T00:00:00Z".parse().unwrap(),
        program: String::new(),
        life: Life::ManyBuilds,
        served: Served::AtItsAddress,
        published: std::collections::BTreeMap::new(),
    };
    let sources = pipeline::read(&request, &|_| ()).unwrap().value;
    pipeline::briefing(&request, &sources, &|_| ()).value
}

#[divan::bench(args = [100, 1_000, 10_000], sample_size = 1, max_time = 5)]
fn plan(bencher: Bencher, articles: usize) {
    let (config, briefing) = briefing(articles);
    bencher.bench_local(|| pages::plan(black_box(&briefing), &config.pages).value.pages.len());
}

#[divan::bench(args = [100, 1_000, 10_000], sample_size = 1, max_time = 5)]
fn templates(bencher: Bencher, articles: usize) {
    let (config, briefing) = briefing(articles);
    let theme = Theme::new(&[], &[]).value;
    let plan = pages::plan(&briefing, &config.pages).value;
    bencher.bench_local(|| render::site(black_box(&plan), &theme));
}
