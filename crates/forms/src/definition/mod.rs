//! The definition of a form, loaded and linted into a compact shape: questions
//! (leaves) and repeating groups by number, and for each of them who reads it.

mod bare;
mod branches;
mod choices;
mod extras;
mod facts;
mod gather;
mod graph;
mod groups;
mod leaf;
#[cfg(feature = "lint")]
mod lint;
mod load;
mod migrate;
mod pages;
mod parts;
mod reads;
mod rules;
mod schema;
mod sort;

pub(crate) use branches::SELECTORS;
pub(crate) use parts::*;

use banshi_contract::{FieldError, Text};
use serde_json::{Map, Value};

use crate::{
    Finding, pointer,
    schema::{Patterns, Schema},
    state::Trouble,
};

/// A form definition that passed the lint.
#[derive(Debug)]
pub struct Definition {
    /// Its id, that of its service.
    pub id: String,
    /// Counts up with every change that answers could notice.
    pub version: u32,
    /// The service it applies for.
    pub service_id: String,
    /// Its name.
    pub title: Text,
    /// How long a draft is kept, in days.
    pub keep_draft_days: u32,
    /// What judges the answers.
    pub(crate) schema: Schema,
    pub(crate) patterns: Engine,
    /// The first stands for what always holds.
    pub(crate) guards: Vec<Guard>,
    pub(crate) crosses: Vec<Cross>,
    /// Whether it asks which branch of a schema applies.
    pub(crate) selects: bool,
    #[cfg(feature = "lint")]
    notes: Vec<Finding>,
    pub(crate) shape: Shape,
    pub(crate) leaves: Vec<Leaf>,
    pub(crate) groups: Vec<Group>,
    pub(crate) pages: Vec<Page>,
    pub(crate) rules: Vec<Rule>,
    pub(crate) computes: Vec<Compute>,
    pub(crate) prefills: Vec<Prefill>,
    /// In an order in which each node comes after those it depends on.
    pub(crate) nodes: Vec<Node>,
    pub(crate) leaf_readers: Vec<Vec<Reader>>,
    /// By question: the rules whose error is shown at it.
    pub(crate) rules_at: Vec<Vec<usize>>,
    /// Objects that may be left out whole, by group and pointer: the questions in them.
    pub(crate) optionals: Vec<Optional>,
    pub(crate) group_readers: Vec<Vec<Reader>>,
    /// By language and key, as they are written.
    messages: Map<String, Value>,
    migrations: Vec<migrate::Migration>,
}

/// The engine for patterns.
pub(crate) struct Engine(pub &'static dyn Patterns);

impl std::fmt::Debug for Engine {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Engine")
    }
}

impl Definition {
    /// Reads and lints a definition. Patterns of its schema run on the crate's own engine
    /// (feature `regress`); without it a definition with patterns is refused.
    ///
    /// # Errors
    /// Everything the lint finds.
    pub fn from_json(value: &Value) -> Result<Self, Vec<Finding>> {
        #[cfg(feature = "regress")]
        let patterns = &crate::schema::Regress;
        #[cfg(not(feature = "regress"))]
        let patterns = &crate::schema::NoPatterns;
        Self::with_patterns(value, patterns)
    }

    /// Reads a definition whose patterns run on this engine: in a browser on its own.
    ///
    /// # Errors
    /// Everything the lint finds.
    pub fn with_patterns(
        value: &Value,
        patterns: &'static dyn Patterns,
    ) -> Result<Self, Vec<Finding>> {
        load::load(value, patterns)
    }

    /// What of the schema no question asks for, though the form can be used: for who
    /// writes definitions.
    #[cfg(feature = "lint")]
    #[must_use]
    pub fn notes(&self) -> &[Finding] {
        &self.notes
    }

    /// An empty row of a group.
    pub(crate) fn empty_row(&self, group: usize) -> Value {
        match self.groups.get(group).map(|group| &group.row) {
            Some(Shape::Leaf(_)) => Value::Null,
            _ => Value::Object(Map::new()),
        }
    }

