//! Edits, visibility, when errors are shown, rows, pages, review, check.

use super::*;
use crate::{Answer, PageKind, accept, check};

#[test]
fn hidden_answers_are_kept_and_left_out() {
    let mut state = start();
    set(&mut state, "/about/name", json!("陈静"));
    set(&mut state, "/about/married", json!(true));
    let changes = set(&mut state, "/about/spouse", json!("李伟"));
    assert!(changes.pages, "the loop appears");
    assert_eq!(page_ids(&state), ["about", "address", "children", "done"]);
    // Both the question and the page behind it go.
    let changes = set(&mut state, "/about/married", json!(false));
    assert!(changes.fields.contains(&"/about/spouse".to_owned()));
    assert_eq!(page_ids(&state), ["about", "address", "done"]);
    assert_eq!(state.answer("/about/spouse"), Some(&json!("李伟")));
    assert_eq!(
        state.submission(),
        json!({"about": {"name": "陈静", "married": false}})
    );
    set(&mut state, "/about/married", json!(true));
    assert_eq!(state.submission()["about"]["spouse"], json!("李伟"));
    assert_eq!(page_ids(&state).len(), 4);
}

#[test]
fn only_what_depends_on_an_edit_is_evaluated() {
    let mut state = start();
    let changes = set(&mut state, "/address/postcode", json!("100000"));
    assert_eq!(
        changes.fields,
        ["/address/postcode", "/address/street"],
        "the object is begun"
    );
    let changes = set(&mut state, "/about/income", json!(50));
    assert_eq!(changes.fields, ["/about/income", "/about/tax"]);
    assert_eq!(state.answer("/about/tax"), Some(&json!(5)));
    state.apply(Edit::Clear {
        at: "/about/income".into(),
    });
    assert_eq!(state.answer("/about/tax"), None);
}

#[test]
fn what_is_wrong_is_not_what_is_shown() {
    let mut state = start();
    state.apply(Edit::Type {
        at: "/about/number".into(),
        text: "１１０".into(),
    });
    let shown = |state: &State| said(&state.page("about").unwrap().errors).len();
    assert_eq!(shown(&state), 0);
    assert!(said(&state.errors()).contains(&("/about/number", "format")));
    state.touch("/about/number");
    assert_eq!(shown(&state), 1);
    // Leaving an empty question says nothing, leaving the page does.
    state.touch("/about/name");
    assert_eq!(shown(&state), 1);
    let errors = state.leave_page("about");
    assert_eq!(
        said(&errors),
        [
            ("/about/name", "required"),
            ("/about/number", "format"),
            ("/about/married", "required")
        ]
    );
    assert_eq!(state.page("about").unwrap().errors, errors);
    assert!(state.pages()[0].has_errors);
    // Mended while typing: the error goes at once.
    state.apply(Edit::Type {
        at: "/about/number".into(),
        text: WOMAN_1949.to_lowercase(),
    });
    assert_eq!(shown(&state), 2);
    state.touch("/about/number");
    assert_eq!(state.answer("/about/number"), Some(&json!(WOMAN_1949)));
    assert!(!state.pages()[2].has_errors);
    assert!(said(&state.submit()).contains(&("/done", "required")));
    assert!(state.pages().last().unwrap().has_errors);
}

#[test]
fn numbers_are_left_alone_while_typed() {
    let mut state = start();
    for (text, kept) in [
        ("12", json!(12)),
        ("12.", json!("12.")),
        ("1,00", json!("1,00")),
        ("abc", json!("abc")),
    ] {
        state.apply(Edit::Type {
            at: "/about/income".into(),
            text: text.into(),
        });
        assert_eq!(state.answer("/about/income"), Some(&kept));
    }
    assert_eq!(said(&state.errors())[2], ("/about/income", "type"));
    state.apply(Edit::Type {
        at: "/about/income".into(),
        text: "１２．５".into(),
    });
    assert_eq!(state.submission()["about"]["income"], json!(12.5));
    state.touch("/about/income");
    assert_eq!(state.answer("/about/income"), Some(&json!(12.5)));
    state.apply(Edit::Type {
        at: "/about/income".into(),
        text: "1001".into(),
    });
    let error = state
        .errors()
        .into_iter()
        .find(|e| e.keyword == "maximum")
        .unwrap();
    assert_eq!(
        state.definition().message(&error, "en").unwrap(),
        "at most 1000"
    );
    assert_eq!(
        state.definition().message(&error, "xx-pseudo").unwrap(),
        "最多1000元"
    );
}

