//! Incidents: one page each, with every claim and every speaker.

mod facts;

use std::sync::Arc;

use serde::Serialize;

use crate::briefing::claims;
use crate::checked::Checked;
use crate::locale::{self, DateWords, direction};
use crate::model::story::Standing;
use crate::model::vocabulary::Status;
use crate::model::{Claim, Incident, IncidentId, IncidentRecord, Receipt, SourceId};
use crate::pages::cite::{self, Cited};
use crate::pages::map::{self, Locator};
use crate::pages::pictures::{self, PictureView};
use crate::pages::plan::{Listing, PageKind, PagePlan, Planned, Route, Shows};
use crate::pages::setting::Setting;
use crate::pages::spots::{self, Where};
use crate::pages::views::{
    CorrectionView, Fact, Head, Link, ReceiptView, Shared, SourceView, Told, UpdateView, status_class,
};
use crate::pages::{address, card, cards, json_ld, neighbours, notes, standing};

/// The page kind.
pub(super) struct Incidents;

const TEMPLATE: &str = "pages/incident.html";

#[derive(Serialize)]
struct View {
    root: String,
    page: Head,
    breadcrumbs: Vec<Link>,
    incident: Shared,
    summary: String,
    summary_lang: Option<String>,
    standing: Vec<standing::Part>,
    pictures: Vec<PictureView>,
    claim_groups: Vec<ClaimGroup>,
    stories: Vec<Shared>,
    neighbours: Vec<neighbours::Neighbours>,
    updates: Vec<UpdateView>,
    corrections: Vec<CorrectionView>,
    sources: Vec<SourceView>,
    records: Vec<RecordView>,
    receipts: Vec<ReceiptView>,
    perhaps: Vec<Perhaps>,
    covers: Vec<Shared>,
    covered_by: Vec<Shared>,
    cite: cite::Cite,
    translated: Vec<Translated>,
    locator: Option<Locator>,
    facts: Vec<Fact>,
}

/// The incident told in another language.
#[derive(Serialize)]
struct Translated {
    lang: String,
    dir: &'static str,
    language: String,
    title: Option<String>,
    summary: Option<String>,
}

#[derive(Serialize)]
struct ClaimGroup {
    measure: String,
    range: Option<String>,
    claims: Vec<ClaimView>,
}

#[derive(Serialize)]
struct ClaimView {
    id: String,
    by: String,
    by_url: Option<Route>,
    party: Option<String>,
    says: Option<String>,
    statement: Option<Told>,
    note: Option<Told>,
    dyad: Option<String>,
    record: Option<String>,
    credibility: Option<String>,
    status: &'static str,
    status_label: String,
    superseded_by: Option<Superseding>,
    said_on: Option<DateWords>,
    notes: Vec<NoteLink>,
}

#[derive(Serialize)]
struct Superseding {
    id: String,
    says: String,
}

#[derive(Serialize)]
struct NoteLink {
    number: usize,
    label: String,
}

/// An incident that is probably the same and was not joined.
#[derive(Serialize)]
struct Perhaps {
    item: Shared,
    why: String,
}

#[derive(Serialize)]
struct RecordView {
    title: String,
    detail: String,
}

impl PageKind for Incidents {
    fn plan<'a>(&self, setting: &Setting<'a>) -> Checked<Planned<'a>> {
        let positions = 0..setting.briefing.incidents.len();
        let positions: Vec<usize> = positions.filter(|at| setting.wants_cards(&[], &shown(setting, *at))).collect();
        let pages = Checked::par_map(&positions, |at| Checked::clean(page(setting, *at))).value;
        Checked::clean(Planned::pages(pages))
    }

    fn addresses<'a>(&self, setting: &Setting<'a>) -> Checked<Planned<'a>> {
        let address = |incident: &Incident| {
            let lead = incident.lead();
            let page = PagePlan::new(setting.to.incident(&lead.id), TEMPLATE, ());
            page.from(&lead.origin.file, lead.origin.at("id"))
        };
        Checked::clean(Planned::pages(setting.briefing.incidents.iter().map(address).collect()))
    }

    fn shows(&self) -> Shows {
        Shows::Faces
    }
}

