//! The figures as Markdown, a table for each case and speed of the CPU.

use std::fmt::Write as _;

use super::report::{Case, Entry, Figure, Report};

/// A column: the figure, its heading, what one of its units is in those of the report,
/// the decimals, and the word under which a page can lack it.
struct Column {
    name: &'static str,
    words: &'static str,
    unit: f64,
    decimals: usize,
    lacks: &'static str,
    /// Whether the 95th percentile says something.
    p95: bool,
}

const fn column(name: &'static str, words: &'static str, lacks: &'static str) -> Column {
    Column {
        name,
        words,
        unit: 1.0,
        decimals: 0,
        lacks,
        p95: true,
    }
}

const COLUMNS: [Column; 8] = [
    column("usable_ms", "usable, ms", "usable"),
    Column {
        decimals: 1,
        ..column("input_ms", "input to frame, ms", "input")
    },
    Column {
        decimals: 2,
        ..column("script_ms", "script of an input, ms", "input")
    },
    column("check_ms", "whole form checked, ms", "check"),
    column("open_ms", "a row opens, ms", "open"),
    Column {
        unit: 1e6,
        decimals: 1,
        p95: false,
        ..column("memory_bytes", "memory, MB", "memory")
    },
    Column {
        unit: 1e3,
        p95: false,
        ..column("page_bytes", "page, kB", "page")
    },
    Column {
        unit: 1e3,
        p95: false,
        ..column("data_bytes", "form, kB", "form")
    },
];

/// How a page that can't be asked for a figure stands in the table.
const LACKING: &str = "n/a";

/// All of it: how it was measured, the tables, what is to be known about each page.
pub fn of(report: &Report) -> String {
    let mut text = head(report);
    for case in &report.cases {
        for slowdown in &report.slowdowns {
            let speed = if *slowdown == 1 {
                "CPU as it is".to_owned()
            } else {
                format!("CPU slowed down {slowdown}×")
            };
            let _ = write!(text, "\n### {}, {speed}\n\n", case.title);
            text += &table(report, case, *slowdown);
        }
    }
    text + &notes(report)
}

fn head(report: &Report) -> String {
    let about = |name: &str| report.about(name);
    let effort = if about("quick") == "true" {
        " (`--quick`: fewer keys, of which medians are less certain, and the contained pages only with the CPU as it is)"
    } else {
        ""
    };
    format!(
        "\nMeasured on {}, {} on {}, React {}; runs: {}{effort}. Median, and in brackets the 95th percentile.\n",
        about("date"),
        about("browser"),
        about("machine"),
        about("react"),
        about("runs"),
    )
}

fn columns(report: &Report, case: &Case) -> Vec<&'static Column> {
    let is_there = |column: &&Column| {
        report.slowdowns.iter().any(|slowdown| {
            report.entries.iter().any(|entry| {
                report.figure(&case.id, *slowdown, &entry.name, column.name) != Figure::None
            })
        })
    };
    COLUMNS.iter().filter(is_there).collect()
}

fn table(report: &Report, case: &Case, slowdown: u64) -> String {
    let columns = columns(report, case);
    let words: Vec<&str> = columns.iter().map(|column| column.words).collect();
    let mut text = format!(
        "| | {} |\n|---|{}\n",
        words.join(" | "),
        "---:|".repeat(words.len())
    );
    for entry in &report.entries {
        if !report.has(&case.id, slowdown, &entry.name) {
            continue;
        }
        let cells: Vec<String> = columns
            .iter()
            .map(|column| cell(report, case, slowdown, entry, column))
            .collect();
        let _ = writeln!(text, "| {} | {} |", title(report, entry), cells.join(" | "));
    }
    text
}

fn title(report: &Report, entry: &Entry) -> String {
    let title = report
        .page(entry)
        .map_or(entry.name.as_str(), |page| &page.title);
    if entry.contained {
        format!("{title}, contained")
    } else {
        title.to_owned()
    }
}