#[test]
fn an_object_that_may_be_left_out_asks_for_nothing_until_begun() {
    let mut state = start();
    assert!(!said(&state.errors()).contains(&("/address/street", "required")));
    set(&mut state, "/address/postcode", json!("100000"));
    assert!(said(&state.errors()).contains(&("/address/street", "required")));
    set(&mut state, "/address/street", json!("路"));
    let error = state
        .errors()
        .into_iter()
        .find(|e| e.keyword == "minLength")
        .unwrap();
    assert_eq!(
        state.definition().message(&error, "zh-CN").unwrap(),
        "至少3个字"
    );
}

#[test]
fn rules_wait_for_what_they_speak_of() {
    let mut state = start();
    set(&mut state, "/about/name", json!("陈静"));
    set(&mut state, "/about/married", json!(true));
    assert!(!said(&state.errors()).contains(&("/about/spouse", "rule")));
    set(&mut state, "/about/spouse", json!("陈 静"));
    assert!(
        said(&state.errors()).contains(&("/about/spouse", "rule")),
        "compared as tidied"
    );
    state.touch("/about/spouse");
    assert_eq!(state.page("about").unwrap().errors.len(), 1);
    set(&mut state, "/about/married", json!(false));
    assert!(!said(&state.errors()).contains(&("/about/spouse", "rule")));
}

fn with_rows(names: &[&str]) -> State {
    let mut state = start();
    set(&mut state, "/about/name", json!("陈静"));
    set(&mut state, "/about/married", json!(true));
    set(&mut state, "/about/spouse", json!("李伟"));
    for (index, name) in names.iter().enumerate() {
        assert!(
            state
                .apply(Edit::AddRow {
                    at: "/children".into()
                })
                .row
                .is_some()
        );
        set(&mut state, &format!("/children/{index}/name"), json!(name));
    }
    state
}

#[test]
fn rows_keep_their_ids_and_marks() {
    let mut state = with_rows(&["甲", "乙", "丙"]);
    assert!(
        !state
            .apply(Edit::AddRow {
                at: "/children".into()
            })
            .accepted,
        "at most three"
    );
    let ids: Vec<_> = state
        .page("children")
        .unwrap()
        .group
        .unwrap()
        .rows
        .iter()
        .map(|r| r.id)
        .collect();
    set(&mut state, "/children/1/pupil", json!(true));
    let errors = state.leave_row("/children", ids[1]);
    assert_eq!(said(&errors), [("/children/1/school", "required")]);
    state.apply(Edit::RemoveRow {
        at: "/children".into(),
        row: ids[0],
    });
    let group = state.page("children").unwrap().group.unwrap();
    assert_eq!(
        group.rows.iter().map(|r| r.id).collect::<Vec<_>>(),
        ids[1..]
    );
    assert_eq!(
        group
            .rows
            .iter()
            .map(|r| r.title.as_str())
            .collect::<Vec<_>>(),
        ["乙", "丙"]
    );
    assert!(!group.rows[0].done && group.rows[1].done);
    assert_eq!(
        said(&state.page("children").unwrap().errors),
        [("/children/0/school", "required")]
    );
    assert_eq!(state.answer("/children/1/nick"), Some(&json!("陈静-丙")));
    // A computed answer of every row follows what is read outside the rows.
    set(&mut state, "/about/name", json!("王静"));
    assert_eq!(state.answer("/children/0/nick"), Some(&json!("王静-乙")));
    assert!(
        !state
            .apply(Edit::RemoveRow {
                at: "/children".into(),
                row: ids[0]
            })
            .accepted
    );
}

#[test]
fn a_row_added_later_is_not_blamed_before_it_is_filled_in() {
    let mut state = with_rows(&["甲"]);
    assert!(state.leave_page("children").is_empty());
    state.apply(Edit::AddRow {
        at: "/children".into(),
    });
    assert!(state.page("children").unwrap().errors.is_empty());
    assert_eq!(
        said(&state.leave_page("children")),
        [("/children/1/name", "required")]
    );
    assert_eq!(state.page("children").unwrap().errors.len(), 1);
}

