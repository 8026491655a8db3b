//! `events` and `stream`: the same log, polled or as SSE.

use std::process::Stdio;
use std::time::{Duration, Instant};

use futures_util::StreamExt as _;
use reqwest::{Method, Response, StatusCode};
use serde_json::{Value, json};

use crate::support::{Gateway, Person, problem};

/// Reads an SSE stream block by block.
struct Blocks {
    body: std::pin::Pin<Box<dyn futures_util::Stream<Item = reqwest::Result<bytes::Bytes>> + Send>>,
    text: String,
}

impl Blocks {
    fn of(response: Response) -> Self {
        assert_eq!(response.status(), StatusCode::OK);
        assert_eq!(response.headers()["content-type"], "text/event-stream");
        Self {
            body: Box::pin(response.bytes_stream()),
            text: String::new(),
        }
    }

    /// The next block; none at the end of the stream.
    async fn next(&mut self) -> Option<String> {
        tokio::time::timeout(Duration::from_secs(10), async {
            loop {
                if let Some((block, rest)) = self.text.split_once("\n\n") {
                    let (block, rest) = (block.to_owned(), rest.to_owned());
                    self.text = rest;
                    return Some(block);
                }
                match self.body.next().await {
                    Some(Ok(bytes)) => self.text.push_str(std::str::from_utf8(&bytes).unwrap()),
                    _ => return None,
                }
            }
        })
        .await
        .expect("something within ten seconds")
    }

    async fn event(&mut self) -> Value {
        let block = self.next().await.expect("the stream goes on");
        let data = block
            .lines()
            .find_map(|line| line.strip_prefix("data: "))
            .expect(&block);
        let event: Value = serde_json::from_str(data).unwrap();
        let id = block
            .lines()
            .find_map(|line| line.strip_prefix("id: "))
            .expect(&block);
        assert_eq!(event["id"], id);
        event
    }
}

async fn stream(person: &Person<'_>, after: Option<&str>) -> Blocks {
    let request = person.request(Method::GET, "/stream");
    let request = match after {
        Some(id) => request.header("last-event-id", id),
        None => request,
    };
    Blocks::of(request.send().await.unwrap())
}

fn id_of(block: &str) -> String {
    block
        .lines()
        .find_map(|line| line.strip_prefix("id: "))
        .unwrap()
        .to_owned()
}

#[tokio::test]
async fn a_stream_opens_with_a_cursor_and_tells_thinly_what_changed() {
    let gateway = Gateway::start().await;
    let person = gateway.sign_in("wang-xiulan").await;
    let mut blocks = stream(&person, None).await;
    let head = blocks.next().await.unwrap();
    assert!(head.contains("retry: 1"), "{head}");
    assert_eq!(id_of(&head), "0");
    let draft = person.draft(|_| {}).await;
    let event = blocks.event().await;
    assert_eq!(event["specversion"], "1.0");
    assert_eq!(event["source"], "/api/v1");
    assert_eq!(event["type"], "banshi.drafts.changed");
    assert_eq!(
        event["data"],
        json!({
            "resource": "drafts", "id": draft["id"], "revision": "1", "seq": 0, "changed": ["answers"]
        })
    );
    let hash = person.form_hash().await;
    let done: Value = person
        .submit(draft["id"].as_str().unwrap(), "k", &hash)
        .await
        .json()
        .await
        .unwrap();
    assert_eq!(
        blocks.event().await["data"]["changed"],
        json!(["submitted"])
    );
    let event = blocks.event().await;
    assert_eq!(event["data"]["id"], done["caseId"]);
    let case = person
        .read(&format!("/cases/{}", done["caseId"].as_str().unwrap()))
        .await;
    assert_eq!(event["data"]["revision"], case["revision"]);
    assert!(
        !event.to_string().contains("SL2026"),
        "an event is never the data"
    );
}

