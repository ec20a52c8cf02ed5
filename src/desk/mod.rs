//! The desk: what an editor has still to see, decide or weigh, laid out as pages that only the preview shows.
//!
//! It reads what a build was made of and what came of it, decides nothing and changes nothing: it names the file and the
//! line to write, and the editor writes it. It is worked out when somebody looks, never at a save. Its templates and
//! its style are its own, so that no theme of a site can change them. It must not know how a site is built, where it is
//! served, or the disk.

mod budget;
mod changes;
mod examine;
mod faults;
mod held;
mod links;
mod paper;
mod scan;
mod twice;
mod weights;
mod words;

use std::collections::BTreeSet;

use jiff::Timestamp;
use jiff::tz::TimeZone;
use serde::Serialize;

use crate::briefing::Briefing;
use crate::diagnostic::Diagnostics;
use crate::model::held_back::{Held, HeldBack};
use crate::model::{IncidentId, Slug};
use crate::output::OutputTree;
use crate::render::budget::Options;

pub use changes::{Known, Since};
pub use examine::Memory;

/// The style of the desk.
const STYLE: &str = include_str!("desk.css");
/// Its icon, which is there also while there is no site.
const ICON: &str = include_str!("icon.svg");

/// What the desk is made of.
pub struct Given<'a> {
    /// The name of the site.
    pub title: &'a str,
    /// The zone in which times are shown.
    pub zone: &'a TimeZone,
    /// The time that counts as now.
    pub now: Timestamp,
    /// All that was said of the sources, advice too.
    pub said: &'a Diagnostics,
    /// The briefing, as far as it could be read.
    pub briefing: &'a Briefing,
    /// What pages and files may weigh.
    pub budget: &'a Options,
    /// The last good site.
    pub tree: Option<&'a OutputTree>,
    /// What this preview shows although it is held back.
    pub let_in: &'a BTreeSet<HeldBack>,
    /// Reads what is held back.
    pub held: &'a dyn Fn() -> Vec<Held>,
    /// Finds out what changed since the last deploys.
    pub since: &'a dyn Fn() -> Vec<Since>,
    /// The address of a story, from the site's root.
    pub story: &'a dyn Fn(&Slug) -> String,
    /// The address of an incident, from the site's root.
    pub incident: &'a dyn Fn(&IncidentId) -> String,
}

