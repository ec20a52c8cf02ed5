//! Old addresses that lead to where a page is now: aliases, copies folded into a story, records linked into an
//! incident.
//!
//! Each becomes a page that refreshes itself, which works on any host, and a line in `_redirects`, by which hosts that
//! read that file answer 301 themselves. The lines do not insist (`301!`): some hosts would refuse them, and the page
//! says the same.

use serde::Serialize;

use crate::checked::Checked;
use crate::model::Origin;
use crate::pages::address;
use crate::pages::plan::{Listing, PageKind, PagePlan, Planned, Route, Shows};
use crate::pages::setting::Setting;

/// The page kind.
pub(super) struct Redirects;

#[derive(Serialize)]
struct View {
    root: String,
    lang: String,
    target: Route,
    title: String,
    head_title: String,
    canonical: Option<String>,
}

/// An old address, where it leads, what lies there, and who asks for it.
type Moved<'m> = (Route, Route, &'m str, &'m Origin);

#[derive(Serialize)]
struct List {
    lines: Vec<Line>,
}

#[derive(Serialize)]
struct Line {
    from: String,
    to: String,
}

impl Line {
    fn new(from: &Route, to: &Route) -> Self {
        Self { from: encoded(from), to: encoded(to) }
    }
}

/// An address from the site's root as hosts compare it: bytes beyond plain ASCII, and blanks, as `%XX`.
fn encoded(route: &Route) -> String {
    let mut text = "/".to_owned();
    for byte in route.as_str().bytes() {
        if byte.is_ascii_alphanumeric() || b"-._~/!$&'()+,;=@".contains(&byte) {
            text.push(char::from(byte));
        } else {
            text.push_str(&format!("%{byte:02X}"));
        }
    }
    text
}

impl PageKind for Redirects {
    fn plan<'a>(&self, setting: &Setting<'a>) -> Checked<Planned<'a>> {
        if !setting.is_own() {
            return Checked::default();
        }
        let mut moved: Vec<Moved<'_>> = Vec::new();
        for story in &setting.briefing.stories {
            let to = address::story(story.slug());
            let title = &story.article.title;
            for alias in &story.article.aliases {
                moved.push((alias_route(alias, address::STORIES), to.clone(), title, &story.article.origin));
            }
            for copy in &story.copies {
                let article = &copy.article;
                moved.push((address::story(&article.slug), to.clone(), title, &article.origin));
                for alias in &article.aliases {
                    moved.push((alias_route(alias, address::STORIES), to.clone(), title, &article.origin));
                }
            }
        }
        for incident in &setting.briefing.incidents {
            let to = setting.to.incident(incident.id());
            let title = &incident.lead().title;
            for (n, record) in incident.records.iter().enumerate() {
                if n > 0 {
                    moved.push((setting.to.incident(&record.id), to.clone(), title, &record.origin));
                }
                for alias in &record.aliases {
                    moved.push((alias_route(alias, "incidents/"), to.clone(), title, &record.origin));
                }
            }
        }
        moved.sort_by(|a, b| a.0.cmp(&b.0));
        let list: Vec<Line> = moved.iter().map(|(from, to, ..)| Line::new(from, to)).collect();
        let mut pages: Vec<PagePlan<'a>> = moved.into_iter().map(|one| page(setting, one)).collect();
        if !list.is_empty() {
            let plan = PagePlan::new(Route::new("_redirects"), "pages/redirects.txt", List { lines: list });
            pages.push(plan.listed(Listing::Hidden));
        }
        Checked::clean(Planned::pages(pages))
    }

    fn shows(&self) -> Shows {
        Shows::Faces
    }
}

/// Where an alias lies: a path counts from the site's root, a bare name stands beside the pages of its kind.
fn alias_route(alias: &str, beside: &str) -> Route {
    let path = alias.trim().trim_start_matches('/');
    let path = if path.contains('/') || path.contains('.') || alias.starts_with('/') {
        path.to_owned()
    } else {
        format!("{beside}{path}")
    };
    let name = path.rsplit('/').next().unwrap_or_default();
    Route::new(&if path.ends_with('/') || name.contains('.') { path } else { format!("{path}/") })
}

fn page<'a>(setting: &Setting<'a>, (from, to, title, origin): Moved<'_>) -> PagePlan<'a> {
    let view = View {
        root: from.root(),
        lang: setting.options.lang.clone(),
        target: to.clone(),
        title: title.to_owned(),
        head_title: setting.words.tell("moved_to", &[("title", title.into())]),
        canonical: setting.absolute(&to),
    };
    PagePlan::new(from, "pages/redirect.html", view).from(&origin.file, origin.at("aliases")).listed(Listing::Hidden)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_line_holds_no_blank_and_no_letter_beyond_ascii() {
        assert_eq!(encoded(&Route::new("actualités/à la une/")), "/actualit%C3%A9s/%C3%A0%20la%20une/");
    }

    #[test]
    fn an_alias_is_a_path_or_a_name_beside_its_kind() {
        let cases = [
            ("2025-06-01-boulkessi", "incidents/2025-06-01-boulkessi/"),
            ("/news/boulikessi/", "news/boulikessi/"),
            ("news/2025/boulikessi", "news/2025/boulikessi/"),
            ("/old.html", "old.html"),
            ("/old", "old/"),
            ("../../etc/passwd", "../../etc/passwd/"),
        ];
        for (alias, route) in cases {
            assert_eq!(alias_route(alias, "incidents/").as_str(), route, "{alias}");
        }
    }
}
