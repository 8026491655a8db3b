//! From a pattern to its positions and the steps between them (Glushkov's automaton),
//! with the number of ways in which an engine can make each step.

use super::{
    BadPattern,
    class::Class,
    parse::{Parsed, Part},
};

/// Most positions, and most steps between them.
const MAX_POSITIONS: usize = 4_000;
const MAX_EDGES: usize = 60_000;
/// A repetition is written out as long as that makes no more positions.
const MAX_WRITTEN_OUT: usize = 256;

/// A pattern as positions. Position 0 is before the first character.
#[derive(Debug, Default)]
pub(super) struct Automaton {
    /// Which kinds of characters each position takes, as bits.
    pub masks: Vec<u128>,
    /// From, to, ways; sorted by where they lead.
    pub steps: Vec<(usize, usize, f64)>,
    /// What it costs to go on from each position, the end and dead ends included.
    pub onward: Vec<f64>,
    /// Whether it can only begin where the text does.
    pub anchored: bool,
}

/// A part: where it can begin and end, in how many ways, and in how many it is empty.
#[derive(Default)]
struct Piece {
    first: Vec<(usize, f64)>,
    last: Vec<(usize, f64)>,
    empty: f64,
}

struct Builder {
    masks: Vec<u128>,
    /// The classes as bits.
    classes: Vec<u128>,
    steps: Vec<(usize, usize, f64)>,
    /// Cost of trying each position: more than one for a look behind.
    costs: Vec<f64>,
}

/// Builds the automaton.
pub(super) fn build(parsed: &Parsed) -> Result<Automaton, BadPattern> {
    let mut builder = Builder {
        masks: vec![0],
        classes: kinds(&parsed.classes),
        steps: Vec::new(),
        costs: vec![1.0],
    };
    let whole = builder.piece(&parsed.part)?;
    let before = Piece {
        last: vec![(0, 1.0)],
        ..Piece::default()
    };
    builder.follow(&before.last, &whole.first)?;
    let mut steps = builder.steps;
    steps.sort_by_key(|(from, to, _)| (*to, *from));
    steps.dedup_by(|next, kept| {
        let same = (next.0, next.1) == (kept.0, kept.1);
        if same {
            kept.2 += next.2;
        }
        same
    });
    let mut onward = vec![1.0; builder.masks.len()];
    let mut pay = |at: usize, cost: f64| {
        if let Some(sum) = onward.get_mut(at) {
            *sum += cost;
        }
    };
    for (from, to, ways) in &steps {
        pay(*from, ways * builder.costs.get(*to).copied().unwrap_or(1.0));
    }
    for (at, ways) in &whole.last {
        pay(*at, *ways);
    }
    pay(0, whole.empty);
    Ok(Automaton {
        masks: builder.masks,
        steps,
        onward,
        anchored: is_anchored(&parsed.part),
    })
}

impl Builder {
    fn position(&mut self, mask: u128) -> Result<usize, BadPattern> {
        self.masks.push(mask);
        self.costs.push(1.0);
        if self.masks.len() > MAX_POSITIONS {
            return Err(BadPattern::Large);
        }
        Ok(self.masks.len() - 1)
    }

    fn follow(&mut self, last: &[(usize, f64)], first: &[(usize, f64)]) -> Result<(), BadPattern> {
        if self.steps.len() + last.len() * first.len() > MAX_EDGES {
            return Err(BadPattern::Large);
        }
        for (from, ways) in last {
            self.steps
                .extend(first.iter().map(|(to, more)| (*from, *to, ways * more)));
        }
        Ok(())
    }

    fn piece(&mut self, part: &Part) -> Result<Piece, BadPattern> {
        Ok(match part {
            Part::Start | Part::Edge => nothing(1.0),
            Part::One(class) => {
                let mask = self.classes.get(*class).copied().unwrap_or(u128::MAX);
                let at = self.position(mask)?;
                Piece {
                    first: vec![(at, 1.0)],
                    last: vec![(at, 1.0)],
                    empty: 0.0,
                }
            }
            // As if it could be any text.
            Part::Back => {
                let at = self.position(u128::MAX)?;
                self.steps.push((at, at, 1.0));
                Piece {
                    first: vec![(at, 1.0)],
                    last: vec![(at, 1.0)],
                    empty: 1.0,
                }
            }
            Part::Sequence(parts) => {
                let mut whole = nothing(1.0);
                for part in parts {
                    let piece = self.piece(part)?;
                    whole = self.then(whole, piece)?;
                }
                whole
            }
            Part::Choice(parts) => {
                let mut whole = nothing(0.0);
                for part in parts {
                    let piece = self.piece(part)?;
                    whole.first.extend(piece.first);
                    whole.last.extend(piece.last);
                    whole.empty += piece.empty;
                }
                whole
            }
            // Its ways are tried, and then forgotten.
            Part::Ahead(part) => {
                let piece = self.piece(part)?;
                Piece {
                    first: piece.first,
                    last: Vec::new(),
                    empty: 1.0,
                }
            }
            Part::Behind(part) => {
                let at = self.position(0)?;
                if let Some(cost) = self.costs.last_mut() {
                    *cost = counted(part).1;
                }
                Piece {
                    first: vec![(at, 1.0)],
                    last: Vec::new(),
                    empty: 1.0,
                }
            }
            Part::Repeat(part, least, most) => self.repeat(part, *least, *most)?,
        })
    }

    fn then(&mut self, mut a: Piece, b: Piece) -> Result<Piece, BadPattern> {
        self.follow(&a.last, &b.first)?;
        a.first.extend(times(&b.first, a.empty));
        let mut last = b.last;
        last.extend(times(&a.last, b.empty));
        Ok(Piece {
            first: a.first,
            last,
            empty: a.empty * b.empty,
        })
    }

