//! JSON Schema 2020-12 (core, applicator, unevaluated and validation vocabularies;
//! `content*` and unknown keywords are annotations). A [`Schema`] is compiled once, with
//! all its references, and then judges instances without allocating for what is right.
//!
//! - Numbers are exact decimals; what does not fit into 64 bits was rounded to the
//!   nearest `f64` by `serde_json` before it came here, and `1e400` never gets here.
//! - Lengths count Unicode scalar values.
//! - Patterns are ECMAScript with the `u` flag and run on an engine that is handed in:
//!   see [`Patterns`]. No engine has a budget of its own, so [`pattern`] counts
//!   beforehand how often each could backtrack: what grows too fast is refused, and the
//!   rest gets a longest text (at most 16,384 characters), beyond which the value is
//!   wrong for `too-much`.
//! - Nothing hangs: schemas have bounds ([`Options`]; besides at most 1,000 resources and
//!   dynamic anchors, URIs of 2,000 bytes), a reference that leads back to itself without
//!   entering the instance is refused, and one validation has a budget of steps, errors
//!   and depth (400 schemas within each other), beyond which there is one error
//!   `too-much`.
//! - Other drafts are refused, or read as if they were 2020-12; their own keywords
//!   (`dependencies`, `items` as a list) are not translated.
//!
//! Errors stand where the instance is wrong: an additional property at that property,
//! a missing one at its object ([`SchemaError::field`] gives the place of the field).

mod compile;
mod cycles;
mod dialect;
mod error;
mod eval;
mod eval_branches;
mod eval_members;
mod eval_values;
mod format;
mod format_uri;
mod index;
mod keywords;
mod node;
mod number;
pub mod pattern;
mod places;
#[cfg(feature = "regress")]
mod regress;
mod uri;

use serde_json::Value;

use crate::Finding;

pub use error::{KEYWORDS, SchemaError};
pub(crate) use format::is_format;
pub(crate) use index::Place;
pub(crate) use node::{Check, Limit};
pub use pattern::{BadPattern, NoPatterns, Pattern, Patterns, Shareable};
pub(crate) use places::Places;
#[cfg(feature = "regress")]
pub use regress::Regress;
#[cfg(feature = "lint")]
pub(crate) use {
    dialect::DIALECT,
    index::{LIST as CHILDREN, NAMED, ONE as CHILD},
    pattern::longest,
};

/// How a schema is read, and how much it may cost.
#[derive(Clone, Debug)]
pub struct Options {
    /// Whether `format` is asserted. Without it only a dialect with the vocabulary
    /// `format-assertion` asserts it. Names that are not known are never asserted.
    pub formats: bool,
    /// Whether a `$schema` that is not known is read as 2020-12 instead of refused.
    pub any_dialect: bool,
    /// Most JSON values in the schema and its resources.
    pub max_values: usize,
    /// Most bytes of text in them.
    pub max_text: usize,
    /// Deepest nesting of JSON in each of them.
    pub max_depth: usize,
    /// Most steps of one validation; a step is a keyword judged, a value compared or a
    /// state of a pattern, about 20 ns.
    pub max_steps: u64,
    /// Most errors of one validation.
    pub max_errors: usize,
}

impl Default for Options {
    fn default() -> Self {
        Self {
            formats: true,
            any_dialect: false,
            max_values: 400_000,
            max_text: 8_000_000,
            max_depth: 128,
            max_steps: 10_000_000,
            max_errors: 10_000,
        }
    }
}

/// A schema ready to judge.
#[derive(Debug)]
pub struct Schema {
    nodes: Vec<node::Node>,
    /// For each name of a dynamic anchor: resource and node.
    dynamic: Vec<node::Candidates>,
    patterns: Vec<pattern::Compiled>,
    root: u32,
    max_steps: u64,
    max_errors: usize,
    is_pattern: fn(&str, &dyn Patterns) -> bool,
}

impl Schema {
    /// Reads a schema. `resources` are what it may refer to besides itself, each with
    /// the URI it was retrieved from; nothing else is ever fetched. With the feature
    /// `metaschema` those of 2020-12 are known.
    ///
    /// # Errors
    /// Everything that is wrong with it, with pointers into it (into a resource: its
    /// URI, `#` and the pointer).
    pub fn compile(
        root: &Value,
        resources: &[(&str, &Value)],
        patterns: &dyn Patterns,
        options: &Options,
    ) -> Result<Self, Vec<Finding>> {
        let builtin = dialect::builtin();
        let care = &compile::THOROUGH;
        compile::compile(root, resources, &builtin, patterns, options, care)
            .map(|(schema, _)| schema)
    }

