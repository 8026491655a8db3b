//! Tools that the commands need: looked for, installed once into the cache where they
//! are missing, named with the command to run where we can't.

use std::io::{IsTerminal as _, Write as _};
use std::path::{Path, PathBuf};

use crate::command::Command;
use crate::project::Project;
use crate::steps::{Done, Failure, Steps};
use crate::versions::{CargoTool, NEXTEST};

const WASM: &str = "wasm32-unknown-unknown";
const CHROMIUM_NAMES: [&str; 4] = [
    "chromium",
    "chromium-browser",
    "google-chrome-stable",
    "google-chrome",
];
const APT_PACKAGES: &str = "chromium chromium-driver fonts-liberation fonts-noto-cjk";

/// The folder of tools that cargo installed for us, to be put on `PATH`.
pub fn folder(project: &Project) -> PathBuf {
    project.cache.join("tools/bin")
}

/// Sees to it that rustc can build for WebAssembly.
///
/// # Errors
/// The target is missing and rustup is not there, or fails.
pub fn wasm_target(steps: &Steps) -> Done {
    let root = Command::new("rustc --print sysroot").answer();
    let root = root.ok_or_else(|| {
        Failure::from("rustc was not found: install Rust 1.95 or later".to_owned())
    })?;
    if Path::new(root.trim())
        .join("lib/rustlib")
        .join(WASM)
        .is_dir()
    {
        return Ok(());
    }
    let command = Command::new("rustup target add").arg(WASM);
    steps
        .run("Add the WebAssembly target to Rust", &command)
        .map(drop)
}

/// Sees to it that a cargo tool of exactly this version is in the cache; its path.
///
/// # Errors
/// It can't be installed.
pub fn cargo(project: &Project, steps: &Steps, tool: &CargoTool) -> Done<PathBuf> {
    let path = folder(project).join(tool.program);
    if is_installed(project, tool) {
        return Ok(path);
    }
    let title = format!(
        "Install {} {} (once, about {})",
        tool.package, tool.version, tool.takes
    );
    let command = Command::new("cargo install --force --quiet")
        .args(tool.arguments)
        .arg("--root")
        .arg(project.cache.join("tools"))
        .arg(format!("{}@{}", tool.package, tool.version))
        // One folder for all tools: they share much of what they are built of.
        .env("CARGO_TARGET_DIR", project.cache.join("tools/build"))
        .env("CARGO_PROFILE_DEV_DEBUG", "0")
        .env("RUSTFLAGS", "");
    steps.run(&title, &command)?;
    if is_installed(project, tool) {
        Ok(path)
    } else {
        Err(format!(
            "{} is still not {} {}",
            path.display(),
            tool.package,
            tool.version
        )
        .into())
    }
}

/// Takes away what the tools were built of, some gigabytes, once they stand.
pub fn sweep(project: &Project) {
    // When it can't be taken away it is only in the way, not wrong.
    let _ = std::fs::remove_dir_all(project.cache.join("tools/build"));
}

/// Whether cargo's own record of what it installed names exactly this version.
fn is_installed(project: &Project, tool: &CargoTool) -> bool {
    let record =
        std::fs::read_to_string(project.cache.join("tools/.crates.toml")).unwrap_or_default();
    folder(project).join(tool.program).is_file()
        && record.contains(&format!("\"{} {} (", tool.package, tool.version))
}

/// Sees to it that `cargo nextest` is exactly our version: one on `PATH`, else one that is
/// installed into the cache and found before it.
///
/// # Errors
/// It can't be installed, or cargo finds another one all the same.
pub fn nextest(project: &Project, steps: &Steps) -> Done {
    let ask = Command::new("cargo nextest --version").path(&folder(project));
    let found = || ask.answer().unwrap_or_default();
    if is_version(&NEXTEST, &found()) {
        return Ok(());
    }
    cargo(project, steps, &NEXTEST)?;
    let found = found();
    if is_version(&NEXTEST, &found) {
        return Ok(());
    }
    Err(format!(
        "cargo finds another nextest than {}, which is in {}: take it away, or put its folder on PATH after that one\n  command: {ask}\n    {}",
        NEXTEST.version,
        folder(project).display(),
        found.trim()
    )
    .into())
}

