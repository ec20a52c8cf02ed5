//! What a preview's build was made of, for whoever asks afterwards: the desk, and pages that follow an edit.
//!
//! A save pays nothing for it. What is asked here is worked out when it is asked, from values that never change, so it
//! may run beside the next build.

use std::collections::BTreeSet;
use std::sync::Arc;

use crate::briefing::Briefing;
use crate::checked::Checked;
use crate::config::Config;
use crate::desk;
use crate::diagnostic::locate::Index;
use crate::diagnostic::source::are_same;
use crate::diagnostic::{At, Diagnostics, SourceFile};
use crate::load::{self, SourceTree};
use crate::model::held_back::HeldBack;
use crate::model::{IncidentId, Origin};
use crate::output::OutputTree;
use crate::pages::{self, Form, Pictured, Route, Served, address};
use crate::pipeline::{Life, Request};
use crate::render::{self, Theme};

/// A file that was edited: as it was, if it was there, and as it is.
pub(super) type Touched = (Option<Arc<SourceFile>>, Arc<SourceFile>);

/// What one build of a preview was made of.
#[derive(Debug)]
pub struct Inside {
    pub(super) request: Request,
    pub(super) let_in: BTreeSet<HeldBack>,
    pub(super) sources: SourceTree,
    pub(super) touched: Vec<Touched>,
    pub(super) config: Config,
    pub(super) briefing: Briefing,
    pub(super) said: Diagnostics,
    /// The last good site.
    pub(super) tree: Option<OutputTree>,
    /// Whether any source came, changed or went since the build before.
    pub(super) news: News,
}

/// Whether the sources are what they were at the build before.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum News {
    /// A file came, changed or went.
    Some,
    /// Every file is what it was.
    None,
}

/// The files that are not what they were; none where nothing was read before.
pub(super) fn touched(before: Option<&SourceTree>, now: &SourceTree) -> Vec<Touched> {
    let Some(before) = before else { return Vec::new() };
    let mut old = before.files.iter().peekable();
    let mut touched = Vec::new();
    for file in &now.files {
        if old.next_if(|other| Arc::ptr_eq(other, file)).is_some() {
            continue;
        }
        while old.next_if(|other| other.path < file.path).is_some() {}
        let before = old.next_if(|other| other.path == file.path);
        touched.push((before.cloned(), Arc::clone(file)));
    }
    touched
}

/// Whether any file came, changed or went.
pub(super) fn news(before: Option<&SourceTree>, now: &SourceTree) -> News {
    let is_same = before.is_some_and(|before| are_same(&before.files, &now.files));
    if is_same { News::None } else { News::Some }
}

impl Inside {
    /// Whether any source came, changed or went since the build before.
    #[must_use]
    pub fn news(&self) -> News {
        self.news
    }

    /// The addresses of the pages whose sources were edited, the likeliest first: of a file that holds many things, the
    /// one in which the edit lies.
    #[must_use]
    pub fn edited(&self) -> Vec<Route> {
        self.touched.iter().flat_map(|(before, now)| self.edited_in(before.as_deref(), now)).collect()
    }

    fn edited_in(&self, before: Option<&SourceFile>, now: &Arc<SourceFile>) -> Vec<Route> {
        let corpus = &self.briefing.corpus;
        // A record has its page in every language, and is followed in the site's own.
        let own = address::Tree::default();
        let mut things: Vec<(&Origin, Route)> = Vec::new();
        for story in &self.briefing.stories {
            let articles = std::iter::once(&story.article).chain(story.copies.iter().map(|copy| &copy.article));
            things.extend(articles.map(|article| (&article.origin, address::story(story.slug()))));
        }
        for incident in &self.briefing.incidents {
            things.extend(incident.records.iter().map(|record| (&record.origin, own.incident(incident.id()))));
        }
        things.extend(corpus.pages.iter().map(|page| (&page.origin, self.config.pages.route_of(page))));
        things.extend(corpus.actors.values().map(|actor| (&actor.origin, own.actor(&actor.id))));
        things.extend(corpus.places.values().map(|place| (&place.origin, own.place(&place.id))));
        let months = corpus.months.iter();
        things.extend(months.map(|one| (&one.origin, own.timeline_month(one.month.year, Some(one.month.month)))));
        things.retain(|(origin, _)| Arc::ptr_eq(&origin.file, now));
        if things.len() < 2 {
            return things.into_iter().map(|(_, route)| route).collect();
        }
        let edit = before.map_or(0, |before| first_difference(&before.text, &now.text));
        let mut places = Index::default();
        let mut start = |origin: &Origin| match origin.at("") {
            At::Yaml(place) => places.span(&origin.file, &place).start,
            At::File | At::Bytes(_) => 0,
        };
        let mut placed: Vec<(usize, Route)> =
            things.into_iter().map(|(origin, route)| (start(origin), route)).collect();
        // The last that begins before the edit holds it; then those before it, then those after.
        placed.sort_by_key(|(start, _)| if *start <= edit { (0, edit - start) } else { (1, start - edit) });
        placed.into_iter().map(|(_, route)| route).collect()
    }

