//! Planning some pages alone: what pages share is taken over from the last plan, and of the cards only those of
//! stories with new words are made.

use std::collections::BTreeSet;
use std::sync::{Arc, OnceLock};

use crate::briefing::Briefing;
use crate::locale::Words;
use crate::pages::filter::Filter;
use crate::pages::setting::{Ground, Options, Setting, receipts};
use crate::pages::views::{Shared, SiteView};
use crate::pages::{cards, search};

/// What is new since the last plan, by position.
#[derive(Debug, Default)]
pub struct Renewed {
    /// Stories whose card is another.
    stories: BTreeSet<usize>,
    /// Incidents whose card is another, since it names such a story.
    incidents: BTreeSet<usize>,
    /// Stories whose page is another.
    pages: BTreeSet<usize>,
}

impl Renewed {
    /// What is new when the pages of some stories show another text, and the cards of some other words.
    pub(in crate::pages) fn of(briefing: &Briefing, texts: BTreeSet<usize>, words: BTreeSet<usize>) -> Self {
        let index = &briefing.index;
        let (mut incidents, mut pages) = (BTreeSet::new(), texts);
        for (incident, stories) in &index.stories_of_incident {
            if stories.iter().any(|at| words.contains(at)) {
                incidents.insert(*incident);
                pages.extend(stories);
            }
        }
        for at in &words {
            pages.insert(*at);
            pages.extend(index.roundups_of_story.get(at).into_iter().flatten());
            pages.extend(index.contained(&briefing.stories[*at]));
        }
        Self { stories: words, incidents, pages }
    }

    /// The stories whose page is another.
    pub(in crate::pages) fn pages(&self) -> &BTreeSet<usize> {
        &self.pages
    }

    /// Whether any card is another.
    pub(in crate::pages) fn has_cards(&self) -> bool {
        !self.stories.is_empty()
    }
}

/// What pages share, and no article's text is in.
#[derive(Debug, Clone)]
pub(in crate::pages) struct SharedParts {
    site: Arc<SiteView>,
    entries: Arc<[OnceLock<Shared>]>,
    stories: Arc<[Shared]>,
    facets: Shared,
    filter: Arc<Filter>,
    searched: Option<Arc<search::Kept>>,
    data_cutoff: Option<String>,
}

impl<'a> Setting<'a> {
    /// What pages share, from another setting in which all but the cards of `renewed` is the same.
    #[must_use]
    pub(in crate::pages) fn again(
        briefing: &'a Briefing,
        options: &'a Options,
        words: &'a Words,
        parts: &SharedParts,
        renewed: &'a Renewed,
    ) -> Self {
        let ground = Ground::new(briefing, options, words);
        let parts = parts.clone();
        let story = |at: usize| cards::story(&ground, &briefing.stories[at]);
        Self {
            site: parts.site,
            entries: replaced(parts.entries, &renewed.incidents, |_| OnceLock::new()),
            stories: replaced(parts.stories, &renewed.stories, story),
            facets: parts.facets,
            filter: parts.filter,
            renewed: Some(renewed),
            search: OnceLock::new(),
            searched: parts.searched,
            by_source: OnceLock::new(),
            data_cutoff: parts.data_cutoff,
            receipts: receipts(briefing),
            ground,
        }
    }

    /// What pages share, for another setting.
    #[must_use]
    pub(in crate::pages) fn parts(&self) -> SharedParts {
        SharedParts {
            site: Arc::clone(&self.site),
            entries: Arc::clone(&self.entries),
            stories: Arc::clone(&self.stories),
            facets: self.facets.clone(),
            filter: Arc::clone(&self.filter),
            searched: self.search.get().or(self.searched.as_ref()).cloned(),
            data_cutoff: self.data_cutoff.clone(),
        }
    }

    /// The index of the last plan's search, and the stories whose words in it are others.
    pub(in crate::pages) fn search_before(&self) -> Option<(&search::Kept, &BTreeSet<usize>)> {
        Some((self.searched.as_deref()?, &self.renewed?.stories))
    }

    /// Whether the page of a story is to be planned.
    pub(in crate::pages) fn wants_story(&self, at: usize) -> bool {
        self.renewed.is_none_or(|renewed| renewed.pages.contains(&at))
    }

    /// Whether a page that shows these cards is to be planned: where only some are new, it must show one of those.
    pub(in crate::pages) fn wants_cards(&self, stories: &[usize], incidents: &[usize]) -> bool {
        self.renewed.is_none_or(|renewed| {
            stories.iter().any(|at| renewed.stories.contains(at))
                || incidents.iter().any(|at| renewed.incidents.contains(at))
        })
    }
}

/// Cards of which some are made anew.
fn replaced<T: Clone>(cards: Arc<[T]>, renewed: &BTreeSet<usize>, make: impl Fn(usize) -> T) -> Arc<[T]> {
    if renewed.is_empty() {
        return cards;
    }
    let mut cards = cards.to_vec();
    for at in renewed {
        cards[*at] = make(*at);
    }
    cards.into()
}
