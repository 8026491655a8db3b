//! The definitions that the portal brings along.

mod housing;
mod newborn;
mod unemployment;

use super::*;
use crate::{PageKind, RowId, accept, check};

pub(super) fn all() -> Vec<Arc<Definition>> {
    [
        residence(),
        insurance(),
        catering(),
        unemployment::form(),
        newborn::form(),
        housing::form(),
    ]
    .into()
}

fn residence() -> Arc<Definition> {
    load(&read(include_str!(
        "../../../../content/forms/residence-permit.json"
    )))
}

fn insurance() -> Arc<Definition> {
    load(&read(include_str!(
        "../../../../content/forms/resident-medical-insurance.json"
    )))
}

fn catering() -> Arc<Definition> {
    load(&read(include_str!(
        "../../../../content/forms/small-catering-licence.json"
    )))
}

fn read(text: &str) -> Value {
    serde_json::from_str(text).unwrap()
}

fn knowing(known: Value) -> Context {
    Context {
        known: known.as_object().unwrap().clone(),
        ..context()
    }
}

fn file(kind: &str) -> Value {
    json!({"uploadId": "u1", "name": "a.file", "size": 1000, "mediaType": kind})
}

/// Fills in, page by page, and leaves each page without an error.
fn fill(state: &mut State, answers: &[(&str, Value)]) {
    for (at, value) in answers {
        set(state, at, value.clone());
    }
    for page in state.pages() {
        assert_eq!(state.leave_page(&page.id), [], "{}", page.id);
        assert!(state.page(&page.id).unwrap().summary.done);
    }
    assert_eq!(state.first_unfinished(), None);
}

fn residence_answers() -> Vec<(&'static str, Value)> {
    vec![
        ("/eligibility/movedOn", json!("2025-03-01")),
        ("/eligibility/basis", json!("housing")),
        ("/residence/city", json!("990100")),
        ("/residence/district", json!("990103")),
        ("/residence/street", json!("云上路 12 号 3 栋 501")),
        ("/residence/kind", json!("rented")),
        ("/housing/proof", json!("lease")),
        ("/housing/landlordName", json!("赵敏")),
        ("/housing/landlordPhone", json!("13800000000")),
        ("/housing/leaseUntil", json!("2027-06-30")),
        ("/materials/photo", file("image/png")),
        ("/materials/housingProof", json!([file("application/pdf")])),
        ("/delivery/method", json!("collect")),
        ("/delivery/window", json!("yunshang")),
        ("/declaration/truthful", json!(true)),
    ]
}

fn chen() -> Context {
    knowing(
        json!({"person.name": "陈静", "person.idNumber": WOMAN_1949, "person.phone": "13800000001",
        "person.domicile": "邻省甲市一号", "person.sex": "female"}),
    )
}

#[test]
fn residence_permit_is_accepted() {
    let mut state = State::new(residence(), chen(), json!({}));
    assert_eq!(
        page_ids(&state),
        [
            "eligibility",
            "applicant",
            "residence",
            "materials",
            "delivery",
            "declaration"
        ]
    );
    fill(&mut state, &residence_answers());
    assert_eq!(
        page_ids(&state),
        [
            "eligibility",
            "applicant",
            "residence",
            "housing",
            "materials",
            "delivery",
            "declaration"
        ]
    );
    assert!(state.submit().is_empty());
    let accepted = accept(&residence(), &chen(), state.answers()).unwrap();
    assert_eq!(accepted, state.submission());
    assert_eq!(accepted["eligibility"]["months"], json!(20));
    assert_eq!(accepted["applicant"]["name"], json!("陈静"));
    assert_eq!(accepted["delivery"].get("recipient"), None, "not posted");
    // Read again as a draft, it is as complete.
    let again = State::new(residence(), chen(), state.answers().clone());
    assert_eq!(again.submission(), accepted);
}

