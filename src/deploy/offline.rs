//! Pages that open from a folder: a link to a folder names the `index.html` in it.
//!
//! A browser shows a folder's listing where a server would show its page. All links of a site are relative already,
//! so this is the one thing to change. Other files and links out of the site stay as they are.

use std::borrow::Cow;

use crate::output::{OutputPath, OutputTree, decoded};

/// The same site, with every link between its pages naming a file.
#[must_use]
pub(super) fn linked(tree: &OutputTree) -> OutputTree {
    let pages = tree.iter().map(|(path, bytes)| match (path.extension(), std::str::from_utf8(bytes)) {
        ("html", Ok(html)) => (path.clone(), page(html, path, tree).into_bytes().into()),
        _ => (path.clone(), bytes.clone()),
    });
    pages.collect()
}

fn page(html: &str, path: &OutputPath, tree: &OutputTree) -> String {
    const LINK: &str = " href=\"";
    let mut out = String::with_capacity(html.len() + 1024);
    let mut rest = html;
    while let Some(at) = rest.find(LINK) {
        let (head, tail) = rest.split_at(at + LINK.len());
        let end = tail.find('"').unwrap_or(tail.len());
        out.push_str(head);
        out.push_str(&link(&tail[..end], path.folder(), tree));
        rest = &tail[end..];
    }
    out.push_str(rest);
    out
}

/// One link of a page in `folder`.
fn link<'a>(link: &'a str, folder: &str, tree: &OutputTree) -> Cow<'a, str> {
    let (way, tail) = link.split_at(link.find(['#', '?']).unwrap_or(link.len()));
    let relative = !way.is_empty() && !way.starts_with('/') && !way.contains(':');
    let to_folder = matches!(way.rsplit('/').next(), Some("" | "." | ".."));
    if !relative || !to_folder {
        return link.into();
    }
    let mut parts: Vec<&str> = folder.split('/').filter(|part| !part.is_empty()).collect();
    for part in way.split('/') {
        match part {
            "" | "." => {}
            ".." => _ = parts.pop(),
            name => parts.push(name),
        }
    }
    parts.push("index.html");
    let found = tree.get(&parts.join("/")).or_else(|| tree.get(&decoded(&parts.join("/"))));
    match found {
        Some(_) if way.ends_with('/') => format!("{way}index.html{tail}").into(),
        Some(_) => format!("{way}/index.html{tail}").into(),
        None => link.into(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn tree(pages: &[(&str, &str)]) -> OutputTree {
        pages.iter().map(|(path, html)| (OutputPath::new(path).unwrap(), html.as_bytes().to_vec().into())).collect()
    }

    #[test]
    fn links_to_folders_name_the_page_in_them_and_nothing_else_changes() {
        let html = r##"<a class="x" href="./b/">b</a><a href="b/#c">c</a><a href="..">up</a><a href="../é/">é</a><a href="../%C3%A9/?q">é</a>
            <a href="https://x.org/">x</a><a href="#top">t</a><a href="/b/">root</a><a href="none/">n</a><link href="../s.css"><p>href="b/"</p>"##;
        let all = tree(&[
            ("a/index.html", html),
            ("a/b/index.html", ""),
            ("index.html", ""),
            ("é/index.html", ""),
            ("s.css", ""),
        ]);
        let done = linked(&all);
        let page = std::str::from_utf8(done.get("a/index.html").unwrap()).unwrap();
        let expected = html
            .replace("\"./b/\">b", "\"./b/index.html\">b")
            .replace("\"b/#c\"", "\"b/index.html#c\"")
            .replace("\"..\"", "\"../index.html\"")
            .replace("\"../é/\"", "\"../é/index.html\"")
            .replace("\"../%C3%A9/?q\"", "\"../%C3%A9/index.html?q\"");
        assert_eq!(page, expected);
    }
}
