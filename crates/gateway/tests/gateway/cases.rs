//! `cases`: seen by their owner, moved by the sandbox and the officer, looked up by
//! anyone who has reference and check.

use banshi_gateway::cases::{Action, Decision};
use banshi_gateway::ids;
use banshi_gateway::officer;
use banshi_gateway::sandbox::{mover, people};
use reqwest::{Method, StatusCode};
use serde_json::{Value, json};
use time::Duration;

use crate::support::{Gateway, PDF, problem};

async fn act(gateway: &Gateway, case: &str, action: Action) {
    officer::act(
        &*gateway.server.app.store,
        &*gateway.clock,
        case,
        action,
        None,
    )
    .await
    .unwrap();
}

async fn pace(gateway: &Gateway, seconds: &str) {
    gateway
        .server
        .app
        .store
        .set_setting(mover::PACE, seconds)
        .await
        .unwrap();
}

async fn move_once(gateway: &Gateway) -> usize {
    mover::move_once(&*gateway.server.app.store, &*gateway.clock)
        .await
        .unwrap()
}

#[tokio::test]
async fn the_examples_are_as_they_were_promised() {
    let gateway = Gateway::start().await;
    let chen = gateway.sign_in("chen-jing").await.read("/cases").await;
    let asked = chen["items"]
        .as_array()
        .unwrap()
        .iter()
        .find(|case| case["status"] == "actionRequired")
        .unwrap();
    assert_eq!(asked["tasks"][0]["open"], true);
    assert_eq!(asked["tasks"][0]["daysLeft"], 2, "due soon");
    assert!(
        chen["items"]
            .as_array()
            .unwrap()
            .iter()
            .any(|case| case["status"] == "inProgress")
    );
    let li = gateway.sign_in("li-wei").await;
    let mut states: Vec<_> = li.read("/cases").await["items"]
        .as_array()
        .unwrap()
        .iter()
        .map(|case| case["status"].as_str().unwrap().to_owned())
        .collect();
    states.sort();
    assert_eq!(states, ["completed", "inProgress"]);
    assert_eq!(li.read("/drafts").await["total"], 1);
    let wang = gateway.sign_in("wang-xiulan").await;
    assert_eq!(wang.read("/cases").await["items"], json!([]));
    let noodles = gateway.sign_in("sample-noodles").await.read("/cases").await;
    assert_eq!(noodles["items"][0]["status"], "suspended");
    assert_eq!(noodles["items"][0]["clock"]["estimated"], true);
    for case in chen["items"]
        .as_array()
        .unwrap()
        .iter()
        .chain(noodles["items"].as_array().unwrap())
    {
        assert!(
            case["clock"]["daysLeft"]
                .as_i64()
                .is_none_or(|left| left >= 0),
            "no example is late: {case}"
        );
    }
}

