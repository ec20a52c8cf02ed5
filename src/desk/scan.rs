//! The links of a finished page, read out of its HTML: what a reader can follow, whatever template made it.
//!
//! No parser of all HTML: tags, attributes with and without quotes, comments, and no tags inside scripts and styles.

use std::borrow::Cow;

use crate::output::{OutputPath, decoded};

/// What a page links to and shows, each once and in order.
#[derive(Debug, Default, PartialEq, Eq)]
pub(super) struct Scanned {
    pub(super) title: String,
    /// Links of its own text: those inside `<main>`.
    pub(super) main: Vec<Box<str>>,
    /// Links around it, such as the head and foot that every page has.
    pub(super) other: Vec<Box<str>>,
    /// Images, scripts and styles.
    pub(super) files: Vec<Box<str>>,
    /// Style sheets alone.
    pub(super) styles: Vec<Box<str>>,
    /// Whether it only leads on to another page.
    pub(super) moved: bool,
}

/// Where a link leads.
#[derive(Debug, PartialEq, Eq)]
pub(super) enum Target<'l> {
    /// To a path of this site, without what stands after `#` and `?`.
    Inner(String),
    /// To another site.
    Outer(&'l str),
    /// To the page itself, or to no page (`mailto:`).
    Nowhere,
}

/// Reads the links out of a page.
pub(super) fn scan(html: &str) -> Scanned {
    let mut found = Scanned::default();
    let mut in_main = false;
    let mut rest = html;
    while let Some(at) = rest.find('<') {
        rest = &rest[at + 1..];
        if let Some(comment) = rest.strip_prefix("!--") {
            rest = comment.split_once("-->").map_or("", |(_, after)| after);
            continue;
        }
        let end = rest.find(|c: char| !c.is_ascii_alphanumeric() && c != '/').unwrap_or(rest.len());
        let name = rest[..end].to_ascii_lowercase();
        let (attributes, after) = attributes(&rest[end..]);
        rest = after;
        let value = |wanted: &str| {
            let found = attributes.iter().find(|(name, _)| name.eq_ignore_ascii_case(wanted));
            found.map(|(_, value)| unescaped(value.trim()).into_owned())
        };
        match name.as_str() {
            "main" => in_main = true,
            "/main" => in_main = false,
            "title" if found.title.is_empty() => {
                let text = rest.split('<').next().unwrap_or_default();
                found.title = unescaped(text.trim()).into_owned();
            }
            "a" | "area" => {
                if let Some(href) = value("href") {
                    note(if in_main { &mut found.main } else { &mut found.other }, href);
                }
            }
            "img" | "source" | "script" => {
                if let Some(src) = value("src") {
                    note(&mut found.files, src);
                }
                if name == "script" {
                    rest = rest.split_once("</script").map_or("", |(_, after)| after);
                }
            }
            "style" => rest = rest.split_once("</style").map_or("", |(_, after)| after),
            "link" if value("rel").is_some_and(|rel| rel.split_whitespace().any(|word| word == "stylesheet")) => {
                if let Some(href) = value("href") {
                    note(&mut found.files, href.clone());
                    note(&mut found.styles, href);
                }
            }
            "meta" => found.moved |= value("http-equiv").is_some_and(|what| what.eq_ignore_ascii_case("refresh")),
            _ => {}
        }
    }
    found
}

fn note(list: &mut Vec<Box<str>>, link: String) {
    if !list.iter().any(|known| **known == *link) {
        list.push(link.into_boxed_str());
    }
}

/// The attributes of a tag, and what stands after its `>`.
fn attributes(text: &str) -> (Vec<(&str, &str)>, &str) {
    let mut found = Vec::new();
    let mut rest = text;
    loop {
        rest = rest.trim_start_matches(|c: char| c.is_whitespace() || c == '/');
        if rest.is_empty() {
            return (found, "");
        }
        if let Some(after) = rest.strip_prefix('>') {
            return (found, after);
        }
        let end = rest.find(|c: char| c.is_whitespace() || matches!(c, '=' | '>' | '/')).unwrap_or(rest.len());
        let (name, after) = rest.split_at(end);
        let after = after.trim_start();
        let Some(value) = after.strip_prefix('=') else {
            found.push((name, ""));
            // A sign that begins no name is passed over.
            rest = if end == 0 { after.get(1..).unwrap_or_default() } else { after };
            continue;
        };
        let value = value.trim_start();
        let (value, after) = match value.chars().next() {
            Some(quote @ ('"' | '\'')) => value[1..].split_once(quote).unwrap_or((&value[1..], "")),
            _ => value.split_at(value.find(|c: char| c.is_whitespace() || c == '>').unwrap_or(value.len())),
        };
        found.push((name, value));
        rest = after;
    }
}

