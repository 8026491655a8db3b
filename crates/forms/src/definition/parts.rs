//! What a definition consists of.

use banshi_contract::Text;
use serde_json::Value;

use crate::{Format, Widget, logic::Expr};

/// An object that may be left out whole: its group, its pointer, the questions in it.
pub(crate) type Optional = (Option<usize>, String, Vec<usize>);

/// Where the answers of the questions lie.
#[derive(Debug)]
pub(crate) enum Shape {
    Object(Fields),
    Group(usize),
    Leaf(usize),
}

/// The members of an object, by name.
#[derive(Debug, Default)]
pub(crate) struct Fields(Vec<(String, Shape)>);

impl Fields {
    /// They are ascending.
    pub fn new(all: Vec<(String, Shape)>) -> Self {
        Self(all)
    }

    pub fn get(&self, name: &str) -> Option<&Shape> {
        let at = self
            .0
            .binary_search_by(|(known, _)| known.as_str().cmp(name));
        self.0.get(at.ok()?).map(|(_, shape)| shape)
    }

    pub fn iter(&self) -> std::slice::Iter<'_, (String, Shape)> {
        self.0.iter()
    }
}

/// When a part of the schema applies: a test, and the guard around it.
#[derive(Debug, PartialEq)]
pub(crate) struct Guard {
    pub group: Option<usize>,
    pub outer: u32,
    pub test: Test,
}

/// Pointers are from the root, or from the row of the guard's group.
#[derive(Debug, PartialEq)]
pub(crate) enum Test {
    /// Holds.
    Always,
    /// The object there fits the schema, or does not.
    Fits { at: String, node: u32, wanted: bool },
    /// There is an answer that fits the schema.
    Value { at: String, node: u32 },
    /// There is an answer.
    Given(String),
    /// It is the one chosen, counted from 1.
    Chosen { at: String, number: usize },
}

/// A keyword of the schema that looks at several answers.
#[derive(Debug)]
pub(crate) struct Cross {
    pub group: Option<usize>,
    /// The object it is about; from the root, or from the row of its group.
    pub at: String,
    pub node: u32,
    /// Which of the keywords of the node.
    pub check: usize,
    pub guard: u32,
    /// The objects above it that may be left out.
    pub optional: bool,
    /// The question that chooses between its branches.
    pub lead: Option<usize>,
    /// What it looks at.
    pub reads: Vec<usize>,
}

/// An object that may be left out whole.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Parent {
    pub pointer: String,
    /// While one of these guards holds, it may not.
    pub required_if: Vec<u32>,
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
    /// The schemas that judge it, each with its guard.
    pub nodes: Vec<(u32, u32)>,
    /// It is asked while one of these holds; none: always.
    pub guards: Vec<u32>,
    pub required: bool,
    /// It is required while one of these holds.
    pub required_if: Vec<u32>,
    /// Objects above it that may be left out whole; while they are empty, it may be too.
    pub optional_parents: Vec<Parent>,
    /// For the question which branch applies: the schemas of the branches.
    pub branches: Vec<u32>,
    pub default: Option<Value>,
    pub read_only: bool,
    /// Nothing is an answer too: what is handed in says so where it must say anything.
    pub nullable: bool,
    /// Whether it is an address of the web.
    pub is_uri: bool,
    pub label: Text,
    pub hint: Option<Text>,
    pub widget: Widget,
    pub accept: Vec<String>,
    pub max_bytes: Option<u64>,
    pub unit: Option<Text>,
    pub autocomplete: Option<String>,
    pub messages: Vec<(String, Text)>,
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
    /// And one of these; none: always.
    pub guards: Vec<u32>,
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
    pub optional_parents: Vec<Parent>,
    /// The schemas that judge the rows as a whole, each with its guard.
    pub nodes: Vec<(u32, u32)>,
    pub guards: Vec<u32>,
    pub min: usize,
    pub max: Option<usize>,
    pub required: bool,
    pub required_if: Vec<u32>,
    /// As with [`Leaf::nullable`]; and whether it must be said.
    pub nullable: bool,
    pub is_named: bool,
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
    /// As with [`Leaf::guards`].
    pub guards: Vec<u32>,
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
    /// Place in [`Definition::crosses`].
    Cross(usize),
    /// Validation of a question: its choices or whether it is required depend on others.
    Leaf(usize),
}