    /// Reads the schema of a form, and where in it its schemas are. Without the feature
    /// `lint` it was compiled elsewhere before, and is not looked at so closely.
    pub(crate) fn of_form<'a>(
        root: &'a Value,
        patterns: &dyn Patterns,
    ) -> Result<(Self, Places<'a>), Vec<Finding>> {
        #[cfg(feature = "lint")]
        let care = &compile::THOROUGH;
        #[cfg(not(feature = "lint"))]
        let care = &compile::TRUSTING;
        compile::compile(root, &[], &[], patterns, &Options::default(), care)
    }

    /// All errors of an instance as a whole.
    pub(crate) fn judge_whole(&self, value: &Value, patterns: &dyn Patterns) -> Vec<SchemaError> {
        self.judge(self.root, value, patterns)
    }

    /// All errors of a value by one of its schemas.
    pub(crate) fn judge(
        &self,
        node: u32,
        value: &Value,
        patterns: &dyn Patterns,
    ) -> Vec<SchemaError> {
        eval::run(self, eval::By::Node(node), value, patterns, true).1
    }

    /// Whether a value fits one of its schemas.
    pub(crate) fn fits(&self, node: u32, value: &Value, patterns: &dyn Patterns) -> bool {
        eval::run(self, eval::By::Node(node), value, patterns, false).0
    }

    /// All errors of a value by one keyword of one of its schemas.
    pub(crate) fn judge_by(
        &self,
        node: u32,
        check: usize,
        value: &Value,
        patterns: &dyn Patterns,
    ) -> Vec<SchemaError> {
        eval::run(self, eval::By::Check(node, check), value, patterns, true).1
    }

    /// Errors that a value can give by one of its schemas, without particulars that depend
    /// on the value.
    pub(crate) fn possible(&self, node: u32) -> Vec<SchemaError> {
        let mut out = Vec::new();
        let (mut open, mut at) = (vec![node], 0);
        while let Some(node) = open.get(at).copied() {
            at += 1;
            for check in self.checks(node) {
                let inner: &[u32] = match check {
                    Check::Ref(node) => std::slice::from_ref(node),
                    Check::All(nodes) => nodes,
                    _ => &[],
                };
                open.extend(
                    inner
                        .iter()
                        .filter(|n| !open.contains(n))
                        .copied()
                        .collect::<Vec<_>>(),
                );
                let keyword = match check {
                    Check::Pattern(_) => "pattern",
                    Check::Bound(node::Bound::ExclusiveMinimum, _) => "exclusiveMinimum",
                    Check::Bound(node::Bound::ExclusiveMaximum, _) => "exclusiveMaximum",
                    Check::Bound(node::Bound::MultipleOf, _) => "multipleOf",
                    Check::Not(_) => "not",
                    Check::Any(_) => "anyOf",
                    Check::One(_) => "oneOf",
                    _ => continue,
                };
                out.push(SchemaError::new(String::new(), keyword));
            }
        }
        out
    }

    /// The keywords of one of its schemas.
    pub(crate) fn checks(&self, node: u32) -> &[Check] {
        self.nodes
            .get(node as usize)
            .map_or(&[], |node| &node.checks)
    }

    /// All errors of an instance; none when it is valid. `patterns` judge the format
    /// `regex`.
    #[must_use]
    pub fn validate(&self, instance: &Value, patterns: &dyn Patterns) -> Vec<SchemaError> {
        eval::run(self, eval::By::Node(self.root), instance, patterns, true).1
    }

    /// Whether an instance is valid; stops at the first error.
    #[must_use]
    pub fn is_valid(&self, instance: &Value, patterns: &dyn Patterns) -> bool {
        eval::run(self, eval::By::Node(self.root), instance, patterns, false).0
    }

    /// How many nodes it has.
    #[must_use]
    pub fn size(&self) -> usize {
        self.nodes.len()
    }
}

#[cfg(test)]
mod tests;
