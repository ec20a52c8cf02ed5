//! Making a site again after a change: a page whose view and template are what they were keeps its bytes.
//!
//! Views are compared by a number made of all they hold, so nothing need be known of what a page is about.

use std::collections::HashMap;
use std::sync::Arc;

use bytes::Bytes;

use crate::checked::Checked;
use crate::diagnostic::SourceFile;
use crate::output::{OutputPath, OutputTree};
use crate::pages::views::SiteView;
use crate::pages::{Others, PagePlan, SitePlan};
use crate::render::theme::Theme;
use crate::render::{broken, joined, page_made, whole};

/// The last good site, and what its pages were made of.
#[derive(Debug, Default)]
pub struct Memory {
    theme: Option<Prepared>,
    last: Option<Last>,
}

/// A theme and the site's files it was made of.
#[derive(Debug)]
struct Prepared {
    files: Vec<Arc<SourceFile>>,
    theme: Checked<Arc<Theme>>,
}

#[derive(Debug)]
struct Last {
    theme: Arc<Theme>,
    sites: Vec<SiteView>,
    /// The number of each page's view, by its path.
    views: HashMap<String, Option<u128>>,
    tree: OutputTree,
}

impl Memory {
    /// The theme, made again only if a template or a file of the site has changed.
    pub fn theme(&mut self, templates: &[Arc<SourceFile>], files: &[Arc<SourceFile>]) -> Checked<Arc<Theme>> {
        let given = || templates.iter().chain(files);
        let same = |known: &&Prepared| {
            known.files.len() == given().count()
                && known.files.iter().zip(given()).all(|(one, other)| Arc::ptr_eq(one, other))
        };
        if let Some(known) = self.theme.as_ref().filter(same) {
            return known.theme.clone();
        }
        let Checked { value, diagnostics } = Theme::new(templates, files);
        let theme = Checked::new(Arc::new(value), diagnostics);
        self.theme = Some(Prepared { files: given().cloned().collect(), theme: theme.clone() });
        theme
    }

    /// The last good site.
    #[must_use]
    pub fn tree(&self) -> Option<&OutputTree> {
        self.last.as_ref().map(|last| &last.tree)
    }

    /// Whether the last good site was made with this theme.
    #[must_use]
    pub fn was_made_with(&self, theme: &Arc<Theme>) -> bool {
        self.last.as_ref().is_some_and(|last| Arc::ptr_eq(&last.theme, theme))
    }
}

/// As [`crate::render::site`], but makes only the pages that are not as they were. The plan may leave out others only
/// if the last good site was made with this theme. A site without a fault is kept for the next time.
#[must_use]
pub fn site_again(plan: &SitePlan<'_>, theme: &Arc<Theme>, memory: &mut Memory) -> Checked<OutputTree> {
    let known = memory.last.as_ref().filter(|last| Arc::ptr_eq(&last.theme, theme) && last.sites == plan.sites);
    let context = theme.context(&plan.sites);
    let pages: Vec<&PagePlan<'_>> = plan.pages.values().collect();
    let made = Checked::par_map(&pages, |page| {
        let stamp = page.view.stamp();
        let as_before = || {
            let (last, path) = (known?, page.route.file());
            let bytes = last.tree.get(&path).filter(|_| stamp.is_some() && last.views.get(&path) == Some(&stamp))?;
            Some((path, bytes.clone()))
        };
        let made = as_before().map_or_else(|| page_made(theme, &context, page), |made| Checked::clean(Some(made)));
        let Checked { value, diagnostics } = made;
        Checked::new(value.map(|(path, bytes)| (path, bytes, stamp)), diagnostics)
    });
    let mut diagnostics = made.diagnostics;
    let pages: Vec<(String, Bytes, Option<u128>)> = made.value.into_iter().flatten().collect();
    let views = pages.iter().map(|(path, _, stamp)| (path.clone(), *stamp)).collect();
    let files = pages.into_iter().map(|(path, bytes, _)| (path, bytes)).chain(whole(plan));
    let tree = match plan.others {
        Others::None => joined(files, theme).into_value(&mut diagnostics),
        Others::AsBefore => {
            let mut tree = memory.last.as_ref().map(|last| last.tree.clone()).unwrap_or_default();
            tree.extend(files.filter_map(|(path, bytes)| Some((OutputPath::new(&path).ok()?, bytes))));
            tree
        }
    };
    diagnostics.extend(broken(plan, &tree));
    if !diagnostics.has_errors() {
        keep(memory, plan, theme, views, &tree);
    }
    Checked::new(tree, diagnostics)
}

fn keep(
    memory: &mut Memory,
    plan: &SitePlan<'_>,
    theme: &Arc<Theme>,
    views: Vec<(String, Option<u128>)>,
    tree: &OutputTree,
) {
    match &mut memory.last {
        Some(last) if plan.others == Others::AsBefore => {
            last.views.extend(views);
            last.tree = tree.clone();
        }
        last => {
            *last = Some(Last {
                theme: Arc::clone(theme),
                sites: plan.sites.clone(),
                views: views.into_iter().collect(),
                tree: tree.clone(),
            });
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::diagnostic::source::FileKind;
    use crate::pages::Route;

    fn planned(title: &str) -> SitePlan<'static> {
        let mut plan = SitePlan::default();
        for (route, title) in [("a/", "same"), ("b/", title)] {
            let view = std::collections::BTreeMap::from([("title", title.to_owned())]);
            let page = PagePlan::new(Route::new(route), "pages/page.html", view);
            plan.pages.insert(page.route.clone(), page);
        }
        plan
    }

    #[test]
    fn a_page_whose_view_is_the_same_keeps_its_bytes() {
        let template = Arc::new(SourceFile::text("templates/pages/page.html", FileKind::Template, "<p>{{ title }}"));
        let mut memory = Memory::default();
        let theme = memory.theme(std::slice::from_ref(&template), &[]).value;
        let first = site_again(&planned("one"), &theme, &mut memory).value;
        let theme = memory.theme(std::slice::from_ref(&template), &[]).value;
        assert!(memory.was_made_with(&theme));
        let second = site_again(&planned("two"), &theme, &mut memory).value;
        let at = |tree: &OutputTree, path: &str| tree.get(path).unwrap().as_ptr();
        assert_eq!(at(&first, "a/index.html"), at(&second, "a/index.html"));
        assert_eq!(second.get("b/index.html").unwrap(), "<p>two");
        let other = Arc::new(SourceFile::text("templates/pages/page.html", FileKind::Template, "<b>{{ title }}"));
        let theme = memory.theme(&[other], &[]).value;
        assert!(!memory.was_made_with(&theme));
        assert_eq!(site_again(&planned("two"), &theme, &mut memory).value.get("a/index.html").unwrap(), "<b>same");
    }
}
