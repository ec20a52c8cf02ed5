//! Names in prose: actors and places by all their spellings, found as whole words, the longest name first.

use std::cell::OnceCell;
use std::collections::{BTreeMap, BTreeSet};
use std::ops::Range;

use crate::check::{Desk, prose_of_record, prose_of_story, targets};
use crate::diagnostic::{Code, Diagnostic, Diagnostics};
use crate::model::place::Speaker;
use crate::model::vocabulary::{ActorKind, PlacePrecision};
use crate::model::{ActorId, Corpus, CountryCode, Incident, PlaceId, Story, fold};

/// Whom or what a name names.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Named<'a> {
    Actor(&'a ActorId),
    Place(&'a PlaceId),
    /// A name that is known but asks for nothing: a country, a reporter, a wider area.
    Other,
}

/// Every name, by its first word.
pub(super) struct Names<'a>(BTreeMap<String, Vec<Name<'a>>>);

struct Name<'a> {
    words: Vec<String>,
    is_acronym: bool,
    named: Named<'a>,
}

impl<'a> Names<'a> {
    /// The names of a corpus's registers, and of all countries.
    pub(super) fn of(corpus: &'a Corpus) -> Self {
        let mut names = Self(BTreeMap::new());
        for (_, name) in CountryCode::all() {
            names.add(name, Named::Other);
        }
        for actor in corpus.actors.values() {
            let named = if takes_part(actor.kind) { Named::Actor(&actor.id) } else { Named::Other };
            for name in [&actor.name].into_iter().chain(&actor.acronym).chain(&actor.aliases) {
                names.add(name, named.clone());
            }
        }
        for place in corpus.places.values() {
            let fine = matches!(place.precision, PlacePrecision::Exact | PlacePrecision::Near);
            let named = if fine { Named::Place(&place.id) } else { Named::Other };
            for name in [&place.name].into_iter().chain(&place.aliases) {
                names.add(name, named.clone());
            }
        }
        for all in names.0.values_mut() {
            all.sort_by(|a, b| b.words.len().cmp(&a.words.len()).then_with(|| a.named.cmp(&b.named)));
        }
        names
    }

    fn add(&mut self, name: &str, named: Named<'a>) {
        let words: Vec<String> = words(name).map(|(word, _)| fold::key(word)).collect();
        let capital = name.chars().next().is_some_and(may_begin_a_name);
        let Some(first) = words.first().filter(|_| capital) else { return };
        let letters = name.chars().filter(|c| c.is_alphabetic());
        let is_acronym = words.len() == 1 && letters.clone().count() > 1 && letters.clone().all(char::is_uppercase);
        self.0.entry(first.clone()).or_default().push(Name { words, is_acronym, named });
    }

    /// The names in a text with where they stand.
    pub(super) fn find<'t>(&self, text: &'t str) -> Vec<(Named<'a>, &'t str)> {
        let all: Vec<(&str, Range<usize>)> = words(text).collect();
        let mut found = Vec::new();
        let mut at = 0;
        while at < all.len() {
            match self.begins(&all[at..]) {
                Some(name) => {
                    let span = all[at].1.start..all[at + name.words.len() - 1].1.end;
                    found.push((name.named.clone(), &text[span]));
                    at += name.words.len();
                }
                None => at += 1,
            }
        }
        found
    }

    /// The longest name that some words begin with.
    fn begins(&self, words: &[(&str, Range<usize>)]) -> Option<&Name<'a>> {
        let (first, _) = words.first().filter(|(word, _)| word.starts_with(may_begin_a_name))?;
        let is_capital = first.chars().all(char::is_uppercase);
        self.0.get(&fold::key(first))?.iter().find(|name| {
            let rest = &name.words[1..];
            rest.len() < words.len()
                && rest.iter().zip(&words[1..]).all(|(one, (word, _))| *one == fold::key(word))
                && (!name.is_acronym || is_capital)
        })
    }
}

/// A capital, or a letter of a script that has none.
fn may_begin_a_name(letter: char) -> bool {
    letter.is_uppercase() || (letter.is_alphabetic() && !letter.is_lowercase())
}

/// Whether an actor of this kind takes part in incidents, so that a record which names it is expected to list it.
fn takes_part(kind: ActorKind) -> bool {
    use ActorKind::{ArmedGroup, ForeignForce, Militia, Peacekeepers, StateForce};
    matches!(kind, StateForce | ArmedGroup | Militia | ForeignForce | Peacekeepers)
}

