#![allow(clippy::unwrap_used, reason = "tests may fail loudly")]

use banshi_identifiers::CalendarDate;
use proptest::prelude::*;
use serde_json::{Value, json};

use super::*;

fn run(logic: Value, data: Value) -> Value {
    run_in_row(logic, data, &[])
}

fn run_in_row(logic: Value, data: Value, row: &[&Value]) -> Value {
    let expr = parse(&logic, "", Dialect::Form).unwrap();
    let scope = Scope {
        data: &data,
        rows: row,
        today: CalendarDate::parse("2026-11-23"),
    };
    evaluate(&expr, &scope)
}

#[test]
fn published_examples() {
    let pie = json!({"temp": 100, "pie": {"filling": "apple"}});
    let people = json!({"p": [{"n": "a", "age": 10}, {"n": "b", "age": 40}]});
    for (logic, data, expected) in [
        (json!({"==": [1, 1]}), json!(null), json!(true)),
        (json!({"==": [1, "1"]}), json!(null), json!(true)),
        (json!({"===": [1, "1"]}), json!(null), json!(false)),
        (json!({"===": [1, 1.0]}), json!(null), json!(true)),
        (json!({"!=": [1, 2]}), json!(null), json!(true)),
        (json!({"!==": [1, "1"]}), json!(null), json!(true)),
        (json!({"==": [0, false]}), json!(null), json!(true)),
        (json!({"==": [null, false]}), json!(null), json!(false)),
        (json!({"==": [null, 0]}), json!(null), json!(false)),
        (json!({">": [2, 1]}), json!(null), json!(true)),
        (json!({">=": [1, 1]}), json!(null), json!(true)),
        (json!({"<": [1, 2, 3]}), json!(null), json!(true)),
        (json!({"<": [1, 4, 3]}), json!(null), json!(false)),
        (
            json!({"<=": ["2026-01-01", "2026-01-02"]}),
            json!(null),
            json!(true),
        ),
        (json!({"<": ["a", 1]}), json!(null), json!(false)),
        (json!({"!": [true]}), json!(null), json!(false)),
        (json!({"!": []}), json!(null), json!(null)),
        (json!({"!!": [[]]}), json!(null), json!(false)),
        (json!({"!!": ["0"]}), json!(null), json!(true)),
        (json!({"and": [true, "a", 3]}), json!(null), json!(3)),
        (json!({"and": [true, "", 3]}), json!(null), json!("")),
        (json!({"or": [false, null, "x"]}), json!(null), json!("x")),
        (json!({"if": [false, 1, true, 2, 3]}), json!(null), json!(2)),
        (json!({"?:": [false, 1, 2]}), json!(null), json!(2)),
        (json!({"if": [false, 1]}), json!(null), json!(null)),
        (json!({"var": "pie.filling"}), pie.clone(), json!("apple")),
        (json!({"var": ["z", 26]}), pie.clone(), json!(26)),
        (json!({"var": 1}), json!(["a", "b"]), json!("b")),
        (json!({"var": ""}), json!(5), json!(5)),
        (
            json!({"missing": ["temp", "z", "pie.x"]}),
            pie.clone(),
            json!(["z", "pie.x"]),
        ),
        (
            json!({"missing_some": [1, ["temp", "z"]]}),
            pie.clone(),
            json!([]),
        ),
        (
            json!({"missing_some": [2, ["temp", "z"]]}),
            pie,
            json!(["z"]),
        ),
        (
            json!({"in": ["Spring", "Springfield"]}),
            json!(null),
            json!(true),
        ),
        (json!({"in": [2, [1, 2]]}), json!(null), json!(true)),
        (json!({"in": ["2", [1, 2]]}), json!(null), json!(false)),
        (json!({"+": [1, "2", 3]}), json!(null), json!(6)),
        (json!({"+": "3.5"}), json!(null), json!(3.5)),
        (json!({"-": [4, 1]}), json!(null), json!(3)),
        (json!({"-": 2}), json!(null), json!(-2)),
        (json!({"*": [2, 2, 2]}), json!(null), json!(8)),
        (json!({"/": [1, 2]}), json!(null), json!(0.5)),
        (json!({"/": [1, 0]}), json!(null), json!(null)),
        (json!({"%": [7, 3]}), json!(null), json!(1)),
        (json!({"+": [0.1, 0.2]}), json!(null), json!(0.3)),
        (json!({"+": ["a", 1]}), json!(null), json!(null)),
        (json!({"max": [1, 3, 2]}), json!(null), json!(3)),
        (json!({"min": [1, 3, 2]}), json!(null), json!(1)),
        (json!({"max": [1, "a"]}), json!(null), json!(null)),
        (
            json!({"cat": ["a", 1, null, 1.5]}),
            json!(null),
            json!("a11.5"),
        ),
        (
            json!({"substr": ["jsonlogic", -5]}),
            json!(null),
            json!("logic"),
        ),
        (
            json!({"substr": ["jsonlogic", 1, 3]}),
            json!(null),
            json!("son"),
        ),
        (
            json!({"substr": ["jsonlogic", 4, -2]}),
            json!(null),
            json!("log"),
        ),
        (
            json!({"substr": ["居住证", 1, 1]}),
            json!(null),
            json!("住"),
        ),
        (
            json!({"merge": [[1, 2], 3, [[4]]]}),
            json!(null),
            json!([1, 2, 3, [4]]),
        ),
        (
            json!({"map": [{"var": "p"}, {"var": "age"}]}),
            people.clone(),
            json!([10, 40]),
        ),
        (
            json!({"filter": [{"var": "p"}, {">": [{"var": "age"}, 18]}]}),
            people.clone(),
            json!([{"n": "b", "age": 40}]),
        ),
        (
            json!({"some": [{"var": "p"}, {">": [{"var": "age"}, 18]}]}),
            people.clone(),
            json!(true),
        ),
        (
            json!({"all": [{"var": "p"}, {">": [{"var": "age"}, 18]}]}),
            people.clone(),
            json!(false),
        ),
        (
            json!({"none": [{"var": "p"}, {">": [{"var": "age"}, 99]}]}),
            people.clone(),
            json!(true),
        ),
        (json!({"all": [[], true]}), json!(null), json!(false)),
        (json!({"none": [[], true]}), json!(null), json!(true)),
        (
            json!({"reduce": [{"var": "p"}, {"+": [{"var": "current.age"}, {"var": "accumulator"}]}, 0]}),
            people,
            json!(50),
        ),
        (json!({"map": [null, 1]}), json!(null), json!([])),
    ] {
        if logic == json!({"!": []}) {
            assert!(parse(&logic, "", Dialect::Form).is_err());
            continue;
        }
        assert_eq!(run(logic.clone(), data), expected, "{logic}");
    }
}

