//! What everything on a page is made from, and its words in the language of the page: names, titles, notes. What is not
//! translated stands as it was written.

use std::collections::BTreeMap;
use std::sync::Arc;

use crate::briefing::Briefing;
use crate::locale::Words;
use crate::model::corpus::Located;
use crate::model::place::{PlaceRef, Speaker};
use crate::model::{Actor, Claim, IncidentRecord, Page, Place};
use crate::pages::address::Tree;
use crate::pages::plan::Route;
use crate::pages::setting::{Options, Served};
use crate::pages::views::Told;

/// What everything on a page is made from: the briefing, the site's settings, and one of its languages.
#[derive(Clone)]
pub struct Ground<'a> {
    /// What the pages are made of.
    pub briefing: &'a Briefing,
    /// What the site says of itself.
    pub options: &'a Options,
    /// The words of the pages' language.
    pub words: &'a Words,
    /// Where the pages of this language lie.
    pub(in crate::pages) to: Tree,
}

impl<'a> Ground<'a> {
    pub(super) fn new(briefing: &'a Briefing, options: &'a Options, words: &'a Words) -> Self {
        Self { briefing, options, words, to: Tree::of(words.tag(), &options.lang) }
    }

    /// Whether the pages are only looked over: what shows records alone is not made, and its view may be left empty.
    #[must_use]
    pub fn is_outline(&self) -> bool {
        self.options.served == Served::Nowhere
    }

    /// Whether the pages are in the site's own language.
    #[must_use]
    pub fn is_own(&self) -> bool {
        self.words.tag() == self.options.lang
    }

    /// Whether a text of a language gets its page here: each gets one, in its own language where the site has that.
    #[must_use]
    pub fn speaks(&self, lang: &str) -> bool {
        self.home_of(lang) == self.words.tag()
    }

    /// The language of the site whose pages frame a text of a language.
    fn home_of<'l>(&'l self, lang: &'l str) -> &'l str {
        self.options.home_of(lang)
    }

    /// A record's title, in this language where it has one.
    #[must_use]
    pub fn title(&self, record: &IncidentRecord) -> Told {
        self.told(&record.title, &record.title_i18n)
    }

    /// A record's summary, in this language where it has one.
    #[must_use]
    pub fn summary(&self, record: &IncidentRecord) -> Told {
        self.told(&record.summary, &record.summary_i18n)
    }

    /// The site's name, in this language where it has one.
    #[must_use]
    pub fn site_title(&self) -> &'a str {
        self.named(&self.options.title, &self.options.title_i18n)
    }

    /// The words after it, in this language where they are translated.
    #[must_use]
    pub fn tagline(&self) -> &'a str {
        self.named(&self.options.tagline, &self.options.tagline_i18n)
    }

    /// What the site holds, in this language where it is translated.
    #[must_use]
    pub fn description(&self) -> &'a str {
        self.named(&self.options.description, &self.options.description_i18n)
    }

    /// An actor's name, in this language where it has one.
    #[must_use]
    pub fn name<'n>(&self, actor: &'n Actor) -> &'n str {
        self.named(&actor.name, &actor.name_i18n)
    }

    /// What a card shows of an actor: its acronym where it has one, in this language where it has one.
    #[must_use]
    pub fn short<'n>(&self, actor: &'n Actor) -> &'n str {
        self.named(actor.acronym.as_deref().unwrap_or_else(|| self.name(actor)), &actor.acronym_i18n)
    }

    /// The name under which a speaker speaks.
    #[must_use]
    pub fn speaker(&self, speaker: &'a Speaker) -> &'a str {
        match speaker {
            Speaker::Actor(id) => self.briefing.corpus.actors.get(id).map_or(id.as_str(), |actor| self.short(actor)),
            Speaker::Source(_) => self.briefing.corpus.speaker_name(speaker),
        }
    }

    /// A place's name, in this language where it has one.
    #[must_use]
    pub fn name_of_place<'n>(&self, place: &'n Place) -> &'n str {
        self.named(&place.name, &place.name_i18n)
    }

    /// Everything known of a record's place, under its name in this language where it has one.
    #[must_use]
    pub fn locate(&self, at: &'a PlaceRef) -> Located<'a> {
        let located = self.briefing.corpus.locate(at);
        let entry = at.place.as_ref().filter(|_| at.name.is_none()).and_then(|id| self.briefing.corpus.places.get(id));
        let name = entry.map_or(located.name, |place| self.name_of_place(place));
        Located { name, ..located }
    }

    fn named<'n>(&self, written: &'n str, translated: &'n BTreeMap<String, String>) -> &'n str {
        if self.is_own() { written } else { translated.get(self.words.tag()).map_or(written, String::as_str) }
    }

    /// What a claim's note says, in this language where it is translated.
    #[must_use]
    pub fn note(&self, claim: &Claim) -> Option<Told> {
        Some(self.told(claim.note.as_ref()?, &claim.note_i18n))
    }

    /// A text of the desk's, in this language where it is translated.
    pub(in crate::pages) fn told(&self, written: &str, translated: &BTreeMap<String, String>) -> Told {
        if self.is_own() {
            return Told { text: written.to_owned(), lang: None };
        }
        match translated.get(self.words.tag()) {
            Some(text) => Told { text: text.clone(), lang: None },
            None => Told { text: written.to_owned(), lang: Some(self.options.lang.clone()) },
        }
    }

    /// The site's own texts that get their page here.
    pub fn own_pages(&self) -> impl Iterator<Item = &'a Arc<Page>> {
        self.briefing.corpus.pages.iter().filter(|page| self.speaks(&page.lang))
    }

    /// The text of a name in a language.
    #[must_use]
    pub fn page_in(&self, slug: &str, lang: &str) -> Option<&'a Arc<Page>> {
        self.briefing.corpus.pages.iter().find(|page| page.slug.as_str() == slug && page.lang == lang)
    }

    /// The text of a name: in this language, else in the site's own, else in any.
    #[must_use]
    pub fn page(&self, slug: &str) -> Option<&'a Arc<Page>> {
        self.page_in(slug, self.words.tag())
            .or_else(|| self.page_in(slug, &self.options.lang))
            .or_else(|| self.briefing.corpus.pages.iter().find(|page| page.slug.as_str() == slug))
    }

    /// Where one of the site's own texts lies.
    #[must_use]
    pub fn route_of(&self, page: &Page) -> Route {
        self.options.route_of(page)
    }

    /// A page's full address, when the site's is known.
    #[must_use]
    pub fn absolute(&self, route: &Route) -> Option<String> {
        (!self.options.base_url.is_empty()).then(|| format!("{}{route}", self.options.base_url))
    }
}
