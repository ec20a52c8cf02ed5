//! Why two articles or two records were or were not joined, with every number.
//!
//! It asks the engines again about these two and puts their answers in the order in which they decide. Nothing is
//! decided here.

mod articles;
mod records;

use crate::dedupe::Options;
use crate::model::explanation::{Explanation, Speaks, Step};
use crate::model::{Article, Corpus, IncidentRecord, fold};

/// Explains two articles (slugs or paths) or two records (ids, or paths of files that hold one).
///
/// # Errors
/// A sentence on what was asked for and is not there.
pub fn explain(corpus: &Corpus, options: &Options, one: &str, other: &str) -> Result<Explanation, String> {
    let (a, b) = (Named::find(corpus, one)?, Named::find(corpus, other)?);
    match (a.article.zip(b.article), a.record.zip(b.record)) {
        (Some((a, b)), _) if a.slug == b.slug => Err(itself(one, other)),
        (_, Some((a, b))) if a.id == b.id => Err(itself(one, other)),
        (Some((a, b)), _) => Ok(articles::explain(corpus, options, a, b)),
        (None, Some((a, b))) => Ok(records::explain(corpus, options, a, b)),
        (None, None) => {
            Err(format!("`{one}` and `{other}` are an article and a record; name two articles or two records"))
        }
    }
}

fn itself(one: &str, other: &str) -> String {
    format!("`{one}` and `{other}` are the same item; name two")
}

/// What a name leads to.
struct Named<'a> {
    article: Option<&'a Article>,
    record: Option<&'a IncidentRecord>,
}

impl<'a> Named<'a> {
    fn find(corpus: &'a Corpus, name: &str) -> Result<Self, String> {
        let wanted = name.trim_start_matches("./");
        let is_path = |path: &str| wanted == path || wanted.ends_with(&format!("/{path}"));
        let article = corpus
            .articles
            .iter()
            .find(|article| article.slug.as_str() == wanted || is_path(&article.origin.file.path))
            .map(AsRef::as_ref);
        let by_id = corpus.records.iter().find(|record| record.id.as_str() == wanted).map(AsRef::as_ref);
        let mut in_file = corpus.records.iter().filter(|record| is_path(&record.origin.file.path));
        let record = match (by_id, in_file.next(), in_file.next()) {
            (Some(record), ..) => Some(record),
            (None, Some(_), Some(_)) => return Err(format!("`{name}` holds several records; name one by its id")),
            (None, first, None) | (None, first @ None, _) => first.map(AsRef::as_ref),
        };
        if article.is_none() && record.is_none() {
            return Err(unknown(corpus, name));
        }
        Ok(Self { article, record })
    }
}

fn unknown(corpus: &Corpus, name: &str) -> String {
    let articles = corpus.articles.iter().flat_map(|article| [article.slug.as_str(), &article.origin.file.path]);
    let names = articles.chain(corpus.records.iter().map(|record| record.id.as_str()));
    match fold::nearest(name, names) {
        Some(near) => format!("there is no article or record `{name}`; did you mean `{near}`?"),
        None => format!(
            "there is no article or record `{name}`; write a slug, a record's id or a path (drafts are not compared)"
        ),
    }
}

/// A question answered by a number that must reach a bar.
fn at_least(name: &'static str, value: f64, bar: f64, found: String) -> Step {
    Step { name, found, needed: format!("at least {bar}"), value: Some(value), speaks: Speaks::when(value >= bar) }
}

/// A question answered by words.
fn plain(name: &'static str, found: impl Into<String>, needed: &str, speaks: Speaks) -> Step {
    Step { name, found: found.into(), needed: needed.to_owned(), value: None, speaks }
}

/// `93 %`.
fn share(value: f64) -> String {
    // A sum of nothing may be a negative zero.
    format!("{:.0} %", value.abs() * 100.0)
}

/// Words joined by "and".
fn and(one: &str, other: &str) -> String {
    if one == other { one.to_owned() } else { format!("{one} and {other}") }
}