/// Whether what a tool says of itself, `name version …`, is this version and no other.
fn is_version(tool: &CargoTool, said: &str) -> bool {
    let mut words = said.split_whitespace();
    words.next() == Some(tool.program) && words.next() == Some(tool.version)
}

/// A browser and the driver that belongs to it.
#[derive(Debug)]
pub struct Browser {
    /// Chromium.
    pub chromium: PathBuf,
    /// ChromeDriver of the same version.
    pub driver: PathBuf,
}

/// Sees to it that Chromium, its driver and a Chinese font are there. Asks before it
/// installs system packages, unless `yes`.
///
/// # Errors
/// They are missing and can't be installed here; names the command that would.
pub fn browser(steps: &Steps, yes: bool) -> Done<Browser> {
    if let Some(found) = find_browser() {
        return Ok(found);
    }
    let by_hand = "Chromium and ChromeDriver are needed and were not found: install both in the same version and put them on PATH, or set CHROME and CHROMEDRIVER";
    let title = "Install Chromium, its driver, a Latin and a Chinese font";
    debian(steps, yes, APT_PACKAGES, title, by_hand)?;
    find_browser().ok_or_else(|| Failure::from(by_hand.to_owned()))
}

/// Installs Debian packages. Asks first, unless `yes`.
///
/// # Errors
/// This is no Debian, nobody agrees, or it fails; says `by_hand`, what is missing and
/// what to do elsewhere, and the command for Debian.
pub fn debian(steps: &Steps, yes: bool, packages: &str, title: &str, by_hand: &str) -> Done {
    let update = "apt-get update";
    let install = format!("apt-get install --yes --no-install-recommends {packages}");
    let by_hand = format!("{by_hand}\n  On Debian: sudo {update} && sudo {install}");
    let is_debian = Path::new("/etc/debian_version").exists() && in_path("apt-get").is_some();
    let is_root = Command::new("id -u")
        .answer()
        .is_some_and(|id| id.trim() == "0");
    let sudo = match (is_debian, is_root, in_path("sudo")) {
        (true, true, _) => "",
        (true, false, Some(_)) => "sudo ",
        _ => return Err(by_hand.into()),
    };
    if !yes && !agreed(&format!("{sudo}{install}")) {
        return Err(by_hand.into());
    }
    steps.run(
        "Read Debian's list of packages",
        &Command::new(&format!("{sudo}{update}")).asks(),
    )?;
    let command = Command::new(&format!("{sudo}{install}"))
        .env("DEBIAN_FRONTEND", "noninteractive")
        .asks();
    steps.run(title, &command).map(drop)
}

fn find_browser() -> Option<Browser> {
    let set = |name: &str| {
        std::env::var_os(name)
            .map(PathBuf::from)
            .filter(|path| path.is_file())
    };
    let chromium =
        set("CHROME").or_else(|| CHROMIUM_NAMES.iter().find_map(|name| in_path(name)))?;
    let driver = set("CHROMEDRIVER").or_else(|| in_path("chromedriver"))?;
    Some(Browser { chromium, driver })
}

/// Where a program is, if it is on `PATH`.
pub fn in_path(program: &str) -> Option<PathBuf> {
    let path = std::env::var_os("PATH")?;
    std::env::split_paths(&path)
        .map(|folder| folder.join(program))
        .find(|file| file.is_file())
}

fn agreed(command: &str) -> bool {
    if !std::io::stdin().is_terminal() {
        return false;
    }
    print!("         May I run `{command}`? [y/N] ");
    let mut answer = String::new();
    std::io::stdout().flush().is_ok()
        && std::io::stdin().read_line(&mut answer).is_ok()
        && matches!(answer.trim(), "y" | "Y" | "yes" | "j")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_the_exact_version_will_do() {
        let said = |version: &str| format!("cargo-nextest {version} (60fa45f63)\nrelease: 1\n");
        assert!(is_version(&NEXTEST, &said(NEXTEST.version)));
        let longer = format!("{}0", NEXTEST.version);
        for other in ["0.9.100", "0.9", "", &longer] {
            assert!(!is_version(&NEXTEST, &said(other)), "{other}");
        }
        assert!(!is_version(&NEXTEST, ""));
    }
}
