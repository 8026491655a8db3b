//! The page as it is shipped: Rust to WebAssembly, glue, styles and words, each file
//! named by a hash of its content and laid beside its compressed forms.

use std::fs;
use std::path::{Path, PathBuf};

use sha2::{Digest as _, Sha256};

use crate::command::Command;
use crate::html::{self, Assets};
use crate::project::Project;
use crate::steps::{Context as _, Done, Steps};
use crate::versions::WASM_BINDGEN;
use crate::{locales, npm, tools, wasm};

/// The browser floor, in the names of esbuild.
const FLOOR: &str = "--target=chrome99,firefox102,safari16";
const PAGE: &str = "cargo build --bin banshi --target wasm32-unknown-unknown";

/// The release build, into `dist/`.
///
/// # Errors
/// A tool is missing or a step fails.
pub fn release(project: &Project, steps: &Steps) -> Done {
    let target = project.page_target();
    // Erased components make the module a seventh smaller too. Cutting it into chunks
    // needs the relocations, and they need a module that is not stripped yet.
    let features: &[&str] = if has_chunks(project)? {
        &["--features", "split"]
    } else {
        &[]
    };
    let command = Command::new(PAGE)
        .args(["--profile", "page"])
        .args(features)
        .env("CARGO_TARGET_DIR", &target)
        .env("CARGO_PROFILE_PAGE_STRIP", "false")
        .env(
            "RUSTFLAGS",
            "--cfg erase_components -Clink-args=--emit-relocs",
        )
        .within(&project.root);
    let kit = Kit::get(project, steps)?;
    steps.run("Build the page (release)", &command)?;
    let module = target.join("wasm32-unknown-unknown/page/banshi.wasm");
    lay_out(project, steps, &kit, &module, &project.at("dist"), true)
}

/// The development build: quick to make, large, not optimised.
///
/// # Errors
/// A tool is missing or a step fails.
pub fn debug(project: &Project, steps: &Steps, dist: &Path) -> Done {
    // With components erased the page compiles in a fraction of the time.
    let target = project.cargo_target.join("serve/page");
    let command = Command::new(PAGE)
        .env("CARGO_TARGET_DIR", &target)
        .env("RUSTFLAGS", "--cfg erase_components")
        .within(&project.root);
    let kit = Kit::get(project, steps)?;
    steps.run("Build the page (for development)", &command)?;
    let module = target.join("wasm32-unknown-unknown/debug/banshi.wasm");
    lay_out(project, steps, &kit, &module, dist, false)
}

/// Whether the page has pages that can be chunks of their own.
fn has_chunks(project: &Project) -> Done<bool> {
    let text = fs::read_to_string(project.at("Cargo.toml")).context("Cargo.toml")?;
    let manifest: toml::Table = text.parse().context("Cargo.toml")?;
    Ok(manifest
        .get("features")
        .is_some_and(|features| features.get("split").is_some()))
}

/// The tools of a build.
pub struct Kit {
    /// `wasm-bindgen`.
    pub wasm_bindgen: PathBuf,
    /// The folder of esbuild and wasm-opt.
    pub programs: PathBuf,
}

impl Kit {
    fn get(project: &Project, steps: &Steps) -> Done<Self> {
        npm::node()?;
        tools::wasm_target(steps)?;
        let wasm_bindgen = tools::cargo(project, steps, &WASM_BINDGEN)?;
        let programs = npm::build_tools(project, steps)?;
        Ok(Self {
            wasm_bindgen,
            programs,
        })
    }

    fn esbuild(&self) -> Command {
        Command::at(&self.programs.join("esbuild")).args(["--log-level=warning", FLOOR])
    }
}

fn lay_out(
    project: &Project,
    steps: &Steps,
    kit: &Kit,
    module: &Path,
    dist: &Path,
    shipped: bool,
) -> Done {
    let work = project.at("target/build");
    let fresh = work.join("dist");
    if work.exists() {
        fs::remove_dir_all(&work).context(work.display())?;
    }
    fs::create_dir_all(fresh.join("locales")).context(fresh.display())?;
    copy_folder(&project.at("public"), &fresh)?;

    let wasm = if shipped {
        wasm::release(
            project,
            steps,
            kit,
            module,
            &work,
            &fresh,
            has_chunks(project)?,
        )?
    } else {
        wasm::bind(steps, kit, module, &work, &[])?
    };

    let mut assets = Assets {
        wasm: place(&wasm, &fresh, "banshi-", "_bg.wasm")?,
        ..Assets::default()
    };
    write_scripts(project, steps, kit, &work, &fresh, &mut assets, shipped)?;
    for (language, text) in locales::merged(project)? {
        if locales::is_pseudo(&language) {
            continue;
        }
        let file = work.join("locale.json");
        fs::write(&file, text).context(file.display())?;
        let address = place(&file, &fresh, &format!("locales/{language}-"), ".json")?;
        assets.locales.push((language, address));
    }
    // The default language stands first.
    assets
        .locales
        .sort_by_key(|(language, _)| (language != locales::DEFAULT, language.clone()));

    let source = fs::read_to_string(project.at("index.html")).context("index.html")?;
    fs::write(fresh.join("index.html"), html::release(&source, &assets)?).context("index.html")?;
    if shipped {
        let command = Command::new("node")
            .arg(project.at("xtask/node/compress.mjs"))
            .arg(&fresh);
        steps.run("Compress (brotli 11 and gzip)", &command)?;
    }
    replace_folder(&fresh, dist)?;
    steps.note(format_args!("the page is in {}", project.shown(dist)));
    Ok(())
}

