//! JsonLogic: what is shown, asserted and computed. An expression is read once into an
//! [`Expr`]; the paths it reads are known from then on, so that an edit re-evaluates
//! only what depends on it. Beside the published operators there are `today`,
//! `yearsBetween`, `monthsBetween`, `daysBetween`, `workdaysBetween`, `addDays`,
//! `addMonths`, `addYears` (dates as `YYYY-MM-DD`; see `dates.rs`), `birthDateFromId`
//! and `sexFromId` (GB 11643). `log` is not offered. A leading `./` looks in the row of a
//! repeating group, also inside `filter` and the like, where a bare path means the item;
//! `../` looks in the row of the group around it.
//!
//! A definition is read strictly ([`Dialect::Form`]); the public test suite needs all of
//! the published language ([`Dialect::Published`]), through [`json_logic`].

mod dates;
mod eval;
mod parse;
mod values;

pub(crate) use eval::{Scope, evaluate};
pub(crate) use parse::{Dialect, parse};
pub(crate) use values::{equal_strict, is_truthy};

use serde_json::Value;

use crate::Finding;

/// Evaluates an expression of the published language over any data: for the public test
/// suite, for comparing with other implementations and for fuzzing. Forms do not use it.
/// There is no row and no date of today.
///
/// # Errors
/// What is not understood: an operator there is not, or nesting that is too deep.
pub fn json_logic(logic: &Value, data: &Value) -> Result<Value, Finding> {
    let expr = parse(logic, "", Dialect::Published)?;
    let scope = Scope {
        data,
        rows: &[],
        today: None,
    };
    Ok(evaluate(&expr, &scope))
}

/// Deepest nesting of an expression.
pub(crate) const MAX_DEPTH: usize = 40;

/// Where a path starts.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Base {
    /// The answers, or the item inside `map`, `filter` and the like.
    Data,
    /// The row of the repeating group (0, `./`), or of the group around it (1, `../`).
    Row(u8),
}

/// A path that an expression reads.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Path {
    pub base: Base,
    pub tokens: Vec<String>,
}

/// An expression.
#[derive(Clone, Debug, PartialEq)]
pub(crate) enum Expr {
    Literal(Value),
    List(Vec<Expr>),
    Var(Path, Option<Box<Expr>>),
    Missing(Vec<Path>),
    /// How many of the paths are needed, and the paths.
    MissingSome(usize, Vec<Path>),
    /// A path that is itself computed, and a default. Only in [`Dialect::Published`].
    VarAt(Box<Expr>, Option<Box<Expr>>),
    /// Paths that are computed. Only in [`Dialect::Published`].
    MissingAt(Box<Expr>),
    Op(Op, Vec<Expr>),
}

/// The operators that take evaluated or lazily evaluated arguments.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Op {
    Equal,
    EqualStrict,
    NotEqual,
    NotEqualStrict,
    Less,
    LessEqual,
    Greater,
    GreaterEqual,
    Not,
    Truthy,
    And,
    Or,
    If,
    In,
    Add,
    Subtract,
    Multiply,
    Divide,
    Modulo,
    Min,
    Max,
    Cat,
    Substr,
    Some,
    All,
    None,
    Map,
    Filter,
    Reduce,
    Merge,
    Today,
    YearsBetween,
    MonthsBetween,
    DaysBetween,
    WorkdaysBetween,
    AddDays,
    AddMonths,
    AddYears,
    BirthDateFromId,
    SexFromId,
}

impl Op {
    pub(crate) fn named(name: &str) -> Option<Self> {
        Some(match name {
            "==" => Self::Equal,
            "===" => Self::EqualStrict,
            "!=" => Self::NotEqual,
            "!==" => Self::NotEqualStrict,
            "<" => Self::Less,
            "<=" => Self::LessEqual,
            ">" => Self::Greater,
            ">=" => Self::GreaterEqual,
            "!" => Self::Not,
            "!!" => Self::Truthy,
            "and" => Self::And,
            "or" => Self::Or,
            "if" | "?:" => Self::If,
            "in" => Self::In,
            "+" => Self::Add,
            "-" => Self::Subtract,
            "*" => Self::Multiply,
            "/" => Self::Divide,
            "%" => Self::Modulo,
            "min" => Self::Min,
            "max" => Self::Max,
            "cat" => Self::Cat,
            "substr" => Self::Substr,
            "some" => Self::Some,
            "all" => Self::All,
            "none" => Self::None,
            "map" => Self::Map,
            "filter" => Self::Filter,
            "reduce" => Self::Reduce,
            "merge" => Self::Merge,
            "today" => Self::Today,
            "yearsBetween" => Self::YearsBetween,
            "monthsBetween" => Self::MonthsBetween,
            "daysBetween" => Self::DaysBetween,
            "workdaysBetween" => Self::WorkdaysBetween,
            "addDays" => Self::AddDays,
            "addMonths" => Self::AddMonths,
            "addYears" => Self::AddYears,
            "birthDateFromId" => Self::BirthDateFromId,
            "sexFromId" => Self::SexFromId,
            _ => return None,
        })
    }

    /// Whether all arguments but the first are evaluated once per item of the first.
    pub(crate) fn iterates(self) -> bool {
        matches!(
            self,
            Self::Some | Self::All | Self::None | Self::Map | Self::Filter | Self::Reduce
        )
    }
}

impl Expr {
    /// Calls `see` with each path read from the answers or the row, not from an item,
    /// and with each operator outside of items.
    pub(crate) fn walk(&self, see: &mut impl FnMut(&Expr, Option<&Path>)) {
        self.walk_in(false, see);
    }

    fn walk_in(&self, item: bool, see: &mut impl FnMut(&Expr, Option<&Path>)) {
        let seen = |path: &&Path| !item || matches!(path.base, Base::Row(_));
        match self {
            Self::Literal(_) => {}
            Self::List(items) => items.iter().for_each(|e| e.walk_in(item, see)),
            Self::Var(path, default) => {
                Some(path)
                    .filter(seen)
                    .into_iter()
                    .for_each(|p| see(self, Some(p)));
                if let Some(default) = default {
                    default.walk_in(item, see);
                }
            }
            Self::Missing(paths) | Self::MissingSome(_, paths) => {
                paths.iter().filter(seen).for_each(|p| see(self, Some(p)));
            }
            // What they read is not known beforehand: a definition has none of them.
            Self::VarAt(..) | Self::MissingAt(_) => {}
            Self::Op(op, args) => {
                if !item {
                    see(self, None);
                }
                for (at, arg) in args.iter().enumerate() {
                    // The start value of `reduce` is evaluated outside the items.
                    arg.walk_in(item || op.iterates() && at == 1, see);
                }
            }
        }
    }
}

#[cfg(test)]
mod tests;
