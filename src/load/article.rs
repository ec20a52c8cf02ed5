//! Articles and pages from Markdown files with YAML front matter.

use std::sync::Arc;

use jiff::Timestamp;
use jiff::civil::Date;

use crate::checked::Checked;
use crate::diagnostic::{At, Code, Diagnostic, SourceFile, Span};
use crate::format::Shape;
use crate::format::articles::{ARTICLE, PAGE};
use crate::load::fields::Fields;
use crate::load::reader::Reader;
use crate::load::{overrides, shared};
use crate::markdown;
use crate::model::vocabulary::Status;
use crate::model::when::is_future;
use crate::model::{Article, IncidentId, Page, Slug, SourceId, id};

/// Longest front matter, in bytes.
const MAX_FRONT_MATTER: usize = 64 * 1024;

/// One article; `None` where its front matter lacks what a page needs.
pub(super) fn article(file: &Arc<SourceFile>, lang: &str, now: Timestamp) -> Checked<Option<Article>> {
    parts(file, &ARTICLE, |fields, body| {
        let title = fields.required_text("title");
        let status = shared::status(fields);
        let date = fields.moment("date");
        let publish_at = fields.moment("publish_at");
        let embargoed = publish_at.is_some_and(|at| at.timestamp > now);
        if date.is_some_and(|date| status != Status::Draft && !embargoed && is_future(date.date, now)) {
            fields.say(
                Code::FutureDate,
                "date",
                "the article's date is in the future",
                "",
                "correct the date, set `status: draft`, or hold it back with `publish_at`",
            );
        }
        let summary = fields.text("summary");
        let slug = slug(fields, file.stem());
        let article = Article {
            updated: fields.moment("updated"),
            byline: fields.texts("byline"),
            dateline: fields.text("dateline"),
            summary,
            key_points: fields.list("key_points").iter().map(|point| markdown::inline(point)).collect(),
            incidents: fields.list("incidents").iter().map(|id| IncidentId::new(id)).collect(),
            tags: fields.list("tags"),
            countries: shared::countries(fields),
            lang: fields.text("lang").unwrap_or_else(|| lang.to_owned()),
            translation_of: fields.text("translation_of").map(|slug| Slug::new(&slug)),
            sources: fields.list("sources").iter().map(|id| SourceId::new(id)).collect(),
            outlet: fields.text("outlet"),
            canonical_url: canonical_url(fields),
            status,
            publish_at,
            aliases: shared::aliases(fields),
            overrides: overrides::on_article(fields),
            media: shared::media(fields),
            updates: shared::updates(fields),
            corrections: shared::corrections(fields),
            body,
            origin: fields.origin().clone(),
            slug: slug?,
            title: title?,
            date: date?,
        };
        Some(article)
    })
}

/// One page.
pub(super) fn page(file: &Arc<SourceFile>, lang: &str, languages: &[String]) -> Checked<Option<Page>> {
    // `about.fr.md` is the page `about` in French.
    let named = file.stem().rsplit_once('.').filter(|(_, tag)| languages.iter().any(|known| known == tag));
    let (stem, lang) = named.unwrap_or((file.stem(), lang));
    parts(file, &PAGE, |fields, body| {
        let title = fields.required_text("title");
        let slug = slug(fields, stem);
        Some(Page {
            summary: fields.text("summary"),
            lang: fields.text("lang").unwrap_or_else(|| lang.to_owned()),
            updated: fields.moment("updated"),
            key_points: fields.list("key_points").iter().map(|point| markdown::inline(point)).collect(),
            data_cutoff: data_cutoff(fields),
            body,
            origin: fields.origin().clone(),
            slug: slug?,
            title: title?,
        })
    })
}

fn data_cutoff(fields: &Fields<'_>) -> Option<Date> {
    fields.date("data_cutoff").map(crate::model::PartialDate::last_day)
}

