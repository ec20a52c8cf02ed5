//! From judged pairs to stories: overrides, groups, the article that speaks for each, and what the others have
//! that it has not.
//!
//! It stands apart because it runs whole after every change (it is short), while judging pairs is done only
//! where something changed.

use crate::dedupe::candidates::Slot;
use crate::dedupe::cluster::{self, Edge, Guard};
use crate::dedupe::compare;
use crate::dedupe::order::View;
use crate::dedupe::stories::{
    Contains, CopyKind, DeadOverride, DeadReason, Judged, Link, Mode, Stories, Story, member,
};
use crate::dedupe::story_index::{Readings, StoryIndex};
use crate::dedupe::verdict::{Evidence, Verdict, Veto, Which};
use std::collections::{BTreeMap, BTreeSet, HashMap};
use std::sync::Arc;

/// Two articles by rank, smaller first.
type Pair = (usize, usize);

/// The links between articles by rank, smaller first.
type Links = Vec<(usize, usize, Arc<Judged>)>;

/// Tells the stories.
pub(crate) fn answer(index: &mut StoryIndex, view: &View<'_>, readings: &mut Readings) -> Stories {
    let mut found = Stories::default();
    let (together, apart) = overrides(view, &mut found.dead);
    let mut links = if index.options.mode == Mode::Off { Vec::new() } else { links(index, view) };
    part_roundups(index, view, readings, &mut links);
    let edges: Vec<Edge> = links
        .iter()
        .filter(|(.., judged)| judged.verdict == Verdict::Same && index.options.mode == Mode::Merge)
        .map(|(one, other, judged)| Edge { one: *one, other: *other, strength: judged.strength() })
        .collect();
    let guard = Guard { share: index.options.group_share, large_share: index.options.large_group_share };
    let linked: BTreeSet<(usize, usize)> = edges.iter().map(|edge| (edge.one, edge.other)).collect();
    let mut asked = std::mem::take(&mut index.asked);
    let mut blocked = apart.clone();
    blocked.extend(
        links
            .iter()
            .filter(|(.., judged)| judged.verdict == Verdict::Apart(Veto::Container) && judged.is_roundup())
            .map(|(one, other, _)| (*one, *other)),
    );
    for pair in &together {
        if !apart.contains(pair) {
            blocked.remove(pair);
        }
    }
    let (groups, refused) = cluster::groups(view.slots().len(), &edges, &together, &blocked, guard, |one, other| {
        linked.contains(&(one.min(other), one.max(other))) || asked_for(index, view, readings, &mut asked, one, other)
    });
    index.asked = asked;
    let group_of: HashMap<usize, usize> = groups
        .iter()
        .enumerate()
        .flat_map(|(group, members)| members.iter().map(move |member| (*member, group)))
        .collect();
    for members in &groups {
        found.stories.push(story(index, view, readings, members, &links, &group_of));
    }
    found.stories.sort_by(|a, b| a.canonical.cmp(&b.canonical));
    let refused: BTreeSet<(usize, usize)> = refused.iter().map(|edge| (edge.one, edge.other)).collect();
    for (one, other, judged) in &links {
        if group_of.contains_key(one) && group_of.get(one) == group_of.get(other) {
            continue;
        }
        file(&mut found, view, (*one, *other), judged, &apart, &refused);
    }
    found
}

/// Share of an article above which what it shares with another is no mere part of it.
const PART: f64 = 0.5;

/// Share of a headline's words that stand in what it tells of.
const HEADLINE: f64 = 0.3;

