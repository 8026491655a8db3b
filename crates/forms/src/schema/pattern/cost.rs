//! How many ways there are, character by character, for the worst text.

use super::{BadPattern, build::Automaton, pairs};

/// Most steps that matching one text may cost: about a quarter of a second.
pub const MAX_STEPS: u32 = 5_000_000;
/// A pattern has to be good for texts of so many characters.
pub const MIN_LONGEST: usize = 64;
/// No text is longer.
pub const LONGEST: usize = 16_384;

/// Most work for judging one pattern.
const MAX_WORK: usize = 2_000_000;
/// Powers of two up to [`LONGEST`].
const SIZES: usize = 15;

/// What texts may cost.
#[derive(Clone, Debug)]
pub(in super::super) struct Cost {
    /// What it took to find out.
    pub work: usize,
    longest: u32,
    /// For texts of at most 2^index characters.
    steps: [u32; SIZES],
}

impl Cost {
    /// Of a pattern that was judged before.
    pub(super) fn cheap() -> Self {
        Self {
            work: 0,
            longest: LONGEST as u32,
            steps: [1; SIZES],
        }
    }

    pub(super) fn longest(&self) -> usize {
        self.longest as usize
    }

    /// Steps for a text of so many characters; none when it is too long.
    pub(super) fn of(&self, length: usize) -> Option<u64> {
        if length > self.longest() {
            return None;
        }
        let at = length.max(1).next_power_of_two().trailing_zeros() as usize;
        self.steps.get(at).map(|steps| u64::from(*steps))
    }
}

/// Ways that lead to each position after so many characters.
struct Walk<'a> {
    automaton: &'a Automaton,
    /// Positions with their steps that one text can make at once.
    groups: Vec<(usize, std::ops::Range<usize>)>,
    ways: Vec<f64>,
    next: Vec<f64>,
    work: usize,
}

/// Finds the longest text that is still cheap, and what texts cost.
pub(super) fn count(mut automaton: Automaton) -> Result<Cost, BadPattern> {
    let mut work = 0;
    let groups = pairs::groups(&mut automaton, &mut work);
    let automaton = &automaton;
    let positions = automaton.masks.len();
    let mut walk = Walk {
        automaton,
        groups,
        ways: vec![0.0; positions],
        next: vec![0.0; positions],
        work: 0,
    };
    if let Some(start) = walk.ways.first_mut() {
        *start = 1.0;
    }
    let mut cost = Cost {
        work,
        longest: 0,
        steps: [MAX_STEPS; SIZES],
    };
    // From one place of the text, and from all of them.
    let (mut one, mut all) = (walk.cost(), 0.0);
    // Once the ways are what they were a while ago they repeat; the dearest step since
    // then stands for all that follow.
    let (mut repeats, mut before, mut dearest) = (false, walk.ways.clone(), 0.0);
    for length in 1..=LONGEST {
        if !repeats {
            walk.advance();
            let step = walk.cost();
            dearest = step.max(dearest);
            repeats = walk.ways == before;
            one += step;
            if length.is_power_of_two() && !repeats {
                before.clone_from(&walk.ways);
                dearest = 0.0;
            }
            if walk.work > MAX_WORK {
                break;
            }
        } else {
            one += dearest;
        }
        all += if automaton.anchored { 1.0 } else { one };
        let total = one + all;
        if total > f64::from(MAX_STEPS) {
            break;
        }
        cost.longest = u32::try_from(length).unwrap_or_default();
        if length.is_power_of_two()
            && let Some(steps) = cost.steps.get_mut(length.trailing_zeros() as usize)
        {
            // Below `MAX_STEPS`, and not negative.
            *steps = total as u32;
        }
    }
    cost.work += walk.work;
    if cost.longest() < MIN_LONGEST {
        let slow = walk.work <= MAX_WORK;
        return Err(if slow {
            BadPattern::Backtracks
        } else {
            BadPattern::Large
        });
    }
    Ok(cost)
}

impl Walk<'_> {
    /// What it costs to go on from where all ways are.
    fn cost(&self) -> f64 {
        let each = self.ways.iter().zip(&self.automaton.onward);
        each.map(|(ways, onward)| ways * onward).sum()
    }

    /// One more character.
    fn advance(&mut self) {
        self.work += self.ways.len();
        self.next.fill(0.0);
        for (to, group) in &self.groups {
            let steps = self.automaton.steps.get(group.clone()).unwrap_or_default();
            self.work += steps.len() + 1;
            let ways = arriving(steps, &self.ways, &self.automaton.masks, &mut self.work);
            if let Some(next) = self.next.get_mut(*to) {
                *next = next.max(ways);
            }
        }
        std::mem::swap(&mut self.ways, &mut self.next);
    }
}

/// The ways into a position: of those that come from positions which could have taken
/// the same last character, the most.
fn arriving(steps: &[(usize, usize, f64)], ways: &[f64], masks: &[u128], work: &mut usize) -> f64 {
    let (mut common, mut any, mut sum) = (u128::MAX, 0_u128, 0.0);
    let from = |at: usize| {
        let mask = if at == 0 {
            u128::MAX
        } else {
            masks.get(at).copied().unwrap_or_default()
        };
        (mask, ways.get(at).copied().unwrap_or_default())
    };
    for (at, _, more) in steps {
        let (mask, known) = from(*at);
        if known > 0.0 {
            sum += known * more;
            common &= mask;
            any |= mask;
        }
    }
    if common != 0 {
        return sum;
    }
    let mut most = 0.0_f64;
    while any != 0 {
        let bit = any & any.wrapping_neg();
        any &= !bit;
        *work += steps.len();
        let of_kind = steps.iter().map(|(at, _, more)| {
            let (mask, known) = from(*at);
            if mask & bit == 0 { 0.0 } else { known * more }
        });
        most = most.max(of_kind.sum());
    }
    most
}
