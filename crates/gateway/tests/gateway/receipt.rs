//! What a receipt needs to know of a case.

use banshi_gateway::cases::Action;
use banshi_gateway::officer;
use banshi_gateway::sandbox::people;
use reqwest::StatusCode;
use serde_json::Value;

use crate::support::{Gateway, PDF};

#[tokio::test]
async fn for_the_receipt_a_case_tells_what_was_handed_in_and_by_whom() {
    let gateway = Gateway::start().await;
    let person = gateway.sign_in("chen-jing").await;
    let upload = person.upload("合同.pdf", "application/pdf", PDF).await;
    let draft = person.draft_with(&upload, PDF).await;
    let hash = person.form_hash().await;
    let made = person
        .submit(draft["id"].as_str().unwrap(), "key", &hash)
        .await;
    let made: Value = made.json().await.unwrap();
    let path = format!("/cases/{}", made["caseId"].as_str().unwrap());
    let case = person.read(&path).await;
    assert_eq!(case["documents"][0]["name"], "合同.pdf");
    assert_eq!(case["documents"][0]["material"]["zh-CN"], "住所证明");
    assert_eq!(case["documents"][0]["material"]["en"], "Proof of home");
    assert_eq!(case["applicantName"], "陈静");
    let number = people::find("chen-jing").unwrap().number();
    let told = case["applicantNumber"].as_str().unwrap();
    assert_eq!(told.chars().count(), number.chars().count());
    assert!(
        !told.contains(&number[14..]),
        "the check of a look-up is on no paper"
    );
    assert_eq!(told.matches('*').count(), 16, "{told}");
    let list = person.read("/cases").await.to_string();
    assert!(!list.contains("陈静"), "a list needs no name");

    // What is handed in later says that it was.
    officer::act(
        &*gateway.server.app.store,
        &*gateway.clock,
        made["caseId"].as_str().unwrap(),
        Action::RequestDocuments,
        None,
    )
    .await
    .unwrap();
    let case = person.read(&path).await;
    let later = person.upload("另一份.pdf", "application/pdf", PDF).await;
    let task = case["tasks"][0]["id"].as_str().unwrap();
    let answered = person.answer(task, "later", &[&later]).await;
    assert_eq!(answered.status(), StatusCode::OK);
    let case = person.read(&path).await;
    assert_eq!(case["documents"][1]["material"]["zh-CN"], "补正材料");
}
