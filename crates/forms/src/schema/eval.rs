//! Judges an instance.

use serde_json::Value;

use super::{
    Patterns, Schema, SchemaError,
    node::{Check, FALSE, Node, TRUE},
    number::weight,
};
use crate::pointer::join;

/// Deepest nesting of schemas at work; a level takes about 1 KB of stack.
const MAX_DEPTH: u32 = 400;

/// Where in the instance; a pointer is only written when something is wrong there.
#[derive(Clone, Copy)]
pub(super) enum Path<'p> {
    Root,
    Name(&'p Path<'p>, &'p str),
    Index(&'p Path<'p>, usize),
}

impl Path<'_> {
    pub(super) fn pointer(&self) -> String {
        match self {
            Self::Root => String::new(),
            Self::Name(parent, name) => join(&parent.pointer(), name),
            Self::Index(parent, at) => join(&parent.pointer(), &at.to_string()),
        }
    }
}

/// Which properties or items of the instance a schema has evaluated, by position.
pub(super) type Seen = Vec<bool>;

/// One validation.
pub(super) struct Run<'a> {
    pub schema: &'a Schema,
    pub engine: &'a dyn Patterns,
    pub errors: Vec<SchemaError>,
    /// Errors that count wherever they come up, also inside `not` and `if`.
    pub hard: Vec<SchemaError>,
    /// Errors are not written down, and the first ends the judgement.
    pub quiet: bool,
    /// Steps left.
    left: u64,
    depth: u32,
    /// The resources entered, outermost first.
    scope: Vec<u32>,
}

/// What to judge by.
pub(super) enum By {
    /// A schema.
    Node(u32),
    /// One keyword of a schema.
    Check(u32, usize),
}

/// The verdict and the errors.
pub(super) fn run(
    schema: &Schema,
    by: By,
    instance: &Value,
    engine: &dyn Patterns,
    report: bool,
) -> (bool, Vec<SchemaError>) {
    let mut run = Run {
        schema,
        engine,
        errors: Vec::new(),
        hard: Vec::new(),
        quiet: !report,
        left: schema.max_steps,
        depth: 0,
        scope: Vec::new(),
    };
    let valid = match by {
        By::Node(node) => run.child(node, instance, &Path::Root, None, "false"),
        By::Check(node, at) => {
            let check = schema.checks(node).get(at);
            check.is_none_or(|check| run.check(check, instance, &Path::Root, None))
        }
    };
    let valid = valid && run.hard.is_empty();
    run.errors.append(&mut run.hard);
    (valid, run.errors)
}

impl<'a> Run<'a> {
    /// Pays for work; false when nothing is left, and then all is over.
    pub(super) fn pay(&mut self, steps: u64) -> bool {
        if self.left > steps {
            self.left -= steps;
            return true;
        }
        if self.left > 0 {
            self.left = 0;
            self.hard.push(SchemaError::new(String::new(), "too-much"));
        }
        false
    }

    pub(super) fn is_over(&self) -> bool {
        self.left == 0
    }

