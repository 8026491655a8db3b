//! Repeating groups in repeating groups: 出卖人, their agents, the agents' numbers.

use proptest::prelude::*;

use super::arbitrary::same_views;
use super::*;
use crate::{GroupView, RowId, accept, check, state::COUNTS};

fn sale() -> Value {
    let text = || json!({"type": "string", "title": words("文")});
    let number = || json!({"type": "number", "title": words("数")});
    let numbers = json!({"type": "array", "title": words("号码"), "x-unique": ["/number"],
        "items": {"type": "object", "required": ["number"], "properties": {"number": text()}}});
    let agents = json!({"type": "array", "title": words("代理人"), "maxItems": 3, "x-unique": ["/name"],
        "items": {"type": "object", "required": ["name"], "properties": {
            "name": text(), "since": text(), "whole": text(), "numbers": numbers}}});
    let sellers = json!({"type": "array", "title": words("出卖人"), "minItems": 1,
        "items": {"type": "object", "required": ["name", "share"], "properties": {
            "name": text(), "share": number(), "count": number(), "agents": agents}}});
    let count = |of: &str| json!({"reduce": [{"var": of}, {"+": [{"var": "accumulator"}, 1]}, 0]});
    json!({
        "id": "sale", "version": 1, "serviceId": "sale", "title": words("转移登记"),
        "schema": {"type": "object", "required": ["sellers"], "properties": {
            "agreed": {"type": "boolean", "title": words("同意")}, "total": number(), "sellers": sellers}},
        "pages": [
            {"id": "start", "title": words("始"), "fields": ["/agreed", "/total"]},
            {"id": "sellers", "title": words("卖"), "each": "/sellers", "visibleIf": {"var": "agreed"},
                "item": {"label": words("出卖人"), "title": {"var": "./name"}, "fields": [
                    "/name", "/share", "/count",
                    {"at": "/agents", "item": {"label": words("代理人"), "title": {"var": "./name"}, "fields": [
                        "/name", {"at": "/since", "visibleIf": {">": [{"var": "../share"}, 10]}}, "/whole",
                        "/numbers"]}}]}}
        ],
        "rules": [
            {"id": "own-agent", "each": "/sellers/*/agents", "at": ["/name"],
                "assert": {"!=": [{"var": "./name"}, {"var": "../name"}]}},
            {"id": "few", "each": "/sellers", "at": ["/sellers/*/agents"],
                "assert": {"<": [count("./agents"), 3]}},
            {"id": "shares", "at": ["/sellers"],
                "assert": {"<=": [{"reduce": [{"var": "sellers"}, {"+": [{"var": "accumulator"}, {"var": "current.share"}]}, 0]}, 100]}},
            {"id": "number-owner", "each": "/sellers/*/agents/*/numbers", "at": ["/number"], "severity": "warning",
                "assert": {"!=": [{"var": "./number"}, {"var": "../../name"}]}}
        ],
        "compute": [
            {"to": "/total", "value": {"reduce": [{"var": "sellers"}, {"+": [{"var": "accumulator"}, {"var": "current.count"}]}, 0]}},
            {"each": "/sellers", "to": "/count", "value": count("./agents")},
            {"each": "/sellers/*/agents", "to": "/whole", "value": {"cat": [{"var": "../name"}, "-", {"var": "./name"}]}}
        ],
        "messages": {"zh-CN": {"rule.own-agent": "一", "rule.few": "二", "rule.shares": "三", "rule.number-owner": "四"},
            "en": {"rule.own-agent": "1", "rule.few": "2", "rule.shares": "3", "rule.number-owner": "4"}}
    })
}

fn begin(answers: Value) -> State {
    State::new(load(&sale()), context(), answers)
}

fn two() -> Value {
    json!({"agreed": true, "sellers": [
        {"name": "甲", "share": 50, "agents": [{"name": "子"}, {"name": "丑", "numbers": [{"number": "1"}, {"number": "2"}]}]},
        {"name": "乙", "share": 5, "agents": [{"name": "寅", "since": "x"}]}
    ]})
}

fn group(state: &State) -> GroupView {
    state.page("sellers").unwrap().group.unwrap()
}

