//! The sample wizards with computed amounts, several departments and several parties:
//! handed in whole, and refused when something in them cannot be.

use banshi_gateway::ids;
use banshi_identifiers::{CalendarDate, ResidentId};
use reqwest::StatusCode;
use serde_json::{Value, json};

use crate::forms::{draft, faults, start};
use crate::support::{PDF, Person};

/// An invented identity number from its first 17 characters.
fn number(first: &str) -> String {
    let today = CalendarDate::new(2026, 11, 23).unwrap();
    "0123456789X"
        .chars()
        .map(|check| format!("{first}{check}"))
        .find(|number| ResidentId::parse(number, today).is_ok())
        .unwrap()
}

async fn paper(person: &Person<'_>) -> Value {
    let kind = "application/pdf";
    let id = person.upload("材料.pdf", kind, PDF).await;
    json!({"uploadId": id, "name": "材料.pdf", "size": PDF.len(), "mediaType": kind})
}

/// Hands in the answers and reads the case.
async fn submitted(person: &Person<'_>, service: &str, answers: &Value) -> Value {
    let id = draft(person, service, answers.clone()).await;
    assert_eq!(faults(person, &id).await, []);
    let form = person.read(&format!("/services/{service}/form")).await;
    let hash = form["hash"].as_str().unwrap();
    let answer = person.submit(&id, &ids::id(), hash).await;
    assert_eq!(answer.status(), StatusCode::CREATED);
    let answer: Value = answer.json().await.unwrap();
    let case = answer["caseId"].as_str().unwrap();
    person.read(&format!("/cases/{case}")).await
}

/// With one answer changed it is refused: where, and by which rule or keyword.
async fn refused(
    person: &Person<'_>,
    service: &str,
    answers: &Value,
    (at, value): (&str, Value),
    wanted: (&str, &str),
) {
    let mut answers = answers.clone();
    *answers.pointer_mut(at).unwrap() = value;
    let id = draft(person, service, answers).await;
    let wanted = (wanted.0.to_owned(), wanted.1.to_owned());
    assert_eq!(faults(person, &id).await, [wanted], "{at}");
    let form = person.read(&format!("/services/{service}/form")).await;
    let hash = form["hash"].as_str().unwrap();
    let answer = person.submit(&id, &ids::id(), hash).await;
    assert_eq!(answer.status(), StatusCode::UNPROCESSABLE_ENTITY, "{at}");
}

#[tokio::test]
async fn unemployment_benefit_is_taken_and_wrong_dates_are_not() {
    let gateway = start().await;
    let person = gateway.sign_in("chen-jing").await;
    let service = "unemployment-benefit";
    let answers = json!({
        "eligibility": {"endedOn": "2026-10-31", "reason": "dismissed", "reported": "no",
            "registeredOn": "2026-11-20", "pension": false},
        "contributions": {"employer": "示例市云上科技有限公司", "from": "2019-03-01", "to": "2026-10-31"},
        // As the page sends it along; the gateway computes it anew.
        "benefit": {"months": 18, "monthly": 1800, "later": 1620, "total": 31320},
        "account": {"bank": "sample-city", "number": "6200000000000000000"},
        "materials": {"termination": [paper(&person).await]},
        "declaration": {"seeking": true, "truthful": true},
    });
    let case = submitted(&person, service, &answers).await;
    assert_eq!(case["status"], "submitted");
    for (at, value, wanted) in [
        (
            "/eligibility/registeredOn",
            "2026-11-24",
            ("/eligibility/registeredOn", "registered-in-past"),
        ),
        (
            "/eligibility/reason",
            "resigned",
            ("/eligibility/reason", "involuntary"),
        ),
        (
            "/contributions/to",
            "2026-11-30",
            ("/contributions/to", "contributions-end"),
        ),
    ] {
        refused(&person, service, &answers, (at, json!(value)), wanted).await;
    }
    let more = ("/benefit/months", json!(24));
    let wanted = ("/benefit/months", "computed");
    refused(&person, service, &answers, more, wanted).await;
}

