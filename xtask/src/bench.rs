//! `cargo xtask bench NAME`: what is measured in a browser, beside the work of others.

mod forms;
mod report;
mod start;
mod table;
mod verdict;

use crate::args::Args;
use crate::build;
use crate::project::Project;
use crate::steps::{Done, Failure, Steps};

pub use start::start;

/// How many runs a median is of, unless `--runs` says another number.
pub const RUNS: u32 = 5;
/// The same for `--quick`.
const QUICK_RUNS: u32 = 1;
/// The browser floor, in the names of esbuild.
const FLOOR: &str = "--target=chrome99,firefox102,safari16";

/// The benches by name.
///
/// # Errors
/// There is none of that name, or it fails.
pub fn bench(project: &Project, steps: &Steps, args: &Args) -> Done {
    let quick = args.flag("quick");
    let runs =
        match args.option("runs") {
            Some(text) => text.parse().ok().filter(|runs| *runs > 0).ok_or_else(|| {
                Failure::from(format!("--runs needs a number above 0, not `{text}`"))
            })?,
            None if quick => QUICK_RUNS,
            None => RUNS,
        };
    match args.words().first().map(String::as_str) {
        Some("start") => {
            args.allow(&["yes"], &["runs"], 1)?;
            // Measured is what is there now, not what was built some time ago.
            build::release(project, steps)?;
            start(project, steps, args.flag("yes"), runs)?;
            steps.next("the figures of each run are in target/report/bench-start.json");
            Ok(())
        }
        Some("forms") => forms::forms(project, steps, args, runs),
        other => {
            let other = other.unwrap_or_default();
            Err(format!("there is no bench `{other}`; there are: start, forms").into())
        }
    }
}