/// Finds roundups that no headline gives away: an article whose different parts stand in articles that have nothing to do
/// with one another. Its links to them become "contains". An article whose headline tells of the part it opens with is
/// a story of its own, however it was cut up by others.
fn part_roundups(index: &StoryIndex, view: &View<'_>, readings: &mut Readings, links: &mut Links) {
    let known: BTreeSet<(usize, usize)> = links.iter().map(|(one, other, _)| (*one, *other)).collect();
    // article → (partner, which of its sentences the partner has, position in `links`)
    let mut parts: BTreeMap<usize, Vec<(usize, u64, usize)>> = BTreeMap::new();
    for (at, (one, other, judged)) in
        links.iter().enumerate().filter(|(_, (.., judged))| judged.verdict == Verdict::Same)
    {
        if judged.evidence.cover_one < PART {
            parts.entry(*one).or_default().push((*other, judged.parts.0, at));
        }
        if judged.evidence.cover_other < PART {
            parts.entry(*other).or_default().push((*one, judged.parts.1, at));
        }
    }
    let mut roundup = BTreeSet::new();
    for (whole, partners) in &parts {
        let mut apart = BTreeSet::new();
        for (n, (one, here, at)) in partners.iter().enumerate() {
            for (other, there, other_at) in &partners[n + 1..] {
                if here & there == 0 && !known.contains(&(*one.min(other), *one.max(other))) {
                    apart.extend([*at, *other_at]);
                }
            }
        }
        let opens_with = |&(part, _, at): &(usize, u64, usize), readings: &mut Readings| {
            let title = index.read(view, view.slots()[*whole], readings);
            links[at].2.evidence.openings
                && compare::told_by(&title, &index.read(view, view.slots()[part], readings)) >= HEADLINE
        };
        if !apart.is_empty() && !partners.iter().any(|partner| opens_with(partner, readings)) {
            roundup.extend(apart);
        }
    }
    for at in roundup {
        let judged = &links[at].2;
        links[at].2 =
            Arc::new(Judged { verdict: Verdict::Apart(Veto::Container), roundup: true, ..Judged::clone(judged) });
    }
}

/// Files a link between two articles that did not end in one story.
fn file(
    found: &mut Stories,
    view: &View<'_>,
    pair: (usize, usize),
    judged: &Judged,
    apart: &BTreeSet<(usize, usize)>,
    refused: &BTreeSet<(usize, usize)>,
) {
    let mut link = link(view, pair.0, pair.1, judged);
    if apart.contains(&pair) {
        link.verdict = Verdict::Apart(Veto::Override);
        found.apart.push(link);
        return;
    }
    match link.verdict {
        Verdict::Apart(Veto::Container) => {
            let other_contains = match link.evidence.headline_in {
                Some(whole) => whole == Which::Other,
                None => link.evidence.cover_one >= link.evidence.cover_other,
            };
            let (part, container) = if other_contains { (&link.one, &link.other) } else { (&link.other, &link.one) };
            found.contains.push(Contains { container: container.clone(), part: part.clone(), link });
        }
        Verdict::Same if refused.contains(&pair) => {
            link.verdict = Verdict::Apart(Veto::Crowd);
            found.apart.push(link);
        }
        Verdict::Same | Verdict::Apart(Veto::Date) => found.proposals.push(link),
        _ => found.apart.push(link),
    }
}

fn link(view: &View<'_>, one: usize, other: usize, judged: &Judged) -> Link {
    let id = |rank: usize| view.doc(view.slots()[rank]).id.to_owned();
    Link {
        one: id(one),
        other: id(other),
        verdict: judged.verdict,
        evidence: judged.evidence.clone(),
        excerpt: judged.excerpt.clone(),
    }
}

/// Pairs the authors joined, pairs they parted (by rank), and overrides that do nothing.
fn overrides(view: &View<'_>, dead: &mut Vec<DeadOverride>) -> (Vec<Pair>, BTreeSet<Pair>) {
    let (mut together, mut apart) = (BTreeSet::new(), BTreeSet::new());
    for (rank, slot) in view.slots().iter().enumerate() {
        let doc = view.doc(*slot);
        for (names, into) in [(doc.same_as, &mut together), (doc.not_same_as, &mut apart)] {
            for name in names {
                match view.rank_of(name) {
                    Some(other) if other != rank => {
                        into.insert((rank.min(other), rank.max(other)));
                    }
                    Some(_) => dead.push(DeadOverride {
                        id: doc.id.to_owned(),
                        names: (*name).to_owned(),
                        why: DeadReason::Itself,
                    }),
                    None => dead.push(DeadOverride {
                        id: doc.id.to_owned(),
                        names: (*name).to_owned(),
                        why: DeadReason::Unknown,
                    }),
                }
            }
        }
        for name in doc.same_as {
            if view.rank_of(name).is_some_and(|other| apart.contains(&(rank.min(other), rank.max(other)))) {
                dead.push(DeadOverride {
                    id: doc.id.to_owned(),
                    names: (*name).to_owned(),
                    why: DeadReason::Contradicted,
                });
            }
        }
    }
    dead.sort();
    (together.into_iter().collect(), apart)
}