    /// The site as a build would write it now: without what only a preview shows. While an error stands, the last good
    /// one.
    #[must_use]
    pub fn as_built(&self) -> Option<OutputTree> {
        let request = Request { served: Served::AtItsAddress, life: Life::ManyBuilds, ..self.request.clone() };
        if !self.let_in.is_empty() {
            let sources = Checked::clean(self.sources.clone());
            return super::site(&request, sources, &|_| ()).value.map(|site| site.tree);
        }
        let mut tree = self.tree.clone()?;
        let has_cards = self.config.pages.cards != Pictured::Nothing && !self.config.pages.base_url.is_empty();
        if has_cards || !pages::lies_at_a_root(&self.config.pages.base_url) {
            // The one page whose links depend on where the site is served, and the pictures that a preview leaves out.
            let options = pages::Options { served: Served::AtItsAddress, ..self.config.pages.clone() };
            let mut plan = pages::plan(&self.briefing, &options).value;
            plan.pages.retain(|route, page| route.as_str() == "404.html" || page.form == Form::Picture);
            let wanted: BTreeSet<String> = plan.pages.keys().map(Route::file).collect();
            plan.files.clear();
            let (templates, files) = super::overlays(&self.sources);
            let alone = render::site(&plan, &Theme::new(&templates, &files).value).value;
            let wanted = alone.iter().filter(|(path, _)| wanted.contains(path.as_str()));
            tree.extend(wanted.map(|(path, bytes)| (path.clone(), bytes.clone())));
        }
        Some(tree)
    }

    /// The settings of the site.
    #[must_use]
    pub fn config(&self) -> &Config {
        &self.config
    }

    /// A page of the desk, by its path; none where there is no such page. `since` tells what changed since the last
    /// deploys, and is asked only by pages that show it.
    #[must_use]
    pub fn desk(&self, page: &str, since: &dyn Fn() -> Vec<desk::Since>, memory: &mut desk::Memory) -> Option<String> {
        let options = load::Options {
            lang: self.config.pages.lang.clone(),
            languages: self.config.pages.languages.clone(),
            overrides: self.config.overrides.clone(),
            now: self.request.now,
            let_in: self.let_in.clone(),
        };
        let given = desk::Given {
            title: &self.config.pages.title,
            zone: &self.config.pages.timezone,
            now: self.request.now,
            said: &self.said,
            briefing: &self.briefing,
            budget: &self.config.budget,
            tree: self.tree.as_ref(),
            let_in: &self.let_in,
            held: &|| load::held_back(&self.sources, &options),
            since,
            story: &|slug| address::story(slug).to_string(),
            incident: &|id: &IncidentId| address::Tree::default().incident(id).to_string(),
        };
        desk::page(&given, page, memory)
    }
}

/// The first byte in which two texts differ.
fn first_difference(one: &str, other: &str) -> usize {
    one.bytes().zip(other.bytes()).take_while(|(a, b)| a == b).count()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::diagnostic::source::FileKind;

    fn file(path: &str, text: &str) -> Arc<SourceFile> {
        Arc::new(SourceFile::text(path, FileKind::Article, text))
    }

    #[test]
    fn only_files_that_are_not_what_they_were_are_touched() {
        let (a, b, c) = (file("a", "1"), file("b", "1"), file("c", "1"));
        let before = SourceTree { files: vec![Arc::clone(&a), b, Arc::clone(&c)] };
        let (edited, new) = (file("b", "2"), file("d", "1"));
        let now = SourceTree { files: vec![a, Arc::clone(&edited), new] };
        let touched: Vec<(bool, String)> =
            touched(Some(&before), &now).iter().map(|(was, is)| (was.is_some(), is.path.clone())).collect();
        assert_eq!(touched, [(true, "b".to_owned()), (false, "d".to_owned())]);
        assert_eq!(
            [news(Some(&before), &now), news(Some(&now), &now), news(None, &now)],
            [News::Some, News::None, News::Some]
        );
        assert!(super::touched(None, &now).is_empty(), "the first build follows nothing");
    }
}
