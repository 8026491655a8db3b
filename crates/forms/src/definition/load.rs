//! Reads a definition and lints it on the way: everything found is reported at once.

use banshi_contract::{DEFAULT_LANGUAGE, Text};
use serde_json::{Map, Value};

use super::{
    Cross, Definition, Engine, Fields, Group, Guard, Leaf, Page, Shape, Target, Test, graph,
    schema::Spot,
};
use crate::{
    Finding,
    logic::{self, Dialect, Expr},
    pointer::join,
    schema::{Patterns, Places, Schema},
};

/// Languages in which every word must be there.
pub(super) const LANGUAGES: [&str; 2] = [DEFAULT_LANGUAGE, "en"];
/// How long a draft is kept where the definition does not say, in days.
const KEEP_DRAFT_DAYS: u32 = 60;
/// Beyond so many findings the file is not what it should be at all.
const MAX_FINDINGS: usize = 200;

/// Gathers what was read and what was found.
pub(super) struct Loader<'a> {
    pub findings: Vec<Finding>,
    /// What can be used all the same.
    #[cfg(feature = "lint")]
    pub notes: Vec<Finding>,
    /// Whether there are no pages: the schema may be one that was written for others.
    pub bare: bool,
    pub title: Text,
    pub places: Places<'a>,
    pub schema: Schema,
    pub guards: Vec<Guard>,
    pub crosses: Vec<Cross>,
    /// What objects are called, by their pointers.
    pub titles: Vec<(String, Text)>,
    pub selects: bool,
    pub work: usize,
    /// Whether something was found that `findings` does not tell.
    pub faulty: bool,
    pub leaves: Vec<Leaf>,
    pub groups: Vec<Group>,
    pub pages: Vec<Page>,
    pub shape: Shape,
}

