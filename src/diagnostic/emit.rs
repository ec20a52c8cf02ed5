//! Diagnostics as text: drawn for people, one a line for editors, JSON for programs.
//!
//! Makes strings and prints nothing.

use std::collections::{BTreeMap, BTreeSet};

use annotate_snippets::{AnnotationKind, Level, Origin, Renderer, Snippet};
use serde_json::json;

use crate::diagnostic::{At, Located, Severity, SourceFile, Span};

/// Whether the drawn form carries terminal colours.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Style {
    /// Text alone.
    Plain,
    /// ANSI colours.
    Coloured,
}

/// Every diagnostic drawn with its line, one after the other.
#[must_use]
pub fn human(located: &[Located], style: Style) -> String {
    let renderer = match style {
        Style::Plain => Renderer::plain(),
        Style::Coloured => Renderer::styled(),
    };
    let mut text = String::new();
    for one in located {
        text.push_str(&drawn(one, &renderer));
        text.push_str("\n\n");
    }
    text
}

/// Pieces of advice of one rule in one file that are told one by one.
const ADVICE: usize = 3;

/// Every diagnostic by file: errors and warnings drawn, advice a line each and of many alike the first. Files have a
/// line of their own where there are several.
#[must_use]
pub fn by_file(located: &[Located], style: Style) -> String {
    let path = |one: &Located| one.diagnostic.labels.first().map_or("", |label| label.file.path.as_str()).to_owned();
    let several = located.iter().map(path).collect::<BTreeSet<_>>().len() > 1;
    let mut text = String::new();
    for file in located.chunk_by(|a, b| path(a) == path(b)) {
        let (advice, faults): (Vec<&Located>, Vec<&Located>) =
            file.iter().partition(|one| one.diagnostic.severity == Severity::Advice);
        if several {
            let name = path(&file[0]);
            let name = if name.is_empty() { "the site".to_owned() } else { name };
            text.push_str(&format!("{name} ({})\n", file.len()));
        }
        let faults: Vec<Located> = faults.into_iter().cloned().collect();
        text.push_str(&human(&faults, style));
        let mut of_rule: BTreeMap<&str, Vec<&Located>> = BTreeMap::new();
        for one in advice {
            of_rule.entry(one.diagnostic.code.as_str()).or_default().push(one);
        }
        for (code, all) in &of_rule {
            let few: Vec<Located> = all.iter().take(ADVICE).map(|one| (*one).clone()).collect();
            text.push_str(&short(&few));
            if let Some(more) = all.len().checked_sub(ADVICE).filter(|more| *more > 0) {
                text.push_str(&format!("… and {more} more of {code}; `--format short` tells all\n"));
            }
        }
        if !of_rule.is_empty() {
            text.push('\n');
        }
    }
    text
}

/// Annotations of a GitHub workflow, with paths from the repository where the site lies in the folder `root`.
#[must_use]
pub fn github(located: &[Located], root: &str) -> String {
    let data = |text: &str| text.replace('%', "%25").replace('\r', "%0D").replace('\n', "%0A");
    let property = |text: &str| data(text).replace(':', "%3A").replace(',', "%2C");
    let mut text = String::new();
    for one in located {
        let diagnostic = &one.diagnostic;
        let command = match diagnostic.severity {
            Severity::Error => "error",
            Severity::Warning => "warning",
            Severity::Advice => "notice",
        };
        let mut properties = String::new();
        if let Some((label, span)) = diagnostic.labels.first().zip(one.spans.first()) {
            let (line, column) = label.file.line_column(span.start);
            let (end_line, end_column) = label.file.line_column(span.end);
            let path = match root.trim_end_matches('/') {
                "" | "." => label.file.path.clone(),
                root => format!("{}/{}", root.trim_start_matches("./"), label.file.path),
            };
            properties = format!("file={},line={line},endLine={end_line},col={column},", property(&path));
            if end_line == line && end_column > column {
                properties.push_str(&format!("endColumn={end_column},"));
            }
        }
        let rule = diagnostic.code.rule();
        let title = property(&format!("{}: {}", rule.code, rule.title));
        let help = diagnostic.help.as_ref().map(|help| format!("\n{help}")).unwrap_or_default();
        let message = data(&format!("{}{help}", diagnostic.message));
        text.push_str(&format!("::{command} {properties}title={title}::{message}\n"));
    }
    text
}

/// One diagnostic a line: `path:line:column: error[E203]: message; help`.
#[must_use]
pub fn short(located: &[Located]) -> String {
    let mut text = String::new();
    for one in located {
        let diagnostic = &one.diagnostic;
        let (code, severity) = (diagnostic.code.as_str(), diagnostic.severity.as_str());
        let help = diagnostic.help.as_ref().map(|help| format!("; {help}")).unwrap_or_default();
        text.push_str(&format!("{}{severity}[{code}]: {}{help}\n", place(one), diagnostic.message));
    }
    text
}

