#![allow(clippy::unwrap_used, reason = "tests may fail loudly")]

use banshi_identifiers::CalendarDate;
use proptest::prelude::*;
use serde_json::{Value, json};

use super::*;

fn run(logic: Value, data: Value) -> Value {
    run_in_row(logic, data, None)
}

fn run_in_row(logic: Value, data: Value, row: Option<&Value>) -> Value {
    let expr = parse(&logic, "").unwrap();
    let scope = Scope {
        data: &data,
        row,
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
            assert!(parse(&logic, "").is_err());
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

#[test]
fn the_row_stays_in_sight_inside_items() {
    let data = json!({"rows": [{"id": 1}, {"id": 2}, {"id": 1}]});
    let twins = json!({"filter": [{"var": "rows"}, {"==": [{"var": "id"}, {"var": "./id"}]}]});
    let row = json!({"id": 1});
    assert_eq!(
        run_in_row(twins, data, Some(&row)),
        json!([{"id": 1}, {"id": 1}])
    );
}

#[test]
fn what_is_not_understood_is_refused_by_name() {
    let rule = |logic: Value| parse(&logic, "/rules/0/assert").unwrap_err().rule;
    assert_eq!(rule(json!({"log": "x"})), "unknown-operator");
    assert_eq!(rule(json!({"==": [1, 1], "!": 1})), "unknown-operator");
    assert_eq!(rule(json!({"var": {"cat": ["a", "b"]}})), "dynamic-path");
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
    let ops = "var|missing|==|<|>=|!|and|or|if|in|[+*/%-]|max|min|cat|substr|some|all|map|filter|reduce|merge|today|yearsBetween|sexFromId";
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
    fn anything_may_be_evaluated(logic in any_json(), data in any_json()) {
        if let Ok(expr) = parse(&logic, "") {
            let scope = Scope { data: &data, row: Some(&data), today: None };
            let once = evaluate(&expr, &scope);
            prop_assert_eq!(evaluate(&expr, &scope), once);
        }
    }
}
