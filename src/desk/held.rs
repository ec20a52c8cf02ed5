//! What is written and not published: drafts, and what is under embargo, with their dates and what holds them back.

use serde::Serialize;

use crate::desk::words::{ahead, count, moment, read_at};
use crate::desk::{First, Frame, Given, Memory, Pager, Row, Tone, paper, part};
use crate::diagnostic::locate::Index;
use crate::model::held_back::{Held, HeldBack};

/// How many stand on one page.
const ON_A_PAGE: usize = 300;

#[derive(Serialize)]
struct View {
    frame: Frame,
    figure: String,
    shown: String,
    items: Vec<Item>,
    pager: Option<Pager>,
}

#[derive(Serialize)]
struct Item {
    title: String,
    kind: &'static str,
    id: String,
    date: String,
    place: String,
    why: Vec<Why>,
    /// Its page in this preview, where it is shown.
    href: Option<String>,
}

#[derive(Serialize)]
struct Why {
    what: &'static str,
    until: String,
    ahead: String,
    release: String,
}

/// What comes out first stands first: embargoes by their end, then drafts, newest first.
fn sorted(given: &Given<'_>) -> Vec<Held> {
    let mut all = (given.held)();
    all.sort_by(|a, b| {
        let draft = |one: &Held| one.why.contains(&HeldBack::Draft);
        let end = |one: &Held| one.until.map(|at| at.timestamp);
        (draft(a), end(a)).cmp(&(draft(b), end(b))).then(b.date.cmp(&a.date)).then(a.id.cmp(&b.id))
    });
    all
}

fn figure(all: &[Held]) -> String {
    let drafts = all.iter().filter(|one| one.why.contains(&HeldBack::Draft)).count();
    let embargoed = all.iter().filter(|one| one.why.contains(&HeldBack::Embargo)).count();
    match (drafts, embargoed) {
        (0, 0) => "none".to_owned(),
        (_, 0) => count(drafts, "draft", "drafts"),
        (0, _) => format!("{embargoed} under embargo"),
        _ => format!("{}, {embargoed} under embargo", count(drafts, "draft", "drafts")),
    }
}

pub(super) fn row(given: &Given<'_>, _: &mut Memory) -> Row {
    let all = sorted(given);
    let firsts = all.iter().take(3).map(|one| {
        First::new(
            &one.title,
            match one.until {
                Some(until) if !one.why.contains(&HeldBack::Draft) => {
                    format!("{} until {}", one.kind, moment(until, given.zone))
                }
                _ => format!("{}, draft", one.kind),
            },
        )
    });
    let says = if all.is_empty() { "All that is written is published." } else { "Written, and in no build." };
    Row { tone: Tone::Calm, figure: figure(&all), says: says.to_owned(), firsts: firsts.collect() }
}

pub(super) fn page(given: &Given<'_>, _: &mut Memory, number: usize) -> Option<String> {
    let all = sorted(given);
    let (shown, pager) = part(&all, number, ON_A_PAGE, "held")?;
    let mut places = Index::default();
    let items = shown.iter().map(|held| item(given, held, &mut places)).collect();
    let says = match (given.let_in.contains(&HeldBack::Draft), given.let_in.contains(&HeldBack::Embargo)) {
        (true, true) => "This preview shows them all, each marked; no build does.",
        (true, false) => "This preview shows drafts, each marked; what is under embargo is shown with --future.",
        (false, true) => "This preview shows what is under embargo, each marked; drafts are shown with --drafts.",
        (false, false) => {
            "This preview shows none of them: start it with --drafts or --future to see them in their places."
        }
    };
    let view = View { frame: Frame::new(given, "held"), figure: figure(&all), shown: says.to_owned(), items, pager };
    paper::print("held.html", &view)
}

fn item(given: &Given<'_>, held: &Held, places: &mut Index) -> Item {
    let why = held.why.iter().map(|why| match (why, held.until) {
        (HeldBack::Embargo, Some(until)) => Why {
            what: "embargo",
            until: moment(until, given.zone),
            ahead: ahead(until.timestamp, given.now),
            release: "the first build after that publishes it".to_owned(),
        },
        _ => Why { what: "draft", until: String::new(), ahead: String::new(), release: String::new() },
    });
    let is_let_in = held.why.iter().all(|why| given.let_in.contains(why));
    let page = match held.kind {
        "article" => Some((given.story)(&crate::model::Slug::new(&held.id))),
        "incident" => Some((given.incident)(&crate::model::IncidentId::new(&held.id))),
        _ => None,
    };
    let stands = |page: &String| given.tree.is_some_and(|tree| tree.get(&format!("{page}index.html")).is_some());
    let key = if held.why.contains(&HeldBack::Draft) { "status" } else { "publish_at" };
    Item {
        title: held.title.clone(),
        kind: held.kind,
        id: held.id.clone(),
        date: held.date.clone(),
        place: read_at(&held.origin, key, places),
        why: why.collect(),
        href: page.filter(|page| is_let_in && stands(page)).map(|page| format!("/{page}")),
    }
}
