//! The built page, and what every answer carries.

use std::net::SocketAddr;
use std::path::Path;
use std::sync::Arc;

use axum::body::Body;
use axum::extract::{ConnectInfo, Request};
use banshi_gateway::http;
use base64::Engine as _;
use reqwest::{Response, StatusCode};
use sha2::{Digest as _, Sha256};
use tower::ServiceExt as _;

use crate::support::{Gateway, problem};

fn build(dist: &Path, script: &str) {
    std::fs::create_dir_all(dist).unwrap();
    let index = format!("<!doctype html><script type=\"module\">{script}</script><p>办事</p>");
    std::fs::write(dist.join("index.html"), index).unwrap();
    std::fs::write(dist.join("banshi-0123456789abcdef.js"), "plain").unwrap();
    std::fs::write(dist.join("banshi-0123456789abcdef.js.br"), "packed").unwrap();
    std::fs::write(dist.join("banshi-0123456789abcdef_bg.wasm"), "\0asm").unwrap();
    std::fs::write(dist.join("icon.svg"), "<svg/>").unwrap();
}

async fn get(gateway: &Gateway, path: &str, accept: &str) -> Response {
    gateway
        .http
        .get(gateway.url(path))
        .header("accept-encoding", accept)
        .send()
        .await
        .unwrap()
}

#[tokio::test]
async fn addresses_of_the_page_get_its_index_and_missing_files_do_not() {
    let gateway = Gateway::start().await;
    assert_eq!(
        get(&gateway, "/", "").await.status(),
        StatusCode::SERVICE_UNAVAILABLE,
        "not built"
    );
    build(&gateway.folder.path().join("dist"), "start()");
    for path in [
        "/",
        "/index.html",
        "/cases/abc",
        "/services/residence-permit?x=1",
    ] {
        let answer = get(&gateway, path, "").await;
        assert_eq!(answer.status(), StatusCode::OK, "{path}");
        assert_eq!(answer.headers()["cache-control"], "no-cache");
        assert!(answer.text().await.unwrap().contains("办事"));
    }
    for path in [
        "/missing.js",
        "/locales/xx.json",
        "/../b.db",
        "/%2e%2e/b.db",
    ] {
        let answer = get(&gateway, path, "").await;
        assert!(
            answer.status() == StatusCode::NOT_FOUND,
            "{path} {}",
            answer.status()
        );
    }
}

#[tokio::test]
async fn files_are_sent_packed_and_those_with_a_hash_are_kept_for_ever() {
    let gateway = Gateway::start().await;
    build(&gateway.folder.path().join("dist"), "start()");
    let packed = get(&gateway, "/banshi-0123456789abcdef.js", "br").await;
    assert_eq!(packed.headers()["content-encoding"], "br");
    assert_eq!(
        packed.headers()["cache-control"],
        "public, max-age=31536000, immutable"
    );
    assert_eq!(packed.text().await.unwrap(), "packed");
    let plain = get(&gateway, "/banshi-0123456789abcdef.js", "").await;
    assert!(plain.headers().get("content-encoding").is_none());
    let wasm = get(&gateway, "/banshi-0123456789abcdef_bg.wasm", "br").await;
    assert_eq!(wasm.headers()["content-type"], "application/wasm");
    let icon = get(&gateway, "/icon.svg", "").await;
    assert_eq!(icon.headers()["cache-control"], "no-cache");
    let api = get(&gateway, "/api/v1/services", "br").await;
    assert_eq!(api.headers()["content-encoding"], "br");
}

#[tokio::test]
async fn the_policy_lets_exactly_the_built_scripts_through() {
    let gateway = Gateway::start().await;
    let dist = gateway.folder.path().join("dist");
    for script in ["start()", "start(2)"] {
        build(&dist, script);
        let answer = get(&gateway, "/", "").await;
        let policy = answer.headers()["content-security-policy"]
            .to_str()
            .unwrap();
        let hash =
            base64::engine::general_purpose::STANDARD.encode(Sha256::digest(script.as_bytes()));
        assert!(
            policy.contains(&format!(
                "script-src 'self' 'wasm-unsafe-eval' 'sha256-{hash}';"
            )),
            "{policy}"
        );
        assert!(!policy.contains("unsafe-inline"));
        for (name, value) in [
            ("x-content-type-options", "nosniff"),
            ("referrer-policy", "no-referrer"),
            ("cross-origin-opener-policy", "same-origin"),
        ] {
            assert_eq!(answer.headers()[name], value);
        }
        assert!(answer.headers().contains_key("permissions-policy"));
        assert!(!answer.headers().contains_key("strict-transport-security"));
        assert!(answer.headers().contains_key("x-request-id"));
    }
}

#[tokio::test]
async fn figures_count_requests_streams_and_cases() {
    let gateway = Gateway::start().await;
    gateway.anyone().read("/services/residence-permit").await;
    let person = gateway.sign_in("chen-jing").await;
    let stream = person.get("/stream").await;
    let text = get(&gateway, "/metrics", "").await.text().await.unwrap();
    assert!(text.contains("banshi_http_requests_total{method=\"GET\",route=\"/api/v1/services/{id}\",status=\"200\"} 1"), "{text}");
    assert!(text.contains("banshi_http_request_duration_seconds_bucket"));
    assert!(text.contains("banshi_streams_open 1"));
    assert!(text.contains("banshi_cases{status=\"suspended\"} 1"));
    assert!(
        !text.contains("residence-permit"),
        "patterns, not addresses"
    );
    drop(stream);
    assert_eq!(
        get(&gateway, "/healthz", "").await.text().await.unwrap(),
        "ok\n"
    );
}

#[tokio::test]
async fn figures_are_for_this_machine_only() {
    let gateway = Gateway::start().await;
    let through_a_proxy = gateway
        .http
        .get(gateway.url("/metrics"))
        .header("x-forwarded-for", "127.0.0.1");
    problem(through_a_proxy.send().await.unwrap(), 404, "not-found").await;
    let from = async |peer: &str| {
        let mut request = Request::new(Body::empty());
        *request.uri_mut() = "/metrics".parse().unwrap();
        let peer: SocketAddr = peer.parse().unwrap();
        request.extensions_mut().insert(ConnectInfo(peer));
        let router = http::router(Arc::clone(&gateway.server.app));
        router.oneshot(request).await.unwrap().status()
    };
    assert_eq!(from("192.0.2.1:5").await, StatusCode::NOT_FOUND);
    assert_eq!(from("[2001:db8::1]:5").await, StatusCode::NOT_FOUND);
    assert_eq!(from("[::1]:5").await, StatusCode::OK);
    assert_eq!(from("[::ffff:127.0.0.1]:5").await, StatusCode::OK);
}

#[tokio::test]
async fn figures_can_have_a_listener_of_their_own() {
    let nearby = Some("127.0.0.1:0".parse().unwrap());
    let gateway = Gateway::with(|config| config.metrics_listen = nearby).await;
    problem(get(&gateway, "/metrics", "").await, 404, "not-found").await;
    let place = gateway.server.metrics_address.unwrap();
    let ask = async |path: &str| {
        let answer = gateway.http.get(format!("http://{place}{path}")).send();
        answer.await.unwrap()
    };
    let figures = ask("/metrics").await;
    assert_eq!(figures.status(), StatusCode::OK);
    assert!(figures.text().await.unwrap().contains("banshi_cases{"));
    for other in ["/", "/api/v1/services", "/healthz"] {
        assert_eq!(ask(other).await.status(), StatusCode::NOT_FOUND, "{other}");
    }
}