    fn repeat(&mut self, part: &Part, least: u32, most: Option<u32>) -> Result<Piece, BadPattern> {
        if most == Some(0) {
            return Ok(nothing(1.0));
        }
        let can_be_empty = can_be_empty(part);
        let copies = (most.unwrap_or(least.saturating_add(1)) as usize).max(1);
        let written_out =
            size(part).saturating_mul(copies) <= MAX_WRITTEN_OUT && copies <= MAX_WRITTEN_OUT;
        if !written_out || most.is_none() && least <= 1 && !can_be_empty {
            // A loop has at least as many ways, as long as each round takes a character.
            if can_be_empty {
                return Err(BadPattern::Backtracks);
            }
            let mut piece = self.looped(part)?;
            piece.empty = f64::from(u8::from(least == 0));
            return Ok(piece);
        }
        let mut whole = nothing(1.0);
        for _ in 0..least {
            let piece = self.piece(part)?;
            whole = self.then(whole, piece)?;
        }
        let mut rest = nothing(1.0);
        match most {
            None => {
                rest = self.looped(part)?;
                rest.empty = 1.0;
            }
            Some(most) => {
                for _ in least..most {
                    let piece = self.piece(part)?;
                    rest = self.then(piece, rest)?;
                    rest.empty += 1.0;
                }
            }
        }
        self.then(whole, rest)
    }

    fn looped(&mut self, part: &Part) -> Result<Piece, BadPattern> {
        let piece = self.piece(part)?;
        self.follow(&piece.last, &piece.first)?;
        Ok(piece)
    }
}

fn nothing(empty: f64) -> Piece {
    Piece {
        empty,
        ..Piece::default()
    }
}

fn times(positions: &[(usize, f64)], ways: f64) -> Vec<(usize, f64)> {
    let kept = positions.iter().filter(|_| ways > 0.0);
    kept.map(|(at, known)| (*at, known * ways)).collect()
}

/// Positions of a part when repetitions are written out.
fn size(part: &Part) -> usize {
    match part {
        Part::Start | Part::Edge => 0,
        Part::One(_) | Part::Back | Part::Behind(_) => 1,
        Part::Sequence(parts) | Part::Choice(parts) => {
            parts.iter().map(size).fold(0, usize::saturating_add)
        }
        Part::Ahead(part) => size(part),
        Part::Repeat(part, least, most) => {
            let copies = most.unwrap_or(least.saturating_add(1)) as usize;
            let all = size(part).saturating_mul(copies.max(1));
            if all <= MAX_WRITTEN_OUT {
                all
            } else {
                size(part)
            }
        }
    }
}

fn can_be_empty(part: &Part) -> bool {
    match part {
        Part::One(_) => false,
        Part::Sequence(parts) => parts.iter().all(can_be_empty),
        Part::Choice(parts) => parts.iter().any(can_be_empty),
        Part::Repeat(part, least, _) => *least == 0 || can_be_empty(part),
        _ => true,
    }
}

/// Whether every way begins with `^`.
fn is_anchored(part: &Part) -> bool {
    match part {
        Part::Start => true,
        Part::Sequence(parts) => {
            let zero_width = |p: &&Part| matches!(p, Part::Edge | Part::Ahead(_) | Part::Behind(_));
            parts
                .iter()
                .find(|part| !zero_width(part))
                .is_some_and(is_anchored)
        }
        Part::Choice(parts) => parts.iter().all(is_anchored),
        Part::Repeat(part, least, _) => *least > 0 && is_anchored(part),
        _ => false,
    }
}

/// The ways through a part without loops, and the steps to try them all.
fn counted(part: &Part) -> (f64, f64) {
    match part {
        Part::Sequence(parts) => parts.iter().fold((1.0, 1.0), |(ways, cost), part| {
            let (more, dear) = counted(part);
            (ways * more, cost + ways * dear)
        }),
        Part::Choice(parts) => parts.iter().fold((0.0, 1.0), |(ways, cost), part| {
            let (more, dear) = counted(part);
            (ways + more, cost + dear)
        }),
        Part::Repeat(part, least, most) => {
            let (each, dear) = counted(part);
            let (mut ways, mut cost, mut here) = (0.0, 1.0, 1.0);
            // More than that is beyond every bound already, or a long fixed text.
            for round in 0..=most.unwrap_or(u32::MAX).min(10_000) {
                if round >= *least {
                    ways += here;
                }
                cost += here * dear;
                here *= each;
            }
            (ways, cost)
        }
        Part::Ahead(part) | Part::Behind(part) => (1.0, counted(part).1),
        _ => (1.0, 1.0),
    }
}

/// Each class as bits: one for each stretch of characters that all classes treat alike.
/// Beyond 128 stretches the rest are one.
fn kinds(classes: &[Class]) -> Vec<u128> {
    let ranges = || classes.iter().flat_map(|class| class.most.iter());
    let mut edges: Vec<u32> = ranges()
        .flat_map(|(first, last)| [*first, last.saturating_add(1)])
        .collect();
    edges.sort_unstable();
    edges.dedup();
    let bit = |point: u32| edges.partition_point(|edge| *edge <= point).min(127);
    let bits = |class: &Class| {
        class.most.iter().fold(0_u128, |mask, (first, last)| {
            (bit(*first)..=bit(*last)).fold(mask, |mask, at| mask | 1 << at)
        })
    };
    classes.iter().map(bits).collect()
}
