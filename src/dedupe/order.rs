//! Where the articles of a call stand: among themselves, in the order of their ids, and in the tables of the index.
//!
//! It stands apart because to sort the articles of a large site takes longer than to judge what one save can have
//! touched: the order is kept, and an article that changed where it stood is exchanged in it.

use std::collections::HashMap;
use std::sync::Arc;

use crate::dedupe::candidates::Slot;
use crate::dedupe::stories::Doc;

/// Where the articles of a call stand; holds until an article comes, goes or changes places.
#[derive(Debug, Clone, Default)]
pub(crate) struct Order {
    /// Position among the articles → slot.
    slot_of: Vec<Slot>,
    /// The stamps of the articles, by position.
    stamps: Vec<u64>,
    /// Slot → position among the articles.
    doc_of: Vec<usize>,
    /// Slot → place in the order of ids.
    rank_of: Vec<u32>,
    /// Slots in the order of ids.
    slots: Vec<Slot>,
}

impl Order {
    /// The order of articles that have these slots among `slots`.
    pub(crate) fn of(docs: &[Doc<'_>], slot_of: &HashMap<String, Slot>, slots: usize) -> Self {
        let mut sorted: Vec<(usize, Slot)> =
            docs.iter().enumerate().filter_map(|(at, doc)| Some((at, *slot_of.get(doc.id)?))).collect();
        let mut order = Self {
            slot_of: sorted.iter().map(|(_, slot)| *slot).collect(),
            stamps: docs.iter().map(|doc| doc.stamp).collect(),
            doc_of: vec![0; slots],
            rank_of: vec![u32::MAX; slots],
            slots: Vec::with_capacity(sorted.len()),
        };
        sorted.sort_unstable_by_key(|(at, _)| docs[*at].id);
        for (rank, (at, slot)) in (0_u32..).zip(sorted) {
            order.doc_of[slot as usize] = at;
            order.rank_of[slot as usize] = rank;
            order.slots.push(slot);
        }
        order
    }

    /// If the articles stand as they stood and only some of them have changed: which, and the slots that these had.
    pub(crate) fn changed_in_place<'s>(
        &self,
        docs: &[Doc<'_>],
        id_of: impl Fn(Slot) -> Option<&'s str>,
    ) -> Option<(Vec<usize>, Vec<Slot>)> {
        if docs.len() != self.stamps.len() {
            return None;
        }
        // No two articles share a stamp, so that equal stamps in equal places are of the same articles.
        let stamps = docs.iter().zip(&self.stamps).enumerate();
        let changed: Vec<usize> = stamps.filter(|(_, (doc, was))| doc.stamp != **was).map(|(at, _)| at).collect();
        let slots: Vec<Slot> = changed.iter().map(|at| self.slot_of[*at]).collect();
        let stand = changed.iter().zip(&slots).all(|(at, slot)| id_of(*slot) == Some(docs[*at].id));
        stand.then_some((changed, slots))
    }

    /// Puts articles that changed where they stood under their new slots.
    pub(crate) fn exchange(
        &mut self,
        docs: &[Doc<'_>],
        changed: &[usize],
        slot_of: &HashMap<String, Slot>,
        slots: usize,
    ) {
        self.doc_of.resize(slots, 0);
        self.rank_of.resize(slots, u32::MAX);
        for &at in changed {
            let Some(&slot) = slot_of.get(docs[at].id) else { continue };
            let was = std::mem::replace(&mut self.slot_of[at], slot);
            let rank = std::mem::replace(&mut self.rank_of[was as usize], u32::MAX);
            self.rank_of[slot as usize] = rank;
            self.doc_of[slot as usize] = at;
            self.slots[rank as usize] = slot;
            self.stamps[at] = docs[at].stamp;
        }
    }

    /// The place of a slot in the order of ids.
    pub(crate) fn rank(&self, slot: Slot) -> u32 {
        self.rank_of[slot as usize]
    }

    /// The positions of the articles, in the order of their ids.
    pub(crate) fn positions(&self) -> impl Iterator<Item = usize> {
        self.slots.iter().map(|slot| self.doc_of[*slot as usize])
    }
}

/// The articles of one call, addressed by slot.
pub(crate) struct View<'a> {
    docs: &'a [Doc<'a>],
    order: Arc<Order>,
}

impl<'a> View<'a> {
    pub(crate) fn new(docs: &'a [Doc<'a>], order: &Arc<Order>) -> Self {
        Self { docs, order: Arc::clone(order) }
    }

    pub(crate) fn doc(&self, slot: Slot) -> &'a Doc<'a> {
        &self.docs[self.order.doc_of[slot as usize]]
    }

    pub(crate) fn rank(&self, slot: Slot) -> u32 {
        self.order.rank(slot)
    }

    /// Slots in the order of ids.
    pub(crate) fn slots(&self) -> &[Slot] {
        &self.order.slots
    }

    /// The place of an id in the order of ids.
    pub(crate) fn rank_of(&self, id: &str) -> Option<usize> {
        self.order.slots.binary_search_by(|slot| self.doc(*slot).id.cmp(id)).ok()
    }
}
