//! The page for addresses that lead nowhere. A host serves it at any depth, so its links begin at the site's base path.

use serde::Serialize;

use crate::checked::Checked;
use crate::pages::plan::{Listing, PageKind, PagePlan, Planned, Shows};
use crate::pages::setting::{Served, Setting};
use crate::pages::views::{Head, Link};

/// The page kind.
pub(super) struct NotFound;

#[derive(Serialize)]
struct View {
    root: String,
    page: Head,
    ways: Vec<Link>,
}

impl PageKind for NotFound {
    fn plan<'a>(&self, setting: &Setting<'a>) -> Checked<Planned<'a>> {
        let route = setting.to.list("404.html");
        let mut head = setting.head("not-found", "", &route, setting.words.say("not_found_title"), "");
        head.noindex = true;
        head.canonical = None;
        head.alternates.clear();
        let mut ways = vec![Link::new(setting.to.front(), setting.words.say("front_page"))];
        ways.extend(setting.site.nav.iter().chain(&setting.site.footer_nav).cloned());
        let root = match setting.options.served {
            Served::AtItsAddress => base_path(&setting.options.base_url),
            Served::AtTheRoot | Served::Nowhere => "/".to_owned(),
        };
        let view = View { root, page: head, ways };
        Checked::clean(Planned::pages(vec![PagePlan::new(route, "pages/not_found.html", view).listed(Listing::Hidden)]))
    }

    fn shows(&self) -> Shows {
        Shows::Faces
    }
}

/// Whether a site of this address lies at the root of its host, as it does in the preview.
#[must_use]
pub fn lies_at_a_root(base_url: &str) -> bool {
    base_path(base_url) == "/"
}

/// The path of a full address: `/` for `https://example.org/`, `/sahel/` for `https://example.org/sahel/`.
fn base_path(base_url: &str) -> String {
    let path = base_url.split_once("://").and_then(|(_, rest)| rest.split_once('/')).map_or("", |(_, path)| path);
    if path.is_empty() { "/".to_owned() } else { format!("/{}/", path.trim_end_matches('/')) }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_base_path_is_what_stands_after_the_host() {
        let cases = [
            ("https://example.org/", "/"),
            ("https://example.org/sahel/", "/sahel/"),
            ("https://example.org", "/"),
            ("", "/"),
        ];
        for (url, path) in cases {
            assert_eq!(base_path(url), path, "{url}");
        }
    }
}