/// The incidents whose cards may stand on an incident's page.
fn shown(setting: &Setting<'_>, at: usize) -> Vec<usize> {
    let (index, incident) = (&setting.briefing.index, &setting.briefing.incidents[at]);
    let perhaps =
        receipts(setting, incident, Standing::Proposed).filter_map(|receipt| receipt.sides.as_ref()).flatten();
    let perhaps = perhaps.filter_map(|side| index.incident.get(&IncidentId::new(&side.id)).copied());
    let covering = index.covered_by.get(&at).into_iter().flatten().copied();
    std::iter::once(at).chain(index.covered(incident)).chain(covering).chain(perhaps).collect()
}

fn page<'a>(setting: &Setting<'a>, at: usize) -> PagePlan<'a> {
    let incident = &setting.briefing.incidents[at];
    let lead = incident.lead();
    let route = setting.to.incident(&lead.id);
    let sources = incident.sources();
    let date = setting.words.when(&lead.date);
    let is_withdrawn = lead.status == Status::Withdrawn;
    let title = setting.title(lead);
    let told = setting.summary(lead);
    let summary = if is_withdrawn { String::new() } else { told.text };
    let mut head = setting.head("incident", address::TIMELINE, &route, &title.text, &summary);
    head.noindex = is_withdrawn;
    head.image = card::of_incident(setting, at);
    let breadcrumbs = breadcrumbs(setting, incident);
    let shown = incident.records.iter().flat_map(|record| &record.media).filter(|_| !is_withdrawn);
    let pictures = pictures::views(setting, shown);
    let images = json_ld::images(setting, &pictures, head.image.as_ref());
    let event = json_ld::incident::page(setting, at, &route, images);
    let about = setting.briefing.index.stories_of_incident.get(&at).map_or(&[][..], Vec::as_slice);
    let index = &setting.briefing.index;
    let cards_of = |positions: &[usize]| setting.entry_cards(&setting.listed_incidents(positions));
    let view = View {
        root: route.root(),
        page: json_ld::described(setting, head, &breadcrumbs, event),
        breadcrumbs,
        pictures,
        incident: setting.entry_card(at),
        summary,
        summary_lang: told.lang,
        standing: standing::parts(setting, incident),
        claim_groups: claim_groups(setting, incident, &sources),
        stories: setting.story_cards(&cards::in_one_language(setting, &setting.listed_stories(about))),
        neighbours: neighbours::of(setting, at),
        updates: notes::updates(setting.words, incident.records.iter().flat_map(|record| &record.updates)),
        corrections: notes::corrections(setting.words, incident.records.iter().flat_map(|record| &record.corrections)),
        sources: notes::sources(setting, &sources),
        records: records(setting, incident),
        receipts: notes::receipts(setting, receipts(setting, incident, Standing::Done)),
        perhaps: perhaps(setting, incident),
        covers: cards_of(&index.covered(incident)),
        covered_by: cards_of(index.covered_by.get(&at).map_or(&[][..], Vec::as_slice)),
        cite: cite::cite(
            setting,
            &Cited {
                title: &title.text,
                key: lead.id.as_str(),
                authors: &[],
                published: incident.last_changed().map(|moment| moment.date).or_else(|| setting.briefing.data_cutoff()),
                happened: Some(&date.full),
                lang: title.lang.as_deref().unwrap_or(setting.words.tag()),
                route: &route,
            },
        ),
        translated: if is_withdrawn { Vec::new() } else { translated(setting, incident) },
        locator: if is_withdrawn { None } else { locator(setting, at) },
        facts: if is_withdrawn { Vec::new() } else { facts::of(setting, incident, date) },
    };
    let listing = if is_withdrawn { Listing::Hidden } else { Listing::Listed };
    PagePlan::new(route, TEMPLATE, view).from(&lead.origin.file, lead.origin.at("id")).listed(listing)
}

