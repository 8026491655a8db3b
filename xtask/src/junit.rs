//! JUnit reports: counted, and written for the page's tests, whose runner has none.

use std::time::Duration;

/// How many tests passed and failed.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Count {
    /// Passed.
    pub passed: usize,
    /// Failed.
    pub failed: usize,
}

impl std::ops::AddAssign for Count {
    fn add_assign(&mut self, other: Self) {
        self.passed += other.passed;
        self.failed += other.failed;
    }
}

/// Counts the cases of a JUnit report; skipped ones count as neither.
pub fn count(report: &str) -> Count {
    let mut count = Count::default();
    for case in report.split("<testcase").skip(1) {
        let case = case.split("</testcase>").next().unwrap_or(case);
        // Without a body the case ends with its own tag, and what follows is not its.
        let body = match case.split_once('>') {
            Some((attributes, body)) if !attributes.ends_with('/') => body,
            _ => "",
        };
        if body.contains("<failure") || body.contains("<error") {
            count.failed += 1;
        } else if !body.contains("<skipped") {
            count.passed += 1;
        }
    }
    count
}

/// The cases that took longest, the longest first, each with its file and name.
pub fn longest(report: &str, most: usize) -> Vec<(Duration, String)> {
    let mut cases: Vec<(Duration, String)> = report
        .split("<testcase ")
        .skip(1)
        .filter_map(|case| {
            let (attributes, _) = case.split_once('>')?;
            let seconds: f64 = attribute(attributes, "time")?.parse().ok()?;
            let took = Duration::try_from_secs_f64(seconds).ok()?;
            let file = attribute(attributes, "classname")?;
            Some((took, format!("{file} › {}", attribute(attributes, "name")?)))
        })
        .collect();
    cases.sort_by(|one, other| other.cmp(one));
    cases.truncate(most);
    cases
}

/// The value of an attribute of a tag, in the words that were escaped.
fn attribute(attributes: &str, name: &str) -> Option<String> {
    // With a space before it: `name` is also the end of `classname`.
    let attributes = format!(" {attributes}");
    let (_, rest) = attributes.split_once(&format!(" {name}=\""))?;
    let (value, _) = rest.split_once('"')?;
    let plain = [
        ("&lt;", "<"),
        ("&gt;", ">"),
        ("&quot;", "\""),
        ("&apos;", "'"),
        ("&amp;", "&"),
    ];
    Some(plain.iter().fold(value.to_owned(), |text, (code, sign)| {
        text.replace(code, sign)
    }))
}

/// A JUnit report out of what `wasm-pack test` prints: a suite for each file of tests,
/// a case for each `test NAME ... ok`.
pub fn of_wasm_runner(output: &str) -> String {
    let mut suites: Vec<(String, Vec<(String, String)>)> = Vec::new();
    let mut failures: Vec<(String, String)> = Vec::new();
    for line in output.lines() {
        let line = line.trim_end();
        if let Some(file) = line.trim_start().strip_prefix("Running ") {
            let file = file
                .split_whitespace()
                .find(|word| word.contains(".rs"))
                .unwrap_or(file);
            suites.push((file.to_owned(), Vec::new()));
        } else if let Some((name, outcome)) = line
            .strip_prefix("test ")
            .and_then(|rest| rest.split_once(" ... "))
        {
            let case = (name.to_owned(), outcome.trim().to_owned());
            match suites.last_mut() {
                Some((_, cases)) => cases.push(case),
                None => suites.push(("page".into(), vec![case])),
            }
        } else if let Some(name) = line
            .strip_prefix("---- ")
            .and_then(|rest| rest.strip_suffix(" output ----"))
        {
            failures.push((name.to_owned(), String::new()));
        } else if let Some((_, text)) = failures.last_mut() {
            text.push_str(line);
            text.push('\n');
        }
    }
    let mut report = String::from("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<testsuites>\n");
    for (file, cases) in suites.iter().filter(|(_, cases)| !cases.is_empty()) {
        let failed = cases
            .iter()
            .filter(|(_, outcome)| is_failure(outcome))
            .count();
        let file = escaped(file);
        report += &format!(
            "  <testsuite name=\"{file}\" tests=\"{}\" failures=\"{failed}\">\n",
            cases.len()
        );
        for (name, outcome) in cases {
            let tag = format!(
                "    <testcase classname=\"{file}\" name=\"{}\"",
                escaped(name)
            );
            let said = failures
                .iter()
                .find(|(failure, _)| failure == name)
                .map_or("", |(_, text)| text);
            report += &if is_failure(outcome) {
                format!(
                    "{tag}>\n      <failure message=\"failed\">{}</failure>\n    </testcase>\n",
                    escaped(said)
                )
            } else if outcome.starts_with("ignored") {
                format!("{tag}><skipped/></testcase>\n")
            } else {
                format!("{tag}/>\n")
            };
        }
        report += "  </testsuite>\n";
    }
    report + "</testsuites>\n"
}

fn is_failure(outcome: &str) -> bool {
    outcome.to_ascii_lowercase().starts_with("fail")
}

fn escaped(text: &str) -> String {
    text.chars()
        .filter(|c| !c.is_control() || *c == '\n')
        .map(|c| match c {
            '&' => "&amp;".into(),
            '<' => "&lt;".into(),
            '>' => "&gt;".into(),
            '"' => "&quot;".into(),
            other => other.to_string(),
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn cases_are_counted_by_their_outcome() {
        let report = "<testsuites><testsuite tests=\"4\"><testcase name=\"a\"/>\
            <testcase name=\"b\"><failure>x</failure></testcase><testcase name=\"c\"><skipped/></testcase>\
            <testcase name=\"d\"></testcase></testsuite></testsuites>";
        assert_eq!(
            count(report),
            Count {
                passed: 2,
                failed: 1
            }
        );
    }

    #[test]
    fn the_longest_cases_are_named_with_their_file() {
        let report = "<testsuite time=\"9\"><testcase name=\"a\" classname=\"x.ts\" time=\"1.5\"/>\
            <testcase name=\"b › &lt;c&gt; &amp;lt;\" classname=\"y.ts\" time=\"61\"><failure/></testcase>\
            <testcase name=\"d\" classname=\"y.ts\" time=\"0.2\"></testcase><testcase name=\"e\"/></testsuite>";
        assert_eq!(
            longest(report, 2),
            [
                (Duration::from_secs(61), "y.ts › b › <c> &lt;".to_owned()),
                (Duration::from_millis(1_500), "x.ts › a".to_owned()),
            ]
        );
        assert_eq!(longest("", 2), []);
    }

    #[test]
    fn what_the_runner_prints_becomes_a_report() {
        let output = "     Running tests/shell.rs (target/x.wasm)\nrunning 2 tests\n\
            test shell::opens ... ok\ntest shell::closes <now> ... FAIL\n\nfailures:\n\n\
            ---- shell::closes <now> output ----\n    panicked: a < b\n\n\
            test result: FAILED. 1 passed; 1 failed; 0 ignored; 0 filtered out\n";
        let report = of_wasm_runner(output);
        assert_eq!(
            count(&report),
            Count {
                passed: 1,
                failed: 1
            },
            "{report}"
        );
        assert!(
            report.contains("name=\"shell::closes &lt;now&gt;\""),
            "{report}"
        );
        assert!(report.contains("a &lt; b"), "{report}");
        assert!(
            report.contains("testsuite name=\"tests/shell.rs\" tests=\"2\" failures=\"1\""),
            "{report}"
        );
    }
}
