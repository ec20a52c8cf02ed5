//! Stories: one page each, with what was folded into it and why.

use std::borrow::Cow;
use std::sync::Arc;

use jiff::civil::Date;
use serde::Serialize;

use crate::checked::Checked;
use crate::locale::{self, MomentWords, Words, capital, direction};
use crate::model::story::{CopyKind, NumberChange, StoryCopy};
use crate::model::vocabulary::Status;
use crate::model::{Article, CountryCode, SourceId, Story};
use crate::pages::cite::{self, Cited};
use crate::pages::pictures::{self, PictureView};
use crate::pages::plan::{Listing, PageKind, PagePlan, Planned, Route};
use crate::pages::setting::Setting;
use crate::pages::views::{Alternate, CorrectionView, Head, Link, ReceiptView, Shared, SourceView, UpdateView};
use crate::pages::{address, card, cards, json_ld, links, notes, tag};

/// How many related stories stand under a story.
const RELATED: usize = 4;

/// The page kind.
pub(super) struct Stories;

#[derive(Serialize)]
struct View<'a> {
    root: String,
    page: Head,
    breadcrumbs: Vec<Link>,
    story: StoryView<'a>,
    pictures: Vec<PictureView>,
    incidents: Vec<Shared>,
    topics: Vec<Link>,
    updates: Vec<UpdateView>,
    corrections: Vec<CorrectionView>,
    copies: Vec<CopyView>,
    contains: Vec<Shared>,
    roundups: Vec<Shared>,
    receipts: Vec<ReceiptView>,
    receipts_label: String,
    sources: Vec<SourceView>,
    related: Vec<Shared>,
    cite: cite::Cite,
}

#[derive(Serialize)]
struct StoryView<'a> {
    lang: Option<String>,
    dir: Option<&'static str>,
    title: &'a str,
    summary: Option<&'a str>,
    byline: Option<String>,
    dateline: Option<&'a str>,
    date: MomentWords,
    updated: Option<MomentWords>,
    translations: Vec<Translation>,
    notice: Option<String>,
    key_points: &'a [String],
    body: Vec<Cow<'a, str>>,
}

#[derive(Serialize)]
struct Translation {
    url: Route,
    lang: String,
    label: String,
}

#[derive(Serialize)]
struct CopyView {
    outlet: String,
    date: MomentWords,
    url: Option<String>,
    title: String,
    lang: Option<String>,
    share: String,
    differs: Vec<String>,
}

impl PageKind for Stories {
    fn plan<'a>(&self, setting: &Setting<'a>) -> Checked<Planned<'a>> {
        let spoken = |story: &Story| setting.speaks(&story.article.lang);
        let stories = setting.briefing.stories.iter().enumerate();
        let stories = stories.filter(|(at, story)| setting.wants_story(*at) && spoken(story));
        let stories: Vec<(usize, &'a Story)> = stories.collect();
        let parts = Checked::par_map(&stories, |(at, story)| Checked::clean(page(setting, *at, story))).value;
        Checked::clean(Planned::join(parts))
    }
}

fn page<'a>(setting: &Setting<'a>, at: usize, story: &'a Story) -> Planned<'a> {
    let article: &'a Article = &story.article;
    let route = address::story(&article.slug);
    let is_withdrawn = article.status == Status::Withdrawn;
    let mut head =
        setting.head("story", address::STORIES, &route, &article.title, summary(article).unwrap_or_default());
    head.noindex = is_withdrawn;
    head.published = Some(json_ld::moment(article.date));
    head.modified = Some(json_ld::moment(article.last_changed()));
    let translations = translations(setting, article);
    head.twins(setting, |lang| translations.iter().find(|other| other.lang == lang).map(|other| other.url.clone()));
    head.image = card::of_story(setting, at);
    head.alternates = alternates(setting, article, &route);
    let body = links::body(setting, story.blocks(), &route, &article.origin.file);
    let sources: Vec<&SourceId> = article.sources.iter().collect();
    let receipts = notes::receipts(setting, story.receipts.iter().filter_map(|at| setting.briefing.receipts.get(*at)));
    let date = setting.words.moment_day(article.date);
    let incidents = incidents(setting, article);
    let breadcrumbs = breadcrumbs(setting, article);
    let shown = article.media.iter().filter(|_| !is_withdrawn);
    let pictures = pictures::views(setting, shown);
    let images = json_ld::images(setting, &pictures, head.image.as_ref());
    let news = json_ld::story::news(setting, article, &route, &incidents, images);
    let roundups = setting.briefing.index.roundups_of_story.get(&at).map_or(&[][..], Vec::as_slice);
    let view = View {
        root: route.root(),
        page: json_ld::described(setting, head, &breadcrumbs, news),
        breadcrumbs,
        pictures,
        topics: if is_withdrawn { Vec::new() } else { topics(setting, article, &incidents) },
        related: setting.story_cards(&related(setting, at, &incidents)),
        incidents: setting.entry_cards(&incidents),
        updates: notes::updates(setting.words, article.updates.iter()),
        corrections: notes::corrections(setting.words, article.corrections.iter()),
        copies: story.copies.iter().map(|copy| copy_view(setting, article, copy)).collect(),
        contains: setting.story_cards(&setting.listed_stories(&setting.briefing.index.contained(story))),
        roundups: setting.story_cards(&setting.listed_stories(roundups)),
        receipts_label: setting.words.count("folded_title", receipts.len()),
        receipts,
        sources: notes::sources(setting, &sources),
        cite: cite::cite(
            setting,
            &Cited {
                title: &article.title,
                key: article.slug.as_str(),
                authors: &article.byline,
                published: Some(article.date.date),
                happened: None,
                lang: &article.lang,
                route: &route,
            },
        ),
        story: story_view(setting, article, date, translations, body.blocks),
    };
    let listing = if is_withdrawn { Listing::Hidden } else { Listing::Changed(article.last_changed().date) };
    let page = PagePlan::new(route, "pages/story.html", view)
        .from(&article.origin.file, article.origin.at("slug"))
        .listed(listing);
    Planned { pages: vec![page], links: body.links, ..Planned::default() }
}