    /// Says that something is wrong; always false.
    pub(super) fn fail(
        &mut self,
        keyword: &'static str,
        at: &Path<'_>,
        params: &[(&'static str, &dyn Fn() -> Value)],
    ) -> bool {
        if !self.quiet {
            if self.errors.len() >= self.schema.max_errors {
                self.pay(u64::MAX);
                return false;
            }
            let mut error = SchemaError::new(at.pointer(), keyword);
            error.params = params
                .iter()
                .map(|(name, value)| (*name, value()))
                .collect();
            // What it says can be long: names and constants.
            let said: u64 = error.params.iter().map(|(_, value)| weight(value)).sum();
            let cost = said * 8 + error.pointer.len() as u64 / 4;
            self.errors.push(error);
            self.pay(cost);
        }
        false
    }

    /// Judges by the schema `id`; `keyword` is the one that fails when it allows nothing.
    pub(super) fn child(
        &mut self,
        id: u32,
        value: &Value,
        at: &Path<'_>,
        seen: Option<&mut Seen>,
        keyword: &'static str,
    ) -> bool {
        if !self.pay(1) {
            return false;
        }
        match id {
            TRUE => return true,
            FALSE => return self.fail(keyword, at, &[]),
            _ => {}
        }
        let schema = self.schema;
        let Some(node) = schema.nodes.get(id as usize) else {
            return false;
        };
        if self.depth >= MAX_DEPTH {
            return self.pay(u64::MAX);
        }
        self.depth += 1;
        // Only the first time a resource is entered matters: the outermost one wins.
        let entered = !self.scope.contains(&node.resource);
        if entered {
            self.scope.push(node.resource);
        }
        let valid = self.node(node, value, at, seen);
        if entered {
            self.scope.pop();
        }
        self.depth -= 1;
        valid
    }

    fn node(
        &mut self,
        node: &'a Node,
        value: &Value,
        at: &Path<'_>,
        seen: Option<&mut Seen>,
    ) -> bool {
        if !node.tracks {
            return self.checks(node, value, at, seen);
        }
        let mut own = self.unseen(value);
        let valid = self.checks(node, value, at, Some(&mut own));
        if let (true, Some(seen)) = (valid, seen) {
            merge(seen, &own);
        }
        valid
    }

    fn checks(
        &mut self,
        node: &'a Node,
        value: &Value,
        at: &Path<'_>,
        mut seen: Option<&mut Seen>,
    ) -> bool {
        let mut valid = true;
        for check in &node.checks {
            if !self.pay(1) {
                return false;
            }
            valid &= self.check(check, value, at, seen.as_deref_mut());
            if !valid && self.quiet {
                return false;
            }
        }
        valid
    }

    /// A fresh list of what is seen.
    pub(super) fn unseen(&mut self, value: &Value) -> Seen {
        let length = match value {
            Value::Object(map) => map.len(),
            Value::Array(items) => items.len(),
            _ => 0,
        };
        self.pay(length as u64 / 8);
        vec![false; length]
    }

    fn check(
        &mut self,
        check: &'a Check,
        value: &Value,
        at: &Path<'_>,
        seen: Option<&mut Seen>,
    ) -> bool {
        match check {
            Check::Ref(id) => self.child(*id, value, at, seen, "$ref"),
            Check::Dynamic(target, name) => {
                let candidates = self.schema.dynamic.get(*name as usize);
                let found = candidates.and_then(|named| {
                    let mut entered = self.scope.iter();
                    entered.find_map(|resource| {
                        let of = |(at, _): &&(u32, u32)| at == resource;
                        named.iter().find(of).map(|(_, node)| *node)
                    })
                });
                let id = found.unwrap_or(*target);
                self.pay(self.scope.len() as u64);
                self.child(id, value, at, seen, "$dynamicRef")
            }
            Check::All(ids) => self.all(ids, value, at, seen),
            Check::Any(ids) => self.any(ids, value, at, seen),
            Check::One(ids) => self.one(ids, value, at, seen),
            Check::Not(id) => {
                let quiet = std::mem::replace(&mut self.quiet, true);
                let valid = self.child(*id, value, at, None, "not");
                self.quiet = quiet;
                if valid {
                    self.fail("not", at, &[])
                } else {
                    !self.is_over()
                }
            }
            Check::If(branches) => self.branch(branches, value, at, seen),
            Check::Dependent(list) => self.dependent(list, value, at, seen),
            Check::Object(members) => self.members(members, value, at, seen),
            Check::PropertyNames(id) => self.names(*id, value, at),
            Check::Array(prefix, rest) => self.array(prefix, *rest, value, at, seen),
            Check::Contains(contains) => self.contains(contains, value, at, seen),
            Check::UnevaluatedItems(id) => self.unevaluated_items(*id, value, at, seen),
            Check::UnevaluatedProperties(id) => self.unevaluated_properties(*id, value, at, seen),
            _ => self.assertion(check, value, at),
        }
    }
}

/// Adds what a schema inside has seen.
pub(super) fn merge(seen: &mut Seen, own: &Seen) {
    for (seen, own) in seen.iter_mut().zip(own) {
        *seen |= *own;
    }
}