/// Titles and summaries in other languages than the page's.
fn translated(setting: &Setting<'_>, incident: &Incident) -> Vec<Translated> {
    let lead = incident.lead();
    let mut langs: Vec<&String> = lead.title_i18n.keys().chain(lead.summary_i18n.keys()).collect();
    let (own, shown) = (&setting.options.lang, setting.words.tag());
    if own != shown {
        langs.push(own);
    }
    langs.retain(|lang| *lang != shown);
    langs.sort_unstable();
    langs.dedup();
    let told = |lang: &String| Translated {
        lang: lang.clone(),
        dir: direction(lang),
        language: locale::language(lang).to_owned(),
        title: lead.title_i18n.get(lang).or(Some(&lead.title).filter(|_| lang == own)).cloned(),
        summary: lead.summary_i18n.get(lang).or(Some(&lead.summary).filter(|_| lang == own)).cloned(),
    };
    langs.into_iter().map(told).collect()
}

/// Where it happened; its mark leads to the page of the place, else of the country.
fn locator(setting: &Setting<'_>, at: usize) -> Option<Locator> {
    let Where::Point(spot) = spots::located(setting, at) else { return None };
    let url = spot
        .place
        .as_ref()
        .map(|id| setting.to.place(id))
        .or_else(|| spot.country.map(|code| setting.to.country(code)))?;
    map::locator(setting, &spot, url.as_str())
}

fn breadcrumbs(setting: &Setting<'_>, incident: &Incident) -> Vec<Link> {
    let lead = incident.lead();
    let year = lead.date.start.year;
    let mut links = vec![Link::new(setting.to.list(address::TIMELINE), setting.words.say("timeline"))];
    if lead.status != Status::Withdrawn {
        links.push(Link::new(setting.to.timeline_year(year), year.to_string()));
    }
    let countries = setting.briefing.corpus.locate(&lead.place).countries;
    links.extend(countries.first().map(|code| Link::new(setting.to.country(*code), setting.words.country(*code))));
    links
}

fn claim_groups(setting: &Setting<'_>, incident: &Incident, sources: &[&SourceId]) -> Vec<ClaimGroup> {
    let is_linked = incident.records.len() > 1;
    let groups = claims::lines(incident).into_iter().map(|line| ClaimGroup {
        measure: setting.words.measure(line.about, line.who).to_owned(),
        range: line.range.filter(|_| line.claims.len() > 1).map(|range| setting.words.range(range)),
        claims: line
            .claims
            .iter()
            .map(|(record, claim)| claim_view(setting, record, claim, sources, is_linked))
            .collect(),
    });
    groups.collect()
}

/// A claim's anchor on the page: its id, with its record's when there are several.
fn anchor(record: &IncidentRecord, claim: &str, is_linked: bool) -> String {
    if is_linked { format!("{}-{claim}", record.id) } else { claim.to_owned() }
}