#[test]
fn rows_lie_in_rows() {
    let state = begin(two());
    assert_eq!(said(&state.errors()), [] as [(&str, &str); 0]);
    assert_eq!(state.answer("/total"), Some(&json!(3)));
    assert_eq!(state.answer("/sellers/0/count"), Some(&json!(2)));
    assert_eq!(
        state.answer("/sellers/1/agents/0/whole"),
        Some(&json!("乙-寅"))
    );
    let sellers = group(&state);
    let agents = &sellers.rows[0].groups[0];
    assert_eq!(agents.pointer, "/sellers/0/agents");
    let titles: Vec<_> = agents.rows.iter().map(|row| row.title.as_str()).collect();
    assert_eq!(titles, ["子", "丑"]);
    let numbers = &agents.rows[1].groups[0];
    assert_eq!(numbers.rows[1].pointer, "/sellers/0/agents/1/numbers/1");
    assert_eq!(numbers.rows[1].fields[0].value, json!("2"));
    // Asked while the share of the seller around is large.
    let since = |row: usize| sellers.rows[row].groups[0].rows[0].fields.len();
    assert_eq!((since(0), since(1)), (3, 2));
    assert_eq!(
        state.submission()["sellers"][1]["agents"][0].get("since"),
        None
    );
    let label = state.definition().label("/sellers/0/agents/1/numbers");
    assert_eq!(label.map(|text| text.pick("zh-CN")), Some("号码"));
    assert_eq!(
        state.page_of("/sellers/0/agents/1/name").as_deref(),
        Some("sellers")
    );
    let review = state.review();
    let rows: Vec<_> = review.iter().filter_map(|s| s.row.as_ref()).collect();
    assert_eq!(rows.len(), 7);
    let within = |row: usize| rows[row].within.as_ref().map(|w| w.title.as_str());
    assert_eq!(
        (within(0), within(1), within(6)),
        (None, Some("甲"), Some("乙"))
    );
}

#[test]
fn a_row_sees_the_rows_around_it() {
    let mut state = begin(two());
    let changes = set(&mut state, "/sellers/1/name", json!("寅"));
    assert!(
        changes
            .fields
            .contains(&"/sellers/1/agents/0/whole".to_owned())
    );
    assert!(
        !changes
            .fields
            .contains(&"/sellers/0/agents/0/whole".to_owned())
    );
    assert_eq!(
        state.answer("/sellers/1/agents/0/whole"),
        Some(&json!("寅-寅"))
    );
    assert_eq!(
        said(&state.errors()),
        [("/sellers/1/agents/0/name", "rule")]
    );
    set(
        &mut state,
        "/sellers/0/agents/1/numbers/0/number",
        json!("甲"),
    );
    assert_eq!(
        said(&state.warnings()),
        [("/sellers/0/agents/1/numbers/0/number", "rule")]
    );
    set(&mut state, "/sellers/0/agents/1/name", json!("子"));
    set(
        &mut state,
        "/sellers/0/agents/1/numbers/1/number",
        json!("甲"),
    );
    let errors = state.errors();
    let twins: Vec<_> = errors.iter().filter(|e| e.keyword == "unique").collect();
    assert_eq!(twins[0].pointer, "/sellers/0/agents/1/name");
    assert_eq!(twins[1].pointer, "/sellers/0/agents/1/numbers/1/number");
    assert_eq!(twins.len(), 2);
    let errors = check(&load(&sale()), &context(), state.answers());
    assert!(said(&errors).contains(&("/sellers/0/agents/1/name", "unique")));
}

