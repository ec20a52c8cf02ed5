//! The log of corrections and updates over all stories and incidents, newest first.

use serde::Serialize;

use crate::checked::Checked;
use crate::locale::MomentWords;
use crate::model::Moment;
use crate::model::incident::{Correction, Update};
use crate::pages::plan::{PageKind, PagePlan, Planned, Route, Shows};
use crate::pages::setting::Setting;
use crate::pages::views::{CorrectionView, Head, Told};
use crate::pages::{address, cards, notes};

/// The page kind.
pub(super) struct Corrections;

/// One change of one page.
#[derive(Debug, Clone, Serialize)]
pub(super) struct Change {
    /// When.
    pub(super) at: MomentWords,
    /// The page.
    pub(super) url: Route,
    /// Its title.
    pub(super) title: String,
    /// What it is.
    pub(super) kind: String,
    /// The language of the title, when it is not the page's.
    pub(super) lang: Option<String>,
    /// What was wrong, for a correction.
    pub(super) correction: Option<CorrectionView>,
    /// What was added, for an update.
    pub(super) text: Option<String>,
}

#[derive(Serialize)]
struct View {
    root: String,
    page: Head,
    standfirst: String,
    items: Vec<Change>,
}

impl PageKind for Corrections {
    fn plan<'a>(&self, setting: &Setting<'a>) -> Checked<Planned<'a>> {
        let route = setting.to.list(address::CORRECTIONS);
        let words = setting.words;
        let standfirst = words.say("corrections_about");
        let view = View {
            root: route.root(),
            page: setting.head("corrections", "", &route, words.say("corrections"), standfirst),
            standfirst: standfirst.to_owned(),
            items: log(setting),
        };
        Checked::clean(Planned::pages(vec![PagePlan::new(route, "pages/corrections.html", view)]))
    }

    fn shows(&self) -> Shows {
        Shows::Faces
    }
}

/// Every correction and update, newest first, then by address.
#[must_use]
pub(super) fn log(setting: &Setting<'_>) -> Vec<Change> {
    let mut log: Vec<(Moment, Change)> = Vec::new();
    for story in &setting.briefing.stories {
        let article = &story.article;
        if article.updates.is_empty() && article.corrections.is_empty() {
            continue;
        }
        let page = Page {
            url: address::story(&article.slug),
            title: Told { text: article.title.clone(), lang: cards::other_language(&article.lang, setting) },
            kind: setting.words.say("a_story"),
        };
        log.extend(changes(setting, &page, &article.updates, &article.corrections));
    }
    for incident in &setting.briefing.incidents {
        if incident.records.iter().all(|record| record.updates.is_empty() && record.corrections.is_empty()) {
            continue;
        }
        let page = Page {
            url: setting.to.incident(incident.id()),
            title: setting.title(incident.lead()),
            kind: setting.words.say("an_incident"),
        };
        for record in &incident.records {
            log.extend(changes(setting, &page, &record.updates, &record.corrections));
        }
    }
    log.sort_by(|(a, x), (b, y)| b.cmp(a).then_with(|| x.url.cmp(&y.url)));
    log.into_iter().map(|(_, change)| change).collect()
}

struct Page<'p> {
    url: Route,
    title: Told,
    kind: &'p str,
}

fn changes(
    setting: &Setting<'_>,
    page: &Page<'_>,
    updates: &[Update],
    corrections: &[Correction],
) -> Vec<(Moment, Change)> {
    let change = |at: Moment, correction: Option<CorrectionView>, text: Option<String>| {
        let at_words = setting.words.moment_day(at);
        (
            at,
            Change {
                at: at_words,
                url: page.url.clone(),
                title: page.title.text.clone(),
                lang: page.title.lang.clone(),
                kind: page.kind.to_owned(),
                correction,
                text,
            },
        )
    };
    let corrected = corrections.iter().map(|c| change(c.at, Some(notes::correction_view(setting.words, c)), None));
    let updated = updates.iter().map(|u| change(u.at, None, Some(u.text.clone())));
    corrected.chain(updated).collect()
}
