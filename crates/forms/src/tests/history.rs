//! Undo and redo.

use super::*;

fn type_in(state: &mut State, at: &str, text: &str) {
    for end in 1..=text.chars().count() {
        let text = text.chars().take(end).collect();
        assert!(
            state
                .apply(Edit::Type {
                    at: at.into(),
                    text
                })
                .accepted
        );
    }
}

#[test]
fn what_is_typed_in_one_go_is_one_step() {
    let mut state = start();
    assert!(!state.can_undo() && !state.undo().accepted);
    type_in(&mut state, "/about/name", "陈静");
    type_in(&mut state, "/about/spouse", "李伟");
    state.touch("/about/spouse");
    state.apply(Edit::Type {
        at: "/about/spouse".into(),
        text: "李".into(),
    });
    let changes = state.undo();
    assert_eq!(changes.focus.as_deref(), Some("/about/spouse"));
    assert!(changes.fields.contains(&"/about/spouse".to_owned()));
    assert_eq!(state.answer("/about/spouse"), Some(&json!("李伟")));
    state.undo();
    assert_eq!(state.answer("/about/spouse"), None);
    assert_eq!(state.answer("/about/name"), Some(&json!("陈静")));
    assert_eq!(state.undo().focus.as_deref(), Some("/about/name"));
    assert_eq!(state.answer("/about/name"), None);
    assert!(!state.can_undo());
    for _ in 0..3 {
        assert!(state.redo().accepted);
    }
    assert!(!state.can_redo());
    assert_eq!(state.answer("/about/spouse"), Some(&json!("李")));
    // A new edit: what was undone can't be done again.
    state.undo();
    set(&mut state, "/about/married", json!(true));
    assert!(!state.can_redo());
}

#[test]
fn what_came_to_nothing_is_no_step() {
    let mut state = start();
    for text in ["1", "12", "1", ""] {
        state.apply(Edit::Type {
            at: "/about/income".into(),
            text: text.into(),
        });
    }
    assert!(!state.can_undo());
    set(&mut state, "/about/married", json!(true));
    set(&mut state, "/about/married", json!(true));
    state.undo();
    assert!(!state.can_undo());
}

#[test]
fn choices_are_a_step_each() {
    let mut state = start();
    set(&mut state, "/about/married", json!(true));
    set(&mut state, "/about/married", json!(false));
    state.undo();
    assert_eq!(state.answer("/about/married"), Some(&json!(true)));
}

#[test]
fn computed_answers_follow() {
    let mut state = start();
    set(&mut state, "/about/income", json!(50));
    set(&mut state, "/about/income", json!(60));
    state.undo();
    assert_eq!(state.answer("/about/tax"), Some(&json!(5)));
    state.undo();
    assert_eq!(state.answer("/about/tax"), None);
    state.redo();
    assert_eq!(state.answer("/about/tax"), Some(&json!(5)));
}

#[test]
fn a_removed_row_comes_back_as_it_was() {
    let mut state = start();
    set(&mut state, "/about/spouse", json!("李伟"));
    set(&mut state, "/about/married", json!(true));
    for name in ["甲", "乙"] {
        let row = state.apply(Edit::AddRow {
            at: "/children".into(),
        });
        assert!(row.row.is_some());
        let index = if name == "甲" { 0 } else { 1 };
        set(&mut state, &format!("/children/{index}/name"), json!(name));
    }
    let ids = |state: &State| -> Vec<_> {
        let group = state.page("children").unwrap().group.unwrap();
        group.rows.iter().map(|r| (r.id, r.title.clone())).collect()
    };
    let before = ids(&state);
    set(&mut state, "/children/0/pupil", json!(true));
    state.leave_row("/children", before[0].0);
    let errors = state.page("children").unwrap().errors;
    assert_eq!(said(&errors), [("/children/0/school", "required")]);
    state.apply(Edit::RemoveRow {
        at: "/children".into(),
        row: before[0].0,
    });
    assert!(state.page("children").unwrap().errors.is_empty());
    let changes = state.undo();
    assert_eq!(changes.focus.as_deref(), Some("/children/0"));
    assert_eq!(changes.row, Some(before[0].0));
    assert_eq!(ids(&state), before);
    assert_eq!(
        state.page("children").unwrap().errors,
        errors,
        "it was left before"
    );
    state.apply(Edit::MoveRow {
        at: "/children".into(),
        row: before[0].0,
        to: 1,
    });
    assert_eq!(state.undo().focus.as_deref(), Some("/children/0"));
    assert_eq!(state.redo().focus.as_deref(), Some("/children/1"));
    state.undo();
    // Down to no row at all, and up again.
    for focus in [
        "/children/0/pupil",
        "/children/1/name",
        "/children",
        "/children/0/name",
        "/children",
    ] {
        assert_eq!(state.undo().focus.as_deref(), Some(focus));
    }
    assert_eq!(ids(&state), []);
    while state.redo().accepted {}
    let titles: Vec<_> = ids(&state).into_iter().map(|(_, title)| title).collect();
    assert_eq!(titles, ["乙", "甲"]);
}

#[test]
fn a_hundred_steps_are_kept() {
    let mut state = start();
    for n in 1..=150 {
        set(&mut state, "/about/income", json!(n));
    }
    let mut steps = 0;
    while state.undo().accepted {
        steps += 1;
    }
    assert_eq!(steps, 100);
    assert_eq!(state.answer("/about/income"), Some(&json!(50)));
}

#[test]
fn what_is_locked_since_is_passed_over() {
    let mut state = start();
    set(&mut state, "/about/married", json!(true));
    set(&mut state, "/about/name", json!("李静"));
    let known = json!({"person.name": "陈静"});
    state.prefill(known.as_object().unwrap());
    assert_eq!(state.undo().focus.as_deref(), Some("/about/married"));
    assert_eq!(state.answer("/about/name"), Some(&json!("陈静")));
}
