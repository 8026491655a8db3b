//! How much an edit evaluates, counted.

use super::*;
use crate::state::COUNTS;

const FIELDS: usize = 5_000;
const RULES: usize = 300;

/// 5,000 questions on ten pages in optional objects, 300 rules of two neighbours each, a
/// hundred conditions and a chain of ten computed answers.
fn large() -> Value {
    let mut objects = serde_json::Map::new();
    let mut pages = Vec::new();
    for page in 0..10 {
        let name = format!("p{page}");
        let mut properties = serde_json::Map::new();
        let mut fields = Vec::new();
        for field in 0..FIELDS / 10 {
            let key = format!("f{field}");
            let at = format!("/{name}/{key}");
            // Each fiftieth is asked while the one before it is 1.
            let hidden = format!("{name}.f{}", field.max(1) - 1);
            fields.push(if field % 50 == 49 {
                json!({"at": at, "visibleIf": {"==": [{"var": hidden}, 1]}})
            } else {
                json!(at)
            });
            properties.insert(key, json!({"type": "number", "title": words("数")}));
        }
        let object = json!({"type": "object", "required": ["f0", "f1"], "properties": properties});
        objects.insert(name.clone(), object);
        pages.push(json!({"id": name, "title": words("页"), "fields": fields}));
    }
    let rules: Vec<Value> = (0..RULES)
        .map(|rule| {
            let (page, field) = (rule % 10, 2 * (rule / 10) + 100);
            let (a, b) = (
                format!("p{page}.f{field}"),
                format!("p{page}.f{}", field + 1),
            );
            json!({"id": format!("r{rule}"), "at": [format!("/p{page}/f{field}")],
                "assert": {"<=": [{"var": a}, {"var": b}]}})
        })
        .collect();
    let compute: Vec<Value> = (0..10)
        .map(|at| {
            let from = format!("p0.f{}", 200 + at);
            json!({"to": format!("/p0/f{}", 201 + at), "value": {"+": [{"var": from}, 1]}})
        })
        .collect();
    let messages: serde_json::Map<_, _> = (0..RULES)
        .map(|rule| (format!("rule.r{rule}"), json!("大小")))
        .collect();
    json!({
        "id": "large", "version": 1, "serviceId": "large", "title": words("大表"),
        "schema": {"type": "object", "properties": objects},
        "pages": pages, "rules": rules, "compute": compute,
        "messages": {"zh-CN": messages, "en": messages},
    })
}

/// Expressions evaluated and answers judged by an edit.
fn counted(state: &mut State, at: &str, value: Value) -> (usize, usize) {
    COUNTS.with(|counts| {
        counts.0.set(0);
        counts.1.set(0);
    });
    set(state, at, value);
    COUNTS.with(|counts| (counts.0.get(), counts.1.get()))
}

#[test]
fn an_edit_evaluates_its_dependants_alone() {
    let mut state = State::new(load(&large()), context(), json!({}));
    // The first answer of an object begins it: all 500 of it are judged once.
    assert_eq!(counted(&mut state, "/p3/f5", json!(1)), (0, 500));
    assert_eq!(counted(&mut state, "/p3/f5", json!(2)), (0, 1));
    // One of a rule's two: the rule, and where its error is shown.
    assert_eq!(counted(&mut state, "/p3/f100", json!(2)), (1, 1));
    assert_eq!(counted(&mut state, "/p3/f101", json!(1)), (1, 2));
    let errors = state.errors();
    let of_page: Vec<_> = said(&errors)
        .into_iter()
        .filter(|(at, _)| at.starts_with("/p3/"))
        .collect();
    assert_eq!(
        of_page,
        [
            ("/p3/f0", "required"),
            ("/p3/f1", "required"),
            ("/p3/f100", "rule"),
        ]
    );
    // A condition, and the question it shows.
    assert_eq!(counted(&mut state, "/p3/f48", json!(0)), (1, 1));
    assert_eq!(counted(&mut state, "/p3/f48", json!(1)), (1, 2));
    // The chain of ten, each once.
    set(&mut state, "/p0/f0", json!(1));
    assert_eq!(counted(&mut state, "/p0/f200", json!(5)), (10, 11));
    assert_eq!(state.answer("/p0/f210"), Some(&json!(15)));
    // Emptied, the object asks for nothing again.
    let mut emptied = State::new(load(&large()), context(), json!({"p3": {"f5": 1}}));
    assert_eq!(counted(&mut emptied, "/p3/f5", json!(null)), (0, 500));
    assert!(
        emptied
            .errors()
            .iter()
            .all(|e| !e.pointer.starts_with("/p3"))
    );
}

#[test]
fn a_row_at_the_end_leaves_the_others_alone() {
    let rows: Vec<Value> = (0..200).map(|n| json!({"name": format!("n{n}")})).collect();
    let mut form = small();
    form["schema"]["properties"]["children"]["maxItems"] = json!(900);
    form["rules"].as_array_mut().unwrap().pop();
    for language in ["zh-CN", "en"] {
        form["messages"][language]
            .as_object_mut()
            .unwrap()
            .remove("rule.twins");
    }
    let answers =
        json!({"about": {"name": "陈静", "married": true, "spouse": "李伟"}, "children": rows});
    let mut state = State::new(load(&form), context(), answers);
    COUNTS.with(|counts| {
        counts.0.set(0);
        counts.1.set(0);
    });
    let changes = state.apply(Edit::AddRow {
        at: "/children".into(),
    });
    assert!(changes.accepted);
    // The row's condition and its computed answer; its four questions.
    assert_eq!(
        COUNTS.with(|counts| (counts.0.get(), counts.1.get())),
        (2, 4)
    );
    let changes = set(&mut state, "/children/200/name", json!("新"));
    assert_eq!(changes.fields, ["/children/200/name", "/children/200/nick"]);
}

