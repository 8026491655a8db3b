//! The sandbox's examples: made once, and made whole when that broke off.

use banshi_gateway::cases::opening::{Applicant, open};
use banshi_gateway::clock::{Clock as _, Moment};
use banshi_gateway::content::Content;
use banshi_gateway::files::Files;
use banshi_gateway::sandbox::seed::seed;
use banshi_gateway::store::{SqliteStore, Store, Upload};
use serde_json::Value;
use sqlx::SqlitePool;
use tempfile::TempDir;

use crate::support::{self, Gateway, NOW};

/// Everything that the examples are, as a page sees it.
async fn examples(gateway: &Gateway) -> Vec<Value> {
    let mut all = Vec::new();
    for who in ["chen-jing", "li-wei", "sample-noodles"] {
        let person = gateway.sign_in(who).await;
        let cases = person.read("/cases").await;
        for case in cases["items"].as_array().unwrap() {
            let id = case["id"].as_str().unwrap();
            all.push(person.read(&format!("/cases/{id}/events")).await);
        }
        all.push(cases);
        all.push(person.read("/drafts").await);
    }
    all
}

#[tokio::test]
async fn seeding_again_changes_nothing_and_makes_what_is_missing() {
    let gateway = Gateway::start().await;
    let app = &gateway.server.app;
    let pool = SqlitePool::connect(&format!("sqlite://{}", gateway.database().display()))
        .await
        .unwrap();
    let before = examples(&gateway).await;
    let again = async || {
        seed(
            &*app.store,
            &app.files,
            &app.content.now(),
            gateway.clock.now(),
        )
        .await
    };
    assert!(!again().await.unwrap());
    let forget = "DELETE FROM settings WHERE name = 'sandbox.seeded'";
    sqlx::query(forget).execute(&pool).await.unwrap();
    assert!(again().await.unwrap());
    assert_eq!(examples(&gateway).await, before);

    sqlx::query(forget).execute(&pool).await.unwrap();
    sqlx::query("DELETE FROM cases WHERE id = 'sample-company'")
        .execute(&pool)
        .await
        .unwrap();
    assert!(again().await.unwrap());
    let noodles = gateway.sign_in("sample-noodles").await.read("/cases").await;
    assert_eq!(noodles["items"][0]["status"], "suspended");
}

#[tokio::test]
async fn an_example_that_broke_off_on_its_way_is_brought_to_its_end() {
    let folder = TempDir::new().unwrap();
    let database = folder.path().join("b.db");
    let store = SqliteStore::open(&database).await.unwrap();
    let files = Files::beside(&database).unwrap();
    let catalogue = Content::open(&support::content(folder.path()))
        .unwrap()
        .now();
    let now = Moment::parse(NOW).unwrap();
    let applicant = Applicant {
        owner: "chen-jing".into(),
        shown_as: "陈*".into(),
        delivery: None,
    };
    // As when the process ended after the first write of each kind.
    let upload = Upload {
        id: "sample-id-card-register".into(),
        owner: "chen-jing".into(),
        name: "户口簿复印件.pdf".into(),
        media_type: "application/pdf".into(),
        size: 1,
        complete: true,
        expires_at: now,
        case_id: Some("sample-id-card".into()),
    };
    store.upload_begin(&upload).await.unwrap();
    let opened = open(
        "sample-id-card".into(),
        "SL1".into(),
        &catalogue.services["id-card-renewal"],
        &applicant,
        Vec::new(),
        now,
    );
    store.case_insert(&opened, "h", now).await.unwrap();
    assert!(seed(&store, &files, &catalogue, now).await.unwrap());
    let record = store.case("sample-id-card").await.unwrap().unwrap();
    assert_eq!(record.case.reference, "SL1");
    assert_eq!(record.case.tasks.len(), 1);
    assert!(store.setting("sandbox.seeded").await.unwrap().is_some());
}
