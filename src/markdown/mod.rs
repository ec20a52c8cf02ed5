//! CommonMark to blocks with their words, their places and safe HTML.
//!
//! Safe by construction: raw HTML is shown as text, heading attributes are not read, and only listed link schemes
//! become links. It must not know what a link inside the site leads to; those addresses are left open.

mod address;
mod cut;

use std::sync::Arc;

use pulldown_cmark::{CowStr, Event, HeadingLevel, LinkType, Options, Parser, Tag, TagEnd, html};

use crate::checked::Checked;
use crate::diagnostic::{At, Code, Diagnostic, Diagnostics, SourceFile, Span};
use crate::markdown::address::{Address, address, escaped, escaped_href};
use crate::model::document::{Block, BlockKind, Document, InnerLink};
use crate::model::fold;
use crate::model::id::slugify;
pub use cut::without;

fn options() -> Options {
    Options::ENABLE_TABLES | Options::ENABLE_FOOTNOTES | Options::ENABLE_STRIKETHROUGH
}

/// Reads the bytes `region` of a file as Markdown. Places are bytes of the file.
#[must_use]
pub fn document(file: &Arc<SourceFile>, region: Span) -> Checked<Document> {
    let text = file.text.get(region.clone()).unwrap_or_default();
    let mut reader = Reader::new(file);
    for (event, span) in Parser::new_ext(text, options()).into_offset_iter() {
        reader.event(event, region.start + span.start..region.start + span.end);
    }
    reader.finish()
}

/// One line of Markdown, such as a key point, as inline HTML.
#[must_use]
pub fn inline(text: &str) -> String {
    let events = Parser::new_ext(text, Options::ENABLE_STRIKETHROUGH).filter_map(|event| match event {
        Event::Text(_)
        | Event::Code(_)
        | Event::SoftBreak
        | Event::Start(Tag::Emphasis | Tag::Strong | Tag::Strikethrough)
        | Event::End(TagEnd::Emphasis | TagEnd::Strong | TagEnd::Strikethrough) => Some(event),
        Event::Html(raw) | Event::InlineHtml(raw) => Some(Event::Text(raw)),
        _ => None,
    });
    let mut out = String::with_capacity(text.len() + 16);
    html::push_html(&mut out, events);
    out.trim().to_owned()
}

struct Reader<'a> {
    file: &'a Arc<SourceFile>,
    diagnostics: Diagnostics,
    blocks: Vec<Block>,
    footnotes: Vec<(usize, Block)>,
    labels: Vec<String>,
    anchors: Vec<(String, Span)>,
    last_level: u8,
    depth: usize,
    open: Option<Open<'a>>,
}

/// A top-level block that is being read.
struct Open<'a> {
    kind: BlockKind,
    span: Span,
    label: Option<usize>,
    events: Vec<Event<'a>>,
    text: String,
    links: Vec<InnerLink>,
    refused: Vec<bool>,
    image: Option<Image>,
}

/// An image that is being read; its alternative text is gathered until it ends.
struct Image {
    target: String,
    span: Span,
    alt: String,
}

/// Marks, in a block's HTML, the place where an inner link's address belongs.
const MARK: &str = "\u{1}";

impl<'a> Reader<'a> {
    fn new(file: &'a Arc<SourceFile>) -> Self {
        Self {
            file,
            diagnostics: Diagnostics::new(),
            blocks: Vec::new(),
            footnotes: Vec::new(),
            labels: Vec::new(),
            anchors: Vec::new(),
            last_level: 1,
            depth: 0,
            open: None,
        }
    }

    fn event(&mut self, event: Event<'a>, span: Span) {
        if self.open.is_none() {
            self.begin(&event, &span);
        }
        match &event {
            Event::Start(_) => self.depth += 1,
            Event::End(_) => self.depth = self.depth.saturating_sub(1),
            _ => {}
        }
        self.inside(event, &span);
        if self.depth == 0 {
            self.close();
        }
    }