#[tokio::test]
async fn a_case_goes_its_way_and_counts_working_days_from_the_day_after() {
    let gateway = Gateway::start().await;
    let person = gateway.sign_in("wang-xiulan").await;
    let case = person.case().await;
    let id = case["id"].as_str().unwrap();
    let path = format!("/cases/{id}");
    act(&gateway, id, Action::Accept).await;
    let case = person.read(&path).await;
    assert_eq!(case["status"], "accepted");
    // Seven working days after Monday the 23rd: the Wednesday of the week after.
    assert_eq!(case["clock"]["dueAt"], "2026-12-02");
    assert_eq!(case["clock"]["daysLeft"], 7);
    assert_eq!(case["clock"]["estimated"], false);
    assert_eq!(
        case["clock"]["legalDueAt"], "2026-12-08",
        "15 calendar days"
    );
    gateway.clock.advance(Duration::days(1));
    let person = gateway.sign_in("wang-xiulan").await;
    let next_day = person.read(&path).await;
    assert_eq!(next_day["clock"]["daysLeft"], 6);
    assert_ne!(
        next_day["revision"], case["revision"],
        "what is shown changed at midnight"
    );

    act(&gateway, id, Action::Suspend).await;
    gateway.clock.advance(Duration::days(2));
    let person = gateway.sign_in("wang-xiulan").await;
    let case = person.read(&path).await;
    assert_eq!(case["status"], "suspended");
    assert_eq!(case["clock"]["estimated"], true);
    assert_eq!(case["clock"]["legalEstimated"], true);
    assert_eq!(
        case["clock"]["dueAt"], "2026-12-04",
        "the earliest day it can be, were it taken up today"
    );
    act(&gateway, id, Action::Resume).await;
    let case = person.read(&path).await;
    assert_eq!(
        case["clock"]["dueAt"], "2026-12-04",
        "two days did not count"
    );
    assert_eq!(case["clock"]["legalEstimated"], false);
    assert_eq!(case["clock"]["daysSuspended"], 2);
    assert_eq!(case["clock"]["suspensions"][0]["until"], "2026-11-25");
    assert_eq!(case["status"], "accepted");

    act(&gateway, id, Action::Decide(Decision::Granted)).await;
    let case = person.read(&path).await;
    assert_eq!(case["outcome"]["code"], "granted");
    assert_eq!(case["clock"]["state"], "stopped");
    assert_eq!(case["clock"].get("daysLeft"), None);
    act(&gateway, id, Action::Deliver).await;
    let case = person.read(&path).await;
    assert_eq!(case["status"], "completed");
    assert!(
        case["phases"]
            .as_array()
            .unwrap()
            .iter()
            .all(|phase| phase["state"] == "done")
    );

    let events = person.read(&format!("{path}/events")).await;
    let kinds: Vec<_> = events["items"]
        .as_array()
        .unwrap()
        .iter()
        .map(|event| event["type"].as_str().unwrap())
        .collect();
    assert_eq!(
        kinds,
        [
            "delivery",
            "decision",
            "clockResumed",
            "clockSuspended",
            "statusChanged",
            "statusChanged"
        ]
    );
    let numbers: Vec<_> = events["items"]
        .as_array()
        .unwrap()
        .iter()
        .map(|event| event["seq"].as_u64().unwrap())
        .collect();
    assert_eq!(numbers, [6, 5, 4, 3, 2, 1]);
    let part = person.read(&format!("{path}/events?limit=4")).await;
    let rest = person
        .read(&format!(
            "{path}/events?limit=4&cursor={}",
            part["nextCursor"].as_str().unwrap()
        ))
        .await;
    assert_eq!(rest["items"].as_array().unwrap().len(), 2);
    assert_eq!(rest.get("nextCursor"), None);
}

#[tokio::test]
async fn into_a_year_without_a_holiday_table_dates_are_estimates() {
    let gateway = Gateway::start().await;
    let person = gateway.sign_in("wang-xiulan").await;
    let case = person.case().await;
    gateway.clock.advance(Duration::days(37));
    act(&gateway, case["id"].as_str().unwrap(), Action::Accept).await;
    let person = gateway.sign_in("wang-xiulan").await;
    let case = person
        .read(&format!("/cases/{}", case["id"].as_str().unwrap()))
        .await;
    assert!(
        case["clock"]["dueAt"]
            .as_str()
            .unwrap()
            .starts_with("2027-")
    );
    assert_eq!(case["clock"]["estimated"], true);
}

