//! A Markdown text as blocks: what each says in plain words, its HTML, and where it stands in its file.

use crate::diagnostic::Span;

/// What a top-level block is. Only paragraphs and headings may be taken apart by deduplication.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum BlockKind {
    /// Running text.
    Paragraph,
    /// A heading and its level in the source, 1 to 6.
    Heading(u8),
    /// A list of any kind.
    List,
    /// A block quotation.
    Quote,
    /// A code block.
    Code,
    /// A table.
    Table,
    /// Raw HTML, shown as text.
    Html,
    /// A thematic break.
    Rule,
    /// The text of a footnote.
    Footnote,
}

/// A link to another page of the site, whose address is not known until the site is planned.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct InnerLink {
    /// Byte of the block's HTML at which the address belongs (between the quotation marks of an empty `href`).
    pub at: usize,
    /// The address as written, such as `incident:2025-06-01-boulikessi`.
    pub target: String,
    /// Where it stands in the file.
    pub span: Span,
}

/// One top-level block.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Block {
    /// What it is.
    pub kind: BlockKind,
    /// Its bytes in the file.
    pub span: Span,
    /// Its words without markup.
    pub text: String,
    /// Its HTML, safe to show; inner links have an empty `href`.
    pub html: String,
    /// The links to be filled in, in the order they stand.
    pub links: Vec<InnerLink>,
}

/// A Markdown text.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Document {
    /// Its top-level blocks in order; footnote texts come last, numbered by their first mention.
    pub blocks: Vec<Block>,
}

impl Document {
    /// How many words it has.
    #[must_use]
    pub fn words(&self) -> usize {
        self.blocks.iter().map(|block| block.text.split_whitespace().count()).sum()
    }

    /// Every inner link.
    pub fn links(&self) -> impl Iterator<Item = &InnerLink> {
        self.blocks.iter().flat_map(|block| &block.links)
    }
}

impl Block {
    /// The block's HTML with every inner link's address filled in by `address`; of a link for which it gives `None`
    /// the words stay and the link goes.
    pub fn html_with(&self, mut address: impl FnMut(&InnerLink) -> Option<String>) -> std::borrow::Cow<'_, str> {
        if self.links.is_empty() {
            return (&self.html).into();
        }
        let mut html = String::with_capacity(self.html.len() + 48 * self.links.len());
        let mut from = 0;
        for link in &self.links {
            match address(link) {
                Some(address) => {
                    html.push_str(&self.html[from..link.at]);
                    html.push_str(&address);
                    from = link.at;
                }
                None => from = self.without_anchor(from, link.at, &mut html),
            }
        }
        html.push_str(&self.html[from..]);
        html.into()
    }

    /// Copies the HTML from `from` to the end of the anchor whose address belongs at `at`, without the anchor's tags,
    /// and gives the byte after it. Anchors do not nest.
    fn without_anchor(&self, from: usize, at: usize, html: &mut String) -> usize {
        let open = self.html[..at].rfind("<a ").unwrap_or(at);
        let words = self.html[at..].find('>').map_or(at, |end| at + end + 1);
        let close = self.html[words..].find("</a>").map_or(words, |end| words + end);
        html.push_str(self.html.get(from..open).unwrap_or_default());
        html.push_str(&self.html[words..close]);
        (close + "</a>".len()).min(self.html.len())
    }
}
