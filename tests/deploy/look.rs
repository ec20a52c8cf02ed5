//! A reader's eyes: where the links of pages lead, and which lead nowhere.

use std::collections::BTreeSet;

/// A link as it stands on a page, and the file it leads to.
pub(crate) type Link = (String, String);

/// The links of a page that stay inside the site, each once.
pub(crate) fn links(page: &str, html: &[u8]) -> Vec<Link> {
    let html = String::from_utf8_lossy(html);
    let all = html.split("href=\"").skip(1).chain(html.split("src=\"").skip(1));
    let all: BTreeSet<&str> = all.map(|rest| rest.split('"').next().unwrap()).collect();
    all.into_iter().filter_map(|link| Some((link.to_owned(), target(page, link)?))).collect()
}

fn target(page: &str, link: &str) -> Option<String> {
    let way = link.split(['#', '?']).next().unwrap();
    if way.is_empty() || way.contains(':') || way.starts_with('/') {
        return None;
    }
    let mut parts: Vec<&str> = page.split('/').collect();
    parts.pop();
    for part in way.split('/') {
        match part {
            "." | "" => {}
            ".." => _ = parts.pop(),
            part => parts.push(part),
        }
    }
    let path = unescaped(&parts.join("/"));
    let folder = way.ends_with('/') || way.ends_with("..") || path.is_empty();
    Some(if folder { format!("{path}/index.html").trim_start_matches('/').to_owned() } else { path })
}

/// Goes from the front page on as a crawler does, where `open` gives the links of what stands at a path; tells those that
/// lead nowhere. Without a front page nobody has been told of the site yet.
pub(crate) fn broken<'s>(open: impl Fn(&str) -> Option<&'s [Link]>) -> BTreeSet<String> {
    const FRONT: &str = "index.html";
    let (mut next, mut met, mut broken) = (vec![FRONT], BTreeSet::from([FRONT]), BTreeSet::new());
    while let Some(page) = next.pop() {
        for (link, target) in open(page).unwrap_or_default() {
            if open(target).is_none() {
                broken.insert(format!("{page}: {link}"));
            } else if met.insert(target) {
                next.push(target);
            }
        }
    }
    broken
}

/// A text with `%41` made `A`.
pub(crate) fn unescaped(text: &str) -> String {
    let bytes = text.as_bytes();
    let (mut out, mut at) = (Vec::new(), 0);
    while at < bytes.len() {
        let hex =
            text.get(at + 1..at + 3).filter(|_| bytes[at] == b'%').and_then(|hex| u8::from_str_radix(hex, 16).ok());
        out.push(hex.unwrap_or(bytes[at]));
        at += if hex.is_some() { 3 } else { 1 };
    }
    String::from_utf8(out).unwrap()
}
