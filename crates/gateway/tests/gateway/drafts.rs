//! `drafts`.

use banshi_gateway::clock::Clock as _;
use banshi_gateway::ids;
use banshi_gateway::store::{Expect, Put};
use reqwest::{Method, StatusCode};
use serde_json::json;
use time::Duration;

use crate::support::{Gateway, PDF, draft_body, problem};

#[tokio::test]
async fn a_draft_is_made_changed_and_taken_away_only_as_it_is_known() {
    let gateway = Gateway::start().await;
    let person = gateway.sign_in("chen-jing").await;
    let id = ids::id();
    let path = format!("/drafts/{id}");
    let body = draft_body(&id, json!({"stay": {"kind": "own"}}));

    let without = person
        .request(Method::PUT, &path)
        .json(&body)
        .send()
        .await
        .unwrap();
    problem(without, 428, "precondition").await;
    problem(
        person.put(&path, ("if-match", "\"1\""), &body).await,
        412,
        "precondition",
    )
    .await;

    let made = person.put(&path, ("if-none-match", "*"), &body).await;
    assert_eq!(made.status(), StatusCode::CREATED);
    assert_eq!(
        made.headers()["location"],
        format!("/api/v1{path}").as_str()
    );
    let tag = made.headers()["etag"].to_str().unwrap().to_owned();
    let draft: serde_json::Value = made.json().await.unwrap();
    assert_eq!(format!("\"{}\"", draft["revision"].as_str().unwrap()), tag);
    assert_eq!(draft["keepUntil"], "2027-01-22");
    assert_eq!(draft["serviceName"]["zh-CN"], "居住证申领");
    problem(
        person.put(&path, ("if-none-match", "*"), &body).await,
        412,
        "precondition",
    )
    .await;

    gateway.clock.advance(Duration::minutes(1));
    let changed = draft_body(&id, json!({"stay": {"kind": "rent"}}));
    let second = person.put(&path, ("if-match", &tag), &changed).await;
    assert_eq!(second.status(), StatusCode::OK);
    let new = second.headers()["etag"].to_str().unwrap().to_owned();
    assert_ne!(new, tag);
    problem(
        person.put(&path, ("if-match", &tag), &body).await,
        412,
        "precondition",
    )
    .await;
    assert_eq!(person.read(&path).await["answers"]["stay"]["kind"], "rent");
    assert_eq!(person.read("/drafts").await["items"][0]["id"], id.as_str());

    let stale = person
        .request(Method::DELETE, &path)
        .header("if-match", &tag)
        .send()
        .await
        .unwrap();
    problem(stale, 412, "precondition").await;
    let gone = person
        .request(Method::DELETE, &path)
        .header("if-match", &new)
        .send()
        .await
        .unwrap();
    assert_eq!(gone.status(), StatusCode::NO_CONTENT);
    problem(person.get(&path).await, 404, "not-found").await;
    let again = person.request(Method::DELETE, &path).send().await.unwrap();
    problem(again, 404, "not-found").await;
}

#[tokio::test]
async fn nobody_sees_the_drafts_of_others() {
    let gateway = Gateway::start().await;
    let (chen, li) = (
        gateway.sign_in("chen-jing").await,
        gateway.sign_in("wang-xiulan").await,
    );
    let draft = chen.draft(|_| {}).await;
    let path = format!("/drafts/{}", draft["id"].as_str().unwrap());
    problem(li.get(&path).await, 404, "not-found").await;
    problem(
        li.request(Method::DELETE, &path).send().await.unwrap(),
        404,
        "not-found",
    )
    .await;
    problem(
        li.post(&format!("{path}/check"), &json!({})).await,
        404,
        "not-found",
    )
    .await;
    assert_eq!(li.read("/drafts").await["items"], json!([]));
    // An id that somebody else uses tells nothing: it is as free as any.
    let body = draft_body(draft["id"].as_str().unwrap(), json!({}));
    assert_eq!(
        li.put(&path, ("if-none-match", "*"), &body).await.status(),
        StatusCode::CREATED
    );
    assert_eq!(chen.read(&path).await["answers"]["stay"]["kind"], "own");
    problem(gateway.anyone().get(&path).await, 401, "session-expired").await;
}

#[tokio::test]
async fn a_body_that_does_not_fit_names_its_field() {
    let gateway = Gateway::start().await;
    let person = gateway.sign_in("chen-jing").await;
    let id = ids::id();
    let path = format!("/drafts/{id}");
    let new = ("if-none-match", "*");
    let with = |pointer: &str, value: serde_json::Value| {
        let mut body = draft_body(&id, json!({}));
        *body.pointer_mut(pointer).unwrap() = value;
        body
    };
    for (body, pointer) in [
        (with("/id", json!(ids::id())), "/id"),
        (with("/answers", json!([1])), "/answers"),
        (with("/serviceId", json!("old-age-allowance")), "/serviceId"),
        (with("/serviceId", json!("nothing")), "/serviceId"),
    ] {
        let problem = problem(person.put(&path, new, &body).await, 422, "validation").await;
        assert_eq!(problem["errors"][0]["pointer"], pointer);
    }
    let odd = draft_body("not-a-uuid", json!({}));
    problem(
        person.put("/drafts/not-a-uuid", new, &odd).await,
        422,
        "validation",
    )
    .await;
    let shapeless = person.put(&path, new, &json!({"id": id})).await;
    problem(shapeless, 400, "validation").await;
}