/// All judged pairs by rank, and word-for-word copies whether or not they were candidates.
fn links(index: &StoryIndex, view: &View<'_>) -> Links {
    let mut links: Links = Vec::new();
    for (rank, slot) in view.slots().iter().enumerate() {
        for (other, judged) in index.pairs.get(slot).into_iter().flatten() {
            let other_rank = view.rank(*other) as usize;
            if rank < other_rank {
                links.push((rank, other_rank, Arc::clone(judged)));
            }
        }
    }
    let known: BTreeSet<(usize, usize)> = links.iter().map(|(one, other, _)| (*one, *other)).collect();
    let mut pairs: Vec<Pair> = Vec::new();
    let content = |slot: &Slot| index.sketches[*slot as usize].as_ref().map(|sketch| sketch.content);
    let mut by_content: Vec<(u64, usize)> =
        view.slots().iter().enumerate().filter_map(|(rank, slot)| Some((content(slot)?, rank))).collect();
    by_content.sort_unstable();
    let published = |rank: usize| view.doc(view.slots()[rank]).published.unwrap_or(i64::MIN);
    let alike = by_content.chunk_by(|one, other| one.0 == other.0).filter(|alike| alike.len() > 1);
    for alike in alike {
        let mut alike: Vec<(i64, usize)> = alike.iter().map(|(_, rank)| (published(*rank), *rank)).collect();
        alike.sort_unstable();
        pairs.extend(alike.windows(2).map(|pair| (pair[0].1.min(pair[1].1), pair[0].1.max(pair[1].1))));
    }
    for (one, other) in pairs {
        if known.contains(&(one, other)) {
            continue;
        }
        let Some(base) = index.base(view, view.slots()[one], view.slots()[other]).filter(|base| base.exact) else {
            continue;
        };
        let verdict = if base.days.is_some_and(|days| days > index.options.exact_days) {
            Verdict::Apart(Veto::Date)
        } else {
            Verdict::Same
        };
        let evidence =
            Evidence { cover_one: 1.0, cover_other: 1.0, fidelity: 1.0, containment: 1.0, openings: true, ..base };
        links.push((
            one,
            other,
            Arc::new(Judged { verdict, evidence, excerpt: None, parts: (u64::MAX, u64::MAX), roundup: false }),
        ));
    }
    links.sort_by_key(|(one, other, _)| (*one, *other));
    links
}

/// Whether two articles that no index paired are copies after all.
fn asked_for(
    index: &StoryIndex,
    view: &View<'_>,
    readings: &mut Readings,
    asked: &mut HashMap<(Slot, Slot), bool>,
    one: usize,
    other: usize,
) -> bool {
    let (one, other) = (view.slots()[one], view.slots()[other]);
    if index.pairs.get(&one).is_some_and(|partners| partners.contains_key(&other)) {
        return false;
    }
    let key = (one.min(other), one.max(other));
    if let Some(known) = asked.get(&key) {
        return *known;
    }
    let same = index.judge(view, one, other, readings).is_some_and(|judged| judged.verdict == Verdict::Same);
    asked.insert(key, same);
    same
}

