//! Reads a definition and lints it on the way: everything found is reported at once.

use std::collections::BTreeMap;

use banshi_contract::{DEFAULT_LANGUAGE, Text};
use serde_json::{Map, Value};

use super::{Compute, Definition, Group, Leaf, Page, Rule, Shape, Target, graph};
use crate::{
    Finding,
    logic::{self, Dialect, Expr},
    pointer::join,
};

/// Languages in which every word must be there.
pub(super) const LANGUAGES: [&str; 2] = [DEFAULT_LANGUAGE, "en"];
/// How long a draft is kept where the definition does not say, in days.
const KEEP_DRAFT_DAYS: u32 = 60;
/// Beyond so many findings the file is not what it should be at all.
const MAX_FINDINGS: usize = 200;

/// Gathers what was read and what was found.
pub(super) struct Loader {
    pub findings: Vec<Finding>,
    /// Whether something was found that `findings` does not tell.
    pub faulty: bool,
    pub leaves: Vec<Leaf>,
    /// Questions by group and relative pointer.
    pub by_pointer: BTreeMap<(Option<usize>, String), usize>,
    pub groups: Vec<Group>,
    pub pages: Vec<Page>,
    pub shape: Shape,
}

impl Loader {
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

    /// Names each member that is not among those understood.
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
        let find = |pointer: &str| self.by_pointer.get(&(group, pointer.to_owned())).copied();
        find(pointer).or_else(|| find(in_row?))
    }

    fn each(&mut self, map: &Map<String, Value>, pointer: &str) -> Option<usize> {
        let each = map.get("each")?;
        let group = self
            .groups
            .iter()
            .position(|g| Some(g.template.as_str()) == each.as_str());
        if group.is_none() {
            find!(
                self,
                &join(pointer, "each"),
                "absent-field",
                "name a repeating group of the schema",
            );
        }
        group
    }

    fn rules(&mut self, root: &Map<String, Value>) -> Vec<Rule> {
        let mut rules: Vec<Rule> = Vec::new();
        for (index, value) in self.list(root, "rules").iter().enumerate() {
            let source = format!("/rules/{index}");
            let Some(map) = value.as_object() else {
                find!(self, &source, "bad-type", "a rule is an object");
                continue;
            };
            self.only(map, &source, &["id", "assert", "at", "severity", "each"]);
            let id = map
                .get("id")
                .and_then(Value::as_str)
                .unwrap_or_default()
                .to_owned();
            if id.is_empty() || rules.iter().any(|rule| rule.id == id) {
                find!(self, &source, "rule-id", "give each rule an id of its own");
            }
            let warning = match map.get("severity").and_then(Value::as_str) {
                Some("error") | None => false,
                Some("warning") => true,
                Some(_) => {
                    find!(
                        self,
                        &join(&source, "severity"),
                        "bad-type",
                        "severity is error or warning",
                    );
                    false
                }
            };
            let group = self.each(map, &source);
            let mut at = Vec::new();
            for target in map
                .get("at")
                .and_then(Value::as_array)
                .unwrap_or(&Vec::new())
            {
                let pointer = target.as_str().unwrap_or_default();
                let leaf = self.leaf_at(group, pointer).map(Target::Leaf);
                let at_hand = |g: &Group| {
                    g.parent == group && (g.template == pointer || g.relative == pointer)
                };
                let whole = || self.groups.iter().position(at_hand);
                let found = leaf.or_else(|| whole().map(Target::Group));
                match found {
                    Some(target) => at.push(target),
                    None => find!(
                        self,
                        &join(&source, "at"),
                        "absent-field",
                        format!("\"{pointer}\" is no question of the schema"),
                    ),
                }
            }
            if at.is_empty() {
                find!(
                    self,
                    &source,
                    "rule-target",
                    "say in \"at\" which question the rule speaks of",
                );
            }
            if !map.contains_key("assert") {
                find!(self, &source, "bad-type", "a rule needs \"assert\"");
            }
            if let Some(assert) = self.expr(map.get("assert"), &join(&source, "assert")) {
                rules.push(Rule {
                    id,
                    group,
                    assert,
                    at,
                    warning,
                    source,
                });
            }
        }
        rules
    }

    fn computes(&mut self, root: &Map<String, Value>) -> Vec<Compute> {
        let mut computes: Vec<Compute> = Vec::new();
        for (index, value) in self.list(root, "compute").iter().enumerate() {
            let source = format!("/compute/{index}");
            let Some(map) = value.as_object() else {
                find!(self, &source, "bad-type", "a computation is an object");
                continue;
            };
            self.only(map, &source, &["to", "value", "each"]);
            let group = self.each(map, &source);
            let to = map.get("to").and_then(Value::as_str).unwrap_or_default();
            let Some(leaf) = self.leaf_at(group, to) else {
                find!(
                    self,
                    &join(&source, "to"),
                    "absent-field",
                    format!("\"{to}\" is no question of the schema")
                );
                continue;
            };
            if computes.iter().any(|c| c.leaf == leaf) {
                find!(
                    self,
                    &source,
                    "repeated-compute",
                    "compute each answer once"
                );
                continue;
            }
            if let Some(leaf) = self.leaves.get_mut(leaf) {
                leaf.computed = true;
            }
            if let Some(value) = self.expr(map.get("value"), &join(&source, "value")) {
                computes.push(Compute {
                    leaf,
                    value,
                    source,
                });
            }
        }
        computes
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

pub(super) fn load(value: &Value) -> Result<Definition, Vec<Finding>> {
    let mut loader = Loader {
        findings: Vec::new(),
        faulty: false,
        leaves: Vec::new(),
        by_pointer: BTreeMap::new(),
        groups: Vec::new(),
        pages: Vec::new(),
        shape: Shape::Object(BTreeMap::new()),
    };
    let Some(root) = value.as_object() else {
        find!(loader, "", "bad-type", "a definition is an object");
        return Err(loader.findings);
    };
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
    let title = loader.needed_text(root, "title", "");
    loader.schema(root.get("schema"));
    loader.pages(root, &title);
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
        title,
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
