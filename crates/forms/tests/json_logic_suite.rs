//! The public JsonLogic suite, as the crate `jsonlogic-rs` ships it. `cargo xtask suites`
//! fetches it and runs this test with `JSON_LOGIC_SUITE` set to its file.

#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    reason = "tests may fail loudly"
)]

use banshi_forms::json_logic;
use serde_json::Value;

/// How many cases the suite has (`jsonlogic-rs` 0.5.0).
const CASES: usize = 275;

/// 1 and 1.0 are the same number.
fn same(a: &Value, b: &Value) -> bool {
    match (a, b) {
        (Value::Number(a), Value::Number(b)) => a.as_f64() == b.as_f64(),
        (Value::Array(a), Value::Array(b)) => {
            a.len() == b.len() && a.iter().zip(b).all(|(a, b)| same(a, b))
        }
        _ => a == b,
    }
}

#[test]
#[ignore = "needs the suite: cargo xtask suites"]
fn every_case_of_the_public_suite() {
    let file = std::env::var_os("JSON_LOGIC_SUITE").expect("JSON_LOGIC_SUITE names the file");
    let text = std::fs::read_to_string(&file).unwrap();
    let suite: Vec<Value> = serde_json::from_str(&text).unwrap();
    let (mut count, mut heading) = (0, String::new());
    let mut wrong = Vec::new();
    for entry in &suite {
        let case = match entry {
            Value::Array(case) => case,
            other => {
                heading = other.as_str().unwrap_or_default().to_owned();
                continue;
            }
        };
        count += 1;
        let (logic, data, expected) = (&case[0], &case[1], &case[2]);
        match json_logic(logic, data) {
            Ok(got) if same(&got, expected) => {}
            got => wrong.push(format!(
                "{heading}: {logic} of {data} is {got:?}, not {expected}"
            )),
        }
    }
    println!("JsonLogic: {} of {count} cases passed", count - wrong.len());
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
    assert_eq!(count, CASES, "the suite is not the one that was meant");
}
