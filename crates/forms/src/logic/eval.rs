//! Evaluates expressions, with a bound on the work one evaluation may do.

use std::borrow::Cow;
use std::cell::Cell;
use std::cmp::Ordering;

use banshi_identifiers::{CalendarDate, ResidentId};
use serde_json::Value;

use super::dates::{self, date};
use super::values::{
    equal_loose, equal_strict, is_truthy, number, size, substr, to_number, to_text,
};
use super::{Base, Expr, Op, Path, parse::read_path};

/// Steps and copied values that one evaluation may cost; beyond it everything is null.
/// It also bounds how deep and large a result can get.
const MAX_WORK: u32 = 200_000;

static NULL: Value = Value::Null;

/// What an expression can see.
#[derive(Clone, Copy)]
pub(crate) struct Scope<'a> {
    pub data: &'a Value,
    /// The row of the repeating group, then those around it.
    pub rows: &'a [&'a Value],
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
    rows: &'a [&'a Value],
    today: Option<CalendarDate>,
    work: &'a Cell<u32>,
}

/// Evaluates an expression. Never panics; what makes no sense is null.
pub(crate) fn evaluate(expr: &Expr, scope: &Scope<'_>) -> Value {
    let work = Cell::new(MAX_WORK);
    let frame = Frame {
        data: Data::Value(scope.data),
        rows: scope.rows,
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
            (Base::Row(up), _) => self.rows.get(usize::from(up)).copied().unwrap_or(&NULL),
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
            Expr::VarAt(path, default) => {
                let found = read_path(&self.eval(path)).map_or(&NULL, |path| self.look(&path));
                match (found, default) {
                    (Value::Null, Some(default)) => self.eval(default),
                    (value, _) => Cow::Borrowed(value),
                }
            }
            Expr::MissingAt(names) => {
                let names = self.eval(names);
                let names = names
                    .as_array()
                    .map_or(std::slice::from_ref(names.as_ref()), Vec::as_slice);
                let paths: Vec<Path> = names.iter().filter_map(read_path).collect();
                Cow::Owned(Value::Array(self.missing(&paths)))
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
                let prefix = match path.base {
                    Base::Data => String::new(),
                    Base::Row(0) => "./".to_owned(),
                    Base::Row(up) => "../".repeat(up.into()),
                };
                Value::String(prefix + &path.tokens.join("."))
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
            Op::YearsBetween | Op::MonthsBetween | Op::DaysBetween | Op::WorkdaysBetween => {
                let dates = date(&arg(0)).zip(date(&arg(1)));
                let count = dates.and_then(|(from, to)| {
                    let cost = dates::cost(op, from, to);
                    self.pay(cost).then(|| dates::between(op, from, to))
                });
                Cow::Owned(count.flatten().map_or(Value::Null, Value::from))
            }
            Op::AddDays | Op::AddMonths | Op::AddYears => {
                let moved = date(&arg(0)).and_then(|from| dates::moved(op, from, &arg(1)));
                Cow::Owned(moved.map_or(Value::Null, |day| day.to_string().into()))
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
