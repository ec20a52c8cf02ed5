//! What a deploy would bring to each target now: what is new, changed and gone since the last one.

use serde::Serialize;

use crate::desk::words::count;
use crate::desk::{First, Frame, Given, Memory, Row, Tone, paper};
use crate::output::{Changes, OutputPath};

/// Most files of a kind that are named; the deploy names all.
const NAMED: usize = 500;

/// The difference between the site and what was deployed last.
#[derive(Debug, Clone)]
pub struct Since {
    /// The name of the target.
    pub target: String,
    /// Where it is, in words.
    pub place: String,
    /// How it is known what stands there.
    pub known: Known,
}

/// How it is known what stands at a target.
#[derive(Debug, Clone)]
pub enum Known {
    /// It was read at the target itself, or is noted from the last deploy of this folder.
    Deployed {
        /// The name of the release.
        release: String,
        /// Whether it was read there or is noted here.
        from: &'static str,
        /// What differs.
        changes: Changes,
    },
    /// It is not known; compared with the last build of this folder.
    Built(Changes),
    /// It is not known, and there is nothing to compare with.
    Unknown,
    /// There is no site to compare.
    NoSite,
}

#[derive(Serialize)]
struct View {
    frame: Frame,
    targets: Vec<TargetView>,
}

#[derive(Serialize)]
struct TargetView {
    name: String,
    place: String,
    says: String,
    figure: String,
    groups: Vec<Group>,
}

#[derive(Serialize)]
struct Group {
    title: String,
    files: Vec<FileView>,
    more: usize,
}

#[derive(Serialize)]
struct FileView {
    path: String,
    href: Option<String>,
}

/// Whether a file can be looked at in the preview.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Stands {
    Here,
    NoMore,
}

fn figure(changes: &Changes) -> String {
    if changes.is_empty() {
        return "nothing".to_owned();
    }
    format!("{} new, {} changed, {} gone", changes.added.len(), changes.changed.len(), changes.removed.len())
}

fn changes(known: &Known) -> Option<&Changes> {
    match known {
        Known::Deployed { changes, .. } | Known::Built(changes) => Some(changes),
        Known::Unknown | Known::NoSite => None,
    }
}

/// What is known, in one sentence.
fn says(since: &Since) -> String {
    match &since.known {
        Known::Deployed { release, from, .. } => format!("Compared with release {release}, {from}."),
        Known::Built(_) if since.target.is_empty() => {
            "No target is set, so the last deploy is not known; compared with the last build in public/.".to_owned()
        }
        Known::Built(_) => {
            "The last deploy is not known here (none was made from this folder); compared with the last build in public/."
                .to_owned()
        }
        Known::Unknown => {
            "The last deploy is not known here, and nothing was built in public/. `dateline deploy --dry-run` asks the host."
                .to_owned()
        }
        Known::NoSite => "There is no site to compare: an error stands.".to_owned(),
    }
}

pub(super) fn row(given: &Given<'_>, _: &mut Memory) -> Row {
    let all = (given.since)();
    let Some(first) = all.first() else {
        return Row { tone: Tone::Calm, figure: "not known".to_owned(), says: String::new(), firsts: Vec::new() };
    };
    let figure = changes(&first.known).map_or_else(|| "not known".to_owned(), figure);
    let firsts = all.iter().skip(1).take(3).map(|since| {
        First::new(&since.target, changes(&since.known).map_or_else(|| "not known".to_owned(), self::figure))
    });
    let name = if first.target.is_empty() { String::new() } else { format!("Target {}. ", first.target) };
    Row { tone: Tone::Calm, figure, says: format!("{name}{}", says(first)), firsts: firsts.collect() }
}

pub(super) fn page(given: &Given<'_>, _: &mut Memory, number: usize) -> Option<String> {
    if number > 1 {
        return None;
    }
    let all = (given.since)();
    let targets = all.iter().map(|since| {
        let changes = changes(&since.known);
        let group = |files: &[OutputPath], one: &str, many: &str, stands: Stands| Group {
            title: count(files.len(), one, many),
            more: files.len().saturating_sub(NAMED),
            files: files
                .iter()
                .take(NAMED)
                .map(|path| FileView {
                    path: path.to_string(),
                    href: (stands == Stands::Here).then(|| super::links::address(path.as_str())),
                })
                .collect(),
        };
        let groups = changes.map(|changes| {
            vec![
                group(&changes.added, "new file", "new files", Stands::Here),
                group(&changes.changed, "changed file", "changed files", Stands::Here),
                group(&changes.removed, "file gone", "files gone", Stands::NoMore),
            ]
        });
        TargetView {
            name: since.target.clone(),
            place: since.place.clone(),
            says: says(since),
            figure: changes.map_or_else(|| "not known".to_owned(), figure),
            groups: groups.unwrap_or_default().into_iter().filter(|group| !group.files.is_empty()).collect(),
        }
    });
    let targets = targets.collect();
    paper::print("changes.html", &View { frame: Frame::new(given, "changes"), targets })
}
