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
async fn a_page_that_shows_one_person_never_acts_as_another() {
    let gateway = Gateway::start().await;
    let person = gateway.sign_in("chen-jing").await;
    let id = person.read("/session").await["person"]["id"].clone();
    let id = id.as_str().unwrap();
    let upload = person.begin_upload("a.pdf", "application/pdf", 9).await;
    let upload = upload.headers()["location"].to_str().unwrap().to_owned();
    let upload = upload.strip_prefix("/api/v1").unwrap();
    let draft = person.draft(|_| {}).await;
    let draft = format!("/drafts/{}", draft["id"].as_str().unwrap());
    let theirs = [
        (Method::GET, "/drafts".to_owned()),
        (Method::GET, draft.clone()),
        (Method::GET, "/cases".into()),
        (Method::GET, "/services/residence-permit/form".into()),
        (Method::GET, "/services/suggested".into()),
        (Method::GET, "/events".into()),
        (Method::GET, "/stream".into()),
        (Method::HEAD, upload.into()),
        (Method::PUT, draft.clone()),
        (Method::DELETE, draft.clone()),
        (Method::POST, format!("{draft}/check")),
        (Method::POST, format!("{draft}/submit")),
        (Method::POST, "/tasks/any/documents".into()),
        (Method::POST, "/cases/lookup".into()),
        (Method::POST, "/uploads".into()),
        (Method::PATCH, upload.into()),
        (Method::DELETE, upload.into()),
        (Method::POST, "/session/extend".into()),
    ];
    let showing = |method: Method, path: &str, who: &str| {
        let request = person.request(method, path).json(&json!({}));
        request.header("x-banshi-person", who.to_owned()).send()
    };
    for (method, path) in theirs {
        let other = showing(method.clone(), &path, "li-wei").await.unwrap();
        if method == Method::HEAD {
            assert_eq!(other.status(), StatusCode::UNAUTHORIZED);
        } else {
            problem(other, 401, "session-expired").await;
        }
    }
    // Nothing came of them; as who it is everything goes on.
    let read = showing(Method::GET, &draft, id).await.unwrap();
    assert_eq!(read.status(), StatusCode::OK);
    let check = format!("{draft}/check");
    let own = showing(Method::POST, &check, id).await.unwrap();
    assert_eq!(own.status(), StatusCode::OK);
    let chunk = person.chunk(upload, 0, b"%PDF-1.4\n".to_vec());
    let chunk = chunk.header("x-banshi-person", id).send().await.unwrap();
    assert_eq!(chunk.status(), StatusCode::NO_CONTENT);
}

#[tokio::test]
async fn whomever_the_page_shows_the_way_out_is_open() {
    let gateway = Gateway::start().await;
    let person = gateway.sign_in("chen-jing").await;
    let ask = |method: Method, path: &str, body: Value| {
        let request = person.request(method, path).json(&body);
        request.header("x-banshi-person", "li-wei").send()
    };
    // That is how it learns who is signed in.
    let session = ask(Method::GET, "/session", json!({})).await.unwrap();
    assert_eq!(session.status(), StatusCode::OK);
    let ticket = json!({"ticket": "sandbox:wang-xiulan"});
    let again = ask(Method::POST, "/session/exchange", ticket).await;
    assert_eq!(again.unwrap().status(), StatusCode::OK);

    let person = gateway.sign_in("chen-jing").await;
    let out = person.request(Method::POST, "/session/logout");
    let out = out.header("x-banshi-person", "li-wei").send().await;
    assert_eq!(out.unwrap().status(), StatusCode::OK);
    assert_eq!(person.read("/session").await, json!({}));
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
    // Nor when it does not say beforehand how large it is.
    let pieces = large.into_bytes();
    let pieces: Vec<_> = pieces.chunks(60_000).map(<[u8]>::to_vec).collect();
    let pieces = futures_util::stream::iter(pieces.into_iter().map(std::io::Result::Ok));
    let request = person
        .request(Method::POST, "/session/exchange")
        .header("content-type", "application/json")
        .body(reqwest::Body::wrap_stream(pieces));
    problem(request.send().await.unwrap(), 413, "validation").await;
    for limit in ["many", "0", "101", "-1"] {
        for list in ["/cases", "/services", "/cases/sample-id-card/events"] {
            let asked = person.get(&format!("{list}?limit={limit}")).await;
            problem(asked, 400, "validation").await;
        }
    }
}

#[tokio::test]
async fn a_reference_is_always_our_own() {
    let gateway = Gateway::start().await;
    let person = gateway.anyone();
    let request = person.request(Method::GET, "/drafts");
    let given = request.header("x-request-id", "somebody-elses");
    let problem = problem(given.send().await.unwrap(), 401, "session-expired").await;
    assert_ne!(problem["traceId"], "somebody-elses");
}
