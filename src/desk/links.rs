//! Which page leads to which: links in and out of each, links that lead nowhere, and pages to which none leads.

use std::collections::{BTreeMap, BTreeSet};

use serde::Serialize;

use crate::desk::examine::Examined;
use crate::desk::scan::{Target, target};
use crate::desk::words::count;
use crate::desk::{First, Frame, Given, Memory, Pager, Row, Tone, paper, part};
use crate::output::{OutputPath, OutputTree};
use crate::weight;

/// How many stand on one page.
const ON_A_PAGE: usize = 400;

/// What leads to a page, and where it leads.
#[derive(Default)]
struct OfPage<'a> {
    title: &'a str,
    /// Pages whose own text leads here.
    into: BTreeSet<&'a str>,
    /// Pages that its own text leads to.
    out: BTreeSet<&'a str>,
    /// Addresses of other sites that its own text leads to.
    outer: BTreeSet<&'a str>,
    /// Links of all of it that lead to no file of the site.
    broken: BTreeSet<&'a str>,
    /// Whether any other page leads here at all, be it by its head or foot.
    is_reached: bool,
    /// Whether nothing need lead here: the front page, the page for lost readers, a page that only leads on.
    stands_alone: bool,
}

/// Every page of the site by the path of its file.
type Web<'a> = BTreeMap<&'a str, OfPage<'a>>;

fn web<'a>(files: &'a BTreeMap<OutputPath, Examined>, tree: &'a OutputTree) -> Web<'a> {
    let pages = files.iter().filter_map(|(path, file)| Some((path, file.links.as_ref()?)));
    let mut web: Web<'a> = pages
        .clone()
        .map(|(path, links)| {
            let stands_alone = links.moved || ["index.html", "404.html"].contains(&path.as_str());
            (path.as_str(), OfPage { title: &links.title, stands_alone, ..OfPage::default() })
        })
        .collect();
    for (path, links) in pages {
        let mut of_page = web.remove(path.as_str()).unwrap_or_default();
        let own = links.main.iter().map(|link| (link, Place::Text));
        let around = links.other.iter().map(|link| (link, Place::Around));
        let shown = links.files.iter().map(|link| (link, Place::Around));
        for (link, place) in own.chain(around).chain(shown) {
            match target(path, link) {
                Target::Outer(address) if place == Place::Text => _ = of_page.outer.insert(address),
                Target::Outer(_) | Target::Nowhere => {}
                Target::Inner(to) => match file_of(tree, &to) {
                    None => _ = of_page.broken.insert(link),
                    Some(to) if to == path.as_str() => {}
                    // A page that only leads on makes no page reached.
                    Some(_) if links.moved => {}
                    Some(to) => {
                        let Some(to) = web.get_key_value(to.as_str()).map(|(to, _)| *to) else { continue };
                        if let Some(other) = web.get_mut(to) {
                            other.is_reached = true;
                            if place == Place::Text {
                                other.into.insert(path.as_str());
                                of_page.out.insert(to);
                            }
                        }
                    }
                },
            }
        }
        web.insert(path.as_str(), of_page);
    }
    web
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Place {
    Text,
    Around,
}

/// The file that answers at a path.
fn file_of(tree: &OutputTree, path: &str) -> Option<String> {
    let index = |folder: &str| format!("{folder}index.html");
    let choices = if path.is_empty() || path.ends_with('/') {
        vec![index(path)]
    } else {
        vec![path.to_owned(), index(&format!("{path}/"))]
    };
    choices.into_iter().find(|file| tree.get(file).is_some())
}

/// The address of a file, as a link of the desk writes it.
pub(super) fn address(file: &str) -> String {
    format!(
        "/{}",
        file.strip_suffix("index.html").filter(|folder| folder.is_empty() || folder.ends_with('/')).unwrap_or(file)
    )
}

/// The desk's page for a file.
fn desk_of(file: &str) -> String {
    format!("/_desk/links/of{}", address(file))
}

impl OfPage<'_> {
    fn is_orphan(&self) -> bool {
        !self.is_reached && !self.stands_alone
    }
}

pub(super) fn row(given: &Given<'_>, memory: &mut Memory) -> Row {
    let Some(tree) = given.tree else {
        return Row {
            tone: Tone::Calm,
            figure: "no site yet".to_owned(),
            says: "There are no pages.".to_owned(),
            firsts: Vec::new(),
        };
    };
    let web = web(memory.of(given.tree), tree);
    let broken: usize = web.values().map(|page| page.broken.len()).sum();
    let orphans = web.values().filter(|page| page.is_orphan()).count();
    let firsts =
        web.iter().filter(|(_, page)| !page.broken.is_empty() || page.is_orphan()).take(3).map(|(path, page)| {
            First::new(
                &address(path),
                page.broken.first().map_or_else(|| "no page leads here".to_owned(), |link| format!("leads to {link}")),
            )
        });
    let (tone, figure) = match (broken, orphans) {
        (0, 0) => (Tone::Calm, "none broken, no orphans".to_owned()),
        _ => (Tone::Open, format!("{broken} broken, {}", count(orphans, "orphan", "orphans"))),
    };
    let says = format!("{}, as they stand in the finished site.", count(web.len(), "page", "pages"));
    Row { tone, figure, says, firsts: firsts.collect() }
}

