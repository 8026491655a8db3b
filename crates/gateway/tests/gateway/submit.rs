//! From draft to case: once, and only when every rule holds.

use banshi_gateway::clock::Clock as _;
use banshi_gateway::ids;
use banshi_gateway::store::{Once, OnceKey};
use reqwest::{Method, StatusCode};
use serde_json::{Value, json};
use time::Duration;

use crate::support::{Gateway, PDF, draft_body, problem};

#[tokio::test]
async fn a_draft_becomes_a_case_and_the_same_key_gets_the_same_answer() {
    let gateway = Gateway::start().await;
    let person = gateway.sign_in("chen-jing").await;
    let draft = person.draft(|_| {}).await;
    let (id, hash) = (draft["id"].as_str().unwrap(), person.form_hash().await);

    let first = person.submit(id, "key-1", &hash).await;
    assert_eq!(first.status(), StatusCode::CREATED);
    let place = first.headers()["location"].to_str().unwrap().to_owned();
    let first: Value = first.json().await.unwrap();
    assert_eq!(first["state"], "succeeded");
    assert!(
        first["reference"]
            .as_str()
            .unwrap()
            .starts_with("SL20261123-")
    );
    assert_eq!(
        person.read(place.strip_prefix("/api/v1").unwrap()).await,
        first
    );

    gateway.clock.advance(Duration::minutes(5));
    let again = person.submit(id, "key-1", &hash).await;
    assert_eq!(again.status(), StatusCode::CREATED);
    assert_eq!(again.json::<Value>().await.unwrap(), first);
    // Whatever the key: one draft, one case.
    let other_key: Value = person
        .submit(id, "key-2", &hash)
        .await
        .json()
        .await
        .unwrap();
    assert_eq!(other_key, first);
    assert_eq!(person.read("/cases").await["total"], 3);

    // The draft is no draft any more, and can't become one again.
    problem(person.get(&format!("/drafts/{id}")).await, 404, "not-found").await;
    let body = draft_body(id, json!({}));
    let put = person
        .put(&format!("/drafts/{id}"), ("if-none-match", "*"), &body)
        .await;
    let told = problem(put, 409, "conflict").await;
    assert_eq!(told["errors"][0]["keyword"], "submitted");
    let put = person
        .put(&format!("/drafts/{id}"), ("if-match", "\"1\""), &body)
        .await;
    problem(put, 409, "conflict").await;

    let case = person
        .read(&format!("/cases/{}", first["caseId"].as_str().unwrap()))
        .await;
    assert_eq!(case["status"], "submitted");
    assert_eq!(case["reference"], first["reference"]);
    assert_eq!(case["applicant"], "陈*");
    assert_eq!(case["clock"]["state"], "waiting");
}

#[tokio::test]
async fn a_key_is_needed_and_is_for_one_thing_only() {
    let gateway = Gateway::start().await;
    let person = gateway.sign_in("chen-jing").await;
    let draft = person.draft(|_| {}).await;
    let (id, hash) = (draft["id"].as_str().unwrap(), person.form_hash().await);
    let without = person
        .post(
            &format!("/drafts/{id}/submit"),
            &json!({"definitionHash": hash}),
        )
        .await;
    problem(without, 400, "validation").await;
    assert_eq!(
        person.submit(id, "key-1", &hash).await.status(),
        StatusCode::CREATED
    );
    let other = person.draft(|_| {}).await;
    let reused = person
        .submit(other["id"].as_str().unwrap(), "key-1", &hash)
        .await;
    problem(reused, 422, "validation").await;
    problem(person.submit(id, "key-1", "other").await, 422, "validation").await;
    problem(
        person.submit(&ids::id(), "key-3", &hash).await,
        404,
        "not-found",
    )
    .await;
}

#[tokio::test]
async fn while_the_first_request_runs_the_answer_says_so() {
    let gateway = Gateway::start().await;
    let person = gateway.sign_in("chen-jing").await;
    let draft = person.draft(|_| {}).await;
    let (id, hash) = (draft["id"].as_str().unwrap(), person.form_hash().await);
    let running = OnceKey {
        person: "chen-jing".into(),
        route: "POST /drafts/{id}/submit".into(),
        key: "key".into(),
        fingerprint: ids::sha256_hex(format!("{id}\n{hash}").as_bytes()),
    };
    let store = &gateway.server.app.store;
    let began = store.once_begin(&running, gateway.clock.now()).await;
    assert_eq!(began.unwrap(), Once::First);
    let told = problem(person.submit(id, "key", &hash).await, 409, "conflict").await;
    assert_eq!(
        told["errors"],
        json!([{"pointer": "", "keyword": "running", "params": {}}])
    );
    // Other conflicts last: they do not say so.
    let other = problem(person.submit(id, "other", "x").await, 409, "conflict").await;
    assert_eq!(other["errors"], json!([]));
}