#[test]
fn dates_and_identity_numbers() {
    assert_eq!(run(json!({"today": []}), json!(null)), json!("2026-11-23"));
    let since = json!({"since": "2026-05-23", "id": "11010519491231002x"});
    let months = json!({"monthsBetween": [{"var": "since"}, {"today": []}]});
    assert_eq!(run(months, since.clone()), json!(6));
    let years = json!({"yearsBetween": ["2008-11-24", {"today": []}]});
    assert_eq!(run(years, since.clone()), json!(17));
    assert_eq!(
        run(json!({"yearsBetween": ["x", {"today": []}]}), since.clone()),
        json!(null)
    );
    assert_eq!(
        run(json!({"birthDateFromId": {"var": "id"}}), since.clone()),
        json!("1949-12-31")
    );
    assert_eq!(
        run(json!({"sexFromId": [{"var": "id"}]}), since.clone()),
        json!("female")
    );
    assert_eq!(
        run(json!({"sexFromId": {"var": "since"}}), since),
        json!(null)
    );
}

fn dated(op: &str, from: impl Into<Value>, to: impl Into<Value>) -> Value {
    run(json!({ op: [from.into(), to.into()] }), json!(null))
}

#[test]
fn days_and_working_days_between_dates() {
    for (from, to, days, working) in [
        ("2026-11-23", "2026-11-23", 0, 0),
        ("2026-11-23", "2026-11-24", 1, 1),
        ("2026-11-24", "2026-11-23", -1, -1),
        ("2024-02-28", "2024-03-01", 2, 2),
        ("2023-02-28", "2023-03-01", 1, 1),
        // Saturday and Sunday, and a Saturday that is worked for a holiday.
        ("2026-11-20", "2026-11-23", 3, 1),
        ("2024-02-02", "2024-02-05", 3, 2),
        // 国庆节: eight days off, then two working days.
        ("2025-09-30", "2025-10-10", 10, 2),
        // Fridays before and after a week, backwards.
        ("2026-11-27", "2026-11-20", -7, -5),
        ("0001-01-01", "0001-01-02", 1, 1),
    ] {
        assert_eq!(dated("daysBetween", from, to), json!(days), "{from} {to}");
        assert_eq!(
            dated("workdaysBetween", from, to),
            json!(working),
            "{from} {to}"
        );
    }
    for op in ["daysBetween", "workdaysBetween"] {
        assert_eq!(dated(op, "2026-02-30", "2026-03-01"), json!(null));
        assert_eq!(dated(op, "2026-03-01", json!(null)), json!(null));
        assert_eq!(dated(op, 20260301, "2026-03-01"), json!(null));
    }
    assert_eq!(
        dated("daysBetween", "0001-01-01", "9999-12-31"),
        json!(3_652_058)
    );
    // Counted one by one: not for ever.
    assert_eq!(
        dated("workdaysBetween", "0001-01-01", "9999-12-31"),
        json!(null)
    );
}

