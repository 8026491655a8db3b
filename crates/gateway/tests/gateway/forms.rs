//! The committed forms, filled in whole: what becomes of the answers.

use std::path::Path;

use banshi_gateway::cases::{Action, Decision, engine};
use banshi_gateway::clock::Clock as _;
use banshi_gateway::ids;
use banshi_identifiers::{CalendarDate, ResidentId};
use reqwest::StatusCode;
use serde_json::{Value, json};

use crate::support::{Gateway, PDF, Person};

pub async fn start() -> Gateway {
    Gateway::with(|config| {
        config.content = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../content");
    })
    .await
}

/// A draft of this service with these answers and what the account knows.
pub async fn draft(person: &Person<'_>, service: &str, mut answers: Value) -> String {
    let form = person.read(&format!("/services/{service}/form")).await;
    for one in form["definition"]["prefill"].as_array().unwrap() {
        let mut parts = one["to"].as_str().unwrap().split('/').skip(1);
        let (page, field) = (parts.next().unwrap(), parts.next().unwrap());
        answers[page][field] = form["prefill"][one["from"].as_str().unwrap()].clone();
    }
    let id = ids::id();
    let body = json!({"id": id, "serviceId": service, "formVersion": form["definition"]["version"], "answers": answers});
    let path = format!("/drafts/{id}");
    let put = person.put(&path, ("if-none-match", "*"), &body).await;
    assert_eq!(put.status(), StatusCode::CREATED);
    id
}

/// What would keep it from being submitted: where, and what is wrong.
pub async fn faults(person: &Person<'_>, draft: &str) -> Vec<(String, String)> {
    let path = format!("/drafts/{draft}/check");
    let check = person.post(&path, &json!({})).await;
    let check: Value = check.json().await.unwrap();
    let fault = |one: &Value| {
        let rule = one["params"]["rule"].as_str();
        let keyword = rule.or(one["keyword"].as_str()).unwrap();
        (one["pointer"].as_str().unwrap().into(), keyword.into())
    };
    check["errors"]
        .as_array()
        .unwrap()
        .iter()
        .map(fault)
        .collect()
}

async fn permit(person: &Person<'_>, delivery: Value) -> Value {
    let photo = b"\x89PNG\r\n\x1a\n".to_vec();
    let file = async |name: &str, kind: &str, bytes: &[u8]| {
        let id = person.upload(name, kind, bytes).await;
        json!({"uploadId": id, "name": name, "size": bytes.len(), "mediaType": kind})
    };
    let answers = json!({
        "eligibility": {"movedOn": "2025-03-01", "basis": "employment"},
        "residence": {"city": "990100", "district": "990103", "street": "示范路 6 号 2 栋", "kind": "rented"},
        "employment": {"employer": "示例市云上科技有限公司", "since": "2025-03-10", "contract": "contract"},
        "materials": {
            "photo": file("照片.png", "image/png", &photo).await,
            "employmentProof": [file("劳动合同.pdf", "application/pdf", PDF).await],
        },
        "delivery": delivery,
        "declaration": {"truthful": true},
    });
    let id = draft(person, "residence-permit", answers).await;
    assert_eq!(faults(person, &id).await, []);
    let submitted = person.submit(&id, &id, &person.form_hash().await).await;
    assert_eq!(submitted.status(), StatusCode::CREATED);
    let submitted: Value = submitted.json().await.unwrap();
    let case = submitted["caseId"].as_str().unwrap();
    person.read(&format!("/cases/{case}")).await
}

