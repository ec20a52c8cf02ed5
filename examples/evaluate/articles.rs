//! Labelled articles, run through both levels of articles as the program runs them.

use std::collections::BTreeMap;
use std::sync::Arc;

use anyhow::Context;
use dateline::dedupe::blocks::{self, Block, BlockKind, Repeat};
use dateline::dedupe::sketch::{Sketch, sketch};
use dateline::dedupe::stories::{self, Doc, Link, Stories, Verdict, Veto};
use jiff::Timestamp;
use jiff::civil::{Date, Time};
use jiff::fmt::strtime::BrokenDownTime;
use jiff::tz::TimeZone;
use serde::Deserialize;

use crate::metrics::Item;

/// One labelled article: a line of JSON, or an entry of a YAML list.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Article {
    /// Its name, once in the set.
    pub(crate) id: String,
    pub(crate) title: String,
    /// The body; blank lines part its paragraphs.
    pub(crate) text: String,
    /// The story it tells: articles of one cluster are copies of one another.
    pub(crate) cluster: String,
    /// `2031-03-04`, `2031-03-04T05:06:07Z` or `4-MAR-2031 05:06:07.00`.
    pub(crate) date: String,
    /// What was done to it (`orig` for what the others were made from), or what trap it is.
    #[serde(default)]
    pub(crate) kind: String,
    /// BCP 47; articles of different languages are never compared.
    #[serde(default)]
    pub(crate) lang: String,
    /// Who printed it. The engine does not look at it.
    #[serde(default)]
    #[expect(dead_code, reason = "for whoever reads the set")]
    pub(crate) outlet: String,
}

/// What the engine made of a set.
#[derive(Debug)]
pub(crate) struct Answer {
    pub(crate) stories: Stories,
    /// For each article, in the order given, the number of its story.
    pub(crate) story_of: Vec<usize>,
    /// Pairs that were held to be copies, by themselves.
    pub(crate) links: Vec<(usize, usize)>,
}

impl Answer {
    /// What was decided about two articles themselves, in a line; nothing if they have too little in common.
    pub(crate) fn verdict(&self, one: &str, other: &str) -> Option<String> {
        let found = &self.stories;
        let contains = found.contains.iter().map(|contains| &contains.link);
        let mut all = found
            .stories
            .iter()
            .flat_map(|story| &story.links)
            .chain(contains)
            .chain(&found.proposals)
            .chain(&found.apart);
        let link = all.find(|link| link.one == one.min(other) && link.other == one.max(other))?;
        Some(decision(link))
    }

    /// The articles with their labels and the stories they were put into.
    pub(crate) fn items<'a>(&self, articles: &'a [Article]) -> Vec<Item<'a>> {
        let each = articles.iter().zip(&self.story_of);
        each.map(|(article, found)| Item { truth: &article.cluster, found: *found, kind: &article.kind }).collect()
    }
}

/// A decision about two articles and the numbers it rests on.
pub(crate) fn decision(link: &Link) -> String {
    let verdict = match link.verdict {
        Verdict::Same => "same",
        Verdict::Unrelated => "unrelated",
        Verdict::Apart(veto) => match veto {
            Veto::Numbers => "apart: numbers",
            Veto::Names => "apart: names",
            Veto::Container => "apart: container",
            Veto::Date => "apart: date",
            Veto::Override => "apart: override",
            Veto::Crowd => "apart: crowd",
        },
    };
    let found = &link.evidence;
    let days = found.days.map(|days| format!(", days {days}")).unwrap_or_default();
    format!(
        "{verdict} (found {:.2} and {:.2}, likeness {:.2}, headlines {:.2}, openings {}, numbers {} of {} differ, names {} of {} shared, score {:.1}{days})",
        found.cover_one,
        found.cover_other,
        found.fidelity,
        found.title,
        if found.openings { "yes" } else { "no" },
        found.changed,
        found.numbers,
        found.same_names,
        found.names,
        found.score
    )
}

