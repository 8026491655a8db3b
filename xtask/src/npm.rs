//! Packages from npm, installed from committed lock files.

use std::fs;
use std::path::{Path, PathBuf};

use crate::build::hash;
use crate::command::Command;
use crate::project::Project;
use crate::steps::{Context as _, Done, Failure, Steps};
use crate::tools::in_path;

/// The oldest Node.js that the tests' TypeScript loader runs on.
const NODE_MAJOR: u32 = 20;
const STAMP: &str = "node_modules/.banshi-lock";

/// Sees to it that Node.js is there.
///
/// # Errors
/// It is missing or too old.
pub fn node() -> Done {
    let version = Command::new("node --version").answer().unwrap_or_default();
    let major = version
        .trim()
        .trim_start_matches('v')
        .split('.')
        .next()
        .and_then(|n| n.parse::<u32>().ok());
    match major {
        Some(major) if major >= NODE_MAJOR && in_path("npm").is_some() => Ok(()),
        Some(_) => Err(format!(
            "Node.js {NODE_MAJOR} or later with npm is needed; `node --version` says {}",
            version.trim()
        )
        .into()),
        None => Err(format!(
            "Node.js was not found: install Node.js {NODE_MAJOR} or later with npm (on Debian: sudo apt-get install nodejs npm)"
        )
        .into()),
    }
}

/// Installs what the lock file of a folder in the clone names, beside it, unless it
/// is installed already.
///
/// # Errors
/// Node.js is missing, or npm fails.
pub fn install(steps: &Steps, folder: &Path, what: &str) -> Done {
    node()?;
    let lock_file = folder.join("package-lock.json");
    let lock = fs::read_to_string(&lock_file).context(lock_file.display())?;
    let stamp = folder.join(STAMP);
    let wanted = hash(lock.as_bytes());
    if fs::read_to_string(&stamp).is_ok_and(|found| found == wanted) {
        return Ok(());
    }
    // Packages bring their programs along; none has to run a script of its own.
    let command = Command::new("npm ci --ignore-scripts --no-audit --no-fund --loglevel=error")
        .within(folder);
    steps.run(&format!("Install {what} (npm)"), &command)?;
    fs::write(&stamp, wanted).context(stamp.display())
}

/// The build tools (esbuild, wasm-opt) in the cache; the folder of their programs.
///
/// # Errors
/// Node.js is missing, or npm fails.
pub fn build_tools(project: &Project, steps: &Steps) -> Done<PathBuf> {
    let source = project.at("xtask/node");
    let lock =
        fs::read(source.join("package-lock.json")).context("xtask/node/package-lock.json")?;
    let folder = project.cache.join("node").join(hash(&lock));
    fs::create_dir_all(&folder).context(folder.display())?;
    for name in ["package.json", "package-lock.json", ".npmrc"] {
        fs::copy(source.join(name), folder.join(name))
            .context(format_args!("xtask/node/{name}"))?;
    }
    install(steps, &folder, "esbuild and wasm-opt")?;
    let programs = folder.join("node_modules/.bin");
    if programs.join("esbuild").exists() {
        Ok(programs)
    } else {
        Err(Failure::from(format!(
            "{} has no esbuild",
            programs.display()
        )))
    }
}

#[cfg(test)]
#[allow(clippy::unwrap_used, clippy::indexing_slicing, reason = "tests")]
mod tests {
    use super::*;

    #[test]
    fn lock_files_name_no_registry() {
        for folder in ["xtask/node", "tests/e2e", "tests/e2e/floor", "bench"] {
            let file = Path::new(env!("CARGO_MANIFEST_DIR"))
                .join("..")
                .join(folder)
                .join("package-lock.json");
            let lock: serde_json::Value =
                serde_json::from_str(&fs::read_to_string(&file).unwrap()).unwrap();
            for (name, package) in lock["packages"].as_object().unwrap() {
                assert!(
                    package.get("resolved").is_none(),
                    "{}: {name}",
                    file.display()
                );
            }
        }
    }
}
