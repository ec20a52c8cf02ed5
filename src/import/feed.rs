//! Wire copy from a feed that was downloaded: Atom, RSS 2.0 and 1.0, JSON Feed. Each item becomes a draft with its
//! outlet, address and date; its HTML becomes Markdown.

use std::collections::BTreeSet;

use htmd::HtmlToMarkdown;
use jiff::Timestamp;
use roxmltree::{Document, Node};
use serde_json::Value;

use crate::import::yaml::{clean, scalar};
use crate::import::{Draft, Harvest, Job, Part, Refused};
use crate::model::id;

/// The longest title and summary an article takes, in characters.
const LIMITS: (usize, usize) = (120, 600);

/// Elements that do not belong into a draft: what runs, what is fetched from elsewhere.
const SKIPPED: [&str; 9] = ["script", "style", "iframe", "object", "embed", "img", "picture", "video", "audio"];

/// A feed in any of its formats.
#[derive(Debug, Default)]
struct Feed {
    outlet: String,
    lang: Option<String>,
    items: Vec<Item>,
}

/// One item; the texts are HTML or plain.
#[derive(Debug, Default)]
struct Item {
    key: String,
    title: String,
    url: Option<String>,
    date: String,
    authors: Vec<String>,
    summary: Option<String>,
    body: String,
}

/// Drafts of a feed's items.
///
/// # Errors
/// When the file is no feed.
pub fn feed(bytes: &[u8], job: &Job<'_>) -> Result<Harvest, Refused> {
    let text = std::str::from_utf8(bytes.strip_prefix("\u{feff}".as_bytes()).unwrap_or(bytes))
        .map_err(|_| Refused("the file is not UTF-8; save the feed as UTF-8".to_owned()))?;
    if ["http://", "https://", "[InternetShortcut]", "feed://"].iter().any(|start| text.trim_start().starts_with(start))
    {
        let why = "the file holds addresses; an import fetches nothing: download the feed, such as with `curl -o feed.xml ADDRESS`, and import that";
        return Err(Refused(why.to_owned()));
    }
    let feed = if text.trim_start().starts_with('{') { json(text)? } else { xml(text)? };
    let set = match id::slugify(&feed.outlet) {
        slug if slug.is_empty() => "feed".to_owned(),
        slug => slug,
    };
    let mut harvest = Harvest {
        set: set.clone(),
        remark: Some("copy of an outlet stays the outlet’s: publish no more of it than its licence or the law allows"),
        ..Harvest::default()
    };
    let mut taken = BTreeSet::new();
    for (at, item) in feed.items.iter().enumerate() {
        match draft(&feed, item, &set, &mut taken) {
            Ok(draft) => harvest.drafts.push(draft),
            Err(why) => harvest.faults.push((at as u64 + 1, why)),
        }
        (job.progress)(at + 1, feed.items.len());
    }
    Ok(harvest)
}