    fn begin(&mut self, event: &Event<'a>, span: &Span) {
        let mut label = None;
        let kind = match event {
            Event::Start(Tag::Heading { level, .. }) => BlockKind::Heading(*level as u8),
            Event::Start(Tag::List(_)) => BlockKind::List,
            Event::Start(Tag::BlockQuote(_)) => BlockKind::Quote,
            Event::Start(Tag::CodeBlock(_)) => BlockKind::Code,
            Event::Start(Tag::Table(_)) => BlockKind::Table,
            Event::Start(Tag::HtmlBlock) => BlockKind::Html,
            Event::Start(Tag::FootnoteDefinition(name)) => {
                label = Some(self.footnote(name));
                BlockKind::Footnote
            }
            Event::Rule => BlockKind::Rule,
            _ => BlockKind::Paragraph,
        };
        if let BlockKind::Heading(level) = kind {
            self.check_level(level, span);
        }
        let (text, events) = (String::with_capacity(span.len()), Vec::with_capacity(span.len() / 32 + 8));
        self.open = Some(Open {
            kind,
            span: span.clone(),
            label,
            events,
            text,
            links: Vec::new(),
            refused: Vec::new(),
            image: None,
        });
    }

    /// The page's title is the heading of level 1, so an author's first heading is of level 2.
    fn check_level(&mut self, level: u8, span: &Span) {
        let level = lowered(level);
        if level > self.last_level + 1 {
            let message = format!("this heading of level {level} follows one of level {}", self.last_level);
            self.warn(Code::HeadingSkip, message, span, format!("write it with {} `#`", self.last_level + 1));
        }
        self.last_level = level;
    }

    fn footnote(&mut self, name: &str) -> usize {
        if let Some(at) = self.labels.iter().position(|label| label == name) {
            return at + 1;
        }
        self.labels.push(name.to_owned());
        self.labels.len()
    }

    fn warn(&mut self, code: Code, message: String, span: &Span, help: impl Into<String>) {
        self.diagnostics.push(Diagnostic::new(code, message).at(self.file, At::Bytes(span.clone()), "").help(help));
    }

    fn inside(&mut self, event: Event<'a>, span: &Span) {
        if let Some(Open { image: Some(image), .. }) = &mut self.open {
            match event {
                Event::Text(text) | Event::Code(text) | Event::InlineHtml(text) => image.alt.push_str(&text),
                Event::SoftBreak | Event::HardBreak => image.alt.push(' '),
                Event::End(TagEnd::Image) => self.image_end(),
                _ => {}
            }
            return;
        }
        match event {
            Event::Html(raw) | Event::InlineHtml(raw) => {
                let opening = raw.trim_start().starts_with('<') && !raw.trim_start().starts_with("</");
                if opening {
                    self.warn(
                        Code::RawHtml,
                        "raw HTML is shown as text".to_owned(),
                        span,
                        "write it in Markdown, or remove it",
                    );
                }
                self.words(&raw);
                self.keep(Event::Text(raw));
            }
            Event::Text(text) => {
                self.check_hidden(&text, span);
                self.words(&text);
                self.keep(Event::Text(text));
            }
            Event::Code(text) => {
                self.words(&text);
                self.keep(Event::Code(text));
            }
            Event::SoftBreak | Event::HardBreak => {
                self.words(" ");
                self.keep(event);
            }
            Event::FootnoteReference(name) => {
                let n = self.footnote(&name);
                self.keep(raw(format!(
                    "<sup class=\"note-ref\"><a href=\"#note-{n}\" id=\"ref-{n}\" aria-label=\"note {n}\">{n}</a></sup>"
                )));
            }
            Event::Start(Tag::FootnoteDefinition(_)) | Event::End(TagEnd::FootnoteDefinition) => {}
            Event::Start(Tag::HtmlBlock) => self.keep(raw("<p class=\"raw\">".to_owned())),
            Event::End(TagEnd::HtmlBlock) => self.keep(raw("</p>".to_owned())),
            Event::Start(Tag::Link { dest_url, title, link_type, .. }) => self.link(link_type, &dest_url, &title, span),
            Event::End(TagEnd::Link) => self.link_end(),
            Event::Start(Tag::Image { dest_url, .. }) => {
                if let Some(open) = &mut self.open {
                    open.image = Some(Image { target: dest_url.into_string(), span: span.clone(), alt: String::new() });
                }
            }
            Event::Start(Tag::Table(columns)) => {
                self.keep(raw("<div class=\"scroll\" role=\"region\" aria-label=\"Table\" tabindex=\"0\">".to_owned()));
                self.keep(Event::Start(Tag::Table(columns)));
            }
            Event::End(TagEnd::Table) => {
                self.keep(event);
                self.keep(raw("</div>".to_owned()));
            }
            Event::Start(Tag::Heading { level, classes, attrs, .. }) => {
                self.keep(Event::Start(Tag::Heading { level: lower(level), id: None, classes, attrs }));
            }
            Event::End(TagEnd::Heading(level)) => self.keep(Event::End(TagEnd::Heading(lower(level)))),
            Event::End(TagEnd::Item | TagEnd::TableCell | TagEnd::TableRow | TagEnd::TableHead | TagEnd::Paragraph) => {
                self.words("\n");
                self.keep(event);
            }
            event => self.keep(event),
        }
    }

