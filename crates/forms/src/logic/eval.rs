//! Evaluates expressions, with a bound on the work one evaluation may do.

use std::borrow::Cow;
use std::cell::Cell;
use std::cmp::Ordering;

use banshi_identifiers::{CalendarDate, ResidentId};
use serde_json::{Number, Value};

use super::{Base, Expr, Op, Path};

/// Steps and copied values that one evaluation may cost; beyond it everything is null.
/// It also bounds how deep and large a result can get.
const MAX_WORK: u32 = 200_000;

static NULL: Value = Value::Null;

/// What an expression can see.
#[derive(Clone, Copy)]
pub(crate) struct Scope<'a> {
    pub data: &'a Value,
    pub row: Option<&'a Value>,
    pub today: Option<CalendarDate>,
}

#[derive(Clone, Copy)]
enum Data<'a> {
    Value(&'a Value),
    Reduce {
        current: &'a Value,
        accumulator: &'a Value,
    },
}

#[derive(Clone, Copy)]
struct Frame<'a> {
    data: Data<'a>,
    row: Option<&'a Value>,
    today: Option<CalendarDate>,
    work: &'a Cell<u32>,
}

/// Evaluates an expression. Never panics; what makes no sense is null.
pub(crate) fn evaluate(expr: &Expr, scope: &Scope<'_>) -> Value {
    let work = Cell::new(MAX_WORK);
    let frame = Frame {
        data: Data::Value(scope.data),
        row: scope.row,
        today: scope.today,
        work: &work,
    };
    let result = frame.eval(expr).into_owned();
    if work.get() == 0 { Value::Null } else { result }
}

impl<'a> Frame<'a> {
    fn at<'b>(&'b self, item: &'b Value) -> Frame<'b> {
        Frame {
            data: Data::Value(item),
            ..*self
        }
    }

    fn pay(&self, cost: usize) -> bool {
        let cost = u32::try_from(cost).unwrap_or(u32::MAX);
        let left = self.work.get().saturating_sub(cost);
        self.work.set(left);
        left > 0
    }

    fn own(&self, value: Cow<'_, Value>) -> Value {
        match value {
            Cow::Owned(value) => value,
            Cow::Borrowed(value) if self.pay(size(value)) => value.clone(),
            Cow::Borrowed(_) => Value::Null,
        }
    }

