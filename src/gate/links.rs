//! Every link inside the site leads to a file of it, and every fragment to an id on that page.
//!
//! Pages and style sheets are read tag by tag; in feeds and other texts whatever begins with the site's own address is
//! a link. It reads what a browser would fetch, and nothing that scripts make.

use std::collections::{BTreeMap, BTreeSet};

use crate::gate::{Finding, Rule, line, mark};
use crate::output::{OutputPath, OutputTree, decoded};

/// Attributes that hold an address.
const ADDRESSES: [&str; 8] = ["href", "src", "poster", "data", "action", "formaction", "background", "xlink:href"];

pub(super) fn find(tree: &OutputTree, base_url: &str, findings: &mut Vec<Finding>) {
    let site = Known::new(tree, base_url);
    for (path, bytes) in tree {
        let Ok(text) = std::str::from_utf8(bytes) else { continue };
        let found = match path.extension() {
            "html" | "htm" | "svg" => of_page(text),
            "css" => of_sheet(text, 0),
            "xml" | "atom" | "rss" | "json" | "geojson" | "txt" | "ics" | "csv" => of_text(text, base_url),
            _ => continue,
        };
        for (at, address) in found {
            if let Some(why) = site.broken(path, &address) {
                findings.push(Finding {
                    path: path.to_string(),
                    line: line(bytes, at),
                    rule: Rule::BrokenLink,
                    found: format!("the link `{address}` leads to {why}"),
                    remedy: "correct it, or bring what it leads to",
                    mark: mark(Rule::BrokenLink, address.as_bytes()),
                });
            }
        }
    }
}

/// What there is to lead to.
struct Known<'a> {
    tree: &'a OutputTree,
    base_url: &'a str,
    /// The path part of the base URL, with a slash at both ends.
    below: &'a str,
    /// The ids of every page.
    ids: BTreeMap<&'a str, BTreeSet<String>>,
    /// The addresses that the host is told to send on, as far as `*`.
    sent_on: Vec<&'a str>,
}

impl<'a> Known<'a> {
    fn new(tree: &'a OutputTree, base_url: &'a str) -> Self {
        let host = base_url.find("://").map_or(0, |at| at + 3);
        let below = base_url[host..].find('/').map_or("/", |at| &base_url[host + at..]);
        let pages = tree.iter().filter(|(path, _)| matches!(path.extension(), "html" | "htm" | "svg"));
        let ids = pages.filter_map(|(path, bytes)| Some((path.as_str(), ids(std::str::from_utf8(bytes).ok()?))));
        let list = tree.get("_redirects").and_then(|bytes| std::str::from_utf8(bytes).ok()).unwrap_or_default();
        let sent_on =
            list.lines().filter_map(|line| line.split_whitespace().next()).filter(|word| word.starts_with('/'));
        Self { tree, base_url, below, ids: ids.collect(), sent_on: sent_on.collect() }
    }

    /// What is wrong with an address that stands in a file; nothing where it leads out of the site.
    fn broken(&self, from: &OutputPath, address: &str) -> Option<String> {
        let address = address.trim();
        let own = (!self.base_url.is_empty()).then(|| address.strip_prefix(self.base_url)).flatten();
        let inner = match own {
            Some(inner) => format!("{}{inner}", self.below),
            None if address == self.base_url.trim_end_matches('/') => return None,
            None if address.starts_with("//") || has_scheme(address) => return None,
            None => address.to_owned(),
        };
        let (way, fragment) = inner.split_once('#').unwrap_or((&inner, ""));
        let way = way.split('?').next().unwrap_or_default();
        let path = if way.is_empty() {
            from.as_str().to_owned()
        } else {
            match self.file(from, way) {
                Ok(Some(path)) => path,
                Ok(None) => return None,
                Err(why) => return Some(why),
            }
        };
        let fragment = decoded(fragment);
        if fragment.is_empty() || fragment == "top" || fragment.starts_with(":~:") {
            return None;
        }
        let known = self.ids.get(path.as_str())?;
        (!known.contains(&fragment)).then(|| format!("`#{fragment}`, which is not on that page"))
    }

    /// The file at the end of a way; none where the host sends on.
    fn file(&self, from: &OutputPath, way: &str) -> Result<Option<String>, String> {
        let (mut parts, rest): (Vec<&str>, &str) = match way.strip_prefix('/') {
            Some(_) => match way.strip_prefix(self.below) {
                Some(rest) => (Vec::new(), rest),
                None if format!("{way}/") == self.below => (Vec::new(), ""),
                None => return Err("a place outside this site's folder on its host".to_owned()),
            },
            None => (from.folder().split('/').filter(|part| !part.is_empty()).collect(), way),
        };
        for part in rest.split('/') {
            match part {
                "" | "." => {}
                ".." => {
                    parts.pop().ok_or("a place above the site")?;
                }
                name => parts.push(name),
            }
        }
        let path = parts.join("/");
        let folder = rest.is_empty() || rest.ends_with('/') || matches!(rest.rsplit('/').next(), Some("." | ".."));
        for path in [path.clone(), decoded(&path)] {
            let page = if path.is_empty() { "index.html".to_owned() } else { format!("{path}/index.html") };
            if !folder && self.tree.get(&path).is_some() {
                return Ok(Some(path));
            }
            if self.tree.get(&page).is_some() {
                return Ok(Some(page));
            }
        }
        let asked = format!("/{}", decoded(&path));
        let sent_on = self.sent_on.iter().any(|from| match from.split_once('*') {
            Some((head, _)) => asked.starts_with(head),
            None => from.trim_end_matches('/') == asked.trim_end_matches('/'),
        });
        if sent_on { Ok(None) } else { Err("nothing".to_owned()) }
    }
}