/// Folds what each article says twice, then joins copies.
pub(crate) fn resolve(articles: &[Article], options: &stories::Options) -> anyhow::Result<Answer> {
    let bodies: Vec<Vec<String>> = articles.iter().map(|article| shown(&article.title, &article.text)).collect();
    let blocks: Vec<Vec<&str>> = bodies.iter().map(|body| body.iter().map(String::as_str).collect()).collect();
    let mut docs = Vec::with_capacity(articles.len());
    for ((stamp, article), blocks) in (0_u64..).zip(articles).zip(&blocks) {
        docs.push(Doc {
            id: &article.id,
            stamp,
            lang: &article.lang,
            title: &article.title,
            blocks,
            published: seconds(&article.date).with_context(|| format!("in article `{}`", article.id))?,
            updated: None,
            same_as: &[],
            not_same_as: &[],
            canonical: false,
        });
    }
    let sketches: Vec<Arc<Sketch>> = blocks.iter().map(|blocks| Arc::new(sketch(blocks))).collect();
    let stories = stories::resolve(&docs, &sketches, options);
    Ok(answer(articles, stories))
}

fn answer(articles: &[Article], stories: Stories) -> Answer {
    let at: BTreeMap<&str, usize> = articles.iter().enumerate().map(|(at, article)| (&*article.id, at)).collect();
    let mut story_of: Vec<usize> = (0..articles.len()).collect();
    for (number, story) in (articles.len()..).zip(&stories.stories) {
        for member in &story.members {
            story_of[at[&*member.id]] = number;
        }
    }
    // A pair that the guard refused was held to be copies by itself.
    let refused = stories.apart.iter().filter(|link| link.verdict == Verdict::Apart(Veto::Crowd));
    let links = stories.stories.iter().flat_map(|story| &story.links).chain(refused);
    let links = links.map(|link| (at[&*link.one], at[&*link.other])).collect();
    Answer { stories, story_of, links }
}

/// The paragraphs of a text, without what it says twice.
fn shown(title: &str, text: &str) -> Vec<String> {
    let mut paragraphs = paragraphs(text);
    let given: Vec<Block<'_>> =
        paragraphs.iter().map(|text| Block { kind: BlockKind::Paragraph, text: text.as_str() }).collect();
    let found = blocks::repeats(title, &given, &blocks::Options::default());
    let mut folded = vec![false; paragraphs.len()];
    let mut cuts = Vec::new();
    for repeat in found {
        match repeat {
            Repeat::Headline { block, bytes: None, .. }
            | Repeat::Block { again: block, .. }
            | Repeat::Near { again: block, .. } => folded[block] = true,
            Repeat::Run { again, .. } => folded[again].fill(true),
            Repeat::Headline { block, bytes: Some(bytes), .. } | Repeat::Sentence { again: (block, bytes), .. } => {
                cuts.push((block, bytes));
            }
            Repeat::NearWarning { .. } => {}
        }
    }
    // From the end, so that the places of the others still hold.
    cuts.sort_by_key(|(block, bytes)| (*block, std::cmp::Reverse(bytes.start)));
    for (block, bytes) in cuts {
        paragraphs[block].replace_range(bytes, "");
    }
    paragraphs.into_iter().zip(folded).filter(|(_, folded)| !folded).map(|(text, _)| text).collect()
}

/// Paragraphs are parted by blank lines; a line break within one is kept.
fn paragraphs(text: &str) -> Vec<String> {
    let mut found: Vec<String> = Vec::new();
    let mut open = false;
    for line in text.lines().map(str::trim) {
        match found.last_mut() {
            _ if line.is_empty() => open = false,
            Some(last) if open => {
                last.push('\n');
                last.push_str(line);
            }
            _ => {
                found.push(line.to_owned());
                open = true;
            }
        }
    }
    found
}

/// A date as seconds since 1970, in UTC; nothing if it is empty.
fn seconds(date: &str) -> anyhow::Result<Option<i64>> {
    if date.is_empty() {
        return Ok(None);
    }
    if let Ok(stamp) = date.parse::<Timestamp>() {
        return Ok(Some(stamp.as_second()));
    }
    let civil = date
        .parse::<Date>()
        .map(|day| day.to_datetime(Time::midnight()))
        .or_else(|_| {
            // some of the older collections have slips after the seconds
            BrokenDownTime::parse_prefix("%d-%b-%Y %H:%M:%S", date.trim()).and_then(|(parts, _)| parts.to_datetime())
        })
        .with_context(|| format!("`{date}` is not a date such as 2031-03-04 or 2031-03-04T05:06:07Z"))?;
    Ok(Some(TimeZone::UTC.to_timestamp(civil)?.as_second()))
}
