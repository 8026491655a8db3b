//! 新生儿出生“一件事”: only what was chosen is asked.

use super::*;

/// Invented, born 1988-07-15.
const FATHER: &str = "110101198807150012";
/// Invented, born 2026-10-03, a boy.
const CHILD: &str = "110101202610030016";

pub(super) fn form() -> Arc<Definition> {
    load(&read(include_str!(
        "../../../../../content/forms/newborn-registration.json"
    )))
}

/// WOMAN_1949 stands in for the mother: her years are of no account here.
fn answers() -> Vec<(&'static str, Value)> {
    vec![
        ("/child/name", json!("陈小满")),
        ("/child/sex", json!("male")),
        ("/child/birthDate", json!("2026-10-03")),
        ("/child/hospital", json!("maternal")),
        ("/child/hasCertificate", json!(false)),
        ("/applicant/relation", json!("mother")),
        ("/father/given", json!(true)),
        ("/father/name", json!("周明")),
        ("/father/idNumber", json!(FATHER)),
        ("/father/phone", json!("13800000006")),
        (
            "/matters/chosen",
            json!([
                "certificate",
                "household",
                "vaccination",
                "insurance",
                "card",
                "maternity"
            ]),
        ),
        ("/certificate/weight", json!(3300)),
        ("/certificate/weeks", json!(39)),
        ("/household/with", json!("father")),
        ("/household/district", json!("990103")),
        ("/household/address", json!("示例省示例市云上区示范路 6 号")),
        ("/vaccination/clinic", json!("yunshang")),
        ("/insurance/payer", json!("mother")),
        ("/insurance/method", json!("online")),
        ("/card/bank", json!("sample-city")),
        ("/card/withPhoto", json!(false)),
        ("/maternity/insured", json!("mother")),
        ("/maternity/employer", json!("示例市云上科技有限公司")),
        ("/maternity/babies", json!(1)),
        ("/maternity/difficult", json!(true)),
        ("/maternity/leaveFrom", json!("2026-09-25")),
        ("/maternity/receipts", json!([file("application/pdf")])),
        ("/materials/register", json!([file("application/pdf")])),
        ("/materials/naming", file("application/pdf")),
        ("/delivery/method", json!("collect")),
        ("/delivery/window", json!("centre")),
        ("/declaration/share", json!(true)),
        ("/declaration/truthful", json!(true)),
    ]
}

fn birth() -> State {
    let mut state = State::new(form(), chen(), json!({}));
    for (at, value) in answers() {
        set(&mut state, at, value);
    }
    state
}

fn rules_of(errors: &[FieldError]) -> Vec<&str> {
    let rule = |e: &'_ FieldError| e.params.get("rule").is_some();
    let mut rules: Vec<_> = errors
        .iter()
        .filter(|e| rule(e))
        .map(|e| e.params["rule"].as_str().unwrap())
        .collect();
    rules.dedup();
    rules
}

#[test]
fn newborn_registration_is_accepted() {
    let mut state = State::new(form(), chen(), json!({}));
    fill(&mut state, &answers());
    let accepted = accept(&form(), &chen(), state.answers()).unwrap();
    assert_eq!(accepted["household"]["declareBy"], json!("2026-11-03"));
    assert_eq!(accepted["vaccination"]["recordBy"], json!("2026-11-03"));
    assert_eq!(accepted["insurance"]["enrolBy"], json!("2027-01-01"));
    assert_eq!(accepted["insurance"]["premium"], json!(380));
    // 国务院令第619号 第七条: 98 and 15 days.
    assert_eq!(accepted["maternity"]["leaveDays"], json!(113));
    assert_eq!(accepted["maternity"]["leaveUntil"], json!("2027-01-15"));
    assert_eq!(accepted.get("mother"), None, "she is the applicant");
    for (day, warned) in [
        ("2026-10-23", vec![]),
        ("2026-10-22", vec!["within-a-month"]),
        ("2026-08-25", vec!["within-a-month"]),
        ("2026-08-24", vec!["within-ninety-days"]),
    ] {
        set(&mut state, "/child/birthDate", json!(day));
        assert_eq!(state.leave_page("child"), [], "{day}");
        let warnings = state.warnings();
        let mut rules = rules_of(&warnings);
        rules.retain(|rule| rule.starts_with("within-"));
        assert_eq!(rules, warned, "{day}");
    }
    set(&mut state, "/maternity/babies", json!(3));
    assert_eq!(state.answer("/maternity/leaveDays"), Some(&json!(143)));
}

