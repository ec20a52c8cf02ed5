//! Groups out of pairs, guarded: one chance link must not chain two stories together.
//!
//! It stands apart because it knows nothing of text: it sees members, links with a strength, and pairs that
//! must or must not be together. Plain union of linked pairs lets a running story drift into one group (cluster
//! precision .46 on real wire copy at link F1 .996); asking that a share of the cross pairs be linked
//! before two groups join keeps it (.98).

use std::collections::BTreeSet;

/// A link between two members.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(crate) struct Edge {
    pub(crate) one: usize,
    pub(crate) other: usize,
    pub(crate) strength: f64,
}

/// What must hold for two groups to join.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Guard {
    /// Share of cross pairs that must be linked.
    pub(crate) share: f64,
    /// The same where the groups have [`LARGE`] members or more together.
    pub(crate) large_share: f64,
}

/// From how many members on a group counts as large.
const LARGE: usize = 8;

/// At most this many cross pairs are asked for.
const SAMPLE: usize = 32;

/// The groups of two members or more (each sorted, in order of their first member) and the links that the
/// guard refused.
///
/// `together` pairs are joined first and whatever the links say; no group ever holds an `apart` pair
/// (which wins over `together`). Members are numbered in the order that decides ties.
pub(crate) fn groups(
    members: usize,
    edges: &[Edge],
    together: &[(usize, usize)],
    apart: &BTreeSet<(usize, usize)>,
    guard: Guard,
    mut linked: impl FnMut(usize, usize) -> bool,
) -> (Vec<Vec<usize>>, Vec<Edge>) {
    let mut group_of: Vec<usize> = (0..members).collect();
    let mut groups: Vec<Vec<usize>> = (0..members).map(|member| vec![member]).collect();
    let forbidden = |one: &[usize], other: &[usize]| {
        !apart.is_empty() && one.iter().any(|a| other.iter().any(|b| apart.contains(&((*a).min(*b), (*a).max(*b)))))
    };
    let mut ordered: Vec<(Edge, bool)> =
        together.iter().map(|&(one, other)| (Edge { one, other, strength: f64::INFINITY }, true)).collect();
    ordered.extend(edges.iter().map(|edge| (*edge, false)));
    ordered.sort_by(|(a, _), (b, _)| {
        b.strength
            .total_cmp(&a.strength)
            .then((a.one.min(a.other), a.one.max(a.other)).cmp(&(b.one.min(b.other), b.one.max(b.other))))
    });
    let mut refused = Vec::new();
    for (edge, certain) in ordered {
        let (one, other) = (group_of[edge.one], group_of[edge.other]);
        if one == other {
            continue;
        }
        let joins = !forbidden(&groups[one], &groups[other])
            && (certain || enough(&groups[one], &groups[other], &edge, guard, &mut linked));
        if !joins {
            refused.push(edge);
            continue;
        }
        let (kept, gone) = if groups[one].len() >= groups[other].len() { (one, other) } else { (other, one) };
        let moved = std::mem::take(&mut groups[gone]);
        for &member in &moved {
            group_of[member] = kept;
        }
        groups[kept].extend(moved);
        groups[kept].sort_unstable();
    }
    refused.retain(|edge| group_of[edge.one] != group_of[edge.other]);
    let mut found: Vec<Vec<usize>> = groups.into_iter().filter(|group| group.len() > 1).collect();
    found.sort();
    (found, refused)
}

/// Whether enough cross pairs of two groups are linked. The pairs asked for are spread evenly and depend on the
/// groups alone.
fn enough(
    one: &[usize],
    other: &[usize],
    edge: &Edge,
    guard: Guard,
    linked: &mut impl FnMut(usize, usize) -> bool,
) -> bool {
    let pairs = one.len() * other.len();
    if pairs == 1 {
        return true;
    }
    let share = if one.len() + other.len() >= LARGE { guard.large_share } else { guard.share };
    let step = pairs.div_ceil(SAMPLE);
    let (mut asked, mut yes) = (0_u32, 0_u32);
    for at in (0..pairs).step_by(step) {
        let (a, b) = (one[at / other.len()], other[at % other.len()]);
        asked += 1;
        yes += u32::from((a, b) == (edge.one, edge.other) || (b, a) == (edge.one, edge.other) || linked(a, b));
    }
    f64::from(yes) >= share * f64::from(asked)
}

#[cfg(test)]
mod tests {
    use super::*;

    const GUARD: Guard = Guard { share: 0.25, large_share: 0.5 };

    fn edge(one: usize, other: usize) -> Edge {
        Edge { one, other, strength: 0.5 }
    }

    fn run(members: usize, edges: &[Edge], together: &[(usize, usize)], apart: &[(usize, usize)]) -> Vec<Vec<usize>> {
        let linked = |a: usize, b: usize| edges.iter().any(|e| (e.one, e.other) == (a.min(b), a.max(b)));
        groups(members, edges, together, &apart.iter().copied().collect(), GUARD, linked).0
    }

    #[test]
    fn one_chance_link_does_not_chain_two_groups() {
        let two = [edge(0, 1), edge(0, 2), edge(1, 2), edge(3, 4), edge(3, 5), edge(4, 5)];
        let mut chained = two.to_vec();
        chained.push(Edge { strength: 0.4, ..edge(2, 3) });
        assert_eq!(run(6, &chained, &[], &[]), [vec![0, 1, 2], vec![3, 4, 5]]);
        chained.extend([Edge { strength: 0.4, ..edge(0, 3) }, Edge { strength: 0.4, ..edge(1, 4) }]);
        assert_eq!(run(6, &chained, &[], &[]), [vec![0, 1, 2, 3, 4, 5]]);
    }

    #[test]
    fn overrides_win() {
        assert_eq!(run(3, &[], &[(0, 2)], &[]), [vec![0, 2]]);
        assert_eq!(run(3, &[edge(0, 1), edge(1, 2)], &[], &[(0, 2)]), [vec![0, 1]]);
        assert_eq!(run(2, &[edge(0, 1)], &[(0, 1)], &[(0, 1)]), Vec::<Vec<usize>>::new());
    }
}
