//! 失业保险金申领: what the years of contribution come to.

use super::*;

pub(super) fn form() -> Arc<Definition> {
    load(&read(include_str!(
        "../../../../../content/forms/unemployment-benefit.json"
    )))
}

fn answers() -> Vec<(&'static str, Value)> {
    vec![
        ("/eligibility/endedOn", json!("2026-10-31")),
        ("/eligibility/reason", json!("expired")),
        ("/eligibility/reported", json!("yes")),
        ("/eligibility/registeredOn", json!("2026-11-20")),
        ("/eligibility/pension", json!(false)),
        ("/contributions/employer", json!("示例市云上科技有限公司")),
        ("/contributions/from", json!("2019-03-01")),
        ("/contributions/to", json!("2026-10-31")),
        ("/account/bank", json!("sample-city")),
        ("/account/number", json!("6200000000000000000")),
        ("/declaration/seeking", json!(true)),
        ("/declaration/truthful", json!(true)),
    ]
}

fn claim() -> State {
    let mut state = State::new(form(), chen(), json!({}));
    for (at, value) in answers() {
        set(&mut state, at, value);
    }
    state
}

fn rules_of(state: &mut State, page: &str) -> Vec<String> {
    let errors = state.leave_page(page);
    let rule = |e: &FieldError| e.params["rule"].as_str().unwrap().to_owned();
    errors.iter().map(rule).collect()
}

#[test]
fn unemployment_benefit_is_accepted() {
    let mut state = State::new(form(), chen(), json!({}));
    fill(&mut state, &answers());
    assert!(!page_ids(&state).contains(&"materials".to_owned()));
    assert_eq!(said(&state.warnings()), [] as [(&str, &str); 0]);
    let accepted = accept(&form(), &chen(), state.answers()).unwrap();
    assert_eq!(accepted["contributions"]["months"], json!(92));
    assert_eq!(
        accepted["benefit"],
        json!({"months": 18, "from": "2026-11-20", "to": "2028-05-19",
            "monthly": 1800, "later": 1620, "total": 31320})
    );
}

/// 社会保险法 第四十六条.
#[test]
fn the_benefit_follows_the_years_of_contribution() {
    let mut state = claim();
    for (from, gap, left, months) in [
        ("2025-11-01", None, None, Some(12)),
        ("2021-12-01", None, None, Some(12)),
        ("2021-11-01", None, None, Some(18)),
        ("2021-11-01", Some(1), None, Some(12)),
        ("2016-12-01", None, None, Some(18)),
        ("2016-11-01", None, None, Some(24)),
        ("2025-11-01", None, Some(5), Some(17)),
        ("2016-11-01", None, Some(5), Some(24)),
        ("2025-11-02", None, None, None),
        ("2025-11-01", Some(1), None, None),
    ] {
        set(&mut state, "/contributions/from", json!(from));
        set(&mut state, "/contributions/gap", json!(gap));
        set(&mut state, "/contributions/left", json!(left));
        let entitled = state.answer("/benefit/months").and_then(Value::as_i64);
        assert_eq!(entitled, months, "{from} {gap:?} {left:?}");
        let rules = rules_of(&mut state, "contributions");
        let refused: &[&str] = if months.is_some() { &[] } else { &["one-year"] };
        assert_eq!(rules, refused, "{from}");
    }
    assert_eq!(state.answer("/benefit/total"), None);
    let later = |state: &State| {
        let page = state.page("benefit").unwrap();
        page.fields.iter().any(|f| f.pointer == "/benefit/later")
    };
    set(&mut state, "/contributions/gap", Value::Null);
    assert_eq!(state.answer("/benefit/total"), Some(&json!(21600)));
    assert!(!later(&state));
    set(&mut state, "/contributions/left", json!(1));
    assert_eq!(state.answer("/benefit/total"), Some(&json!(23220)));
    assert!(later(&state));
}

#[test]
fn unemployment_benefit_holds_up_wrong_dates_and_grounds() {
    for (at, value, page, rule) in [
        (
            "/eligibility/endedOn",
            json!("2026-11-24"),
            "eligibility",
            "ended-in-past",
        ),
        (
            "/eligibility/reason",
            json!("resigned"),
            "eligibility",
            "involuntary",
        ),
        (
            "/eligibility/registeredOn",
            json!("2026-10-30"),
            "eligibility",
            "registered-after-end",
        ),
        (
            "/eligibility/registeredOn",
            json!("2026-11-24"),
            "eligibility",
            "registered-in-past",
        ),
        (
            "/eligibility/pension",
            json!(true),
            "eligibility",
            "no-pension",
        ),
        (
            "/contributions/to",
            json!("2019-02-01"),
            "contributions",
            "contributions-order",
        ),
        (
            "/contributions/to",
            json!("2026-11-01"),
            "contributions",
            "contributions-end",
        ),
    ] {
        let mut state = claim();
        set(&mut state, at, value);
        let rules = rules_of(&mut state, page);
        assert!(rules.contains(&rule.to_owned()), "{at} {rules:?}");
    }
    // As printed on a card; what is none is told, and a digit that does not fit only warns.
    let mut state = claim();
    for (typed, told, warned) in [
        ("6200 0000 0000 0000 000", "", false),
        ("6200000000000000006", "", true),
        ("62000000000000x0", "characters", false),
        ("+620000000000000", "characters", false),
        ("620000000000000", "length", false),
    ] {
        set(&mut state, "/account/number", json!(typed));
        let errors = state.leave_page("account");
        let reason = |e: &FieldError| e.params["reason"].as_str().unwrap().to_owned();
        assert_eq!(
            errors.first().map(reason).unwrap_or_default(),
            told,
            "{typed}"
        );
        assert_eq!(!state.warnings().is_empty(), warned, "{typed}");
    }
    let mut state = claim();
    set(&mut state, "/contributions/gap", json!(100));
    assert_eq!(
        rules_of(&mut state, "contributions"),
        ["one-year", "gap-shorter"]
    );
}

#[test]
fn a_late_claim_is_warned_and_papers_follow_the_ground() {
    let mut state = claim();
    for (day, warned) in [("2026-09-24", false), ("2026-09-23", true)] {
        set(&mut state, "/eligibility/endedOn", json!(day));
        set(&mut state, "/contributions/to", json!("2026-09-30"));
        assert_eq!(state.warnings().len(), usize::from(warned), "{day}");
        assert_eq!(state.leave_page("eligibility"), []);
    }
    set(&mut state, "/eligibility/reason", json!("forced"));
    assert_eq!(
        said(&state.submit()),
        [("/materials/violation", "required")]
    );
    set(&mut state, "/eligibility/reported", json!("unknown"));
    let papers = ["/materials/termination", "/materials/violation"];
    assert_eq!(said(&state.submit()), papers.map(|at| (at, "required")));
}