/// A value as it is meant, its character references resolved as far as pages of ours have them.
fn unescaped(text: &str) -> Cow<'_, str> {
    if !text.contains('&') {
        return Cow::Borrowed(text);
    }
    let mut plain = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(at) = rest.find('&') {
        plain.push_str(&rest[..at]);
        rest = &rest[at..];
        let Some(end) = rest.find(';').filter(|end| *end < 12) else {
            plain.push('&');
            rest = &rest[1..];
            continue;
        };
        let name = &rest[1..end];
        let number = name.strip_prefix('#').map(|n| match n.strip_prefix(['x', 'X']) {
            Some(hex) => u32::from_str_radix(hex, 16),
            None => n.parse(),
        });
        let meant = match name {
            "amp" => Some('&'),
            "lt" => Some('<'),
            "gt" => Some('>'),
            "quot" => Some('"'),
            "apos" => Some('\''),
            _ => number.and_then(Result::ok).and_then(char::from_u32),
        };
        match meant {
            Some(c) => plain.push(c),
            None => plain.push_str(&rest[..=end]),
        }
        rest = &rest[end + 1..];
    }
    plain.push_str(rest);
    Cow::Owned(plain)
}

/// Where a link of the page at `from` leads.
pub(super) fn target<'l>(from: &OutputPath, link: &'l str) -> Target<'l> {
    let scheme = link.split(['/', '?', '#']).next().and_then(|head| head.split_once(':')).map(|(scheme, _)| scheme);
    match scheme.map(str::to_ascii_lowercase).as_deref() {
        Some("http" | "https") => return Target::Outer(link),
        Some(_) => return Target::Nowhere,
        None if link.starts_with("//") => return Target::Outer(link),
        None => {}
    }
    let path = link.split(['?', '#']).next().unwrap_or_default();
    if path.is_empty() {
        return Target::Nowhere;
    }
    let mut parts: Vec<&str> = match path.strip_prefix('/') {
        Some(_) => Vec::new(),
        None => from.folder().split('/').filter(|part| !part.is_empty()).collect(),
    };
    for part in path.split('/') {
        match part {
            "" | "." => {}
            ".." => _ = parts.pop(),
            part => parts.push(part),
        }
    }
    let mut joined = decoded(&parts.join("/"));
    let is_folder = path.ends_with('/') || path.ends_with("/.") || path.ends_with("..") || path == ".";
    if is_folder && !joined.is_empty() {
        joined.push('/');
    }
    Target::Inner(joined)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn links_are_read_out_of_every_form_they_are_written_in() {
        let page = "<!doctype html><title>A &amp; B</title><link rel=stylesheet href=/a.css>\
            <!-- <a href='hidden/'> --><script>var x = '<a href=\"no/\">';</script>\
            <nav><a href=\"../\">up</a></nav><main><A class=x HREF='b/?x=1&amp;y=2#z'>b</A><a\nhref = c/ >c</a>\
            <a href=\"b/?x=1&#38;y=2#z\">again</a><img alt=\"a > b\" src=\"i.png\"></main><a href=d/>d</a>";
        let found = scan(page);
        let list = |list: &[Box<str>]| list.iter().map(ToString::to_string).collect::<Vec<_>>();
        assert_eq!(found.title, "A & B");
        assert_eq!(list(&found.main), ["b/?x=1&y=2#z", "c/"]);
        assert_eq!(list(&found.other), ["../", "d/"]);
        assert_eq!(list(&found.files), ["/a.css", "i.png"]);
        assert_eq!((list(&found.styles), found.moved), (vec!["/a.css".to_owned()], false));
        assert!(scan("<meta http-equiv=\"refresh\" content=\"0; url=x/\">").moved);
    }

    #[test]
    fn broken_markup_ends_and_never_panics() {
        for page in [
            "<a href",
            "<a href=",
            "<a href='x",
            "<",
            "<a =",
            "<!--",
            "<script>",
            "<a é='&#xFFFFFFFF;'>",
            "&",
            "<a href=\"&amp\">",
        ] {
            scan(page);
        }
    }

    #[test]
    fn a_link_leads_where_a_browser_would_go() {
        let from = OutputPath::new("stories/a/index.html").unwrap();
        for (link, to) in [
            ("../b/", "stories/b/"),
            ("../../", ""),
            ("../..", ""),
            ("./", "stories/a/"),
            ("x.png?v=1#y", "stories/a/x.png"),
            ("/data/a%20b.csv", "data/a b.csv"),
            ("../../../../etc/", "etc/"),
        ] {
            assert_eq!(target(&from, link), Target::Inner(to.to_owned()), "{link}");
        }
        assert_eq!(target(&from, "https://example.org/"), Target::Outer("https://example.org/"));
        assert_eq!(target(&from, "//example.org/"), Target::Outer("//example.org/"));
        for link in ["#top", "", "mailto:desk@example.org", "javascript:x"] {
            assert_eq!(target(&from, link), Target::Nowhere, "{link}");
        }
    }
}
