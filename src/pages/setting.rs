//! What every kind of page is given to plan with: the briefing, the site's settings, and the cards that many pages
//! share, each made once.

mod ground;
mod renewed;

use std::collections::{BTreeMap, HashMap};
use std::sync::{Arc, OnceLock};

use jiff::tz::TimeZone;

use crate::briefing::Briefing;
use crate::checked::Checked;
use crate::geo::Window;
use crate::locale::{self, Tongues, Words};
use crate::model::story::{Standing, Subject};
use crate::model::vocabulary::Status;
use crate::model::{IncidentId, Page, Receipt};
use crate::pages::address::Tree;
use crate::pages::card::Pictured;
use crate::pages::cards;
use crate::pages::filter::{self, Filter};
use crate::pages::plan::Route;
use crate::pages::security::Security;
use crate::pages::views::{Alternate, Head, Shared, SiteView, Twin};
use crate::pages::{address, facets, search, site, sources};
pub(super) use ground::Ground;
pub use renewed::Renewed;
pub(super) use renewed::SharedParts;

/// What the site says of itself.
#[derive(Debug, Clone, PartialEq)]
pub struct Options {
    /// The site's name.
    pub title: String,
    /// Its name in other languages.
    pub title_i18n: BTreeMap<String, String>,
    /// A few words after it.
    pub tagline: String,
    /// These in other languages.
    pub tagline_i18n: BTreeMap<String, String>,
    /// A sentence on what it holds.
    pub description: String,
    /// That in other languages.
    pub description_i18n: BTreeMap<String, String>,
    /// Its full address with a slash at the end; nothing when it is not known. Without it there are no feed,
    /// no site map and no canonical links.
    pub base_url: String,
    /// Its language, a BCP 47 tag.
    pub lang: String,
    /// The other languages its pages are made in.
    pub languages: Vec<String>,
    /// The words of each language, its own first.
    pub tongues: Tongues,
    /// The zone in which times are shown.
    pub timezone: TimeZone,
    /// Whom to write to.
    pub contact: String,
    /// The licence of the site's own text.
    pub licence: String,
    /// Where that licence stands.
    pub licence_url: String,
    /// The public key that releases are signed for; nothing when they are not.
    pub public_key: String,
    /// Whom to tell of a weakness of the site.
    pub security: Option<Security>,
    /// Where the pages are read.
    pub served: Served,
    /// What the front page's map shows of the earth; without it, what the incidents need.
    pub map: Option<Window>,
    /// Which pages have a picture for link previews.
    pub cards: Pictured,
}

/// Where the pages are read: decides the links of the page for addresses that lead nowhere.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum Served {
    /// At the path of the site's full address.
    #[default]
    AtItsAddress,
    /// At the root of a host, as a preview does.
    AtTheRoot,
    /// Nowhere: they are only looked over.
    Nowhere,
}

impl Options {
    /// The language of the site whose pages frame a text of a language.
    fn home_of<'l>(&'l self, lang: &'l str) -> &'l str {
        if self.tongues.position(lang).is_some() { lang } else { &self.lang }
    }

    /// Where one of the site's own texts lies: in the tree of its language, where the site has that.
    #[must_use]
    pub fn route_of(&self, page: &Page) -> Route {
        Tree::of(self.home_of(&page.lang), &self.lang).page(&page.slug)
    }
}

impl Default for Options {
    fn default() -> Self {
        Self {
            title: "Briefing".to_owned(),
            title_i18n: BTreeMap::new(),
            tagline: String::new(),
            tagline_i18n: BTreeMap::new(),
            description: String::new(),
            description_i18n: BTreeMap::new(),
            base_url: String::new(),
            lang: "en".to_owned(),
            languages: Vec::new(),
            tongues: Tongues::default(),
            timezone: TimeZone::UTC,
            contact: String::new(),
            licence: String::new(),
            licence_url: String::new(),
            public_key: String::new(),
            security: None,
            served: Served::default(),
            map: None,
            cards: Pictured::default(),
        }
    }
}

