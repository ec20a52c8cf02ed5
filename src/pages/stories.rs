//! The list of all stories, newest first, in numbered pages.

use serde::Serialize;

use crate::checked::Checked;
use crate::pages::address;
use crate::pages::entries::{numbered, page_heading};
use crate::pages::listing::PER_PAGE;
use crate::pages::plan::{PageKind, PagePlan, Planned, Shows};
use crate::pages::setting::Setting;
use crate::pages::views::{Head, Pager, Shared};

/// The page kind.
pub(super) struct StoryList;

#[derive(Serialize)]
struct View {
    root: String,
    page: Head,
    heading: String,
    standfirst: String,
    stories: Vec<Shared>,
    pager: Option<Pager>,
}

impl PageKind for StoryList {
    fn plan<'a>(&self, setting: &Setting<'a>) -> Checked<Planned<'a>> {
        let words = setting.words;
        let all: Vec<usize> = (0..setting.stories.len()).collect();
        let listed = setting.listed_stories(&all);
        let last = listed.chunks(PER_PAGE).len();
        let first = setting.to.list(address::STORIES);
        let standfirst =
            words.tell("stories_about", &[("stories", words.count("stories_counted", listed.len()).into())]);
        let page = |(n, positions): (usize, &[usize])| {
            let route = first.numbered(n);
            let heading = page_heading(words, words.say("stories"), n);
            let view = View {
                root: route.root(),
                page: setting.head("stories", address::STORIES, &route, &heading, &standfirst),
                heading,
                standfirst: standfirst.clone(),
                stories: setting.story_cards(positions),
                pager: (last > 1).then(|| numbered(words, &first, n, last)),
            };
            PagePlan::new(route, "pages/stories.html", view)
        };
        // Where every story was withdrawn the list stands too: their pages lead to it.
        let none: &[usize] = &[];
        let empty = (listed.is_empty() && !all.is_empty()).then_some(none);
        let chunks = (1..).zip(listed.chunks(PER_PAGE).chain(empty));
        let chunks = chunks.filter(|(_, positions)| setting.wants_cards(positions, &[]));
        Checked::clean(Planned::pages(chunks.map(page).collect()))
    }

    fn shows(&self) -> Shows {
        Shows::Faces
    }
}
