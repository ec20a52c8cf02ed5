//! Takes words out of a block and reads the rest again, so that a sentence can be folded without tearing markup.

use std::sync::Arc;

use pulldown_cmark::{Event, Parser};

use crate::diagnostic::{SourceFile, Span};
use crate::markdown::{document, options};
use crate::model::document::Block;

/// A block without some of its words, as a reader should see it: the byte ranges of its text are cut out of its source
/// and the rest is read again. `None` where that would change anything else (markup that spans the cut, a footnote).
#[must_use]
pub fn without(file: &SourceFile, block: &Block, cut: &[Span]) -> Option<Block> {
    let source = file.text.get(block.span.clone())?;
    let places = word_places(source);
    let mut kept = source.to_owned();
    let mut words = block.text.clone();
    let mut ranges = cut.to_vec();
    ranges.sort_by_key(|range| std::cmp::Reverse(range.start));
    for range in ranges {
        let from = places
            .iter()
            .find(|(text, _)| text.contains(&range.start))
            .map(|(text, at)| at + range.start - text.start)?;
        let last = range.end.checked_sub(1)?;
        let to = places.iter().find(|(text, _)| text.contains(&last)).map(|(text, at)| at + last - text.start + 1)?;
        let to = (to..source.len()).find(|at| source.is_char_boundary(*at)).unwrap_or(source.len());
        kept.replace_range(from..to, "");
        words.replace_range(range, "");
    }
    let file = Arc::new(SourceFile::text(file.path.clone(), file.kind, kept));
    let mut again = document(&file, 0..file.text.len()).value.blocks;
    let mut trimmed = again.pop().filter(|one| again.is_empty() && one.kind == block.kind)?;
    let same = trimmed.text.split_whitespace().eq(words.split_whitespace());
    for link in &mut trimmed.links {
        link.span = block.span.clone();
    }
    trimmed.span = block.span.clone();
    (same && trimmed.links.len() <= block.links.len()).then_some(trimmed)
}

/// Where the words of a block's text stand in its source: byte ranges of the text, and the source byte each begins at.
fn word_places(source: &str) -> Vec<(Span, usize)> {
    let mut places: Vec<(Span, usize)> = Vec::new();
    let mut at = 0;
    for (event, span) in Parser::new_ext(source, options()).into_offset_iter() {
        let text = match &event {
            Event::Text(text) | Event::Html(text) | Event::InlineHtml(text) | Event::Code(text) => text.len(),
            Event::SoftBreak | Event::HardBreak => 1,
            _ => continue,
        };
        let start = if matches!(event, Event::Code(_)) { span.start + (span.len() - text) / 2 } else { span.start };
        places.push((at..at + text, start));
        at += text;
    }
    places
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::diagnostic::source::FileKind;

    #[test]
    fn a_sentence_is_cut_out_of_its_paragraph() {
        let text = "One *two* three. [Four](story:x) five. Six.";
        let file = Arc::new(SourceFile::text("a.md", FileKind::Article, text));
        let read = document(&file, 0..text.len());
        let block = &read.value.blocks[0];
        let at = block.text.find("Four five.").unwrap();
        let cut = without(&file, block, std::slice::from_ref(&(at..at + "Four five. ".len())));
        assert!(cut.is_none_or(|cut| cut.text == "One two three. Six."));
        let at = block.text.find("Six.").unwrap();
        assert_eq!(
            without(&file, block, std::slice::from_ref(&(at..at + 4))).unwrap().html.trim(),
            "<p>One <em>two</em> three. <a href=\"\">Four</a> five.</p>"
        );
    }
}
