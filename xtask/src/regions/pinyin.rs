//! Pinyin of the names, written by a package of npm.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::Path;

use banshi_identifiers::Entry;

use super::read::json;
use crate::command::Command;
use crate::project::Project;
use crate::steps::{Context as _, Done, Failure, Steps};

/// Writes the syllables of each name into the tables.
///
/// # Errors
/// Node.js fails, or answers for more or fewer names.
pub fn add(project: &Project, steps: &Steps, packages: &Path, tables: [&mut [Entry]; 2]) -> Done {
    let names: BTreeSet<&str> = tables
        .iter()
        .flat_map(|table| table.iter().map(|entry| entry.name.as_str()))
        .collect();
    let list = project.at("target/xtask/names.json");
    let answer = project.at("target/xtask/pinyin.json");
    let text = serde_json::to_string(&names).context("names")?;
    fs::write(&list, text).context(list.display())?;
    let command = Command::new("node pinyin.mjs")
        .arg(&list)
        .arg(&answer)
        .within(packages);
    steps.run(&format!("Write {} names in pinyin", names.len()), &command)?;
    let written = json(&answer)?;
    let written = written.as_array().map(Vec::as_slice).unwrap_or_default();
    if written.len() != names.len() {
        return Err(Failure::from(format!(
            "{} names, {} of them in pinyin",
            names.len(),
            written.len()
        )));
    }
    let names: BTreeMap<String, &str> = names
        .into_iter()
        .map(str::to_owned)
        .zip(written.iter().map(|one| one.as_str().unwrap_or_default()))
        .collect();
    for entry in tables.into_iter().flatten() {
        let pinyin = names.get(&entry.name).copied();
        entry.pinyin = pinyin.unwrap_or_default().to_owned();
    }
    Ok(())
}