#[tokio::test]
async fn the_result_comes_as_the_person_chose_in_the_form() {
    let gateway = start().await;
    let person = gateway.sign_in("chen-jing").await;
    let address = "示例省示例市云上区示范路 6 号 2 栋 301 室";
    for (delivery, label, detail) in [
        (
            json!({"method": "collect", "window": "yunshang"}),
            "到窗口领取",
            "示例市公安局云上分局办证大厅",
        ),
        (
            json!({"method": "post", "address": address}),
            "邮寄到家",
            address,
        ),
    ] {
        let case = permit(&person, delivery).await;
        assert_eq!(case["delivery"]["label"]["zh-CN"], label);
        assert_eq!(case["delivery"]["detail"]["zh-CN"], detail);
        let phase = case["phases"].as_array().unwrap().last().unwrap();
        assert_eq!(
            phase["detail"]["zh-CN"],
            format!("居住证：{label}，{detail}")
        );

        // It is so to the end, in what is told of it as well.
        let id = case["id"].as_str().unwrap();
        let (store, now) = (&gateway.server.app.store, gateway.clock.now());
        for action in [
            Action::Accept,
            Action::Decide(Decision::Granted),
            Action::Deliver,
        ] {
            let record = store.case(id).await.unwrap().unwrap();
            let step = engine::act(&record, action, None, now).unwrap();
            assert!(store.case_step(record.seq, &step, &[], now).await.unwrap());
        }
        let done = person.read(&format!("/cases/{id}")).await;
        assert_eq!(done["status"], "completed");
        assert_eq!(done["delivery"], case["delivery"]);
        let events = person.read(&format!("/cases/{id}/events")).await;
        let last = &events["items"][0];
        assert_eq!(last["type"], "delivery");
        assert_eq!(last["detail"]["zh-CN"], format!("{label}，{detail}"));
    }
}

#[tokio::test]
async fn the_applicant_among_the_insured_is_stated_rightly() {
    let gateway = start().await;
    let person = gateway.sign_in("wang-xiulan").await;
    let form = person
        .read("/services/resident-medical-insurance/form")
        .await;
    let known = |name: &str| form["prefill"][name].as_str().unwrap().to_owned();
    let (name, number) = (known("person.name"), known("person.idNumber"));
    let row = |name: &str, number: &str, relation: &str| json!({"name": name, "idNumber": number, "relation": relation, "category": "general"});
    let myself = row(&name, &number, "self");
    let today = CalendarDate::new(2026, 11, 23).unwrap();
    let child = "0123456789X"
        .chars()
        .map(|check| format!("11010120160601003{check}"))
        .find(|number| ResidentId::parse(number, today).is_ok());
    let child = row("王安", &child.unwrap(), "child");
    let enrol = async |scope: &str, members: Value| {
        let answers = json!({
            "household": {"kind": "registered", "city": "990100", "district": "990103"},
            "coverage": {"scope": scope, "employed": false},
            "members": members,
            "payment": {"method": "online"},
            "declaration": {"single": true, "truthful": true},
        });
        let id = draft(&person, "resident-medical-insurance", answers).await;
        let mut rules: Vec<_> = faults(&person, &id).await;
        rules.dedup_by(|one, other| one.1 == other.1);
        rules.into_iter().map(|(_, rule)| rule).collect::<Vec<_>>()
    };
    let with = |field: &str, value: &Value| {
        let mut row = myself.clone();
        row[field] = value.clone();
        row
    };
    let nothing = [""; 0];
    assert_eq!(enrol("self", json!([myself])).await, nothing);
    assert_eq!(enrol("family", json!([myself, child])).await, nothing);
    // Who is insured elsewhere enrols the family alone.
    assert_eq!(enrol("family", json!([child])).await, nothing);
    assert_eq!(
        enrol("self", json!([child])).await,
        ["self-scope"],
        "only myself, but it is not me"
    );
    assert_eq!(
        enrol("family", json!([with("relation", &json!("other"))])).await,
        ["self-relation"],
        "my number, but not as myself"
    );
    assert_eq!(
        enrol("family", json!([with("name", &json!("王安"))])).await,
        ["self-name"]
    );
    let another = with("idNumber", &child["idNumber"]);
    assert_eq!(enrol("family", json!([another])).await, ["self-number"]);
    let twice = enrol("family", json!([myself, another])).await;
    assert!(twice.contains(&"one-self".to_owned()), "{twice:?}");
}