fn draft(feed: &Feed, item: &Item, set: &str, taken: &mut BTreeSet<String>) -> Result<Draft, String> {
    let title = clean(&markdown(&item.title)).replace('\\', "");
    if title.is_empty() {
        return Err("the item has no title".to_owned());
    }
    let at =
        moment(&item.date).ok_or_else(|| format!("`{title}`: its date is `{}`, which cannot be read", item.date))?;
    let day = at.strftime("%Y-%m-%d").to_string();
    let words: String = id::slugify(&title).chars().take(60).collect();
    let base = format!("content/articles/{set}/{day}-{}", words.trim_end_matches('-'));
    let paths = std::iter::once(format!("{base}.md")).chain((2..).map(|n| format!("{base}-{n}.md")));
    let path = paths.into_iter().find(|path| !taken.contains(path)).unwrap_or_default();
    taken.insert(path.clone());
    let mut parts = vec![
        Part::new("title", &scalar(&short(&title, LIMITS.0))),
        Part::new("date", &scalar(&at.to_string())),
        Part::new("outlet", &scalar(&feed.outlet)),
    ];
    let web = item.url.as_ref().filter(|url| url.starts_with("https://") || url.starts_with("http://"));
    parts.extend(web.map(|url| Part::new("canonical_url", &scalar(&clean(url)))));
    if !item.authors.is_empty() {
        let names: Vec<String> = item.authors.iter().map(|name| clean(name)).collect();
        parts.push(Part::new("byline", &crate::import::yaml::list(names)));
    }
    parts.extend(feed.lang.as_ref().map(|lang| Part::new("lang", &scalar(lang))));
    let summary = item.summary.as_ref().map(|html| clean(&markdown(html))).filter(|text| !text.is_empty());
    let body = markdown(&item.body);
    let body = if body.is_empty() { summary.clone().unwrap_or_default() } else { body };
    parts.extend(
        summary.filter(|text| *text != clean(&body)).map(|text| Part::new("summary", &scalar(&short(&text, LIMITS.1)))),
    );
    parts.push(Part::new("status", "draft"));
    parts.push(Part { key: "body".to_owned(), text: body });
    Ok(Draft { row: clean(&item.key), id: path.clone(), file: path, parts })
}

fn short(text: &str, limit: usize) -> String {
    if text.chars().count() <= limit {
        return text.to_owned();
    }
    let cut: String = text.chars().take(limit - 2).collect();
    format!("{} …", cut.rsplit_once(' ').map_or(cut.as_str(), |(whole, _)| whole))
}

/// HTML as Markdown, without what runs or is fetched, and without hidden characters.
fn markdown(html: &str) -> String {
    let converter = HtmlToMarkdown::builder().skip_tags(SKIPPED.to_vec()).build();
    let text = converter.convert(html).unwrap_or_default();
    let text: String = text.chars().filter(|c| !crate::model::fold::is_hidden(*c)).collect();
    let lines: Vec<&str> = text.lines().map(str::trim_end).collect();
    lines.join("\n").trim_matches('\n').to_owned()
}

/// RFC 3339, or RFC 2822 as RSS has it.
fn moment(text: &str) -> Option<Timestamp> {
    let text = text.trim();
    let mail = || jiff::fmt::rfc2822::DateTimeParser::new().parse_timestamp(text).ok();
    let day = || crate::model::Moment::parse(text).map(|moment| moment.timestamp);
    text.parse().ok().or_else(mail).or_else(day)
}

fn json(text: &str) -> Result<Feed, Refused> {
    let root: Value = serde_json::from_str(text).map_err(|fault| Refused(format!("the file is not JSON: {fault}")))?;
    let is_feed = root["version"].as_str().is_some_and(|version| version.starts_with("https://jsonfeed.org/version/"));
    if !is_feed {
        return Err(Refused("the file is JSON, but no JSON Feed: its `version` does not say so".to_owned()));
    }
    let text = |value: &Value| value.as_str().map(str::to_owned);
    let item = |one: &Value| {
        let authors = one["authors"].as_array().into_iter().flatten().chain(one.get("author"));
        Item {
            key: text(&one["id"]).or_else(|| text(&one["url"])).unwrap_or_default(),
            title: text(&one["title"]).unwrap_or_default(),
            url: text(&one["url"]).or_else(|| text(&one["external_url"])),
            date: text(&one["date_published"]).or_else(|| text(&one["date_modified"])).unwrap_or_default(),
            authors: authors.filter_map(|author| text(&author["name"])).collect(),
            summary: text(&one["summary"]),
            body: text(&one["content_html"]).or_else(|| text(&one["content_text"])).unwrap_or_default(),
        }
    };
    Ok(Feed {
        outlet: clean(root["title"].as_str().unwrap_or_default()),
        lang: text(&root["language"]).as_deref().and_then(language),
        items: root["items"].as_array().into_iter().flatten().map(item).collect(),
    })
}

