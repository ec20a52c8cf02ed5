//! Spellings of places: two names a line, parted by a tab.

use anyhow::Context;
use dateline::model::spelling::same_place;

use crate::metrics::Pairs;

/// Pairs of names, each on a line.
pub(crate) fn read(text: &str) -> anyhow::Result<Vec<(&str, &str)>> {
    let filled = text.lines().enumerate().filter(|(_, line)| !line.trim().is_empty());
    filled.map(|(at, line)| line.split_once('\t').with_context(|| format!("line {} has no tab", at + 1))).collect()
}

/// How many spellings of one place are held to be one, and of two places.
pub(crate) fn pairs(same: &[(&str, &str)], different: &[(&str, &str)]) -> Pairs {
    let said = |pairs: &[(&str, &str)]| pairs.iter().filter(|(one, other)| same_place(&[one], &[other])).count() as u64;
    let hit = said(same);
    Pairs { hit, said: hit + said(different), real: same.len() as u64 }
}