fn claim_view(
    setting: &Setting<'_>,
    record: &Arc<IncidentRecord>,
    claim: &Claim,
    sources: &[&SourceId],
    is_linked: bool,
) -> ClaimView {
    let (corpus, words) = (&setting.briefing.corpus, setting.words);
    let is_actor = matches!(claim.by, crate::model::place::Speaker::Actor(_));
    let says = setting.words.amount(claim.amount);
    let superseded_by = claim.superseded_by.as_ref().and_then(|id| record.claim(id)).map(|later| Superseding {
        id: anchor(record, later.id.as_str(), is_linked),
        says: setting.words.amount(later.amount).unwrap_or_else(|| words.say("a_later_claim").to_owned()),
    });
    let notes = claim.via.iter().filter_map(|via| {
        let number = sources.iter().position(|source| *source == via)? + 1;
        let name = corpus.sources.get(via).map_or(via.as_str(), |source| &source.name);
        let label = words.tell("source_n", &[("n", number.into()), ("name", name.into())]);
        Some(NoteLink { number, label })
    });
    ClaimView {
        id: anchor(record, claim.id.as_str(), is_linked),
        by: cards::full_name(setting, &claim.by),
        by_url: is_actor.then(|| setting.to.list(&format!("{}{}/", address::ACTORS, claim.by.as_str()))),
        party: corpus.is_party(&claim.by).then(|| words.say("party_to_the_conflict").to_owned()),
        statement: cards::statement(setting, claim).or_else(|| {
            let said = cards::of_responsibility(words, claim)?;
            Some(Told { text: said.to_owned(), lang: None })
        }),
        note: setting.note(claim).filter(|_| !cards::is_statement(claim)),
        says,
        dyad: claim.dyad.as_ref().map(|dyad| words.tell("counts_dyad", &[("dyad", dyad.into())])),
        record: is_linked.then(|| {
            let record = recorder(setting, record).unwrap_or(record.id.as_str());
            words.tell("in_the_record", &[("record", record.into())])
        }),
        credibility: claim.credibility.map(|grade| words.count("credibility", usize::from(grade))),
        status: status_class(claim.status),
        status_label: words.label(claim.status).to_owned(),
        superseded_by,
        said_on: claim.said_on.map(|date| DateWords {
            iso: date.to_string(),
            short: setting.words.partial(date),
            full: setting.words.partial(date),
        }),
        notes: notes.collect(),
    }
}

/// What was decided, or proposed, about any of an incident's records; each once.
fn receipts<'s>(
    setting: &'s Setting<'_>,
    incident: &Incident,
    standing: Standing,
) -> impl Iterator<Item = &'s Receipt> {
    let mut all: Vec<&'s Receipt> = Vec::new();
    for receipt in incident.records.iter().flat_map(|record| setting.receipts_of(&record.id)) {
        if receipt.standing == standing && !all.iter().any(|seen| std::ptr::eq(*seen, receipt)) {
            all.push(receipt);
        }
    }
    all.into_iter()
}

/// The incidents that are probably the same as this one, with what was found.
fn perhaps(setting: &Setting<'_>, incident: &Incident) -> Vec<Perhaps> {
    let index = &setting.briefing.index;
    let is_own = |id: &str| incident.records.iter().any(|record| record.id.as_str() == id);
    let others = receipts(setting, incident, Standing::Proposed).filter_map(|receipt| {
        let other = receipt.sides.as_ref()?.iter().find(|side| !is_own(&side.id))?;
        let at = *index.incident.get(&IncidentId::new(&other.id))?;
        let evidence: Vec<String> = receipt.evidence.iter().map(|(name, value)| format!("{name} {value}")).collect();
        let item = setting.entry_cards(&setting.listed_incidents(&[at])).pop()?;
        Some(Perhaps { item, why: evidence.join(", ") })
    });
    others.collect()
}

/// Who made a record, by name where it is a source or an actor of the registers.
fn recorder<'r>(setting: &'r Setting<'_>, record: &'r IncidentRecord) -> Option<&'r str> {
    let (by, corpus) = (record.recorded_by.as_deref()?, &setting.briefing.corpus);
    let source = corpus.sources.get(by).map(|source| source.speaks_as());
    Some(source.or_else(|| corpus.actors.get(by).map(|actor| setting.short(actor))).unwrap_or(by))
}

/// The records behind the page, when there are several.
fn records(setting: &Setting<'_>, incident: &Incident) -> Vec<RecordView> {
    if incident.records.len() < 2 {
        return Vec::new();
    }
    let words = setting.words;
    let view = |record: &Arc<IncidentRecord>| {
        let mut detail = vec![setting.words.when(&record.date).full, setting.locate(&record.place).name.to_owned()];
        detail.extend(recorder(setting, record).map(|by| words.tell("recorded_by", &[("by", by.into())])));
        detail.push(words.count("claims_counted", record.claims.len()));
        detail.push(record.id.to_string());
        RecordView { title: record.title.clone(), detail: words.row(&detail) }
    };
    incident.records.iter().map(view).collect()
}
