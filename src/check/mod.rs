//! Advice on what was read: not whether it fits the format, but whether it is likely to be right, and well sourced.
//!
//! Each rule is a function of the finished briefing; the table names them, one file holds a family. It must not know
//! how a page is made, and it changes nothing.

mod claims;
mod dates;
mod figures;
mod names;
mod numbers;
mod options;
mod places;
mod prose;
mod provenance;
mod translations;
mod twins;

use std::collections::{BTreeSet, HashMap, HashSet};
use std::sync::{Arc, OnceLock};

use crate::briefing::Briefing;
use crate::checked::Checked;
use crate::diagnostic::source::are_same;
use crate::diagnostic::{Diagnostics, SourceFile};
use crate::model::{Article, Incident, IncidentId, Story};

pub use figures::{Figures, changed, published};
pub use options::{Options, Weight};

/// What the rules look at: the briefing, and what is made of it once for all of them.
struct Desk<'a> {
    briefing: &'a Briefing,
    names: names::Names<'a>,
    /// The addresses of the register's sources and of their copies, as [`provenance`] compares them.
    addresses: OnceLock<HashSet<&'a str>>,
}

/// A rule, by what it looks at.
enum Rule {
    /// One incident.
    Incident(fn(&Desk<'_>, &Incident, &mut Diagnostics)),
    /// One story of the desk's own.
    Story(fn(&Desk<'_>, &Story, &mut Diagnostics)),
    /// The whole briefing.
    Briefing(fn(&Desk<'_>, &mut Diagnostics)),
}

/// Every rule.
const RULES: &[Rule] = &[
    Rule::Briefing(twins::possible_duplicates),
    Rule::Incident(places::of_incident),
    Rule::Briefing(places::of_register),
    Rule::Incident(provenance::weak_sources),
    Rule::Incident(provenance::only_interested),
    Rule::Briefing(provenance::unkept),
    Rule::Story(provenance::links_out),
    Rule::Incident(prose::of_incident),
    Rule::Story(prose::of_story),
    Rule::Incident(names::of_incident),
    Rule::Story(names::of_story),
    Rule::Incident(dates::of_incident),
    Rule::Story(dates::of_story),
    Rule::Incident(claims::in_conflict),
    Rule::Incident(translations::half_done),
];

/// What the rules said of single stories and incidents the last time.
#[derive(Debug, Default)]
pub struct Memory {
    /// Every file but articles, as it was.
    others: Vec<Arc<SourceFile>>,
    /// What was said of incidents, which are made of those files alone.
    incidents: Option<Diagnostics>,
    /// What was said of each story, by its article's place in memory; the article is held so that no other takes it.
    stories: HashMap<usize, OfStory>,
}

#[derive(Debug)]
struct OfStory {
    #[expect(dead_code, reason = "held so that no other article takes its place in memory")]
    article: Arc<Article>,
    folded: BTreeSet<usize>,
    said: Diagnostics,
    /// Whether the story was there the last time.
    is_there: bool,
}

/// Everything the rules have to say.
#[must_use]
pub fn check(briefing: &Briefing) -> Diagnostics {
    check_again(briefing, &[], &mut Memory::default())
}

/// As [`check`], but asks the rules for one story only of stories that have changed. While every file but articles
/// (`others`) is what it was, a rule for one story gives what it gave: it looks at that story and at those files.
#[must_use]
pub fn check_again(briefing: &Briefing, others: &[Arc<SourceFile>], memory: &mut Memory) -> Diagnostics {
    if !are_same(&memory.others, others) {
        *memory = Memory { others: others.to_vec(), ..Memory::default() };
    }
    let desk = Desk { briefing, names: names::Names::of(&briefing.corpus), addresses: OnceLock::new() };
    let mut said = memory.incidents.get_or_insert_with(|| of_incidents(&desk)).clone();
    let address = |story: &Story| Arc::as_ptr(&story.article) as usize;
    let known = &memory.stories;
    // What is known is the desk's own: to look at every article anew takes longer than all else here.
    let is_own = |story: &&Story| known.contains_key(&address(story)) || story.article.outlet.is_none();
    let own: Vec<&Story> = briefing.stories.iter().filter(is_own).collect();
    let is_known = |story: &Story| known.get(&address(story)).is_some_and(|one| one.folded == story.folded);
    let new: Vec<&Story> = own.iter().copied().filter(|story| !is_known(story)).collect();
    let fresh = Checked::par_map(&new, |story| Checked::clean(of_story(&desk, story))).value;
    for (story, said) in new.into_iter().zip(fresh) {
        let (article, folded) = (Arc::clone(&story.article), story.folded.clone());
        memory.stories.insert(address(story), OfStory { article, folded, said, is_there: false });
    }
    for story in own {
        if let Some(one) = memory.stories.get_mut(&address(story)) {
            one.is_there = true;
            if !one.said.is_empty() {
                said.extend(one.said.clone());
            }
        }
    }
    memory.stories.retain(|_, one| std::mem::take(&mut one.is_there));
    for rule in RULES {
        if let Rule::Briefing(rule) = rule {
            rule(&desk, &mut said);
        }
    }
    said
}

fn of_incidents(desk: &Desk<'_>) -> Diagnostics {
    let each = Checked::par_map(&desk.briefing.incidents, |incident| {
        let mut said = Diagnostics::new();
        for rule in RULES {
            if let Rule::Incident(rule) = rule {
                rule(desk, incident, &mut said);
            }
        }
        Checked::new((), said)
    });
    each.diagnostics
}

fn of_story(desk: &Desk<'_>, story: &Story) -> Diagnostics {
    let mut said = Diagnostics::new();
    for rule in RULES {
        if let Rule::Story(rule) = rule {
            rule(desk, story, &mut said);
        }
    }
    said
}

impl<'a> Desk<'a> {
    /// The incidents a story is about: those it lists, and those its text links to.
    fn incidents_of(&self, story: &Story) -> Vec<&'a Incident> {
        let listed = story.article.incidents.iter().cloned();
        let linked = targets(story, "incident:").into_iter().map(|id| IncidentId::new(&id));
        let positions: BTreeSet<usize> =
            listed.chain(linked).filter_map(|id| self.briefing.index.incident.get(&id).copied()).collect();
        positions.into_iter().map(|at| &self.briefing.incidents[at]).collect()
    }
}

/// What a story's text links to under a prefix such as `actor:`.
fn targets(story: &Story, prefix: &str) -> BTreeSet<String> {
    let links = story.article.body.links().filter_map(|link| link.target.strip_prefix(prefix));
    links.map(|target| target.split(['#', '?']).next().unwrap_or(target).to_owned()).collect()
}

/// A piece of prose and where it stands.
struct Prose<'a> {
    text: std::borrow::Cow<'a, str>,
    file: &'a Arc<SourceFile>,
    place: Place,
    /// What it is called in a message.
    name: &'static str,
}

/// Where a piece of prose stands.
enum Place {
    /// Under a key of YAML.
    Key(crate::diagnostic::At),
    /// In the bytes of a file, as Markdown.
    Span(crate::diagnostic::Span),
}

impl Prose<'_> {
    /// Where words of it stand: to the byte where they can be found again in the file.
    fn at(&self, words: &str) -> crate::diagnostic::At {
        match &self.place {
            Place::Key(at) => at.clone(),
            Place::Span(span) => {
                let source = self.file.text.get(span.clone()).unwrap_or_default();
                match source.find(words) {
                    Some(at) => crate::diagnostic::At::Bytes(span.start + at..span.start + at + words.len()),
                    None => crate::diagnostic::At::Bytes(span.start..span.start),
                }
            }
        }
    }
}

/// The prose of a record: its title and summary.
fn prose_of_record(record: &crate::model::IncidentRecord) -> Vec<Prose<'_>> {
    let parts = [("title", &record.title), ("summary", &record.summary)];
    let file = &record.origin.file;
    parts
        .into_iter()
        .map(|(name, text)| Prose { text: text.as_str().into(), file, place: Place::Key(record.origin.at(name)), name })
        .collect()
}

/// The prose of a story: headline, standfirst, and the blocks of its body but for code.
fn prose_of_story(story: &Story) -> Vec<Prose<'_>> {
    use crate::model::document::BlockKind;
    let article = &story.article;
    let file = &article.origin.file;
    let head = [("title", Some(&article.title)), ("summary", article.summary.as_ref())];
    let head = head.into_iter().filter_map(|(name, text)| {
        Some(Prose { text: text?.as_str().into(), file, place: Place::Key(article.origin.at(name)), name })
    });
    let blocks = story.blocks().filter(|block| !matches!(block.kind, BlockKind::Code | BlockKind::Html));
    let blocks = blocks.map(|block| Prose {
        text: block.text.as_str().into(),
        file,
        place: Place::Span(block.span.clone()),
        name: "text",
    });
    head.chain(blocks).collect()
}
