//! What an evaluation found, as text and as JSON.

use std::collections::BTreeMap;
use std::fmt::Write;

use serde_json::{Value, json};

use crate::metrics::{Item, Pairs, adjusted_rand, cluster_pairs, false_pairs_by_kind, linked_pairs, recall_by_kind};

/// What an evaluation found.
#[derive(Debug)]
pub(crate) struct Report {
    /// What was measured: `articles`, `records`, …
    pub(crate) of: &'static str,
    /// How many things were looked at, and what was decided.
    pub(crate) counts: BTreeMap<&'static str, u64>,
    pub(crate) scores: Vec<Score>,
    pub(crate) cpu_seconds: f64,
    /// Before the work (the data set itself) and after.
    pub(crate) peak_mib: [Option<u64>; 2],
}

/// How well one answer agrees with the labels.
#[derive(Debug)]
pub(crate) struct Score {
    /// Which answer.
    pub(crate) name: &'static str,
    /// Pairs linked directly, where the answer has such.
    pub(crate) links: Option<Pairs>,
    pub(crate) pairs: Pairs,
    pub(crate) adjusted_rand: Option<f64>,
    pub(crate) recall_by_kind: BTreeMap<String, [u64; 2]>,
    pub(crate) false_pairs_by_kind: BTreeMap<String, u64>,
}

impl Score {
    /// The score of a partition of labelled items.
    pub(crate) fn of(name: &'static str, items: &[Item<'_>], links: Option<&[(usize, usize)]>) -> Self {
        let pairs = cluster_pairs(items);
        let shares = recall_by_kind(items).into_iter();
        Self {
            name,
            links: links.map(|links| linked_pairs(items, links)),
            pairs,
            adjusted_rand: Some(adjusted_rand(pairs, items.len())),
            recall_by_kind: shares.map(|(kind, share)| (kind.to_owned(), [share.hit, share.of])).collect(),
            false_pairs_by_kind: false_pairs_by_kind(items),
        }
    }
}

impl Report {
    /// For people.
    pub(crate) fn text(&self) -> String {
        let counts: Vec<String> = self.counts.iter().map(|(what, many)| format!("{many} {what}")).collect();
        let mut out = format!("{}: {}\n", self.of, counts.join(", "));
        for score in &self.scores {
            let _ = writeln!(out, "\n{}\n                 precision  recall     F1", score.name);
            for (name, pairs) in [("links", score.links), ("pairs", Some(score.pairs))] {
                if let Some(pairs) = pairs {
                    let (p, r, f1) = (pairs.precision(), pairs.recall(), pairs.f1());
                    let numbers = format!("{} of {} said, {} real", pairs.hit, pairs.said, pairs.real);
                    let _ = writeln!(out, "  {name:<14} {p:>9.4} {r:>7.4} {f1:>6.4}   {numbers}");
                }
            }
            if let Some(index) = score.adjusted_rand {
                let _ = writeln!(out, "  adjusted Rand index {index:.4}");
            }
            for (kind, [hit, of]) in &score.recall_by_kind {
                let _ = writeln!(out, "  recall {kind:<24} {hit:>5} of {of}");
            }
            for (kinds, many) in &score.false_pairs_by_kind {
                let _ = writeln!(out, "  false pairs {kinds:<19} {many:>5}");
            }
        }
        let mib = |mib: Option<u64>| mib.map_or_else(|| "unknown".to_owned(), |mib| format!("{mib} MiB"));
        let [before, after] = self.peak_mib.map(mib);
        let _ = writeln!(
            out,
            "\n{:.3} CPU seconds; peak memory {after}, of which {before} before the work began",
            self.cpu_seconds
        );
        out
    }

    /// For programs.
    pub(crate) fn json(&self) -> Value {
        let pairs = |pairs: Pairs| {
            json!({
                "hit": pairs.hit, "said": pairs.said, "real": pairs.real,
                "precision": pairs.precision(), "recall": pairs.recall(), "f1": pairs.f1(),
            })
        };
        let score = |score: &Score| {
            json!({
                "name": score.name,
                "links": score.links.map(pairs),
                "pairs": pairs(score.pairs),
                "adjusted_rand": score.adjusted_rand,
                "recall_by_kind": score.recall_by_kind,
                "false_pairs_by_kind": score.false_pairs_by_kind,
            })
        };
        json!({
            "of": self.of,
            "counts": self.counts,
            "scores": self.scores.iter().map(score).collect::<Vec<_>>(),
            "cpu_seconds": self.cpu_seconds,
            "peak_mib": {"before": self.peak_mib[0], "after": self.peak_mib[1]},
        })
    }
}