fn story_view<'a>(
    setting: &Setting<'a>,
    article: &'a Article,
    date: MomentWords,
    translations: Vec<Translation>,
    body: Vec<Cow<'a, str>>,
) -> StoryView<'a> {
    let lang = cards::other_language(&article.lang, setting);
    // Whose version is shown, beside "also published by".
    let mut byline: Vec<&str> = article.byline.iter().map(String::as_str).collect();
    byline.extend(article.outlet.as_deref().filter(|outlet| !article.byline.iter().any(|by| by == outlet)));
    let is_withdrawn = article.status == Status::Withdrawn;
    StoryView {
        dir: lang.as_deref().map(direction),
        lang,
        title: &article.title,
        summary: summary(article),
        byline: (!byline.is_empty()).then(|| setting.words.list(&byline)),
        dateline: article.dateline.as_deref(),
        date,
        updated: article
            .updated
            .filter(|at| *at > article.date)
            .map(|at| setting.words.moment(at, &setting.options.timezone)),
        translations,
        notice: notice(setting.words, article),
        key_points: if is_withdrawn { &[] } else { &article.key_points },
        body: if is_withdrawn { Vec::new() } else { body },
    }
}

/// The standfirst; a withdrawn story's goes with its text.
fn summary(article: &Article) -> Option<&str> {
    article.summary.as_deref().filter(|_| article.status != Status::Withdrawn)
}

fn notice(words: &Words, article: &Article) -> Option<String> {
    match article.status {
        Status::Withdrawn => Some(cards::withdrawal(
            words,
            article.updates.iter().map(|u| (u.at, u.text.as_str())),
            article.corrections.iter().filter_map(|c| Some((c.at, c.reason.as_deref()?))),
        )),
        Status::UnderReview => Some(words.say("under_review").to_owned()),
        _ => None,
    }
}

fn breadcrumbs(setting: &Setting<'_>, article: &Article) -> Vec<Link> {
    let mut links = vec![Link::new(setting.to.list(address::STORIES), setting.words.say("stories"))];
    let index = &setting.briefing.index;
    let country = article.countries.iter().find(|code| index.stories_by_country.contains_key(code));
    links.extend(country.map(|code| Link::new(setting.to.country(*code), setting.words.country(*code))));
    links
}

/// The listed incidents an article is about, in its own order.
fn incidents(setting: &Setting<'_>, article: &Article) -> Vec<usize> {
    let named: Vec<usize> =
        article.incidents.iter().filter_map(|id| setting.briefing.index.incident.get(id)).copied().collect();
    setting.listed_incidents(&named)
}

/// The article this one translates and the others that do, each under its language's own name.
fn translations(setting: &Setting<'_>, article: &Article) -> Vec<Translation> {
    let index = &setting.briefing.index;
    let original = article.translation_of.as_ref().unwrap_or(&article.slug);
    let others = index.translations.get(original).into_iter().flatten().copied();
    let all = index.story.get(original).copied().into_iter().chain(others);
    let others = all
        .map(|at| &setting.briefing.stories[at].article)
        .filter(|other| other.slug != article.slug && other.status != Status::Withdrawn);
    others
        .map(|other| Translation {
            url: address::story(&other.slug),
            lang: other.lang.clone(),
            label: locale::language(&other.lang).to_owned(),
        })
        .collect()
}

/// The article and its translations, for search engines; nothing for an article without any.
fn alternates(setting: &Setting<'_>, article: &Article, route: &Route) -> Vec<Alternate> {
    let translations = translations(setting, article);
    if translations.is_empty() || article.status == Status::Withdrawn {
        return Vec::new();
    }
    let own = (article.lang.as_str(), route);
    let others = translations.iter().map(|other| (other.lang.as_str(), &other.url));
    let full = |(lang, route): (&str, &Route)| Some(Alternate { lang: lang.to_owned(), url: setting.absolute(route)? });
    std::iter::once(own).chain(others).filter_map(full).collect()
}

