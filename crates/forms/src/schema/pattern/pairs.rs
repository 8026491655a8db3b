//! Which positions one text can lead to at the same time. Ways only add up where they
//! belong to one text: in `(-[a-z]{2,})*` a dash follows the second letter or a later
//! one, but never both in the same text.

use super::build::Automaton;

/// More positions than that are not compared; then all count as together.
const MAX_POSITIONS: usize = 512;
/// Most work.
const MAX_WORK: usize = 1_000_000;

/// Sorts the steps so that those into one position from positions that can be together
/// stand side by side: the position and where its steps stand. Adds up the work.
pub(super) fn groups(
    automaton: &mut Automaton,
    work: &mut usize,
) -> Vec<(usize, std::ops::Range<usize>)> {
    let positions = automaton.masks.len();
    let together = together(automaton, work);
    let can_be = |a: usize, b: usize| {
        together
            .as_ref()
            .is_none_or(|pairs| pairs.get(a * positions + b).copied().unwrap_or(true))
    };
    let mut groups = Vec::new();
    let mut at = 0;
    for steps in automaton.steps.chunk_by_mut(|a, b| a.1 == b.1) {
        let mut first = 0;
        // A group grows until nobody else can be together with anyone in it.
        while first < steps.len() {
            let (mut end, mut next) = (first + 1, first);
            while let Some((from, to, _)) = steps.get(next).copied().filter(|_| next < end) {
                let mut other = end;
                while let Some((candidate, ..)) = steps.get(other) {
                    if can_be(from, *candidate) {
                        steps.swap(end, other);
                        end += 1;
                    }
                    other += 1;
                }
                next += 1;
                if next == end {
                    groups.push((to, at + first..at + end));
                }
            }
            first = end;
        }
        at += steps.len();
    }
    groups
}

/// For each pair of positions whether one text leads to both; none when there are too
/// many.
fn together(automaton: &Automaton, work: &mut usize) -> Option<Vec<bool>> {
    let positions = automaton.masks.len();
    if positions > MAX_POSITIONS {
        return None;
    }
    let mut onward: Vec<Vec<usize>> = vec![Vec::new(); positions];
    for (from, to, _) in &automaton.steps {
        onward.get_mut(*from)?.push(*to);
    }
    let mut pairs = vec![false; positions * positions];
    let mut open = vec![(0, 0)];
    while let Some((a, b)) = open.pop() {
        let (after_a, after_b) = (onward.get(a)?, onward.get(b)?);
        *work += after_a.len() * after_b.len() + 1;
        if *work > MAX_WORK {
            return None;
        }
        for a in after_a {
            for b in after_b {
                let common = automaton.masks.get(*a)? & automaton.masks.get(*b)?;
                let known = pairs.get_mut(a * positions + b)?;
                if common != 0 && !*known {
                    *known = true;
                    *pairs.get_mut(b * positions + a)? = true;
                    open.push((*a, *b));
                }
            }
        }
    }
    Some(pairs)
}
