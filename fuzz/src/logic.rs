//! JsonLogic over any data, in bounded time, twice with the same answer. The input is
//! `[logic, data]`.

use banshi_forms::json_logic;

use crate::pair;

/// Operators, and what they work on.
pub const WORDS: &[&str] = &[
    "var",
    "missing",
    "missing_some",
    "if",
    "?:",
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
    "map",
    "filter",
    "reduce",
    "all",
    "none",
    "some",
    "merge",
    "in",
    "cat",
    "substr",
    "today",
    "yearsBetween",
    "monthsBetween",
    "daysBetween",
    "workdaysBetween",
    "addDays",
    "addMonths",
    "addYears",
    "birthDateFromId",
    "sexFromId",
    "",
    "a",
    "a.b",
    "a.0",
    "./a",
    "../a",
    "current",
    "accumulator",
    "1",
    "1.5",
    "-0",
    "1e3",
    "2024-02-29",
    "2025-12-31",
    "11010519491231002X",
    "𠮷a",
];

/// An expression, evaluated.
pub fn run(data: &[u8]) {
    let Some((logic, data)) = pair(data) else {
        return;
    };
    let first = json_logic(&logic, &data);
    assert_eq!(
        first,
        json_logic(&logic, &data),
        "asked twice, another answer"
    );
}
