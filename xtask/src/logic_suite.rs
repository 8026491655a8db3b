//! The public JsonLogic suite, as the crate `jsonlogic-rs` ships it. Cargo itself gets
//! that crate's source into its own cache, for a manifest that lives in ours; nothing of
//! it is built, and nothing of it comes into the clone.

use std::fs;
use std::path::{Path, PathBuf};

use serde_json::Value;

use crate::command::Command;
use crate::project::Project;
use crate::steps::{Context, Done, Failure, Steps};

const CRATE: &str = "jsonlogic-rs";
const MANIFEST: &str = "\
[package]
name = \"banshi-logic-suite\"
version = \"0.0.0\"
edition = \"2024\"

[workspace]

[dependencies]
jsonlogic-rs = { version = \"=0.5.0\", default-features = false }
";

/// Where the suite's file is now; the test reads it from `JSON_LOGIC_SUITE`.
///
/// # Errors
/// The crate can't be got, or holds no such file.
pub fn fetch(project: &Project, steps: &Steps) -> Done<PathBuf> {
    let folder = project.cache.join("json-logic-suite");
    let sources = folder.join("src");
    fs::create_dir_all(&sources).context(sources.display())?;
    for (path, text) in [
        (folder.join("Cargo.toml"), MANIFEST),
        (sources.join("lib.rs"), ""),
    ] {
        fs::write(&path, text).context(path.display())?;
    }
    let cargo = |line: &str| Command::new(line).within(&folder);
    steps.run("JsonLogic suite", &cargo("cargo fetch"))?;
    let metadata = cargo("cargo metadata --offline --format-version 1");
    metadata
        .answer()
        .and_then(|answer| source_of(&answer))
        .map(|source| source.join("tests/data/tests.json"))
        .filter(|file| file.is_file())
        .ok_or_else(|| {
            Failure::from(format!(
                "JsonLogic suite: {CRATE} has no tests/data/tests.json\n  command: {metadata}"
            ))
        })
}

/// The folder of the crate's source, from what `cargo metadata` prints.
fn source_of(metadata: &str) -> Option<PathBuf> {
    let metadata: Value = serde_json::from_str(metadata).ok()?;
    let packages = metadata.get("packages")?.as_array()?;
    let package = packages
        .iter()
        .find(|package| package.get("name").is_some_and(|name| name == CRATE))?;
    let manifest = Path::new(package.get("manifest_path")?.as_str()?);
    manifest.parent().map(Path::to_path_buf)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn finds_the_source_among_all_packages() {
        let metadata = r#"{"packages": [
            {"name": "itoa", "manifest_path": "/c/itoa-1.0.0/Cargo.toml"},
            {"name": "jsonlogic-rs", "manifest_path": "/c/jsonlogic-rs-0.5.0/Cargo.toml"}]}"#;
        assert_eq!(
            source_of(metadata),
            Some(PathBuf::from("/c/jsonlogic-rs-0.5.0"))
        );
        assert_eq!(source_of(r#"{"packages": []}"#), None);
        assert_eq!(source_of("error"), None);
    }

    #[test]
    fn the_manifest_names_the_crate() {
        assert!(MANIFEST.contains(&format!("{CRATE} = {{ version = \"=")));
    }
}