#[test]
fn rows_are_added_removed_and_moved_with_all_that_is_in_them() {
    let mut state = begin(two());
    let agents = || "/sellers/0/agents".to_owned();
    let added = state.apply(Edit::AddRow { at: agents() });
    assert!(added.accepted);
    assert_eq!(state.answer("/total"), Some(&json!(4)));
    assert!(
        !state.apply(Edit::AddRow { at: agents() }).accepted,
        "three at most"
    );
    assert!(!group(&state).rows[0].groups[0].can_add);
    assert!(
        state
            .apply(Edit::AddRow {
                at: "/sellers/1/agents".into()
            })
            .accepted
    );
    assert!(
        !state
            .apply(Edit::AddRow {
                at: "/sellers/2/agents".into()
            })
            .accepted
    );
    assert_eq!(
        said(&state.errors()),
        [
            ("/sellers/0/agents", "rule"),
            ("/sellers/0/agents/2/name", "required"),
            ("/sellers/1/agents/1/name", "required"),
        ]
    );
    assert!(state.page("sellers").unwrap().errors.is_empty());
    let before = group(&state);
    let (first, second) = (before.rows[0].id, before.rows[1].id);
    let inner = before.rows[0].groups[0].rows[1].id;
    let at = || "/sellers".to_owned();
    state.apply(Edit::MoveRow {
        at: at(),
        row: first,
        to: 1,
    });
    let after = group(&state);
    assert_eq!(after.rows[1].groups[0].rows[1].id, inner);
    assert_eq!(
        state.answer("/sellers/1/agents/1/numbers/0/number"),
        Some(&json!("1"))
    );
    assert_eq!(after.rows[1].groups[0].rows[0].title, "子");
    // To the front, before rows that have rows in them, and back.
    for to in [0, 1] {
        let row = first;
        state.apply(Edit::MoveRow { at: at(), row, to });
    }
    assert_eq!(group(&state), after);
    // A row left speaks for those in it, but not for one added later.
    let errors = state.leave_row("/sellers", first);
    assert_eq!(
        said(&errors),
        [
            ("/sellers/1/agents", "rule"),
            ("/sellers/1/agents/2/name", "required"),
        ]
    );
    assert_eq!(state.page("sellers").unwrap().errors, errors);
    let ids: Vec<RowId> = after.rows[1].groups[0]
        .rows
        .iter()
        .map(|row| row.id)
        .collect();
    state.apply(Edit::RemoveRow {
        at: "/sellers/1/agents".into(),
        row: ids[2],
    });
    assert!(state.page("sellers").unwrap().errors.is_empty());
    state.apply(Edit::AddRow {
        at: "/sellers/1/agents".into(),
    });
    assert_eq!(
        said(&state.page("sellers").unwrap().errors),
        [("/sellers/1/agents", "rule")]
    );
    let answers = state.answers().clone();
    state.apply(Edit::RemoveRow {
        at: at(),
        row: first,
    });
    assert_eq!(group(&state).rows.len(), 1);
    assert_eq!(state.answer("/total"), Some(&json!(2)));
    let changes = state.undo();
    assert_eq!(changes.focus.as_deref(), Some("/sellers/1"));
    assert_eq!(state.answers(), &answers);
    let rows = group(&state);
    assert_eq!((rows.rows[0].id, rows.rows[1].id), (second, first));
    assert_eq!(rows.rows[1].groups[0].rows[1].id, inner);
    assert_eq!(rows.rows[1].groups[0].rows[1].groups[0].rows.len(), 2);
}

/// A row with nothing in it but a group that was begun and given up is blank again.
#[test]
fn a_group_without_its_last_row_is_unanswered() {
    let mut state = begin(two());
    let before = state.answers().clone();
    let added = state.apply(Edit::AddRow {
        at: "/sellers".into(),
    });
    let blank = state.answer("/sellers/2").cloned();
    let agents = "/sellers/2/agents";
    let agent = state.apply(Edit::AddRow { at: agents.into() });
    assert!(state.answer(agents).is_some_and(Value::is_array));
    state.apply(Edit::RemoveRow {
        at: agents.into(),
        row: agent.row.unwrap(),
    });
    assert_eq!(state.answer("/sellers/2").cloned(), blank);
    state.undo();
    assert!(state.answer(agents).is_some_and(Value::is_array));
    state.redo();
    assert_eq!(state.answer(agents), None);
    // The only row of a group, moved to where it is, stays.
    let row = group(&state).rows[1].groups[0].rows[0].id;
    let at = "/sellers/1/agents".to_owned();
    state.apply(Edit::MoveRow { at, row, to: 0 });
    assert_eq!(state.answer("/sellers/1/agents/0/name"), Some(&json!("寅")));
    state.apply(Edit::RemoveRow {
        at: "/sellers".into(),
        row: added.row.unwrap(),
    });
    assert_eq!(state.answers(), &before);
}

