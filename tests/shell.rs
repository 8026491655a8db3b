//! The shell around every page: signing in, navigation, live changes, faults.

#![cfg(target_arch = "wasm32")]
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    reason = "tests"
)]

mod support;

use std::cell::RefCell;
use std::rc::Rc;

use banshi::api::Method::{Get, Post};
use banshi::i18n::{self, Catalogue};
use support::{FakeClock, FakeTransport, Transcript, mount, mount_in, settle};
use wasm_bindgen::JsValue;
use wasm_bindgen::prelude::Closure;
use wasm_bindgen_test::*;

wasm_bindgen_test_configure!(run_in_browser);

const NOBODY: &str = "{}";
const SOMEBODY: &str = r#"{"person": {"id": "p1", "displayName": "陈*", "organisation": false,
    "roles": ["applicant"], "salutation": {"zh-CN": "陈女士", "en": "Ms Chen"}}}"#;
const PORTAL: &str = r#"{"version": "1", "live": true, "today": "2026-11-23",
    "uploads": {"maxBytes": 10485760, "mediaTypes": ["application/pdf"]},
    "signIn": {"kind": "sandbox", "people": [{"id": "chen-jing", "organisation": false,
        "name": {"zh-CN": "陈静", "en": "Chen Jing"}, "about": {"zh-CN": "示例", "en": "Sample"}}]},
    "operator": {"name": {"zh-CN": "示例门户", "en": "Sample portal"},
        "region": {"zh-CN": "示例省", "en": "Sample Province"},
        "sponsor": {"zh-CN": "示例省", "en": "Sample Province"}, "emblem": "办", "icp": "示例",
        "support": {"label": {"zh-CN": "热线"}, "phone": "12345", "hours": {"zh-CN": "全天"}},
        "suggestions": {"label": {"zh-CN": "建议"}, "phone": "12345", "hours": {"zh-CN": "全天"}},
        "sample": true}}"#;
const EMPTY: &str = r#"{"items": []}"#;

fn case(revision: u32, status: &str, phase: &str) -> String {
    let state = |id: &str| if id == phase { "current" } else { "upcoming" };
    format!(
        r#"{{"id": "c1", "revision": "{revision}", "reference": "SL1", "serviceId": "s",
        "serviceName": {{"zh-CN": "居住证申领", "en": "Residence permit"}}, "applicant": "陈*",
        "status": "{status}", "phases": [
            {{"id": "a", "name": {{"zh-CN": "受理"}}, "state": "{}"}},
            {{"id": "b", "name": {{"zh-CN": "审核"}}, "state": "{}"}}],
        "clock": {{"state": "running", "estimated": false}}, "tasks": [], "documents": [],
        "submittedAt": "2026-11-20T09:00:00+08:00", "updatedAt": "2026-11-20T09:00:00+08:00"}}"#,
        state("a"),
        state("b"),
    )
}

fn gateway(session: &str) -> FakeTransport {
    FakeTransport::new()
        .on(Get, "/session", 200, session)
        .on(Get, "/capabilities", 200, PORTAL)
        .on(Get, "/cases", 200, EMPTY)
        .on(Get, "/drafts", 200, EMPTY)
        .on(Get, "/services/suggested", 200, EMPTY)
}

