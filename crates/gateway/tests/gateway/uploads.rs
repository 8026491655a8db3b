//! `uploads`: tus 1.0.

use base64::Engine as _;
use reqwest::{Method, StatusCode};
use serde_json::json;
use sha2::{Digest as _, Sha256};
use time::Duration;

use crate::support::{Gateway, PDF, Person, problem};

async fn begin(person: &Person<'_>, size: usize) -> String {
    let response = person.begin_upload("a.pdf", "application/pdf", size).await;
    assert_eq!(response.status(), StatusCode::CREATED);
    assert!(response.headers().contains_key("upload-expires"));
    response.headers()["location"]
        .to_str()
        .unwrap()
        .strip_prefix("/api/v1")
        .unwrap()
        .to_owned()
}

async fn head(person: &Person<'_>, path: &str) -> reqwest::Response {
    person
        .request(Method::HEAD, path)
        .header("tus-resumable", "1.0.0")
        .send()
        .await
        .unwrap()
}

/// What a refusal is about: its keyword, and the kind that the file calls itself.
fn why(problem: &serde_json::Value) -> (&str, &str) {
    let fault = &problem["errors"][0];
    let kind = fault["params"]["mediaType"].as_str().unwrap();
    (fault["keyword"].as_str().unwrap(), kind)
}

#[tokio::test]
async fn the_server_says_what_it_speaks() {
    let gateway = Gateway::start().await;
    let answer = gateway
        .anyone()
        .request(Method::OPTIONS, "/uploads")
        .send()
        .await
        .unwrap();
    assert_eq!(answer.status(), StatusCode::NO_CONTENT);
    assert_eq!(answer.headers()["tus-version"], "1.0.0");
    assert_eq!(answer.headers()["tus-max-size"], "10485760");
    for extension in ["creation", "checksum", "termination", "expiration"] {
        assert!(
            answer.headers()["tus-extension"]
                .to_str()
                .unwrap()
                .contains(extension)
        );
    }
}

#[tokio::test]
async fn an_upload_goes_on_where_it_broke_off() {
    let gateway = Gateway::start().await;
    let person = gateway.sign_in("chen-jing").await;
    let path = begin(&person, PDF.len()).await;
    let (first, rest) = PDF.split_at(10);
    let added = person.chunk(&path, 0, first.to_vec()).send().await.unwrap();
    assert_eq!(added.status(), StatusCode::NO_CONTENT);
    assert_eq!(added.headers()["upload-offset"], "10");
    let known = head(&person, &path).await;
    assert_eq!(known.headers()["upload-offset"], "10");
    assert_eq!(
        known.headers()["upload-length"],
        PDF.len().to_string().as_str()
    );
    assert_eq!(known.headers()["cache-control"], "no-store");
    problem(
        person.chunk(&path, 0, first.to_vec()).send().await.unwrap(),
        409,
        "conflict",
    )
    .await;
    let mut long = rest.to_vec();
    long.extend_from_slice(b"more");
    problem(
        person.chunk(&path, 10, long).send().await.unwrap(),
        413,
        "validation",
    )
    .await;
    let offset: usize = head(&person, &path).await.headers()["upload-offset"]
        .to_str()
        .unwrap()
        .parse()
        .unwrap();
    assert!(offset <= PDF.len());
    let done = person
        .chunk(&path, offset, PDF[offset..].to_vec())
        .send()
        .await
        .unwrap();
    assert_eq!(done.status(), StatusCode::NO_CONTENT);
    assert_eq!(
        head(&person, &path).await.headers()["upload-offset"],
        PDF.len().to_string().as_str()
    );
}

#[tokio::test]
async fn whole_but_never_looked_at_is_looked_at_when_asked() {
    let gateway = Gateway::start().await;
    let person = gateway.sign_in("chen-jing").await;
    let path = begin(&person, PDF.len()).await;
    // As when the connection broke right after the last byte.
    let id = path.rsplit('/').next().unwrap();
    gateway.server.app.files.write_whole(id, PDF).await.unwrap();
    let store = &gateway.server.app.store;
    assert!(!store.upload(id).await.unwrap().unwrap().complete);
    assert_eq!(
        head(&person, &path).await.headers()["upload-offset"],
        PDF.len().to_string().as_str()
    );
    assert!(store.upload(id).await.unwrap().unwrap().complete);
}

#[tokio::test]
async fn bytes_that_do_not_fit_their_checksum_are_not_added() {
    let gateway = Gateway::start().await;
    let person = gateway.sign_in("chen-jing").await;
    let path = begin(&person, PDF.len()).await;
    let sum = |bytes: &[u8]| {
        format!(
            "sha256 {}",
            base64::engine::general_purpose::STANDARD.encode(Sha256::digest(bytes))
        )
    };
    let wrong = person
        .chunk(&path, 0, PDF.to_vec())
        .header("upload-checksum", sum(b"other"))
        .send()
        .await
        .unwrap();
    problem(wrong, 460, "validation").await;
    assert_eq!(head(&person, &path).await.headers()["upload-offset"], "0");
    let odd = person
        .chunk(&path, 0, PDF.to_vec())
        .header("upload-checksum", "md5 x")
        .send()
        .await
        .unwrap();
    problem(odd, 400, "validation").await;
    let right = person
        .chunk(&path, 0, PDF.to_vec())
        .header("upload-checksum", sum(PDF))
        .send()
        .await
        .unwrap();
    assert_eq!(right.status(), StatusCode::NO_CONTENT);
}

