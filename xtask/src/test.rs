//! `cargo xtask test`: everything that shows that the product works, in one command.

use std::fs;
use std::path::PathBuf;
use std::time::{Duration, Instant};

use crate::args::Args;
use crate::command::Command;
use crate::junit::{self, Count};
use crate::project::Project;
use crate::steps::{Context as _, Done, Failure, Steps, clock};
use crate::versions::{TRUNK, WASM_BINDGEN, WASM_PACK, WASM_SPLIT};
use crate::{
    api, bench, build, differential, fuzz, gateway, lint, locales, npm, oracle, regions, size,
    suites, tools, trunk,
};

/// The parts in the order they run: what fails soonest stands first.
const PARTS: [(&str, &str); 16] = [
    ("fmt", "formatting"),
    ("locales", "words of all languages agree"),
    ("lint", "clippy, warnings are errors"),
    ("native", "crates, gateway, xtask and the page's pure parts"),
    ("oracle", "identifiers against python-stdnum"),
    ("suites", "the public suites of JSON Schema and JsonLogic"),
    (
        "differential",
        "the engines natively and as WebAssembly, compared",
    ),
    ("fuzz", "the engines against inputs nobody wrote"),
    ("api", "the contract against a running gateway"),
    ("wasm", "the page's components in a browser"),
    ("build", "the page as it is shipped"),
    ("size", "weight against the budget"),
    ("trunk", "the development server"),
    ("e2e", "journeys, accessibility, measures in a browser"),
    ("floor", "the oldest browser, and the page for older ones"),
    ("bench", "first load against the budget"),
];

/// What the journeys write into the folder of reports.
const E2E_REPORT: &str = "e2e.junit.xml";
/// How many of them are named that took longest.
const LONGEST: usize = 10;

/// How a part went.
struct Outcome {
    name: &'static str,
    took: Duration,
    count: Count,
    failure: Option<Failure>,
}

/// Runs all parts, or those named; a part that fails does not keep the others from
/// running.
///
/// # Errors
/// A part failed, or there is none of that name.
pub fn test(project: &Project, steps: &Steps, args: &Args) -> Done {
    for word in args.words() {
        if !PARTS.iter().any(|(name, _)| name == word) {
            let names: Vec<&str> = PARTS.iter().map(|(name, _)| *name).collect();
            return Err(
                format!("there is no part `{word}`; there are: {}", names.join(" ")).into(),
            );
        }
    }
    let wanted =
        |name: &str| args.words().is_empty() || args.words().iter().any(|word| word == name);
    let kit = Kit {
        project,
        steps,
        yes: args.flag("yes"),
    };
    fs::create_dir_all(project.report()).context("target/report")?;
    if args.words().is_empty() {
        kit.install()?;
    }
    if ["api", "e2e"].into_iter().any(wanted) {
        regions::build(project, steps, kit.yes)?;
    }
    let mut outcomes: Vec<Outcome> = Vec::new();
    for (name, what) in PARTS.iter().filter(|(name, _)| wanted(name)) {
        println!();
        steps.say(format_args!("── {name}: {what}"));
        let began = Instant::now();
        let mut count = Count::default();
        let failed = outcomes
            .iter()
            .any(|outcome| outcome.name == "build" && outcome.failure.is_some());
        let result = if failed && ["size", "e2e", "floor", "bench"].contains(name) {
            Err(Failure::from("not run: the page did not build".to_owned()))
        } else {
            kit.part(name, &mut count)
        };
        let failure = result.err();
        if let Some(failure) = &failure {
            println!("\n✗ {failure}\n  this part alone: {}", alone(&[*name]));
        }
        if count == Count::default() {
            // A part that counts nothing by itself is one test.
            count = Count {
                passed: failure.is_none().into(),
                failed: failure.is_some().into(),
            };
        } else if failure.is_some() && count.failed == 0 {
            count.failed = 1;
        }
        outcomes.push(Outcome {
            name,
            took: began.elapsed(),
            count,
            failure,
        });
    }
    summary(project, steps, &outcomes)
}