#[test]
fn a_group_asks_for_its_rows() {
    let mut state = with_rows(&[]);
    let errors = state.leave_page("children");
    assert_eq!(said(&errors), [("/children", "minItems")]);
    assert_eq!(crate::error_words(&errors[0]).key, "required.rows");
    assert_eq!(
        state.page("children").unwrap().group.unwrap().errors,
        errors
    );
    assert_eq!(state.page_of("/children").as_deref(), Some("children"));
    assert_eq!(
        state.page_of("/children/0/name").as_deref(),
        Some("children")
    );
}

#[test]
fn warnings_hold_nobody_up() {
    let mut state = with_rows(&["甲", "甲"]);
    assert!(state.leave_page("children").is_empty());
    assert_eq!(
        said(&state.warnings()),
        [("/children/0/name", "rule"), ("/children/1/name", "rule")]
    );
    let row = &state.page("children").unwrap().group.unwrap().rows[1];
    assert_eq!(row.fields[0].warnings.len(), 1);
    set(&mut state, "/children/0/name", json!("乙"));
    assert!(state.warnings().is_empty());
}

#[test]
fn pages_in_order() {
    let mut state = start();
    assert_eq!(state.first_unfinished().as_deref(), Some("about"));
    assert_eq!(
        state.next_page("address").as_deref(),
        Some("done"),
        "the loop is hidden"
    );
    assert_eq!(state.next_page("children").as_deref(), Some("done"));
    assert_eq!(
        state.previous_page(Some("done")).as_deref(),
        Some("address")
    );
    assert_eq!(state.previous_page(None).as_deref(), Some("done"));
    assert_eq!(
        (state.previous_page(Some("about")), state.next_page("done")),
        (None, None)
    );
    assert_eq!(
        (state.next_page("nowhere"), state.page("children")),
        (None, None)
    );
    set(&mut state, "/about/name", json!("陈静"));
    set(&mut state, "/about/married", json!(false));
    assert_eq!(state.first_unfinished().as_deref(), Some("address"));
    assert!(
        state.leave_page("address").is_empty(),
        "nothing in it is needed"
    );
    assert_eq!(state.first_unfinished().as_deref(), Some("done"));
    let page = state.page("done").unwrap();
    assert_eq!(
        (page.number, page.of, page.summary.kind),
        (3, 3, PageKind::Questions)
    );
    set(&mut state, "/done", json!(true));
    assert_eq!(state.first_unfinished(), None);
    assert!(state.submit().is_empty());
}

#[test]
fn what_the_account_knows() {
    let known = json!({"person.name": "陈静", "person.domicile": "邻省一号"});
    let context = Context {
        known: known.as_object().unwrap().clone(),
        ..context()
    };
    let definition = load(&small());
    let mut state = State::new(definition.clone(), context.clone(), json!({}));
    let field = state.page("about").unwrap().fields[0].clone();
    assert!(field.locked);
    assert_eq!(field.prefilled.as_deref(), Some("person.name"));
    let edit = Edit::Set {
        at: "/about/name".into(),
        value: json!("李伟"),
    };
    assert!(!state.apply(edit).accepted);
    set(&mut state, "/address/street", json!("别处一号"));
    assert_eq!(state.page("address").unwrap().fields[1].prefilled, None);
    state.apply(Edit::Clear {
        at: "/address/street".into(),
    });
    // A draft does not get back what its person took out.
    let state = State::new(definition.clone(), context.clone(), state.answers().clone());
    assert_eq!(state.answer("/address/street"), None);
    let forged = json!({"about": {"name": "李伟", "married": false}, "done": true});
    assert_eq!(
        said(&check(&definition, &context, &forged)),
        [("/about/name", "locked")]
    );
    let honest = json!({"about": {"married": false}, "done": true});
    assert_eq!(
        accept(&definition, &context, &honest),
        Ok(json!({"about": {"name": "陈静", "married": false}, "done": true}))
    );
}

