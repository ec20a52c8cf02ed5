//! The pictures that other places show beside a link: title, day, place and a small map of a story or an incident.
//!
//! A link preview takes a picture by its full address alone, so without the site's address there are none. They are made
//! where a site is built to be read; a preview and a check leave them out, since nobody's link leads there. A story's is
//! in the language that frames it; an incident's is in the site's own, and its pages in every language share it.

use serde::Serialize;

use crate::checked::Checked;
use crate::locale::direction;
use crate::model::vocabulary::Status;
use crate::pages::address::Tree;
use crate::pages::map::{self, CardMap};
use crate::pages::plan::{Form, Listing, PageKind, PagePlan, Planned, Route, Shows};
use crate::pages::setting::{Served, Setting};
use crate::pages::spots::{self, Spot, Where};
use crate::pages::views::Image;
use crate::pages::{address, cards};

/// The page kind.
pub(super) struct Cards;

/// Which pages have a picture for link previews.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Pictured {
    /// None.
    Nothing,
    /// The newest stories, and the incidents that these are about.
    Recent,
    /// All stories, and the incidents that stories are about.
    Stories,
    /// Stories and all incidents.
    All,
}

impl Default for Pictured {
    fn default() -> Self {
        if cfg!(feature = "cards") { Self::Recent } else { Self::Nothing }
    }
}

/// How many stories are recent: what is shared is mostly new, and a picture costs as much as a hundred pages.
const RECENT: usize = 100;

/// Width and height of a picture, in pixels.
const SIZE: (u32, u32) = (1200, 630);

#[derive(Serialize)]
struct View {
    card: Card,
}

#[derive(Serialize)]
struct Card {
    site: String,
    dir: &'static str,
    title: String,
    title_dir: &'static str,
    when: String,
    place: String,
    note: String,
    #[serde(flatten)]
    map: CardMap,
}

impl PageKind for Cards {
    fn plan<'a>(&self, setting: &Setting<'a>) -> Checked<Planned<'a>> {
        if setting.options.served != Served::AtItsAddress {
            return Checked::default();
        }
        let briefing = setting.briefing;
        let is_here = |at: &usize| setting.speaks(&briefing.stories[*at].article.lang);
        let stories = (0..briefing.stories.len()).filter(is_here);
        let stories: Vec<usize> = stories.filter(|at| of_story(setting, *at).is_some()).collect();
        let incidents = (0..briefing.incidents.len()).filter(|_| setting.is_own());
        let incidents: Vec<usize> = incidents.filter(|at| of_incident(setting, *at).is_some()).collect();
        let stories = Checked::par_map(&stories, |at| Checked::clean(story(setting, *at))).value;
        let incidents = Checked::par_map(&incidents, |at| Checked::clean(incident(setting, *at))).value;
        Checked::clean(Planned::pages(stories.into_iter().chain(incidents).collect()))
    }

    fn shows(&self) -> Shows {
        Shows::Faces
    }
}

/// The picture of a story, if it has one.
#[must_use]
pub(super) fn of_story(setting: &Setting<'_>, at: usize) -> Option<Image> {
    let article = &setting.briefing.stories[at].article;
    let wanted = match setting.options.cards {
        Pictured::Nothing => false,
        Pictured::Recent => is_recent(at),
        Pictured::Stories | Pictured::All => true,
    };
    image(setting, &address::story(&article.slug), &article.title)
        .filter(|_| wanted && article.status != Status::Withdrawn)
}

/// The picture of an incident, if it has one.
#[must_use]
pub(super) fn of_incident(setting: &Setting<'_>, at: usize) -> Option<Image> {
    let lead = setting.briefing.incidents[at].lead();
    let stories = setting.briefing.index.stories_of_incident.get(&at).map_or(&[][..], Vec::as_slice);
    let wanted = match setting.options.cards {
        Pictured::Nothing => false,
        Pictured::Recent => setting.listed_stories(stories).into_iter().any(is_recent),
        Pictured::Stories => !setting.listed_stories(stories).is_empty(),
        Pictured::All => true,
    };
    image(setting, &page_of(setting, at), &lead.title).filter(|_| wanted && lead.status != Status::Withdrawn)
}

/// Whether a story is one of the newest. They stand newest first, what was withdrawn among them: that is rare.
fn is_recent(at: usize) -> bool {
    at < RECENT
}

/// The incident's page in the site's own language.
fn page_of(setting: &Setting<'_>, at: usize) -> Route {
    Tree::default().incident(setting.briefing.incidents[at].id())
}

fn image(setting: &Setting<'_>, page: &Route, title: &str) -> Option<Image> {
    let (width, height) = SIZE;
    Some(Image { url: setting.absolute(&address::card(page))?, alt: title.to_owned(), width, height })
}

fn story<'a>(setting: &Setting<'a>, at: usize) -> PagePlan<'a> {
    let briefing = setting.briefing;
    let article = &briefing.stories[at].article;
    let about = article.incidents.iter().filter_map(|id| briefing.index.incident.get(id)).copied();
    let about = setting.listed_incidents(&about.collect::<Vec<_>>());
    let mut located = about.iter().filter_map(|at| spot(setting, *at));
    let of_incident = about.first().map(|at| cards::place(setting, &briefing.incidents[*at]));
    plan(
        &address::story(&article.slug),
        Card {
            site: setting.site_title().to_owned(),
            dir: setting.words.dir(),
            title: article.title.clone(),
            title_dir: direction(&article.lang),
            when: setting.words.day(article.date.date),
            place: article.dateline.clone().or(of_incident).unwrap_or_default(),
            note: setting.words.say("locator_note").to_owned(),
            map: map::card(setting, located.next().as_ref()),
        },
    )
}

fn incident<'a>(setting: &Setting<'a>, at: usize) -> PagePlan<'a> {
    let incident = &setting.briefing.incidents[at];
    let lead = incident.lead();
    let dir = setting.words.dir();
    plan(
        &page_of(setting, at),
        Card {
            site: setting.site_title().to_owned(),
            dir,
            title: lead.title.clone(),
            title_dir: dir,
            when: setting.words.when(&lead.date).full,
            place: cards::place(setting, incident),
            note: setting.words.say("locator_note").to_owned(),
            map: map::card(setting, spot(setting, at).as_ref()),
        },
    )
}

fn spot(setting: &Setting<'_>, at: usize) -> Option<Spot> {
    match spots::located(setting, at) {
        Where::Point(spot) => Some(spot),
        Where::Nowhere | Where::Country(_) => None,
    }
}

fn plan<'a>(page: &Route, card: Card) -> PagePlan<'a> {
    PagePlan::new(address::card(page), "pages/card.svg", View { card }).listed(Listing::Hidden).as_form(Form::Picture)
}
