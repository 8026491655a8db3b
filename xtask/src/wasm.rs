//! The WebAssembly of a release: cut into the first load and the chunks that pages
//! bring along, bound to the browser, made small, named by content.

use std::fs;
use std::path::{Path, PathBuf};

use crate::build::{Kit, place};
use crate::command::Command;
use crate::project::Project;
use crate::steps::{Context as _, Done, Steps};
use crate::tools;
use crate::versions::WASM_SPLIT;

/// What rustc emits and every browser from the floor on runs. Never `--all-features`:
/// it writes compact imports, which no browser reads yet.
const FEATURES: [&str; 7] = [
    "--enable-bulk-memory",
    "--enable-bulk-memory-opt",
    "--enable-nontrapping-float-to-int",
    "--enable-sign-ext",
    "--enable-mutable-globals",
    "--enable-reference-types",
    "--enable-multivalue",
];
const LOADER: &str = "__wasm_split.js";

/// Lays the chunks into `fresh`, glue and the chunks' loader into `work`; the path of
/// the first load's WebAssembly.
///
/// # Errors
/// A tool is missing or fails.
pub fn release(
    project: &Project,
    steps: &Steps,
    kit: &Kit,
    module: &Path,
    work: &Path,
    fresh: &Path,
    has_chunks: bool,
) -> Done<PathBuf> {
    if !has_chunks {
        let bound = bind(steps, kit, module, work, &[])?;
        return small(steps, kit, &bound, "the whole page");
    }
    let tool = tools::cargo(project, steps, &WASM_SPLIT)?;
    let chunks = work.join("chunks");
    fs::create_dir_all(&chunks).context(chunks.display())?;
    let command = Command::at(&tool)
        .args(["--target", "web", "--out-name", "banshi"])
        .arg(module)
        .arg(&chunks);
    steps.run("Cut the module into chunks", &command)?;
    let kept = ["--keep-lld-exports", "--no-demangle"];
    let bound = bind(steps, kit, &chunks.join("banshi.wasm"), work, &kept)?;
    place_chunks(steps, kit, &chunks, work, fresh)?;
    small(steps, kit, &bound, "the first load")
}

/// Writes the glue between page and browser into `work`; the path of the bound module.
///
/// # Errors
/// `wasm-bindgen` fails.
pub fn bind(steps: &Steps, kit: &Kit, module: &Path, work: &Path, more: &[&str]) -> Done<PathBuf> {
    let command = Command::at(&kit.wasm_bindgen)
        .args(["--target", "web", "--no-typescript", "--out-name", "banshi"])
        .args(more)
        .arg("--out-dir")
        .arg(work)
        .arg(module);
    steps.run("Write the glue between page and browser", &command)?;
    Ok(work.join("banshi_bg.wasm"))
}

/// Makes a module small; the path of the small one.
fn small(steps: &Steps, kit: &Kit, module: &Path, what: &str) -> Done<PathBuf> {
    let small = module.with_extension("small");
    let command = Command::at(&kit.programs.join("wasm-opt"))
        // Measured: -Oz is 4 % smaller than this before brotli, and 1 % larger after it.
        .args(["-O2", "--strip-debug", "--strip-producers"])
        .args(FEATURES)
        .arg(module)
        .arg("--output")
        .arg(&small);
    steps.run(&format!("Make the WebAssembly small: {what}"), &command)?;
    Ok(small)
}

/// Lays the chunks into the page under hashed names, and the script that loads them
/// beside the glue, which imports it.
fn place_chunks(steps: &Steps, kit: &Kit, chunks: &Path, work: &Path, fresh: &Path) -> Done {
    let loader = chunks.join(LOADER);
    let mut script = fs::read_to_string(&loader).context(loader.display())?;
    for stem in named_chunks(&script) {
        let small = small(
            steps,
            kit,
            &chunks.join(format!("{stem}.wasm")),
            chunk_name(&stem),
        )?;
        let before = format!("banshi-{}-", chunk_name(&stem));
        let address = place(&small, fresh, &before, ".wasm")?;
        script = script.replace(&format!("\"./{stem}.wasm\""), &format!("\"{address}\""));
    }
    fs::write(work.join(LOADER), script).context(LOADER)
}

/// The chunks that the loader fetches, without their ending.
fn named_chunks(script: &str) -> Vec<String> {
    let mut found: Vec<String> = Vec::new();
    for part in script.split("\"./").skip(1) {
        if let Some((stem, _)) = part.split_once(".wasm\"")
            && !stem.contains('"')
            && !found.iter().any(|one| one == stem)
        {
            found.push(stem.to_owned());
        }
    }
    found
}

/// `wizard` of `split_wizard_8599641440916661132`, `chunk` of `chunk_4`.
fn chunk_name(stem: &str) -> &str {
    let stem = stem.strip_prefix("split_").unwrap_or(stem);
    stem.rsplit_once('_').map_or(stem, |(name, _)| name)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn chunks_are_found_in_the_loader_and_named_after_their_page() {
        let script = "import { initSync } from \"./banshi.js\";\n\
            fetch(new URL(\"./chunk_4.wasm\", import.meta.url));\n\
            fetch(new URL(\"./split_sign_in_8599641440916661132.wasm\", import.meta.url));";
        let chunks = named_chunks(script);
        assert_eq!(chunks, ["chunk_4", "split_sign_in_8599641440916661132"]);
        let names: Vec<&str> = chunks.iter().map(|stem| chunk_name(stem)).collect();
        assert_eq!(names, ["chunk", "sign_in"]);
    }
}