#[tokio::test]
async fn a_stream_goes_on_where_it_broke_off_and_polling_reads_the_same_log() {
    let gateway = Gateway::start().await;
    let person = gateway.sign_in("wang-xiulan").await;
    let start = person.read("/events").await;
    assert_eq!(start["items"], json!([]));
    let cursor = start["nextCursor"].as_str().unwrap().to_owned();
    for _ in 0..3 {
        person.draft(|_| {}).await;
    }
    let polled = person.read(&format!("/events?after={cursor}")).await;
    let ids: Vec<_> = polled["items"]
        .as_array()
        .unwrap()
        .iter()
        .map(|event| event["id"].clone())
        .collect();
    assert_eq!(ids, ["1", "2", "3"]);
    assert_eq!(polled["nextCursor"], "3");
    let mut blocks = stream(&person, Some("1")).await;
    blocks.next().await;
    assert_eq!(blocks.event().await, polled["items"][1]);
    assert_eq!(blocks.event().await, polled["items"][2]);
    // The address works too, for those who can't set a header.
    let mut blocks = Blocks::of(person.get("/stream?after=2").await);
    blocks.next().await;
    assert_eq!(blocks.event().await, polled["items"][2]);
}

#[tokio::test]
async fn a_cursor_that_is_too_old_or_none_of_ours_is_told_to_begin_anew() {
    let gateway = Gateway::start().await;
    let person = gateway.sign_in("wang-xiulan").await;
    for _ in 0..2 {
        person.draft(|_| {}).await;
    }
    for cursor in ["99", "x"] {
        problem(
            person.get(&format!("/events?after={cursor}")).await,
            410,
            "not-found",
        )
        .await;
        let mut blocks = stream(&person, Some(cursor)).await;
        let block = blocks.next().await.unwrap();
        assert!(block.contains("event: reset"), "{block}");
        assert_eq!(id_of(&block), "2");
    }
    // A week later the log is gone; who saw its end can go on, who did not can't.
    gateway.clock.advance(time::Duration::days(8));
    gateway
        .server
        .app
        .store
        .sweep(banshi_gateway::clock::Clock::now(&*gateway.clock))
        .await
        .unwrap();
    let person = gateway.sign_in("wang-xiulan").await;
    problem(person.get("/events?after=1").await, 410, "not-found").await;
    assert_eq!(person.read("/events?after=2").await["nextCursor"], "2");
}

#[tokio::test]
async fn everyone_hears_only_of_their_own() {
    let gateway = Gateway::start().await;
    let (wang, chen) = (
        gateway.sign_in("wang-xiulan").await,
        gateway.sign_in("chen-jing").await,
    );
    let mut of_wang = stream(&wang, None).await;
    of_wang.next().await;
    let theirs = chen.draft(|_| {}).await;
    let own = wang.draft(|_| {}).await;
    let event = of_wang.event().await;
    assert_eq!(event["data"]["id"], own["id"]);
    assert_ne!(event["data"]["id"], theirs["id"]);
    problem(
        gateway.anyone().get("/stream").await,
        401,
        "session-expired",
    )
    .await;
    problem(
        gateway.anyone().get("/events").await,
        401,
        "session-expired",
    )
    .await;
}

#[tokio::test]
async fn signing_out_and_closing_end_streams() {
    let gateway = Gateway::start().await;
    let (first, second) = (
        gateway.sign_in("wang-xiulan").await,
        gateway.sign_in("wang-xiulan").await,
    );
    let mut ended = stream(&first, None).await;
    let mut going = stream(&second, None).await;
    ended.next().await;
    going.next().await;
    first.post("/session/logout", &json!({})).await;
    assert_eq!(ended.next().await, None);
    second.draft(|_| {}).await;
    assert_eq!(going.event().await["data"]["resource"], "drafts");
    let began = Instant::now();
    gateway.close.send_replace(true);
    assert_eq!(going.next().await, None);
    gateway.server.end().await;
    assert!(
        began.elapsed() < Duration::from_secs(4),
        "{:?}",
        began.elapsed()
    );
}