    /// The source itself was checked when it was read; a character reference (`&#x202E;`) can still hide one.
    fn check_hidden(&mut self, text: &CowStr<'_>, span: &Span) {
        let hidden =
            if matches!(text, CowStr::Borrowed(_)) { None } else { text.chars().find(|c| fold::is_hidden(*c)) };
        if let Some(hidden) = hidden {
            let message = format!("there is a hidden character (U+{:04X})", u32::from(hidden));
            self.warn(Code::ControlCharacter, message, span, "remove it");
        }
    }

    fn words(&mut self, text: &str) {
        if let Some(open) = &mut self.open {
            open.text.push_str(text);
        }
    }

    fn keep(&mut self, event: Event<'a>) {
        if let Some(open) = &mut self.open {
            open.events.push(match event {
                Event::Text(text) => Event::Text(unmarked(text)),
                Event::Code(text) => Event::Code(unmarked(text)),
                event => event,
            });
        }
    }

    fn link(&mut self, kind: LinkType, target: &str, title: &str, span: &Span) {
        let target = if kind == LinkType::Email { format!("mailto:{target}") } else { target.to_owned() };
        let title = if title.is_empty() { String::new() } else { format!(" title=\"{}\"", escaped(title)) };
        let refused = match address(&target) {
            Address::Outer => {
                let href = escaped_href(&target);
                self.keep(raw(format!("<a href=\"{href}\"{title} rel=\"noopener noreferrer\">")));
                false
            }
            Address::Inner if target.starts_with('#') => {
                self.anchors.push((target[1..].to_owned(), span.clone()));
                self.keep(raw(format!("<a href=\"{}\"{title}>", escaped_href(&target))));
                false
            }
            Address::Inner => {
                self.keep(raw(format!("<a href=\"{MARK}\"{title}>")));
                if let Some(open) = &mut self.open {
                    open.links.push(InnerLink { at: 0, target, span: span.clone() });
                }
                false
            }
            Address::Refused => {
                let message = format!("the link to `{target}` is not allowed");
                self.warn(
                    Code::LinkScheme,
                    message,
                    span,
                    "link to an https, http or mailto address, or to a page of the site",
                );
                true
            }
        };
        if let Some(open) = &mut self.open {
            open.refused.push(refused);
        }
    }

    fn link_end(&mut self) {
        let refused = self.open.as_mut().and_then(|open| open.refused.pop()).unwrap_or_default();
        if !refused {
            self.keep(raw("</a>".to_owned()));
        }
    }

    /// An image of another host would tell that host who reads the page: its words are shown, not fetched.
    fn image_end(&mut self) {
        let Some(Image { target, span, alt }) = self.open.as_mut().and_then(|open| open.image.take()) else { return };
        let alt = escaped(&alt);
        if let Address::Inner = address(&target) {
            self.keep(raw(format!("<img src=\"{MARK}\" loading=\"lazy\" decoding=\"async\" alt=\"{alt}\">")));
            if let Some(open) = &mut self.open {
                open.links.push(InnerLink { at: 0, target: format!("static:{target}"), span });
            }
            return;
        }
        let message = format!("the image `{target}` lies on another host and is not shown");
        self.warn(Code::LinkScheme, message, &span, "copy the image into static/ and name it from there");
        self.keep(raw(format!("<span class=\"image-left-out\">{alt}</span>")));
    }

