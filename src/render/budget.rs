//! What the finished site may weigh: each page with the style sheets it needs, each sheet, script and picture, as an
//! ordinary web server compresses them. Looks at bytes alone; what a page is about is told by its template.
//!
//! To compress every page would cost as much as to make it. A text of words and tags never comes out at more than its
//! own size, nor at more than its letters cost one by one, so only pages that may pass their room are compressed; and a
//! preview compresses a page again only when its bytes are others.

use std::collections::{BTreeMap, HashMap};

use bytes::Bytes;

use crate::checked::Checked;
use crate::diagnostic::{Code, Diagnostic, Diagnostics};
use crate::output::OutputTree;
use crate::pages::{Others, PagePlan, Route, SitePlan};
use crate::weight;

/// A kilobyte as budgets count it.
const KB: usize = 1024;

/// How much each kind of file may weigh, in bytes, compressed by gzip.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Options {
    /// A story with the style sheets: what fits into the first flight of a connection.
    pub article: usize,
    /// The front page with the style sheets.
    pub front: usize,
    /// A page of the timeline with the style sheets.
    pub timeline: usize,
    /// Any other page with the style sheets.
    pub page: usize,
    /// All style sheets together.
    pub css: usize,
    /// One script.
    pub js: usize,
    /// One picture.
    pub image: usize,
}

impl Default for Options {
    fn default() -> Self {
        Self {
            article: 14 * KB,
            front: 30 * KB,
            timeline: 25 * KB,
            page: 30 * KB,
            css: 8 * KB,
            js: 3 * KB,
            image: 40 * KB,
        }
    }
}

impl Options {
    /// What a page may weigh, and the key that says so; nothing for what is no page of HTML.
    fn of(&self, page: &PagePlan<'_>) -> Option<(&'static str, usize)> {
        match page.template {
            "pages/story.html" => Some(("article", self.article)),
            "pages/front.html" => Some(("front", self.front)),
            "pages/timeline.html" | "pages/month.html" => Some(("timeline", self.timeline)),
            template if template.ends_with(".html") => Some(("page", self.page)),
            _ => None,
        }
    }
}

/// What was weighed the last time.
#[derive(Debug, Default)]
pub struct Memory {
    /// What was obeyed.
    options: Option<Options>,
    /// The weight of all style sheets.
    styles: usize,
    /// Files that had to be compressed, with what they weigh.
    weights: HashMap<String, (Bytes, usize)>,
    /// Pages that had not: they cannot weigh too much beside these style sheets.
    light: HashMap<String, Bytes>,
    /// What was said of pages, by their path.
    pages: HashMap<String, Diagnostic>,
    /// What was said of other files.
    files: Diagnostics,
}