#[tokio::test]
async fn a_task_is_answered_and_the_case_goes_on() {
    let gateway = Gateway::start().await;
    let person = gateway.sign_in("wang-xiulan").await;
    let id = person.case().await["id"].as_str().unwrap().to_owned();
    act(&gateway, &id, Action::Accept).await;
    act(&gateway, &id, Action::RequestDocuments).await;
    let tasks = person.read(&format!("/cases/{id}/tasks")).await;
    let task = tasks["items"][0]["id"].as_str().unwrap().to_owned();

    let none = problem(
        person.answer(&task, &ids::id(), &[]).await,
        422,
        "validation",
    )
    .await;
    assert_eq!(none["errors"][0]["pointer"], "/uploadIds");
    let unknown = person.answer(&task, &ids::id(), &["nothing"]).await;
    assert_eq!(
        problem(unknown, 422, "validation").await["errors"][0]["pointer"],
        "/uploadIds/0"
    );
    let half = person.begin_upload("a.pdf", "application/pdf", 10).await;
    let half = half.headers()["location"]
        .to_str()
        .unwrap()
        .rsplit('/')
        .next()
        .unwrap()
        .to_owned();
    problem(
        person.answer(&task, &ids::id(), &[&half]).await,
        422,
        "validation",
    )
    .await;
    let chen = gateway.sign_in("chen-jing").await;
    problem(
        chen.answer(&task, &ids::id(), &["x"]).await,
        404,
        "not-found",
    )
    .await;

    let upload = person.upload("补充.pdf", "application/pdf", PDF).await;
    let answer = person.answer(&task, &ids::id(), &[&upload]).await;
    assert_eq!(answer.status(), StatusCode::OK);
    let case: Value = answer.json().await.unwrap();
    assert_eq!(case["status"], "accepted");
    assert_eq!(case["tasks"][0]["open"], false);
    assert_eq!(case["clock"]["state"], "running");
    assert_eq!(case["documents"][0]["state"], "received");
    let events = person.read(&format!("/cases/{id}/events")).await;
    assert_eq!(events["items"][0]["type"], "clockResumed");
    assert_eq!(events["items"][1]["type"], "documentReceived");
    problem(
        person.answer(&task, &ids::id(), &[&upload]).await,
        422,
        "validation",
    )
    .await;
    let other = person.upload("补充.pdf", "application/pdf", PDF).await;
    problem(
        person.answer(&task, &ids::id(), &[&other]).await,
        409,
        "conflict",
    )
    .await;

    // The officer has seen it, and then found it good.
    act(&gateway, &id, Action::Review).await;
    let documents = person.read(&format!("/cases/{id}/documents")).await;
    assert_eq!(documents["items"][0]["state"], "visibleToOfficial");
    act(&gateway, &id, Action::Decide(Decision::Granted)).await;
    let documents = person.read(&format!("/cases/{id}/documents")).await;
    assert_eq!(documents["items"][0]["state"], "accepted");
}

#[tokio::test]
async fn a_task_is_answered_once_however_often_it_is_sent() {
    let gateway = Gateway::start().await;
    let person = gateway.sign_in("wang-xiulan").await;
    let id = person.case().await["id"].as_str().unwrap().to_owned();
    act(&gateway, &id, Action::Accept).await;
    act(&gateway, &id, Action::RequestDocuments).await;
    let tasks = person.read(&format!("/cases/{id}/tasks")).await;
    let task = tasks["items"][0]["id"].as_str().unwrap();
    let first = person.upload("一.pdf", "application/pdf", PDF).await;
    let second = person.upload("二.pdf", "application/pdf", PDF).await;
    let without = person
        .post(
            &format!("/tasks/{task}/documents"),
            &json!({"uploadIds": [first]}),
        )
        .await;
    problem(without, 400, "validation").await;

    // Named twice, and not side by side, a file is still one document.
    let uploads = [first.as_str(), second.as_str(), first.as_str()];
    let answer = person.answer(task, "key", &uploads).await;
    assert_eq!(answer.status(), StatusCode::OK);
    let answer: Value = answer.json().await.unwrap();
    assert_eq!(answer["documents"].as_array().unwrap().len(), 2);
    let again = person.answer(task, "key", &uploads).await;
    assert_eq!(again.status(), StatusCode::OK);
    assert_eq!(again.json::<Value>().await.unwrap(), answer);
    problem(
        person.answer(task, "key", &[&first]).await,
        422,
        "validation",
    )
    .await;
    let documents = person.read(&format!("/cases/{id}/documents")).await;
    assert_eq!(documents["total"], 2);
}

#[tokio::test]
async fn the_sandbox_moves_what_has_rested_and_leaves_examples_alone() {
    let gateway = Gateway::start().await;
    let person = gateway.sign_in("wang-xiulan").await;
    let id = person.case().await["id"].as_str().unwrap().to_owned();
    assert_eq!(move_once(&gateway).await, 0, "it is off");
    pace(&gateway, "45").await;
    gateway.clock.advance(Duration::seconds(44));
    assert_eq!(move_once(&gateway).await, 0);
    let mut seen = Vec::new();
    for _ in 0..6 {
        gateway.clock.advance(Duration::seconds(45));
        move_once(&gateway).await;
        // The server's own hand may have been quicker than the test's.
        seen.push(
            person.read(&format!("/cases/{id}")).await["status"]
                .as_str()
                .unwrap()
                .to_owned(),
        );
    }
    assert_eq!(seen.last().unwrap(), "completed");
    assert!(seen.contains(&"inProgress".to_owned()), "{seen:?}");
    let noodles = gateway.sign_in("sample-noodles").await.read("/cases").await;
    assert_eq!(noodles["items"][0]["status"], "suspended");
}