fn words(text: &str) -> impl Iterator<Item = (&str, Range<usize>)> {
    let mut rest = 0;
    std::iter::from_fn(move || {
        let start = rest + text[rest..].find(char::is_alphanumeric)?;
        let end = text[start..].find(|c: char| !c.is_alphanumeric()).map_or(text.len(), |at| start + at);
        rest = end;
        Some((&text[start..end], start..end))
    })
}

/// Actors that a record's text names and its list does not.
pub(super) fn of_incident(desk: &Desk<'_>, incident: &Incident, said: &mut Diagnostics) {
    let corpus = &desk.briefing.corpus;
    let listed = actors_of(incident);
    // Whom a claim's pair of sides or note names is on the page.
    let named = OnceCell::new();
    let is_there = |actor: &ActorId| {
        let is_kin = |one: &&ActorId| is_kin(corpus, one, actor);
        listed.iter().any(&is_kin) || named.get_or_init(|| actors_in_claims(desk, incident)).iter().any(is_kin)
    };
    for record in &incident.records {
        let mut told = BTreeSet::new();
        for prose in prose_of_record(record) {
            for (named, words) in desk.names.find(&prose.text) {
                let Named::Actor(actor) = named else { continue };
                if is_there(actor) || !told.insert(actor) {
                    continue;
                }
                let message = format!("the {} names {words}, but `{actor}` is not among the actors", prose.name);
                let help = format!("add `{{ref: {actor}, role: …}}`, or a claim by it, or leave the name out");
                let diagnostic = Diagnostic::new(Code::ActorNotListed, message);
                said.push(diagnostic.at(prose.file, prose.at(words), "").help(help));
            }
        }
    }
}

fn actors_in_claims<'a>(desk: &Desk<'a>, incident: &Incident) -> Vec<&'a ActorId> {
    let texts = incident.claims().flat_map(|(_, claim)| claim.dyad.iter().chain(&claim.note));
    let named = texts.flat_map(|text| desk.names.find(text)).filter_map(|(named, _)| match named {
        Named::Actor(actor) => Some(actor),
        _ => None,
    });
    named.collect()
}

/// Actors and places that a story names but neither links nor has in one of its incidents.
pub(super) fn of_story(desk: &Desk<'_>, story: &Story, said: &mut Diagnostics) {
    let corpus = &desk.briefing.corpus;
    let incidents = desk.incidents_of(story);
    let actors: BTreeSet<&ActorId> = incidents.iter().flat_map(|incident| actors_of(incident)).collect();
    let places: BTreeSet<&PlaceId> = incidents
        .iter()
        .flat_map(|incident| incident.records.iter().filter_map(|record| record.place.place.as_ref()))
        .collect();
    let (linked_actors, linked_places) = (targets(story, "actor:"), targets(story, "place:"));
    let mut told: BTreeSet<Named<'_>> = BTreeSet::new();
    for prose in prose_of_story(story) {
        for (named, words) in desk.names.find(&prose.text) {
            let (known, scheme, id) = match &named {
                Named::Actor(actor) => (
                    linked_actors.contains(actor.as_str()) || actors.iter().any(|one| is_kin(corpus, one, actor)),
                    "actor",
                    actor.as_str(),
                ),
                Named::Place(place) => {
                    (linked_places.contains(place.as_str()) || places.contains(place), "place", place.as_str())
                }
                Named::Other => continue,
            };
            if known || !told.insert(named) {
                continue;
            }
            let message = format!("the {} names {words}, which it does not link", prose.name);
            let help = format!("link it, as in `[{words}]({scheme}:{id})`, or list the incident it belongs to");
            said.push(Diagnostic::new(Code::NameNotLinked, message).at(prose.file, prose.at(words), "").help(help));
        }
    }
}

/// Every actor of an incident, and everyone who speaks in it.
fn actors_of(incident: &Incident) -> BTreeSet<&ActorId> {
    let speakers = incident.claims().filter_map(|(_, claim)| match &claim.by {
        Speaker::Actor(id) => Some(id),
        Speaker::Source(_) => None,
    });
    incident.actors().into_iter().map(|involved| &involved.actor).chain(speakers).collect()
}

/// Whether two actors are one, or one belongs to the other.
fn is_kin(corpus: &Corpus, one: &ActorId, other: &ActorId) -> bool {
    let above = |id: &ActorId, sought: &ActorId| {
        let mut at = Some(id.clone());
        for _ in 0..8 {
            let Some(here) = at else { return false };
            if here == *sought {
                return true;
            }
            at = corpus.actors.get(&here).and_then(|actor| actor.part_of.clone());
        }
        false
    };
    above(one, other) || above(other, one)
}
