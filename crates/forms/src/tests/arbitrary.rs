//! Never a panic, whatever comes in; and incremental evaluation agrees with a fresh one.

use proptest::prelude::*;

use super::*;
use crate::{FieldView, GroupView, accept, check};

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
    proptest::collection::vec((0usize..20, 0usize..3, any_value()), 0..30)
}

/// Does one of them; undoing and doing again are among them.
fn act(state: &mut State, what: usize, row: usize, value: Value) {
    match what {
        16 => state.undo(),
        17 => state.redo(),
        _ => state.apply(edit(state, what, row, value)),
    };
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
            let row = id.unwrap_or(crate::RowId(0));
            match value.as_u64() {
                Some(to) if what > 15 => Edit::MoveRow {
                    at,
                    row,
                    to: to as usize % 4,
                },
                _ if what > 15 => Edit::MoveRow { at, row, to: 0 },
                _ => Edit::RemoveRow { at, row },
            }
        }
    }
}

/// What the pages show, but for what depends on what was touched and for row ids.
pub(super) fn same_views(state: &State, fresh: &State) -> Result<(), TestCaseError> {
    let pages = page_ids(state);
    prop_assert_eq!(&pages, &page_ids(fresh));
    for page in pages {
        let (page, fresh) = (state.page(&page).unwrap(), fresh.page(&page).unwrap());
        same_fields(&page.fields, &fresh.fields)?;
        same_groups(page.group.as_slice(), fresh.group.as_slice())?;
        prop_assert_eq!(page.summary.has_errors, !page.errors.is_empty());
    }
    // What stops at the first error agrees with what looks at all of them.
    let mut errors = state.errors().into_iter();
    let faulty = errors.find_map(|error| state.page_of(&error.pointer));
    prop_assert_eq!(state.first_faulty(), faulty);
    Ok(())
}

fn same_groups(groups: &[GroupView], fresh: &[GroupView]) -> Result<(), TestCaseError> {
    prop_assert_eq!(groups.len(), fresh.len());
    for (group, fresh) in groups.iter().zip(fresh) {
        prop_assert_eq!(group.rows.len(), fresh.rows.len());
        prop_assert_eq!(group.can_add, fresh.can_add);
        for (row, fresh) in group.rows.iter().zip(&fresh.rows) {
            prop_assert_eq!(
                (&row.pointer, &row.title, row.done),
                (&fresh.pointer, &fresh.title, fresh.done)
            );
            same_fields(&row.fields, &fresh.fields)?;
            same_groups(&row.groups, &fresh.groups)?;
        }
    }
    Ok(())
}

fn same_fields(fields: &[FieldView], fresh: &[FieldView]) -> Result<(), TestCaseError> {
    let shown = |fields: &[FieldView]| -> Vec<_> {
        let field = |f: &FieldView| (f.pointer.clone(), f.value.clone(), f.required);
        fields.iter().map(field).collect()
    };
    prop_assert_eq!(shown(fields), shown(fresh));
    Ok(())
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
            act(&mut state, what, row, value);
            let fresh = State::new(definition.clone(), context(), state.answers().clone());
            prop_assert_eq!(state.submission(), fresh.submission());
            prop_assert_eq!(state.errors(), fresh.errors());
            prop_assert_eq!(state.warnings(), fresh.warnings());
            same_views(&state, &fresh)?;
        }
        let errors = state.submit();
        let checked = check(&definition, &context(), state.answers());
        prop_assert_eq!(checked.is_empty(), errors.is_empty(), "{:?} {:?}", checked, errors);
        if errors.is_empty() {
            let accepted = accept(&definition, &context(), state.answers()).unwrap();
            prop_assert_eq!(accept(&definition, &context(), &accepted), Ok(accepted));
        }
    }

    /// Undone to the beginning and done again, the answers are what they were.
    #[test]
    fn all_that_was_done_can_be_undone(edits in any_edits()) {
        let mut state = start();
        let before = state.answers().clone();
        for (what, row, value) in edits {
            act(&mut state, what, row, value);
        }
        let after = state.submission();
        let mut steps = 0;
        while state.undo().accepted {
            steps += 1;
        }
        prop_assert!(!state.can_undo());
        prop_assert_eq!(state.submission(), State::new(load(&small()), context(), before).submission());
        for _ in 0..steps {
            prop_assert!(state.redo().accepted);
        }
        prop_assert_eq!(state.submission(), after);
    }

    /// An error that is shown is an error, and it is on a page that is shown.
    #[test]
    fn shown_errors_are_reachable(edits in any_edits(), leave in any::<bool>()) {
        let mut state = start();
        for (what, row, value) in edits {
            act(&mut state, what, row, value);
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
