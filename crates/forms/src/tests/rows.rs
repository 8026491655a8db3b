//! Rows: moved, and no two the same.

use super::*;

fn with_rows(form: &Value, rows: Value) -> State {
    let answers = json!({"about": {"name": "陈静", "married": true, "spouse": "李伟"},
        "children": rows, "done": true});
    State::new(load(form), context(), answers)
}

/// Children differ in name and school taken together.
fn differing() -> Value {
    let mut form = small();
    form["schema"]["properties"]["children"]["x-unique"] = json!(["/name", "/pupil"]);
    form["schema"]["properties"]["children"]["maxItems"] = json!(9);
    form["rules"].as_array_mut().unwrap().pop();
    for language in ["zh-CN", "en"] {
        let words = form["messages"][language].as_object_mut().unwrap();
        words.remove("rule.twins");
    }
    form
}

fn ids(state: &State) -> Vec<crate::RowId> {
    let group = state.page("children").unwrap().group.unwrap();
    group.rows.iter().map(|row| row.id).collect()
}

#[test]
fn a_moved_row_keeps_its_id_and_its_marks() {
    let rows = json!([{"name": "甲", "pupil": true}, {"name": "乙"}, {"name": "丙"}]);
    let mut state = with_rows(&small(), rows);
    let before = ids(&state);
    state.leave_row("/children", before[0]);
    let at = || "/children".to_owned();
    let go = |row, to| Edit::MoveRow { at: at(), row, to };
    let changes = state.apply(go(before[0], 2));
    assert!(changes.accepted && changes.pages);
    assert_eq!(ids(&state), [before[1], before[2], before[0]]);
    assert_eq!(state.answer("/children/2/name"), Some(&json!("甲")));
    assert_eq!(state.answer("/children/2/nick"), Some(&json!("陈静-甲")));
    assert_eq!(state.submission()["children"][0]["name"], json!("乙"));
    assert_eq!(
        said(&state.page("children").unwrap().errors),
        [("/children/2/school", "required")]
    );
    assert!(state.apply(go(before[0], 0)).accepted);
    assert_eq!(ids(&state), before);
    assert!(!state.apply(go(before[0], 3)).accepted);
    assert!(!state.apply(go(crate::RowId(99), 0)).accepted);
    assert!(
        state.apply(go(before[1], 1)).accepted,
        "where it is already"
    );
    assert!(
        !state
            .apply(Edit::MoveRow {
                at: "/about".into(),
                row: before[0],
                to: 0
            })
            .accepted
    );
}

#[test]
fn no_two_rows_say_the_same() {
    let rows =
        json!([{"name": "甲", "pupil": false}, {"name": "甲", "pupil": false}, {"name": "甲"}]);
    let mut state = with_rows(&differing(), rows);
    let errors = state.errors();
    assert_eq!(said(&errors), [("/children/1/name", "unique")]);
    let words = crate::error_words(&errors[0]);
    assert_eq!(words.key, "unique");
    assert_eq!(words.params, [("row".to_owned(), "1".to_owned())]);
    assert!(state.page("children").unwrap().errors.is_empty(), "not yet");
    state.touch("/children/1/name");
    assert_eq!(state.page("children").unwrap().errors, errors);
    // Taken out and put back, it was touched before.
    state.apply(Edit::RemoveRow {
        at: "/children".into(),
        row: ids(&state)[1],
    });
    assert!(state.page("children").unwrap().errors.is_empty());
    state.undo();
    assert_eq!(state.page("children").unwrap().errors, errors);
    // Mended in the other row, or made worse.
    let changes = set(&mut state, "/children/0/pupil", json!(true));
    assert!(changes.fields.contains(&"/children/1/name".to_owned()));
    assert!(state.errors().iter().all(|e| e.keyword != "unique"));
    set(&mut state, "/children/2/pupil", json!(false));
    assert_eq!(
        state
            .errors()
            .iter()
            .find(|e| e.keyword == "unique")
            .unwrap()
            .params["row"],
        json!(2)
    );
    // Moved before its twin, it is the twin that is named.
    let id = ids(&state)[2];
    state.apply(Edit::MoveRow {
        at: "/children".into(),
        row: id,
        to: 0,
    });
    let errors: Vec<_> = state
        .errors()
        .into_iter()
        .filter(|e| e.keyword == "unique")
        .collect();
    assert_eq!(said(&errors), [("/children/2/name", "unique")]);
    assert_eq!(errors[0].params["row"], json!(1));
    state.apply(Edit::RemoveRow {
        at: "/children".into(),
        row: id,
    });
    assert!(state.errors().iter().all(|e| e.keyword != "unique"));
}

#[test]
fn compared_as_tidied_and_by_the_gateway() {
    let rows = json!([{"name": "甲", "pupil": false}, {"name": " 甲 ", "pupil": false}]);
    let definition = load(&differing());
    let state = with_rows(&differing(), rows);
    assert_eq!(said(&state.errors()), [("/children/1/name", "unique")]);
    let errors = crate::check(&definition, &context(), state.answers());
    assert!(said(&errors).contains(&("/children/1/name", "unique")));
    // Hidden, they are nobody's business.
    let mut state = state;
    set(&mut state, "/about/married", json!(false));
    assert!(state.errors().is_empty());
    set(&mut state, "/about/married", json!(true));
    assert_eq!(said(&state.errors()), [("/children/1/name", "unique")]);
}

#[test]
fn what_must_differ_is_linted() {
    let found = |unique: Value| {
        let mut form = small();
        form["schema"]["properties"]["children"]["x-unique"] = unique;
        match Definition::from_json(&form) {
            Ok(_) => Vec::new(),
            Err(found) => found.into_iter().map(|f| (f.pointer, f.rule)).collect(),
        }
    };
    let at = || "/schema/properties/children/x-unique".to_owned();
    assert_eq!(found(json!(["/name"])), []);
    assert_eq!(found(json!(["/nothing"])), [(at(), "absent-field")]);
    assert_eq!(found(json!([])), [(at(), "bad-type")]);
    assert_eq!(found(json!("/name")), [(at(), "bad-type")]);
    assert_eq!(found(json!([5])), [(at(), "absent-field")]);
}

/// An object that may be left out is begun by a row in it.
#[test]
fn a_row_begins_its_object() {
    let mut form = small();
    let pets = json!({"type": "array", "title": words("宠物"), "items": {"type": "object",
        "properties": {"name": {"type": "string", "title": words("名")}}}});
    form["schema"]["properties"]["address"]["properties"]["pets"] = pets;
    form["pages"]
        .as_array_mut()
        .unwrap()
        .push(json!({"id": "pets", "title": words("宠物"),
        "each": "/address/pets", "item": {"label": words("宠物"), "fields": ["/name"]}}));
    let mut state = State::new(load(&form), context(), json!({}));
    let asks = |state: &State| said(&state.errors()).contains(&("/address/street", "required"));
    assert!(!asks(&state));
    let at = "/address/pets".to_owned();
    let row = state.apply(Edit::AddRow { at: at.clone() }).row.unwrap();
    assert!(asks(&state));
    state.apply(Edit::RemoveRow { at, row });
    assert!(!asks(&state));
}