#[tokio::test]
async fn nobody_sees_the_cases_of_others() {
    let gateway = Gateway::start().await;
    let li = gateway.sign_in("li-wei").await;
    for path in ["", "/events", "/tasks", "/documents"] {
        let path = format!("/cases/sample-id-card{path}");
        problem(li.get(&path).await, 404, "not-found").await;
        problem(gateway.anyone().get(&path).await, 401, "session-expired").await;
    }
    let chen = gateway.sign_in("chen-jing").await;
    let documents = chen.read("/cases/sample-id-card/documents").await;
    let content = format!(
        "/documents/{}/content",
        documents["items"][0]["id"].as_str().unwrap()
    );
    assert_eq!(chen.get(&content).await.status(), StatusCode::OK);
    problem(li.get(&content).await, 404, "not-found").await;
}

#[tokio::test]
async fn cases_come_in_pages() {
    let gateway = Gateway::start().await;
    let person = gateway.sign_in("wang-xiulan").await;
    let mut made = Vec::new();
    for _ in 0..5 {
        made.push(person.case().await["id"].clone());
        gateway.clock.advance(Duration::seconds(1));
    }
    made.reverse();
    let (mut seen, mut cursor) = (Vec::new(), String::new());
    loop {
        let page = person
            .read(&format!("/cases?limit=2&cursor={cursor}"))
            .await;
        assert_eq!(page["total"], 5);
        seen.extend(
            page["items"]
                .as_array()
                .unwrap()
                .iter()
                .map(|case| case["id"].clone()),
        );
        match page["nextCursor"].as_str() {
            Some(next) => cursor = next.to_owned(),
            None => break,
        }
    }
    assert_eq!(seen, made);
    problem(person.get("/cases?cursor=%21%21").await, 400, "validation").await;
}

#[tokio::test]
async fn anyone_with_reference_and_check_sees_the_state_and_nothing_else() {
    let gateway = Gateway::start().await;
    let person = gateway.sign_in("chen-jing").await;
    let case = person.case().await;
    let reference = case["reference"].as_str().unwrap();
    let check = people::find("chen-jing").unwrap().check();
    let anyone = gateway.anyone();
    let ask = async |reference: &str, check: &str| {
        anyone
            .post(
                "/cases/lookup",
                &json!({"reference": reference, "check": check}),
            )
            .await
    };
    let found = ask(&reference.to_lowercase(), &format!(" {check} ")).await;
    assert_eq!(found.status(), StatusCode::OK);
    let found: Value = found.json().await.unwrap();
    let fields = |value: &Value| {
        let mut names: Vec<_> = value.as_object().unwrap().keys().cloned().collect();
        names.sort_unstable();
        names
    };
    assert_eq!(
        fields(&found),
        ["phases", "reference", "status", "updatedAt"]
    );
    let phases = found["phases"].as_array().unwrap();
    assert_eq!(phases.len(), case["phases"].as_array().unwrap().len());
    for phase in phases {
        assert_eq!(fields(phase), ["name", "state"]);
    }

    // Nor once it is accepted, has dates and came to an end.
    let id = case["id"].as_str().unwrap();
    act(&gateway, id, Action::Accept).await;
    act(&gateway, id, Action::Decide(Decision::Granted)).await;
    act(&gateway, id, Action::Deliver).await;
    let case = person.read(&format!("/cases/{id}")).await;
    let found = ask(reference, &check).await.text().await.unwrap();
    for language in ["zh-CN", "en"] {
        for secret in [
            "/serviceName",
            "/outcome/label",
            "/delivery/label",
            "/delivery/detail",
        ] {
            let words = case.pointer(&format!("{secret}/{language}")).unwrap();
            let words = words.as_str().unwrap();
            assert!(!found.contains(words), "{secret}: {words} in {found}");
        }
    }
    for secret in ["dueAt", "outcome", "applicant"] {
        assert!(!found.contains(secret), "{secret} in {found}");
    }

    // From paper or a Chinese keyboard.
    let wide = |text: &str| -> String {
        let wide = |c: char| char::from_u32(c as u32 + 0xFEE0).unwrap();
        text.chars().map(wide).collect()
    };
    for (reference, check) in [
        (reference.replace('-', "——"), wide(&check)),
        (wide(&reference.to_lowercase()), check.to_lowercase()),
        (reference.replace('-', " "), check.replace("", " ")),
    ] {
        let found = ask(&reference, &check).await;
        assert_eq!(found.status(), StatusCode::OK, "{reference} {check}");
    }

    let wrong = problem(ask(reference, "0000").await, 404, "not-found").await;
    let unknown = problem(ask("SL20261123-999999", &check).await, 404, "not-found").await;
    assert_eq!(wrong["title"], unknown["title"]);
    assert_eq!(wrong["errors"], unknown["errors"]);
    problem(ask(reference, "12").await, 422, "validation").await;
    problem(ask("", &check).await, 422, "validation").await;
}

