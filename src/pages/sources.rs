//! Which page a source file makes, for links that name the file.

use std::collections::HashMap;

use crate::briefing::Briefing;
use crate::model::{Page, Slug};

/// What a source file makes.
#[derive(Debug, Clone, Copy)]
pub(super) enum Source<'a> {
    /// A story, also that of a folded copy.
    Story(&'a Slug),
    /// A page of the site's own.
    Page(&'a Page),
}

/// What each file makes, by its path.
pub(super) fn by_source(briefing: &Briefing) -> HashMap<&str, Source<'_>> {
    let stories = briefing.stories.iter().flat_map(|story| {
        let articles = std::iter::once(&story.article).chain(story.copies.iter().map(|copy| &copy.article));
        articles.map(|article| (article.origin.file.path.as_str(), Source::Story(story.slug())))
    });
    let pages = briefing.corpus.pages.iter().map(|page| (page.origin.file.path.as_str(), Source::Page(page)));
    stories.chain(pages).collect()
}