#[test]
fn an_edit_in_a_row_leaves_other_rows_alone() {
    let mut state = begin(two());
    COUNTS.with(|counts| counts.0.set(0));
    // The rule and the computed answer of the one agent there; the seller's count and
    // rule, the total and the rule of all sellers, which read them whole.
    set(&mut state, "/sellers/1/name", json!("丁"));
    assert_eq!(COUNTS.with(|counts| counts.0.get()), 6);
}

#[test]
fn a_schema_alone_asks_for_rows_in_rows() {
    let mut form = sale();
    let map = form.as_object_mut().unwrap();
    for key in ["pages", "rules", "compute", "messages"] {
        map.remove(key);
    }
    let state = State::new(load(&form), context(), two());
    let page = state.pages().last().unwrap().id.clone();
    let sellers = state.page(&page).unwrap().group.unwrap();
    let agent = &sellers.rows[0].groups[0].rows[1];
    assert_eq!(agent.fields.len(), 3);
    assert_eq!(agent.groups[0].rows[1].fields[0].value, json!("2"));
}

#[test]
fn the_gateway_looks_into_rows_in_rows() {
    let definition = load(&sale());
    let state = begin(two());
    assert_eq!(check(&definition, &context(), state.answers()), []);
    let accepted = accept(&definition, &context(), state.answers()).unwrap();
    assert_eq!(
        accept(&definition, &context(), &accepted),
        Ok(accepted.clone())
    );
    let with = |at: &str, value: Value| {
        let mut answers = accepted.clone();
        crate::pointer::set(&mut answers, at, value);
        let errors = check(&definition, &context(), &answers);
        errors
            .into_iter()
            .map(|e| format!("{} {}", e.pointer, e.keyword))
            .collect::<Vec<_>>()
    };
    assert_eq!(
        with("/sellers/0/agents/1/x", json!(1)),
        ["/sellers/0/agents/1/x additionalProperties"]
    );
    assert_eq!(
        with("/sellers/1/agents/0/whole", json!("x")),
        ["/sellers/1/agents/0/whole computed"]
    );
    assert_eq!(
        with("/sellers/0/agents/1/numbers/1/number", json!(5)),
        ["/sellers/0/agents/1/numbers/1/number type"]
    );
    assert_eq!(
        with("/sellers/0/agents", json!(5))[0],
        "/sellers/0/agents type"
    );
}

/// A path through rows by number; what is not there is refused by the state.
fn any_at() -> impl Strategy<Value = [usize; 3]> {
    [0usize..3, 0usize..3, 0usize..2]
}

fn act(state: &mut State, what: usize, at: [usize; 3], value: &Value) {
    let [a, b, c] = at;
    let groups = [
        "/sellers".to_owned(),
        format!("/sellers/{a}/agents"),
        format!("/sellers/{a}/agents/{b}/numbers"),
    ];
    let row_of = |state: &State, level: usize| -> RowId {
        let find = |view: &GroupView, index: usize| view.rows.get(index).map(|row| row.id);
        let view = state.page("sellers").and_then(|page| page.group);
        let id = view.and_then(|sellers| match level {
            0 => find(&sellers, a),
            1 => find(sellers.rows.get(a)?.groups.first()?, b),
            _ => {
                let agents = sellers.rows.get(a)?.groups.first()?;
                find(agents.rows.get(b)?.groups.first()?, c)
            }
        });
        id.unwrap_or_default()
    };
    let level = what % 3;
    let group = groups[level].clone();
    let answers = [
        format!("/sellers/{a}/name"),
        format!("/sellers/{a}/share"),
        format!("/sellers/{a}/agents/{b}/name"),
        format!("/sellers/{a}/agents/{b}/since"),
        format!("/sellers/{a}/agents/{b}/numbers/{c}/number"),
        "/agreed".to_owned(),
    ];
    match what {
        0..3 => state.apply(Edit::AddRow { at: group }),
        3..6 => {
            let row = row_of(state, level);
            state.apply(Edit::RemoveRow { at: group, row })
        }
        6..9 => {
            let (row, to) = (row_of(state, level), [b, c, a][level]);
            state.apply(Edit::MoveRow { at: group, row, to })
        }
        9..12 => state.undo(),
        12 => state.redo(),
        _ => state.apply(Edit::Set {
            at: answers[(what - 13) % answers.len()].clone(),
            value: value.clone(),
        }),
    };
}

