//! What `bench/forms/run.mjs` writes, as it is read here.

use std::collections::BTreeMap;

use serde_json::Value;

use crate::steps::{Done, Failure};

/// The entry that is ours.
pub const OURS: &str = "banshi";
/// The entry that is the limit.
pub const HAND: &str = "hand";

/// A case, as the table names it.
#[derive(Debug)]
pub struct Case {
    /// Its id, `fields-1000`.
    pub id: String,
    /// Its name in English.
    pub title: String,
}

/// Somebody's page.
#[derive(Debug)]
pub struct Page {
    /// Its id.
    pub name: String,
    /// Its name.
    pub title: String,
    /// Packages with their versions; none for what is ours.
    pub versions: Vec<(String, String)>,
    /// Figures that it can't have, and why.
    pub lacks: BTreeMap<String, String>,
    /// What a case needed on it, by the case's id or `all`.
    pub notes: BTreeMap<String, String>,
}

/// A page as it takes part: as it is, or contained.
#[derive(Debug)]
pub struct Entry {
    /// Its id.
    pub name: String,
    /// The page's id.
    pub page: String,
    /// Whether it was given the containment of the hand-written page.
    pub contained: bool,
}

/// A figure of one entry in one case.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Figure {
    /// Median and 95th percentile.
    Is(f64, f64),
    /// It took longer than the cap.
    OverCap,
    /// It was not measured: what comes before it went over the cap, or there is none.
    None,
}

impl Figure {
    /// The median, endless where it was over the cap or behind what was.
    pub fn or_endless(self) -> f64 {
        match self {
            Self::Is(median, _) => median,
            Self::OverCap | Self::None => f64::INFINITY,
        }
    }
}

/// The whole report.
#[derive(Debug)]
pub struct Report {
    /// What was measured in and how: date, browser, machine and the like.
    head: Value,
    /// How often the CPU was slowed down: 1 and 4.
    pub slowdowns: Vec<u64>,
    /// The cases.
    pub cases: Vec<Case>,
    /// The pages.
    pub pages: Vec<Page>,
    /// What took part.
    pub entries: Vec<Entry>,
}

fn text(value: &Value, name: &str) -> String {
    match value.get(name) {
        Some(Value::String(text)) => text.clone(),
        Some(other) => other.to_string(),
        None => String::new(),
    }
}

fn list<T>(value: &Value, name: &str, read: impl Fn(&Value) -> T) -> Done<Vec<T>> {
    let items = value.get(name).and_then(Value::as_array);
    let items = items.ok_or_else(|| Failure::from(format!("the report lacks {name}")))?;
    Ok(items.iter().map(read).collect())
}

fn words(value: &Value, name: &str) -> BTreeMap<String, String> {
    let members = value.get(name).and_then(Value::as_object);
    members
        .into_iter()
        .flatten()
        .filter_map(|(key, words)| Some((key.clone(), words.as_str()?.to_owned())))
        .collect()
}

impl Report {
    /// Reads it.
    ///
    /// # Errors
    /// It is no JSON, or lacks something.
    pub fn read(json: &str) -> Done<Self> {
        let value: Value =
            serde_json::from_str(json).map_err(|error| Failure::from(error.to_string()))?;
        Ok(Self {
            slowdowns: list(&value, "slowdowns", |one| one.as_u64().unwrap_or(1))?,
            cases: list(&value, "cases", |one| Case {
                id: text(one, "id"),
                title: text(one, "title"),
            })?,
            pages: list(&value, "pages", |one| Page {
                name: text(one, "name"),
                title: text(one, "title"),
                versions: words(one, "versions").into_iter().collect(),
                lacks: words(one, "lacks"),
                notes: words(one, "notes"),
            })?,
            entries: list(&value, "entries", |one| Entry {
                name: text(one, "entry"),
                page: text(one, "page"),
                contained: one.get("contained") == Some(&Value::Bool(true)),
            })?,
            head: value,
        })
    }

    /// A word or number of the head.
    pub fn about(&self, name: &str) -> String {
        text(&self.head, name)
    }

