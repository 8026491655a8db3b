//! The wizard: errors and focus, input methods, rows, the review, the draft.

#![cfg(target_arch = "wasm32")]
#![allow(
    clippy::unwrap_used,
    clippy::indexing_slicing,
    clippy::expect_used,
    clippy::panic,
    reason = "tests"
)]

mod support;

use std::cell::Cell;
use std::rc::Rc;

use banshi::api::Method::{Get, Post, Put};
use banshi::navigate::Navigator;
use serde_json::{Value, json};
use support::{FakeClock, FakeTransport, Mounted, Transcript, mount, settle};
use wasm_bindgen::JsCast;
use wasm_bindgen_test::*;
use web_sys::{
    Event, EventInit, HtmlInputElement, HtmlSelectElement, KeyboardEvent, KeyboardEventInit,
};

wasm_bindgen_test_configure!(run_in_browser);

const SERVICE: &str = "resident-medical-insurance";
const FORM: &str = include_str!("../content/forms/resident-medical-insurance.json");
const START_MS: f64 = 1_795_400_000_000.0;
const AUTOSAVE_MS: f64 = 850.0;
/// By then what is announced stands in the live region.
const SAID_MS: f64 = 500.0;

fn draft(revision: &str, answers: &Value) -> String {
    json!({
        "id": "d1", "revision": revision, "serviceId": SERVICE, "formVersion": 1,
        "answers": answers, "updatedAt": "2026-11-23T10:24:00+08:00", "keepUntil": "2027-01-22"
    })
    .to_string()
}

/// Each test has a draft of its own: what one could not save is no business of the next.
fn fresh_revision() -> String {
    thread_local! {
        static NEXT: Cell<u32> = const { Cell::new(0) };
    }
    NEXT.with(|next| {
        next.set(next.get() + 1);
        format!("first-{}", next.get())
    })
}

/// 李伟 enrols one child; everything is answered.
fn whole() -> Value {
    json!({
        "applicant": {"name": "李伟", "idNumber": "110101197811200014", "phone": "13800000002"},
        "household": {"kind": "registered", "city": "990100", "district": "990103",
            "address": "示例省示例市云上区示范路 8 号"},
        "coverage": {"scope": "family", "year": "2027", "employed": false},
        "members": [{"name": "李乐", "idNumber": "110101201606010034", "relation": "child",
            "category": "student"}],
        "payment": {"method": "online"},
        "declaration": {"single": true, "truthful": true}
    })
}

