//! Where things were read, and whether it can be read again; and whose figures stand alone.

use std::collections::HashSet;

use crate::briefing::claims;
use crate::check::Desk;
use crate::diagnostic::{At, Code, Diagnostic, Diagnostics};
use crate::model::vocabulary::{ClaimStatus, SourceType, Status, Word};
use crate::model::{Incident, SourceId, Story};

/// Incidents that rest on encyclopedias and social media alone.
pub(super) fn weak_sources(desk: &Desk<'_>, incident: &Incident, said: &mut Diagnostics) {
    let kinds: Vec<SourceType> =
        incident.sources().into_iter().filter_map(|id| Some(desk.briefing.corpus.sources.get(id)?.kind)).collect();
    let weak = |kind: &SourceType| matches!(kind, SourceType::Encyclopedia | SourceType::Social);
    let lead = incident.lead();
    if lead.status == Status::Withdrawn || kinds.is_empty() || !kinds.iter().all(weak) {
        return;
    }
    let mut words: Vec<&str> = kinds.iter().map(|kind| kind.label()).collect();
    words.sort_unstable();
    words.dedup();
    let message = format!("`{}` rests on sources of the type {} alone", lead.id, words.join(" and "));
    let help = "add the source it was read from there, or a report of your own";
    said.push(Diagnostic::new(Code::WeakSources, message).at(&lead.origin.file, lead.origin.at("id"), "").help(help));
}

/// Lines of claims whose only numbers are a party's own.
pub(super) fn only_interested(desk: &Desk<'_>, incident: &Incident, said: &mut Diagnostics) {
    for line in claims::lines(incident).into_iter().filter(|line| line.about.counts()) {
        let numbers = || line.claims.iter().filter(|(_, c)| c.gives_number());
        let interested = |claim: &crate::model::Claim| {
            claim.status != ClaimStatus::Confirmed && desk.briefing.corpus.is_party(&claim.by)
        };
        let Some((record, claim)) = numbers().next().filter(|_| numbers().all(|(_, claim)| interested(claim))) else {
            continue;
        };
        let at = record.claims.iter().position(|one| one.id == claim.id).unwrap_or(0);
        let path = record.origin.path.key("claims").item(at).key("by");
        let place = record.origin.place(path, crate::diagnostic::locate::Part::Value);
        let whom = line.who.map_or("", Word::label);
        let what = format!("{whom} {}", line.about.label());
        let message = format!("the only number of {} is that of a party to the fighting", what.trim());
        let help = "add another speaker's figure, or `no_comment` of one who gives none";
        said.push(Diagnostic::new(Code::OnlyInterested, message).at(&record.origin.file, place, "").help(help));
    }
}

/// Sources in use that have no archived copy or no day on which they were read.
pub(super) fn unkept(desk: &Desk<'_>, said: &mut Diagnostics) {
    let briefing = desk.briefing;
    let mut used: HashSet<&SourceId> = briefing.incidents.iter().flat_map(Incident::sources).collect();
    used.extend(briefing.stories.iter().flat_map(|story| &story.article.sources));
    for source in briefing.corpus.sources.values().filter(|source| used.contains(&source.id)) {
        let lacks: Vec<&str> = [("archive", source.archive.is_none()), ("accessed", source.accessed.is_none())]
            .into_iter()
            .filter(|(_, missing)| *missing)
            .map(|(key, _)| key)
            .collect();
        if lacks.is_empty() {
            continue;
        }
        let message = format!("the source `{}` has no `{}`", source.id, lacks.join("` and no `"));
        let help = "keep a copy at an archive and note the day you read it; the page may be gone tomorrow";
        let at = source.origin.at("name");
        said.push(Diagnostic::new(Code::SourceNotKept, message).at(&source.origin.file, at, "").help(help));
    }
}

/// Links out of a story that are in no source of the register, so that no copy of them is kept.
pub(super) fn links_out(desk: &Desk<'_>, story: &Story, said: &mut Diagnostics) {
    fn bare(url: &str) -> &str {
        url.trim_end_matches('/')
    }
    let kept = desk.addresses.get_or_init(|| {
        let sources = desk.briefing.corpus.sources.values();
        sources.flat_map(|source| source.url.iter().chain(&source.archive)).map(|url| bare(url)).collect()
    });
    let file = &story.article.origin.file;
    for block in story.blocks() {
        for part in block.html.split("href=\"").skip(1) {
            let url = part.split('"').next().unwrap_or_default().replace("&amp;", "&");
            if !url.starts_with("http") || kept.contains(bare(&url)) {
                continue;
            }
            let source = file.text.get(block.span.clone()).unwrap_or_default();
            let start = block.span.start + source.find(&url).unwrap_or(0);
            let end = if source.contains(&url) { start + url.len() } else { start };
            let message = format!("the link to {url} is no source of the register, so that no copy is kept");
            let help = "add it to content/registers/sources.yaml with `url` and `archive`, and list it under `sources`";
            let diagnostic = Diagnostic::new(Code::LinkNotKept, message);
            said.push(diagnostic.at(file, At::Bytes(start..end), "").help(help));
        }
    }
}
