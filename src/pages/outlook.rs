//! What the editors say of countries month by month: worse, better or the same, with the reason and what it rests on.

use serde::Serialize;

use crate::locale::capital;
use crate::model::CountryCode;
use crate::model::month::{MonthRecord, Outlook};
use crate::model::vocabulary::Word;
use crate::pages::plan::Route;
use crate::pages::setting::{Setting, is_listed_incident};
use crate::pages::views::{Link, Shared, Told, share};

/// How many months a country's page shows.
const MONTHS: usize = 6;

#[derive(Serialize)]
struct View {
    /// The word of the format, for its style.
    arrow: &'static str,
    /// The word a reader sees.
    label: String,
    /// What it is said of: a country, or on a country's page a month.
    of: String,
    url: Option<Route>,
    reason: Told,
    incidents: Vec<Link>,
}

/// What is said of every country in a month.
#[must_use]
pub(super) fn of_month(setting: &Setting<'_>, year: i16, month: Option<i8>) -> Vec<Shared> {
    let months = setting.briefing.corpus.months.iter();
    let mut of_month = months.filter(|record| record.month.year == year && Some(record.month.month) == month);
    of_month.next().map(|record| countries(setting, record)).unwrap_or_default()
}

/// The latest month that anything is said of.
#[must_use]
pub(super) fn latest(setting: &Setting<'_>) -> Option<(Link, Vec<Shared>)> {
    let record = setting.briefing.corpus.months.last()?;
    Some((month(setting, record), countries(setting, record)))
}

/// What is said of one country, the latest month first.
#[must_use]
pub(super) fn of_country(setting: &Setting<'_>, code: CountryCode) -> Vec<Shared> {
    let months = setting.briefing.corpus.months.iter().rev();
    let said = months.filter_map(|record| Some((record, record.countries.get(&code)?)));
    said.take(MONTHS)
        .map(|(record, outlook)| {
            let Link { url, label, .. } = month(setting, record);
            share(&view(setting, outlook, label, Some(url)))
        })
        .collect()
}

fn month(setting: &Setting<'_>, record: &MonthRecord) -> Link {
    let (year, month) = (record.month.year, Some(record.month.month));
    Link::new(setting.to.timeline_month(year, month), capital(&setting.words.month_of(year, month)))
}

/// What is worse first, then what is better.
fn countries(setting: &Setting<'_>, record: &MonthRecord) -> Vec<Shared> {
    let mut said: Vec<(&CountryCode, &Outlook)> = record.countries.iter().collect();
    said.sort_by_key(|(code, outlook)| (outlook.arrow, setting.words.country(**code)));
    let index = &setting.briefing.index;
    let view = |(code, outlook): (&CountryCode, &Outlook)| {
        let has_page = index.by_country.contains_key(code) || index.stories_by_country.contains_key(code);
        let url = has_page.then(|| setting.to.country(*code));
        share(&view(setting, outlook, setting.words.country(*code).to_owned(), url))
    };
    said.into_iter().map(view).collect()
}

fn view(setting: &Setting<'_>, outlook: &Outlook, of: String, url: Option<Route>) -> View {
    let briefing = setting.briefing;
    let positions = outlook.incidents.iter().filter_map(|id| briefing.index.incident.get(id).copied());
    let listed = positions.filter(|at| is_listed_incident(briefing, *at)).map(|at| briefing.incidents[at].lead());
    View {
        arrow: outlook.arrow.as_str(),
        label: setting.words.capital_label(outlook.arrow),
        of,
        url,
        reason: setting.told(&outlook.reason, &outlook.reason_i18n),
        incidents: listed.map(|lead| Link::told(setting.to.incident(&lead.id), setting.title(lead))).collect(),
    }
}