/// Everything of the tree that weighs more than it may. Only what has changed since `memory` is weighed.
#[must_use]
pub fn over(plan: &SitePlan<'_>, tree: &OutputTree, options: &Options, memory: &mut Memory) -> Diagnostics {
    if plan.others == Others::None {
        let before = (memory.styles, memory.options.replace(*options));
        files(plan, tree, options, memory);
        if before != (memory.styles, memory.options) {
            memory.light.clear();
        }
        memory.pages.retain(|path, _| tree.get(path).is_some());
        memory.light.retain(|path, _| tree.get(path).is_some());
    }
    let pages: Vec<(&PagePlan<'_>, String)> = plan.pages.values().map(|page| (page, page.route.file())).collect();
    let known = &*memory;
    let weighed = Checked::par_map(&pages, |(page, path)| {
        let Some(bytes) = tree.get(path).filter(|bytes| !is_same(known.light.get(path), bytes)) else {
            return Checked::clean(None);
        };
        let room = options.of(page).map_or(usize::MAX, |(_, budget)| budget.saturating_sub(known.styles));
        let is_light = !known.holds(path, bytes) && weight::is_within(bytes, room);
        Checked::clean(Some((bytes.clone(), (!is_light).then(|| known.weigh(path, bytes)))))
    });
    for ((page, path), weighed) in pages.into_iter().zip(weighed.value) {
        let Some((bytes, weight)) = weighed else { continue };
        memory.pages.remove(&path);
        let Some(weight) = weight else {
            memory.light.insert(path, bytes);
            continue;
        };
        let weight_of_all = weight + memory.styles;
        if let Some((key, budget)) = options.of(page).filter(|(_, budget)| weight_of_all > *budget) {
            let said = format!(
                "`/{}` weighs {} with its style, more than the {} of `budget.{key}`",
                page.route,
                in_bytes(weight_of_all),
                in_bytes(budget)
            );
            memory.pages.insert(path.clone(), said_of(said, page));
        }
        memory.weights.insert(path, (bytes, weight));
    }
    let pages: BTreeMap<&String, &Diagnostic> = memory.pages.iter().collect();
    memory.files.iter().chain(pages.into_values()).cloned().collect()
}

/// Weighs what is no page. A script that pages brought along hands over data, and is loaded when it is asked for.
fn files(plan: &SitePlan<'_>, tree: &OutputTree, options: &Options, memory: &mut Memory) {
    let mut said = Diagnostics::new();
    let mut styles = 0;
    for (path, bytes) in tree {
        let path = path.as_str();
        let (key, budget) = match path.rsplit('.').next().unwrap_or_default() {
            "css" => {
                styles += memory.weigh_once(path, bytes);
                continue;
            }
            "js" if plan.files.contains_key(&Route::new(path)) => continue,
            "js" => ("js", options.js),
            "svg" | "avif" | "webp" | "png" | "jpg" | "jpeg" | "gif" => ("image", options.image),
            _ => continue,
        };
        if bytes.len() <= budget {
            continue;
        }
        let weight = if key == "js" || path.ends_with(".svg") { memory.weigh_once(path, bytes) } else { bytes.len() };
        if weight > budget {
            let words =
                format!("`/{path}` weighs {}, more than the {} of `budget.{key}`", in_bytes(weight), in_bytes(budget));
            said.push(Diagnostic::new(Code::OverBudget, words).help(LIGHTER));
        }
    }
    if styles > options.css {
        let words = format!(
            "the style sheets weigh {} together, more than the {} of `budget.css`",
            in_bytes(styles),
            in_bytes(options.css)
        );
        said.push(Diagnostic::new(Code::OverBudget, words).help(LIGHTER));
    }
    memory.styles = styles;
    memory.files = said;
}

const LIGHTER: &str = "make it lighter, or write a larger budget in `site.yaml`";

/// A page's fault, at the source that asks for the page where there is one.
fn said_of(words: String, page: &PagePlan<'_>) -> Diagnostic {
    let said = Diagnostic::new(Code::OverBudget, words);
    let said = match &page.origin {
        Some((file, at)) => said.at(file, at.clone(), ""),
        None => said,
    };
    said.help("shorten it or divide it, or write a larger budget in `site.yaml`")
}

/// A weight as a budget's fault tells it.
fn in_bytes(bytes: usize) -> String {
    format!("{} bytes ({})", bytes, weight::words(bytes))
}

/// Whether these are the very bytes that are known, and not only equal ones.
fn is_same(known: Option<&Bytes>, bytes: &Bytes) -> bool {
    known.is_some_and(|known| known.as_ptr() == bytes.as_ptr() && known.len() == bytes.len())
}

impl Memory {
    /// Whether these very bytes were weighed before.
    fn holds(&self, path: &str, bytes: &Bytes) -> bool {
        is_same(self.weights.get(path).map(|(known, _)| known), bytes)
    }

    /// What a file weighs; one whose bytes are those of the last time is not compressed again.
    fn weigh(&self, path: &str, bytes: &Bytes) -> usize {
        match self.weights.get(path) {
            Some((_, weight)) if self.holds(path, bytes) => *weight,
            _ => weight::gzip(bytes),
        }
    }

    fn weigh_once(&mut self, path: &str, bytes: &Bytes) -> usize {
        let weight = self.weigh(path, bytes);
        self.weights.insert(path.to_owned(), (bytes.clone(), weight));
        weight
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::output::OutputPath;
    use crate::pages::Route;

    /// A text that hardly compresses.
    fn noise(len: u32, seed: u32) -> Bytes {
        let mut state = seed;
        let mut next = || {
            state = state.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
            b'!' + u8::try_from((state >> 24) % 90).unwrap()
        };
        (0..len).map(|_| next()).collect::<Vec<u8>>().into()
    }

    fn planned(routes: &[&str]) -> SitePlan<'static> {
        let mut plan = SitePlan::default();
        for route in routes {
            let page = PagePlan::new(Route::new(route), "pages/story.html", ());
            plan.pages.insert(page.route.clone(), page);
        }
        plan
    }

    fn tree(files: &[(&str, Bytes)]) -> OutputTree {
        let mut tree = OutputTree::new();
        tree.extend(files.iter().map(|(path, bytes)| (OutputPath::new(path).unwrap(), bytes.clone())));
        tree
    }

    fn said(plan: &SitePlan<'_>, tree: &OutputTree, memory: &mut Memory) -> Vec<String> {
        let options = Options { article: 2 * KB, css: 3 * KB, ..Options::default() };
        let over = over(plan, tree, &options, memory);
        over.iter().map(|one| one.message.split(" weigh").next().unwrap_or_default().to_owned()).collect()
    }

    #[test]
    fn a_page_counts_with_the_style_sheets_and_says_its_bytes() {
        let plan = planned(&["stories/a/", "stories/b/"]);
        let (long, short) = (noise(2000, 1), noise(1000, 2));
        let bare = tree(&[("stories/a/index.html", long.clone()), ("stories/b/index.html", short.clone())]);
        assert!(said(&plan, &bare, &mut Memory::default()).is_empty());
        let styled = [("css/a.css", noise(600, 3)), ("stories/a/index.html", long), ("stories/b/index.html", short)];
        assert_eq!(said(&plan, &tree(&styled), &mut Memory::default()), ["`/stories/a/`"]);
        let over =
            over(&plan, &tree(&styled), &Options { article: 2 * KB, ..Options::default() }, &mut Memory::default());
        let words = over.iter().next().unwrap().message.clone();
        assert!(words.contains("bytes (") && words.contains("`budget.article`"), "{words}");
    }

    #[test]
    fn what_is_not_planned_again_is_still_said() {
        let files = [("stories/a/index.html", noise(4000, 1)), ("stories/b/index.html", noise(4000, 2))];
        let mut memory = Memory::default();
        let both = ["`/stories/a/`", "`/stories/b/`"];
        assert_eq!(said(&planned(&["stories/a/", "stories/b/"]), &tree(&files), &mut memory), both);
        let mut only_b = planned(&["stories/b/"]);
        only_b.others = Others::AsBefore;
        assert_eq!(said(&only_b, &tree(&files), &mut memory), both);
        let lighter = tree(&[files[0].clone(), ("stories/b/index.html", noise(500, 2))]);
        assert_eq!(said(&only_b, &lighter, &mut memory), ["`/stories/a/`"]);
    }
}