#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn applications_at_once_never_share_a_file() {
    let gateway = Gateway::start().await;
    let person = gateway.sign_in("chen-jing").await;
    let hash = person.form_hash().await;
    for _ in 0..6 {
        let upload = person.upload("住所证明.pdf", "application/pdf", PDF).await;
        let mut drafts = Vec::new();
        for _ in 0..4 {
            drafts.push(person.draft_with(&upload, PDF).await);
        }
        let keys: Vec<String> = drafts.iter().map(|_| ids::id()).collect();
        let sent = drafts
            .iter()
            .zip(&keys)
            .map(|(draft, key)| person.submit(draft["id"].as_str().unwrap(), key, &hash));
        let mut made = 0;
        for answer in futures_util::future::join_all(sent).await {
            if answer.status() == StatusCode::CREATED {
                made += 1;
                continue;
            }
            let refused = problem(answer, 422, "validation").await;
            assert_eq!(
                refused["errors"],
                json!([{"pointer": "/materials/proof", "keyword": "upload", "params": {}}])
            );
        }
        assert_eq!(made, 1);
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn many_at_once_make_one_case() {
    let gateway = Gateway::start().await;
    let person = gateway.sign_in("chen-jing").await;
    let hash = person.form_hash().await;
    for round in 1..=12 {
        let draft = person.draft(|_| {}).await;
        let id = draft["id"].as_str().unwrap();
        let keys: Vec<String> = (0..8)
            .map(|number| format!("key-{round}-{}", number % 4))
            .collect();
        let answers =
            futures_util::future::join_all(keys.iter().map(|key| person.submit(id, key, &hash)))
                .await;
        let mut made = Vec::new();
        for answer in answers {
            match answer.status().as_u16() {
                201 => made.push(answer.json::<Value>().await.unwrap()["caseId"].clone()),
                // The first with this key still runs.
                409 => {}
                other => panic!("round {round}: {other}, {}", answer.text().await.unwrap()),
            }
        }
        assert!(!made.is_empty());
        assert!(made.iter().all(|case| *case == made[0]));
        assert_eq!(person.read("/cases").await["total"], 2 + round);
    }
}

#[tokio::test]
async fn what_is_not_valid_stays_a_draft_and_says_where() {
    let gateway = Gateway::start().await;
    let person = gateway.sign_in("chen-jing").await;
    let draft = person
        .draft(|answers| answers["stay"] = json!({"kind": "rent"}))
        .await;
    let (id, hash) = (draft["id"].as_str().unwrap(), person.form_hash().await);
    let refused = problem(person.submit(id, "key", &hash).await, 422, "validation").await;
    assert_eq!(refused["errors"][0]["pointer"], "/stay/landlord");
    // Mended, the same key is good: nothing had come of it.
    let mut body = draft.clone();
    body["answers"]["stay"]["landlord"] = json!("赵房东");
    let path = format!("/drafts/{id}");
    assert_eq!(
        person
            .put(&path, ("if-match", "\"1\""), &body)
            .await
            .status(),
        StatusCode::OK
    );
    assert_eq!(
        person.submit(id, "key", &hash).await.status(),
        StatusCode::CREATED
    );
}

#[tokio::test]
async fn what_the_account_knows_can_not_be_changed_and_what_is_unknown_is_refused() {
    let gateway = Gateway::start().await;
    let person = gateway.sign_in("chen-jing").await;
    let hash = person.form_hash().await;
    let forged = person
        .draft(|answers| answers["applicant"]["idNumber"] = json!("11010519491231002X"))
        .await;
    let refused = person
        .submit(forged["id"].as_str().unwrap(), "a", &hash)
        .await;
    problem(refused, 422, "validation").await;
    let stuffed = person.draft(|answers| answers["extra"] = json!("x")).await;
    let refused = person
        .submit(stuffed["id"].as_str().unwrap(), "b", &hash)
        .await;
    problem(refused, 422, "validation").await;
}

#[tokio::test]
async fn hidden_answers_are_left_out() {
    let gateway = Gateway::start().await;
    let person = gateway.sign_in("chen-jing").await;
    let draft = person
        .draft(|answers| answers["stay"] = json!({"kind": "own", "landlord": "赵房东"}))
        .await;
    let hash = person.form_hash().await;
    let answer: Value = person
        .submit(draft["id"].as_str().unwrap(), "key", &hash)
        .await
        .json()
        .await
        .unwrap();
    let pool = sqlx::SqlitePool::connect(&format!("sqlite://{}", gateway.database().display()))
        .await
        .unwrap();
    let answers: String = sqlx::query_scalar("SELECT answers FROM cases WHERE id = ?")
        .bind(answer["caseId"].as_str().unwrap())
        .fetch_one(&pool)
        .await
        .unwrap();
    let answers: Value = serde_json::from_str(&answers).unwrap();
    assert_eq!(answers["stay"], json!({"kind": "own"}));
    assert_eq!(answers["applicant"]["name"], "陈静");
}

#[tokio::test]
async fn answers_checked_against_another_form_are_not_taken() {
    let gateway = Gateway::start().await;
    let person = gateway.sign_in("chen-jing").await;
    let draft = person.draft(|_| {}).await;
    let id = draft["id"].as_str().unwrap();
    problem(
        person.submit(id, "key", &"0".repeat(64)).await,
        409,
        "conflict",
    )
    .await;
    let stale = person
        .request(Method::POST, &format!("/drafts/{id}/submit"))
        .header("idempotency-key", "other")
        .header("if-match", "\"7\"")
        .json(&json!({"definitionHash": person.form_hash().await}))
        .send()
        .await
        .unwrap();
    problem(stale, 412, "precondition").await;
}

#[tokio::test]
async fn files_must_be_there_theirs_and_what_the_answers_say() {
    let gateway = Gateway::start().await;
    let person = gateway.sign_in("chen-jing").await;
    let hash = person.form_hash().await;
    let upload = person.upload("住所证明.pdf", "application/pdf", PDF).await;
    let file = |id: &str, size: usize| json!({"uploadId": id, "name": "住所证明.pdf", "size": size, "mediaType": "application/pdf"});
    let li = gateway.sign_in("li-wei").await;
    let theirs = li.upload("住所证明.pdf", "application/pdf", PDF).await;
    for wrong in [
        file(&ids::id(), PDF.len()),
        file(&theirs, PDF.len()),
        file(&upload, 5),
    ] {
        let draft = person
            .draft(|answers| answers["materials"] = json!({"proof": wrong}))
            .await;
        let refused = person
            .submit(draft["id"].as_str().unwrap(), &ids::id(), &hash)
            .await;
        let refused = problem(refused, 422, "validation").await;
        assert_eq!(refused["errors"][0]["pointer"], "/materials/proof");
    }
    let draft = person
        .draft(|answers| answers["materials"] = json!({"proof": file(&upload, PDF.len())}))
        .await;
    let done: Value = person
        .submit(draft["id"].as_str().unwrap(), "k", &hash)
        .await
        .json()
        .await
        .unwrap();
    let case = person
        .read(&format!("/cases/{}", done["caseId"].as_str().unwrap()))
        .await;
    assert_eq!(case["documents"][0]["state"], "received");
    assert_eq!(case["documents"][0]["name"], "住所证明.pdf");

    let content = format!(
        "/documents/{}/content",
        case["documents"][0]["id"].as_str().unwrap()
    );
    let answer = person.get(&content).await;
    assert!(
        answer.headers()["content-disposition"]
            .to_str()
            .unwrap()
            .starts_with("attachment;")
    );
    assert_eq!(answer.headers()["x-content-type-options"], "nosniff");
    assert_eq!(answer.bytes().await.unwrap(), PDF);
    problem(li.get(&content).await, 404, "not-found").await;
}

#[tokio::test]
async fn a_million_numbers_a_day_and_nobody_gets_two_cases_by_one_reference() {
    let gateway = Gateway::start().await;
    let person = gateway.sign_in("wang-xiulan").await;
    let mut references = Vec::new();
    for _ in 0..5 {
        references.push(
            person.case().await["reference"]
                .as_str()
                .unwrap()
                .to_owned(),
        );
    }
    references.sort();
    references.dedup();
    assert_eq!(references.len(), 5);
}
