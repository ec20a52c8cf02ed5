//! Links inside the site: what a text wrote, and the address of the page it means.
//!
//! A link may name a thing (`incident:2025-06-01-boulikessi`), a source file (`../pages/method.md`) or an address of
//! the site (`/timeline/2025/`). Whether the page exists is asked when every page is planned.

use std::borrow::Cow;
use std::sync::Arc;

use crate::diagnostic::SourceFile;
use crate::model::document::{Block, InnerLink};
use crate::model::id::slugify;
use crate::pages::address;
use crate::pages::plan::{Destination, PlannedLink, Route};
use crate::pages::setting::Setting;

/// A text ready for its page.
#[derive(Debug, Default)]
pub(super) struct Body<'a> {
    /// Its blocks as HTML, safe to show.
    pub(super) blocks: Vec<Cow<'a, str>>,
    /// The links it makes, to be checked.
    pub(super) links: Vec<PlannedLink>,
}

/// Fills in the links of the blocks that are shown, for the page at `route`.
#[must_use]
pub(super) fn body<'a>(
    setting: &Setting<'_>,
    shown: impl Iterator<Item = &'a Block>,
    route: &Route,
    file: &Arc<SourceFile>,
) -> Body<'a> {
    let mut links = Vec::new();
    let root = route.root();
    let blocks = shown
        .map(|block| {
            block.html_with(|link| {
                let (to, fragment) = destination(setting, link, route, &file.path);
                let address = to.as_ref().map(|to| match to {
                    Destination::Page(page) => format!("{root}{page}{fragment}"),
                    Destination::Asset(path) => format!("{root}{path}"),
                });
                let to = to.unwrap_or_else(|| Destination::Page(Route::new(&link.target)));
                links.push(PlannedLink {
                    to,
                    written: link.target.trim_start_matches("static:").to_owned(),
                    file: Arc::clone(file),
                    span: link.span.clone(),
                });
                address.map(|address| escaped(&address))
            })
        })
        .collect();
    Body { blocks, links }
}

/// What a link means, if anything, and the fragment it names on that page (with its `#`).
fn destination<'l>(
    setting: &Setting<'_>,
    link: &'l InnerLink,
    from: &Route,
    file: &str,
) -> (Option<Destination>, &'l str) {
    let (target, fragment) =
        link.target.find(['#', '?']).map_or((link.target.as_str(), ""), |at| link.target.split_at(at));
    let page = match target.split_once(':') {
        Some(("static", path)) => return (Some(Destination::Asset(joined("", path))), ""),
        Some((scheme, name)) => named(setting, scheme, name),
        None if is_source(target) => setting.by_source(&joined(folder(file), target)),
        None => Some(Route::new(&joined(folder(from.as_str()), target))),
    };
    let to =
        page.map(
            |page| {
                if is_file(page.as_str()) { Destination::Asset(page.to_string()) } else { Destination::Page(page) }
            },
        );
    (to, fragment)
}

/// The page of a thing named by scheme; none when there is no such thing, or it is a draft.
fn named(setting: &Setting<'_>, scheme: &str, name: &str) -> Option<Route> {
    let index = &setting.briefing.index;
    match scheme {
        "incident" => index.incident.get(name).map(|at| setting.to.incident(setting.briefing.incidents[*at].id())),
        "story" => index.story.get(name).map(|at| address::story(setting.briefing.stories[*at].slug())),
        "actor" => setting.briefing.corpus.actors.get_key_value(name).map(|(id, _)| setting.to.actor(id)),
        "place" => setting.briefing.corpus.places.get_key_value(name).map(|(id, _)| setting.to.place(id)),
        "tag" => index.tags.contains_key(&slugify(name)).then(|| setting.to.tag(name)),
        "page" => setting.page(name).map(|page| setting.route_of(page)),
        _ => None,
    }
}

fn is_source(path: &str) -> bool {
    path.rsplit_once('.').is_some_and(|(_, ending)| ending.eq_ignore_ascii_case("md"))
}

/// Whether an address names a file that is no page, such as `files/report.pdf`.
fn is_file(path: &str) -> bool {
    let name = path.rsplit('/').next().unwrap_or(path);
    name.rsplit_once('.').is_some_and(|(_, ending)| !ending.eq_ignore_ascii_case("html"))
}

fn folder(path: &str) -> &str {
    path.rsplit_once('/').map_or("", |(folder, _)| folder)
}

/// A path against a folder, `.` and `..` resolved; one that begins with a slash counts from the root.
fn joined(folder: &str, path: &str) -> String {
    let absolute = path.strip_prefix('/');
    let mut parts: Vec<&str> =
        if absolute.is_some() || folder.is_empty() { Vec::new() } else { folder.split('/').collect() };
    let path = absolute.unwrap_or(path);
    for part in path.split('/') {
        match part {
            "" | "." => {}
            ".." => {
                parts.pop();
            }
            part => parts.push(part),
        }
    }
    let is_folder = path.ends_with('/') || path.ends_with("/.") || path.ends_with("..") || path == ".";
    let mut joined = parts.join("/");
    if is_folder && !joined.is_empty() {
        joined.push('/');
    }
    joined
}

/// An address as an HTML attribute holds it.
fn escaped(address: &str) -> String {
    if !address.contains(['&', '"', '\'', '<', '>']) {
        return address.to_owned();
    }
    address
        .replace('&', "&amp;")
        .replace('"', "&quot;")
        .replace('\'', "&#39;")
        .replace('<', "&lt;")
        .replace('>', "&gt;")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn paths_are_joined_as_a_reader_of_files_expects() {
        let cases = [
            ("content/articles/2025", "../../pages/method.md", "content/pages/method.md"),
            ("content/articles", "/content/pages/about.md", "content/pages/about.md"),
            ("stories/boulikessi", "../timbuktu/", "stories/timbuktu/"),
            ("stories/boulikessi", "/timeline/2025/", "timeline/2025/"),
            ("stories/boulikessi", "/", ""),
            ("a", "../../../x/", "x/"),
        ];
        for (folder, path, whole) in cases {
            assert_eq!(joined(folder, path), whole, "{folder} + {path}");
        }
    }

    #[test]
    fn files_are_told_from_pages() {
        assert!(is_file("files/report.pdf") && is_file("feed.atom"));
        assert!(!is_file("timeline/2025/") && !is_file("404.html") && !is_file(""));
    }

    #[test]
    fn an_address_cannot_close_its_attribute() {
        assert_eq!(escaped("x/?a=1&b=\"'<"), "x/?a=1&amp;b=&quot;&#39;&lt;");
    }
}