    fn look(&self, path: &Path) -> &'a Value {
        let mut tokens = path.tokens.iter();
        let start = match (path.base, self.data) {
            (Base::Row, _) => self.row.unwrap_or(&NULL),
            (Base::Data, Data::Value(value)) => value,
            (
                Base::Data,
                Data::Reduce {
                    current,
                    accumulator,
                },
            ) => match tokens.next().map(String::as_str) {
                Some("current") => current,
                Some("accumulator") => accumulator,
                _ => &NULL,
            },
        };
        tokens
            .try_fold(start, |value, token| match value {
                Value::Object(map) => map.get(token),
                Value::Array(items) => token.parse::<usize>().ok().and_then(|i| items.get(i)),
                _ => None,
            })
            .unwrap_or(&NULL)
    }

    fn eval(&self, expr: &'a Expr) -> Cow<'a, Value> {
        if !self.pay(1) {
            return Cow::Borrowed(&NULL);
        }
        match expr {
            Expr::Literal(value) => Cow::Borrowed(value),
            Expr::List(items) => Cow::Owned(Value::Array(
                items.iter().map(|e| self.own(self.eval(e))).collect(),
            )),
            Expr::Var(path, default) => match (self.look(path), default) {
                (Value::Null, Some(default)) => self.eval(default),
                (value, _) => Cow::Borrowed(value),
            },
            Expr::Missing(paths) => Cow::Owned(Value::Array(self.missing(paths))),
            Expr::MissingSome(count, paths) => {
                let missing = self.missing(paths);
                let enough = paths.len() - missing.len() >= *count;
                Cow::Owned(Value::Array(if enough { Vec::new() } else { missing }))
            }
            Expr::Op(op, args) => self.apply(*op, args),
        }
    }

    fn missing(&self, paths: &[Path]) -> Vec<Value> {
        let gone = |path: &&Path| match self.look(path) {
            Value::Null => true,
            Value::String(text) => text.is_empty(),
            _ => false,
        };
        paths
            .iter()
            .filter(gone)
            .map(|path| {
                let prefix = if path.base == Base::Row { "./" } else { "" };
                Value::String(format!("{prefix}{}", path.tokens.join(".")))
            })
            .collect()
    }

    fn apply(&self, op: Op, args: &'a [Expr]) -> Cow<'a, Value> {
        let arg = |at: usize| args.get(at).map_or(Cow::Borrowed(&NULL), |e| self.eval(e));
        let truth = |yes: bool| Cow::Owned(Value::Bool(yes));
        match op {
            Op::Equal => truth(equal_loose(&arg(0), &arg(1))),
            Op::EqualStrict => truth(equal_strict(&arg(0), &arg(1))),
            Op::NotEqual => truth(!equal_loose(&arg(0), &arg(1))),
            Op::NotEqualStrict => truth(!equal_strict(&arg(0), &arg(1))),
            Op::Less => truth(self.ordered(args, |o| o == Ordering::Less)),
            Op::LessEqual => truth(self.ordered(args, |o| o != Ordering::Greater)),
            Op::Greater => truth(self.ordered(args, |o| o == Ordering::Greater)),
            Op::GreaterEqual => truth(self.ordered(args, |o| o != Ordering::Less)),
            Op::Not => truth(!is_truthy(&arg(0))),
            Op::Truthy => truth(is_truthy(&arg(0))),
            Op::And | Op::Or => {
                let mut last = Cow::Borrowed(&NULL);
                for e in args {
                    last = self.eval(e);
                    if is_truthy(&last) == (op == Op::Or) {
                        break;
                    }
                }
                last
            }
            Op::If => {
                let mut rest = args;
                loop {
                    match rest {
                        [condition, then, others @ ..] => {
                            if is_truthy(&self.eval(condition)) {
                                return self.eval(then);
                            }
                            rest = others;
                        }
                        [otherwise] => return self.eval(otherwise),
                        [] => return Cow::Borrowed(&NULL),
                    }
                }
            }
            Op::In => {
                let (needle, hay) = (arg(0), arg(1));
                truth(match hay.as_ref() {
                    Value::Array(items) => items.iter().any(|item| equal_strict(item, &needle)),
                    Value::String(text) => text.contains(&to_text(&needle)),
                    _ => false,
                })
            }
            Op::Add => number(args.iter().map(|e| to_number(&self.eval(e))).sum()),
            Op::Multiply => number(args.iter().map(|e| to_number(&self.eval(e))).product()),
            Op::Subtract if args.len() == 1 => number(-to_number(&arg(0))),
            Op::Subtract => number(to_number(&arg(0)) - to_number(&arg(1))),
            Op::Divide => number(to_number(&arg(0)) / to_number(&arg(1))),
            Op::Modulo => number(to_number(&arg(0)) % to_number(&arg(1))),
            Op::Min | Op::Max => {
                let values = args.iter().map(|e| to_number(&self.eval(e)));
                // A value that is no number makes the result none, as in the published
                // implementation; `f64::min` would pass over it.
                number(
                    values.fold(f64::NAN, |best, n| match (best.is_nan(), n.is_nan()) {
                        (_, true) => f64::INFINITY,
                        (true, false) => n,
                        _ if best.is_infinite() => best,
                        _ if op == Op::Min => best.min(n),
                        _ => best.max(n),
                    }),
                )
            }
            Op::Cat => {
                let mut out = String::new();
                for e in args {
                    out.push_str(&to_text(&self.eval(e)));
                    if !self.pay(out.len() / 16) {
                        return Cow::Borrowed(&NULL);
                    }
                }
                Cow::Owned(Value::String(out))
            }
            Op::Substr => {
                let count = args.get(2).map(|e| to_number(&self.eval(e)));
                let text = substr(&to_text(&arg(0)), to_number(&arg(1)), count);
                Cow::Owned(Value::String(text))
            }
            Op::Merge => {
                let mut out = Vec::new();
                for e in args {
                    match self.own(self.eval(e)) {
                        Value::Array(items) => out.extend(items),
                        other => out.push(other),
                    }
                }
                Cow::Owned(Value::Array(out))
            }
            Op::Some | Op::All | Op::None | Op::Map | Op::Filter | Op::Reduce => {
                self.iterate(op, args)
            }
            Op::Today => Cow::Owned(match self.today {
                Some(today) => Value::String(today.to_string()),
                None => Value::Null,
            }),
            Op::YearsBetween | Op::MonthsBetween => {
                let dates = (date(&arg(0)), date(&arg(1)));
                Cow::Owned(match dates {
                    (Some(from), Some(to)) if op == Op::YearsBetween => from.years_until(to).into(),
                    (Some(from), Some(to)) => from.months_until(to).into(),
                    _ => Value::Null,
                })
            }
            Op::BirthDateFromId | Op::SexFromId => {
                let value = arg(0);
                let id = value.as_str().zip(self.today);
                Cow::Owned(
                    match id.map(|(text, today)| ResidentId::parse(text, today)) {
                        Some(Ok(id)) if op == Op::SexFromId => id.sex().as_str().into(),
                        Some(Ok(id)) => id.birth_date().to_string().into(),
                        _ => Value::Null,
                    },
                )
            }
        }
    }

    fn ordered(&self, args: &'a [Expr], holds: impl Fn(Ordering) -> bool) -> bool {
        let values: Vec<_> = args.iter().map(|e| self.eval(e)).collect();
        values.iter().zip(values.iter().skip(1)).all(|(a, b)| {
            let order = match (a.as_ref(), b.as_ref()) {
                (Value::String(a), Value::String(b)) => Some(a.cmp(b)),
                (a, b) => to_number(a).partial_cmp(&to_number(b)),
            };
            order.is_some_and(&holds)
        })
    }

    fn iterate(&self, op: Op, args: &'a [Expr]) -> Cow<'a, Value> {
        let [list, body, ..] = args else {
            return Cow::Borrowed(&NULL);
        };
        let list = self.eval(list);
        let items = list.as_array().map_or(&[] as &[Value], Vec::as_slice);
        if op == Op::Reduce {
            let mut accumulator = args.get(2).map_or(Value::Null, |e| self.own(self.eval(e)));
            for current in items {
                let frame = Frame {
                    data: Data::Reduce {
                        current,
                        accumulator: &accumulator,
                    },
                    ..*self
                };
                let next = frame.own(frame.eval(body));
                accumulator = next;
            }
            return Cow::Owned(accumulator);
        }
        let is = |item: &Value| is_truthy(&self.at(item).eval(body));
        Cow::Owned(match op {
            Op::Some => Value::Bool(items.iter().any(is)),
            Op::None => Value::Bool(!items.iter().any(is)),
            Op::All => Value::Bool(!items.is_empty() && items.iter().all(is)),
            Op::Map => Value::Array(
                items
                    .iter()
                    .map(|item| {
                        let frame = self.at(item);
                        frame.own(frame.eval(body))
                    })
                    .collect(),
            ),
            _ => Value::Array(
                items
                    .iter()
                    .filter(|item| is(item))
                    .map(|item| self.own(Cow::Borrowed(item)))
                    .collect(),
            ),
        })
    }
}

/// How much a copy costs.
fn size(value: &Value) -> usize {
    match value {
        Value::Array(items) => 1 + items.iter().map(size).sum::<usize>(),
        Value::Object(map) => 1 + map.values().map(size).sum::<usize>(),
        Value::String(text) => 1 + text.len() / 16,
        _ => 1,
    }
}

/// JsonLogic's truth: unlike in JavaScript an empty array is false.
pub(crate) fn is_truthy(value: &Value) -> bool {
    match value {
        Value::Null => false,
        Value::Bool(yes) => *yes,
        Value::Number(n) => n.as_f64().is_some_and(|n| n != 0.0),
        Value::String(text) => !text.is_empty(),
        Value::Array(items) => !items.is_empty(),
        Value::Object(_) => true,
    }
}

/// `===`: 1 and 1.0 are the same number; arrays and objects are compared by content.
pub(crate) fn equal_strict(a: &Value, b: &Value) -> bool {
    match (a, b) {
        (Value::Number(a), Value::Number(b)) => a.as_f64() == b.as_f64(),
        _ => a == b,
    }
}

fn equal_loose(a: &Value, b: &Value) -> bool {
    match (a, b) {
        (Value::Null, _) | (_, Value::Null) => a == b,
        (Value::String(a), Value::String(b)) => a == b,
        (Value::Array(_) | Value::Object(_), Value::Array(_) | Value::Object(_)) => {
            equal_strict(a, b)
        }
        (Value::Array(_) | Value::Object(_), Value::String(text))
        | (Value::String(text), Value::Array(_) | Value::Object(_)) => {
            let list = if a.is_string() { b } else { a };
            to_text(list) == *text
        }
        _ => to_number(a) == to_number(b),
    }
}

fn to_number(value: &Value) -> f64 {
    match value {
        Value::Null => 0.0,
        Value::Bool(yes) => f64::from(u8::from(*yes)),
        Value::Number(n) => n.as_f64().unwrap_or(f64::NAN),
        Value::String(text) if text.trim().is_empty() => 0.0,
        Value::String(text) => text.trim().parse().unwrap_or(f64::NAN),
        Value::Array(items) => match items.as_slice() {
            [] => 0.0,
            [one] if !one.is_array() => to_number(one),
            _ => f64::NAN,
        },
        Value::Object(_) => f64::NAN,
    }
}

fn to_text(value: &Value) -> String {
    match value {
        Value::Null => String::new(),
        Value::String(text) => text.clone(),
        Value::Number(n) => match n.as_f64() {
            Some(n) if n.fract() == 0.0 && n.abs() < 1e15 => format!("{n:.0}"),
            _ => n.to_string(),
        },
        Value::Array(items) => items.iter().map(to_text).collect::<Vec<_>>().join(","),
        other => other.to_string(),
    }
}

/// A number as JSON; what is none is null. Rounded to a millionth, so that amounts
/// don't show what binary fractions leave behind.
fn number<'a>(n: f64) -> Cow<'a, Value> {
    let n = if n.abs() < 1e9 {
        (n * 1e6).round() / 1e6
    } else {
        n
    };
    Cow::Owned(if n.is_finite() && n.fract() == 0.0 && n.abs() < 9e15 {
        Value::Number(Number::from(n as i64))
    } else {
        Number::from_f64(n).map_or(Value::Null, Value::Number)
    })
}

fn date(value: &Value) -> Option<CalendarDate> {
    value.as_str().and_then(CalendarDate::parse)
}

fn substr(text: &str, start: f64, count: Option<f64>) -> String {
    let length = text.chars().count() as f64;
    let start = if start < 0.0 {
        (length + start).max(0.0)
    } else {
        start
    };
    let end = match count {
        None => length,
        Some(count) if count < 0.0 => length + count,
        Some(count) => start + count,
    };
    text.chars()
        .skip(start as usize)
        .take((end - start).max(0.0) as usize)
        .collect()
}