/// A section of the desk: a page, and a row of the first one.
struct Section {
    /// Its part of the address.
    name: &'static str,
    title: &'static str,
    /// Its row on the first page.
    row: fn(&Given<'_>, &mut Memory) -> Row,
    /// Its page by number, from 1; none past the last.
    page: fn(&Given<'_>, &mut Memory, usize) -> Option<String>,
}

const SECTIONS: [Section; 7] = [
    Section { name: "faults", title: "Faults and advice", row: faults::row, page: faults::page },
    Section { name: "same", title: "To confirm", row: twice::row_open, page: twice::page_open },
    Section { name: "folded", title: "Folded", row: twice::row_done, page: twice::page_done },
    Section { name: "held", title: "Held back", row: held::row, page: held::page },
    Section { name: "weights", title: "Weights", row: weights::row, page: weights::page },
    Section { name: "links", title: "Links", row: links::row, page: links::page },
    Section { name: "changes", title: "Not yet deployed", row: changes::row, page: changes::page },
];

/// How a row of the first page is meant.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "lowercase")]
enum Tone {
    /// Something must be mended.
    Bad,
    /// Something waits for the editor.
    Open,
    /// Nothing to do.
    Calm,
}

/// A section on the first page.
#[derive(Debug, Serialize)]
struct Row {
    tone: Tone,
    /// What there is, in a few words.
    figure: String,
    /// What that means.
    says: String,
    /// The first of it.
    firsts: Vec<First>,
}

/// One thing of a section, in a line.
#[derive(Debug, Serialize)]
struct First {
    text: Vec<words::Run>,
    place: String,
}

impl First {
    /// `text` is a sentence of the tool or a name; what stands between its backticks is set apart.
    fn new(text: &str, place: String) -> Self {
        Self { text: words::runs(text), place }
    }
}

/// What every page of the desk is given.
#[derive(Debug, Serialize)]
struct Frame {
    site: String,
    title: &'static str,
    nav: Vec<NavItem>,
}

#[derive(Debug, Serialize)]
struct NavItem {
    href: String,
    label: &'static str,
    key: usize,
    here: bool,
}

impl Frame {
    fn new(given: &Given<'_>, name: &str) -> Self {
        let item = |(at, section): (usize, &Section)| NavItem {
            href: format!("/_desk/{}/", section.name),
            label: section.title,
            key: at + 1,
            here: section.name == name,
        };
        let title = SECTIONS.iter().find(|section| section.name == name).map_or("The desk", |section| section.title);
        Self { site: given.title.to_owned(), title, nav: SECTIONS.iter().enumerate().map(item).collect() }
    }
}

/// A page of the desk, by its path: the first, a section's, or the style. None where there is none.
#[must_use]
pub fn page(given: &Given<'_>, path: &str, memory: &mut Memory) -> Option<String> {
    if path.is_empty() {
        return overview(given, memory);
    }
    if path == "desk.css" {
        return Some(STYLE.to_owned());
    }
    if path == "icon.svg" {
        return Some(ICON.to_owned());
    }
    if let Some(of) = path.strip_prefix("links/of/") {
        return links::one(given, memory, of);
    }
    let (name, number) = path.strip_suffix('/')?.split_once('/').map_or_else(
        || Some((path.trim_end_matches('/'), 1)),
        |(name, number)| Some((name, number.parse().ok().filter(|number| *number > 1)?)),
    )?;
    let section = SECTIONS.iter().find(|section| section.name == name)?;
    (section.page)(given, memory, number)
}

fn overview(given: &Given<'_>, memory: &mut Memory) -> Option<String> {
    #[derive(Serialize)]
    struct Part {
        href: String,
        title: &'static str,
        #[serde(flatten)]
        row: Row,
    }
    #[derive(Serialize)]
    struct View {
        frame: Frame,
        parts: Vec<Part>,
    }
    let parts = SECTIONS.iter().map(|section| Part {
        href: format!("/_desk/{}/", section.name),
        title: section.title,
        row: (section.row)(given, memory),
    });
    let parts = parts.collect();
    paper::print("overview.html", &View { frame: Frame::new(given, ""), parts })
}

/// One page of a long list.
#[derive(Debug, Serialize)]
struct Pager {
    page: usize,
    pages: usize,
    before: Option<String>,
    after: Option<String>,
}

/// The part of a list that a page of it shows, and the way to the others; nothing past the end.
fn part<'l, T>(all: &'l [T], number: usize, per_page: usize, section: &str) -> Option<(&'l [T], Option<Pager>)> {
    let pages = all.len().div_ceil(per_page).max(1);
    if number > pages {
        return None;
    }
    let start = (number - 1) * per_page;
    let shown = all.get(start..all.len().min(start + per_page))?;
    let address = |n: usize| if n == 1 { format!("/_desk/{section}/") } else { format!("/_desk/{section}/{n}/") };
    let pager = (pages > 1).then(|| Pager {
        page: number,
        pages,
        before: (number > 1).then(|| address(number - 1)),
        after: (number < pages).then(|| address(number + 1)),
    });
    Some((shown, pager))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_list_is_cut_into_pages_and_none_is_past_the_last() {
        let all: Vec<usize> = (0..5).collect();
        let (first, pager) = part(&all, 1, 2, "held").unwrap();
        let pager = pager.unwrap();
        assert_eq!(
            (first, pager.pages, pager.before, pager.after.as_deref()),
            (&[0, 1][..], 3, None, Some("/_desk/held/2/"))
        );
        assert_eq!(part(&all, 3, 2, "held").unwrap().0, &[4]);
        assert!(part(&all, 4, 2, "held").is_none());
        assert!(part(&all, 1, 5, "held").unwrap().1.is_none(), "one page needs no way to others");
        assert!(part::<usize>(&[], 1, 5, "held").unwrap().0.is_empty());
    }
}