#[tokio::test]
async fn a_session_that_time_ended_is_told_nothing_more() {
    let gateway = Gateway::start().await;
    let person = gateway.sign_in("wang-xiulan").await;
    let mut blocks = stream(&person, None).await;
    blocks.next().await;
    gateway.clock.advance(time::Duration::hours(2));
    let again = gateway.sign_in("wang-xiulan").await;
    again.draft(|_| {}).await;
    assert_eq!(blocks.next().await, None);
}

#[tokio::test]
async fn one_person_can_not_hold_all_lines() {
    let gateway = Gateway::start().await;
    let person = gateway.sign_in("wang-xiulan").await;
    let mut held = Vec::new();
    for _ in 0..16 {
        held.push(stream(&person, None).await);
    }
    problem(person.get("/stream").await, 429, "rate-limited").await;
    let other = gateway.sign_in("chen-jing").await;
    assert_eq!(other.get("/stream").await.status(), StatusCode::OK);
}

/// The command line in another process, as a person at a terminal runs it.
pub async fn run(arguments: &[&str]) -> std::process::Output {
    let arguments: Vec<String> = arguments.iter().map(|&one| one.to_owned()).collect();
    tokio::task::spawn_blocking(move || {
        std::process::Command::new(env!("CARGO_BIN_EXE_banshi-gateway"))
            .args(arguments)
            .stdin(Stdio::null())
            .output()
            .unwrap()
    })
    .await
    .unwrap()
}

#[tokio::test]
async fn what_an_officer_does_in_another_process_is_told_within_a_moment() {
    let gateway = Gateway::start().await;
    let person = gateway.sign_in("wang-xiulan").await;
    let case = person.case().await;
    let mut blocks = stream(&person, None).await;
    blocks.next().await;
    let database = gateway.database();
    let database = database.to_str().unwrap();
    let reference = case["reference"].as_str().unwrap();
    for (arguments, status) in [
        (&["accept"][..], "accepted"),
        (
            &["request-documents", "--note", "请补充租房合同"][..],
            "actionRequired",
        ),
        (&["resume"][..], "accepted"),
        (&["suspend"][..], "suspended"),
        (&["resume"][..], "accepted"),
        (&["decide", "--outcome", "granted"][..], "inProgress"),
        (&["deliver"][..], "completed"),
    ] {
        let mut all = vec!["officer", reference];
        all.extend_from_slice(arguments);
        all.extend_from_slice(&["--database", database]);
        let output = run(&all).await;
        let done = Instant::now();
        assert!(
            output.status.success(),
            "{}",
            String::from_utf8_lossy(&output.stderr)
        );
        let event = blocks.event().await;
        assert!(
            done.elapsed() < Duration::from_millis(1000),
            "{:?}",
            done.elapsed()
        );
        assert_eq!(event["data"]["id"], case["id"]);
        let now = person
            .read(&format!("/cases/{}", case["id"].as_str().unwrap()))
            .await;
        assert_eq!(now["status"], status, "{arguments:?}");
        assert_eq!(
            event["data"]["seq"].as_u64().unwrap().to_string(),
            now["revision"].as_str().unwrap().split('.').next().unwrap()
        );
    }
    let events = person
        .read(&format!("/cases/{}/events", case["id"].as_str().unwrap()))
        .await;
    assert!(events.to_string().contains("请补充租房合同"));
    let refused = run(&["officer", reference, "accept", "--database", database]).await;
    assert_eq!(refused.status.code(), Some(1));
    assert!(
        String::from_utf8_lossy(&refused.stderr)
            .contains("not possible while the case is Completed")
    );
    let unknown = run(&["officer", "SL1", "accept", "--database", database]).await;
    assert!(
        String::from_utf8_lossy(&unknown.stderr).contains("no case has the id or reference `SL1`")
    );
}