fn any_value() -> impl Strategy<Value = Value> {
    prop_oneof![
        Just(json!(null)),
        any::<bool>().prop_map(Value::from),
        (0..120).prop_map(Value::from),
        "[甲乙丙]{0,2}".prop_map(Value::from),
    ]
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 100, ..ProptestConfig::default() })]

    /// Whatever was done in whatever order, undone and done again, the state is that of
    /// a form opened with the same answers.
    #[test]
    fn nested_incremental_agrees_with_fresh(
        edits in proptest::collection::vec((0usize..25, any_at(), any_value()), 0..40),
        empty in any::<bool>(),
    ) {
        let definition = load(&sale());
        let mut state = begin(if empty { json!({"agreed": true}) } else { two() });
        for (what, at, value) in edits {
            act(&mut state, what, at, &value);
            let fresh = State::new(definition.clone(), context(), state.answers().clone());
            prop_assert_eq!(state.submission(), fresh.submission());
            prop_assert_eq!(state.errors(), fresh.errors());
            prop_assert_eq!(state.warnings(), fresh.warnings());
            same_views(&state, &fresh)?;
        }
        let errors = state.submit();
        let checked = check(&definition, &context(), state.answers());
        prop_assert_eq!(checked.is_empty(), errors.is_empty(), "{:?} {:?}", checked, errors);
    }
}

#[test]
fn a_row_is_found_without_those_beside_it() {
    let mut state = begin(two());
    let loop_at = state.loop_of("sellers").unwrap();
    assert_eq!(loop_at, "/sellers");
    assert_eq!(state.loop_of("start"), None);
    let mut seen = 0;
    let mut groups = vec![state.group_at(&loop_at).unwrap()];
    assert_eq!(groups.first(), state.group_of("sellers").as_ref());
    while let Some(group) = groups.pop() {
        for row in &group.rows {
            let head = state.row_at(&group.pointer, row.index).unwrap();
            assert_eq!((head.id, head.index), (row.id, row.index));
            assert_eq!(head.pointer, row.pointer);
            assert!(!head.is_blank, "{}", head.pointer);
            assert_eq!(head.group, group.pointer);
            assert_eq!(head.item_label, group.item_label);
            assert_eq!(head.can_go, group.rows.len() > group.min);
            let inner: Vec<&String> = row.groups.iter().map(|one| &one.pointer).collect();
            assert_eq!(head.groups.iter().collect::<Vec<_>>(), inner);
            seen += 1;
            groups.extend(row.groups.iter().cloned());
        }
        assert_eq!(state.row_at(&group.pointer, group.rows.len()), None);
    }
    assert!(seen > 4, "{seen} rows");
    for wrong in ["", "/sellers/0", "/sellers/9/agents", "/agreed"] {
        assert_eq!(state.row_at(wrong, 0), None, "{wrong}");
    }
    let at = loop_at.clone();
    state.apply(Edit::AddRow { at });
    let added = state.group_at(&loop_at).unwrap().rows.len() - 1;
    let head = state.row_at(&loop_at, added).unwrap();
    // Its number of agents is computed: nobody answered that.
    assert!(state.answer(&head.pointer).is_some());
    assert!(head.is_blank, "{:?}", state.answer(&head.pointer));
    let inner = head.groups.first().unwrap().clone();
    state.apply(Edit::AddRow { at: inner });
    assert!(!state.row_at(&loop_at, added).unwrap().is_blank);
    state.undo();
    assert!(state.row_at(&loop_at, added).unwrap().is_blank);
    let name = format!("{}/name", head.pointer);
    assert!(
        state
            .apply(Edit::Set {
                at: name,
                value: json!("李")
            })
            .accepted
    );
    assert!(!state.row_at(&loop_at, added).unwrap().is_blank);
    state.apply(Edit::Set {
        at: "/agreed".into(),
        value: json!(false),
    });
    assert_eq!(state.loop_of("sellers"), None);
}
