//! From a plan of pages to the site's bytes: each page's view through its template, and the files of `static/`.
//!
//! The only room that makes whole pages of HTML. It must not know what a page is about.

mod again;
mod assets;
pub mod budget;
#[cfg(feature = "cards")]
mod card;
#[cfg(not(feature = "cards"))]
#[path = "no_card.rs"]
mod card;
mod chart;
mod map;
mod sheet;
mod theme;
mod tolls;

use bytes::Bytes;

use crate::checked::Checked;
use crate::diagnostic::{Code, Diagnostic, Diagnostics};
use crate::output::{OutputPath, OutputTree, headers};
use crate::pages::{Destination, Form, PagePlan, PlannedLink, SitePlan};
pub use again::{Memory, site_again};
use theme::SiteContext;
pub use theme::Theme;

/// The file in which some hosts look for headers.
const HEADERS: &str = "_headers";

/// The file in which some hosts look for old addresses; a site's own takes the place of ours, which only spares a step.
const REDIRECTS: &str = "_redirects";

/// Makes every page and adds the files of `static/`. A page that cannot be made is left out and told of.
#[must_use]
pub fn site(plan: &SitePlan<'_>, theme: &Theme) -> Checked<OutputTree> {
    let context = theme.context(&plan.sites);
    let pages: Vec<&PagePlan<'_>> = plan.pages.values().collect();
    let made = Checked::par_map(&pages, |page| page_made(theme, &context, page));
    let Checked { value: pages, mut diagnostics } = made;
    let tree = joined(pages.into_iter().flatten().chain(whole(plan)), theme).into_value(&mut diagnostics);
    diagnostics.extend(broken(plan, &tree));
    Checked::new(tree, diagnostics)
}

/// As [`site`], but makes only pages that show what writers wrote; the others stand in the tree without their bytes.
#[must_use]
pub fn texts(plan: &SitePlan<'_>, theme: &Theme) -> Checked<OutputTree> {
    const TEXTS: [&str; 3] = ["pages/story.html", "pages/front.html", "pages/page.html"];
    let context = theme.context(&plan.sites);
    let pages: Vec<&PagePlan<'_>> = plan.pages.values().collect();
    let made = Checked::par_map(&pages, |page| {
        if TEXTS.contains(&page.template) {
            page_made(theme, &context, page)
        } else {
            Checked::clean(Some((page.route.file(), Bytes::new())))
        }
    });
    let Checked { value: pages, mut diagnostics } = made;
    let tree = joined(pages.into_iter().flatten().chain(whole(plan)), theme).into_value(&mut diagnostics);
    diagnostics.extend(broken(plan, &tree));
    Checked::new(tree, diagnostics)
}

/// A page's path and bytes, if it can be made.
fn page_made(theme: &Theme, context: &SiteContext, page: &PagePlan<'_>) -> Checked<Option<(String, Bytes)>> {
    match theme.render(page, context) {
        Ok(html) if page.form == Form::Text => Checked::clean(Some((page.route.file(), Bytes::copy_from_slice(&html)))),
        Ok(svg) => match card::picture(&svg) {
            Ok(png) => Checked::clean(Some((page.route.file(), Bytes::from(png)))),
            Err(why) => {
                let said = format!("no picture can be made of what `{}` gives: {why}", page.template);
                let help = format!("correct the template, which makes `/{}`", page.route);
                Checked::new(None, [Diagnostic::new(Code::Template, said).help(help)].into_iter().collect())
            }
        },
        Err(said) => Checked::new(None, [said].into_iter().collect()),
    }
}

/// The plan's files that are no pages.
fn whole(plan: &SitePlan<'_>) -> impl Iterator<Item = (String, Bytes)> {
    plan.files.iter().map(|(route, bytes)| (route.file(), bytes.clone()))
}

/// Pages and files as one tree, with the theme's own.
fn joined(pages: impl Iterator<Item = (String, Bytes)>, theme: &Theme) -> Checked<OutputTree> {
    let mut diagnostics = Diagnostics::new();
    let mut tree = OutputTree::new();
    for (path, bytes) in pages.chain(theme.files()) {
        match OutputPath::new(&path) {
            Ok(path) => {
                let is_own_list = path.as_str() == REDIRECTS;
                if tree.insert(path.clone(), bytes).is_some() && !is_own_list {
                    let said = format!("a page and the file `static/{path}` both want the address `/{path}`");
                    diagnostics.push(
                        Diagnostic::new(Code::RouteCollision, said)
                            .help("rename the file in `static/`, or give the page another slug"),
                    );
                }
            }
            Err(bad) => {
                let said = format!("`static/{path}` cannot be published: {bad}");
                diagnostics.push(Diagnostic::new(Code::UnsafePath, said).help("rename the file"));
            }
        }
    }
    // A site's own list of headers stands as it was written.
    if let (None, Ok(path)) = (tree.get(HEADERS), OutputPath::new(HEADERS)) {
        let text = headers::netlify(tree.iter().map(|(path, _)| path));
        tree.insert(path, Bytes::from(text));
    }
    Checked::new(tree, diagnostics)
}

/// What is said of links to files that are not in the tree.
fn broken(plan: &SitePlan<'_>, tree: &OutputTree) -> Diagnostics {
    let missing = |link: &&PlannedLink| matches!(&link.to, Destination::Asset(path) if tree.get(path).is_none());
    plan.asset_links.iter().filter(missing).map(PlannedLink::broken).collect()
}