/// Countries, actors of the incidents, and tags.
fn topics(setting: &Setting<'_>, article: &Article, incidents: &[usize]) -> Vec<Link> {
    let briefing = setting.briefing;
    let mut countries: Vec<CountryCode> = article.countries.clone();
    for at in incidents {
        countries.extend(briefing.corpus.locate(&briefing.incidents[*at].lead().place).countries);
    }
    let mut links: Vec<Link> = Vec::new();
    for code in countries {
        push_once(&mut links, Link::new(setting.to.country(code), setting.words.country(code)));
    }
    for involved in incidents.iter().flat_map(|at| briefing.incidents[*at].actors()) {
        if let Some(actor) = briefing.corpus.actors.get(&involved.actor) {
            push_once(&mut links, Link::new(setting.to.actor(&actor.id), setting.short(actor)));
        }
    }
    for name in &article.tags {
        push_once(&mut links, Link::new(setting.to.tag(name), capital(&tag::spaced(name))));
    }
    links
}

fn push_once(links: &mut Vec<Link>, link: Link) {
    if !links.iter().any(|other| other.url == link.url) {
        links.push(link);
    }
}

/// Stories about the same incidents, newest first, in any language but as translations of this one.
fn related(setting: &Setting<'_>, at: usize, incidents: &[usize]) -> Vec<usize> {
    let briefing = setting.briefing;
    let article = &briefing.stories[at].article;
    let original = article.translation_of.as_ref().unwrap_or(&article.slug);
    let mut related: Vec<usize> =
        incidents.iter().filter_map(|i| briefing.index.stories_of_incident.get(i)).flatten().copied().collect();
    related.sort_unstable();
    related.dedup();
    related.retain(|other| {
        let other_article = &briefing.stories[*other].article;
        let its_original = other_article.translation_of.as_ref().unwrap_or(&other_article.slug);
        *other != at && its_original != original && other_article.lang == article.lang
    });
    let mut related = setting.listed_stories(&related);
    related.truncate(RELATED);
    related
}

fn copy_view(setting: &Setting<'_>, shown: &Article, copy: &StoryCopy) -> CopyView {
    let article: &Arc<Article> = &copy.article;
    let outlet = article
        .outlet
        .clone()
        .or_else(|| article.byline.first().cloned())
        .unwrap_or_else(|| setting.words.say("another_copy").to_owned());
    let mut differs: Vec<String> =
        copy.changes.iter().map(|one| change(setting.words, one, article.date.date, shown.date.date)).collect();
    differs.extend(
        copy.only_here.iter().map(|sentence| {
            setting.words.tell("only_there", &[("quote", notes::quote(setting.words, sentence).into())])
        }),
    );
    CopyView {
        outlet,
        date: setting.words.moment(article.date, &setting.options.timezone),
        url: article.canonical_url.clone().filter(|url| notes::is_web(url)),
        title: article.title.clone(),
        lang: cards::other_language(&article.lang, setting),
        share: share(setting.words, copy),
        differs,
    }
}

/// How much of a copy stands in the text shown.
fn share(words: &Words, copy: &StoryCopy) -> String {
    let kind = words.say(match copy.kind {
        CopyKind::Exact => "copy_exact",
        CopyKind::Truncated => "copy_truncated",
        CopyKind::Edited => "copy_edited",
        CopyKind::Declared => "copy_declared",
        CopyKind::Linked => "copy_linked",
    });
    words.tell("share_above", &[("kind", kind.into()), ("percent", percent(copy.shared).into())])
}

/// A share of 0 to 1 in whole hundredths, rounded down: 100 only when all of it is there.
fn percent(share: f64) -> String {
    format!("{:.0}", (share * 100.0).floor())
}

/// A figure in both versions, the earlier first: `12 there (5 June 2025) → 19 here (6 June 2025)`.
fn change(words: &Words, change: &NumberChange, there: Date, here: Date) -> String {
    let of = |key: &str, figure: &str, day: Date| {
        words.tell(key, &[("figure", figure.into()), ("date", words.day(day).into())])
    };
    let of_copy = of("figure_there", &change.there, there);
    let of_shown = of("figure_here", &change.here, here);
    let (first, then) = if there <= here { (of_copy, of_shown) } else { (of_shown, of_copy) };
    let quote = notes::quote(words, &change.context);
    words.tell("figure_changed", &[("first", first.into()), ("then", then.into()), ("quote", quote.into())])
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_hundred_per_cent_means_all_of_it() {
        assert_eq!([percent(1.0), percent(0.999), percent(0.912), percent(0.0)], ["100", "99", "91", "0"]);
    }
}
