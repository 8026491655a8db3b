//! Identity numbers and the regions that lists know: asked for when one is typed, and a
//! warning that holds nobody up.

#![cfg(target_arch = "wasm32")]
#![allow(
    clippy::unwrap_used,
    clippy::indexing_slicing,
    clippy::expect_used,
    clippy::panic,
    reason = "tests"
)]

mod support;

use std::rc::Rc;

use banshi::api::Method::{Get, Put};
use serde_json::{Value, json};
use support::{FakeTransport, Mounted, mount, settle};
use wasm_bindgen_test::*;
use web_sys::{Event, EventInit};

wasm_bindgen_test_configure!(run_in_browser);

const SERVICE: &str = "resident-medical-insurance";
const FORM: &str = include_str!("../content/forms/resident-medical-insurance.json");
const CODES: &str = "banshi-codes 1\t2026-09-11\ta test\n110000 100 1\n";
const NUMBER: &str = "[id$='-members-0-idNumber']";
const WARNING: &str = "[id$='-members-0-idNumber-warning']";
/// Of a child born in 2016: 110101 is in [`CODES`], 110199 in no list.
const KNOWN: &str = "110101201606010034";
const UNKNOWN: &str = "11019920160601003X";

fn gateway() -> FakeTransport {
    banshi::wizard::forget_unsaved();
    let answers = json!({
        "applicant": {"name": "李伟", "idNumber": "110101197811200014", "phone": "13800000002"},
        "household": {"kind": "registered", "city": "990100", "district": "990103",
            "address": "示例省示例市云上区示范路 8 号"},
        "coverage": {"scope": "family", "year": "2027", "employed": false},
        "members": [{"name": "李乐", "relation": "child", "category": "student"}]
    });
    let draft = |revision: &str| {
        json!({"id": "d1", "revision": revision, "serviceId": SERVICE, "formVersion": 1,
            "answers": answers, "updatedAt": "2026-11-23T10:24:00+08:00",
            "keepUntil": "2027-01-22"})
        .to_string()
    };
    let form = json!({
        "definition": serde_json::from_str::<Value>(FORM).unwrap(), "hash": "h1",
        "prefill": {"person.name": "李伟", "person.idNumber": "110101197811200014"}
    });
    let somebody = json!({"person": {"id": "p1", "displayName": "李*", "organisation": false,
        "roles": ["applicant"]}});
    let place = json!({"zh-CN": "示例"});
    let line = json!({"label": place, "phone": "12345", "hours": place});
    let portal = json!({"version": "1", "live": true, "today": "2026-11-23",
        "uploads": {"maxBytes": 10_485_760, "mediaTypes": ["application/pdf"]},
        "signIn": {"kind": "sandbox", "people": []},
        "operator": {"name": place, "region": place, "sponsor": place, "emblem": "办",
            "icp": "示例", "support": line, "suggestions": line, "sample": true}});
    let form_path = format!("/services/{SERVICE}/form");
    FakeTransport::new()
        .on(Get, "/session", 200, &somebody.to_string())
        .on(Get, "/capabilities", 200, &portal.to_string())
        .on(Get, "/cases", 200, r#"{"items": []}"#)
        .on(Get, "/drafts", 200, r#"{"items": []}"#)
        .on(Get, "/services/suggested", 200, r#"{"items": []}"#)
        .on(Get, &form_path, 200, &form.to_string())
        .on(Get, "/drafts/d1", 200, &draft("1"))
        .on(Put, "/drafts/d1", 200, &draft("2"))
        .on(Get, "/regions/codes", 200, CODES)
}

fn leave(page: &Mounted, selector: &str) {
    let init = EventInit::new();
    init.set_bubbles(true);
    let event = Event::new_with_event_init_dict("blur", &init).unwrap();
    page.find(selector).unwrap().dispatch_event(&event).unwrap();
}

async fn fill_in(page: &Mounted, number: &str) {
    page.type_into(NUMBER, number);
    leave(page, NUMBER);
    settle().await;
}

#[wasm_bindgen_test]
async fn an_unknown_region_is_warned_of_and_holds_nobody_up() {
    let gateway = gateway();
    let asked = || {
        let calls = gateway.asked();
        calls
            .iter()
            .filter(|call| *call == "GET /regions/codes")
            .count()
    };
    let address = format!("/apply/{SERVICE}/d1/members~1");
    let page = mount(&address, Rc::new(gateway.clone()));
    settle().await;
    settle().await;
    assert_eq!(asked(), 0, "nothing is typed yet");
    fill_in(&page, UNKNOWN).await;
    settle().await;
    assert_eq!(asked(), 1);
    let words = "没有见过开头 6 位的地区代码，请再核对一遍公民身份号码；号码无误可以继续";
    assert!(page.text(WARNING).contains(words), "{}", page.text(WARNING));
    assert!(page.find(".error-text").is_none());
    // As a warning it is described by, and not invalid.
    let number = page.find(NUMBER).unwrap();
    assert_eq!(number.get_attribute("aria-invalid"), None);
    fill_in(&page, KNOWN).await;
    assert!(page.find(WARNING).is_none());
    fill_in(&page, UNKNOWN).await;
    assert!(page.find(WARNING).is_some());
    assert_eq!(asked(), 1, "they are asked for once");
    page.click("button[type=submit]");
    settle().await;
    assert!(page.find(NUMBER).is_none(), "the page is left all the same");
}