fn gateway(answers: &Value) -> FakeTransport {
    // What the test before could not save is no business of this one.
    banshi::wizard::forget_unsaved();
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
        "signIn": {"kind": "sandbox", "people": [{"id": "li-wei", "organisation": false,
            "name": {"zh-CN": "李伟"}, "about": place}]},
        "operator": {"name": place, "region": place, "sponsor": place, "emblem": "办",
            "icp": "示例", "support": line, "suggestions": line, "sample": true}});
    FakeTransport::new()
        .on(Get, "/session", 200, &somebody.to_string())
        .on(Get, "/capabilities", 200, &portal.to_string())
        .on(Get, "/cases", 200, r#"{"items": []}"#)
        .on(Get, "/drafts", 200, r#"{"items": []}"#)
        .on(Get, "/services/suggested", 200, r#"{"items": []}"#)
        .on(
            Get,
            &format!("/services/{SERVICE}/form"),
            200,
            &form.to_string(),
        )
        .on(Get, "/drafts/d1", 200, &draft(&fresh_revision(), answers))
        .on(Put, "/drafts/d1", 200, &draft("2", answers))
}

async fn open(page: &str, gateway: &FakeTransport) -> Mounted {
    let address = format!("/apply/{SERVICE}/d1/{page}");
    let mounted = mount(&address, Rc::new(gateway.clone()));
    settle().await;
    settle().await;
    mounted
}

fn input(page: &Mounted, selector: &str) -> HtmlInputElement {
    page.find(selector)
        .unwrap_or_else(|| panic!("no {selector}"))
        .dyn_into()
        .unwrap()
}

fn tell(target: &HtmlInputElement, name: &str) {
    let init = EventInit::new();
    init.set_bubbles(true);
    init.set_cancelable(true);
    let event = Event::new_with_event_init_dict(name, &init).unwrap();
    target.dispatch_event(&event).unwrap();
}

/// Lets what is ready set its timers, then lets time pass.
async fn pass(clock: &FakeClock, milliseconds: f64) {
    settle().await;
    clock.advance(milliseconds).await;
    settle().await;
}

fn saved_answers(gateway: &FakeTransport) -> Vec<Value> {
    let sent = gateway.bodies("/drafts/d1");
    let read = |body: &String| serde_json::from_str::<Value>(body).unwrap()["answers"].clone();
    sent.iter().map(read).collect()
}

const PHONE: &str = "[id$='-applicant-phone']";
const GO_ON: &str = "button[type=submit]";

#[wasm_bindgen_test]
async fn the_error_summary_takes_the_focus_and_leads_to_the_question() {
    let page = open("applicant", &gateway(&json!({}))).await;
    assert_eq!(page.text("h1"), "申请人");
    page.click(GO_ON);
    settle().await;
    let summary = page.focused().unwrap();
    assert_eq!(summary.class_name(), "error-summary");
    assert_eq!(page.text(".error-summary h2"), "请改正 1 处，再继续");
    assert_eq!(page.text(".error-summary a"), "请填写手机号码");
    let title = page.root.owner_document().unwrap().title();
    assert!(title.starts_with("错误："), "{title}");
    page.click(".error-summary a");
    let phone = input(&page, PHONE);
    assert_eq!(page.focused().unwrap().id(), phone.id());
    assert_eq!(phone.get_attribute("aria-invalid").as_deref(), Some("true"));
    let described = phone.get_attribute("aria-describedby").unwrap();
    assert!(
        described.contains(&format!("{}-error", phone.id())),
        "{described}"
    );
    page.type_into(PHONE, "13800000002");
    settle().await;
    assert_eq!(input(&page, PHONE).get_attribute("aria-invalid"), None);
    page.click(GO_ON);
    settle().await;
    assert_eq!(page.text("h1"), "参保地");
    assert_eq!(page.focused().unwrap().tag_name(), "H1");
}

#[wasm_bindgen_test]
async fn leaving_a_question_shows_what_is_wrong_and_says_it_once() {
    let page = open("applicant", &gateway(&json!({}))).await;
    let transcript = Transcript::of(&page);
    let clock = FakeClock::at(START_MS);
    page.type_into(PHONE, "1380000000");
    settle().await;
    assert!(
        page.find(".error-text").is_none(),
        "nothing is said while a person types"
    );
    tell(&input(&page, PHONE), "blur");
    settle().await;
    let words = "手机号码少了 1 位，应为 11 位，请检查是否漏填";
    assert_eq!(page.text(".error-text"), words);
    pass(&clock, SAID_MS).await;
    assert_eq!(transcript.said(), [words]);
}

#[wasm_bindgen_test]
async fn while_an_input_method_composes_nothing_is_taken_over_or_sent() {
    let gateway = gateway(&json!({"applicant": {"phone": "13800000002"}}));
    let page = open("applicant", &gateway).await;
    let clock = FakeClock::at(START_MS);
    let phone = input(&page, PHONE);
    tell(&phone, "compositionstart");
    page.type_into(PHONE, "shou ji");
    let init = KeyboardEventInit::new();
    init.set_key("Enter");
    init.set_is_composing(true);
    init.set_cancelable(true);
    let enter = KeyboardEvent::new_with_keyboard_event_init_dict("keydown", &init).unwrap();
    phone.dispatch_event(&enter).unwrap();
    assert!(enter.default_prevented(), "Enter picks a candidate");
    page.click(GO_ON);
    pass(&clock, AUTOSAVE_MS).await;
    settle().await;
    assert_eq!(page.text("h1"), "申请人");
    assert_eq!(phone.value(), "shou ji");
    assert!(page.find(".error-text").is_none() && page.find(".error-summary").is_none());
    assert!(gateway.bodies("/drafts/d1").is_empty(), "nothing was saved");
    page.type_into(PHONE, "手机");
    tell(&phone, "compositionend");
    pass(&clock, AUTOSAVE_MS).await;
    settle().await;
    assert_eq!(
        saved_answers(&gateway).last().unwrap()["applicant"]["phone"],
        "手机"
    );
}

#[wasm_bindgen_test]
async fn a_row_is_added_on_a_page_of_its_own_removed_and_brought_back() {
    let gateway = gateway(&whole());
    let page = open("members", &gateway).await;
    assert_eq!(page.text(".row-card h2"), "李乐");
    assert!(page.text(".row-card").contains("子女"));
    page.click("button[id$='-members']");
    settle().await;
    assert_eq!(page.text("h1"), "参保人 2");
    assert_eq!(
        page.history.address(),
        format!("/apply/{SERVICE}/d1/members~2")
    );
    page.click(GO_ON);
    settle().await;
    assert_eq!(page.focused().unwrap().class_name(), "error-summary");
    page.type_into("[id$='-members-1-name']", "李安");
    page.history.back();
    settle().await;
    assert!(page.text(".row-card:nth-child(2)").contains("还没填完"));
    let (transcript, clock) = (Transcript::of(&page), FakeClock::at(START_MS));
    page.click(".row-card:last-child .btn-danger");
    pass(&clock, SAID_MS).await;
    assert!(page.find(".row-card").is_some() && page.find(".row-card:nth-child(2)").is_none());
    assert!(page.text(".row-removed").contains("已移除“李安”"));
    assert!(page.focused().unwrap().id().ends_with("-members-undo"));
    assert_eq!(transcript.said(), ["已移除“李安”"]);
    page.click(".row-removed button");
    pass(&clock, SAID_MS).await;
    assert!(page.text(".row-card:nth-child(2)").contains("李安"));
    assert!(page.find(".row-removed").is_none());
    assert!(page.focused().unwrap().id().ends_with("-members"));
    assert_eq!(transcript.said(), ["已移除“李安”", "已恢复“李安”"]);
}

#[wasm_bindgen_test]
async fn a_row_left_without_an_answer_is_none() {
    let page = open("members", &gateway(&whole())).await;
    page.click("button[id$='-members']");
    settle().await;
    page.history.back();
    settle().await;
    assert!(page.find(".row-card").is_some() && page.find(".row-card:nth-child(2)").is_none());
}

#[wasm_bindgen_test]
async fn a_link_of_the_review_leads_to_the_answer_and_back() {
    let page = open("review", &gateway(&whole())).await;
    assert_eq!(page.text("h1"), "核对并提交");
    page.click("a[aria-label='修改：手机号码']");
    settle().await;
    assert!(page.focused().unwrap().id().ends_with("-applicant-phone"));
    page.type_into(PHONE, "13800000009");
    assert_eq!(page.text(GO_ON), "保存并返回核对");
    page.click(GO_ON);
    settle().await;
    assert_eq!(page.text("h1"), "核对并提交");
    assert!(page.text("form").contains("13800000009"));
}

#[wasm_bindgen_test]
async fn a_page_out_of_reach_leads_to_what_is_unfinished() {
    let page = open("payment", &gateway(&json!({}))).await;
    assert_eq!(page.text("h1"), "申请人");
    assert_eq!(
        page.history.address(),
        format!("/apply/{SERVICE}/d1/applicant")
    );
    assert_eq!(page.text(".counter-step"), " · 第 1 步，共 7 步");
}

#[wasm_bindgen_test]
async fn the_draft_is_saved_after_a_pause_and_tells_when_it_is_not() {
    let gateway = gateway(&whole());
    let page = open("applicant", &gateway).await;
    let clock = FakeClock::at(START_MS);
    page.type_into(PHONE, "13800000003");
    pass(&clock, 400.0).await;
    page.type_into(PHONE, "13800000004");
    pass(&clock, 700.0).await;
    assert!(gateway.bodies("/drafts/d1").is_empty());
    pass(&clock, 200.0).await;
    settle().await;
    assert_eq!(saved_answers(&gateway).len(), 1);
    assert_eq!(
        saved_answers(&gateway)[0]["applicant"]["phone"],
        "13800000004"
    );
    assert_eq!(page.text(".saved"), "已保存 10:24");
    gateway.change(Put, "/drafts/d1", 503, "{}");
    page.type_into(PHONE, "13800000005");
    pass(&clock, AUTOSAVE_MS).await;
    settle().await;
    assert!(
        page.text(".actions .error-text")
            .starts_with("暂时没能保存")
    );
    gateway.change(Put, "/drafts/d1", 200, &draft("3", &whole()));
    pass(&clock, 6_000.0).await;
    settle().await;
    assert_eq!(page.text(".saved"), "已保存 10:24");
}

#[wasm_bindgen_test]
async fn what_was_saved_elsewhere_is_not_overwritten_unasked() {
    let gateway = gateway(&whole());
    let page = open("applicant", &gateway).await;
    let clock = FakeClock::at(START_MS);
    let stale = r#"{"type": "about:blank", "title": "stale", "status": 412,
        "code": "precondition", "traceId": "AAAA-BBBB"}"#;
    let mut theirs = whole();
    theirs["applicant"]["phone"] = json!("13900000000");
    gateway.change(Put, "/drafts/d1", 412, stale);
    gateway.change(Get, "/drafts/d1", 200, &draft("9", &theirs));
    page.type_into(PHONE, "13800000004");
    pass(&clock, AUTOSAVE_MS).await;
    settle().await;
    assert_eq!(page.text(".notice-title"), "这份申请在别处改过");
    let before = gateway.bodies("/drafts/d1").len();
    page.type_into(PHONE, "13800000006");
    pass(&clock, AUTOSAVE_MS).await;
    assert_eq!(
        gateway.bodies("/drafts/d1").len(),
        before,
        "nothing is sent meanwhile"
    );
    page.click(".notice-act button");
    settle().await;
    settle().await;
    assert_eq!(input(&page, PHONE).value(), "13900000000");
}

#[wasm_bindgen_test]
async fn faults_that_only_the_gateway_finds_land_on_their_questions() {
    let invalid = json!({"type": "about:blank", "title": "invalid", "status": 422,
        "code": "validation", "traceId": "AAAA-BBBB",
        "errors": [{"pointer": "/members/0/name", "keyword": "registry", "params": {}}]});
    let gateway = gateway(&whole()).on(Post, "/drafts/d1/submit", 422, &invalid.to_string());
    let page = open("review", &gateway).await;
    assert_eq!(
        page.text("h1"),
        "核对并提交",
        "{}",
        input(&page, PHONE).value()
    );
    page.click(GO_ON);
    settle().await;
    settle().await;
    assert_eq!(page.text("h1"), "参保人 1");
    assert_eq!(page.focused().unwrap().class_name(), "error-summary");
    assert_eq!(
        input(&page, "[id$='-members-0-name']")
            .get_attribute("aria-invalid")
            .as_deref(),
        Some("true")
    );
}

#[wasm_bindgen_test]
async fn who_was_signed_out_meanwhile_finds_what_they_typed() {
    let expired = r#"{"type": "about:blank", "title": "expired", "status": 401,
        "code": "session-expired", "traceId": "AAAA-BBBB"}"#;
    let somebody = r#"{"person": {"id": "p1", "displayName": "李*", "organisation": false,
        "roles": ["applicant"]}}"#;
    let gateway = gateway(&whole()).on(Post, "/session/exchange", 200, somebody);
    gateway.change(Put, "/drafts/d1", 401, expired);
    let page = open("applicant", &gateway).await;
    let clock = FakeClock::at(START_MS);
    page.type_into(PHONE, "13800000007");
    pass(&clock, AUTOSAVE_MS).await;
    assert_eq!(page.text("h1"), "登录");
    gateway.change(Put, "/drafts/d1", 200, &draft("2", &whole()));
    page.click(".person-card");
    settle().await;
    settle().await;
    assert_eq!(page.text("h1"), "申请人");
    assert_eq!(input(&page, PHONE).value(), "13800000007");
    pass(&clock, AUTOSAVE_MS).await;
    assert_eq!(
        saved_answers(&gateway).last().unwrap()["applicant"]["phone"],
        "13800000007"
    );
}

#[wasm_bindgen_test]
async fn a_list_made_anew_still_shows_what_was_chosen() {
    let page = open("household", &gateway(&whole())).await;
    let select = |part: &str| -> HtmlSelectElement {
        page.find(&format!("select[id$='-household-{part}']"))
            .unwrap()
            .dyn_into()
            .unwrap()
    };
    let chosen = |part: &str| {
        let select = select(part);
        let at = u32::try_from(select.selected_index()).unwrap();
        select.item(at).unwrap().text_content().unwrap()
    };
    let choose = async |city: &str| {
        let select = select("city");
        let all = 0..select.length();
        let mut at =
            all.filter(|at| select.item(*at).unwrap().text_content().as_deref() == Some(city));
        select.set_selected_index(i32::try_from(at.next_back().unwrap()).unwrap());
        let event = Event::new("change").unwrap();
        select.dispatch_event(&event).unwrap();
        settle().await;
    };
    assert_eq!(chosen("district"), "云上区");
    choose("云川市").await;
    assert_eq!(chosen("district"), "请选择");
    choose("示例市").await;
    assert_eq!(chosen("city"), "示例市");
    assert_eq!(chosen("district"), "云上区");
}