#[wasm_bindgen_test]
async fn who_is_not_signed_in_is_asked_to_and_comes_back() {
    let gateway = gateway(NOBODY).on(Post, "/session/exchange", 200, SOMEBODY);
    let page = mount("/cases", Rc::new(gateway.clone()));
    settle().await;
    assert_eq!(page.text("h1"), "登录");
    page.click(".person-card");
    settle().await;
    assert_eq!(
        gateway.bodies("/session/exchange"),
        [r#"{"ticket":"sandbox:chen-jing"}"#]
    );
    assert_eq!(page.text("h1"), "我的办件");
}

#[wasm_bindgen_test]
async fn the_dashboard_is_honest_about_nothing() {
    let page = mount_in("en", "/", Rc::new(gateway(SOMEBODY)));
    settle().await;
    assert_eq!(page.text("h1"), "Ms Chen, nothing needs you right now");
    assert!(page.text(".empty").contains("No cases yet"));
    assert!(page.find("main[data-ready]").is_some());
}

#[wasm_bindgen_test]
async fn a_change_is_shown_and_said_once() {
    let clock = FakeClock::at(1_795_400_000_000.0);
    let gateway = gateway(SOMEBODY)
        .on(Get, "/cases/c1", 200, &case(1, "accepted", "a"))
        .on(Get, "/cases/c1/events", 200, EMPTY);
    let page = mount("/cases/c1", Rc::new(gateway.clone()));
    settle().await;
    let transcript = Transcript::of(&page);
    gateway.change(Get, "/cases/c1", 200, &case(2, "inProgress", "b"));
    let event = r#"{"specversion":"1.0","id":"7","source":"/api/v1","type":"banshi.cases.changed",
        "time":"2026-11-23T09:00:00+08:00","data":{"resource":"cases","id":"c1","revision":"2",
        "seq":2,"changed":["status"]}}"#;
    gateway
        .stream()
        .send(&format!("id: 7\ndata: {}\n\n", event.replace('\n', " ")));
    settle().await;
    clock.advance(1_000.0).await;
    settle().await;
    assert!(
        page.text(".answer").contains("审核"),
        "{}",
        page.text(".answer")
    );
    assert_eq!(
        transcript.said(),
        ["居住证申领：办理中；居住证申领进入“审核”环节"]
    );
    // The same event again changes nothing and says nothing.
    gateway
        .stream()
        .send(&format!("id: 7\ndata: {}\n\n", event.replace('\n', " ")));
    settle().await;
    clock.advance(10_000.0).await;
    assert_eq!(transcript.said().len(), 1);
}

#[wasm_bindgen_test]
async fn a_pause_that_takes_no_day_out_is_not_listed() {
    let paused = |until: &str| {
        let pauses = format!(
            r#"{{"state": "running", "suspensions": [{{"from": "2026-11-20",
            "until": "{until}", "reason": {{"zh-CN": "检验"}}}}]"#
        );
        case(1, "accepted", "a").replace(r#"{"state": "running""#, &pauses)
    };
    for (until, listed) in [("2026-11-19", false), ("2026-11-20", true)] {
        let gateway = gateway(SOMEBODY)
            .on(Get, "/cases/c1", 200, &paused(until))
            .on(Get, "/cases/c1/events", 200, EMPTY);
        let page = mount("/cases/c1", Rc::new(gateway));
        settle().await;
        assert!(page.text(".disclosure summary").contains("哪些天不算"));
        let list = page.find(".disclosure-body ul");
        assert_eq!(list.is_some(), listed, "{until}");
    }
}

#[wasm_bindgen_test]
async fn a_fault_is_told_with_its_reference_and_can_be_tried_again() {
    let problem = r#"{"type":"about:blank","title":"x","status":500,"code":"internal",
        "traceId":"7K3M-Q2XD","errors":[]}"#;
    let gateway = gateway(SOMEBODY);
    gateway.change(Get, "/cases", 500, problem);
    let page = mount("/cases", Rc::new(gateway.clone()));
    settle().await;
    assert!(page.text(".error-state").contains("7K3M-Q2XD"));
    gateway.change(Get, "/cases", 200, EMPTY);
    page.click(".error-state button");
    settle().await;
    assert!(page.find(".error-state").is_none());
    assert!(page.text(".empty").contains("还没有办件"));
}

#[wasm_bindgen_test]
async fn signed_out_elsewhere_is_said_and_the_address_stays() {
    let gateway = gateway(SOMEBODY);
    let page = mount("/cases", Rc::new(gateway.clone()));
    settle().await;
    let gone = r#"{"type":"about:blank","title":"x","status":401,"code":"session-expired",
        "traceId":"A","errors":[]}"#;
    gateway.change(Get, "/cases", 401, gone);
    gateway.stream().send("event: reset\ndata: x\n\n");
    settle().await;
    assert_eq!(page.text("h1"), "登录");
    assert!(page.text("main").contains("您已退出登录"));
}

#[wasm_bindgen_test]
async fn moving_to_another_page_moves_the_focus_to_its_heading() {
    let page = mount("/", Rc::new(gateway(SOMEBODY)));
    settle().await;
    page.click(".tools a");
    settle().await;
    assert_eq!(page.focused().unwrap().text_content().unwrap(), "显示设置");
    page.history.back();
    settle().await;
    assert_eq!(page.focused().unwrap().tag_name(), "H1");
}