fn cell(report: &Report, case: &Case, slowdown: u64, entry: &Entry, column: &Column) -> String {
    let Column { unit, decimals, .. } = *column;
    match report.figure(&case.id, slowdown, &entry.name, column.name) {
        // Of one value alone there is no percentile to tell.
        Figure::Is(median, p95) if column.p95 && p95 > median => {
            format!("{:.decimals$} ({:.decimals$})", median / unit, p95 / unit)
        }
        Figure::Is(median, _) => format!("{:.decimals$}", median / unit),
        Figure::OverCap => "> 30 s".into(),
        Figure::None => {
            let lacks = report.page(entry).map(|page| &page.lacks);
            let lacks = lacks.is_some_and(|lacks| lacks.contains_key(column.lacks));
            if lacks { LACKING } else { "–" }.into()
        }
    }
}

/// Versions, what a page can't be asked for, and what a case needed on it.
fn notes(report: &Report) -> String {
    let mut text = format!(
        "\n### The pages\n\n`{LACKING}`: the page has no such thing. `–`: not reached, since what comes before took longer than the cap.\n\n"
    );
    for page in &report.pages {
        let versions: Vec<String> = page
            .versions
            .iter()
            .map(|(name, version)| format!("`{name}` {version}"))
            .collect();
        let _ = write!(text, "- **{}**", page.title);
        if !versions.is_empty() {
            let _ = write!(text, " ({})", versions.join(", "));
        }
        let figure = |key: &str| {
            let column = COLUMNS.iter().find(|column| column.lacks == key);
            let words = column.map_or(key, |column| column.words);
            words.split(',').next().unwrap_or(words).to_owned()
        };
        let case = |key: &str| {
            let case = report.cases.iter().find(|case| case.id == key);
            case.map(|case| case.title.clone())
        };
        let lacks = page
            .lacks
            .iter()
            .map(|(key, why)| format!("{}: {why}", figure(key)));
        let noted = page.notes.iter().filter_map(|(key, words)| {
            if key == "all" {
                return Some(words.clone());
            }
            Some(format!("{}: {words}", case(key)?))
        });
        let all: Vec<String> = noted.chain(lacks).collect();
        if !all.is_empty() {
            let _ = write!(text, ". {}", all.join(". "));
        }
        text += ".\n";
    }
    text + "\n"
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::bench::report::tests::{figures, report};
    use serde_json::json;

    fn text() -> String {
        let ours = figures(&[
            ("usable_ms", 500.4),
            ("input_ms", 11.44),
            ("open_ms", 80.0),
            ("memory_bytes", 9_460_000.0),
        ]);
        of(&report(
            "rows-1000",
            &ours,
            &json!({"usable_ms": {"median": 900, "p95": 950}, "over": "input_ms"}),
        ))
    }

    fn line<'a>(text: &'a str, begin: &str) -> &'a str {
        text.lines()
            .find(|line| line.starts_with(begin))
            .unwrap_or_default()
    }

    #[test]
    fn a_line_is_median_and_percentile_in_the_units_of_the_heading() {
        let text = text();
        let heading = "| | usable, ms | input to frame, ms | a row opens, ms | memory, MB |";
        assert_eq!(line(&text, "| |"), heading);
        assert_eq!(
            line(&text, "| The banshi"),
            "| The banshi | 500 (1001) | 11.4 (22.9) | 80 (160) | 9.5 |"
        );
    }

    #[test]
    fn over_the_cap_lacking_and_not_reached_are_told_apart() {
        assert_eq!(
            line(&text(), "| The peer"),
            "| The peer | 900 (950) | > 30 s | n/a | – |"
        );
    }

    #[test]
    fn one_value_has_no_percentile() {
        let ours = json!({"usable_ms": {"median": 500, "p95": 500}});
        let text = of(&report("fields-200", &ours, &json!({})));
        assert_eq!(line(&text, "| The banshi"), "| The banshi | 500 | – |");
    }

    #[test]
    fn who_was_not_asked_has_no_line() {
        assert_eq!(line(&text(), "| The peer, contained"), "");
    }

    #[test]
    fn versions_and_reasons_are_told() {
        assert_eq!(
            line(&text(), "- **The peer"),
            "- **The peer** (`@a/peer` 1.2.3). a note on peer. a row opens: it opens nothing."
        );
    }
}