impl Loader<'_> {
    #[cfg(feature = "lint")]
    pub(super) fn find(&mut self, pointer: &str, rule: &'static str, remedy: impl Into<String>) {
        if self.findings.len() < MAX_FINDINGS {
            self.findings.push(Finding {
                pointer: pointer.to_owned(),
                rule,
                remedy: remedy.into(),
            });
        }
    }

    /// Notes what no question asks for: it is a fault where it must be answered, and in a
    /// definition of ours.
    pub(super) fn unasked(&mut self, spot: &Spot, rule: &'static str, remedy: &str) {
        if !self.bare || spot.required && spot.guards.is_empty() {
            find!(self, &spot.source, rule, remedy);
        } else {
            self.note(&spot.source, rule, remedy);
        }
    }

    /// Notes what the form can be used without.
    #[cfg_attr(not(feature = "lint"), allow(clippy::unused_self))]
    pub(super) fn note(&mut self, pointer: &str, rule: &'static str, remedy: &str) {
        #[cfg(feature = "lint")]
        if self.notes.len() < MAX_FINDINGS && !self.notes.iter().any(|n| n.pointer == pointer) {
            self.notes.push(Finding {
                pointer: pointer.to_owned(),
                rule,
                remedy: remedy.to_owned(),
            });
        }
    }

    /// Names each member that is not among those understood.
    #[cfg(feature = "lint")]
    pub(super) fn only(&mut self, map: &Map<String, Value>, pointer: &str, known: &[&str]) {
        for name in map.keys().filter(|name| !known.contains(&name.as_str())) {
            find!(
                self,
                &join(pointer, name),
                "unknown-keyword",
                format!(
                    "\"{name}\" is not understood here; known are {}",
                    known.join(", ")
                )
            );
        }
    }

    /// Words in every language.
    pub(super) fn text(
        &mut self,
        map: &Map<String, Value>,
        name: &str,
        pointer: &str,
    ) -> Option<Text> {
        let value = map.get(name)?;
        let at = join(pointer, name);
        if let (true, Value::String(words)) = (self.bare, value) {
            return Some(super::bare::plain(words)).filter(|_| !words.trim().is_empty());
        }
        let Some(words) = value.as_object() else {
            find!(
                self,
                &at,
                "missing-words",
                "give words by language: {\"zh-CN\": …, \"en\": …}",
            );
            return None;
        };
        let mut text = Text::default();
        for (language, words) in words {
            match words.as_str() {
                Some(words) => {
                    text.0.insert(language.clone(), words.to_owned());
                }
                None => find!(self, &join(&at, language), "bad-type", "words are a text"),
            }
        }
        for language in LANGUAGES {
            if text
                .0
                .get(language)
                .is_none_or(|words| words.trim().is_empty())
            {
                find!(
                    self,
                    &at,
                    "missing-words",
                    format!("add the words in {language}")
                );
            }
        }
        Some(text)
    }

    /// Words that must be there.
    pub(super) fn needed_text(
        &mut self,
        map: &Map<String, Value>,
        name: &str,
        pointer: &str,
    ) -> Text {
        if !map.contains_key(name) {
            find!(
                self,
                pointer,
                "missing-words",
                format!("add \"{name}\" in zh-CN and en"),
            );
        }
        self.text(map, name, pointer).unwrap_or_default()
    }

    pub(super) fn expr(&mut self, value: Option<&Value>, pointer: &str) -> Option<Expr> {
        match logic::parse(value?, pointer, Dialect::Form) {
            Ok(expr) => Some(expr),
            Err(finding) => {
                find!(self, &finding.pointer, finding.rule, finding.remedy);
                None
            }
        }
    }

    pub(super) fn list<'v>(&mut self, map: &'v Map<String, Value>, name: &str) -> &'v [Value] {
        match map.get(name) {
            None => &[],
            Some(Value::Array(items)) => items,
            Some(_) => {
                find!(self, &format!("/{name}"), "bad-type", "this is a list");
                &[]
            }
        }
    }

    /// The question at a pointer with or without a group in front.
    pub(super) fn leaf_at(&self, group: Option<usize>, pointer: &str) -> Option<usize> {
        let in_row = group
            .and_then(|group| self.groups.get(group))
            .and_then(|group| pointer.strip_prefix(&group.template)?.strip_prefix("/*"));
        let find = |pointer: &str| match super::reads::shape_at(self, group, pointer)? {
            Shape::Leaf(leaf) => Some(*leaf),
            _ => None,
        };
        find(pointer).or_else(|| find(in_row?))
    }

    /// A required answer that no page asks for can never be given.
    #[cfg(feature = "lint")]
    fn never_shown(&mut self) {
        for at in 0..self.leaves.len() {
            let Some(leaf) = self.leaves.get(at) else {
                continue;
            };
            let asked = leaf.page.is_some();
            if !asked && !leaf.computed && leaf.prefill.is_none() {
                let source = leaf.source.clone();
                let rule = if leaf.required {
                    "required-never-shown"
                } else {
                    "never-shown"
                };
                find!(
                    self,
                    &source,
                    rule,
                    format!("put \"{}\" on a page, or take it away", leaf.template)
                );
            }
        }
    }
}

