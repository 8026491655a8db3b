//! Judges numbers that another program has judged, and fails where the two disagree:
//! `judge FILE`, a line each with kind, number and verdict (`valid` or `wrong`),
//! separated by tabs. A warning counts as wrong.

use std::{collections::BTreeMap, process::ExitCode};

use banshi_identifiers::{CalendarDate, Identifier};

/// Disagreements that are named.
const NAMED: usize = 20;

fn main() -> ExitCode {
    match compare() {
        Ok(counts) => {
            println!("{counts}");
            ExitCode::SUCCESS
        }
        Err(why) => {
            println!("{why}");
            ExitCode::FAILURE
        }
    }
}

fn compare() -> Result<String, String> {
    let file = std::env::args().nth(1).ok_or("no file named")?;
    let text = std::fs::read_to_string(&file).map_err(|why| format!("{file}: {why}"))?;
    let today = CalendarDate::new(2026, 11, 23).ok_or("no such day")?;
    let mut counts: BTreeMap<(&str, &str), usize> = BTreeMap::new();
    let mut disagreements = Vec::new();
    for line in text.lines() {
        let mut parts = line.split('\t');
        let (Some(kind), Some(number), Some(theirs), None) =
            (parts.next(), parts.next(), parts.next(), parts.next())
        else {
            return Err(format!("not three parts: {line}"));
        };
        let identifier = Identifier::from_name(kind).ok_or(format!("no kind `{kind}`"))?;
        let fault = match identifier.read(number, today, None) {
            Ok(reading) => reading.warning,
            Err(fault) => Some(fault),
        };
        let ours = if fault.is_none() { "valid" } else { "wrong" };
        *counts.entry((kind, ours)).or_default() += 1;
        if ours != theirs {
            let reason = fault.map_or("", |fault| fault.reason());
            disagreements.push(format!("{kind} {number}: {theirs}, ours {ours} {reason}"));
        }
    }
    if !disagreements.is_empty() {
        let count = disagreements.len();
        disagreements.truncate(NAMED);
        return Err(format!(
            "{count} disagreements:\n{}",
            disagreements.join("\n")
        ));
    }
    let counts: Vec<String> = counts
        .iter()
        .map(|((kind, verdict), count)| format!("{kind} {verdict}: {count}"))
        .collect();
    Ok(format!(
        "{} numbers, no disagreement ({})",
        text.lines().count(),
        counts.join(", ")
    ))
}