#[tokio::test]
async fn guessing_is_stopped_by_reference_and_by_address() {
    let gateway = Gateway::start().await;
    let person = gateway.sign_in("chen-jing").await;
    let case = person.case().await;
    let check = people::find("chen-jing").unwrap().check();
    let ask = async |reference: &str, check: &str| {
        gateway
            .anyone()
            .post(
                "/cases/lookup",
                &json!({"reference": reference, "check": check}),
            )
            .await
    };
    let reference = case["reference"].as_str().unwrap();
    for number in 0..10 {
        problem(
            ask(reference, &format!("000{number}")).await,
            404,
            "not-found",
        )
        .await;
    }
    let stopped = ask(reference, &check).await;
    assert!(
        stopped.headers()["retry-after"]
            .to_str()
            .unwrap()
            .parse::<u64>()
            .unwrap()
            > 60
    );
    problem(stopped, 429, "rate-limited").await;
    gateway.clock.advance(Duration::minutes(10));
    assert_eq!(ask(reference, &check).await.status(), StatusCode::OK);

    let strict = Gateway::with(|config| config.lookups_per_minute = 3).await;
    let ask = async |number: usize| {
        let body = json!({"reference": format!("SL20261123-00000{number}"), "check": "0000"});
        strict.anyone().post("/cases/lookup", &body).await
    };
    for number in 0..3 {
        problem(ask(number).await, 404, "not-found").await;
    }
    problem(ask(3).await, 429, "rate-limited").await;
}

#[tokio::test]
async fn behind_a_trusted_proxy_each_client_counts_for_itself() {
    let ask = async |gateway: &Gateway, client: &str, number: u32| {
        let body = json!({"reference": format!("SL20261123-{number:06}"), "check": "0000"});
        let request = gateway
            .anyone()
            .request(Method::POST, "/cases/lookup")
            .header("x-forwarded-for", client)
            .json(&body);
        request.send().await.unwrap().status().as_u16()
    };
    let trusting = Gateway::with(|config| {
        config.lookups_per_minute = 2;
        config.trusted_proxies = vec!["127.0.0.0/8".parse().unwrap()];
    })
    .await;
    for (number, client, status) in [
        (0, "203.0.113.1", 404),
        (1, "203.0.113.1", 404),
        (2, "203.0.113.1", 429),
        (3, "192.0.2.77, 203.0.113.1", 429),
        (4, "203.0.113.2", 404),
        (5, "2001:db8::1", 404),
        (6, "2001:db8::2", 404),
        (7, "2001:db8::3", 429),
    ] {
        assert_eq!(ask(&trusting, client, number).await, status, "{client}");
    }
    // Nobody is believed who was not named.
    let wary = Gateway::with(|config| config.lookups_per_minute = 2).await;
    for (number, status) in [404, 404, 429].into_iter().enumerate() {
        let number = u32::try_from(number).unwrap();
        let client = format!("203.0.113.{number}");
        assert_eq!(ask(&wary, &client, number).await, status);
    }
}
