//! `session` and `capabilities`.

use reqwest::{Method, StatusCode};
use serde_json::{Value, json};
use time::Duration;

use crate::support::{Gateway, problem};

#[tokio::test]
async fn asking_who_is_signed_in_is_no_error() {
    let gateway = Gateway::start().await;
    assert_eq!(gateway.anyone().read("/session").await, json!({}));
}

#[tokio::test]
async fn signing_in_shows_a_masked_name_and_sets_a_cookie_that_scripts_can_not_read() {
    let gateway = Gateway::start().await;
    let response = gateway
        .anyone()
        .post("/session/exchange", &json!({"ticket": "sandbox:chen-jing"}))
        .await;
    let cookie = response.headers()["set-cookie"]
        .to_str()
        .unwrap()
        .to_owned();
    assert!(cookie.starts_with("banshi="), "{cookie}");
    for part in ["HttpOnly", "SameSite=Lax", "Path=/"] {
        assert!(cookie.contains(part), "{cookie}");
    }
    assert!(!cookie.contains("Secure"));
    let session: Value = response.json().await.unwrap();
    assert_eq!(session["person"]["displayName"], "陈*");
    assert_eq!(session["expiresAt"], "2026-11-23T09:42:00+08:00");
}

#[tokio::test]
async fn behind_https_the_cookie_is_bound_to_the_host() {
    let gateway = Gateway::with(|config| config.secure_cookies = true).await;
    let response = gateway
        .anyone()
        .post("/session/exchange", &json!({"ticket": "sandbox:li-wei"}))
        .await;
    let cookie = response.headers()["set-cookie"].to_str().unwrap();
    assert!(
        cookie.starts_with("__Host-banshi=") && cookie.contains("; Secure"),
        "{cookie}"
    );
    assert!(response.headers().contains_key("strict-transport-security"));
}

#[tokio::test]
async fn a_ticket_of_nobody_is_refused() {
    let gateway = Gateway::start().await;
    for ticket in ["sandbox:nobody", "chen-jing", ""] {
        let response = gateway
            .anyone()
            .post("/session/exchange", &json!({"ticket": ticket}))
            .await;
        problem(response, 403, "forbidden").await;
    }
}

#[tokio::test]
async fn writes_need_the_custom_header() {
    let gateway = Gateway::start().await;
    let response = gateway
        .http
        .post(gateway.url("/api/v1/session/exchange"))
        .json(&json!({"ticket": "sandbox:chen-jing"}))
        .send()
        .await
        .unwrap();
    problem(response, 403, "forbidden").await;
}

#[tokio::test]
async fn a_session_lasts_on_while_it_is_used_and_ends_when_it_is_not() {
    let gateway = Gateway::start().await;
    let person = gateway.sign_in("chen-jing").await;
    for _ in 0..3 {
        gateway.clock.advance(Duration::minutes(20));
        assert_eq!(person.get("/cases").await.status(), StatusCode::OK);
    }
    // Looking at the session does not make it last.
    gateway.clock.advance(Duration::minutes(20));
    assert!(person.read("/session").await["person"].is_object());
    gateway.clock.advance(Duration::minutes(11));
    assert_eq!(person.read("/session").await, json!({}));
    problem(person.get("/cases").await, 401, "session-expired").await;
    problem(
        person.post("/session/extend", &json!({})).await,
        401,
        "session-expired",
    )
    .await;
}

#[tokio::test]
async fn however_busy_a_session_ends_after_twelve_hours() {
    let gateway = Gateway::start().await;
    let person = gateway.sign_in("chen-jing").await;
    for _ in 0..(12 * 3 - 1) {
        gateway.clock.advance(Duration::minutes(20));
        assert_eq!(
            person.post("/session/extend", &json!({})).await.status(),
            StatusCode::OK
        );
    }
    gateway.clock.advance(Duration::minutes(21));
    problem(person.get("/cases").await, 401, "session-expired").await;
}