/// The command that runs these parts and no others.
fn alone(parts: &[&str]) -> String {
    format!("cargo xtask test {}", parts.join(" "))
}

fn summary(project: &Project, steps: &Steps, outcomes: &[Outcome]) -> Done {
    println!();
    steps.say("Summary");
    let mut all = Count::default();
    for outcome in outcomes {
        let mark = if outcome.failure.is_none() {
            "✓"
        } else {
            "✗"
        };
        let Count { passed, failed } = outcome.count;
        println!(
            "  {mark} {:<12} {:>9}  {passed:>5} passed  {failed:>3} failed",
            outcome.name,
            clock(outcome.took)
        );
        all += outcome.count;
    }
    if outcomes.iter().any(|outcome| outcome.name == "e2e") {
        let report = fs::read_to_string(project.report().join(E2E_REPORT)).unwrap_or_default();
        println!("\n  The longest of e2e, of which two run at a time:");
        for (took, name) in junit::longest(&report, LONGEST) {
            println!("  {:>11}  {name}", clock(took));
        }
    }
    println!("\ntests: {} passed, {} failed", all.passed, all.failed);
    let failed: Vec<&str> = outcomes
        .iter()
        .filter(|o| o.failure.is_some())
        .map(|o| o.name)
        .collect();
    if failed.is_empty() {
        steps.next("the reports are in target/report/; cargo xtask serve shows the page");
        Ok(())
    } else {
        Err(format!(
            "failed: {}\n  these alone: {}",
            failed.join(", "),
            alone(&failed)
        )
        .into())
    }
}

struct Kit<'a> {
    project: &'a Project,
    steps: &'a Steps,
    yes: bool,
}

