//! `cargo xtask bench start`: the dashboard's first load on a slow phone and line,
//! beside a React page that paints the same from the same gateway.

use std::fs;
use std::path::{Path, PathBuf};

use serde_json::Value;

use crate::command::Command;
use crate::project::Project;
use crate::steps::{Context as _, Done, Failure, Steps};
use crate::{build, gateway, locales, npm, size, tools};

/// What is compared: name in the report, words, unit, budget where there is one.
const FIGURES: [(&str, &str, &str, Option<&str>); 7] = [
    (
        "first_paint_ms",
        "first paint",
        "ms",
        Some("first_paint_ms"),
    ),
    (
        "first_contentful_paint_ms",
        "first contentful paint",
        "ms",
        None,
    ),
    ("content_ms", "content", "ms", Some("content_ms")),
    ("interactive_ms", "interactive", "ms", None),
    ("transferred_bytes", "transferred", "B", None),
    ("js_heap_bytes", "JS heap", "B", None),
    ("memory_bytes", "JS heap + Wasm", "B", None),
];

/// Measures `dist/` and the yardstick, writes `target/report/bench-start.json`, and
/// fails over a budget.
///
/// # Errors
/// Something can't be built or started, or a budget is missed.
pub fn start(project: &Project, steps: &Steps, yes: bool, runs: u32) -> Done {
    let browser = tools::browser(steps, yes)?;
    let folder = project.at("bench");
    npm::install(steps, &folder, "React and Playwright")?;
    let yardstick = react_dashboard(project, steps)?;
    let program = gateway::build(project, steps, false)?;
    let ours = gateway::Running::start(project, &program, "bench-page", &project.at("dist"))?;
    let theirs = gateway::Running::start(project, &program, "bench-react", &yardstick)?;
    let report = project.report().join("bench-start.json");
    fs::create_dir_all(project.report()).context("target/report")?;
    let command = Command::new("node start.mjs")
        .arg("--chromium")
        .arg(&browser.chromium)
        .args(["--runs", &runs.to_string(), "--out"])
        .arg(&report)
        .arg(format!("page={}", ours.url))
        .arg(format!("react={}", theirs.url))
        .within(&folder);
    steps.run(
        &format!("Load the dashboard {runs} times each: the page, React"),
        &command,
    )?;
    let text = fs::read_to_string(&report).context(report.display())?;
    let figures: Value = serde_json::from_str(&text).context(report.display())?;
    print!("{}", table(&figures));
    steps.note(format_args!("written to {}", project.shown(&report)));
    missed(&figures, |name| size::budget(project, "start", name))
}

/// The React page, laid out as the gateway serves it: same styles, same words.
fn react_dashboard(project: &Project, steps: &Steps) -> Done<PathBuf> {
    let dist = project.at("target/xtask/react-dist");
    if dist.exists() {
        fs::remove_dir_all(&dist).context(dist.display())?;
    }
    build::copy_folder(&project.at("public"), &dist)?;
    let script = dist.join("app.js");
    let command = Command::new("node_modules/.bin/esbuild react-dashboard/main.jsx --bundle --minify --format=esm --jsx=automatic")
        .args([super::FLOOR, "--define:process.env.NODE_ENV=\"production\"", "--log-level=warning"])
        .arg(format!("--outfile={}", script.display()))
        .within(&project.at("bench"));
    steps.run("Build the React page", &command)?;
    let data = fs::read(&script).context(script.display())?;
    let module = format!("app-{}.js", build::hash(&data));
    fs::rename(&script, dist.join(&module)).context(script.display())?;

    let page = project.at("dist");
    let style = named(&page, "style-", ".css")?;
    fs::copy(page.join(&style), dist.join(&style)).context(&style)?;
    let words = "words.json";
    let flat = locales::flat(project)?;
    let text = serde_json::to_string(&flat.get(locales::DEFAULT)).context("words")?;
    fs::write(dist.join(words), text).context(words)?;
    let html = fs::read_to_string(project.at("bench/react-dashboard/index.html"))
        .context("bench/react-dashboard/index.html")?;
    let html = html
        .replace("/app.js", &format!("/{module}"))
        .replace("/style.css", &format!("/{style}"))
        .replace("/words.json", &format!("/{words}"));
    fs::write(dist.join("index.html"), html).context("index.html")?;
    let command = Command::new("node")
        .arg(project.at("xtask/node/compress.mjs"))
        .arg(&dist);
    steps.run("Compress the React page", &command)?;
    Ok(dist)
}