#[wasm_bindgen_test]
async fn the_bar_leads_to_signing_in_and_back_again() {
    let gateway = gateway(NOBODY).on(Post, "/session/exchange", 200, SOMEBODY);
    let page = mount("/settings", Rc::new(gateway.clone()));
    settle().await;
    let enter = page.find(".tools .enter").unwrap();
    assert_eq!(enter.text_content().unwrap(), "登录");
    let href = enter.get_attribute("href").unwrap();
    assert_eq!(href, "/sign-in?return=%2Fsettings");
    assert!(enter.get_attribute("aria-current").is_none());
    page.click(".tools .enter");
    settle().await;
    assert_eq!(page.text("h1"), "登录");
    let enter = page.find(".tools .enter").unwrap();
    assert_eq!(enter.get_attribute("href").unwrap(), href, "a second click");
    assert_eq!(enter.get_attribute("aria-current").unwrap(), "page");
    page.click(".person-card");
    settle().await;
    assert_eq!(page.text("h1"), "显示设置");
    assert!(page.find(".tools .enter").is_none());
    assert_eq!(page.text(".me-name"), "陈*");
}

#[wasm_bindgen_test]
async fn the_bar_has_a_short_name_beside_the_long_one_where_the_portal_has_one() {
    let long = mount("/settings", Rc::new(gateway(NOBODY)));
    settle().await;
    assert!(long.find(".mark-short").is_none() && long.find(".mark-long").is_none());
    drop(long);
    let gateway = gateway(NOBODY);
    let operator = r#""operator": {"shortName": {"zh-CN": "示例"}, "#;
    let portal = PORTAL.replace(r#""operator": {"#, operator);
    gateway.change(Get, "/capabilities", 200, &portal);
    let short = mount("/settings", Rc::new(gateway));
    settle().await;
    assert_eq!(short.text(".mark-short"), "示例");
    assert_eq!(short.text(".mark-long"), "示例门户");
}

/// Takes down what is written to the console as a warning from now on.
fn warnings() -> Rc<RefCell<Vec<String>>> {
    let heard = Rc::new(RefCell::new(Vec::new()));
    let kept = Rc::clone(&heard);
    let hear = Closure::<dyn Fn(JsValue)>::new(move |said: JsValue| {
        kept.borrow_mut().push(said.as_string().unwrap_or_default());
    });
    let console = js_sys::Reflect::get(&js_sys::global(), &"console".into()).unwrap();
    js_sys::Reflect::set(&console, &"warn".into(), &hear.into_js_value()).unwrap();
    heard
}

#[wasm_bindgen_test]
async fn what_stands_follows_the_language_and_a_development_build_complains_of_nothing() {
    let heard = warnings();
    let en = include_str!(concat!(env!("OUT_DIR"), "/en.json"));
    let addresses = [
        "/",
        "/cases",
        "/cases/c1",
        "/lookup",
        "/settings",
        "/sign-in",
        "/no/such/page",
    ];
    for address in addresses {
        let gateway = gateway(SOMEBODY)
            .on(Get, "/cases/c1", 200, &case(1, "accepted", "a"))
            .on(Get, "/cases/c1/events", 200, EMPTY);
        let page = mount(address, Rc::new(gateway.clone()));
        settle().await;
        if address == "/lookup" {
            page.click(".lookup .btn");
            settle().await;
        }
        let before = page.text("main");
        i18n::set(Catalogue::parse("en", en).unwrap());
        settle().await;
        let turned = [page.text("main"), page.text(".tabs"), page.text(".foot")];
        assert!(!turned.contains(&before), "{address} stands as it was");
        drop(page);
        let page = mount_in("en", address, Rc::new(gateway));
        settle().await;
        if address == "/lookup" {
            page.click(".lookup .btn");
            settle().await;
        }
        let made = [page.text("main"), page.text(".tabs"), page.text(".foot")];
        assert_eq!(turned, made, "{address}");
    }
    let heard = heard.borrow();
    let loose = heard.iter().filter(|said| said.contains("reactive"));
    assert_eq!(loose.count(), 0, "{}", heard.join("\n"));
}
