//! The definition of a form, loaded and linted into a compact shape: questions
//! (leaves) and repeating groups by number, and for each of them who reads it.

mod extras;
mod graph;
mod leaf;
#[cfg(feature = "lint")]
mod lint;
mod load;
mod migrate;
mod pages;
mod schema;

use std::collections::BTreeMap;

use banshi_contract::{FieldError, Text};
use serde_json::Value;

use crate::{Finding, Format, Widget, logic::Expr, pointer, state::Trouble};

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
    pub(crate) optionals: BTreeMap<(Option<usize>, String), Vec<usize>>,
    pub(crate) group_readers: Vec<Vec<Reader>>,
    messages: BTreeMap<String, BTreeMap<String, String>>,
    migrations: Vec<migrate::Migration>,
}

/// Where the answers of the questions lie.
#[derive(Debug)]
pub(crate) enum Shape {
    Object(BTreeMap<String, Shape>),
    Group(usize),
    Leaf(usize),
}

/// A question.
#[derive(Debug)]
pub(crate) struct Leaf {
    /// Pointer with `*` for the row, e.g. `/members/*/name`.
    pub template: String,
    /// Pointer from the root, or from the row of its group.
    pub relative: String,
    pub group: Option<usize>,
    pub kind: Kind,
    pub required: bool,
    /// Objects above it that may be left out whole; while they are empty, it may be too.
    pub optional_parents: Vec<String>,
    pub label: Text,
    pub hint: Option<Text>,
    pub widget: Widget,
    pub accept: Vec<String>,
    pub max_bytes: Option<u64>,
    pub unit: Option<Text>,
    pub autocomplete: Option<String>,
    pub messages: BTreeMap<String, Text>,
    pub page: Option<usize>,
    pub visible_if: Option<Expr>,
    pub computed: bool,
    pub prefill: Option<usize>,
    /// Where it stands in the definition, for findings.
    pub source: String,
}

/// What the answer of a question may be.
#[derive(Debug)]
pub(crate) enum Kind {
    Text {
        format: Option<Format>,
        min: Option<usize>,
        max: Option<usize>,
    },
    Number {
        integer: bool,
        min: Option<f64>,
        max: Option<f64>,
    },
    Boolean {
        must_be_true: bool,
    },
    Choice(Vec<ChoiceDef>),
    Choices {
        choices: Vec<ChoiceDef>,
        min: usize,
        max: Option<usize>,
    },
    File,
    Files {
        min: usize,
        max: Option<usize>,
    },
}

#[derive(Debug)]
pub(crate) struct ChoiceDef {
    pub value: Value,
    pub label: Text,
    pub hint: Option<Text>,
    /// Offered only while this holds.
    pub only_if: Option<Expr>,
}

/// A repeating group.
#[derive(Debug)]
pub(crate) struct Group {
    /// Pointer with `*` for the rows around it, e.g. `/sellers/*/agents`.
    pub template: String,
    /// Pointer from the root, or from the row of the group around it.
    pub relative: String,
    /// The group around it.
    pub parent: Option<usize>,
    /// The groups in its rows.
    pub children: Vec<usize>,
    pub label: Text,
    pub row: Shape,
    /// The questions of a row, those of groups in it apart.
    pub leaves: Vec<usize>,
    /// The same in the order in which they are asked.
    pub asked: Vec<usize>,
    /// No two rows have the same answers to all of these.
    pub unique: Vec<usize>,
    /// As with [`Leaf::optional_parents`].
    pub optional_parents: Vec<String>,
    pub min: usize,
    pub max: Option<usize>,
    pub required: bool,
    pub page: Option<usize>,
    pub item_label: Text,
    pub item_title: Option<Expr>,
    pub source: String,
}

#[derive(Debug)]
pub(crate) struct Page {
    pub id: String,
    pub title: Text,
    pub intro: Option<Text>,
    pub group: Option<usize>,
    /// Its questions in order; those of a row and of groups in it for a loop.
    pub leaves: Vec<usize>,
    pub visible_if: Option<Expr>,
    pub source: String,
}

#[derive(Debug)]
pub(crate) struct Rule {
    pub id: String,
    pub group: Option<usize>,
    pub assert: Expr,
    pub at: Vec<Target>,
    pub warning: bool,
    pub source: String,
}

/// What a rule speaks of.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Target {
    Leaf(usize),
    Group(usize),
}

#[derive(Debug)]
pub(crate) struct Compute {
    pub leaf: usize,
    pub value: Expr,
    pub source: String,
}

#[derive(Debug)]
pub(crate) struct Prefill {
    pub leaf: usize,
    pub from: String,
    pub locked: bool,
}

/// Something that is evaluated and that others may depend on.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Node {
    /// Whether a page is shown.
    Page(usize),
    /// Whether a question is shown, its page apart.
    Leaf(usize),
    /// The value of a computed answer.
    Compute(usize),
}

/// Who has to be evaluated again when an answer changes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Reader {
    pub what: What,
    /// Whether it reads from its own row only.
    pub same_row: bool,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum What {
    /// Place in [`Definition::nodes`].
    Node(usize),
    Rule(usize),
    /// Validation of a question: its choices or whether it is required depend on others.
    Leaf(usize),
}

impl Definition {
    /// Reads and lints a definition.
    ///
    /// # Errors
    /// Everything the lint finds.
    pub fn from_json(value: &Value) -> Result<Self, Vec<Finding>> {
        load::load(value)
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
            let words = self.messages.get(language)?;
            rule.and_then(|rule| words.get(&format!("rule.{rule}")))
                .or_else(|| words.get(&format!("{template}.{keyword}")))
                .or_else(|| words.get(keyword))
        };
        let own = || match self.find(&error.pointer)? {
            Target::Leaf(leaf) => {
                let text = self.leaves.get(leaf)?.messages.get(keyword)?;
                Some(text.pick(language).to_owned())
            }
            Target::Group(_) => None,
        };
        // A pseudo-locale falls back like any other text does.
        let words = find(language)
            .or_else(|| find(banshi_contract::DEFAULT_LANGUAGE))
            .cloned()
            .or_else(own)?;
        Some(error.params.iter().fold(words, |words, (name, value)| {
            let value = value
                .as_str()
                .map_or_else(|| value.to_string(), str::to_owned);
            words.replace(&format!("{{{name}}}"), &value)
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
            let troubles = crate::state::possible(leaf).into_iter();
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
                        Some(_) if tokens.len() > 0 => shape = &self.groups.get(*group)?.row,
                        _ => return Some(Target::Group(*group)),
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
