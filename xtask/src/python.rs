//! Packages from PyPI, in a virtual environment of their own in the cache.

use std::fs;
use std::path::PathBuf;

use crate::build::hash;
use crate::command::Command;
use crate::project::Project;
use crate::steps::{Context as _, Done, Steps};
use crate::tools;

const STAMP: &str = ".banshi-installed";

/// Sees to it that what `requirements.txt` of a folder in the clone names is installed,
/// exactly that and without what it would bring along; the path of its Python.
///
/// # Errors
/// Python or its `venv` is missing and can't be installed, or pip fails.
pub fn environment(
    project: &Project,
    steps: &Steps,
    yes: bool,
    source: &str,
    what: &str,
) -> Done<PathBuf> {
    let requirements = project.at(source).join("requirements.txt");
    let text = fs::read(&requirements).context(requirements.display())?;
    let folder = project.cache.join("python").join(hash(&text));
    let python = folder.join("bin/python");
    if folder.join(STAMP).is_file() && python.exists() {
        return Ok(python);
    }
    interpreter(steps, yes)?;
    let create = Command::new("python3 -m venv --clear").arg(&folder);
    steps.run("Make a virtual environment for Python", &create)?;
    let install = Command::at(&python)
        .args("-m pip install --quiet --disable-pip-version-check".split(' '))
        .args("--no-deps --only-binary :all: --require-hashes --requirement".split(' '))
        .arg(&requirements);
    steps.run(&format!("Install {what} (pip)"), &install)?;
    let stamp = folder.join(STAMP);
    fs::write(&stamp, "").context(stamp.display())?;
    Ok(python)
}

/// Python with what virtual environments need; Debian packs that apart.
fn interpreter(steps: &Steps, yes: bool) -> Done {
    let is_there = || {
        Command::new("python3 -c")
            .arg("import ensurepip, venv")
            .answer()
            .is_some()
    };
    if is_there() {
        return Ok(());
    }
    let by_hand =
        "Python 3 with venv is needed and was not found: install it and put python3 on PATH";
    let packages = "python3 python3-venv";
    tools::debian(steps, yes, packages, "Install Python and venv", by_hand)?;
    if is_there() {
        Ok(())
    } else {
        Err(by_hand.to_owned().into())
    }
}
