//! A gateway to test, and a person who talks to it.

use std::path::{Path, PathBuf};
use std::sync::Arc;

use banshi_gateway::clock::{Clock, ManualClock, Moment};
use banshi_gateway::config::{Config, File};
use banshi_gateway::ids;
use banshi_gateway::server::Server;
use reqwest::{Method, RequestBuilder, Response, StatusCode};
use serde_json::{Value, json};
use tempfile::TempDir;
use tokio::net::TcpListener;
use tokio::sync::watch;

/// A Monday morning, before the end of the year whose holidays are known.
pub const NOW: &str = "2026-11-23T09:12:00+08:00";

pub struct Gateway {
    pub server: Server,
    pub folder: TempDir,
    pub clock: Arc<ManualClock>,
    pub close: watch::Sender<bool>,
    pub http: reqwest::Client,
}

/// The committed content, with a small form in place of the large one.
pub fn content(into: &Path) -> PathBuf {
    let from = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../content");
    let to = into.join("content");
    for sub in ["services", "forms"] {
        std::fs::create_dir_all(to.join(sub)).unwrap();
        for entry in std::fs::read_dir(from.join(sub)).unwrap() {
            let entry = entry.unwrap();
            std::fs::copy(entry.path(), to.join(sub).join(entry.file_name())).unwrap();
        }
    }
    for single in ["operator.json", "tables.json"] {
        std::fs::copy(from.join(single), to.join(single)).unwrap();
    }
    let form = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/fixtures/residence-permit.json");
    std::fs::copy(form, to.join("forms/residence-permit.json")).unwrap();
    to
}

impl Gateway {
    pub async fn start() -> Self {
        Self::with(|_| {}).await
    }

    pub async fn with(change: impl FnOnce(&mut Config)) -> Self {
        let folder = TempDir::new().unwrap();
        let content = content(folder.path());
        let mut config = File {
            sandbox: Some(true),
            sandbox_step: Some(0),
            lookups_per_minute: Some(1000),
            database: Some(folder.path().join("b.db")),
            content: Some(content),
            dist: Some(folder.path().join("dist")),
            regions: Some(folder.path().join("regions")),
            ..File::default()
        }
        .settle()
        .unwrap();
        change(&mut config);
        let clock = Arc::new(ManualClock::at(Moment::parse(NOW).unwrap()));
        let (close, closing) = watch::channel(false);
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let injected: Arc<dyn Clock> = Arc::<ManualClock>::clone(&clock);
        let server = Server::start(config, listener, injected, closing)
            .await
            .unwrap();
        Self {
            server,
            folder,
            clock,
            close,
            http: reqwest::Client::builder()
                .no_gzip()
                .no_brotli()
                .build()
                .unwrap(),
        }
    }

    pub fn url(&self, path: &str) -> String {
        format!("http://{}{path}", self.server.address)
    }

    pub fn database(&self) -> PathBuf {
        self.folder.path().join("b.db")
    }

    /// Somebody who is not signed in.
    pub fn anyone(&self) -> Person<'_> {
        Person {
            gateway: self,
            cookie: None,
        }
    }

    pub async fn sign_in(&self, who: &str) -> Person<'_> {
        let response = self
            .anyone()
            .post(
                "/session/exchange",
                &json!({"ticket": format!("sandbox:{who}")}),
            )
            .await;
        assert_eq!(response.status(), StatusCode::OK);
        let cookie = response.headers()["set-cookie"].to_str().unwrap();
        let cookie = cookie.split(';').next().unwrap().to_owned();
        Person {
            gateway: self,
            cookie: Some(cookie),
        }
    }
}

pub struct Person<'a> {
    pub gateway: &'a Gateway,
    pub cookie: Option<String>,
}