/// What page kinds plan with.
pub struct Setting<'a> {
    ground: Ground<'a>,
    /// The site as every page is given it.
    pub site: Arc<SiteView>,
    /// Every incident's card, by position; each made when it is first asked for.
    entries: Arc<[OnceLock<Shared>]>,
    /// Every story's card, by position.
    pub stories: Arc<[Shared]>,
    /// The timeline's filters as links.
    pub facets: Shared,
    /// The timeline's filter in place.
    pub(super) filter: Arc<Filter>,
    /// What is new since the last plan; nothing where everything is planned.
    renewed: Option<&'a Renewed>,
    /// The index of the search, when it was made; and that of the last plan.
    pub(super) search: OnceLock<Arc<search::Kept>>,
    searched: Option<Arc<search::Kept>>,
    /// Made when first asked for.
    by_source: OnceLock<HashMap<&'a str, sources::Source<'a>>>,
    /// The words of the day up to which data was taken in.
    pub data_cutoff: Option<String>,
    receipts: BTreeMap<IncidentId, Vec<&'a Receipt>>,
}

impl<'a> std::ops::Deref for Setting<'a> {
    type Target = Ground<'a>;

    fn deref(&self) -> &Ground<'a> {
        &self.ground
    }
}

impl<'a> Setting<'a> {
    /// Makes the cards and the lists that pages share.
    #[must_use]
    pub fn new(briefing: &'a Briefing, options: &'a Options, words: &'a Words) -> Self {
        let ground = Ground::new(briefing, options, words);
        let stories: Vec<usize> = (0..briefing.stories.len()).collect();
        let story = |at: &usize| Checked::clean(cards::story(&ground, &briefing.stories[*at]));
        Self {
            site: Arc::new(site::view(&ground)),
            entries: briefing.incidents.iter().map(|_| OnceLock::new()).collect(),
            stories: Checked::par_map(&stories, story).value.into(),
            facets: facets::shared(&ground),
            filter: Arc::new(filter::new(&ground)),
            renewed: None,
            search: OnceLock::new(),
            searched: None,
            by_source: OnceLock::new(),
            data_cutoff: briefing.data_cutoff().map(|day| words.day(day)),
            receipts: receipts(briefing),
            ground,
        }
    }

    /// The head of a page: its kind, the section it belongs under, where it lies, its title and what it holds.
    #[must_use]
    pub fn head(
        &self,
        kind: &'static str,
        section: &'static str,
        route: &Route,
        title: &str,
        description: &str,
    ) -> Head {
        let options = self.options;
        let head_title = if kind == "front" || title == self.site_title() {
            title.to_owned()
        } else {
            format!("{title} – {}", self.site_title())
        };
        let mut head = Head {
            kind,
            section: if section.is_empty() { Route::front() } else { self.to.list(section) },
            url: route.clone(),
            lang: self.words.tag().to_owned(),
            dir: self.words.dir(),
            title: title.to_owned(),
            head_title,
            description: description.to_owned(),
            canonical: self.absolute(route),
            og_type: if kind == "story" { "article" } else { "website" },
            noindex: false,
            published: None,
            modified: None,
            alternates: Vec::new(),
            image: None,
            json_ld: None,
            languages: Vec::new(),
        };
        head.twins(self, |lang| Some(self.to.twin(route, &Tree::of(lang, &options.lang))));
        head
    }

    /// Those of some incidents that lists may show: withdrawn ones keep their page and leave the lists.
    pub fn listed_incidents(&self, positions: &[usize]) -> Vec<usize> {
        positions.iter().copied().filter(|at| is_listed_incident(self.briefing, *at)).collect()
    }

    /// Those of some stories that lists may show.
    pub fn listed_stories(&self, positions: &[usize]) -> Vec<usize> {
        let shown = |at: &usize| self.briefing.stories[*at].article.status != Status::Withdrawn;
        positions.iter().copied().filter(shown).collect()
    }