    fn close(&mut self) {
        let Some(open) = self.open.take() else { return };
        let mut html = String::with_capacity(open.span.len() * 5 / 4 + 32);
        html::push_html(&mut html, open.events.into_iter());
        html.truncate(html.trim_end().len());
        html.shrink_to_fit();
        let (html, links) = unmark(html, open.links);
        let mut text = open.text;
        text.truncate(text.trim_end().len());
        text.drain(..text.len() - text.trim_start().len());
        text.shrink_to_fit();
        let block = Block { kind: open.kind, span: open.span, text, html, links };
        match open.label {
            Some(number) => self.footnotes.push((number, block)),
            None => self.blocks.push(block),
        }
    }

    fn finish(mut self) -> Checked<Document> {
        self.footnotes.sort_by_key(|(number, _)| *number);
        for (number, mut block) in std::mem::take(&mut self.footnotes) {
            let before =
                format!("<div class=\"note\" id=\"note-{number}\"><span class=\"note-number\">{number}</span> ");
            for link in &mut block.links {
                link.at += before.len();
            }
            let back =
                format!(" <a class=\"note-back\" href=\"#ref-{number}\" aria-label=\"back to the text\">↩</a></div>");
            block.html = format!("{before}{}{back}", block.html);
            self.blocks.push(block);
        }
        let mut taken: Vec<String> = Vec::new();
        for block in &mut self.blocks {
            if let BlockKind::Heading(level) = block.kind {
                anchor(block, level, &mut taken);
            }
        }
        for (anchor, span) in std::mem::take(&mut self.anchors) {
            let note = |prefix| {
                anchor
                    .strip_prefix(prefix)
                    .and_then(|n| n.parse().ok())
                    .is_some_and(|n: usize| n > 0 && n <= self.labels.len())
            };
            if !taken.contains(&anchor) && !note("note-") && !note("ref-") {
                let near = fold::nearest(&anchor, taken.iter().map(String::as_str))
                    .map(|near| format!("; did you mean `#{near}`?"));
                let help = format!("link to the id of a heading: `s-` and its words{}", near.unwrap_or_default());
                self.warn(Code::BrokenLink, format!("nothing on this page has the id `{anchor}`"), &span, help);
            }
        }
        Checked::new(Document { blocks: self.blocks }, self.diagnostics)
    }
}

/// Gives a heading an id made from its words, once each.
fn anchor(block: &mut Block, level: u8, taken: &mut Vec<String>) {
    let mut id = format!("s-{}", slugify(&block.text));
    while taken.contains(&id) {
        id.push_str("-2");
    }
    let tag = format!("<h{}", lowered(level));
    if block.html.starts_with(&tag) {
        let added = format!(" id=\"{id}\"");
        block.html.insert_str(tag.len(), &added);
        for link in &mut block.links {
            link.at += added.len();
        }
    }
    taken.push(id);
}

/// Takes the marks out of a block's HTML and gives each inner link its place.
fn unmark(html: String, mut links: Vec<InnerLink>) -> (String, Vec<InnerLink>) {
    if links.is_empty() {
        return (html, links);
    }
    let mut clean = String::with_capacity(html.len());
    let mut parts = html.split(MARK);
    clean.push_str(parts.next().unwrap_or_default());
    for (part, link) in parts.zip(&mut links) {
        link.at = clean.len();
        clean.push_str(part);
    }
    (clean, links)
}

/// A text as it was, unless it holds the mark (by way of `&#1;`).
fn unmarked(text: CowStr<'_>) -> CowStr<'_> {
    if text.contains(MARK) { CowStr::from(text.replace(MARK, "")) } else { text }
}

fn lowered(level: u8) -> u8 {
    (level + u8::from(level == 1)).min(6)
}

/// The page's title is its only heading of level 1, so an author's `#` becomes a level 2.
fn lower(level: HeadingLevel) -> HeadingLevel {
    if level == HeadingLevel::H1 { HeadingLevel::H2 } else { level }
}

fn raw<'a>(html: String) -> Event<'a> {
    Event::InlineHtml(CowStr::from(html))
}

#[cfg(test)]
mod tests;
