//! Old addresses that lead to where a page is now: aliases, copies folded into a story, records linked into an
//! incident.

use serde::Serialize;

use crate::checked::Checked;
use crate::model::Origin;
use crate::pages::address;
use crate::pages::plan::{Listing, PageKind, PagePlan, Planned, Route};
use crate::pages::setting::Setting;

/// The page kind.
pub(super) struct Redirects;

#[derive(Serialize)]
struct View {
    root: String,
    lang: String,
    target: Route,
    title: String,
    canonical: Option<String>,
}

impl PageKind for Redirects {
    fn plan<'a>(&self, setting: &Setting<'a>) -> Checked<Planned<'a>> {
        let mut pages = Vec::new();
        for story in &setting.briefing.stories {
            let to = address::story(story.slug());
            let title = &story.article.title;
            for alias in &story.article.aliases {
                pages.push(page(setting, alias_route(alias, address::STORIES), &to, title, &story.article.origin));
            }
            for copy in &story.copies {
                let article = &copy.article;
                pages.push(page(setting, address::story(&article.slug), &to, title, &article.origin));
                for alias in &article.aliases {
                    pages.push(page(setting, alias_route(alias, address::STORIES), &to, title, &article.origin));
                }
            }
        }
        for incident in &setting.briefing.incidents {
            let to = address::incident(incident.id());
            let title = &incident.lead().title;
            for (n, record) in incident.records.iter().enumerate() {
                if n > 0 {
                    pages.push(page(setting, address::incident(&record.id), &to, title, &record.origin));
                }
                for alias in &record.aliases {
                    pages.push(page(setting, alias_route(alias, "incidents/"), &to, title, &record.origin));
                }
            }
        }
        Checked::clean(Planned::pages(pages))
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

fn page<'a>(setting: &Setting<'a>, from: Route, to: &Route, title: &str, origin: &Origin) -> PagePlan<'a> {
    let view = View {
        root: from.root(),
        lang: setting.options.lang.clone(),
        target: to.clone(),
        title: title.to_owned(),
        canonical: setting.absolute(to),
    };
    PagePlan::new(from, "pages/redirect.html", view).from(&origin.file, origin.at("aliases")).listed(Listing::Hidden)
}

#[cfg(test)]
mod tests {
    use super::*;

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
