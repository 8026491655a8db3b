//! JsonLogic: the value of an expression over some data, or the rule that it breaks.

use banshi_forms::json_logic;
use serde_json::{Value, json};

use crate::{Dice, values};

const OPERATORS: [&str; 36] = [
    "==",
    "===",
    "!=",
    "!==",
    "!",
    "!!",
    "or",
    "and",
    ">",
    ">=",
    "<",
    "<=",
    "max",
    "min",
    "+",
    "-",
    "*",
    "/",
    "%",
    "merge",
    "in",
    "cat",
    "substr",
    "yearsBetween",
    "monthsBetween",
    "daysBetween",
    "workdaysBetween",
    "addDays",
    "addMonths",
    "addYears",
    "birthDateFromId",
    "sexFromId",
    "if",
    "?:",
    "missing_some",
    "no-such",
];
const LOOPS: [&str; 6] = ["map", "filter", "all", "some", "none", "reduce"];
const PATHS: [&str; 12] = [
    "a",
    "b",
    "c",
    "ab",
    "a.0",
    "a.1.b",
    "",
    "0",
    "a.a",
    "current",
    "accumulator",
    "x-1",
];

/// An expression over data.
pub fn case(dice: &mut Dice) -> (String, String) {
    let logic = expression(dice, 4);
    let data = values::value(dice, 4);
    let asked = json!([logic, data]).to_string();
    let answered = match json_logic(&logic, &data) {
        Ok(value) => value.to_string(),
        // Where it is wrong is known only to builds that lint.
        Err(finding) => finding.rule.to_owned(),
    };
    (asked, answered)
}

fn expression(dice: &mut Dice, depth: usize) -> Value {
    let deeper = depth.saturating_sub(1);
    match dice.below(if depth == 0 { 4 } else { 12 }) {
        0 => values::value(dice, 1),
        1..=3 => json!({"var": dice.of(&PATHS)}),
        4 => {
            let list = (0..dice.below(4))
                .map(|_| expression(dice, deeper))
                .collect();
            Value::Array(list)
        }
        5 => json!({dice.of(&["missing", "var"]): [dice.of(&PATHS), dice.of(&PATHS)]}),
        6 | 7 => {
            let list = match dice.once_in(2) {
                true => json!({"var": dice.of(&PATHS)}),
                false => expression(dice, deeper),
            };
            let (name, each) = (dice.of(&LOOPS), expression(dice, deeper));
            match name {
                "reduce" => json!({name: [list, each, values::number(dice)]}),
                _ => json!({name: [list, each]}),
            }
        }
        _ => {
            let mut name = dice.of(&OPERATORS);
            if name == "no-such" && !dice.once_in(3) {
                name = "+";
            }
            let arguments: Vec<Value> = (0..dice.below(4))
                .map(|_| expression(dice, deeper))
                .collect();
            json!({name: arguments})
        }
    }
}
