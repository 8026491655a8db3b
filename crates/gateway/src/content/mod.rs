//! What the portal shows, from files: `operator.json`, `tables.json`, `services/*.json`
//! and `forms/*.json`. A file that changes is taken up again; one that is broken is
//! refused by name while its last good version stays.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::sync::{Arc, PoisonError, RwLock};
use std::time::SystemTime;

use banshi_contract::{Operator, Service, Text};
use banshi_forms::Definition;
use serde::de::DeserializeOwned;
use serde_json::Value;

use crate::ids;

pub mod check;
mod codes;

/// The tables of codes, by name and code.
pub type Tables = BTreeMap<String, BTreeMap<String, Text>>;

/// In `tables.json`: where the tables are from, a note to the reader and no table.
const TABLES_NOTE: &str = "source";

/// A form that passed the lint.
#[derive(Clone, Debug)]
pub struct Form {
    /// As the engine runs it.
    pub definition: Arc<Definition>,
    /// As it is delivered.
    pub json: Value,
    /// SHA-256 of what is delivered, hex.
    pub hash: String,
}

/// Everything, as it was at one moment.
#[derive(Clone, Debug)]
pub struct Catalogue {
    /// Who runs the portal.
    pub operator: Operator,
    /// Words of codes.
    pub tables: Tables,
    /// Services in use, by id.
    pub services: BTreeMap<String, Arc<Service>>,
    /// Forms, by id.
    pub forms: BTreeMap<String, Form>,
}

impl Catalogue {
    /// The words of a code; none when no table has it.
    #[must_use]
    pub fn words(&self, table: &str, code: &str) -> Option<&Text> {
        self.tables.get(table)?.get(code)
    }
}

/// Why content can't be used.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ContentError {
    /// The file, relative to the content folder.
    pub file: String,
    /// What is wrong with it.
    pub fault: String,
}

impl std::fmt::Display for ContentError {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "{}: {}", self.file, self.fault)
    }
}

impl std::error::Error for ContentError {}

#[derive(Clone, Debug)]
enum Parsed {
    Operator(Box<Operator>),
    Tables(Tables),
    Service(Arc<Service>),
    Form(Form),
}

#[derive(Debug)]
struct Seen {
    stamp: (SystemTime, u64),
    good: Option<Parsed>,
    fault: Option<String>,
}

/// The content folder, kept up to date by [`Content::refresh`].
#[derive(Debug)]
pub struct Content {
    folder: PathBuf,
    seen: RwLock<BTreeMap<String, Seen>>,
    current: RwLock<Arc<Catalogue>>,
}

impl Content {
    /// Reads the folder.
    ///
    /// # Errors
    /// `operator.json` or `tables.json` is missing or broken: without them there is
    /// no portal. Other broken files are only left out; see [`Content::faults`].
    pub fn open(folder: &Path) -> Result<Self, ContentError> {
        let mut seen = BTreeMap::new();
        take_up(folder, &mut seen);
        let current = assemble(&seen)?;
        Ok(Self {
            folder: folder.to_owned(),
            seen: RwLock::new(seen),
            current: RwLock::new(Arc::new(current)),
        })
    }

    /// What there is now.
    #[must_use]
    pub fn now(&self) -> Arc<Catalogue> {
        Arc::clone(&self.current.read().unwrap_or_else(PoisonError::into_inner))
    }

    /// Files that were refused, with the reason.
    #[must_use]
    pub fn faults(&self) -> Vec<ContentError> {
        let seen = self.seen.read().unwrap_or_else(PoisonError::into_inner);
        seen.iter()
            .filter_map(|(file, one)| {
                Some(ContentError {
                    file: file.clone(),
                    fault: one.fault.clone()?,
                })
            })
            .collect()
    }

    /// Looks whether files changed and takes them up; true when anything did.
    pub fn refresh(&self) -> bool {
        let mut seen = self.seen.write().unwrap_or_else(PoisonError::into_inner);
        if !take_up(&self.folder, &mut seen) {
            return false;
        }
        if let Ok(catalogue) = assemble(&seen) {
            *self.current.write().unwrap_or_else(PoisonError::into_inner) = Arc::new(catalogue);
        }
        true
    }
}

/// The JSON files of a content folder, relative to it, in order.
pub(crate) fn files(folder: &Path) -> Vec<String> {
    let mut names = Vec::new();
    for single in ["operator.json", "tables.json"] {
        if folder.join(single).is_file() {
            names.push(single.to_owned());
        }
    }
    for sub in ["forms", "services"] {
        let Ok(entries) = std::fs::read_dir(folder.join(sub)) else {
            continue;
        };
        names.extend(entries.flatten().filter_map(|entry| {
            let name = entry.file_name().to_str()?.to_owned();
            // Editors leave dot files beside what they save.
            (name.ends_with(".json") && !name.starts_with('.')).then(|| format!("{sub}/{name}"))
        }));
    }
    names.sort_unstable();
    names
}

