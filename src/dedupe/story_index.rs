//! The memory behind `stories`: sketches, the index over them, and the pairs already judged.
//!
//! It stands apart because it exists for speed alone: a preview hands it all articles again after each
//! change and it judges anew only what the change can have touched. Whatever came before, its answer is that
//! of a fresh index.

use crate::dedupe::boilerplate::is_boilerplate;
use crate::dedupe::candidates::{Counter, Index, Slot};
use crate::dedupe::order::{Order, View};
use crate::dedupe::reading::{self, Reading};
use crate::dedupe::sketch::{self, Sketch};
use crate::dedupe::stories::{Doc, Explanation, Judged, Link, Stories, excerpt, stretches};
use crate::dedupe::verdict::{self, Evidence, Options, Verdict};
use std::collections::{BTreeMap, BTreeSet, HashMap};
use std::sync::Arc;

/// Remembers what was decided about articles, to decide again quickly.
#[derive(Debug, Clone, Default)]
pub struct StoryIndex {
    pub(crate) options: Options,
    entries: Vec<Option<Entry>>,
    pub(crate) sketches: Vec<Option<Arc<Sketch>>>,
    by_id: HashMap<String, Slot>,
    order: Arc<Order>,
    features: Index,
    blocks: Index,
    boilerplate: BTreeSet<u64>,
    /// Pairs that share text, under both members.
    pub(crate) pairs: HashMap<Slot, BTreeMap<Slot, Arc<Judged>>>,
    /// Pairs asked for while joining groups, smaller slot first.
    pub(crate) asked: HashMap<(Slot, Slot), bool>,
    /// Stories already told, by their members.
    pub(crate) told: HashMap<Vec<Slot>, crate::dedupe::stories::Story>,
}

#[derive(Debug, Clone)]
struct Entry {
    id: String,
    stamp: u64,
}

/// Readings made during one call. Bounded, because a reading is large.
#[derive(Default)]
pub(crate) struct Readings {
    kept: HashMap<Slot, Arc<Reading>>,
}

const READINGS_KEPT: usize = 1024;

impl StoryIndex {
    /// An empty index.
    #[must_use]
    pub fn new(options: Options) -> Self {
        Self { options, ..Self::default() }
    }