/// The one file of that kind in a folder; its name.
///
/// # Errors
/// There is none.
pub(super) fn named(folder: &Path, before: &str, after: &str) -> Done<String> {
    let files = fs::read_dir(folder).context(folder.display())?;
    let mut names = files
        .flatten()
        .filter_map(|entry| entry.file_name().into_string().ok());
    names
        .find(|name| name.starts_with(before) && name.ends_with(after))
        .ok_or_else(|| {
            Failure::from(format!(
                "{} has no {before}*{after}: run cargo xtask build",
                folder.display()
            ))
        })
}

fn median(figures: &Value, page: &str, name: &str) -> Option<f64> {
    figures
        .get("pages")?
        .get(page)?
        .get("median")?
        .get(name)?
        .as_f64()
}

fn table(figures: &Value) -> String {
    let mut table = format!(
        "{:<26}{:>12}{:>12}{:>8}\n",
        "median", "page", "React", "ratio"
    );
    for (name, words, unit, _) in FIGURES {
        let (ours, theirs) = (
            median(figures, "page", name),
            median(figures, "react", name),
        );
        let show = |number: Option<f64>| {
            number.map_or_else(|| "–".into(), |number| format!("{number:.0}"))
        };
        let ratio = match (ours, theirs) {
            (Some(ours), Some(theirs)) if theirs > 0.0 => format!("{:.2}", ours / theirs),
            _ => "–".into(),
        };
        table += &format!(
            "{:<26}{:>12}{:>12}{ratio:>8}\n",
            format!("{words} ({unit})"),
            show(ours),
            show(theirs)
        );
    }
    table
}

fn missed(figures: &Value, budget: impl Fn(&str) -> Done<u64>) -> Done {
    let mut missed = Vec::new();
    for (name, words, unit, key) in FIGURES {
        let Some(key) = key else { continue };
        let budget = budget(key)?;
        let Some(found) = median(figures, "page", name) else {
            return Err(format!("the report lacks {name} of the page").into());
        };
        #[expect(clippy::cast_precision_loss, reason = "budgets are small")]
        if found > budget as f64 {
            missed.push(format!(
                "{words}: {found:.0} {unit}, budget {budget} {unit}"
            ));
        }
    }
    if missed.is_empty() {
        Ok(())
    } else {
        Err(format!(
            "over budget (bench/budgets.toml):\n  {}",
            missed.join("\n  ")
        )
        .into())
    }
}

#[cfg(test)]
#[allow(clippy::unwrap_used, reason = "tests")]
mod tests {
    use super::*;
    use serde_json::json;

    fn figures(content: u32) -> Value {
        json!({"pages": {
            "page": {"median": {"first_paint_ms": 700, "content_ms": content}},
            "react": {"median": {"first_paint_ms": 1400, "content_ms": 2000}},
        }})
    }

    #[test]
    fn the_ratio_is_ours_over_theirs() {
        let table = table(&figures(2_500));
        assert!(table.contains("0.50") && table.contains("1.25"), "{table}");
    }

    #[test]
    fn a_missed_budget_fails_and_is_named() {
        let budget = |name: &str| Ok(if name == "content_ms" { 3_000 } else { 1_000 });
        assert!(missed(&figures(2_500), budget).is_ok());
        let failure = missed(&figures(3_001), budget).unwrap_err().to_string();
        assert!(
            failure.contains("content: 3001 ms, budget 3000 ms"),
            "{failure}"
        );
        assert!(missed(&json!({}), budget).is_err());
    }
}