    /// The definition's own words for an error, if it has any: from `messages`
    /// (`rule.ID`, then `POINTER.KEYWORD`, then `KEYWORD`; rows as `*`), then from the
    /// field (`x-messages`). Parameters stand in braces (`{limit}`) and are filled in.
    #[must_use]
    pub fn message(&self, error: &FieldError, language: &str) -> Option<String> {
        let rule = error.params.get("rule").and_then(Value::as_str);
        let template = self.template(&error.pointer);
        let keyword = &error.keyword;
        let find = |language: &str| {
            let words = self.messages.get(language)?.as_object()?;
            rule.and_then(|rule| words.get(["rule.", rule].concat().as_str()))
                .or_else(|| words.get([&template, ".", keyword].concat().as_str()))
                .or_else(|| words.get(keyword))?
                .as_str()
        };
        let own = || match self.find(&error.pointer)? {
            Target::Leaf(leaf) => {
                let mut own = self.leaves.get(leaf)?.messages.iter();
                let (_, text) = own.find(|(of, _)| of == keyword)?;
                Some(text.pick(language).to_owned())
            }
            Target::Group(_) => None,
        };
        // A pseudo-locale falls back like any other text does.
        let words = find(language)
            .or_else(|| find(banshi_contract::DEFAULT_LANGUAGE))
            .map(str::to_owned)
            .or_else(own)?;
        Some(error.params.iter().fold(words, |words, (name, value)| {
            let value = value
                .as_str()
                .map_or_else(|| value.to_string(), str::to_owned);
            words.replace(&["{", name, "}"].concat(), &value)
        }))
    }

    /// The question at a pointer, also in a row; the group's name at a group or row.
    #[must_use]
    pub fn label(&self, pointer: &str) -> Option<&Text> {
        match self.find(pointer)? {
            Target::Leaf(leaf) => self.leaves.get(leaf).map(|leaf| &leaf.label),
            Target::Group(group) => self.groups.get(group).map(|group| &group.label),
        }
    }

    /// All errors that the fields, groups and rules of this form can give, pointers with
    /// `*` for rows: for a test that each has words.
    #[must_use]
    pub fn possible_errors(&self) -> Vec<FieldError> {
        let of_leaves = self.leaves.iter().flat_map(|leaf| {
            let troubles = crate::state::possible(&self.schema, leaf).into_iter();
            troubles.map(|t| t.at(leaf.template.clone()))
        });
        let of_groups = self.groups.iter().flat_map(|group| {
            [
                ("minItems", group.min),
                ("maxItems", group.max.unwrap_or(0)),
            ]
            .into_iter()
            .filter(|(_, limit)| *limit > 0)
            .map(|(k, limit)| Trouble::items(k, "rows", limit, 0).at(group.template.clone()))
        });
        let of_twins = self.groups.iter().filter_map(|group| {
            let leaf = self.leaves.get(*group.unique.first()?)?;
            Some(Trouble::twin(1).at(leaf.template.clone()))
        });
        let of_rules = self.rules.iter().filter_map(|rule| {
            let at = match rule.at.first()? {
                Target::Leaf(leaf) => &self.leaves.get(*leaf)?.template,
                Target::Group(group) => &self.groups.get(*group)?.template,
            };
            Some(Trouble::rule(rule).at(at.clone()))
        });
        let of_rows = of_groups.chain(of_twins);
        of_leaves.chain(of_rows).chain(of_rules).collect()
    }

    /// Brings the answers of an older version up to this one.
    ///
    /// # Errors
    /// The version from which no migration leads on.
    pub fn migrate(&self, from: u32, answers: Value) -> Result<Value, u32> {
        migrate::migrate(&self.migrations, from, self.version, answers)
    }

    /// The question at a pointer, or the group at its own or that of a row; rows by
    /// number or as `*`, whether there are so many or not.
    pub(crate) fn find(&self, pointer: &str) -> Option<Target> {
        let tokens = pointer::tokens(pointer)?;
        let mut shape = &self.shape;
        let mut tokens = tokens.iter();
        loop {
            match shape {
                Shape::Leaf(leaf) => return tokens.next().is_none().then_some(Target::Leaf(*leaf)),
                Shape::Object(members) => shape = members.get(tokens.next()?)?,
                Shape::Group(group) => {
                    let is_row = |token: &String| token == "*" || token.parse::<u32>().is_ok();
                    match tokens.next() {
                        Some(token) if !is_row(token) => return None,
                        Some(_) => {
                            shape = &self.groups.get(*group)?.row;
                            if tokens.len() == 0 && !matches!(shape, Shape::Leaf(_)) {
                                return Some(Target::Group(*group));
                            }
                        }
                        None => return Some(Target::Group(*group)),
                    }
                }
            }
        }
    }

    fn template(&self, pointer: &str) -> String {
        let template = match self.find(pointer) {
            Some(Target::Leaf(leaf)) => self.leaves.get(leaf).map(|leaf| &leaf.template),
            Some(Target::Group(group)) => self.groups.get(group).map(|group| &group.template),
            None => None,
        };
        template.map_or_else(|| pointer.to_owned(), Clone::clone)
    }
}
