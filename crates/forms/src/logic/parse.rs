//! Reads JSON into expressions.

use serde_json::Value;

use super::{Base, Expr, MAX_DEPTH, Op, Path};
use crate::Finding;

/// How much of the language is taken.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Dialect {
    /// For definitions: what makes no sense in a form is a finding. Paths are plain
    /// texts, so that what depends on an answer is known; operators have the arguments
    /// they need; an object is an expression.
    Form,
    /// All of the published language: paths may be computed, arguments may be missing,
    /// objects that have not exactly one member stand for themselves.
    Published,
}

/// Reads an expression that stands at `pointer` of the definition.
///
/// # Errors
/// The first thing that is not understood.
pub(crate) fn parse(value: &Value, pointer: &str, dialect: Dialect) -> Result<Expr, Finding> {
    parse_at(value, pointer, dialect, 0)
}

fn parse_at(value: &Value, pointer: &str, dialect: Dialect, depth: usize) -> Result<Expr, Finding> {
    if depth > MAX_DEPTH {
        return Err(fault!(pointer, "too-deep", "make the expression flatter"));
    }
    let map = match value {
        Value::Array(items) => {
            return items
                .iter()
                .map(|item| parse_at(item, pointer, dialect, depth + 1))
                .collect::<Result<_, _>>()
                .map(Expr::List);
        }
        Value::Object(map) if map.len() == 1 => map,
        Value::Object(_) if dialect == Dialect::Published => {
            return Ok(Expr::Literal(value.clone()));
        }
        Value::Object(_) => {
            return Err(fault!(
                pointer,
                "unknown-operator",
                "an expression is an object with one operator"
            ));
        }
        _ => return Ok(Expr::Literal(value.clone())),
    };
    let Some((name, argument)) = map.iter().next() else {
        return Ok(Expr::Literal(value.clone()));
    };
    let single = std::slice::from_ref(argument);
    let arguments = argument.as_array().map_or(single, Vec::as_slice);
    match name.as_str() {
        "var" => {
            let (read, default) = match arguments {
                [] => (&Value::Null, None),
                [read] => (read, None),
                [read, default, ..] => (read, Some(default)),
            };
            let default = default
                .map(|d| parse_at(d, pointer, dialect, depth + 1).map(Box::new))
                .transpose()?;
            if dialect == Dialect::Published && read_path(read).is_none() {
                let read = parse_at(read, pointer, dialect, depth + 1)?;
                return Ok(Expr::VarAt(Box::new(read), default));
            }
            Ok(Expr::Var(path(read, pointer)?, default))
        }
        "missing" if dialect == Dialect::Published && argument.is_object() => {
            let names = parse_at(argument, pointer, dialect, depth + 1)?;
            Ok(Expr::MissingAt(Box::new(names)))
        }
        "missing" => paths(arguments, pointer).map(Expr::Missing),
        "missing_some" => match arguments {
            [Value::Number(count), Value::Array(names)] => Ok(Expr::MissingSome(
                count.as_u64().map_or(0, |n| n as usize),
                paths(names, pointer)?,
            )),
            _ => Err(fault!(
                pointer,
                "bad-arguments",
                "missing_some takes a number and a list of paths",
            )),
        },
        _ => {
            let Some(op) = Op::named(name) else {
                return Err(fault!(
                    pointer,
                    "unknown-operator",
                    format!("there is no operator \"{name}\"")
                ));
            };
            let arguments = arguments
                .iter()
                .map(|a| parse_at(a, pointer, dialect, depth + 1))
                .collect::<Result<Vec<_>, _>>()?;
            let (least, most) = arity(op);
            let wrong = arguments.len() < least || arguments.len() > most;
            if wrong && dialect == Dialect::Form {
                return Err(fault!(
                    pointer,
                    "bad-arguments",
                    format!("\"{name}\" takes {least} to {most} arguments")
                ));
            }
            Ok(Expr::Op(op, arguments))
        }
    }
}

fn arity(op: Op) -> (usize, usize) {
    const MANY: usize = 1_000;
    match op {
        Op::Today => (0, MANY),
        Op::Not | Op::Truthy | Op::BirthDateFromId | Op::SexFromId => (1, 1),
        Op::Equal | Op::EqualStrict | Op::NotEqual | Op::NotEqualStrict | Op::In => (2, 2),
        Op::Divide | Op::Modulo | Op::YearsBetween | Op::MonthsBetween => (2, 2),
        Op::DaysBetween | Op::WorkdaysBetween => (2, 2),
        Op::AddDays | Op::AddMonths | Op::AddYears => (2, 2),
        Op::Some | Op::All | Op::None | Op::Map | Op::Filter => (2, 2),
        Op::Less | Op::LessEqual | Op::Greater | Op::GreaterEqual | Op::Substr => (2, 3),
        Op::Reduce => (3, 3),
        Op::Subtract => (1, 2),
        _ => (1, MANY),
    }
}

fn paths(names: &[Value], pointer: &str) -> Result<Vec<Path>, Finding> {
    let names = match names {
        [Value::Array(inner)] => inner,
        _ => names,
    };
    names.iter().map(|name| path(name, pointer)).collect()
}

fn path(name: &Value, pointer: &str) -> Result<Path, Finding> {
    read_path(name).ok_or_else(|| {
        fault!(
            pointer,
            "dynamic-path",
            "write the path as a text, so that what depends on it is known"
        )
    })
}

/// A path as it is written; none when it is no text, number or null.
pub(super) fn read_path(name: &Value) -> Option<Path> {
    let text = match name {
        Value::Null => String::new(),
        Value::String(text) => text.clone(),
        Value::Number(number) => number.to_string(),
        _ => return None,
    };
    let mut base = Base::Data;
    let mut text = text.as_str();
    if let Some(rest) = text.strip_prefix("./") {
        (base, text) = (Base::Row(0), rest);
    }
    for up in 1..=MAX_DEPTH as u8 {
        match text.strip_prefix("../") {
            Some(rest) if base != Base::Row(0) => (base, text) = (Base::Row(up), rest),
            _ => break,
        }
    }
    let tokens = if text.is_empty() {
        Vec::new()
    } else {
        text.split('.').map(str::to_owned).collect()
    };
    Some(Path { base, tokens })
}
