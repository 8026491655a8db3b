//! Never a panic, whatever comes in; and incremental evaluation agrees with a fresh one.

use proptest::prelude::*;

use super::*;
use crate::{accept, check};

fn any_json() -> impl Strategy<Value = Value> {
    let leaf = prop_oneof![
        Just(Value::Null),
        any::<bool>().prop_map(Value::from),
        any::<i64>().prop_map(Value::from),
        any::<f64>().prop_map(Value::from),
        "\\PC{0,12}".prop_map(Value::from),
        Just(json!(WOMAN_1949)),
    ];
    leaf.prop_recursive(5, 80, 6, |inner| {
        let names = "about|address|children|done|name|married|spouse|income|school|pupil|\\PC{0,3}";
        prop_oneof![
            proptest::collection::vec(inner.clone(), 0..5).prop_map(Value::from),
            proptest::collection::btree_map(names, inner, 0..6)
                .prop_map(|m| Value::Object(m.into_iter().collect())),
        ]
    })
}

/// Every pointer into a value.
fn pointers(value: &Value, at: String, out: &mut Vec<String>) {
    match value {
        Value::Object(map) => {
            map.iter()
                .for_each(|(k, v)| pointers(v, crate::pointer::join(&at, k), out));
        }
        Value::Array(items) => {
            items
                .iter()
                .enumerate()
                .for_each(|(i, v)| pointers(v, format!("{at}/{i}"), out));
        }
        _ => {}
    }
    out.push(at);
}

fn any_value() -> impl Strategy<Value = Value> {
    prop_oneof![
        Just(json!(null)),
        any::<bool>().prop_map(Value::from),
        (0..1200).prop_map(Value::from),
        "[甲乙丙]{0,2}".prop_map(Value::from),
        Just(json!(WOMAN_1949)),
        any_json(),
    ]
}

/// Edits by number: which question or row, which value.
fn any_edits() -> impl Strategy<Value = Vec<(usize, usize, Value)>> {
    proptest::collection::vec((0usize..16, 0usize..3, any_value()), 0..30)
}

fn edit(state: &State, what: usize, row: usize, value: Value) -> Edit {
    let fields = [
        "/about/name",
        "/about/number",
        "/about/married",
        "/about/spouse",
        "/about/income",
        "/address/street",
        "/address/postcode",
        "/done",
    ];
    let of_rows = ["name", "pupil", "school", "nick"];
    let at = "/children".to_owned();
    match what {
        0..8 => Edit::Set {
            at: fields[what].into(),
            value,
        },
        8..12 => Edit::Set {
            at: format!("/children/{row}/{}", of_rows[what - 8]),
            value,
        },
        12 | 13 => Edit::AddRow { at },
        14 => Edit::Type {
            at: "/about/income".into(),
            text: value.to_string(),
        },
        _ => {
            let group = state.page("children").and_then(|page| page.group);
            let id = group.and_then(|group| group.rows.get(row).map(|row| row.id));
            Edit::RemoveRow {
                at,
                row: id.unwrap_or(crate::RowId(0)),
            }
        }
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 300, ..ProptestConfig::default() })]

    #[test]
    fn any_definition_may_be_loaded(value in any_json()) {
        let _ = Definition::from_json(&value);
    }

    /// Parts of a good definition replaced by anything.
    #[test]
    fn a_broken_definition_is_refused_or_runs(at in any::<prop::sample::Index>(), value in any_json(), answers in any_json()) {
        let mut form = small();
        let mut all = Vec::new();
        pointers(&form, String::new(), &mut all);
        *form.pointer_mut(at.get(all.as_slice()).as_str()).unwrap() = value;
        if let Ok(definition) = Definition::from_json(&form) {
            let definition = Arc::new(definition);
            let _ = check(&definition, &context(), &answers);
            let _ = State::new(definition, context(), answers).review();
        }
    }

    #[test]
    fn any_answers_may_be_checked(answers in any_json(), today in "\\PC{0,10}") {
        for definition in std::iter::once(load(&small())).chain(samples::all()) {
            let context = Context { today: today.clone(), ..context() };
            let errors = check(&definition, &context, &answers);
            prop_assert_eq!(accept(&definition, &context, &answers).is_ok(), errors.is_empty());
            let mut state = State::new(definition, context, answers.clone());
            state.submit();
            let _ = (state.review(), state.pages(), state.warnings());
        }
    }

    /// Whatever was edited in whatever order, the outcome is that of a form opened with
    /// the same answers, and the gateway agrees with the page.
    #[test]
    fn incremental_agrees_with_fresh(edits in any_edits()) {
        let definition = load(&small());
        let mut state = State::new(definition.clone(), context(), json!({}));
        for (what, row, value) in edits {
            let edit = edit(&state, what, row, value);
            state.apply(edit);
            let fresh = State::new(definition.clone(), context(), state.answers().clone());
            prop_assert_eq!(state.submission(), fresh.submission());
            prop_assert_eq!(state.errors(), fresh.errors());
            prop_assert_eq!(state.warnings(), fresh.warnings());
            prop_assert_eq!(state.pages().len(), fresh.pages().len());
        }
        let errors = state.submit();
        let checked = check(&definition, &context(), state.answers());
        prop_assert_eq!(checked.is_empty(), errors.is_empty(), "{:?} {:?}", checked, errors);
        if errors.is_empty() {
            let accepted = accept(&definition, &context(), state.answers()).unwrap();
            prop_assert_eq!(accept(&definition, &context(), &accepted), Ok(accepted));
        }
    }

    /// An error that is shown is an error, and it is on a page that is shown.
    #[test]
    fn shown_errors_are_reachable(edits in any_edits(), leave in any::<bool>()) {
        let mut state = start();
        for (what, row, value) in edits {
            let edit = edit(&state, what, row, value);
            state.apply(edit);
        }
        if leave {
            state.submit();
        }
        let all = state.errors();
        let pages = page_ids(&state);
        for page in &pages {
            for error in state.page(page).unwrap().errors {
                prop_assert!(all.contains(&error));
                prop_assert_eq!(state.page_of(&error.pointer), Some(page.clone()));
            }
        }
        for error in &all {
            prop_assert!(pages.contains(&state.page_of(&error.pointer).unwrap()));
        }
    }
}