/// Expressions evaluated and answers judged by whatever is done.
fn cost(state: &mut State, act: impl FnOnce(&mut State)) -> (usize, usize) {
    COUNTS.with(|counts| {
        counts.0.set(0);
        counts.1.set(0);
    });
    act(state);
    COUNTS.with(|counts| (counts.0.get(), counts.1.get()))
}

/// 5,000 questions in one object, all on one page; each of the last 300 is asked while one
/// of the first is 1, as JSON Schema says it, and one keyword compares two of them.
fn one_page() -> Value {
    let number = || json!({"type": "integer", "minimum": 0, "title": words("数")});
    let mut properties = serde_json::Map::new();
    let mut conditions = Vec::new();
    let mut fields = Vec::new();
    for field in 0..FIELDS {
        let name = format!("f{field}");
        fields.push(json!(format!("/{name}")));
        let Some(free) = field.checked_sub(FIELDS - RULES) else {
            properties.insert(name, number());
            continue;
        };
        conditions.push(json!({
            "if": {"properties": {format!("f{free}"): {"const": 1}}, "required": [format!("f{free}")]},
            "then": {"properties": {&name: number()}, "required": [name]}
        }));
    }
    json!({
        "id": "page", "version": 1, "serviceId": "page", "title": words("一页"),
        "schema": {"type": "object", "properties": properties, "allOf": conditions,
            "not": {"required": ["f1000", "f1001"]}},
        "pages": [{"id": "all", "title": words("页"), "fields": fields}],
    })
}

#[test]
fn five_thousand_questions_on_one_page() {
    let mut state = State::new(load(&one_page()), context(), json!({}));
    assert_eq!(state.asked("all").len(), FIELDS - RULES);
    // What nothing depends on costs its own judgement, wherever it stands.
    for at in ["/f400", "/f2500", "/f4699"] {
        assert_eq!(counted(&mut state, at, json!(7)), (0, 1), "{at}");
        assert_eq!(counted(&mut state, at, json!(-7)), (0, 1), "{at}");
        assert_eq!(counted(&mut state, at, json!(null)), (0, 1), "{at}");
    }
    // A condition: whether the other is asked, by what it is judged, whether it is required.
    let (tests, judged) = counted(&mut state, "/f7", json!(1));
    assert!(tests <= 4 && judged == 2, "{tests} {judged}");
    assert_eq!(state.asked("all").len(), FIELDS - RULES + 1);
    let (tests, judged) = counted(&mut state, "/f4707", json!(3));
    assert!(tests <= 3 && judged == 1, "{tests} {judged}");
    // A keyword that compares two.
    assert_eq!(counted(&mut state, "/f1000", json!(3)), (1, 1));
    assert_eq!(counted(&mut state, "/f1001", json!(3)), (1, 2));
    assert_eq!(
        said(&state.errors())
            .iter()
            .filter(|(_, keyword)| *keyword == "not")
            .count(),
        1
    );
}

#[test]
fn a_thousand_rows() {
    const ROWS: usize = 1_000;
    let row = json!({"type": "object", "required": ["name"],
        "properties": {"name": {"type": "string", "minLength": 2}, "share": {"type": "integer"},
            "adult": {"type": "boolean"}},
        "if": {"properties": {"adult": {"const": false}}, "required": ["adult"]},
        "then": {"properties": {"guardian": {"type": "string"}}, "required": ["guardian"]},
        "dependentRequired": {"share": ["adult"]}});
    let form = crossed::bare(
        json!({"type": "object", "properties": {"rows": {"type": "array", "items": row}}}),
    );
    let rows: Vec<Value> = (0..ROWS)
        .map(|n| json!({"name": format!("name {n}")}))
        .collect();
    let mut state = State::new(load(&form), context(), json!({"rows": rows}));
    let in_row = |state: &mut State, at: &str, value: Value| {
        let (tests, judged) = counted(state, at, value);
        assert!(tests <= 4 && judged <= 2, "{at} {tests} {judged}");
        (tests, judged)
    };
    assert_eq!(in_row(&mut state, "/rows/500/name", json!("x")), (0, 1));
    in_row(&mut state, "/rows/500/share", json!(3));
    in_row(&mut state, "/rows/999/adult", json!(false));
    in_row(&mut state, "/rows/999/guardian", json!("甲"));
    // A row of its own: what is in it, whatever is above it.
    let row = state.page("1-rows").unwrap().group.unwrap().rows[999].id;
    let (tests, judged) = cost(&mut state, |state| {
        let changes = state.apply(Edit::RemoveRow {
            at: "/rows".into(),
            row,
        });
        assert!(changes.accepted);
    });
    assert!(tests < 20 && judged < 20, "{tests} {judged}");
    assert_eq!(
        said(&state.errors()),
        [
            ("/rows/500/adult", "required"),
            ("/rows/500/name", "minLength")
        ]
    );
}