#[test]
fn dates_moved_by_days_months_and_years() {
    for (op, from, amount, expected) in [
        ("addDays", "2024-02-28", 1, "2024-02-29"),
        ("addDays", "2023-02-28", 1, "2023-03-01"),
        ("addDays", "2026-01-01", -1, "2025-12-31"),
        ("addDays", "2026-11-23", 0, "2026-11-23"),
        ("addMonths", "2026-01-31", 1, "2026-02-28"),
        ("addMonths", "2024-01-31", 1, "2024-02-29"),
        ("addMonths", "2026-03-31", -1, "2026-02-28"),
        ("addMonths", "2026-08-31", 1, "2026-09-30"),
        ("addMonths", "2026-11-23", 14, "2028-01-23"),
        ("addMonths", "2026-02-28", 1, "2026-03-28"),
        ("addYears", "2024-02-29", 1, "2025-02-28"),
        ("addYears", "2024-02-29", 4, "2028-02-29"),
        ("addYears", "2024-02-29", -24, "2000-02-29"),
        ("addYears", "2024-02-29", -124, "1900-02-28"),
    ] {
        assert_eq!(
            dated(op, from, amount),
            json!(expected),
            "{op} {from} {amount}"
        );
    }
    assert_eq!(dated("addDays", "2026-01-31", "2"), json!("2026-02-02"));
    for amount in [
        json!(null),
        json!(1.5),
        json!("x"),
        json!(""),
        json!([1]),
        json!(1e300),
    ] {
        assert_eq!(dated("addDays", "2026-01-31", amount), json!(null));
    }
    for (op, from, amount) in [
        ("addDays", "9999-12-31", 1),
        ("addDays", "0001-01-01", -1),
        ("addMonths", "9999-12-31", 1),
        ("addMonths", "0001-01-31", -1),
        ("addYears", "2026-01-31", 4_000_000),
        ("addYears", "2026-02-29", 1),
    ] {
        assert_eq!(dated(op, from, amount), json!(null), "{op} {from} {amount}");
    }
}

#[test]
fn the_row_stays_in_sight_inside_items() {
    let data = json!({"rows": [{"id": 1}, {"id": 2}, {"id": 1}]});
    let twins = json!({"filter": [{"var": "rows"}, {"==": [{"var": "id"}, {"var": "./id"}]}]});
    let row = json!({"id": 1});
    assert_eq!(
        run_in_row(twins, data, &[&row]),
        json!([{"id": 1}, {"id": 1}])
    );
}

