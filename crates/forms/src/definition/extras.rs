//! What a definition says beside its questions: prefill, messages, migrations.

use banshi_identifiers::Identifier;
use serde_json::{Map, Value};

use super::{
    Kind, Prefill, Rule,
    load::Loader,
    migrate::{Migration, Step},
};
use crate::{Format, pointer::join};

/// What the portal can know about a person or an organisation.
const TEXT_SOURCES: [&str; 8] = [
    "person.name",
    "person.phone",
    "person.domicile",
    "organisation.name",
    "organisation.legalRepresentative",
    "organisation.phone",
    "organisation.address",
    "person.email",
];

impl Loader<'_> {
    pub(super) fn prefills(&mut self, root: &Map<String, Value>) -> Vec<Prefill> {
        let mut prefills = Vec::new();
        for (index, value) in self.list(root, "prefill").iter().enumerate() {
            let source = format!("/prefill/{index}");
            let Some(map) = value.as_object() else {
                find!(self, &source, "bad-type", "a prefill is an object");
                continue;
            };
            #[cfg(feature = "lint")]
            self.only(map, &source, &["to", "from", "locked"]);
            let to = map.get("to").and_then(Value::as_str).unwrap_or_default();
            let from = map.get("from").and_then(Value::as_str).unwrap_or_default();
            let locked = map.get("locked").and_then(Value::as_bool).unwrap_or(false);
            let Some(at) = self.leaf_at(None, to) else {
                find!(
                    self,
                    &join(&source, "to"),
                    "absent-field",
                    format!("\"{to}\" is no question of the schema")
                );
                continue;
            };
            let Some(leaf) = self.leaves.get_mut(at) else {
                continue;
            };
            let free_text = matches!(leaf.kind, Kind::Text { format: None, .. });
            let format = match leaf.kind {
                Kind::Text { format, .. } => format,
                _ => None,
            };
            let is = |kind| format == Some(Format::Identifier(kind));
            let fits = match from {
                "person.idNumber" => free_text || is(Identifier::ResidentId),
                "person.birthDate" => free_text || format == Some(Format::Date),
                "organisation.uscc" => free_text || is(Identifier::Uscc),
                "person.sex" => matches!(leaf.kind, Kind::Choice(_)),
                other if TEXT_SOURCES.contains(&other) => matches!(leaf.kind, Kind::Text { .. }),
                _ => {
                    find!(
                        self,
                        &join(&source, "from"),
                        "unknown-source",
                        format!("the portal knows no \"{from}\"")
                    );
                    continue;
                }
            };
            if leaf.prefill.is_some() || leaf.computed {
                find!(
                    self,
                    &source,
                    "repeated-prefill",
                    "fill in each answer once, and no computed one",
                );
                continue;
            }
            leaf.prefill = Some(prefills.len());
            if !fits {
                find!(
                    self,
                    &source,
                    "prefill-type",
                    format!("\"{from}\" does not fit the type of \"{to}\"")
                );
            }
            prefills.push(Prefill {
                leaf: at,
                from: from.to_owned(),
                locked,
            });
        }
        prefills
    }

    /// The words of a definition, by language and key.
    pub(super) fn messages(
        &mut self,
        root: &Map<String, Value>,
        rules: &[Rule],
    ) -> Map<String, Value> {
        let Some(Value::Object(messages)) = root.get("messages") else {
            #[cfg(feature = "lint")]
            self.messages_lint(&Map::new(), rules);
            return Map::new();
        };
        #[cfg(feature = "lint")]
        self.messages_lint(messages, rules);
        messages.clone()
    }

    pub(super) fn migrations(&mut self, root: &Map<String, Value>, version: u32) -> Vec<Migration> {
        let mut migrations: Vec<Migration> = Vec::new();
        for (index, value) in self.list(root, "migrations").iter().enumerate() {
            let source = format!("/migrations/{index}");
            let from = value
                .get("from")
                .and_then(Value::as_u64)
                .and_then(|n| u32::try_from(n).ok());
            let steps = value.get("steps").and_then(Value::as_array);
            let (Some(from), Some(steps)) = (from, steps) else {
                find!(
                    self,
                    &source,
                    "bad-type",
                    "a migration has \"from\" and \"steps\"",
                );
                continue;
            };
            let read: Vec<Step> = steps.iter().filter_map(Step::read).collect();
            if read.len() != steps.len() {
                let remedy =
                    "a step is {\"move\": [from, to]}, {\"remove\": at} or {\"set\": [at, value]}";
                find!(self, &join(&source, "steps"), "bad-type", remedy);
            }
            migrations.push(Migration { from, steps: read });
        }
        if let Some(first) = migrations.iter().map(|m| m.from).min() {
            // Bounded by their number, whatever the version says.
            let gap = (first..version)
                .take(migrations.len() + 1)
                .find(|v| !migrations.iter().any(|m| m.from == *v));
            if let Some(gap) = gap {
                find!(
                    self,
                    "/migrations",
                    "migration-gap",
                    format!("add the migration from version {gap}")
                );
            }
        }
        migrations
    }
}
