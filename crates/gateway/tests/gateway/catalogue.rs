//! `services`: found, narrowed, suggested.

use serde_json::Value;

use crate::support::{Gateway, problem};

async fn found(gateway: &Gateway, query: &str) -> Vec<String> {
    let list = gateway.anyone().read(&format!("/services?{query}")).await;
    list["items"]
        .as_array()
        .unwrap()
        .iter()
        .map(|service| service["id"].as_str().unwrap().to_owned())
        .collect()
}

#[tokio::test]
async fn a_service_is_found_by_words_pinyin_and_initials() {
    let gateway = Gateway::start().await;
    for (words, id) in [
        ("居住证", "residence-permit"),
        ("jzz", "residence-permit"),
        ("JZZ", "residence-permit"),
        ("ｊｚｚ", "residence-permit"),
        ("residence permit", "residence-permit"),
        ("permit residence", "residence-permit"),
        ("我想办个居住证", "residence-permit"),
        ("医疗保险", "resident-medical-insurance"),
        ("食品经营", "small-catering-licence"),
    ] {
        let ids = found(&gateway, &format!("q={words}")).await;
        assert_eq!(
            ids.first().map(String::as_str),
            Some(id),
            "{words}: {ids:?}"
        );
    }
    assert!(found(&gateway, "q=zzzzzz").await.is_empty());
    assert!(
        found(&gateway, "q=居住证 zzzzzz").await.is_empty()
            || found(&gateway, "q=zzzzzz").await.is_empty()
    );
    assert_eq!(
        found(&gateway, "q=%20").await.len(),
        found(&gateway, "").await.len()
    );
}

#[tokio::test]
async fn what_narrows_leads_to_as_many_as_it_says() {
    let gateway = Gateway::start().await;
    let list = gateway.anyone().read("/services").await;
    assert!(list["total"].as_u64().unwrap() >= 12);
    for (facet, parameter) in [
        ("themes", "theme"),
        ("departments", "department"),
        ("lifeEvents", "lifeEvent"),
        ("audiences", "audience"),
    ] {
        let values = list["facets"][facet].as_array().unwrap();
        assert!(!values.is_empty(), "{facet}");
        for value in values {
            let code = value["code"].as_str().unwrap();
            assert_ne!(value["label"]["zh-CN"], *code, "{facet} {code} has words");
            let ids = found(&gateway, &format!("{parameter}={code}")).await;
            assert_eq!(value["count"], ids.len(), "{facet} {code}");
        }
    }
}

#[tokio::test]
async fn services_come_in_pages() {
    let gateway = Gateway::start().await;
    let all = found(&gateway, "").await;
    let page = gateway.anyone().read("/services?limit=5").await;
    assert_eq!(page["nextCursor"], "5");
    let second = found(&gateway, "limit=5&cursor=5").await;
    assert_eq!(second, all[5..10]);
    problem(
        gateway.anyone().get("/services?cursor=x").await,
        400,
        "validation",
    )
    .await;
}

#[tokio::test]
async fn a_guide_is_whole_and_a_form_is_for_the_signed_in() {
    let gateway = Gateway::start().await;
    let guide = gateway.anyone().read("/services/residence-permit").await;
    for field in [
        "conditions",
        "materials",
        "steps",
        "legalBasis",
        "questions",
        "windows",
    ] {
        assert!(!guide[field].as_array().unwrap().is_empty(), "{field}");
    }
    problem(
        gateway.anyone().get("/services/nothing").await,
        404,
        "not-found",
    )
    .await;
    problem(
        gateway
            .anyone()
            .get("/services/residence-permit/form")
            .await,
        401,
        "session-expired",
    )
    .await;
    let person = gateway.sign_in("chen-jing").await;
    let form = person.read("/services/residence-permit/form").await;
    assert_eq!(form["definition"]["id"], "residence-permit");
    assert_eq!(form["hash"].as_str().unwrap().len(), 64);
    assert_eq!(form["prefill"]["person.name"], "陈静");
    problem(
        person.get("/services/old-age-allowance/form").await,
        404,
        "not-found",
    )
    .await;
}

#[tokio::test]
async fn suggestions_say_why_and_leave_out_what_is_under_way() {
    let gateway = Gateway::start().await;
    let person = gateway.sign_in("chen-jing").await;
    let ids = async || -> Vec<String> {
        let list: Value = person.read("/services/suggested").await;
        list["items"]
            .as_array()
            .unwrap()
            .iter()
            .map(|one| {
                assert!(!one["reason"]["zh-CN"].as_str().unwrap().is_empty());
                assert!(!one["reason"]["en"].as_str().unwrap().is_empty());
                one["service"]["id"].as_str().unwrap().to_owned()
            })
            .collect()
    };
    assert!(ids().await.contains(&"residence-permit".to_owned()));
    person.draft(|_| {}).await;
    assert!(!ids().await.contains(&"residence-permit".to_owned()));
    for who in ["li-wei", "wang-xiulan", "sample-noodles"] {
        let list = gateway.sign_in(who).await.read("/services/suggested").await;
        assert!(!list["items"].as_array().unwrap().is_empty(), "{who}");
    }
    problem(
        gateway.anyone().get("/services/suggested").await,
        401,
        "session-expired",
    )
    .await;
}