#[test]
fn the_rows_around_a_row_are_in_sight() {
    let (inner, outer) = (json!({"id": 1}), json!({"id": 2}));
    let rows = [&inner, &outer];
    let at = |path: &str| run_in_row(json!({ "var": path }), json!({"id": 3}), &rows);
    assert_eq!(at("./id"), json!(1));
    assert_eq!(at("../id"), json!(2));
    assert_eq!(at("../../id"), json!(null));
    assert_eq!(at("id"), json!(3));
    let missing = json!({"missing": ["./a", "../a", "../id"]});
    assert_eq!(
        run_in_row(missing, json!(null), &rows),
        json!(["./a", "../a"])
    );
}

#[test]
fn what_is_not_understood_is_refused_by_name() {
    let rule = |logic: Value| {
        parse(&logic, "/rules/0/assert", Dialect::Form)
            .unwrap_err()
            .rule
    };
    assert_eq!(rule(json!({"log": "x"})), "unknown-operator");
    assert_eq!(rule(json!({"==": [1, 1], "!": 1})), "unknown-operator");
    assert_eq!(rule(json!({"var": {"cat": ["a", "b"]}})), "dynamic-path");
    assert_eq!(rule(json!({"missing": {"merge": ["a"]}})), "dynamic-path");
    assert_eq!(rule(json!({"a": 1, "b": 2})), "unknown-operator");
    assert_eq!(rule(json!({"if": []})), "bad-arguments");
    assert_eq!(rule(json!({"==": [1]})), "bad-arguments");
    let mut deep = json!(1);
    for _ in 0..100 {
        deep = json!({ "!": [deep] });
    }
    assert_eq!(rule(deep), "too-deep");
}

#[test]
fn work_is_bounded() {
    let list: Vec<_> = (0..400).collect();
    let data = json!({ "a": list });
    let a = json!({"var": "a"});
    // Text and lists that double with every item, and loops in loops.
    for body in [
        json!({"cat": [{"var": "accumulator"}, {"var": "accumulator"}]}),
        json!([{"var": "accumulator"}, {"var": "accumulator"}]),
        json!({"merge": [{"var": "accumulator"}, {"var": "accumulator"}]}),
    ] {
        let logic = json!({"reduce": [a, body, "xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx"]});
        assert_eq!(run(logic, data.clone()), json!(null));
    }
    let wide: Vec<_> = (0..100).collect();
    let wide = json!(wide);
    let loops = json!({"all": [wide, {"all": [wide, {"all": [wide, true]}]}]});
    assert_eq!(run(loops, data), json!(null));
}

fn any_json() -> impl Strategy<Value = Value> {
    let leaf = prop_oneof![
        Just(Value::Null),
        any::<bool>().prop_map(Value::from),
        any::<i32>().prop_map(Value::from),
        any::<f64>().prop_map(Value::from),
        "[a-c./0-9]{0,4}".prop_map(Value::from),
    ];
    let ops = "var|missing|==|<|>=|!|and|or|if|in|[+*/%-]|max|min|cat|substr|some|all|map|filter|reduce|merge|today|yearsBetween|workdaysBetween|addMonths|sexFromId";
    leaf.prop_recursive(5, 60, 4, move |inner| {
        prop_oneof![
            proptest::collection::vec(inner.clone(), 0..4).prop_map(Value::from),
            (ops, proptest::collection::vec(inner.clone(), 1..4))
                .prop_map(|(op, args)| json!({ op: args })),
            proptest::collection::btree_map("[a-c]", inner, 0..3)
                .prop_map(|m| Value::Object(m.into_iter().collect())),
        ]
    })
}

proptest! {
    #[test]
    fn anything_published_may_be_evaluated(logic in any_json(), data in any_json()) {
        if let Ok(once) = json_logic(&logic, &data) {
            prop_assert_eq!(json_logic(&logic, &data), Ok(once));
        }
    }

    #[test]
    fn anything_may_be_evaluated(logic in any_json(), data in any_json()) {
        if let Ok(expr) = parse(&logic, "", Dialect::Form) {
            let scope = Scope { data: &data, rows: &[&data], today: None };
            let once = evaluate(&expr, &scope);
            prop_assert_eq!(evaluate(&expr, &scope), once);
        }
    }
}
