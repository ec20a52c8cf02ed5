//! Just enough HTML to follow links: tags with their attributes, and the words between them.
//!
//! Reads what our own templates write (quoted attributes, no scripts). A page that is written otherwise fails here.
#![allow(dead_code, reason = "each test crate uses a part of this")]
#![allow(clippy::panic, reason = "a test fails by panicking")]

/// An opening tag.
#[derive(Debug)]
pub(crate) struct Tag {
    /// Its name, in lower case.
    pub(crate) name: String,
    /// Its attributes, decoded.
    pub(crate) attributes: Vec<(String, String)>,
    /// The byte after it.
    pub(crate) end: usize,
}

impl Tag {
    /// An attribute's value.
    pub(crate) fn get(&self, name: &str) -> Option<&str> {
        self.attributes.iter().find(|(key, _)| key == name).map(|(_, value)| value.as_str())
    }
}

/// Every opening tag, in order.
pub(crate) fn tags(html: &str) -> Vec<Tag> {
    let mut found = Vec::new();
    let mut at = 0;
    while let Some(next) = html[at..].find('<') {
        at += next + 1;
        let rest = &html[at..];
        if let Some(comment) = rest.strip_prefix("!--") {
            at += 3 + comment.find("-->").unwrap_or_else(|| panic!("a comment is not closed"));
        } else if rest.starts_with(|c: char| c.is_ascii_alphabetic()) {
            let tag = tag(html, at);
            at = tag.end;
            found.push(tag);
        }
    }
    found
}

/// The tag whose name begins at a byte.
fn tag(html: &str, start: usize) -> Tag {
    let word = |at: usize| {
        html[at..].find(|c: char| c.is_whitespace() || "=>/".contains(c)).map_or(html.len(), |end| at + end)
    };
    let mut at = word(start);
    let name = html[start..at].to_lowercase();
    let mut attributes = Vec::new();
    loop {
        at += html[at..]
            .find(|c: char| !c.is_whitespace() && c != '/')
            .unwrap_or_else(|| panic!("<{name} is not closed"));
        if html[at..].starts_with('>') {
            return Tag { name, attributes, end: at + 1 };
        }
        let end = word(at);
        let key = html[at..end].to_lowercase();
        at = end;
        let mut value = String::new();
        if let Some(rest) = html[at..].strip_prefix('=') {
            let quote = rest
                .chars()
                .next()
                .filter(|c| ['"', '\''].contains(c))
                .unwrap_or_else(|| panic!("<{name} {key}= has no quotation marks"));
            let inside = rest[1..].split(quote).next().unwrap_or_default();
            value = decoded(inside);
            at += 1 + 1 + inside.len() + 1;
        }
        attributes.push((key, value));
    }
}

/// The words of a piece of HTML, without tags, white space made single.
pub(crate) fn words(html: &str) -> String {
    let mut text = String::new();
    for (n, part) in html.split('<').enumerate() {
        text.push_str(if n == 0 { part } else { part.split_once('>').map_or("", |(_, after)| after) });
        text.push(' ');
    }
    decoded(&text).split_whitespace().collect::<Vec<_>>().join(" ")
}

/// The inside of every element of a name that holds none of its own kind.
pub(crate) fn inside<'a>(html: &'a str, name: &str) -> Vec<&'a str> {
    let close = format!("</{name}>");
    let opened = tags(html).into_iter().filter(|tag| tag.name == name);
    opened.filter_map(|tag| html[tag.end..].split(&close).next()).collect()
}

/// Character references made characters.
pub(crate) fn decoded(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(at) = rest.find('&') {
        out.push_str(&rest[..at]);
        rest = &rest[at..];
        let Some((name, after)) = rest[1..].split_once(';').filter(|(name, _)| name.len() < 10) else {
            out.push('&');
            rest = &rest[1..];
            continue;
        };
        let numbered = name
            .strip_prefix("#x")
            .or_else(|| name.strip_prefix("#X"))
            .and_then(|hex| u32::from_str_radix(hex, 16).ok());
        let numbered =
            numbered.or_else(|| name.strip_prefix('#').and_then(|digits| digits.parse().ok())).and_then(char::from_u32);
        match (name, numbered) {
            (_, Some(c)) => out.push(c),
            ("amp", _) => out.push('&'),
            ("lt", _) => out.push('<'),
            ("gt", _) => out.push('>'),
            ("quot", _) => out.push('"'),
            ("apos", _) => out.push('\''),
            ("nbsp", _) => out.push('\u{a0}'),
            _ => panic!("&{name}; is not known here"),
        }
        rest = after;
    }
    out.push_str(rest);
    out
}