fn story(
    index: &mut StoryIndex,
    view: &View<'_>,
    readings: &mut Readings,
    ranks: &[usize],
    links: &Links,
    group_of: &HashMap<usize, usize>,
) -> Story {
    let slots: Vec<Slot> = ranks.iter().map(|rank| view.slots()[*rank]).collect();
    let mut key = slots.clone();
    key.sort_unstable();
    let mut told = if let Some(told) = index.told.get(&key) {
        told.clone()
    } else {
        let canonical = canonical(index, view, readings, &slots);
        let told = tell(index, view, readings, &slots, canonical);
        index.told.insert(key, told.clone());
        told
    };
    let group = ranks.first().and_then(|rank| group_of.get(rank));
    let mut held: Vec<&(usize, usize, Arc<Judged>)> = ranks
        .iter()
        .flat_map(|rank| {
            let start = links.partition_point(|(one, ..)| one < rank);
            links[start..].iter().take_while(move |(one, ..)| one == rank)
        })
        .filter(|(_, other, judged)| judged.verdict == Verdict::Same && group_of.get(other) == group)
        .collect();
    held.sort_by(|a, b| b.2.strength().total_cmp(&a.2.strength()).then((a.0, a.1).cmp(&(b.0, b.1))));
    told.links = held.into_iter().map(|(one, other, judged)| link(view, *one, *other, judged)).collect();
    told
}

/// Share of the longest text from which an article is full enough to speak for the story.
const FULL: f32 = 0.8;

/// The article that speaks for the story: the one its author chose; else among the full ones (not cut short) the
/// latest version, then the one with most text, then the smallest id.
fn canonical(index: &StoryIndex, view: &View<'_>, readings: &mut Readings, slots: &[Slot]) -> Slot {
    let pinned = slots.iter().copied().filter(|slot| view.doc(*slot).canonical).min_by_key(|slot| view.rank(*slot));
    if let Some(pinned) = pinned {
        return pinned;
    }
    let weights: Vec<f32> = slots.iter().map(|slot| index.read(view, *slot, readings).weight).collect();
    let longest = weights.iter().copied().fold(0.0, f32::max);
    let version = |slot: Slot| view.doc(slot).updated.or(view.doc(slot).published);
    slots
        .iter()
        .zip(&weights)
        .filter(|(_, weight)| **weight >= FULL * longest)
        .max_by(|(a, a_weight), (b, b_weight)| {
            version(**a).cmp(&version(**b)).then(a_weight.total_cmp(b_weight)).then(view.rank(**b).cmp(&view.rank(**a)))
        })
        .map_or(slots[0], |(slot, _)| *slot)
}

fn tell(index: &StoryIndex, view: &View<'_>, readings: &mut Readings, slots: &[Slot], canonical: Slot) -> Story {
    let there = index.read(view, canonical, readings);
    let there_doc = view.doc(canonical);
    let there_texts = there_doc.blocks.texts();
    let mut members = Vec::with_capacity(slots.len());
    for &slot in slots {
        let here = index.read(view, slot, readings);
        let comparison = compare::compare(&here, &there);
        let kind = kind(index, slot, canonical, comparison.cover_one, comparison.cover_other);
        let details = compare::details(&here, &there, &comparison.one);
        members.push(member(
            view.doc(slot).id,
            kind,
            (&here, &view.doc(slot).blocks.texts()),
            (&there, &there_texts),
            &comparison,
            &details,
        ));
    }
    members.sort_by(|a, b| (a.kind != CopyKind::Canonical, &a.id).cmp(&(b.kind != CopyKind::Canonical, &b.id)));
    Story { canonical: there_doc.id.to_owned(), members, links: Vec::new() }
}

fn kind(index: &StoryIndex, slot: Slot, canonical: Slot, found: f64, covers: f64) -> CopyKind {
    let content = |slot: Slot| index.sketches[slot as usize].as_ref().map(|sketch| sketch.content);
    if slot == canonical {
        CopyKind::Canonical
    } else if content(slot) == content(canonical) {
        CopyKind::Exact
    } else if found >= 0.95 && covers < 0.8 {
        CopyKind::Truncated
    } else if found >= 0.3 {
        CopyKind::Edited
    } else {
        CopyKind::Joined
    }
}