#[test]
fn the_gateway_is_strict() {
    let definition = load(&small());
    let good = json!({"about": {"name": "陈静", "married": true, "spouse": "李伟", "income": 10, "tax": 1},
        "children": [{"name": "甲"}], "done": true});
    assert_eq!(check(&definition, &context(), &good), []);
    let with = |at: &str, value: Value| {
        let mut answers = good.clone();
        crate::pointer::set(&mut answers, at, value);
        let errors = check(&definition, &context(), &answers);
        said(&errors)
            .into_iter()
            .map(|(p, k)| format!("{p} {k}"))
            .collect::<Vec<_>>()
    };
    assert_eq!(with("/extra", json!(1)), ["/extra additionalProperties"]);
    assert_eq!(
        with("/about/x~y", json!(1)),
        ["/about/x~0y additionalProperties"]
    );
    assert_eq!(with("/about/income", json!("10")), ["/about/income type"]);
    assert_eq!(with("/about/tax", json!(2)), ["/about/tax computed"]);
    assert_eq!(with("/about/name", json!(5)), ["/about/name type"]);
    assert_eq!(
        with("/about/married", json!("yes")).first().unwrap(),
        "/about/married type"
    );
    assert_eq!(with("/about", json!([])).first().unwrap(), "/about type");
    assert_eq!(
        with("/children", json!({})),
        ["/children type", "/children minItems"]
    );
    assert_eq!(with("/children", json!([])), ["/children minItems"]);
    assert_eq!(
        with(
            "/children",
            json!([{"name": "a"}, 5, {"name": "b"}, {"name": "c"}])
        )
        .len(),
        3
    );
    assert_eq!(with("/done", json!(false)), ["/done const"]);
    assert_eq!(check(&definition, &context(), &json!(null)).len(), 4);
    let mut deep = json!(1);
    for _ in 0..100 {
        deep = json!([deep]);
    }
    assert_eq!(with("/about/spouse", deep), [" size"]);
    assert_eq!(with("/about/spouse", json!(vec![1; 60_000])), [" size"]);
    // Hidden answers are neither judged nor handed in.
    let hidden = json!({"about": {"name": "陈静", "married": false, "spouse": "??"},
        "children": [{}, {"name": 5}], "done": true});
    assert_eq!(
        accept(&definition, &context(), &hidden),
        Ok(json!({"about": {"name": "陈静", "married": false}, "done": true}))
    );
}

#[test]
fn errors_of_the_gateway_are_shown_until_edited() {
    let mut state = start();
    let error = |pointer: &str| FieldError {
        pointer: pointer.into(),
        keyword: "upstream".into(),
        params: serde_json::Map::new(),
    };
    set(&mut state, "/about/name", json!("陈静"));
    set(&mut state, "/about/married", json!(false));
    set(&mut state, "/done", json!(true));
    assert!(state.errors().is_empty());
    state.show(vec![error("/about/name")]);
    assert_eq!(
        said(&state.page("about").unwrap().errors),
        [("/about/name", "upstream")]
    );
    assert_eq!(crate::error_words(&state.errors()[0]).key, "other");
    set(&mut state, "/about/name", json!("李静"));
    assert!(state.errors().is_empty());
}

#[test]
fn review_reads_like_the_form() {
    let mut state = with_rows(&["甲", "乙"]);
    set(&mut state, "/about/income", json!(10));
    let review = state.review();
    let pages: Vec<_> = review
        .iter()
        .map(|s| (s.page.as_str(), s.row.as_ref().map(|r| r.title.as_str())))
        .collect();
    assert_eq!(
        pages,
        [
            ("about", None),
            ("address", None),
            ("children", Some("甲")),
            ("children", Some("乙")),
            ("done", None)
        ]
    );
    let about = &review[0].answers;
    assert_eq!(about[0].answer, Answer::Text("陈静".into()));
    assert_eq!(about[1].answer, Answer::None);
    assert_eq!(about[2].answer, Answer::YesNo(true));
    assert_eq!(about[5].answer, Answer::Money(1.0));
    assert!(!about[5].changeable);
    assert_eq!(review[4].answers[0].errors.len(), 1);
}

#[test]
fn older_drafts_are_brought_up_to_date() {
    let definition = load(&small());
    let old = json!({"name": "陈静", "old": 1});
    assert_eq!(
        definition.migrate(1, old),
        Ok(json!({"about": {"name": "陈静", "married": false}}))
    );
    assert_eq!(definition.migrate(2, json!({})), Ok(json!({})));
    assert_eq!(definition.migrate(0, json!({})), Err(0));
    assert_eq!(definition.migrate(3, json!({})), Err(3));
}

#[test]
fn a_schema_alone_gives_pages() {
    let mut form = small();
    let map = form.as_object_mut().unwrap();
    for key in ["pages", "rules", "compute", "messages"] {
        map.remove(key);
    }
    let state = State::new(load(&form), context(), json!({}));
    assert_eq!(
        page_ids(&state),
        ["1-general", "2-about", "3-address", "4-children"]
    );
    assert_eq!(
        state.page("2-about").unwrap().fields[0].pointer,
        "/about/name",
        "x-order"
    );
}
