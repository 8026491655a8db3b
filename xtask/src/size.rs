//! What the page weighs, against its budget.

use std::fs;
use std::path::Path;

use serde_json::json;

use crate::html;
use crate::locales;
use crate::project::Project;
use crate::steps::{Context as _, Done, Failure, Steps};

/// A file of `dist/` with its sizes in bytes.
#[derive(Debug, PartialEq, Eq)]
struct Weighed {
    name: String,
    raw: u64,
    gzip: u64,
    brotli: u64,
    first: bool,
}

/// A number of `bench/budgets.toml`.
///
/// # Errors
/// The file or the budget is missing.
pub fn budget(project: &Project, table: &str, name: &str) -> Done<u64> {
    let text =
        fs::read_to_string(project.at("bench/budgets.toml")).context("bench/budgets.toml")?;
    let budgets: toml::Table = text.parse().context("bench/budgets.toml")?;
    let found = budgets
        .get(table)
        .and_then(|table| table.get(name))
        .and_then(toml::Value::as_integer);
    found
        .and_then(|number| u64::try_from(number).ok())
        .ok_or_else(|| Failure::from(format!("bench/budgets.toml lacks {table}.{name}")))
}

/// Prints the table, writes `target/report/size.json`, and fails over the budget.
///
/// # Errors
/// There is no release in `dist/`, or it is too heavy.
pub fn size(project: &Project, steps: &Steps) -> Done {
    let dist = project.at("dist");
    let html = fs::read_to_string(dist.join("index.html")).map_err(|_| {
        Failure::from("there is no dist/index.html: run cargo xtask build first".to_owned())
    })?;
    let mut files = Vec::new();
    weigh(&dist, "", &html, &mut files)?;
    files.sort_by(|a, b| (b.first, b.brotli, &b.name).cmp(&(a.first, a.brotli, &a.name)));
    let budget = budget(project, "size", "first_load_brotli_bytes")?;
    let first =
        |of: fn(&Weighed) -> u64| files.iter().filter(|file| file.first).map(of).sum::<u64>();
    let brotli = first(|file| file.brotli);

    steps.say("Weigh dist/ (bytes)");
    println!("{:>10} {:>10} {:>10}     file", "raw", "gzip", "brotli");
    for file in &files {
        let mark = if file.first { "●" } else { " " };
        println!(
            "{:>10} {:>10} {:>10}  {mark}  {}",
            file.raw, file.gzip, file.brotli, file.name
        );
    }
    println!(
        "{:>10} {:>10} {:>10}  ●  first load of the dashboard",
        first(|f| f.raw),
        first(|f| f.gzip),
        brotli
    );

    let report = json!({
        "first_load_brotli_bytes": brotli,
        "budget_brotli_bytes": budget,
        "files": files.iter().map(|file| json!({
            "file": file.name, "raw": file.raw, "gzip": file.gzip, "brotli": file.brotli, "first_load": file.first,
        })).collect::<Vec<_>>(),
    });
    fs::create_dir_all(project.report()).context("target/report")?;
    let path = project.report().join("size.json");
    fs::write(&path, format!("{report:#}\n")).context(path.display())?;
    steps.note(format_args!("written to {}", project.shown(&path)));
    if brotli > budget {
        return Err(format!(
            "the first load is {brotli} bytes of brotli, {} over the budget of {budget} (bench/budgets.toml)",
            brotli - budget
        )
        .into());
    }
    steps.note(format_args!(
        "{brotli} of {budget} bytes: {} % of the budget",
        brotli * 100 / budget.max(1)
    ));
    Ok(())
}

fn weigh(folder: &Path, below: &str, html: &str, files: &mut Vec<Weighed>) -> Done {
    for entry in fs::read_dir(folder).context(folder.display())? {
        let path = entry.context(folder.display())?.path();
        let Some(file) = path.file_name().and_then(|name| name.to_str()) else {
            continue;
        };
        let name = format!("{below}{file}");
        if path.is_dir() {
            weigh(&path, &format!("{name}/"), html, files)?;
            continue;
        }
        if file.ends_with(".br") || file.ends_with(".gz") {
            continue;
        }
        let raw = fs::metadata(&path).context(path.display())?.len();
        let beside = |ending: &str| {
            fs::metadata(path.with_file_name(format!("{file}{ending}")))
                .map_or(raw, |about| about.len())
        };
        let (gzip, brotli, first) = (beside(".gz"), beside(".br"), is_first_load(&name, html));
        files.push(Weighed {
            name,
            raw,
            gzip,
            brotli,
            first,
        });
    }
    Ok(())
}

/// Whether a person who opens the dashboard for the first time loads this file: the
/// page, its script, style, WebAssembly, and the words of the default language.
fn is_first_load(name: &str, html: &str) -> bool {
    if let Some(locale) = name.strip_prefix("locales/") {
        return locale.starts_with(&format!("{}-", locales::DEFAULT));
    }
    let is_code = [".js", ".css", ".wasm"]
        .iter()
        .any(|ending| name.ends_with(ending));
    name == "index.html" || is_code && html::named(html).contains(&format!("/{name}"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_first_load_is_what_the_page_names_and_the_default_words() {
        let html = "<link href=\"/style-1.css\"><script src=\"/boot-2.js\"></script><link rel=\"icon\" href=\"/favicon.svg\">\
                    <meta content=\"zh-CN=/locales/zh-CN-3.json,en=/locales/en-4.json\">";
        for (name, first) in [
            ("index.html", true),
            ("style-1.css", true),
            ("boot-2.js", true),
            ("locales/zh-CN-3.json", true),
            ("locales/en-4.json", false),
            ("favicon.svg", false),
            ("unsupported.css", false),
        ] {
            assert_eq!(is_first_load(name, html), first, "{name}");
        }
    }
}