#[test]
fn residence_permit_holds_up_who_does_not_qualify_yet() {
    let mut state = State::new(residence(), chen(), json!({}));
    for (at, value) in residence_answers() {
        set(&mut state, at, value);
    }
    for (date, rule) in [
        ("2026-05-24", "half-a-year"),
        ("2027-01-01", "moved-in-past"),
    ] {
        set(&mut state, "/eligibility/movedOn", json!(date));
        let errors = state.leave_page("eligibility");
        assert_eq!(said(&errors), [("/eligibility/movedOn", "rule")]);
        assert_eq!(errors[0].params["rule"], json!(rule));
        assert!(
            state
                .definition()
                .message(&errors[0], "zh-CN")
                .unwrap()
                .chars()
                .count()
                > 10
        );
    }
    set(&mut state, "/eligibility/movedOn", json!("2026-05-23"));
    assert!(state.leave_page("eligibility").is_empty());
    // Another city: its districts, and the one chosen before is asked again; but permits
    // are issued in this one alone.
    set(&mut state, "/residence/city", json!("990200"));
    let page = state.page("residence").unwrap();
    assert_eq!(page.fields[1].options.len(), 2);
    assert_eq!(
        said(&state.leave_page("residence")),
        [("/residence/city", "rule"), ("/residence/district", "enum")]
    );
    set(&mut state, "/residence/city", json!("990100"));
    set(&mut state, "/residence/district", json!("990103"));
    // Another ground asks for other papers.
    set(&mut state, "/eligibility/basis", json!("employment"));
    assert_eq!(
        said(&state.submit()),
        [
            ("/employment/employer", "required"),
            ("/employment/contract", "required"),
            ("/employment/since", "required"),
            ("/materials/employmentProof", "required"),
        ]
    );
    set(&mut state, "/materials/photo", file("application/pdf"));
    set(
        &mut state,
        "/materials/employmentProof",
        json!([file("text/html")]),
    );
    assert_eq!(
        said(&state.leave_page("materials")),
        [
            ("/materials/photo", "accept"),
            ("/materials/employmentProof", "accept")
        ]
    );
}

fn li() -> Context {
    knowing(
        json!({"person.name": "李伟", "person.idNumber": MAN_1978, "person.phone": "13800000002",
        "person.domicile": "示例省示例市东湖区一号"}),
    )
}

fn family(state: &mut State) {
    for (at, value) in [
        ("/household/kind", json!("registered")),
        ("/household/city", json!("990100")),
        ("/household/district", json!("990102")),
        ("/coverage/scope", json!("family")),
        ("/coverage/employed", json!(false)),
        ("/payment/method", json!("online")),
        ("/declaration/truthful", json!(true)),
        ("/declaration/single", json!(true)),
    ] {
        set(state, at, value);
    }
    let people = [
        ("李伟", MAN_1978, "self", "general"),
        ("李小雨", GIRL_2015, "child", "student"),
    ];
    for (row, (name, number, relation, category)) in people.into_iter().enumerate() {
        state.apply(Edit::AddRow {
            at: "/members".into(),
        });
        for (field, value) in [
            ("name", name),
            ("idNumber", number),
            ("relation", relation),
            ("category", category),
        ] {
            set(state, &format!("/members/{row}/{field}"), json!(value));
        }
    }
}

#[test]
fn medical_insurance_is_accepted() {
    let mut state = State::new(insurance(), li(), json!({}));
    family(&mut state);
    fill(&mut state, &[]);
    assert_eq!(state.pages()[3].kind, PageKind::Loop);
    let accepted = accept(&insurance(), &li(), state.answers()).unwrap();
    assert_eq!(accepted["payment"]["total"], json!(780));
    assert_eq!(accepted["coverage"]["year"], json!("2027"));
    assert_eq!(accepted["members"][1]["sex"], json!("female"));
    assert_eq!(accepted["members"][1]["birthDate"], json!("2015-03-08"));
    assert_eq!(accepted["members"][1]["premium"], json!(380));
    let group = state.page("members").unwrap().group.unwrap();
    assert_eq!(group.rows[1].title, "李小雨");
    assert!(
        group.rows[1]
            .fields
            .iter()
            .any(|f| f.computed && f.pointer == "/members/1/sex")
    );
    state.apply(Edit::RemoveRow {
        at: "/members".into(),
        row: group.rows[1].id,
    });
    assert_eq!(state.answer("/payment/total"), Some(&json!(400)));
}

