//! The check of a content folder: services against the code tables and lengths of
//! GB/T 39046-2020 and the exchange library, forms against the engine's lint. Each
//! fault names file, field and rule, so that whoever writes content can mend it.

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};

use banshi_contract::Operator;
use banshi_forms::Definition;
use serde_json::Value;

use super::files;

mod delivery;
mod service;

/// One fault.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Fault {
    /// The file, relative to the content folder.
    pub file: String,
    /// JSON Pointer of the field.
    pub pointer: String,
    /// Stable name of the rule.
    pub rule: String,
    /// What is expected.
    pub expected: String,
}

impl std::fmt::Display for Fault {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let pointer = if self.pointer.is_empty() {
            "/"
        } else {
            &self.pointer
        };
        write!(
            f,
            "{} {pointer} [{}] {}",
            self.file, self.rule, self.expected
        )
    }
}

/// Checks `services/*.json`, `operator.json` and `tables.json`; also tells how many
/// files it looked at.
#[must_use]
pub fn catalogue(folder: &Path) -> (Vec<Fault>, usize) {
    let folder = base(folder);
    let names = files(&folder);
    let life_events = life_events(&folder);
    let mut faults = Vec::new();
    let mut looked = 0;
    for name in names.iter().filter(|name| !name.starts_with("forms/")) {
        looked += 1;
        let mut report = Report {
            file: name.clone(),
            faults: Vec::new(),
        };
        if let Some(value) = report.read(&folder.join(name)) {
            report.languages(&value, "");
            match name.as_str() {
                "operator.json" => report.shape::<Operator>(&value),
                "tables.json" => {
                    let tables = serde_json::from_value(value).map_err(|error| error.to_string());
                    if let Err(fault) = tables.and_then(super::tables) {
                        report.add("", "shape", &fault);
                    }
                }
                _ => report.service(&value, &names, &life_events),
            }
        }
        faults.append(&mut report.faults);
    }
    for single in ["operator.json", "tables.json"] {
        if !names.iter().any(|name| name == single) {
            faults.push(missing_file(single));
        }
    }
    if !names.iter().any(|name| name.starts_with("services/")) {
        faults.push(missing_file("services/"));
    }
    (faults, looked)
}

/// Checks `forms/*.json` with the form engine's lint, that their services exist, and how
/// they ask for the delivery.
#[must_use]
pub fn forms(folder: &Path) -> (Vec<Fault>, usize) {
    let folder = base(folder);
    let names = files(&folder);
    let mut faults = Vec::new();
    let mut looked = 0;
    for name in names.iter().filter(|name| name.starts_with("forms/")) {
        looked += 1;
        let mut report = Report {
            file: name.clone(),
            faults: Vec::new(),
        };
        if let Some(value) = report.read_form(&folder.join(name)) {
            delivery::check(&mut report, &value);
            match Definition::from_json(&value) {
                Ok(definition) => {
                    report.own_name("/id", &definition.id);
                    let service = format!("services/{}.json", definition.service_id);
                    if !names.contains(&service) {
                        report.add(
                            "/serviceId",
                            "service-exists",
                            &format!("there is no {service}"),
                        );
                    }
                }
                Err(findings) => {
                    for one in findings {
                        report.add(&one.pointer, one.rule, &one.remedy);
                    }
                }
            }
        }
        faults.append(&mut report.faults);
    }
    if looked == 0 {
        faults.push(missing_file("forms/"));
    }
    (faults, looked)
}

/// What the forms can be used without, and nobody is asked for: parts of schemas that
/// were written for others.
#[must_use]
pub fn notes(folder: &Path) -> Vec<Fault> {
    let folder = base(folder);
    let names = files(&folder);
    let mut notes = Vec::new();
    for name in names.iter().filter(|name| name.starts_with("forms/")) {
        let mut report = Report {
            file: name.clone(),
            faults: Vec::new(),
        };
        let value = report.read_form(&folder.join(name));
        let definition = value.map(|value| Definition::from_json(&value));
        if let Some(Ok(definition)) = definition {
            for one in definition.notes() {
                report.add(&one.pointer, one.rule, &one.remedy);
            }
            notes.append(&mut report.faults);
        }
    }
    notes
}