    /// Every incident that lists may show, newest first.
    #[must_use]
    pub fn all_incidents(&self) -> Vec<usize> {
        (0..self.entries.len()).filter(|at| is_listed_incident(self.briefing, *at)).collect()
    }

    /// The address of the page that a source file makes, by the file's path.
    #[must_use]
    pub fn by_source(&self, path: &str) -> Option<Route> {
        let by_source = self.by_source.get_or_init(|| sources::by_source(self.briefing));
        by_source.get(path).map(|source| match source {
            sources::Source::Story(slug) => address::story(slug),
            sources::Source::Page(page) => self.route_of(page),
        })
    }

    /// The receipts of an incident's records.
    pub fn receipts_of<'s>(&'s self, id: &IncidentId) -> impl Iterator<Item = &'a Receipt> + use<'s, 'a> {
        self.receipts.get(id).into_iter().flatten().copied()
    }

    /// The card of an incident.
    #[must_use]
    pub fn entry_card(&self, at: usize) -> Shared {
        self.entries[at].get_or_init(|| cards::entry(&self.ground, at)).clone()
    }

    /// The cards of some incidents.
    #[must_use]
    pub fn entry_cards(&self, positions: &[usize]) -> Vec<Shared> {
        positions.iter().map(|at| self.entry_card(*at)).collect()
    }

    /// The cards of some stories.
    #[must_use]
    pub fn story_cards(&self, positions: &[usize]) -> Vec<Shared> {
        positions.iter().map(|at| self.stories[*at].clone()).collect()
    }
}

impl Head {
    /// The page's twin in each of the site's languages; where `twin` knows none, that language's front page.
    pub(super) fn twins(&mut self, setting: &Setting<'_>, twin: impl Fn(&str) -> Option<Route>) {
        let tongues = &setting.options.tongues;
        if tongues.iter().len() < 2 {
            return;
        }
        let one = |words: &Arc<Words>| {
            let lang = words.tag();
            let is_current = lang == setting.words.tag();
            let found = if is_current { Some(self.url.clone()) } else { twin(lang) };
            let absolute = found.as_ref().and_then(|route| setting.absolute(route));
            let alternate = absolute.map(|url| Alternate { lang: lang.to_owned(), url });
            let twin = Twin {
                lang: lang.to_owned(),
                label: locale::language(lang).to_owned(),
                url: found.unwrap_or_else(|| Tree::of(lang, &setting.options.lang).front()),
                is_current,
            };
            (twin, alternate)
        };
        let (languages, alternates): (Vec<Twin>, Vec<Option<Alternate>>) = tongues.iter().map(one).unzip();
        // Readers of any other language are best served by the site's own.
        let any = alternates.first().cloned().flatten().map(|own| Alternate { lang: "x-default".to_owned(), ..own });
        let alternates: Vec<Alternate> = alternates.into_iter().chain([any]).flatten().collect();
        self.languages = languages;
        self.alternates =
            if alternates.iter().filter(|one| one.lang != "x-default").count() > 1 { alternates } else { Vec::new() };
    }
}

/// Whether lists show an incident.
#[must_use]
pub(super) fn is_listed_incident(briefing: &Briefing, at: usize) -> bool {
    briefing.incidents[at].lead().status != Status::Withdrawn
}

fn receipts(briefing: &Briefing) -> BTreeMap<IncidentId, Vec<&Receipt>> {
    let mut by_incident: BTreeMap<IncidentId, Vec<&Receipt>> = BTreeMap::new();
    for receipt in &briefing.receipts {
        if let Subject::Incident(id) = &receipt.subject {
            by_incident.entry(id.clone()).or_default().push(receipt);
            // What is proposed concerns both.
            let other = receipt.sides.iter().flatten().map(|side| IncidentId::new(&side.id)).find(|other| other != id);
            if let Some(other) = other.filter(|_| receipt.standing == Standing::Proposed) {
                by_incident.entry(other).or_default().push(receipt);
            }
        }
    }
    by_incident
}