#[tokio::test]
async fn after_signing_out_the_token_is_worth_nothing() {
    let gateway = Gateway::start().await;
    let person = gateway.sign_in("chen-jing").await;
    let response = person.post("/session/logout", &json!({})).await;
    assert!(
        response.headers()["set-cookie"]
            .to_str()
            .unwrap()
            .contains("Max-Age=0")
    );
    problem(person.get("/drafts").await, 401, "session-expired").await;
}

#[tokio::test]
async fn the_token_is_not_in_the_database() {
    let gateway = Gateway::start().await;
    let person = gateway.sign_in("chen-jing").await;
    let token = person.cookie.unwrap().split_once('=').unwrap().1.to_owned();
    for name in ["b.db", "b.db-wal"] {
        let bytes = std::fs::read(gateway.folder.path().join(name)).unwrap_or_default();
        assert!(
            !bytes
                .windows(token.len())
                .any(|part| part == token.as_bytes()),
            "{name}"
        );
    }
}

#[tokio::test]
async fn capabilities_name_the_invented_people_and_today() {
    let gateway = Gateway::start().await;
    let capabilities = gateway.anyone().read("/capabilities").await;
    assert_eq!(capabilities["today"], "2026-11-23");
    assert_eq!(capabilities["signIn"]["kind"], "sandbox");
    assert_eq!(
        capabilities["signIn"]["people"].as_array().unwrap().len(),
        4
    );
    assert_eq!(capabilities["live"], true);
    assert!(
        !capabilities.to_string().contains("11010119"),
        "no identity numbers in public"
    );
}

#[tokio::test]
async fn what_is_known_is_not_sent_again() {
    let gateway = Gateway::start().await;
    let person = gateway.sign_in("chen-jing").await;
    for path in [
        "/capabilities",
        "/services",
        "/services/residence-permit",
        "/services/residence-permit/form",
        "/cases",
        "/cases/sample-id-card",
    ] {
        let tag = person.get(path).await.headers()["etag"]
            .to_str()
            .unwrap()
            .to_owned();
        let again = person
            .request(Method::GET, path)
            .header("if-none-match", &tag)
            .send()
            .await
            .unwrap();
        assert_eq!(again.status(), StatusCode::NOT_MODIFIED, "{path}");
        let other = person
            .request(Method::GET, path)
            .header("if-none-match", "\"other\"")
            .send()
            .await
            .unwrap();
        assert_eq!(other.status(), StatusCode::OK, "{path}");
    }
}

#[tokio::test]
async fn what_makes_no_sense_is_a_problem() {
    let gateway = Gateway::start().await;
    let person = gateway.sign_in("chen-jing").await;
    problem(person.get("/nothing").await, 404, "not-found").await;
    let elsewhere = gateway
        .http
        .get(gateway.url("/api/v2/session"))
        .send()
        .await
        .unwrap();
    problem(elsewhere, 404, "not-found").await;
    problem(
        person
            .request(Method::DELETE, "/cases")
            .send()
            .await
            .unwrap(),
        405,
        "unsupported",
    )
    .await;
    let send = |body: &str, kind: &str| {
        person
            .request(Method::POST, "/session/exchange")
            .header("content-type", kind.to_owned())
            .body(body.to_owned())
            .send()
    };
    problem(
        send("{", "application/json").await.unwrap(),
        400,
        "validation",
    )
    .await;
    problem(
        send("{\"tickets\": 1}", "application/json").await.unwrap(),
        400,
        "validation",
    )
    .await;
    problem(
        send("ticket=x", "application/x-www-form-urlencoded")
            .await
            .unwrap(),
        415,
        "unsupported",
    )
    .await;
    let large = format!("{{\"ticket\": \"{}\"}}", "x".repeat(600 * 1024));
    problem(
        send(&large, "application/json").await.unwrap(),
        413,
        "validation",
    )
    .await;
    problem(person.get("/cases?limit=many").await, 400, "validation").await;
}
