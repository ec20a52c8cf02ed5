//! Every fault, warning and piece of advice, with its place and the line it stands in.

use serde::Serialize;

use crate::desk::words::{Run, count, place, runs};
use crate::desk::{First, Frame, Given, Memory, Pager, Row, Tone, paper, part};
use crate::diagnostic::{At, Located, Severity, SourceFile, Span};

/// How many stand on one page.
const ON_A_PAGE: usize = 200;
/// The longest piece of a line that is shown, in characters.
const LONGEST: usize = 160;

#[derive(Serialize)]
struct View {
    frame: Frame,
    total: String,
    groups: Vec<Group>,
    pager: Option<Pager>,
}

#[derive(Serialize)]
struct Group {
    title: String,
    note: Vec<Run>,
    items: Vec<Item>,
}

#[derive(Serialize)]
struct Item {
    severity: &'static str,
    code: &'static str,
    rule: &'static str,
    message: Vec<Run>,
    help: Vec<Run>,
    labels: Vec<LabelView>,
}

#[derive(Serialize)]
struct LabelView {
    place: String,
    note: Vec<Run>,
    line: Option<Line>,
}

/// A line of a source with the part that is meant.
#[derive(Debug, PartialEq, Eq, Serialize)]
struct Line {
    number: usize,
    before: String,
    marked: String,
    after: String,
}

pub(super) fn row(given: &Given<'_>, _: &mut Memory) -> Row {
    let [errors, warnings, advice] =
        [Severity::Error, Severity::Warning, Severity::Advice].map(|weight| given.said.count(weight));
    let mut parts = Vec::new();
    for (n, one, many) in [
        (errors, "error", "errors"),
        (warnings, "warning", "warnings"),
        (advice, "piece of advice", "pieces of advice"),
    ] {
        if n > 0 {
            parts.push(count(n, one, many));
        }
    }
    let (tone, says) = match (errors, warnings + advice) {
        (0, 0) => (Tone::Calm, "Nothing is said against the sources."),
        (0, _) => (Tone::Open, "The site is built; these are worth a look."),
        _ => (Tone::Bad, "No site is written until the errors are mended; pages show the last good one."),
    };
    let first = given.said.iter().filter(|one| one.severity < Severity::Advice).take(50).cloned();
    let mut worst = first.collect::<crate::diagnostic::Diagnostics>().sorted();
    worst.sort_by_key(|one| one.diagnostic.severity);
    Row {
        tone,
        figure: if parts.is_empty() { "none".to_owned() } else { parts.join(", ") },
        says: says.to_owned(),
        firsts: worst.iter().take(3).map(|one| First::new(&one.diagnostic.message, at(one))).collect(),
    }
}

pub(super) fn page(given: &Given<'_>, _: &mut Memory, number: usize) -> Option<String> {
    let mut all = given.said.sorted();
    // Stable, so that each weight keeps the order of files and lines.
    all.sort_by_key(|one| one.diagnostic.severity);
    let (shown, pager) = part(&all, number, ON_A_PAGE, "faults")?;
    let groups = shown.chunk_by(|a, b| a.diagnostic.severity == b.diagnostic.severity).map(|group| {
        let weight = group.first().map_or(Severity::Advice, |one| one.diagnostic.severity);
        let (one, many, note) = match weight {
            Severity::Error => ("Error", "Errors", "Nothing is written while one of these stands."),
            Severity::Warning => ("Warning", "Warnings", "The site is built; `--strict` takes them for errors."),
            Severity::Advice => ("Advice", "Advice", "Could be better. Told here and by `dateline check`."),
        };
        let total = all.iter().filter(|other| other.diagnostic.severity == weight).count();
        let title = format!("{} ({total})", if total == 1 { one } else { many });
        Group { title, note: runs(note), items: group.iter().map(item).collect() }
    });
    let view = View { frame: Frame::new(given, "faults"), total: row_figure(&all), groups: groups.collect(), pager };
    paper::print("faults.html", &view)
}

fn row_figure(all: &[Located]) -> String {
    match all.len() {
        0 => "Nothing is said against the sources.".to_owned(),
        n => format!("{} in all, by weight, then by file and line.", count(n, "message", "messages")),
    }
}

/// `content/a.md:3:7`, or nothing where no place is known.
fn at(one: &Located) -> String {
    let first = one.diagnostic.labels.first().zip(one.spans.first());
    first.map_or_else(String::new, |(label, span)| place(&label.file, span.start))
}

fn item(one: &Located) -> Item {
    let diagnostic = &one.diagnostic;
    let labels = diagnostic.labels.iter().zip(&one.spans).map(|(label, span)| LabelView {
        place: place(&label.file, span.start),
        note: runs(&label.note),
        line: (label.at != At::File && !label.file.text.is_empty()).then(|| line(&label.file, span)),
    });
    Item {
        severity: diagnostic.severity.as_str(),
        code: diagnostic.code.as_str(),
        rule: diagnostic.code.rule().title,
        message: runs(&diagnostic.message),
        help: diagnostic.help.as_deref().map(runs).unwrap_or_default(),
        labels: labels.collect(),
    }
}

/// The line in which a span begins, cut to what is near it.
fn line(file: &SourceFile, span: &Span) -> Line {
    let (number, column) = file.line_column(span.start);
    let text: Vec<char> = file.text.lines().nth(number - 1).unwrap_or_default().chars().collect();
    let start = (column - 1).min(text.len());
    let length = file.text.get(span.clone()).unwrap_or_default().lines().next().unwrap_or_default().chars().count();
    let end = (start + length).min(text.len()).min(start + LONGEST);
    let from = start.saturating_sub(LONGEST / 2);
    let until = text.len().min(end + LONGEST / 2);
    let piece = |from: usize, until: usize| text.get(from..until).unwrap_or_default().iter().collect::<String>();
    Line {
        number,
        before: format!("{}{}", if from > 0 { "…" } else { "" }, piece(from, start)),
        marked: piece(start, end),
        after: format!("{}{}", piece(end, until), if until < text.len() { "…" } else { "" }),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::diagnostic::source::FileKind;

    #[test]
    fn the_line_is_shown_with_the_part_that_is_meant() {
        let file = SourceFile::text("a.md", FileKind::Article, "one\ndate: <b>é</b> x\nthree\n");
        let at = file.text.find('<').unwrap();
        let shown = line(&file, &(at..at + "<b>é</b>".len()));
        assert_eq!(
            (shown.number, shown.before.as_str(), shown.marked.as_str(), shown.after.as_str()),
            (2, "date: ", "<b>é</b>", " x")
        );
    }

    #[test]
    fn a_long_line_is_cut_on_both_sides() {
        let file = SourceFile::text("a.md", FileKind::Article, format!("{}HERE{}", "a".repeat(900), "b".repeat(900)));
        let shown = line(&file, &(900..904));
        assert_eq!(shown.marked, "HERE");
        assert!(shown.before.starts_with('…') && shown.after.ends_with('…'));
        assert!(shown.before.chars().count() < 100 && shown.after.chars().count() < 100);
    }
}