fn missing_file(name: &str) -> Fault {
    Fault {
        file: name.into(),
        pointer: String::new(),
        rule: "exists".into(),
        expected: "a content folder has it".into(),
    }
}

/// Also `DIR/services` is understood.
fn base(folder: &Path) -> PathBuf {
    let last = folder.file_name().and_then(|name| name.to_str());
    match (last, folder.parent()) {
        (Some("services" | "forms"), Some(parent)) => parent.to_owned(),
        _ => folder.to_owned(),
    }
}

fn life_events(folder: &Path) -> BTreeSet<String> {
    let tables = std::fs::read_to_string(folder.join("tables.json"))
        .ok()
        .and_then(|text| serde_json::from_str::<Value>(&text).ok());
    tables
        .as_ref()
        .and_then(|tables| tables.get("lifeEvents")?.as_object())
        .map(|events| events.keys().cloned().collect())
        .unwrap_or_default()
}

struct Report {
    file: String,
    faults: Vec<Fault>,
}

impl Report {
    fn add(&mut self, pointer: &str, rule: &str, expected: &str) {
        self.faults.push(Fault {
            file: self.file.clone(),
            pointer: pointer.into(),
            rule: rule.into(),
            expected: expected.into(),
        });
    }

    fn read(&mut self, path: &Path) -> Option<Value> {
        self.read_with(path, |text| serde_json::from_str(text))
    }

    /// A form, as it is delivered.
    fn read_form(&mut self, path: &Path) -> Option<Value> {
        self.read_with(path, banshi_forms::prepare)
    }

    fn read_with(
        &mut self,
        path: &Path,
        read: impl Fn(&str) -> Result<Value, serde_json::Error>,
    ) -> Option<Value> {
        let text = std::fs::read_to_string(path);
        match text
            .map_err(|error| error.to_string())
            .and_then(|text| read(&text).map_err(|error| error.to_string()))
        {
            Ok(value) => Some(value),
            Err(error) => {
                self.add("", "json", &error);
                None
            }
        }
    }

    fn own_name(&mut self, pointer: &str, id: &str) {
        let name = self
            .file
            .rsplit('/')
            .next()
            .and_then(|name| name.strip_suffix(".json"));
        if name != Some(id) {
            self.add(
                pointer,
                "file-name",
                &format!("`{id}` and the file's name must be the same"),
            );
        }
    }

    /// Every text has both languages, and words in each.
    fn languages(&mut self, value: &Value, pointer: &str) {
        match value {
            Value::Object(map) if map.contains_key("zh-CN") || map.contains_key("en") => {
                for language in ["zh-CN", "en"] {
                    let words = map.get(language).and_then(Value::as_str).unwrap_or("");
                    if words.trim().is_empty() {
                        self.add(
                            &format!("{pointer}/{language}"),
                            "language",
                            "words in zh-CN and en",
                        );
                    }
                }
            }
            Value::Object(map) => {
                for (name, value) in map {
                    self.languages(value, &banshi_forms::pointer::join(pointer, name));
                }
            }
            Value::Array(items) => {
                for (place, value) in items.iter().enumerate() {
                    self.languages(value, &format!("{pointer}/{place}"));
                }
            }
            _ => {}
        }
    }

    /// It reads as its type, and has no field that the type does not know.
    fn shape<T: serde::de::DeserializeOwned + serde::Serialize>(&mut self, value: &Value) {
        match serde_json::from_value::<T>(value.clone()).map(|read| serde_json::to_value(read)) {
            Ok(Ok(known)) => self.unknown(value, &known, ""),
            Ok(Err(error)) | Err(error) => self.add("", "shape", &error.to_string()),
        }
    }

    fn unknown(&mut self, given: &Value, known: &Value, pointer: &str) {
        match (given, known) {
            (Value::Object(given), Value::Object(known)) => {
                for (name, value) in given {
                    let at = banshi_forms::pointer::join(pointer, name);
                    match known.get(name) {
                        Some(known) => self.unknown(value, known, &at),
                        None if value.is_null() => {}
                        None => self.add(&at, "unknown-field", "the contract has no such field"),
                    }
                }
            }
            (Value::Array(given), Value::Array(known)) => {
                for (place, (given, known)) in given.iter().zip(known).enumerate() {
                    self.unknown(given, known, &format!("{pointer}/{place}"));
                }
            }
            _ => {}
        }
    }
}