impl Kit<'_> {
    /// Everything that will be needed, before the first test: what can't be installed
    /// is known within minutes.
    fn install(&self) -> Done {
        let Self {
            project,
            steps,
            yes,
        } = *self;
        npm::node()?;
        tools::wasm_target(steps)?;
        tools::browser(steps, yes)?;
        for tool in [&WASM_BINDGEN, &WASM_SPLIT, &WASM_PACK, &TRUNK] {
            tools::cargo(project, steps, tool)?;
        }
        tools::nextest(project, steps)?;
        fuzz::install(project, steps, yes)?;
        tools::sweep(project);
        oracle::install(project, steps, yes)?;
        api::install(project, steps, yes)?;
        npm::build_tools(project, steps).map(drop)
    }

    fn part(&self, name: &str, count: &mut Count) -> Done {
        let Self { project, steps, .. } = *self;
        match name {
            "fmt" => lint::check_format(project, steps),
            "locales" => locales::write(project, steps),
            "lint" => lint::lint(project, steps),
            "native" => self.native(count),
            "oracle" => oracle::compare(project, steps, self.yes),
            "suites" => suites::run(project, steps),
            "differential" => differential::run(project, steps, count),
            "fuzz" => fuzz::run(project, steps, self.yes, fuzz::MINUTES, None, count),
            "api" => api::test(project, steps, self.yes, count),
            "wasm" => self.wasm(count),
            "build" => build::release(project, steps),
            "size" => size::size(project, steps),
            "trunk" => trunk::test(project, steps),
            "e2e" => self.e2e(count),
            "floor" => self.floor(count),
            _ => bench::start(project, steps, self.yes, bench::RUNS),
        }
    }

    fn native(&self, count: &mut Count) -> Done {
        let Self { project, steps, .. } = *self;
        tools::nextest(project, steps)?;
        let command = Command::new("cargo nextest run --workspace --profile ci --no-fail-fast")
            .path(&tools::folder(project))
            .within(&project.root);
        let outcome = steps.run("Run the native tests", &command);
        let report = project.cargo_target.join("nextest/ci/junit.xml");
        let text = fs::read_to_string(&report).unwrap_or_default();
        self.keep("junit-native.xml", &text, count)?;
        outcome.map(drop)
    }

    fn wasm(&self, count: &mut Count) -> Done {
        let Self {
            project,
            steps,
            yes,
        } = *self;
        tools::wasm_target(steps)?;
        let browser = tools::browser(steps, yes)?;
        tools::cargo(project, steps, &WASM_BINDGEN)?;
        let wasm_pack = tools::cargo(project, steps, &WASM_PACK)?;
        let command = Command::at(&wasm_pack)
            .args(["test", "--headless", "--chrome", "--mode", "no-install"])
            .path(&tools::folder(project))
            .env("CHROMEDRIVER", &browser.driver)
            .env("CARGO_TARGET_DIR", project.page_target())
            .within(&project.root);
        let title = "Run the page's tests in a browser";
        let outcome = steps.run(title, &command);
        let text = match &outcome {
            Ok(text) => text.clone(),
            Err(_) => newest_log(project, "run-the-page-s-tests").unwrap_or_default(),
        };
        self.keep("junit-wasm.xml", &junit::of_wasm_runner(&text), count)?;
        outcome.map(drop)
    }

    fn e2e(&self, count: &mut Count) -> Done {
        let Self {
            project,
            steps,
            yes,
        } = *self;
        let browser = tools::browser(steps, yes)?;
        let gateway = self.stands()?;
        // The journeys also try the pseudo-locales, which are in no release.
        locales::write(project, steps)?;
        let folder = project.at("tests/e2e");
        npm::install(steps, &folder, "Playwright and axe")?;
        let command = Command::new("npx --no-install playwright test")
            .env("GATEWAY_BIN", gateway)
            .env("DIST", project.at("dist"))
            .env("CHROMIUM", &browser.chromium)
            .env("REPORT_DIR", project.report())
            .env("FORCE_COLOR", "0")
            .within(&folder);
        let report = project.report().join(E2E_REPORT);
        // One of an earlier run is not to be taken for this one's.
        let _ = fs::remove_file(&report);
        let outcome = steps.run("Run the journeys", &command);
        let text = fs::read_to_string(&report).unwrap_or_default();
        *count += junit::count(&text);
        outcome.map(drop)
    }

    fn floor(&self, count: &mut Count) -> Done {
        let Self { project, steps, .. } = *self;
        let gateway = self.stands()?;
        let folder = project.at("tests/e2e/floor");
        npm::install(steps, &folder, "Chromium 103 and 92")?;
        let running = gateway::Running::start(project, &gateway, "floor", &project.at("dist"))?;
        let report = project.report().join("junit-floor.xml");
        let command =
            Command::new("node --test --test-reporter=spec --test-reporter-destination=stdout")
                .arg("--test-reporter=junit")
                .arg(format!("--test-reporter-destination={}", report.display()))
                .arg("floor.test.mjs")
                .env("BASE_URL", &running.url)
                .within(&folder);
        let outcome = steps.run("Open the page in Chromium 103 and 92", &command);
        let text = fs::read_to_string(&report).unwrap_or_default();
        *count += junit::count(&text);
        outcome.map(drop)
    }

    /// Page and gateway, built if they are not: the gateway's program.
    fn stands(&self) -> Done<PathBuf> {
        let Self { project, steps, .. } = *self;
        if !project.at("dist/index.html").exists() {
            build::release(project, steps)?;
        }
        gateway::build(project, steps, false)
    }

    fn keep(&self, name: &str, report: &str, count: &mut Count) -> Done {
        let path = self.project.report().join(name);
        fs::write(&path, report).context(path.display())?;
        *count += junit::count(report);
        Ok(())
    }
}

fn newest_log(project: &Project, title: &str) -> Option<String> {
    let logs = fs::read_dir(project.at("target/xtask")).ok()?;
    let newest = logs
        .flatten()
        .filter(|entry| entry.file_name().to_string_lossy().contains(title))
        .max_by_key(|entry| entry.metadata().and_then(|about| about.modified()).ok())?;
    fs::read(newest.path())
        .ok()
        .map(|text| String::from_utf8_lossy(&text).into_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_help_names_every_part() {
        let help: Vec<&str> = crate::HELP.split_whitespace().collect();
        for (name, _) in PARTS {
            assert!(help.contains(&name), "{name}");
        }
    }
}