#[tokio::test]
async fn a_service_for_another_kind_of_account_takes_neither_draft_nor_submission() {
    let gateway = Gateway::start().await;
    for (who, service) in [
        ("chen-jing", "small-catering-licence"),
        ("sample-noodles", "residence-permit"),
    ] {
        let person = gateway.sign_in(who).await;
        problem(
            person.get(&format!("/services/{service}/form")).await,
            403,
            "forbidden",
        )
        .await;
        let id = ids::id();
        let path = format!("/drafts/{id}");
        let mut body = draft_body(&id, json!({}));
        body["serviceId"] = json!(service);
        let put = person.put(&path, ("if-none-match", "*"), &body).await;
        problem(put, 403, "forbidden").await;
        problem(person.get(&path).await, 404, "not-found").await;

        // One that is there all the same, as from before this was refused.
        let draft = serde_json::from_value(body).unwrap();
        let (store, now) = (&gateway.server.app.store, gateway.clock.now());
        let put = store.draft_put(who, draft, Expect::None, now).await;
        assert!(matches!(put.unwrap(), Put::Created(_)));
        let check = person.post(&format!("{path}/check"), &json!({})).await;
        problem(check, 403, "forbidden").await;
        let form = service_form(&gateway, service);
        let submitted = person.submit(&id, "key", &form).await;
        problem(submitted, 403, "forbidden").await;
        let gone = person.request(Method::DELETE, &path).send().await.unwrap();
        assert_eq!(gone.status(), StatusCode::NO_CONTENT);
    }
}

/// The hash of a service's form, whoever may see it.
fn service_form(gateway: &Gateway, service: &str) -> String {
    let catalogue = gateway.server.app.content.now();
    let form = catalogue.services[service].summary.form_id.clone().unwrap();
    catalogue.forms[&form].hash.clone()
}

#[tokio::test]
async fn a_check_says_what_is_missing_without_submitting() {
    let gateway = Gateway::start().await;
    let person = gateway.sign_in("chen-jing").await;
    let good = person.draft(|_| {}).await;
    let path = format!("/drafts/{}/check", good["id"].as_str().unwrap());
    let answer = person.post(&path, &json!({})).await;
    assert_eq!(answer.status(), StatusCode::OK);
    assert_eq!(
        answer.json::<serde_json::Value>().await.unwrap(),
        json!({"errors": []})
    );

    let bad = person
        .draft(|answers| answers["stay"]["kind"] = json!("rent"))
        .await;
    let path = format!("/drafts/{}/check", bad["id"].as_str().unwrap());
    let answer: serde_json::Value = person.post(&path, &json!({})).await.json().await.unwrap();
    assert_eq!(answer["errors"][0]["pointer"], "/stay/landlord");
    assert_eq!(answer["errors"][0]["keyword"], "required");
    assert_eq!(person.read("/cases").await["total"], 2, "only the examples");
}

#[tokio::test]
async fn the_files_of_a_draft_last_as_long_as_the_draft() {
    let gateway = Gateway::start().await;
    let person = gateway.sign_in("chen-jing").await;
    let upload = person.upload("住所证明.pdf", "application/pdf", PDF).await;
    let draft = person.draft_with(&upload, PDF).await;
    let dropped = person.upload("住所证明.pdf", "application/pdf", PDF).await;
    let given_up = person.draft_with(&dropped, PDF).await;
    gateway.clock.advance(Duration::hours(25));
    let person = gateway.sign_in("chen-jing").await;
    let sweep = async || {
        let store = &gateway.server.app.store;
        store.sweep(gateway.clock.now()).await.unwrap()
    };
    assert_eq!(sweep().await, [""; 0]);
    let head = person
        .request(Method::HEAD, &format!("/uploads/{upload}"))
        .header("tus-resumable", "1.0.0");
    assert_eq!(head.send().await.unwrap().status(), StatusCode::OK);
    let id = draft["id"].as_str().unwrap();
    let hash = person.form_hash().await;
    let done = person.submit(id, "key", &hash).await;
    assert_eq!(done.status(), StatusCode::CREATED);

    // Given up, its files go with the next sweep.
    let path = format!("/drafts/{}", given_up["id"].as_str().unwrap());
    let gone = person.request(Method::DELETE, &path).send().await.unwrap();
    assert_eq!(gone.status(), StatusCode::NO_CONTENT);
    gateway.clock.advance(Duration::seconds(1));
    assert_eq!(sweep().await, [dropped]);
}