/// Splits a file, reads its body, and hands both to `make`.
fn parts<T>(
    file: &Arc<SourceFile>,
    shape: &'static Shape,
    make: impl FnOnce(&Fields<'_>, Arc<crate::model::document::Document>) -> Option<T>,
) -> Checked<Option<T>> {
    let (front, body) = match split(file) {
        Ok(parts) => parts,
        Err(diagnostic) => return Checked::new(None, [*diagnostic].into_iter().collect()),
    };
    let document = markdown::document(file, body);
    let reader = Reader::new(file, front);
    let mut value = None;
    let documents = reader.documents();
    let empty = documents.first().is_some_and(serde_yaml::Value::is_null);
    if let Some(root) = documents.first().filter(|root| !root.is_null())
        && let Some(fields) = reader.fields(0, crate::diagnostic::YamlPath::default(), root)
    {
        let fields = fields.shaped(shape);
        value = make(&fields, Arc::new(document.value));
        fields.finish();
    }
    let mut diagnostics = reader.into_diagnostics();
    if empty {
        let diagnostic = Diagnostic::new(Code::FrontMatter, "the front matter is empty").at(file, At::Bytes(0..0), "");
        diagnostics.push(diagnostic.help("write at least `title:` and, for an article, `date:`"));
    }
    diagnostics.extend(document.diagnostics);
    Checked::new(value, diagnostics)
}

/// The bytes of the front matter and of the body.
fn split(file: &Arc<SourceFile>) -> Result<(Span, Span), Box<Diagnostic>> {
    let text = &file.text;
    let fault = |at: usize, message: &str| {
        let help = "begin the file with a line `---`, then `title:` and `date:`, and close with a line `---`";
        Err(Box::new(Diagnostic::new(Code::FrontMatter, message).at(file, At::Bytes(at..at), "").help(help)))
    };
    let first = text.find('\n').map_or(text.len(), |at| at + 1);
    if text[..first].trim_end() != "---" {
        return fault(0, "the file does not begin with front matter");
    }
    let mut at = first;
    for line in text[first..].split_inclusive('\n') {
        if line.trim_end() == "---" {
            let front = first..at;
            if front.len() > MAX_FRONT_MATTER {
                let message = format!("the front matter has {} bytes; the limit is {MAX_FRONT_MATTER}", front.len());
                return Err(Box::new(
                    Diagnostic::new(Code::TooLarge, message)
                        .at(file, At::File, "")
                        .help("move the text below the front matter"),
                ));
            }
            return Ok((front, at + line.len()..text.len()));
        }
        at += line.len();
    }
    fault(0, "the front matter is not closed")
}

/// The slug written, or the file's name without a leading date.
fn slug(fields: &Fields<'_>, stem: &str) -> Option<Slug> {
    if let Some(written) = fields.text("slug") {
        if !id::is_slug(&written) {
            let help = format!("write lower-case words joined by hyphens, such as `{}`", id::slugify(&written));
            fields.say(Code::UnsafePath, "slug", format!("`{written}` cannot be a slug"), "", &help);
        }
        return Some(Slug::new(&id::slugify(&written)));
    }
    let dated = stem.len() > 11
        && stem.as_bytes()[10] == b'-'
        && stem.get(..10).is_some_and(|d| crate::model::PartialDate::parse(d).is_some());
    let slug = id::slugify(if dated { &stem[11..] } else { stem });
    if slug.is_empty() {
        fields.say_at(
            Code::UnsafePath,
            At::File,
            format!("the file name `{stem}` gives no slug"),
            "",
            "add `slug:` with lower-case words joined by hyphens",
        );
    }
    (!slug.is_empty()).then(|| Slug::new(&slug))
}

fn canonical_url(fields: &Fields<'_>) -> Option<String> {
    let url = fields.text("canonical_url")?;
    if url.starts_with("https://") || url.starts_with("http://") {
        return Some(url);
    }
    fields.say(
        Code::LinkScheme,
        "canonical_url",
        format!("`{url}` is not a web address"),
        "",
        "write it with https://",
    );
    None
}