#[test]
fn medical_insurance_finds_the_same_person_twice() {
    let mut state = State::new(insurance(), li(), json!({}));
    assert_eq!(
        said(&state.leave_page("members")),
        [("/members", "minItems")]
    );
    family(&mut state);
    set(&mut state, "/members/1/idNumber", json!(MAN_1978));
    let errors = state.leave_page("members");
    let rules: Vec<_> = errors
        .iter()
        .map(|e| (e.pointer.as_str(), e.params["rule"].as_str().unwrap()))
        .collect();
    assert_eq!(
        rules,
        [
            ("/members/0/idNumber", "duplicate-id"),
            ("/members/1/idNumber", "duplicate-id"),
            ("/members/1/relation", "self-relation"),
            ("/members/1/relation", "child-younger"),
        ]
    );
    set(&mut state, "/members/1/relation", json!("self"));
    set(&mut state, "/members/1/idNumber", json!(GIRL_2015));
    let errors = state.leave_page("members");
    let rules: Names = errors
        .iter()
        .map(|e| e.params["rule"].as_str().unwrap().to_owned())
        .collect();
    assert_eq!(
        rules.into_iter().collect::<Vec<_>>(),
        ["one-self", "self-name", "self-number"]
    );
    set(&mut state, "/members/1/relation", json!("child"));
    set(&mut state, "/coverage/scope", json!("self"));
    assert_eq!(
        said(&state.leave_page("members")),
        [("/members", "rule"), ("/members/1/relation", "rule")]
    );
    set(&mut state, "/coverage/employed", json!(true));
    assert_eq!(
        said(&state.leave_page("coverage")),
        [("/coverage/employed", "rule")]
    );
    for _ in 0..6 {
        assert!(
            state
                .apply(Edit::AddRow {
                    at: "/members".into()
                })
                .accepted
        );
    }
    assert!(
        !state
            .apply(Edit::AddRow {
                at: "/members".into()
            })
            .accepted,
        "at most eight"
    );
    assert!(!state.page("members").unwrap().group.unwrap().can_add);
    let gone = Edit::RemoveRow {
        at: "/members".into(),
        row: RowId(999),
    };
    assert!(!state.apply(gone).accepted);
}

type Names = std::collections::BTreeSet<String>;

fn shop() -> Context {
    knowing(
        json!({"organisation.name": "示例市云上面馆", "organisation.uscc": USCC,
        "organisation.legalRepresentative": "赵敏", "organisation.phone": "0990-5550123",
        "organisation.address": "云上路 8 号 2 号铺"}),
    )
}

fn shop_answers() -> Vec<(&'static str, Value)> {
    vec![
        ("/representative/idNumber", json!(MAN_1978)),
        ("/representative/phone", json!("13800000003")),
        ("/representative/isManager", json!(true)),
        ("/premises/city", json!("990100")),
        ("/premises/district", json!("990103")),
        ("/premises/area", json!(68.5)),
        ("/premises/kitchen", json!(20)),
        ("/premises/tenure", json!("owned")),
        ("/premises/gas", json!("bottled")),
        ("/business/items", json!(["noodles", "drinks"])),
        ("/business/openHours", json!("每日 6:30–21:00")),
        ("/business/online", json!(false)),
        ("/staff/count", json!(4)),
        ("/staff/certified", json!(true)),
        ("/materials/businessLicence", file("application/pdf")),
        ("/materials/floorPlan", json!([file("image/jpeg")])),
        (
            "/materials/healthCertificates",
            json!([file("image/png"), file("application/pdf")]),
        ),
        ("/declaration/inspection", json!(true)),
        ("/declaration/truthful", json!(true)),
    ]
}

#[test]
fn small_catering_is_accepted() {
    let mut state = State::new(catering(), shop(), json!({}));
    fill(&mut state, &shop_answers());
    assert_eq!(state.warnings().len(), 1, "bottled gas");
    let accepted = accept(&catering(), &shop(), state.answers()).unwrap();
    assert_eq!(accepted["organisation"]["uscc"], json!(USCC));
    assert_eq!(accepted["premises"]["street"], json!("云上路 8 号 2 号铺"));
}

#[test]
fn small_catering_names_what_is_missing() {
    let mut state = State::new(catering(), shop(), json!({}));
    for (at, value) in shop_answers() {
        set(&mut state, at, value);
    }
    for (at, value) in [
        ("/representative/isManager", json!(false)),
        ("/premises/area", json!(151)),
        ("/premises/kitchen", json!(140)),
        ("/premises/tenure", json!("rented")),
        ("/business/items", json!(["cold"])),
        ("/staff/count", json!(2.5)),
        ("/staff/certified", json!(false)),
        ("/materials/floorPlan", json!([])),
    ] {
        set(&mut state, at, value);
    }
    let errors = state.submit();
    assert_eq!(
        said(&errors),
        [
            ("/representative/managerName", "required"),
            ("/representative/managerPhone", "required"),
            ("/premises/area", "maximum"),
            ("/premises/leaseUntil", "required"),
            ("/business/coldRoom", "required"),
            ("/staff/count", "type"),
            ("/staff/certified", "rule"),
            ("/materials/floorPlan", "required"),
            ("/materials/lease", "required"),
        ]
    );
    assert!(
        state
            .definition()
            .message(&errors[2], "zh-CN")
            .unwrap()
            .contains("150")
    );
    assert_eq!(
        said(&check(&catering(), &shop(), state.answers())),
        said(&errors)
    );
    let mut other = state.answers().clone();
    crate::pointer::set(
        &mut other,
        "/organisation/uscc",
        json!("12441500196720244T"),
    );
    assert!(said(&check(&catering(), &shop(), &other)).contains(&("/organisation/uscc", "locked")));
}