pub(super) fn load(
    value: &Value,
    patterns: &'static dyn Patterns,
) -> Result<Definition, Vec<Finding>> {
    let Some(root) = value.as_object() else {
        return Err(vec![fault!("", "bad-type", "a definition is an object")]);
    };
    let compiled = match root.get("schema") {
        Some(schema) if schema.is_object() => Schema::of_form(schema, patterns),
        _ => Err(vec![fault!("", "bad-type", "a schema is an object")]),
    };
    let (schema, places) = compiled.map_err(|mut findings| {
        for finding in &mut findings {
            finding.pointer.insert_str(0, "/schema");
        }
        findings
    })?;
    let mut loader = Loader {
        findings: Vec::new(),
        #[cfg(feature = "lint")]
        notes: Vec::new(),
        bare: root
            .get("pages")
            .and_then(Value::as_array)
            .is_none_or(Vec::is_empty),
        title: Text::default(),
        places,
        schema,
        guards: vec![Guard {
            group: None,
            outer: 0,
            test: Test::Always,
        }],
        crosses: Vec::new(),
        titles: Vec::new(),
        selects: false,
        work: 0,
        faulty: false,
        leaves: Vec::new(),
        groups: Vec::new(),
        pages: Vec::new(),
        shape: Shape::Object(Fields::default()),
    };
    #[cfg(feature = "lint")]
    loader.only(
        root,
        "",
        &[
            "id",
            "version",
            "serviceId",
            "title",
            "schema",
            "pages",
            "rules",
            "compute",
            "prefill",
            "messages",
            "migrations",
            "keepDraftFor",
        ],
    );
    let name = |key: &str| {
        root.get(key)
            .and_then(Value::as_str)
            .unwrap_or_default()
            .to_owned()
    };
    let (id, service_id) = (name("id"), name("serviceId"));
    for (key, value) in [("id", &id), ("serviceId", &service_id)] {
        if value.is_empty() {
            find!(loader, &format!("/{key}"), "bad-type", "give it a name");
        }
    }
    let version = root
        .get("version")
        .and_then(Value::as_u64)
        .and_then(|n| u32::try_from(n).ok());
    if version.is_none_or(|version| version == 0) {
        find!(
            loader,
            "/version",
            "bad-type",
            "a version is a whole number from 1"
        );
    }
    let version = version.unwrap_or(1);
    let keep_draft_days = match root.get("keepDraftFor") {
        None => Some(KEEP_DRAFT_DAYS),
        Some(text) => text
            .as_str()
            .and_then(|t| t.strip_prefix('P')?.strip_suffix('D')?.parse().ok()),
    };
    if keep_draft_days.is_none() {
        find!(
            loader,
            "/keepDraftFor",
            "bad-type",
            "write a number of days, e.g. P60D",
        );
    }
    loader.title = if loader.bare && !root.contains_key("title") {
        let schema = root.get("schema").and_then(Value::as_object);
        let own = schema.and_then(|schema| loader.text(schema, "title", "/schema"));
        own.unwrap_or_else(|| super::bare::plain(&id))
    } else {
        loader.needed_text(root, "title", "")
    };
    loader.schema();
    loader.pages(root);
    let rules = loader.rules(root);
    let computes = loader.computes(root);
    let prefills = loader.prefills(root);
    let messages = loader.messages(root, &rules);
    let migrations = loader.migrations(root, version);
    #[cfg(feature = "lint")]
    loader.never_shown();
    let wiring = graph::wire(&mut loader, &rules, &computes);
    if loader.faulty || !loader.findings.is_empty() {
        return Err(loader.findings);
    }
    let mut rules_at: Vec<Vec<usize>> = loader.leaves.iter().map(|_| Vec::new()).collect();
    for (index, rule) in rules.iter().enumerate() {
        if let Some(Target::Leaf(leaf)) = rule.at.first()
            && let Some(list) = rules_at.get_mut(*leaf)
        {
            list.push(index);
        }
    }
    Ok(Definition {
        rules_at,
        optionals: wiring.optionals,
        id,
        version,
        service_id,
        title: loader.title,
        schema: loader.schema,
        patterns: Engine(patterns),
        guards: loader.guards,
        crosses: loader.crosses,
        selects: loader.selects,
        #[cfg(feature = "lint")]
        notes: loader.notes,
        keep_draft_days: keep_draft_days.unwrap_or(KEEP_DRAFT_DAYS),
        shape: loader.shape,
        leaves: loader.leaves,
        groups: loader.groups,
        pages: loader.pages,
        rules,
        computes,
        prefills,
        nodes: wiring.nodes,
        leaf_readers: wiring.leaf_readers,
        group_readers: wiring.group_readers,
        messages,
        migrations,
    })
}