/// All of them as one JSON object with their counts.
#[must_use]
pub fn json(located: &[Located]) -> String {
    let count = |severity| located.iter().filter(|one| one.diagnostic.severity == severity).count();
    let diagnostics: Vec<_> = located
        .iter()
        .map(|one| {
            let diagnostic = &one.diagnostic;
            let labels: Vec<_> = diagnostic
                .labels
                .iter()
                .zip(&one.spans)
                .map(|(label, span)| {
                    let (line, column) = label.file.line_column(span.start);
                    let (end_line, end_column) = label.file.line_column(span.end);
                    json!({
                        "path": label.file.path, "line": line, "column": column, "end_line": end_line,
                        "end_column": end_column, "note": label.note,
                    })
                })
                .collect();
            json!({
                "code": diagnostic.code.as_str(), "severity": diagnostic.severity.as_str(),
                "message": diagnostic.message, "labels": labels, "help": diagnostic.help,
            })
        })
        .collect();
    let all = json!({
        "diagnostics": diagnostics, "errors": count(Severity::Error), "warnings": count(Severity::Warning),
        "advice": count(Severity::Advice),
    });
    format!("{all:#}\n")
}

/// `path:line:column: `, or nothing for a diagnostic without a place.
fn place(one: &Located) -> String {
    let Some((label, span)) = one.diagnostic.labels.first().zip(one.spans.first()) else { return String::new() };
    let (line, column) = label.file.line_column(span.start);
    format!("{}:{line}:{column}: ", label.file.path)
}

fn drawn(one: &Located, renderer: &Renderer) -> String {
    let diagnostic = &one.diagnostic;
    let level = match diagnostic.severity {
        Severity::Error => Level::ERROR,
        Severity::Warning => Level::WARNING,
        Severity::Advice => Level::NOTE.with_name("advice"),
    };
    let mut group =
        level.primary_title(&*diagnostic.message).id(diagnostic.code.as_str()).elements(Vec::<Origin<'_>>::new());
    for (at, (label, span)) in diagnostic.labels.iter().zip(&one.spans).enumerate() {
        if label.at == At::File || label.file.text.is_empty() {
            group = group.element(Origin::path(&*label.file.path).line(1));
            continue;
        }
        let (window, first_line) = window(&label.file, span);
        let start = span.start - window.start;
        let end = (span.end.max(span.start) - window.start).min(window.len());
        let kind = if at == 0 { AnnotationKind::Primary } else { AnnotationKind::Context };
        let note = Some(&*label.note).filter(|note| !note.is_empty());
        let snippet = Snippet::source(&label.file.text[window.clone()])
            .line_start(first_line)
            .path(&*label.file.path)
            .annotation(kind.span(start..end.max(start)).label(note));
        group = group.element(snippet);
    }
    if let Some(help) = &diagnostic.help {
        group = group.element(Level::HELP.message(&**help));
    }
    renderer.render(&[group])
}

/// The whole lines a span stands on, and the number of the first.
fn window(file: &SourceFile, span: &Span) -> (Span, usize) {
    let text = &file.text;
    let begin = text[..span.start.min(text.len())].rfind('\n').map_or(0, |at| at + 1);
    let last = span.end.clamp(span.start, text.len());
    let end = text[last..].find('\n').map_or(text.len(), |at| last + at);
    (begin..end, file.line_column(begin).0)
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;

    use super::*;
    use crate::diagnostic::source::FileKind;
    use crate::diagnostic::{Code, Diagnostic, Diagnostics};

    fn sample() -> Vec<Located> {
        let file =
            Arc::new(SourceFile::text("content/incidents/2025.yaml", FileKind::Incidents, "- id: x\n  by: jmin\n"));
        let mut all = Diagnostics::new();
        all.push(
            Diagnostic::new(Code::UnknownReference, "there is no actor or source `jmin`")
                .at(&file, At::Bytes(14..18), "not in the registers")
                .help("did you mean `jnim`?"),
        );
        all.sorted()
    }

    #[test]
    fn the_drawn_form_has_code_place_line_caret_and_remedy() {
        let text = human(&sample(), Style::Plain);
        for part in [
            "error[E203]",
            "content/incidents/2025.yaml:2:7",
            "by: jmin",
            "^^^^ not in the registers",
            "help: did you mean `jnim`?",
        ] {
            assert!(text.contains(part), "{part} in\n{text}");
        }
    }

    #[test]
    fn the_short_form_is_one_line() {
        assert_eq!(
            short(&sample()),
            "content/incidents/2025.yaml:2:7: error[E203]: there is no actor or source `jmin`; did you mean `jnim`?\n"
        );
    }

    #[test]
    fn the_json_form_counts() {
        let value: serde_json::Value = serde_json::from_str(&json(&sample())).unwrap();
        assert_eq!(value["errors"], 1);
        assert_eq!(value["diagnostics"][0]["labels"][0]["line"], 2);
    }
}
