//! Patterns (ECMA-262 with the `u` flag): their syntax, and how much they can backtrack.
//!
//! Engines try one way through a pattern after another, and some patterns have far too
//! many: `^(a+)+$` doubles them with each `a`. Before a pattern is handed to an engine
//! its ways are counted. For each position of the pattern there is a bound of how many
//! ways can lead to it after one, two, three … characters of the worst text
//! ([`cost`]); where the sum of them stays below [`MAX_STEPS`] for texts of at least
//! [`MIN_LONGEST`] characters the pattern is taken, for texts up to the length where the
//! sum is reached, and else refused. So what is taken runs in bounded time, however
//! ambiguous: `^\d{17}[\dXx]$` for texts of any length, `\s+$` up to some thousands of
//! characters, `(a|aa)+$` not at all.
//!
//! The count is an upper bound: look-ahead and back references are counted as if they
//! let everything pass. Refused at once are back references inside of repetitions,
//! repetitions without bound inside of look-behind, groups nested more than 50 deep, more than 10,000
//! characters.

mod build;
mod class;
mod cost;
mod escape;
mod pairs;
mod parse;

pub use cost::{LONGEST, MAX_STEPS, MIN_LONGEST};

/// Longest source of a pattern, in characters.
const MAX_SOURCE: usize = 10_000;

/// What makes a value fit for all threads: a form is held where they all may look.
pub trait Shareable: Send + Sync {}
impl<T: Send + Sync + ?Sized> Shareable for T {}

/// A pattern ready to be looked for.
pub trait Pattern: Shareable {
    /// Whether it is found anywhere in a text.
    fn is_match(&self, text: &str) -> bool;
}

/// An engine for ECMAScript patterns: in a browser its own `RegExp`.
pub trait Patterns: Shareable {
    /// Compiles a pattern with the flag `u`.
    ///
    /// # Errors
    /// It is no such pattern.
    fn compile(&self, source: &str) -> Result<Box<dyn Pattern>, BadPattern>;
}

/// Why a pattern is refused.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum BadPattern {
    /// It is not written as ECMA-262 wants, or the engine does not know it.
    Syntax,
    /// It can backtrack without a useful bound.
    Backtracks,
    /// It is too large to be judged.
    Large,
}

impl BadPattern {
    pub(super) fn rule(self) -> &'static str {
        match self {
            Self::Syntax => "bad-pattern",
            Self::Backtracks => "slow-pattern",
            Self::Large => "large-pattern",
        }
    }

    pub(super) fn remedy(self) -> &'static str {
        match self {
            Self::Syntax => "write an ECMAScript pattern that is valid with the flag u",
            Self::Backtracks => {
                "let no two repetitions match the same characters in different ways, as in (a+)+ or (a|aa)*"
            }
            Self::Large => "make the pattern shorter or its repetitions smaller",
        }
    }
}

/// A pattern with what it may cost.
pub(super) struct Compiled {
    source: Box<str>,
    engine: Box<dyn Pattern>,
    cost: cost::Cost,
}

impl std::fmt::Debug for Compiled {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(&self.source)
    }
}

impl Compiled {
    pub(super) fn source(&self) -> &str {
        &self.source
    }

    pub(super) fn is_match(&self, text: &str) -> bool {
        self.engine.is_match(text)
    }

    /// Steps for a text of so many characters; none when it is too long.
    pub(super) fn cost(&self, length: usize) -> Option<u64> {
        self.cost.of(length)
    }

    /// What it took to judge it, in steps of some nanoseconds.
    pub(super) fn work(&self) -> usize {
        self.cost.work
    }

    /// Most characters of a text.
    pub(super) fn longest(&self) -> usize {
        self.cost.longest()
    }
}

/// Has a pattern compiled; `cost` says what it may cost.
pub(super) fn compile(
    source: &str,
    engine: &dyn Patterns,
    cost: Judge,
) -> Result<Compiled, BadPattern> {
    let cost = cost(source)?;
    Ok(Compiled {
        source: source.into(),
        engine: engine.compile(source)?,
        cost,
    })
}

/// What a pattern may cost.
pub(super) type Judge = fn(&str) -> Result<cost::Cost, BadPattern>;

/// Takes what was judged elsewhere, whose texts are short enough.
pub(super) fn trust(_: &str) -> Result<cost::Cost, BadPattern> {
    Ok(cost::Cost::cheap())
}

/// Counts.
pub(super) fn judge(source: &str) -> Result<cost::Cost, BadPattern> {
    let parsed = parse::parse(source)?;
    if parsed.slow {
        return Err(BadPattern::Backtracks);
    }
    cost::count(build::build(&parsed)?)
}

/// The most characters a text may have to be matched against a pattern.
///
/// # Errors
/// The pattern would be refused.
pub fn longest(source: &str) -> Result<usize, BadPattern> {
    judge(source).map(|cost| cost.longest())
}

/// Whether a text is a pattern, as the engine says.
pub(super) fn is_known(source: &str, engine: &dyn Patterns) -> bool {
    engine.compile(source).is_ok()
}

/// Whether a text is a pattern: the format `regex`. The engine is only asked for names
/// of Unicode properties.
pub(super) fn is_pattern(source: &str, engine: &dyn Patterns) -> bool {
    match parse::parse(source) {
        Ok(parsed) if parsed.properties && source.len() <= 1_000 => engine.compile(source).is_ok(),
        Ok(_) => true,
        Err(_) => false,
    }
}

/// No engine: whatever is a pattern is refused.
#[derive(Clone, Copy, Debug, Default)]
pub struct NoPatterns;

impl Patterns for NoPatterns {
    fn compile(&self, _: &str) -> Result<Box<dyn Pattern>, BadPattern> {
        Err(BadPattern::Syntax)
    }
}
