//! `cargo xtask oracle`: a hundred thousand numbers, right and wrong, judged by
//! python-stdnum and by us. What it is known to be wrong about (residence permits,
//! letters in front of a USCC) is not asked here but tested by hand in the crate.

use std::fs;
use std::path::PathBuf;

use crate::command::Command;
use crate::project::Project;
use crate::python;
use crate::steps::{Context as _, Done, Steps};

const FOLDER: &str = "xtask/oracle";

/// Installs python-stdnum; the Python that has it.
///
/// # Errors
/// Python is missing, or pip fails.
pub fn install(project: &Project, steps: &Steps, yes: bool) -> Done<PathBuf> {
    python::environment(project, steps, yes, FOLDER, "python-stdnum")
}

/// Asks, and fails when the two disagree about a number.
///
/// # Errors
/// Python is missing, or they disagree; the failure names the numbers.
pub fn compare(project: &Project, steps: &Steps, yes: bool) -> Done {
    let python = install(project, steps, yes)?;
    let folder = project.at("target/xtask");
    fs::create_dir_all(&folder).context(folder.display())?;
    let file = folder.join("oracle.tsv");
    let ask = Command::at(&python)
        .arg(project.at(FOLDER).join("identifiers.py"))
        .arg(&file);
    steps.run("Ask python-stdnum about 100,000 numbers", &ask)?;
    let judge = Command::new("cargo run --quiet --package banshi-identifiers --example judge --")
        .arg(&file)
        .within(&project.root);
    let answer = steps.run("Judge them ourselves", &judge)?;
    steps.note(answer.trim());
    Ok(())
}