fn take_up(folder: &Path, seen: &mut BTreeMap<String, Seen>) -> bool {
    let names = files(folder);
    let before = seen.len();
    // `operator.json` and `tables.json` stay in use when they vanish for a moment.
    seen.retain(|name, _| names.contains(name) || !name.contains('/'));
    let mut changed = seen.len() != before;
    for name in names {
        let path = folder.join(&name);
        let Ok(stamp) =
            std::fs::metadata(&path).and_then(|about| Ok((about.modified()?, about.len())))
        else {
            continue;
        };
        if seen.get(&name).is_some_and(|one| one.stamp == stamp) {
            continue;
        }
        changed = true;
        let known = seen.contains_key(&name);
        let entry = seen.entry(name.clone()).or_insert(Seen {
            stamp,
            good: None,
            fault: None,
        });
        entry.stamp = stamp;
        match parse(&name, &path) {
            Ok(parsed) => {
                if known {
                    tracing::info!(file = name, "content taken up again");
                }
                entry.good = Some(parsed);
                entry.fault = None;
            }
            Err(fault) => {
                let kept = entry.good.is_some();
                tracing::error!(file = name, fault, kept, "content refused");
                entry.fault = Some(fault);
            }
        }
    }
    changed
}

fn parse(name: &str, path: &Path) -> Result<Parsed, String> {
    let text = std::fs::read_to_string(path).map_err(|error| error.to_string())?;
    let id = name
        .rsplit('/')
        .next()
        .and_then(|file| file.strip_suffix(".json"))
        .unwrap_or(name);
    if name == "operator.json" {
        return Ok(Parsed::Operator(Box::new(read(&text)?)));
    }
    if name == "tables.json" {
        return Ok(Parsed::Tables(tables(read(&text)?)?));
    }
    if name.starts_with("services/") {
        let mut service: Service = read(&text)?;
        if service.summary.id != id {
            return Err(format!(
                "its id is `{}`, its name says `{id}`",
                service.summary.id
            ));
        }
        service.revision = ids::sha256_hex(text.as_bytes()).chars().take(16).collect();
        return Ok(Parsed::Service(Arc::new(service)));
    }
    let json = banshi_forms::prepare(&text).map_err(|error| error.to_string())?;
    let definition = Definition::from_json(&json).map_err(|findings| {
        let words: Vec<String> = findings
            .iter()
            .map(|one| format!("{} [{}] {}", one.pointer, one.rule, one.remedy))
            .collect();
        words.join("; ")
    })?;
    if definition.id != id {
        return Err(format!(
            "its id is `{}`, its name says `{id}`",
            definition.id
        ));
    }
    let hash = ids::sha256_hex(json.to_string().as_bytes());
    Ok(Parsed::Form(Form {
        definition: Arc::new(definition),
        json,
        hash,
    }))
}

/// The tables of `tables.json`, or which one is broken and where.
pub(crate) fn tables(all: BTreeMap<String, Value>) -> Result<Tables, String> {
    let mut tables = Tables::new();
    for (name, table) in all {
        if name == TABLES_NOTE {
            continue;
        }
        let Value::Object(codes) = table else {
            return Err(format!("table `{name}`: expected codes with their words"));
        };
        let mut words = BTreeMap::new();
        for (code, text) in codes {
            let text = serde_json::from_value(text)
                .map_err(|error| format!("table `{name}`, code `{code}`: {error}"))?;
            words.insert(code, text);
        }
        tables.insert(name, words);
    }
    Ok(tables)
}

fn read<T: DeserializeOwned>(text: &str) -> Result<T, String> {
    serde_json::from_str(text).map_err(|error| error.to_string())
}

fn assemble(seen: &BTreeMap<String, Seen>) -> Result<Catalogue, ContentError> {
    let missing = |file: &str| {
        let fault = seen.get(file).and_then(|one| one.fault.clone());
        ContentError {
            file: file.into(),
            fault: fault.unwrap_or_else(|| "there is no such file".into()),
        }
    };
    let good = |file: &str| seen.get(file).and_then(|one| one.good.clone());
    let Some(Parsed::Operator(operator)) = good("operator.json") else {
        return Err(missing("operator.json"));
    };
    let Some(Parsed::Tables(tables)) = good("tables.json") else {
        return Err(missing("tables.json"));
    };
    let mut forms = BTreeMap::new();
    let mut services = BTreeMap::new();
    for parsed in seen.values().filter_map(|one| one.good.clone()) {
        match parsed {
            Parsed::Form(form) => {
                forms.insert(form.definition.id.clone(), form);
            }
            // 事项状态: only what is in use is shown.
            Parsed::Service(service) if service.state == "1" => {
                services.insert(service.summary.id.clone(), service);
            }
            _ => {}
        }
    }
    for service in services.values_mut() {
        let form = service.summary.form_id.as_deref();
        if form.is_some_and(|form| !forms.contains_key(form)) {
            // Without its form a service can't be applied for here: it says so.
            let service = Arc::make_mut(service);
            service.summary.form_id = None;
            service.revision.push_str("-formless");
        }
    }
    Ok(Catalogue {
        operator: *operator,
        tables,
        services,
        forms,
    })
}