    /// The page of an entry.
    pub fn page(&self, entry: &Entry) -> Option<&Page> {
        self.pages.iter().find(|page| page.name == entry.page)
    }

    fn result(&self, case: &str, slowdown: u64, entry: &str) -> Option<&Value> {
        let case = self.head.get("results")?.get(case)?;
        case.get(slowdown.to_string())?.get(entry)
    }

    /// Whether it was tried at all.
    pub fn has(&self, case: &str, slowdown: u64, entry: &str) -> bool {
        self.result(case, slowdown, entry).is_some()
    }

    /// A figure.
    pub fn figure(&self, case: &str, slowdown: u64, entry: &str, name: &str) -> Figure {
        let Some(found) = self.result(case, slowdown, entry) else {
            return Figure::None;
        };
        if found.get("over").and_then(Value::as_str) == Some(name) {
            return Figure::OverCap;
        }
        let number = |which: &str| found.get(name)?.get(which)?.as_f64();
        match (number("median"), number("p95")) {
            (Some(median), Some(p95)) => Figure::Is(median, p95),
            _ => Figure::None,
        }
    }

    /// Everybody but us and the hand-written page.
    pub fn peers(&self) -> impl Iterator<Item = &Entry> {
        let ours = [OURS, HAND];
        self.entries
            .iter()
            .filter(move |entry| !ours.contains(&entry.name.as_str()))
    }
}

#[cfg(test)]
#[allow(clippy::unwrap_used, clippy::indexing_slicing, reason = "tests")]
pub mod tests {
    use super::*;
    use serde_json::{Map, json};

    /// Figures whose p95 is twice the median.
    pub fn figures(medians: &[(&str, f64)]) -> Value {
        let each = medians.iter().map(|(name, median)| {
            let figure = json!({"median": median, "p95": median * 2.0});
            ((*name).to_owned(), figure)
        });
        Value::Object(each.collect::<Map<_, _>>())
    }

    /// A report of one case, with a hand-written page that takes 10 ms from input to frame
    /// and a peer that was not asked contained.
    pub fn report(case: &str, ours: &Value, theirs: &Value) -> Report {
        let entry = |name: &str| json!({"entry": name, "page": name, "contained": false});
        let page = |name: &str, versions: Value| {
            json!({"name": name, "title": format!("The {name}"), "versions": versions,
                "lacks": {}, "notes": {"all": format!("a note on {name}")}})
        };
        let left_out = json!({"entry": "peer-contained", "page": "peer", "contained": true});
        let hand = figures(&[("input_ms", 10.0)]);
        let results = json!({case: {"1": {OURS: ours, HAND: hand, "peer": theirs}}});
        let mut peer = page("peer", json!({"@a/peer": "1.2.3"}));
        peer["lacks"] = json!({"open": "it opens nothing"});
        let report = json!({
            "date": "2026-11-24", "runs": 5, "slowdowns": [1], "browser": "Chromium 1",
            "cases": [{"id": case, "title": "A case"}],
            "pages": [page(OURS, json!({})), page(HAND, json!({})), peer],
            "entries": [entry(OURS), entry(HAND), entry("peer"), left_out],
            "results": results,
        });
        Report::read(&report.to_string()).unwrap()
    }

    #[test]
    fn a_figure_is_there_over_the_cap_or_not_at_all() {
        let theirs = json!({"usable_ms": {"median": 5, "p95": 7}, "over": "input_ms"});
        let report = report("fields-200", &json!({}), &theirs);
        let figure = |name: &str| report.figure("fields-200", 1, "peer", name);
        assert_eq!(figure("usable_ms"), Figure::Is(5.0, 7.0));
        assert_eq!(figure("input_ms"), Figure::OverCap);
        assert_eq!(figure("check_ms"), Figure::None);
        assert_eq!(
            report.figure("no-such-case", 1, "peer", "usable_ms"),
            Figure::None
        );
    }

    #[test]
    fn what_is_no_report_is_refused() {
        assert!(Report::read("{}").is_err());
        assert!(Report::read("no JSON").is_err());
    }
}
