//! From a plan of pages to the site's bytes: each page's view through its template, and the files of `static/`.
//!
//! The only room that makes whole pages of HTML. It must not know what a page is about.

mod assets;
mod chart;
mod theme;

use bytes::Bytes;

use crate::checked::Checked;
use crate::diagnostic::{Code, Diagnostic};
use crate::output::{OutputPath, OutputTree, headers};
use crate::pages::{Destination, PagePlan, SitePlan};
pub use theme::Theme;

/// The file in which some hosts look for headers.
const HEADERS: &str = "_headers";

/// The file in which some hosts look for old addresses; a site's own takes the place of ours, which only spares a step.
const REDIRECTS: &str = "_redirects";

/// Makes every page and adds the files of `static/`. A page that cannot be made is left out and told of.
#[must_use]
pub fn site(plan: &SitePlan<'_>, theme: &Theme) -> Checked<OutputTree> {
    let context = theme.context(&plan.site);
    let pages: Vec<&PagePlan<'_>> = plan.pages.values().collect();
    let made = Checked::par_map(&pages, |page| match theme.render(page, &context) {
        Ok(html) => Checked::clean(Some((page.route.file(), Bytes::copy_from_slice(&html)))),
        Err(said) => Checked::new(None, [said].into_iter().collect()),
    });
    let mut diagnostics = made.diagnostics;
    let mut tree = OutputTree::new();
    let whole = plan.files.iter().map(|(route, bytes)| (route.file(), bytes.clone()));
    let files = made.value.into_iter().flatten().chain(whole).chain(theme.files());
    for (path, bytes) in files {
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
    for link in &plan.asset_links {
        if let Destination::Asset(path) = &link.to
            && tree.get(path).is_none()
        {
            diagnostics.push(link.broken());
        }
    }
    Checked::new(tree, diagnostics)
}
