//! The official JSON Schema test suite, draft 2020-12. `cargo xtask suites` fetches it
//! and runs this test with `JSON_SCHEMA_SUITE` set to its folder (`tests`, `remotes`).
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::indexing_slicing,
    clippy::panic,
    reason = "tests may fail loudly"
)]

use std::fs;
use std::path::{Path, PathBuf};

use banshi_forms::schema::{Options, Regress, Schema};
use serde_json::Value;

/// Formats that the engine asserts; their tests are optional in the suite.
const FORMATS: [&str; 12] = [
    "date",
    "date-time",
    "duration",
    "ecmascript-regex",
    "email",
    "ipv4",
    "ipv6",
    "json-pointer",
    "regex",
    "time",
    "uri",
    "uuid",
];
/// Beyond what was asked for, also right.
const MORE_FORMATS: [&str; 2] = ["unknown", "uri-reference"];
/// Optional tests that don't need other drafts.
const OPTIONAL: [&str; 11] = [
    "anchor",
    "bignum",
    "dynamicRef",
    "ecmascript-regex",
    "float-overflow",
    "format-assertion",
    "id",
    "no-schema",
    "non-bmp-regex",
    "refOfUnknownKeyword",
    "unknownKeyword",
];

struct Suite {
    root: PathBuf,
    remotes: Vec<(String, Value)>,
    passed: usize,
    wrong: Vec<String>,
}

impl Suite {
    fn file(&mut self, path: &str, formats: bool) {
        let path = self.root.join("tests/draft2020-12").join(path);
        let text = fs::read_to_string(&path).expect("a file of the suite");
        let groups: Vec<Value> = serde_json::from_str(&text).unwrap();
        let name = path.file_stem().unwrap().to_string_lossy().into_owned();
        let options = Options {
            formats,
            ..Options::default()
        };
        let remotes: Vec<(&str, &Value)> =
            self.remotes.iter().map(|(u, v)| (u.as_str(), v)).collect();
        for group in groups {
            let title = format!("{name}: {}", group["description"].as_str().unwrap());
            let schema = Schema::compile(&group["schema"], &remotes, &Regress, &options);
            for test in group["tests"].as_array().unwrap() {
                let title = format!("{title}: {}", test["description"].as_str().unwrap());
                let wanted = test["valid"].as_bool().unwrap();
                match &schema {
                    Err(findings) => self.wrong.push(format!("{title}: refused: {findings:?}")),
                    Ok(schema) => {
                        let errors = schema.validate(&test["data"], &Regress);
                        let valid = schema.is_valid(&test["data"], &Regress);
                        if errors.is_empty() == wanted && valid == wanted {
                            self.passed += 1;
                        } else {
                            self.wrong
                                .push(format!("{title}: valid is {wanted}, {valid} {errors:?}"));
                        }
                    }
                }
            }
        }
    }

    /// Runs files of a folder; the number that passed.
    fn part(&mut self, what: &str, folder: &str, names: &[&str], formats: bool) {
        let before = (self.passed, self.wrong.len());
        for name in names {
            self.file(&format!("{folder}{name}.json"), formats);
        }
        let (passed, wrong) = (self.passed - before.0, self.wrong.len() - before.1);
        println!(
            "JSON Schema 2020-12, {what}: {passed} of {} passed",
            passed + wrong
        );
    }
}

fn json_files(folder: &Path, found: &mut Vec<PathBuf>) {
    for entry in fs::read_dir(folder).expect("the suite's folder") {
        let path = entry.unwrap().path();
        if path.is_dir() {
            json_files(&path, found);
        } else if path.extension().is_some_and(|e| e == "json") {
            found.push(path);
        }
    }
}

#[test]
#[ignore = "needs the suite: cargo xtask suites"]
fn the_official_suite_is_passed() {
    let root =
        std::env::var_os("JSON_SCHEMA_SUITE").expect("JSON_SCHEMA_SUITE names the suite's folder");
    let root = PathBuf::from(root);
    let mut files = Vec::new();
    json_files(&root.join("remotes"), &mut files);
    let remotes = files.iter().filter_map(|file| {
        let path = file.strip_prefix(root.join("remotes")).unwrap();
        let folder = path.iter().next().unwrap().to_string_lossy();
        if folder.starts_with("draft") && folder != "draft2020-12" {
            return None;
        }
        let uri = format!("http://localhost:1234/{}", path.display());
        Some((
            uri,
            serde_json::from_str(&fs::read_to_string(file).unwrap()).unwrap(),
        ))
    });
    let remotes = remotes.collect();
    let mut names: Vec<String> = fs::read_dir(root.join("tests/draft2020-12"))
        .unwrap()
        .map(|entry| entry.unwrap().path())
        .filter(|path| path.extension().is_some_and(|e| e == "json"))
        .map(|path| path.file_stem().unwrap().to_string_lossy().into_owned())
        .collect();
    names.sort();
    assert!(names.len() >= 45, "only {} files", names.len());
    let names: Vec<&str> = names.iter().map(String::as_str).collect();

    let mut suite = Suite {
        root,
        remotes,
        passed: 0,
        wrong: Vec::new(),
    };
    suite.part("required", "", &names, false);
    suite.part("formats", "optional/format/", &FORMATS, true);
    suite.part("further formats", "optional/format/", &MORE_FORMATS, true);
    suite.part("optional", "optional/", &OPTIONAL, false);
    println!(
        "JSON Schema 2020-12 in all: {} passed, {} wrong",
        suite.passed,
        suite.wrong.len()
    );
    assert!(suite.wrong.is_empty(), "\n{}", suite.wrong.join("\n"));
}