#[derive(Serialize)]
struct View {
    frame: Frame,
    broken: Vec<Broken>,
    orphans: Vec<PageView>,
    pages: Vec<PageView>,
    total: usize,
    first: bool,
    pager: Option<Pager>,
}

#[derive(Serialize)]
struct Broken {
    from: PageView,
    link: String,
}

#[derive(Serialize)]
struct PageView {
    title: String,
    path: String,
    href: String,
    desk: String,
    into: usize,
    out: usize,
    outer: usize,
    broken: usize,
}

fn page_view(path: &str, page: &OfPage<'_>) -> PageView {
    PageView {
        title: if page.title.is_empty() { address(path) } else { page.title.to_owned() },
        path: address(path),
        href: address(path),
        desk: desk_of(path),
        into: page.into.len(),
        out: page.out.len(),
        outer: page.outer.len(),
        broken: page.broken.len(),
    }
}

pub(super) fn page(given: &Given<'_>, memory: &mut Memory, number: usize) -> Option<String> {
    let nothing = OutputTree::new();
    let tree = given.tree.unwrap_or(&nothing);
    let web = web(memory.of(given.tree), tree);
    let all: Vec<(&&str, &OfPage<'_>)> = web.iter().collect();
    let (shown, pager) = part(&all, number, ON_A_PAGE, "links")?;
    let broken = web.iter().flat_map(|(path, page)| {
        page.broken.iter().map(|link| Broken { from: page_view(path, page), link: (*link).to_owned() })
    });
    let orphans = web.iter().filter(|(_, page)| page.is_orphan()).map(|(path, page)| page_view(path, page));
    let view = View {
        frame: Frame::new(given, "links"),
        broken: broken.collect(),
        orphans: orphans.collect(),
        pages: shown.iter().map(|(path, page)| page_view(path, page)).collect(),
        total: all.len(),
        first: number == 1,
        pager,
    };
    paper::print("links.html", &view)
}

/// One page of the site: what leads to it and where it leads.
pub(super) fn one(given: &Given<'_>, memory: &mut Memory, of: &str) -> Option<String> {
    #[derive(Serialize)]
    struct One<'a> {
        frame: Frame,
        page: PageView,
        weight: String,
        is_orphan: bool,
        into: Vec<PageView>,
        out: Vec<PageView>,
        outer: Vec<&'a str>,
        broken: Vec<&'a str>,
    }
    let tree = given.tree?;
    let file = file_of(tree, of)?;
    let files = memory.of(given.tree);
    let web = web(files, tree);
    let page = web.get(file.as_str())?;
    let others = |paths: &BTreeSet<&str>| {
        paths.iter().filter_map(|path| Some(page_view(path, web.get(path)?))).collect::<Vec<_>>()
    };
    let view = One {
        frame: Frame::new(given, "links"),
        page: page_view(&file, page),
        weight: files.get(file.as_str()).map(|file| weight::words(file.weight)).unwrap_or_default(),
        is_orphan: page.is_orphan(),
        into: others(&page.into),
        out: others(&page.out),
        outer: page.outer.iter().copied().collect(),
        broken: page.broken.iter().copied().collect(),
    };
    paper::print("links_of.html", &view)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn site(pages: &[(&str, &str)]) -> OutputTree {
        pages.iter().map(|(path, html)| (OutputPath::new(path).unwrap(), (*html).to_owned().into())).collect()
    }

    #[test]
    fn links_are_counted_at_both_ends_and_what_leads_nowhere_is_named() {
        let tree = site(&[
            (
                "index.html",
                "<nav><a href=\"menu/\">menu</a></nav><main><a href=\"a/\">a</a><a href=\"a/#x\">a</a></main>",
            ),
            ("menu/index.html", "<main>x</main>"),
            (
                "a/index.html",
                "<main><a href=\"../\">front</a><a href=\"gone/\">x</a><a href=\"https://example.org/\">o</a><img src=none.png></main>",
            ),
            ("alone/index.html", "<main><a href=\"../a/\">a</a></main>"),
            ("old/index.html", "<meta http-equiv=\"refresh\" content=\"0\"><main><a href=\"../menu/\">x</a></main>"),
        ]);
        let mut memory = Memory::default();
        let web = web(memory.of(Some(&tree)), &tree);
        let a = &web["a/index.html"];
        assert_eq!(a.into, BTreeSet::from(["alone/index.html", "index.html"]));
        assert_eq!((a.out.len(), a.outer.len()), (1, 1));
        assert_eq!(a.broken, BTreeSet::from(["gone/", "none.png"]));
        let menu = &web["menu/index.html"];
        assert!(menu.into.is_empty() && !menu.is_orphan(), "reached by the menu alone, and no orphan");
        let orphans: Vec<&str> = web.iter().filter(|(_, page)| page.is_orphan()).map(|(path, _)| *path).collect();
        assert_eq!(orphans, ["alone/index.html"]);
    }

    #[test]
    fn a_file_has_the_address_that_a_browser_asks_for() {
        for (file, to) in [
            ("index.html", "/"),
            ("a/index.html", "/a/"),
            ("404.html", "/404.html"),
            ("a/xindex.html", "/a/xindex.html"),
        ] {
            assert_eq!(address(file), to);
        }
    }
}
