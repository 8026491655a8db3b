//! Formatting and clippy. The page is checked for WebAssembly, everything else natively.

use crate::command::Command;
use crate::project::Project;
use crate::steps::{Done, Steps};
use crate::tools;

/// Formats the Rust code.
///
/// # Errors
/// rustfmt fails.
pub fn format(project: &Project, steps: &Steps) -> Done {
    let command = Command::new("cargo fmt --all").within(&project.root);
    steps.run("Format the Rust code", &command).map(drop)
}

/// Checks the formatting.
///
/// # Errors
/// Something is not formatted; the log shows what.
pub fn check_format(project: &Project, steps: &Steps) -> Done {
    let command = Command::new("cargo fmt --all --check").within(&project.root);
    steps
        .run("Check the formatting (mend with cargo xtask fmt)", &command)
        .map(drop)
}

/// Clippy with every warning an error.
///
/// # Errors
/// There is a warning.
pub fn lint(project: &Project, steps: &Steps) -> Done {
    let native =
        Command::new("cargo clippy --workspace --exclude banshi --all-targets -- -D warnings")
            .within(&project.root);
    steps.run("Clippy: crates, gateway, xtask", &native)?;
    tools::wasm_target(steps)?;
    let page = Command::new("cargo clippy --package banshi --target wasm32-unknown-unknown --all-targets -- -D warnings")
        .env("CARGO_TARGET_DIR", project.page_target())
        .within(&project.root);
    steps.run("Clippy: the page", &page).map(drop)
}
