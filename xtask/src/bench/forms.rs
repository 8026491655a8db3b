//! `cargo xtask bench forms`: the same generated forms as the wizard, a hand-written page
//! and other form engines show them, in one browser.

use std::fs;
use std::path::{Path, PathBuf};

use super::report::Report;
use super::start::named;
use super::{FLOOR, table, verdict};
use crate::args::Args;
use crate::command::Command;
use crate::project::Project;
use crate::steps::{Context as _, Done, Failure, Steps};
use crate::{build, gateway, npm, tools};

/// The pages that esbuild makes, with their sources in `bench/forms/pages/`.
const PAGES: [&str; 5] = [
    "hand.js",
    "rjsf.jsx",
    "jsonforms.jsx",
    "survey.jsx",
    "formily.jsx",
];
/// Where the table of figures stands in `docs/benchmarks.md`.
const BEGIN: &str = "<!-- figures: cargo xtask bench forms -->\n";
const END: &str = "<!-- end of figures -->\n";

/// Measures, writes `target/report/bench-forms.json` and the table in
/// `docs/benchmarks.md`, and fails where a wanted figure is missed. `--cases` and
/// `--pages` measure a part; then nothing is written into the docs.
///
/// # Errors
/// Something can't be built or started, or a wanted figure is missed.
pub fn forms(project: &Project, steps: &Steps, args: &Args, runs: u32) -> Done {
    build::release(project, steps)?;
    let browser = tools::browser(steps, args.flag("yes"))?;
    let folder = project.at("bench");
    npm::install(steps, &folder, "the other form engines and Playwright")?;
    let program = gateway::build(project, steps, true)?;
    let laid_out = lay_out(project, steps, &program)?;
    let report = project.report().join("bench-forms.json");
    fs::create_dir_all(project.report()).context("target/report")?;
    let parts = ["cases", "pages"]
        .into_iter()
        .filter_map(|name| Some(format!("--{name}={}", args.option(name)?)));
    let parts: Vec<String> = parts.collect();
    let command = Command::new("node forms/run.mjs --chromium")
        .arg(&browser.chromium)
        .arg("--gateway")
        .arg(&program)
        .arg("--dist")
        .arg(project.at("dist"))
        .arg("--content")
        .arg(&laid_out.content)
        .arg("--site")
        .arg(&laid_out.site)
        .arg("--out")
        .arg(&report)
        .args(["--runs", &runs.to_string()])
        .args(args.flag("quick").then_some("--quick"))
        .args(&parts)
        .within(&folder);
    let times = if runs == 1 { "once" } else { "in turns" };
    let title = format!("Fill in every form on every page, {times}");
    steps.run(&title, &command)?;
    let text = fs::read_to_string(&report).context(report.display())?;
    let found: Report = Report::read(&text).context(report.display())?;
    let figures = table::of(&found);
    if parts.is_empty() {
        into_docs(&project.at("docs/benchmarks.md"), &figures)?;
        steps.note("the table is in docs/benchmarks.md");
    } else {
        print!("{figures}");
    }
    steps.note(format_args!("written to {}", project.shown(&report)));
    let missed = verdict::missed(&found, &verdict::Wanted::read(project)?);
    if missed.is_empty() {
        steps.next("read docs/benchmarks.md, and commit it if this machine was quiet");
        return Ok(());
    }
    Err(format!(
        "missed (bench/budgets.toml, forms):\n  {}",
        missed.join("\n  ")
    )
    .into())
}

struct LaidOut {
    /// What is served beside the portal.
    site: PathBuf,
    /// The content folder of the gateway.
    content: PathBuf,
}

/// Bundles the pages, makes the forms for each of them, and tries that they are good.
fn lay_out(project: &Project, steps: &Steps, program: &Path) -> Done<LaidOut> {
    let bench = project.at("bench");
    let root = project.at("target/xtask/forms");
    if root.exists() {
        fs::remove_dir_all(&root).context(root.display())?;
    }
    let (site, content) = (root.join("site"), root.join("content"));
    for page in PAGES {
        let (name, _) = page.split_once('.').unwrap_or((page, ""));
        let command = Command::new("node_modules/.bin/esbuild")
            .arg(format!("forms/pages/{page}"))
            .args(["--bundle", "--minify", "--format=esm", "--jsx=automatic"])
            .args([FLOOR, "--log-level=warning"])
            .arg("--define:process.env.NODE_ENV=\"production\"")
            .arg(format!(
                "--outfile={}",
                site.join(name).join("app.js").display()
            ))
            .within(&bench);
        steps.run(&format!("Bundle the page of {name}"), &command)?;
    }
    let command = Command::new("node --test --test-reporter=tap")
        .args(["forms/test/cases.test.mjs", "forms/test/figures.test.mjs"])
        .within(&bench);
    steps.run("Try what makes the forms", &command)?;
    let dist = project.at("dist");
    let style = dist.join(named(&dist, "style-", ".css")?);
    let command = Command::new("node forms/site.mjs --site")
        .arg(&site)
        .arg("--style")
        .arg(style)
        .arg("--content")
        .arg(&content)
        .arg("--from")
        .arg(project.at("content"))
        .within(&bench);
    steps.run("Make the forms", &command)?;
    for what in ["catalogue", "forms"] {
        let command = Command::at(program).args(["check", what]).arg(&content);
        steps.run(&format!("Check them as the gateway does: {what}"), &command)?;
    }
    let command = Command::new("node")
        .arg(project.at("xtask/node/compress.mjs"))
        .arg(&site);
    steps.run("Compress the other pages", &command)?;
    Ok(LaidOut { site, content })
}

/// Puts the table in the place of the one before.
fn into_docs(file: &Path, figures: &str) -> Done {
    let text = fs::read_to_string(file).context(file.display())?;
    let fresh = between(&text, figures).ok_or_else(|| {
        let shown = file.display();
        Failure::from(format!(
            "{shown} has no line {BEGIN}, or none {END} after it"
        ))
    })?;
    fs::write(file, fresh).context(file.display())
}

fn between(text: &str, figures: &str) -> Option<String> {
    let (before, rest) = text.split_once(BEGIN)?;
    let (_, after) = rest.split_once(END)?;
    Some(format!("{before}{BEGIN}{figures}{END}{after}"))
}

#[cfg(test)]
#[allow(clippy::unwrap_used, reason = "tests")]
mod tests {
    use super::*;

    #[test]
    fn only_the_figures_are_written_anew() {
        let text = format!("# Words\n\n{BEGIN}old\n{END}\nmore words\n");
        let fresh = between(&text, "new\n").unwrap();
        assert_eq!(fresh, text.replace("old", "new"));
        assert_eq!(between("no place", "new"), None);
    }

    #[test]
    fn the_docs_have_a_place_for_the_figures() {
        let docs = Path::new(env!("CARGO_MANIFEST_DIR")).join("../docs/benchmarks.md");
        let text = fs::read_to_string(docs).unwrap();
        assert!(between(&text, "").is_some());
    }
}
