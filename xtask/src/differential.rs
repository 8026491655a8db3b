//! `cargo xtask differential`: ten thousand cases of each kind, judged by the engines as
//! they are built natively and as WebAssembly, which Node runs; what they write must be
//! the same, byte for byte. The cases are made in `xtask/differential`, the same each
//! time.

use std::fs;
use std::path::{Path, PathBuf};

use crate::command::Command;
use crate::junit::Count;
use crate::project::Project;
use crate::steps::{Context as _, Done, Steps};
use crate::versions::WASM_BINDGEN;
use crate::{npm, tools};

const PACKAGE: &str = "banshi-differential";
/// The kinds of `banshi_differential::KINDS`.
const KINDS: [&str; 4] = ["schema", "pattern", "logic", "identifier"];
/// Cases of each.
const CASES: usize = 10_000;
/// Differences that are named.
const NAMED: usize = 5;
/// Most characters of a line that is named.
const SHOWN: usize = 600;

/// Builds both, runs both and compares.
///
/// # Errors
/// Node or the WebAssembly target is missing, or they differ: names the cases.
pub fn run(project: &Project, steps: &Steps, count: &mut Count) -> Done {
    npm::node()?;
    tools::wasm_target(steps)?;
    let module = module(project, steps)?;
    let folder = project.at("target/xtask/differential");
    fs::create_dir_all(&folder).context(folder.display())?;
    let cases = CASES.to_string();
    let wasm = Command::new("node")
        .arg(project.at("xtask/differential/run.cjs"))
        .arg(&module)
        .arg(&folder)
        .arg(&cases)
        .args(KINDS);
    steps.run("Judge the cases in WebAssembly", &wasm)?;
    let build = Command::new("cargo build --quiet --release --package")
        .arg(PACKAGE)
        .within(&project.root);
    steps.run("Build the engines natively", &build)?;
    let program = project.cargo_target.join("release").join(PACKAGE);
    let mut differences = Vec::new();
    for kind in KINDS {
        let native = Command::at(&program).args([kind, "0", &cases]);
        let native = steps.run(&format!("Judge the cases natively: {kind}"), &native)?;
        let file = folder.join(format!("{kind}.wasm.txt"));
        let wasm = fs::read_to_string(&file).context(file.display())?;
        let written = folder.join(format!("{kind}.native.txt"));
        fs::write(&written, &native).context(written.display())?;
        let different = different(&native, &wasm);
        count.failed += different.len();
        count.passed += CASES.saturating_sub(different.len());
        steps.note(format_args!(
            "{kind}: {CASES} cases, {} differ",
            different.len()
        ));
        differences.extend(different.into_iter().take(NAMED));
    }
    if differences.is_empty() {
        Ok(())
    } else {
        Err(format!(
            "native and WebAssembly differ:\n{}\n  all lines are in {}",
            differences.join("\n"),
            project.shown(&folder)
        )
        .into())
    }
}

/// The module for Node, of the engines as the page has them; its script.
fn module(project: &Project, steps: &Steps) -> Done<PathBuf> {
    let bindgen = tools::cargo(project, steps, &WASM_BINDGEN)?;
    let target = project.cargo_target.join("differential");
    let build = Command::new("cargo build --quiet --lib --profile page")
        .args(["--target", "wasm32-unknown-unknown", "--package", PACKAGE])
        .env("CARGO_TARGET_DIR", &target)
        .within(&project.root);
    steps.run("Build the engines as WebAssembly", &build)?;
    let built = target.join("wasm32-unknown-unknown/page/banshi_differential.wasm");
    let bind = Command::at(&bindgen)
        .args(["--target", "nodejs", "--no-typescript", "--out-dir"])
        .arg(target.join("node"))
        .args(["--out-name", "differential"])
        .arg(&built);
    steps.run("Write the glue for Node", &bind)?;
    // As CommonJS, whatever is said in a folder above.
    let script = target.join("node/differential.js");
    let renamed = script.with_extension("cjs");
    rename(&script, &renamed)?;
    Ok(renamed)
}

fn rename(from: &Path, to: &Path) -> Done {
    fs::rename(from, to).context(from.display())
}

/// The lines that are not the same, both of them; one that is missing counts too.
fn different(native: &str, wasm: &str) -> Vec<String> {
    let cut = |line: &str| line.chars().take(SHOWN).collect::<String>();
    let (mut ours, mut theirs) = (native.lines(), wasm.lines());
    let mut out = Vec::new();
    loop {
        match (ours.next(), theirs.next()) {
            (None, None) => return out,
            (ours, theirs) if ours != theirs => out.push(format!(
                "  native: {}\n  wasm:   {}",
                cut(ours.unwrap_or("nothing")),
                cut(theirs.unwrap_or("nothing"))
            )),
            _ => {}
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lines_that_differ_or_are_missing_are_named() {
        assert_eq!(different("a\nb\n", "a\nb\n"), Vec::<String>::new());
        assert_eq!(
            different("a\nb\nc\n", "a\nx\n"),
            ["  native: b\n  wasm:   x", "  native: c\n  wasm:   nothing"]
        );
    }

    #[test]
    fn the_kinds_are_those_of_the_package() {
        let source = include_str!("../differential/src/lib.rs");
        let kinds = format!("KINDS: [&str; {}] = {KINDS:?};", KINDS.len());
        assert!(source.contains(&kinds), "{kinds}");
    }
}