fn write_scripts(
    project: &Project,
    steps: &Steps,
    kit: &Kit,
    work: &Path,
    fresh: &Path,
    assets: &mut Assets,
    shipped: bool,
) -> Done {
    let entry = work.join("start.js");
    let text = "import init from './banshi.js';\n\
        init({ module_or_path: WASM }).catch((error) => {\n\
          console.error(error);\n\
          dispatchEvent(new CustomEvent('banshi:lost'));\n\
        });\n";
    fs::write(&entry, text).context(entry.display())?;
    let minify: &[&str] = if shipped { &["--minify"] } else { &[] };
    let module = work.join("module.js");
    let command = kit
        .esbuild()
        .args(minify)
        .args(["--bundle", "--format=esm"])
        .arg(format!("--define:WASM=\"{}\"", assets.wasm))
        .arg(format!("--outfile={}", module.display()))
        .arg(&entry);
    steps.run("Bundle the module that starts the page", &command)?;
    assets.module = place(&module, fresh, "banshi-", ".js")?;

    let style = work.join("style.css");
    let command = kit
        .esbuild()
        .args(minify)
        .arg("--bundle")
        .arg(format!("--outfile={}", style.display()))
        .arg(project.at("style/index.css"));
    steps.run("Bundle the styles", &command)?;
    assets.style = place(&style, fresh, "style-", ".css")?;

    // Its own target: it runs in browsers far below the floor, to tell them apart.
    let boot = work.join("boot.js");
    let command = Command::at(&kit.programs.join("esbuild"))
        .args(["--log-level=warning", "--target=es5"])
        .args(minify)
        .arg(format!("--outfile={}", boot.display()))
        .arg(project.at("public/boot.js"));
    steps.run("Write the boot script", &command)?;
    assets.boot = place(&boot, fresh, "boot-", ".js")?;
    fs::remove_file(fresh.join("boot.js")).context("boot.js")
}

/// Copies a file into the page under a name with a hash of its content; its address.
///
/// # Errors
/// It can't be read or written.
pub fn place(file: &Path, dist: &Path, before: &str, after: &str) -> Done<String> {
    let data = fs::read(file).context(file.display())?;
    let name = format!("{before}{}{after}", hash(&data));
    fs::write(dist.join(&name), data).context(&name)?;
    Ok(format!("/{name}"))
}

/// The first 16 hexadecimal digits of SHA-256.
pub fn hash(data: &[u8]) -> String {
    Sha256::digest(data)
        .iter()
        .take(8)
        .map(|byte| format!("{byte:02x}"))
        .collect()
}

/// Copies a folder's content.
///
/// # Errors
/// A file can't be read or written.
pub fn copy_folder(from: &Path, to: &Path) -> Done {
    fs::create_dir_all(to).context(to.display())?;
    for entry in fs::read_dir(from).context(from.display())? {
        let entry = entry.context(from.display())?;
        let (from, to) = (entry.path(), to.join(entry.file_name()));
        if from.is_dir() {
            copy_folder(&from, &to)?;
        } else {
            fs::copy(&from, &to).context(from.display())?;
        }
    }
    Ok(())
}

/// Puts a finished folder in the place of an old one, so that a gateway that serves it
/// never sees half of it for longer than a moment.
fn replace_folder(fresh: &Path, place: &Path) -> Done {
    let old = place.with_extension("old");
    if old.exists() {
        fs::remove_dir_all(&old).context(old.display())?;
    }
    if let Some(parent) = place.parent() {
        fs::create_dir_all(parent).context(parent.display())?;
    }
    if place.exists() {
        fs::rename(place, &old).context(place.display())?;
    }
    fs::rename(fresh, place).context(place.display())?;
    if old.exists() {
        fs::remove_dir_all(&old).context(old.display())?;
    }
    Ok(())
}

#[cfg(test)]
#[allow(clippy::unwrap_used, reason = "tests")]
mod tests {
    use super::*;

    #[test]
    fn the_hash_is_of_the_content() {
        // printf abc | sha256sum
        assert_eq!(hash(b"abc"), "ba7816bf8f01cfea");
    }

    #[test]
    fn a_new_folder_takes_the_place_of_an_old_one() {
        let root = std::env::temp_dir().join(format!("banshi-build-{}", std::process::id()));
        let (fresh, dist) = (root.join("work/dist"), root.join("dist"));
        fs::create_dir_all(&dist).unwrap();
        fs::write(dist.join("old.js"), "").unwrap();
        fs::create_dir_all(fresh.join("deep")).unwrap();
        fs::write(fresh.join("deep/new.js"), "new").unwrap();
        replace_folder(&fresh, &dist).unwrap();
        assert!(!dist.join("old.js").exists());
        assert_eq!(fs::read_to_string(dist.join("deep/new.js")).unwrap(), "new");
        fs::remove_dir_all(root).unwrap();
    }
}