#[tokio::test]
async fn what_is_not_what_it_says_is_thrown_away() {
    let gateway = Gateway::start().await;
    let person = gateway.sign_in("chen-jing").await;
    let bytes = b"<html><script>".to_vec();
    let path = begin(&person, bytes.len()).await;
    let refused = problem(
        person.chunk(&path, 0, bytes).send().await.unwrap(),
        415,
        "unsupported",
    )
    .await;
    assert_eq!(why(&refused), ("contentMediaType", "application/pdf"));
    assert_eq!(head(&person, &path).await.status(), StatusCode::NOT_FOUND);
    let exe = person
        .begin_upload("a.exe", "application/x-msdownload", 5)
        .await;
    let refused = problem(exe, 415, "unsupported").await;
    assert_eq!(why(&refused), ("accept", "application/x-msdownload"));
    let taken = json!(["application/pdf", "image/jpeg", "image/png"]);
    assert_eq!(refused["errors"][0]["params"]["accept"], taken);
    let large = person
        .begin_upload("a.pdf", "application/pdf", 10 * 1024 * 1024 + 1)
        .await;
    problem(large, 413, "validation").await;
    problem(
        person.begin_upload("a.pdf", "application/pdf", 0).await,
        400,
        "validation",
    )
    .await;
}

#[tokio::test]
async fn what_is_not_tus_is_refused() {
    let gateway = Gateway::start().await;
    let person = gateway.sign_in("chen-jing").await;
    let bare = person
        .request(Method::POST, "/uploads")
        .header("upload-length", "5")
        .send()
        .await
        .unwrap();
    problem(bare, 412, "unsupported").await;
    let nameless = person
        .request(Method::POST, "/uploads")
        .header("tus-resumable", "1.0.0")
        .header("upload-length", "5")
        .send()
        .await
        .unwrap();
    problem(nameless, 400, "validation").await;
    let path = begin(&person, 5).await;
    let kind = person
        .request(Method::PATCH, &path)
        .header("tus-resumable", "1.0.0")
        .header("upload-offset", "0")
        .header("content-type", "text/plain")
        .body("12345")
        .send()
        .await
        .unwrap();
    problem(kind, 415, "unsupported").await;
}

#[tokio::test]
async fn an_upload_is_its_owners_and_ends_by_will_or_by_time() {
    let gateway = Gateway::start().await;
    let person = gateway.sign_in("chen-jing").await;
    let other = gateway.sign_in("li-wei").await;
    let path = begin(&person, PDF.len()).await;
    assert_eq!(head(&other, &path).await.status(), StatusCode::NOT_FOUND);
    problem(
        other.chunk(&path, 0, PDF.to_vec()).send().await.unwrap(),
        404,
        "not-found",
    )
    .await;
    let remove = |person: &Person<'_>, path: &str| {
        person
            .request(Method::DELETE, path)
            .header("tus-resumable", "1.0.0")
            .send()
    };
    problem(remove(&other, &path).await.unwrap(), 404, "not-found").await;
    assert_eq!(
        remove(&person, &path).await.unwrap().status(),
        StatusCode::NO_CONTENT
    );
    assert_eq!(head(&person, &path).await.status(), StatusCode::NOT_FOUND);

    let path = begin(&person, PDF.len()).await;
    let id = path.rsplit('/').next().unwrap();
    let file = gateway.folder.path().join("b.db.files").join(id);
    assert!(file.exists());
    gateway.clock.advance(Duration::hours(25));
    let person = gateway.sign_in("chen-jing").await;
    assert_eq!(head(&person, &path).await.status(), StatusCode::NOT_FOUND);
    let gone = gateway
        .server
        .app
        .store
        .sweep(banshi_gateway::clock::Clock::now(&*gateway.clock))
        .await
        .unwrap();
    assert!(gone.iter().any(|one| one == id));
}

#[tokio::test]
async fn a_hundred_files_may_wait_and_no_more() {
    let gateway = Gateway::start().await;
    let person = gateway.sign_in("chen-jing").await;
    for _ in 0..100 {
        begin(&person, 5).await;
    }
    let files = || std::fs::read_dir(gateway.folder.path().join("b.db.files")).unwrap();
    let before = files().count();
    let refused = person.begin_upload("a.pdf", "application/pdf", 5).await;
    let refused = problem(refused, 422, "validation").await;
    assert_eq!(
        refused["errors"],
        json!([{"pointer": "", "keyword": "maxItems", "params": {"limit": 100}}])
    );
    assert_eq!(files().count(), before);
}
