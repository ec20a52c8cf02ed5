//! Subjects: one page for each tag, and the list of them.

use crate::briefing::Tag;
use crate::checked::Checked;
use crate::locale::capital;
use crate::pages::address;
use crate::pages::listing::{self, Group, Listing};
use crate::pages::plan::{PageKind, PagePlan, Planned, Shows};
use crate::pages::setting::Setting;
use crate::pages::views::{Link, NotedLink};

/// The page kind.
pub(super) struct Tags;

impl PageKind for Tags {
    fn plan<'a>(&self, setting: &Setting<'a>) -> Checked<Planned<'a>> {
        let tags: Vec<&Tag> = setting.briefing.index.tags.values().collect();
        if tags.is_empty() {
            return Checked::default();
        }
        let lists: Vec<(NotedLink, Vec<PagePlan<'a>>)> =
            Checked::par_map(&tags, |tag| Checked::clean(planned(setting, tag))).value;
        let (links, pages): (Vec<NotedLink>, Vec<Vec<PagePlan<'a>>>) = lists.into_iter().unzip();
        let groups = vec![Group { title: setting.words.say("by_name").to_owned(), items: links }];
        let index = listing::index(setting, address::TAGS, ("subjects", "subjects_about"), groups);
        Checked::clean(Planned::pages(std::iter::once(index).chain(pages.into_iter().flatten()).collect()))
    }

    fn shows(&self) -> Shows {
        Shows::Faces
    }
}

fn planned<'a>(setting: &Setting<'a>, tag: &Tag) -> (NotedLink, Vec<PagePlan<'a>>) {
    let list = list(setting, tag);
    let note = listing::holds(setting, &list.incidents, &list.stories);
    let link = NotedLink { url: list.route.clone(), label: capital(&name(tag)), note, family: None };
    (link, listing::pages(setting, &list))
}

/// A tag as a reader sees it: hyphens are the writer's way to join words.
#[must_use]
pub(super) fn spaced(tag: &str) -> String {
    if tag.contains(' ') { tag.to_owned() } else { tag.replace('-', " ") }
}

fn name(tag: &Tag) -> String {
    spaced(&tag.name)
}

fn list(setting: &Setting<'_>, tag: &Tag) -> Listing {
    let incidents = setting.listed_incidents(&tag.incidents);
    let stories = setting.listed_stories(&tag.stories);
    let heading = capital(&name(tag));
    Listing {
        kind: "tag",
        section: address::TAGS,
        template: "pages/tag.html",
        route: setting.to.tag(&tag.name),
        description: listing::about(setting, &heading, listing::holds(setting, &incidents, &stories)),
        heading,
        kicker: Some(setting.words.say("subject").to_owned()),
        standfirst: None,
        family: None,
        outlook: Vec::new(),
        breadcrumbs: vec![Link::new(setting.to.list(address::TAGS), setting.words.say("subjects"))],
        facts: Vec::new(),
        tolls: None,
        incidents,
        timeline: None,
        stories,
        map: None,
        locator: None,
        origin: None,
    }
}
