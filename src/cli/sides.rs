//! Two texts side by side: in two columns where the terminal is wide, one below the other where it is not, or where
//! there is none.

use unicode_width::{UnicodeWidthChar, UnicodeWidthStr};

use crate::model::story::Side;

/// Narrowest terminal, in columns, on which two texts stand beside one another.
const WIDE: usize = 100;

/// Most words of a text that are shown.
const WORDS: usize = 60;

/// Two texts with where they come from, indented.
#[must_use]
pub(super) fn beside(sides: &[Side; 2], width: Option<usize>) -> String {
    match width.filter(|width| *width >= WIDE) {
        Some(width) => columns(sides, width.min(160)),
        None => stacked(sides),
    }
}

fn stacked(sides: &[Side; 2]) -> String {
    sides.iter().map(|side| format!("    | {}\n    |   {}\n", place(side), excerpt(&side.text))).collect()
}

fn columns(sides: &[Side; 2], width: usize) -> String {
    let room = (width - 4 - 3) / 2;
    let column = |side: &Side| {
        let mut lines = wrapped(&place(side), room);
        lines.extend(wrapped(&excerpt(&side.text), room));
        lines
    };
    let (left, right) = (column(&sides[0]), column(&sides[1]));
    let mut text = String::new();
    for at in 0..left.len().max(right.len()) {
        let (a, b) = (left.get(at).map_or("", String::as_str), right.get(at).map_or("", String::as_str));
        let gap = " ".repeat(room - a.width());
        text.push_str(format!("    {a}{gap} | {b}").trim_end());
        text.push('\n');
    }
    text
}

/// `slug, content/articles/a.md:9`.
fn place(side: &Side) -> String {
    let line = side.line.map(|line| format!(":{line}")).unwrap_or_default();
    format!("{}, {}{line}", side.id, side.file.path)
}

/// The first words of a text, in quotation marks.
#[must_use]
pub(super) fn excerpt(text: &str) -> String {
    let words: Vec<&str> = text.split_whitespace().collect();
    let tail = if words.len() > WORDS { " …" } else { "" };
    format!("“{}{tail}”", words.iter().take(WORDS).copied().collect::<Vec<_>>().join(" "))
}

/// A text in lines of at most so many columns, broken between words, and within one that is longer than a line.
fn wrapped(text: &str, room: usize) -> Vec<String> {
    let mut lines = vec![String::new()];
    for word in text.split_whitespace() {
        let used = lines.last().map_or(0, |line| line.width());
        if used > 0 && used + 1 + word.width() > room {
            lines.push(String::new());
        }
        for part in [if lines.last().is_some_and(|line| !line.is_empty()) { " " } else { "" }, word] {
            for c in part.chars() {
                if lines.last().map_or(0, |line| line.width()) + c.width().unwrap_or(0) > room {
                    lines.push(String::new());
                }
                if let Some(line) = lines.last_mut() {
                    line.push(c);
                }
            }
        }
    }
    lines
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::diagnostic::SourceFile;
    use crate::diagnostic::source::FileKind;
    use std::sync::Arc;

    fn side(id: &str, text: &str) -> Side {
        let file = Arc::new(SourceFile::text("content/articles/a.md", FileKind::Article, ""));
        Side { id: id.to_owned(), file, line: Some(9), text: text.to_owned() }
    }

    #[test]
    fn two_columns_keep_every_word_and_their_edge() {
        let long = "The mayor of Ménaka said on Thursday that two lorries of grain were burnt on the road to the port.";
        let shown = beside(&[side("one", long), side("other", "دخل المسلحون المدينة 村 at dawn")], Some(120));
        let left: Vec<&str> = shown.lines().map(|line| line.split(" | ").next().unwrap_or_default()).collect();
        for word in long.split_whitespace() {
            assert!(left.join(" ").contains(word), "{word} in\n{shown}");
        }
        assert!(shown.lines().all(|line| line.width() <= 120), "{shown}");
        let edges: Vec<usize> = shown.lines().filter_map(|line| Some(line[..line.find(" | ")?].width())).collect();
        assert!(edges.windows(2).all(|pair| pair[0] == pair[1]), "{edges:?}\n{shown}");
    }

    #[test]
    fn a_pipe_and_a_narrow_terminal_get_one_below_the_other() {
        let sides = [side("one", "First."), side("other", "Second.")];
        let expected = "    | one, content/articles/a.md:9\n    |   “First.”\n    | other, content/articles/a.md:9\n    |   “Second.”\n";
        assert_eq!(beside(&sides, None), expected);
        assert_eq!(beside(&sides, Some(80)), expected);
    }
}