#[tokio::test]
async fn a_birth_is_taken_for_the_departments_chosen() {
    let gateway = start().await;
    let person = gateway.sign_in("chen-jing").await;
    let service = "newborn-registration";
    let answers = json!({
        "child": {"name": "陈小满", "sex": "male", "birthDate": "2026-11-02", "hospital": "maternal",
            "hasCertificate": false},
        "applicant": {"relation": "mother"},
        "father": {"given": true, "name": "周明", "idNumber": number("11010119880715001"), "phone": "13800000006"},
        "matters": {"chosen": ["certificate", "household", "vaccination", "insurance", "card"]},
        "certificate": {"weight": 3300, "weeks": 39},
        "household": {"with": "mother", "district": "990103", "address": "示例市云上区示范路 6 号"},
        "vaccination": {"clinic": "yunshang"},
        "insurance": {"payer": "father", "method": "online"},
        "card": {"bank": "sample-city", "withPhoto": false},
        "materials": {"register": [paper(&person).await], "naming": paper(&person).await},
        "delivery": {"method": "collect", "window": "maternal"},
        "declaration": {"share": true, "truthful": true},
    });
    let case = submitted(&person, service, &answers).await;
    assert_eq!(case["delivery"]["label"]["zh-CN"], "到窗口领取");
    for (at, value, wanted) in [
        (
            "/child/birthDate",
            json!("2026-11-24"),
            ("/child/birthDate", "born-in-past"),
        ),
        (
            "/father/idNumber",
            json!(number("11010119880715002")),
            ("/father/idNumber", "father-male"),
        ),
        (
            "/matters/chosen",
            json!(["certificate", "card"]),
            ("/matters/chosen", "needs-household"),
        ),
    ] {
        refused(&person, service, &answers, (at, value), wanted).await;
    }
}

#[tokio::test]
async fn a_home_changes_hands_and_shares_and_sides_have_to_fit() {
    let gateway = start().await;
    let person = gateway.sign_in("chen-jing").await;
    let service = "second-hand-housing-transfer";
    let form = person.read(&format!("/services/{service}/form")).await;
    let own = form["prefill"]["person.idNumber"].as_str().unwrap();
    let party = |name: &str, number: &str, share: f64, agents: Value| json!({"name": name, "idNumber": number, "phone": "13800000007", "share": share, "agents": agents});
    let agent = |number: &str, relation: &str| json!({"name": "钱程", "idNumber": number, "phone": "13800000008", "relation": relation});
    let sellers = [number("11010119600402001"), number("11010119621119002")];
    let (child, attorney) = (number("11010120140506003"), number("11010119750101005"));
    let answers = json!({
        "home": {"certificate": "示（2018）示例市不动产权第0000001号", "district": "990103",
            "address": "示例省示例市云上区示范路 6 号 2 栋 301 室", "area": 89.5, "mortgaged": false},
        "deal": {"signedOn": "2026-11-02", "price": 1_500_000, "sellersHold": "shares", "buyersHold": "shares"},
        "applicant": {"role": "buyer"},
        "sellers": [
            party("赵国庆", &sellers[0], 50.0, json!([])),
            party("孙桂芳", &sellers[1], 50.0, json!([agent(&attorney, "attorney")])),
        ],
        "buyers": [
            party("陈静", own, 99.0, json!([])),
            party("陈小满", &child, 1.0, json!([agent(own, "parent")])),
        ],
        "costs": {"homes": "first", "certificates": "one", "rate": 1, "deedTax": 15_000, "fee": 80, "total": 15_080},
        "materials": {"title": [paper(&person).await], "contract": [paper(&person).await],
            "power": [paper(&person).await], "guardianship": [paper(&person).await]},
        "delivery": {"method": "collect", "window": "centre"},
        "declaration": {"genuine": true, "truthful": true},
    });
    submitted(&person, service, &answers).await;
    for (at, value, wanted) in [
        (
            "/sellers/0/share",
            json!(49),
            ("/sellers", "sellers-shares"),
        ),
        ("/buyers/1/share", json!(2), ("/buyers", "buyers-shares")),
        (
            "/sellers/0/idNumber",
            json!(own),
            ("/buyers/0/idNumber", "both-sides"),
        ),
        (
            "/sellers/0/idNumber",
            json!(sellers[1]),
            ("/sellers/1/idNumber", "unique"),
        ),
        (
            "/sellers/1/agents/0/idNumber",
            json!(sellers[1]),
            ("/sellers/1/agents/0/idNumber", "sellers-own-agent"),
        ),
        (
            "/buyers/1/agents",
            json!([]),
            ("/buyers/1/idNumber", "buyers-minor"),
        ),
        (
            "/deal/signedOn",
            json!("2026-11-24"),
            ("/deal/signedOn", "signed-in-past"),
        ),
        (
            "/costs/deedTax",
            json!(10_000),
            ("/costs/deedTax", "computed"),
        ),
    ] {
        refused(&person, service, &answers, (at, value), wanted).await;
    }
}