fn xml(text: &str) -> Result<Feed, Refused> {
    let options = roxmltree::ParsingOptions { allow_dtd: true, ..roxmltree::ParsingOptions::default() };
    let document = Document::parse_with_options(text, options)
        .map_err(|fault| Refused(format!("the file is not XML: {fault}")))?;
    let root = document.root_element();
    match root.tag_name().name() {
        "feed" => Ok(atom(root)),
        "rss" | "RDF" => Ok(rss(root)),
        other => Err(Refused(format!(
            "the file begins with `<{other}>`; a feed begins with `<feed>`, `<rss>` or `<rdf:RDF>`"
        ))),
    }
}

/// All text in the first child of a name.
fn text_of(node: Node<'_, '_>, name: &str) -> Option<String> {
    let child = node.children().find(|child| child.tag_name().name() == name)?;
    let text: String = child.descendants().filter(Node::is_text).filter_map(|text| text.text()).collect();
    Some(text.trim().to_owned()).filter(|text| !text.is_empty())
}

/// The content of an Atom text: inner markup of `xhtml` is taken as it stands in the file.
fn atom_text(node: Node<'_, '_>, name: &str) -> Option<String> {
    let child = node.children().find(|child| child.tag_name().name() == name)?;
    if child.attribute("type") == Some("xhtml") {
        return child.document().input_text().get(child.range()).map(str::to_owned);
    }
    text_of(node, name)
}

fn atom(root: Node<'_, '_>) -> Feed {
    let mut feed = Feed {
        outlet: clean(&text_of(root, "title").unwrap_or_default()),
        lang: root.attribute(("http://www.w3.org/XML/1998/namespace", "lang")).and_then(language),
        items: Vec::new(),
    };
    for entry in root.children().filter(|child| child.tag_name().name() == "entry") {
        let links = entry.children().filter(|child| child.tag_name().name() == "link");
        let mut own = links.filter(|link| matches!(link.attribute("rel"), None | Some("alternate")));
        let url = own.find_map(|link| link.attribute("href")).map(str::to_owned);
        let authors = entry.children().filter(|child| child.tag_name().name() == "author");
        feed.items.push(Item {
            key: text_of(entry, "id").or_else(|| url.clone()).unwrap_or_default(),
            title: atom_text(entry, "title").unwrap_or_default(),
            url,
            date: text_of(entry, "published").or_else(|| text_of(entry, "updated")).unwrap_or_default(),
            authors: authors.filter_map(|author| text_of(author, "name")).collect(),
            summary: atom_text(entry, "summary"),
            body: atom_text(entry, "content").unwrap_or_default(),
        });
    }
    feed
}

fn rss(root: Node<'_, '_>) -> Feed {
    let channel = root.children().find(|child| child.tag_name().name() == "channel").unwrap_or(root);
    let mut feed = Feed {
        outlet: clean(&text_of(channel, "title").unwrap_or_default()),
        lang: text_of(channel, "language").as_deref().and_then(language),
        items: Vec::new(),
    };
    // RSS 1.0 has its items beside the channel, RSS 2.0 in it.
    for item in root.descendants().filter(|node| node.tag_name().name() == "item") {
        let url = text_of(item, "link");
        let whole = text_of(item, "encoded");
        let summary = text_of(item, "description");
        feed.items.push(Item {
            key: text_of(item, "guid").or_else(|| url.clone()).unwrap_or_default(),
            title: text_of(item, "title").unwrap_or_default(),
            url,
            date: text_of(item, "pubDate").or_else(|| text_of(item, "date")).unwrap_or_default(),
            authors: text_of(item, "creator").into_iter().collect(),
            summary: summary.clone().filter(|_| whole.is_some()),
            body: whole.or(summary).unwrap_or_default(),
        });
    }
    feed
}

/// A language tag, when it is one.
fn language(text: &str) -> Option<String> {
    let text = text.trim().replace('_', "-");
    let plain = |part: &str| !part.is_empty() && part.len() <= 8 && part.bytes().all(|b| b.is_ascii_alphanumeric());
    (text.split('-').all(plain) && text.len() <= 35).then_some(text)
}