fn has_scheme(address: &str) -> bool {
    let Some((scheme, _)) = address.split_once(':') else { return false };
    !scheme.is_empty() && scheme.chars().all(|c| c.is_ascii_alphanumeric() || matches!(c, '+' | '-' | '.'))
}

/// The addresses in a page, each with where it stands.
fn of_page(html: &str) -> Vec<(usize, String)> {
    let mut found = Vec::new();
    for tag in tags(html) {
        for (key, at, value) in attributes(html, &tag) {
            match key.as_str() {
                "srcset" | "imagesrcset" => {
                    let each = value.split(',').filter_map(|one| one.split_whitespace().next());
                    found.extend(each.map(|one| (at, one.to_owned())));
                }
                "style" => found.extend(of_sheet(&value, at).into_iter().map(|(_, address)| (at, address))),
                "content" if value.contains("url=") => {
                    found.extend(value.split_once("url=").map(|(_, address)| (at, address.to_owned())));
                }
                key if ADDRESSES.contains(&key) => found.push((at, value)),
                _ => {}
            }
        }
        if tag.name == "style" {
            let end = html[tag.end..].find("</style").map_or(html.len(), |at| tag.end + at);
            found.extend(of_sheet(&html[tag.end..end], tag.end));
        }
    }
    found
}

/// The addresses in a style sheet.
fn of_sheet(css: &str, base: usize) -> Vec<(usize, String)> {
    let mut found = Vec::new();
    for (open, close) in [("url(", ")"), ("@import \"", "\""), ("@import '", "'")] {
        for (at, _) in css.match_indices(open) {
            let from = at + open.len();
            let end = css[from..].find(close).map_or(css.len(), |end| from + end);
            let address = css[from..end].trim().trim_matches(['"', '\'']);
            found.push((base + at, address.to_owned()));
        }
    }
    found
}

/// Whatever in a text begins with the site's own address.
fn of_text(text: &str, base_url: &str) -> Vec<(usize, String)> {
    if base_url.is_empty() {
        return Vec::new();
    }
    let ends = |c: char| c.is_whitespace() || "\"'<>()[]{}&,;\\|`".contains(c);
    let own = text.match_indices(base_url).map(|(at, _)| {
        let end = text[at..].find(ends).map_or(text.len(), |end| at + end);
        (at, text[at..end].trim_end_matches(['.', ':', '!', '*']).to_owned())
    });
    own.collect()
}

fn ids(html: &str) -> BTreeSet<String> {
    let named = tags(html).into_iter().flat_map(|tag| {
        let own = attributes(html, &tag).into_iter();
        let a = tag.name == "a";
        own.filter(move |(key, ..)| key == "id" || (a && key == "name")).map(|(.., value)| value)
    });
    named.collect()
}

/// An opening tag: its name, and where its attributes begin and the tag ends.
struct Tag {
    name: String,
    begin: usize,
    end: usize,
}

/// The opening tags of a page; what stands in comments and scripts is none.
fn tags(html: &str) -> Vec<Tag> {
    let mut all = Vec::new();
    let mut at = 0;
    while let Some(open) = html[at..].find('<') {
        let start = at + open + 1;
        let rest = &html[start..];
        if rest.starts_with("!--") {
            at = rest.find("-->").map_or(html.len(), |end| start + end + 3);
            continue;
        }
        let length = rest.find(|c: char| !(c.is_ascii_alphanumeric() || matches!(c, '-' | ':'))).unwrap_or(rest.len());
        if length == 0 {
            at = start;
            continue;
        }
        let (name, begin) = (rest[..length].to_ascii_lowercase(), start + length);
        let end = tag_end(html, begin);
        at = end;
        if matches!(name.as_str(), "script" | "style" | "textarea" | "title") {
            let close = format!("</{name}");
            at = html[end..].find(&close).map_or(html.len(), |close| end + close);
        }
        all.push(Tag { name, begin, end });
    }
    all
}

/// Behind the `>` of a tag, which may also stand in a quoted value.
fn tag_end(html: &str, begin: usize) -> usize {
    let mut quote = None;
    for (at, c) in html[begin..].char_indices() {
        match (quote, c) {
            (None, '>') => return begin + at + 1,
            (None, '"' | '\'') => quote = Some(c),
            (Some(open), c) if open == c => quote = None,
            _ => {}
        }
    }
    html.len()
}

/// Key, place and value of every attribute of a tag.
fn attributes(html: &str, tag: &Tag) -> Vec<(String, usize, String)> {
    let inside = html[tag.begin..tag.end].trim_end_matches('>');
    let (mut all, mut at) = (Vec::new(), 0);
    let space = |c: char| c.is_whitespace() || c == '/';
    while let Some(start) = inside[at..].find(|c: char| !space(c)).map(|skip| at + skip) {
        let end = inside[start..].find(|c: char| space(c) || c == '=').map_or(inside.len(), |end| start + end);
        let key = inside[start..end].to_ascii_lowercase();
        let after = inside[end..].trim_start();
        let Some(value) = after.strip_prefix('=') else {
            at = end.max(start + 1);
            continue;
        };
        let value = value.trim_start();
        let from = inside.len() - value.len();
        let quote = value.chars().next().filter(|c| matches!(c, '"' | '\''));
        let from = from + usize::from(quote.is_some());
        let to = match quote {
            Some(quote) => inside[from..].find(quote),
            None => inside[from..].find(char::is_whitespace),
        };
        let to = to.map_or(inside.len(), |end| from + end);
        let value = inside[from..to].replace("&#x2F;", "/").replace("&#38;", "&").replace("&amp;", "&");
        all.push((key, tag.begin + from, value));
        at = (to + usize::from(quote.is_some())).min(inside.len());
    }
    all
}
