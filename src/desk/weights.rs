//! What pages and files weigh on the line, against what they may weigh.

use std::collections::BTreeMap;

use serde::Serialize;

use crate::desk::budget::Class;
use crate::desk::examine::Examined;
use crate::desk::scan::{Target, target};
use crate::desk::words::count;
use crate::desk::{First, Frame, Given, Memory, Pager, Row, Tone, paper, part};
use crate::output::OutputPath;
use crate::render::budget::Options;
use crate::weight;

/// How many stand on one page.
const ON_A_PAGE: usize = 300;

#[derive(Serialize)]
struct View {
    frame: Frame,
    says: String,
    classes: Vec<ClassView>,
    files: Vec<FileView>,
    pager: Option<Pager>,
}

#[derive(Serialize)]
struct ClassView {
    name: &'static str,
    count: usize,
    heaviest: String,
    path: String,
    budget: String,
    over: usize,
}

#[derive(Serialize)]
struct FileView {
    path: String,
    href: String,
    class: &'static str,
    weight: String,
    budget: String,
    /// Share of the budget, in whole percent.
    share: usize,
    over: String,
}

/// A file with its weight, and what it may weigh: a page with the style sheets that it asks for.
struct Weighed<'a> {
    path: &'a OutputPath,
    class: Class,
    weight: usize,
    budget: usize,
}

impl Weighed<'_> {
    fn over(&self) -> Option<usize> {
        self.weight.checked_sub(self.budget).filter(|over| *over > 0)
    }

    /// Share of the budget, in thousandths.
    fn share(&self) -> usize {
        self.weight * 1000 / self.budget.max(1)
    }
}

/// Every file that has a kind, the one nearest to its budget or furthest over it first.
fn weighed<'a>(files: &'a BTreeMap<OutputPath, Examined>, options: &Options) -> Vec<Weighed<'a>> {
    let with_styles = |path: &OutputPath, file: &Examined| {
        let styles = file.links.iter().flat_map(|links| &links.styles);
        let weights = styles.filter_map(|style| match target(path, style) {
            Target::Inner(to) => files.get(to.as_str()).map(|style| style.weight),
            _ => None,
        });
        file.weight + if file.class.is_page() { weights.sum::<usize>() } else { 0 }
    };
    let mut all: Vec<Weighed<'_>> = files
        .iter()
        .filter(|(_, file)| !file.links.as_ref().is_some_and(|links| links.moved))
        .map(|(path, file)| Weighed {
            path,
            class: file.class,
            weight: with_styles(path, file),
            budget: file.class.budget(options),
        })
        .collect();
    all.sort_by(|a, b| b.share().cmp(&a.share()).then(b.weight.cmp(&a.weight)).then(a.path.cmp(b.path)));
    all
}

/// How many are over budget: pages, scripts and images one by one, style sheets as one.
fn how_many_over(all: &[Weighed<'_>], options: &Options) -> usize {
    let alone = all.iter().filter(|file| file.class != Class::Style && file.over().is_some()).count();
    alone + usize::from(styles(all) > options.css)
}

fn styles(all: &[Weighed<'_>]) -> usize {
    all.iter().filter(|file| file.class == Class::Style).map(|file| file.weight).sum()
}

pub(super) fn row(given: &Given<'_>, memory: &mut Memory) -> Row {
    let all = weighed(memory.of(given.tree), given.budget);
    let over = how_many_over(&all, given.budget);
    let (tone, figure, says) = match (all.len(), over) {
        (0, _) => (Tone::Calm, "no site yet".to_owned(), "There is nothing to weigh."),
        (_, 0) => (Tone::Calm, "all within budget".to_owned(), "Compressed, as a web server sends them."),
        (_, over) => (Tone::Open, format!("{over} over budget"), "Compressed, as a web server sends them."),
    };
    let heavy = all.iter().filter(|file| file.over().is_some()).take(3).map(|file| {
        First::new(file.path.as_str(), format!("{} of {}", weight::words(file.weight), weight::words(file.budget)))
    });
    Row { tone, figure, says: says.to_owned(), firsts: heavy.collect() }
}

pub(super) fn page(given: &Given<'_>, memory: &mut Memory, number: usize) -> Option<String> {
    let all = weighed(memory.of(given.tree), given.budget);
    let classes = Class::ALL.iter().filter_map(|class| {
        let of_class = || all.iter().filter(|file| file.class == *class);
        let heaviest = of_class().max_by_key(|file| file.weight)?;
        let (weight, over) = match class {
            Class::Style => (styles(&all), usize::from(styles(&all) > given.budget.css)),
            _ => (heaviest.weight, of_class().filter(|file| file.over().is_some()).count()),
        };
        Some(ClassView {
            name: class.name(),
            count: of_class().count(),
            heaviest: weight::words(weight),
            path: heaviest.path.to_string(),
            budget: weight::words(class.budget(given.budget)),
            over,
        })
    });
    let classes = classes.collect();
    let (shown, pager) = part(&all, number, ON_A_PAGE, "weights")?;
    let files = shown.iter().map(|file| FileView {
        path: file.path.to_string(),
        href: super::links::address(file.path.as_str()),
        class: file.class.name(),
        weight: weight::words(file.weight),
        budget: weight::words(file.budget),
        share: file.share() / 10,
        over: file.over().map(weight::words).unwrap_or_default(),
    });
    let over = how_many_over(&all, given.budget);
    let says = match over {
        0 => format!("{}, all within budget.", count(all.len(), "page or file", "pages and files")),
        over => format!("{over} of {} over budget.", count(all.len(), "page or file", "pages and files")),
    };
    let files = files.collect();
    paper::print("weights.html", &View { frame: Frame::new(given, "weights"), says, classes, files, pager })
}
