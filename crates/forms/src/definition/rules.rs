//! Rules between answers, and answers that are computed.

use serde_json::{Map, Value};

use super::{Compute, Group, Rule, Target, load::Loader};
use crate::pointer::join;

impl Loader<'_> {
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

    pub(super) fn rules(&mut self, root: &Map<String, Value>) -> Vec<Rule> {
        let mut rules: Vec<Rule> = Vec::new();
        for (index, value) in self.list(root, "rules").iter().enumerate() {
            let source = format!("/rules/{index}");
            let Some(map) = value.as_object() else {
                find!(self, &source, "bad-type", "a rule is an object");
                continue;
            };
            #[cfg(feature = "lint")]
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

    pub(super) fn computes(&mut self, root: &Map<String, Value>) -> Vec<Compute> {
        let mut computes: Vec<Compute> = Vec::new();
        for (index, value) in self.list(root, "compute").iter().enumerate() {
            let source = format!("/compute/{index}");
            let Some(map) = value.as_object() else {
                find!(self, &source, "bad-type", "a computation is an object");
                continue;
            };
            #[cfg(feature = "lint")]
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
}