#[test]
fn a_page_for_each_matter_chosen() {
    let mut state = birth();
    set(&mut state, "/matters/chosen", json!(["vaccination"]));
    assert_eq!(
        page_ids(&state),
        [
            "child",
            "applicant",
            "father",
            "matters",
            "vaccination",
            "delivery",
            "declaration"
        ]
    );
    assert_eq!(state.submit(), []);
    let submission = state.submission();
    for matter in ["household", "insurance", "card", "maternity", "materials"] {
        assert_eq!(submission.get(matter), None, "{matter}");
    }
    set(&mut state, "/matters/chosen", json!(["insurance"]));
    assert_eq!(
        rules_of(&state.leave_page("matters")),
        ["needs-certificate", "needs-household"]
    );
    // Who has the certificate and registered the child may choose the rest alone.
    for (at, value) in [
        ("/child/hasCertificate", json!(true)),
        ("/child/certificateNumber", json!("A260000001")),
        ("/child/idNumber", json!(CHILD)),
    ] {
        set(&mut state, at, value);
    }
    assert_eq!(state.submit(), []);
    set(&mut state, "/matters/chosen", json!(["household"]));
    assert_eq!(
        said(&state.leave_page("matters")),
        [("/matters/chosen", "enum")]
    );
}

/// The household may be the other parent's: nobody's address is put there.
#[test]
fn the_address_of_the_household_is_asked_for() {
    let state = State::new(form(), chen(), json!({}));
    assert_eq!(state.answer("/applicant/name"), Some(&json!("陈静")));
    assert_eq!(state.answer("/household"), None);
}

#[test]
fn the_other_parent_is_asked_for() {
    let mut state = birth();
    set(&mut state, "/father/given", json!(false));
    assert_eq!(
        said(&state.submit()),
        [("/household/with", "enum")],
        "with a father nobody named"
    );
    set(&mut state, "/applicant/relation", json!("father"));
    assert!(page_ids(&state).contains(&"mother".to_owned()));
    assert_eq!(rules_of(&state.submit()), ["relation-sex"]);
    set(&mut state, "/mother/idNumber", json!(FATHER));
    assert_eq!(rules_of(&state.leave_page("mother")), ["mother-female"]);
    let mut state = birth();
    set(&mut state, "/father/idNumber", json!(GIRL_2015));
    assert_eq!(rules_of(&state.leave_page("father")), ["father-male"]);
}

#[test]
fn newborn_registration_holds_up_what_cannot_be() {
    for (day, rule) in [("2026-11-24", "born-in-past"), ("2025-11-23", "under-one")] {
        let mut state = birth();
        set(&mut state, "/child/birthDate", json!(day));
        assert_eq!(rules_of(&state.leave_page("child")), [rule]);
    }
    let mut state = birth();
    set(&mut state, "/child/hasCertificate", json!(true));
    set(&mut state, "/child/idNumber", json!(GIRL_2015));
    for number in [
        "a260000001",
        "A26000000x",
        "A2600000e1",
        "A+26000001",
        "A2600000.1",
    ] {
        set(&mut state, "/child/certificateNumber", json!(number));
        assert_eq!(
            rules_of(&state.leave_page("child")),
            ["certificate-number", "child-number"],
            "{number}"
        );
    }
    let mut state = birth();
    set(&mut state, "/child/name", json!("赵小满"));
    assert!(rules_of(&state.warnings()).contains(&"surname-father"));
    set(&mut state, "/child/name", json!("周小满"));
    assert!(!rules_of(&state.warnings()).contains(&"surname-father"));
}