    /// All decisions about `docs`, whose sketches stand in the same order.
    pub fn update(&mut self, docs: &[Doc<'_>], sketches: &[Arc<Sketch>]) -> Stories {
        let mut dirty = self.absorb(docs, sketches);
        let view = View::new(docs, &self.order);
        let mut readings = Readings::default();
        self.settle_boilerplate(&view, &mut dirty);
        self.judge_all(&view, dirty, &mut readings);
        crate::dedupe::answer::answer(self, &view, &mut readings)
    }

    /// The positions of the articles of the last call in the order of their ids.
    pub(crate) fn by_id(&self) -> Vec<usize> {
        self.order.positions().collect()
    }

    /// Takes in what is new and lets go what is gone. Returns what must be judged anew.
    fn absorb(&mut self, docs: &[Doc<'_>], sketches: &[Arc<Sketch>]) -> Dirty {
        let id_of = |slot: Slot| self.entries[slot as usize].as_ref().map(|entry| entry.id.as_str());
        let in_place = self.order.changed_in_place(docs, id_of);
        let is_in_place = in_place.is_some();
        let (fresh, leaving) = in_place.unwrap_or_else(|| self.compared(docs));
        if self.features.is_worn() || (fresh.len() + leaving.len()) * 20 > self.by_id.len() {
            return self.rebuild(docs, sketches);
        }
        self.exchange(docs, sketches, &fresh, &leaving, is_in_place)
    }

    /// The positions of articles that are new or others, and the slots of those that are gone or others.
    fn compared(&self, docs: &[Doc<'_>]) -> (Vec<usize>, Vec<Slot>) {
        let slots: Vec<Option<Slot>> = docs.iter().map(|doc| self.by_id.get(doc.id).copied()).collect();
        let stands = |at: usize| {
            let entry = slots[at].and_then(|slot| self.entries[slot as usize].as_ref());
            entry.is_some_and(|entry| entry.stamp == docs[at].stamp)
        };
        let fresh: Vec<usize> = (0..docs.len()).filter(|at| !stands(*at)).collect();
        let mut leaving: Vec<Slot> = if slots.iter().flatten().count() == self.by_id.len() {
            Vec::new()
        } else {
            let ids: BTreeSet<&str> = docs.iter().map(|doc| doc.id).collect();
            (0_u32..)
                .zip(&self.entries)
                .filter(|(_, entry)| entry.as_ref().is_some_and(|entry| !ids.contains(entry.id.as_str())))
                .map(|(slot, _)| slot)
                .collect()
        };
        leaving.extend(fresh.iter().filter_map(|&at| slots[at]));
        (fresh, leaving)
    }

    fn rebuild(&mut self, docs: &[Doc<'_>], sketches: &[Arc<Sketch>]) -> Dirty {
        *self = Self::new(std::mem::take(&mut self.options));
        let mut order: Vec<usize> = (0..docs.len()).collect();
        order.sort_unstable_by_key(|at| docs[*at].id);
        for (slot, at) in (0_u32..).zip(&order) {
            self.by_id.insert(docs[*at].id.to_owned(), slot);
            self.entries.push(Some(Entry { id: docs[*at].id.to_owned(), stamp: docs[*at].stamp }));
            self.sketches.push(Some(Arc::clone(&sketches[*at])));
        }
        self.order = Arc::new(Order::of(docs, &self.by_id, self.entries.len()));
        let sketches = &self.sketches;
        let present = || (0_u32..).zip(sketches.iter().flatten());
        self.features = Index::build(
            present().flat_map(|(slot, sketch)| sketch.features.iter().map(move |feature| (*feature, slot))),
        );
        self.blocks = Index::build(
            present().flat_map(|(slot, sketch)| block_features(sketch).map(move |feature| (feature, slot))),
        );
        Dirty::All
    }

    fn exchange(
        &mut self,
        docs: &[Doc<'_>],
        sketches: &[Arc<Sketch>],
        fresh: &[usize],
        leaving: &[Slot],
        is_in_place: bool,
    ) -> Dirty {
        let mut touched: BTreeSet<u32> = BTreeSet::new();
        let mut blocks: BTreeSet<u64> = BTreeSet::new();
        let arriving = fresh.iter().map(|&at| &sketches[at]);
        for sketch in leaving.iter().filter_map(|slot| self.sketches[*slot as usize].as_ref()).chain(arriving) {
            touched.extend(&sketch.features);
            blocks.extend(sketch.blocks.iter().filter(|block| **block != 0));
        }
        let before: Vec<Vec<Slot>> = touched.iter().map(|feature| self.features.heads(*feature).to_vec()).collect();
        for &slot in leaving {
            self.leave(slot);
        }
        let mut dirty: BTreeSet<Slot> = BTreeSet::new();
        for &at in fresh {
            let slot = Slot::try_from(self.entries.len()).unwrap_or(Slot::MAX);
            self.by_id.insert(docs[at].id.to_owned(), slot);
            self.entries.push(Some(Entry { id: docs[at].id.to_owned(), stamp: docs[at].stamp }));
            self.sketches.push(Some(Arc::clone(&sketches[at])));
            self.features.insert(slot, sketches[at].features.iter().copied());
            self.blocks.insert(slot, block_features(&sketches[at]));
            dirty.insert(slot);
        }
        if is_in_place {
            Arc::make_mut(&mut self.order).exchange(docs, fresh, &self.by_id, self.entries.len());
        } else {
            self.order = Arc::new(Order::of(docs, &self.by_id, self.entries.len()));
        }
        let order = Arc::clone(&self.order);
        for (feature, was) in touched.iter().zip(before) {
            self.features.refresh_heads(*feature, |slot| order.rank(slot));
            let now = self.features.heads(*feature);
            if was == now {
                continue;
            }
            dirty.extend(was.iter().chain(now));
            if was.is_empty() != now.is_empty() {
                let mut holders = Vec::new();
                self.features.holders(*feature, &mut holders);
                dirty.extend(holders);
            }
        }
        dirty.retain(|slot| self.entries[*slot as usize].is_some());
        Dirty::Some(dirty, blocks)
    }

    fn leave(&mut self, slot: Slot) {
        if let Some(sketch) = self.sketches[slot as usize].take() {
            self.features.remove(slot, sketch.features.iter().copied());
            self.blocks.remove(slot, block_features(&sketch));
        }
        if let Some(entry) = self.entries[slot as usize].take() {
            self.by_id.remove(&entry.id);
        }
        self.forget(slot);
    }

    /// Forgets all that was decided about an article.
    fn forget(&mut self, slot: Slot) {
        for partner in self.pairs.remove(&slot).unwrap_or_default().into_keys() {
            if let Some(theirs) = self.pairs.get_mut(&partner) {
                theirs.remove(&slot);
            }
        }
        self.asked.retain(|pair, _| pair.0 != slot && pair.1 != slot);
        self.told.retain(|members, _| !members.contains(&slot));
    }

    /// Finds out which blocks are boilerplate now. The holders of a block that changed sides are judged anew.
    fn settle_boilerplate(&mut self, view: &View<'_>, dirty: &mut Dirty) {
        let blocks = match dirty {
            Dirty::All => self.blocks_held_often(),
            Dirty::Some(_, blocks) => std::mem::take(blocks),
        };
        for block in blocks {
            let holders = self.holders_of_block(view, block);
            let is = holders.len() >= self.options.boilerplate && self.judge_block(view, block, &holders);
            let changed = if is { self.boilerplate.insert(block) } else { self.boilerplate.remove(&block) };
            if let Dirty::Some(slots, _) = dirty
                && changed
            {
                slots.extend(holders);
            }
        }
    }

    fn blocks_held_often(&self) -> BTreeSet<u64> {
        let mut all: Vec<u64> = self
            .sketches
            .iter()
            .flatten()
            .flat_map(|sketch| sketch.blocks.iter().copied().filter(|block| *block != 0))
            .collect();
        all.sort_unstable();
        all.chunk_by(|a, b| a == b)
            .filter(|chunk| chunk.len() >= self.options.boilerplate)
            .map(|chunk| chunk[0])
            .collect()
    }

    /// The articles that hold a block, in the order of their ids.
    fn holders_of_block(&self, view: &View<'_>, block: u64) -> Vec<Slot> {
        let mut holders = Vec::new();
        self.blocks.holders(block_feature(block), &mut holders);
        holders
            .retain(|slot| self.sketches[*slot as usize].as_ref().is_some_and(|sketch| sketch.blocks.contains(&block)));
        holders.sort_unstable_by_key(|slot| view.rank(*slot));
        holders
    }

    fn judge_block(&self, view: &View<'_>, block: u64, holders: &[Slot]) -> bool {
        let sketches: Vec<&Sketch> =
            holders.iter().filter_map(|slot| self.sketches[*slot as usize].as_deref()).collect();
        let text = holders.first().and_then(|slot| {
            let at = self.sketches[*slot as usize].as_ref()?.blocks.iter().position(|held| *held == block)?;
            view.doc(*slot).blocks.texts().get(at).copied()
        });
        text.is_some_and(|text| is_boilerplate(&sketch::sketch(&[text]), &sketches, self.options.boilerplate))
    }

    /// Judges every candidate pair that has a dirty member.
    fn judge_all(&mut self, view: &View<'_>, dirty: Dirty, readings: &mut Readings) {
        let mut found: Vec<(Slot, Slot, Judged)> = Vec::new();
        match dirty {
            Dirty::All => self.features.pairs(&self.sketches, |slot, other| {
                found.extend(self.judge(view, slot, other, readings).map(|judged| (slot, other, judged)));
            }),
            Dirty::Some(slots, _) => {
                let mut counter = Counter::default();
                for &slot in &slots {
                    self.forget(slot);
                    for other in counter.candidates(&self.features, slot, &self.sketches) {
                        if other > slot || !slots.contains(&other) {
                            found.extend(self.judge(view, slot, other, readings).map(|judged| (slot, other, judged)));
                        }
                    }
                }
            }
        }
        for (slot, other, judged) in found {
            let judged = Arc::new(judged);
            self.pairs.entry(slot).or_default().insert(other, Arc::clone(&judged));
            self.pairs.entry(other).or_default().insert(slot, judged);
        }
    }

    /// Judges two articles; nothing if they have too little in common. In the evidence the smaller id comes first.
    pub(crate) fn judge(&self, view: &View<'_>, slot: Slot, other: Slot, readings: &mut Readings) -> Option<Judged> {
        let (one, other) = if view.rank(slot) < view.rank(other) { (slot, other) } else { (other, slot) };
        if !same_language(view.doc(one).lang, view.doc(other).lang) {
            return None;
        }
        let (left, right) = (self.read(view, one, readings), self.read(view, other, readings));
        let (verdict, evidence, comparison) =
            verdict::judge(&left, &right, &self.base(view, one, other)?, &self.options);
        (verdict != Verdict::Unrelated).then(|| Judged {
            verdict,
            evidence,
            excerpt: excerpt(&left, &right, &comparison),
            parts: (stretches(&comparison.one), stretches(&comparison.other)),
            roundup: false,
        })
    }

    /// The part of the evidence that needs no reading.
    pub(crate) fn base(&self, view: &View<'_>, one: Slot, other: Slot) -> Option<Evidence> {
        let (left, right) = (self.sketches[one as usize].as_ref()?, self.sketches[other as usize].as_ref()?);
        let days = view.doc(one).published.zip(view.doc(other).published).map(|(a, b)| (a - b).abs() / 86_400);
        Some(Evidence {
            containment: left.containment(right),
            days,
            exact: left.content == right.content && left.words >= MIN_EXACT,
            ..Evidence::default()
        })
    }

    /// The numbers and the verdict for any two articles, whether or not they were worth comparing; nothing if an id is
    /// unknown. Brings the index up to date first, as `update` does.
    pub fn explain(
        &mut self,
        docs: &[Doc<'_>],
        sketches: &[Arc<Sketch>],
        one: &str,
        other: &str,
    ) -> Option<Explanation> {
        let stories = self.update(docs, sketches);
        let view = View::new(docs, &self.order);
        let mut readings = Readings::default();
        let (one, other) = (*self.by_id.get(one)?, *self.by_id.get(other)?);
        let (one, other) = if view.rank(one) < view.rank(other) { (one, other) } else { (other, one) };
        let (left, right) = (self.read(&view, one, &mut readings), self.read(&view, other, &mut readings));
        let (verdict, evidence, comparison, grounds) =
            verdict::grounds(&left, &right, &self.base(&view, one, other)?, &self.options);
        let (a, b) = (view.doc(one), view.doc(other));
        let held = |story: &crate::dedupe::stories::Story, id: &str| story.members.iter().any(|member| member.id == id);
        Some(Explanation {
            candidates: Counter::default().candidates(&self.features, one, &self.sketches).contains(&other),
            same_language: same_language(a.lang, b.lang),
            together: stories.stories.iter().any(|story| held(story, a.id) && held(story, b.id)),
            link: Link {
                one: a.id.to_owned(),
                other: b.id.to_owned(),
                verdict,
                evidence,
                excerpt: excerpt(&left, &right, &comparison),
            },
            cover: grounds.cover,
            least: grounds.least,
            vetoes: grounds.vetoes.to_vec(),
        })
    }

    /// Reads an article closely, or remembers having done so.
    pub(crate) fn read(&self, view: &View<'_>, slot: Slot, readings: &mut Readings) -> Arc<Reading> {
        if let Some(reading) = readings.kept.get(&slot) {
            return Arc::clone(reading);
        }
        let doc = view.doc(slot);
        let ignored: Vec<bool> = self.sketches[slot as usize]
            .iter()
            .flat_map(|sketch| sketch.blocks.iter())
            .map(|block| self.boilerplate.contains(block))
            .collect();
        let reading = Arc::new(reading::read(doc.title, &doc.blocks.texts(), &ignored));
        if readings.kept.len() >= READINGS_KEPT {
            readings.kept.clear();
        }
        readings.kept.insert(slot, Arc::clone(&reading));
        reading
    }
}

/// Fewest words of texts that are held to be the same because they are equal.
const MIN_EXACT: u32 = 20;

/// What must be judged anew.
enum Dirty {
    /// Everything.
    All,
    /// Some articles, and the blocks whose holders changed.
    Some(BTreeSet<Slot>, BTreeSet<u64>),
}

fn block_features(sketch: &Sketch) -> impl Iterator<Item = u32> {
    sketch.blocks.iter().filter(|block| **block != 0).map(|block| block_feature(*block))
}

#[expect(clippy::cast_possible_truncation, reason = "holders are checked against the whole hash")]
fn block_feature(block: u64) -> u32 {
    block as u32
}

fn same_language(one: &str, other: &str) -> bool {
    let first = |tag: &str| tag.split(['-', '_']).next().unwrap_or("").to_ascii_lowercase();
    one.is_empty() || other.is_empty() || first(one) == first(other)
}
