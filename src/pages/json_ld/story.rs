//! A story as schema.org's `NewsArticle`.

use serde_json::{Value, json};

use crate::model::vocabulary::Status;
use crate::model::{Article, SourceId};
use crate::pages::json_ld::{citations, corrections, incident, list, moment, publisher, set};
use crate::pages::plan::Route;
use crate::pages::setting::Setting;
use crate::pages::{address, notes, tag};

/// A story; nothing for a withdrawn one. `incidents` are the positions of what it is about.
#[must_use]
pub(in crate::pages) fn news(
    setting: &Setting<'_>,
    article: &Article,
    route: &Route,
    incidents: &[usize],
    images: Vec<Value>,
) -> Option<Value> {
    if article.status == Status::Withdrawn {
        return None;
    }
    let options = setting.options;
    let mut news = json!({
        "@type": "NewsArticle",
        "headline": article.title,
        "datePublished": moment(article.date),
        "dateModified": moment(article.last_changed()),
        "inLanguage": article.lang,
        "isAccessibleForFree": true,
        "author": authors(setting, article),
        "publisher": publisher(setting),
    });
    let url = setting.absolute(route);
    set(&mut news, "mainEntityOfPage", url.as_ref());
    set(&mut news, "url", url);
    set(&mut news, "description", article.summary.as_ref());
    set(&mut news, "dateline", article.dateline.as_ref());
    set(&mut news, "license", (!options.licence_url.is_empty()).then_some(&options.licence_url));
    let keywords: Vec<String> = article.tags.iter().map(|name| tag::spaced(name)).collect();
    set(&mut news, "keywords", (!keywords.is_empty()).then_some(keywords));
    let original = article.translation_of.as_ref().filter(|slug| setting.briefing.index.story.contains_key(*slug));
    set(&mut news, "translationOfWork", original.and_then(|slug| reference(setting, &address::story(slug))));
    set(&mut news, "isBasedOn", article.canonical_url.as_ref().filter(|url| notes::is_web(url)));
    let sources: Vec<&SourceId> = article.sources.iter().collect();
    list(&mut news, "image", images);
    list(&mut news, "citation", citations(setting, &sources));
    list(&mut news, "about", incidents.iter().map(|at| incident::named(setting, *at)).collect());
    list(&mut news, "correction", corrections(setting.words, article.corrections.iter()));
    Some(news)
}

fn reference(setting: &Setting<'_>, route: &Route) -> Option<Value> {
    setting.absolute(route).map(|url| json!({"@type": "NewsArticle", "url": url}))
}

/// The byline, else the outlet, else the site. A name that holds the site's or the outlet's is that organisation's
/// desk; any other is taken for a person's.
fn authors(setting: &Setting<'_>, article: &Article) -> Value {
    let site = setting.site_title();
    let outlet = article.outlet.as_deref();
    if article.byline.is_empty() {
        return outlet.map_or_else(|| publisher(setting), |name| json!({"@type": "Organization", "name": name}));
    }
    let of_house = |name: &str| [Some(site), outlet].into_iter().flatten().any(|house| holds(name, house));
    let author = |name: &String| json!({"@type": if of_house(name) { "Organization" } else { "Person" }, "name": name});
    article.byline.iter().map(author).collect()
}

/// Whether a name holds another, whatever their case.
fn holds(name: &str, other: &str) -> bool {
    !other.is_empty() && name.to_lowercase().contains(&other.to_lowercase())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_desk_is_known_by_the_name_of_its_house() {
        assert!(holds("Sahel briefing desk", "Sahel Briefing"));
        assert!(!holds("A. Diallo", "Sahel Briefing") && !holds("A. Diallo", ""));
    }
}