impl Person<'_> {
    /// A request as the page makes it.
    pub fn request(&self, method: Method, path: &str) -> RequestBuilder {
        let request = self
            .gateway
            .http
            .request(method, self.gateway.url(&format!("/api/v1{path}")))
            .header("x-banshi", "1");
        match &self.cookie {
            Some(cookie) => request.header("cookie", cookie),
            None => request,
        }
    }

    pub async fn get(&self, path: &str) -> Response {
        self.request(Method::GET, path).send().await.unwrap()
    }

    /// What GET answers, which must be 200.
    pub async fn read(&self, path: &str) -> Value {
        let response = self.get(path).await;
        assert_eq!(response.status(), StatusCode::OK, "{path}");
        response.json().await.unwrap()
    }

    pub async fn post(&self, path: &str, body: &Value) -> Response {
        self.request(Method::POST, path)
            .json(body)
            .send()
            .await
            .unwrap()
    }

    pub async fn put(&self, path: &str, header: (&str, &str), body: &Value) -> Response {
        self.request(Method::PUT, path)
            .header(header.0, header.1)
            .json(body)
            .send()
            .await
            .unwrap()
    }

    /// A new draft of a residence permit that is whole, unless `change` breaks it.
    pub async fn draft(&self, change: impl FnOnce(&mut Value)) -> Value {
        let form = self.read("/services/residence-permit/form").await;
        let mut answers = json!({
            "applicant": {
                "name": form["prefill"]["person.name"],
                "idNumber": form["prefill"]["person.idNumber"],
            },
            "stay": {"kind": "own"},
        });
        change(&mut answers);
        let body = draft_body(&ids::id(), answers);
        let path = format!("/drafts/{}", body["id"].as_str().unwrap());
        let response = self.put(&path, ("if-none-match", "*"), &body).await;
        assert_eq!(response.status(), StatusCode::CREATED);
        response.json().await.unwrap()
    }

    pub async fn form_hash(&self) -> String {
        self.read("/services/residence-permit/form").await["hash"]
            .as_str()
            .unwrap()
            .into()
    }

    pub async fn submit(&self, draft: &str, key: &str, hash: &str) -> Response {
        self.request(Method::POST, &format!("/drafts/{draft}/submit"))
            .header("idempotency-key", key)
            .json(&json!({"definitionHash": hash}))
            .send()
            .await
            .unwrap()
    }

    /// Answers a task with uploads.
    pub async fn answer(&self, task: &str, key: &str, uploads: &[&str]) -> Response {
        self.request(Method::POST, &format!("/tasks/{task}/documents"))
            .header("idempotency-key", key)
            .json(&json!({"uploadIds": uploads}))
            .send()
            .await
            .unwrap()
    }

    /// A draft with this upload as its proof of where they live.
    pub async fn draft_with(&self, upload: &str, bytes: &[u8]) -> Value {
        let file = json!({
            "uploadId": upload,
            "name": "住所证明.pdf",
            "size": bytes.len(),
            "mediaType": "application/pdf",
        });
        self.draft(|answers| answers["materials"] = json!({"proof": file}))
            .await
    }

    /// A case that was just submitted.
    pub async fn case(&self) -> Value {
        let draft = self.draft(|_| {}).await;
        let hash = self.form_hash().await;
        let response = self
            .submit(draft["id"].as_str().unwrap(), &ids::id(), &hash)
            .await;
        assert_eq!(response.status(), StatusCode::CREATED);
        let submission: Value = response.json().await.unwrap();
        self.read(&format!(
            "/cases/{}",
            submission["caseId"].as_str().unwrap()
        ))
        .await
    }

    /// A finished upload of these bytes.
    pub async fn upload(&self, name: &str, media_type: &str, bytes: &[u8]) -> String {
        let response = self.begin_upload(name, media_type, bytes.len()).await;
        assert_eq!(response.status(), StatusCode::CREATED);
        let place = response.headers()["location"].to_str().unwrap().to_owned();
        let path = place.strip_prefix("/api/v1").unwrap();
        let response = self.chunk(path, 0, bytes.to_vec()).send().await.unwrap();
        assert_eq!(response.status(), StatusCode::NO_CONTENT);
        path.rsplit('/').next().unwrap().to_owned()
    }

    pub async fn begin_upload(&self, name: &str, media_type: &str, size: usize) -> Response {
        use base64::Engine as _;
        let encode = |text: &str| base64::engine::general_purpose::STANDARD.encode(text);
        self.request(Method::POST, "/uploads")
            .header("tus-resumable", "1.0.0")
            .header("upload-length", size)
            .header(
                "upload-metadata",
                format!("filename {},filetype {}", encode(name), encode(media_type)),
            )
            .send()
            .await
            .unwrap()
    }

    pub fn chunk(&self, path: &str, offset: usize, bytes: Vec<u8>) -> RequestBuilder {
        self.request(Method::PATCH, path)
            .header("tus-resumable", "1.0.0")
            .header("upload-offset", offset)
            .header("content-type", "application/offset+octet-stream")
            .body(bytes)
    }
}

pub fn draft_body(id: &str, answers: Value) -> Value {
    json!({"id": id, "serviceId": "residence-permit", "formVersion": 2, "answers": answers, "page": "stay"})
}

/// The answer must be a problem of this status and code; the document is returned.
pub async fn problem(response: Response, status: u16, code: &str) -> Value {
    assert_eq!(response.status().as_u16(), status);
    assert_eq!(
        response.headers()["content-type"],
        "application/problem+json"
    );
    let trace = response.headers()["x-request-id"]
        .to_str()
        .unwrap()
        .to_owned();
    let body: Value = response.json().await.unwrap();
    assert_eq!(body["code"], code, "{body}");
    assert_eq!(body["status"], status);
    assert_eq!(body["traceId"], trace);
    assert_eq!(trace.len(), 9);
    body
}

pub const PDF: &[u8] = b"%PDF-1.4\nan invented document\n%%EOF\n";
