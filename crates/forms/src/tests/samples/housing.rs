//! 二手房转移登记: several parties, and who acts for them.

use super::*;

/// Invented; born 1960-04-02 and 1962-11-19: they sell.
const SELLERS: [&str; 2] = ["110101196004020012", "110101196211190022"];
/// Invented, born 2014-05-06: a buyer who needs a guardian.
const MINOR: &str = "110101201405060035";
/// Invented, born 1975-01-01: acts for others.
const AGENT: &str = "110101197501010055";

pub(super) fn form() -> Arc<Definition> {
    load(&read(include_str!(
        "../../../../../content/forms/second-hand-housing-transfer.json"
    )))
}

fn person(name: &str, number: &str, share: f64) -> Value {
    json!({"name": name, "idNumber": number, "phone": "13800000007", "share": share})
}

fn agent(number: &str, relation: &str) -> Value {
    json!({"name": "钱程", "idNumber": number, "phone": "13800000008", "relation": relation})
}

/// 陈静 and her child buy from two who own in shares, one of them through an agent.
fn answers() -> Value {
    let mut sellers = vec![
        person("赵国庆", SELLERS[0], 33.4),
        person("孙桂芳", SELLERS[1], 66.6),
    ];
    sellers[1]["agents"] = json!([agent(AGENT, "attorney")]);
    let mut child = person("陈小满", MINOR, 1.0);
    child["agents"] = json!([agent(WOMAN_1949, "parent")]);
    json!({
        "home": {"certificate": "示（2018）示例市不动产权第0000001号", "district": "990103",
            "address": "示例省示例市云上区示范路 6 号 2 栋 301 室", "area": 140, "mortgaged": false,
            "utilities": ["water", "power"], "accounts": "水 00123456，电 0099001234"},
        "deal": {"signedOn": "2026-11-02", "price": 1_500_000, "annex": 80_000,
            "sellersHold": "shares", "buyersHold": "shares"},
        "applicant": {"name": "陈静", "idNumber": WOMAN_1949, "phone": "13800000001", "role": "buyer"},
        "sellers": sellers,
        "buyers": [person("陈静", WOMAN_1949, 99.0), child],
        "costs": {"homes": "first", "certificates": "each"},
        "materials": {"title": [file("application/pdf")], "contract": [file("application/pdf")],
            "guardianship": [file("application/pdf")]},
        "delivery": {"method": "collect", "window": "centre"},
        "declaration": {"genuine": true, "truthful": true},
    })
}

fn with(changes: &[(&str, Value)]) -> Vec<(String, String)> {
    let mut answers = answers();
    for (at, value) in changes {
        crate::pointer::set(&mut answers, at, value.clone());
    }
    let name = |e: &FieldError| {
        let rule = e.params.get("rule").and_then(Value::as_str);
        (e.pointer.clone(), rule.unwrap_or(&e.keyword).to_owned())
    };
    check(&form(), &chen(), &answers).iter().map(name).collect()
}

fn refused(changes: &[(&str, Value)], wanted: &[(&str, &str)]) {
    let found = with(changes);
    let found: Vec<_> = found
        .iter()
        .map(|(a, b)| (a.as_str(), b.as_str()))
        .collect();
    assert_eq!(found, wanted);
}

#[test]
fn housing_transfer_is_accepted() {
    refused(&[], &[]);
    let accepted = accept(&form(), &chen(), &answers()).unwrap();
    assert_eq!(accepted["deal"]["total"], json!(1_580_000));
    assert_eq!(accepted["buyers"][1]["birthDate"], json!("2014-05-06"));
    assert_eq!(
        accepted["sellers"][1]["agents"][0]["relation"],
        json!("attorney")
    );
    // 1 % of the home, 3 % of what is priced apart; 80 and 10 yuan for two certificates.
    assert_eq!(
        accepted["costs"],
        json!({"homes": "first", "certificates": "each", "rate": 1,
            "deedTax": 17_400, "fee": 90, "total": 17_490})
    );
    let mut state = State::new(form(), chen(), answers());
    fill(&mut state, &[]);
    assert_eq!(said(&state.warnings()), [] as [(&str, &str); 0]);
    let sellers = state.page("sellers").unwrap().group.unwrap();
    assert_eq!(sellers.rows[1].groups[0].rows[0].title, "钱程");
}

/// 财政部 税务总局 住房城乡建设部公告2024年第16号.
#[test]
fn the_deed_tax_follows_homes_and_area() {
    let mut state = State::new(form(), chen(), answers());
    set(&mut state, "/deal/annex", Value::Null);
    for (homes, area, rate, tax) in [
        ("first", json!(140), json!(1), json!(15_000)),
        ("first", json!(140.01), json!(1.5), json!(22_500)),
        ("second", json!(140), json!(1), json!(15_000)),
        ("second", json!(141), json!(2), json!(30_000)),
        ("more", json!(60), json!(3), json!(45_000)),
    ] {
        set(&mut state, "/home/area", area);
        set(&mut state, "/costs/homes", json!(homes));
        assert_eq!(state.answer("/costs/rate"), Some(&rate), "{homes}");
        assert_eq!(state.answer("/costs/deedTax"), Some(&tax), "{homes}");
    }
    set(&mut state, "/costs/certificates", json!("one"));
    assert_eq!(state.answer("/costs/total"), Some(&json!(45_080)));
    set(&mut state, "/deal/price", Value::Null);
    assert_eq!(state.answer("/costs/total"), None);
}

#[test]
fn shares_and_sides_have_to_fit() {
    refused(
        &[("/sellers/0/share", json!(33))],
        &[("/sellers", "sellers-shares")],
    );
    refused(
        &[("/buyers/0/share", json!(99.5))],
        &[("/buyers", "buyers-shares")],
    );
    // Held jointly there are no shares to add up.
    refused(
        &[
            ("/deal/sellersHold", json!("joint")),
            ("/sellers/0/share", json!(1)),
        ],
        &[],
    );
    refused(
        &[("/deal/buyersHold", json!("sole"))],
        &[("/buyers", "buyers-sole")],
    );
    let alone = json!([person("赵国庆", SELLERS[0], 100.0)]);
    refused(
        &[("/sellers", alone.clone())],
        &[("/sellers", "sellers-several")],
    );
    refused(
        &[("/sellers", alone), ("/deal/sellersHold", json!("sole"))],
        &[],
    );
    refused(
        &[("/sellers/0/idNumber", json!(SELLERS[1]))],
        &[("/sellers/1/idNumber", "unique")],
    );
    refused(
        &[("/sellers/0/idNumber", json!(WOMAN_1949))],
        &[("/buyers/0/idNumber", "both-sides")],
    );
    refused(
        &[("/applicant/role", json!("seller"))],
        &[("/sellers", "applicant-sells")],
    );
    refused(
        &[("/deal/signedOn", json!("2026-11-24"))],
        &[("/deal/signedOn", "signed-in-past")],
    );
}

#[test]
fn who_acts_for_somebody_may_do_so() {
    refused(
        &[("/buyers/1/agents", json!([]))],
        &[("/buyers/1/idNumber", "buyers-minor")],
    );
    refused(
        &[("/buyers/1/agents/0/relation", json!("attorney"))],
        &[("/buyers/1/idNumber", "buyers-minor")],
    );
    refused(
        &[("/sellers/1/agents/0/idNumber", json!(SELLERS[1]))],
        &[("/sellers/1/agents/0/idNumber", "sellers-own-agent")],
    );
    refused(
        &[("/sellers/1/agents/0/idNumber", json!(GIRL_2015))],
        &[("/sellers/1/agents/0/idNumber", "sellers-agent-adult")],
    );
    let twice = json!([agent(AGENT, "attorney"), agent(AGENT, "guardian")]);
    refused(
        &[("/sellers/1/agents", twice)],
        &[("/sellers/1/agents/1/idNumber", "unique")],
    );
    // Somebody who applies for others is among those who act.
    refused(&[("/applicant/role", json!("agent"))], &[]);
    refused(
        &[
            ("/applicant/role", json!("agent")),
            ("/buyers/1/agents/0/idNumber", json!(MAN_1978)),
        ],
        &[("/buyers", "applicant-acts")],
    );
}

#[test]
fn who_acts_for_both_sides_is_warned_and_papers_follow() {
    let mut state = State::new(form(), chen(), answers());
    let rules = |state: &State| {
        let warnings = state.warnings();
        let rule = |e: &FieldError| e.params["rule"].as_str().unwrap().to_owned();
        warnings.iter().map(rule).collect::<Vec<_>>()
    };
    let agent = "/buyers/1/agents/0/idNumber";
    set(&mut state, agent, json!(AGENT));
    assert_eq!(
        rules(&state),
        ["sellers-agent-neutral", "buyers-agent-neutral"]
    );
    set(&mut state, agent, json!(SELLERS[0]));
    assert_eq!(rules(&state), ["buyers-agent-neutral"]);
    set(&mut state, agent, json!(MAN_1978));
    assert_eq!(rules(&state), [""; 0]);
    let of_seller = "/sellers/1/agents/0/relation";
    set(&mut state, of_seller, json!("parent"));
    assert_eq!(rules(&state), ["sellers-ward"]);
    let asks = |state: &State| {
        let page = state.page("materials").unwrap();
        let names = page.fields.iter().map(|f| f.pointer.clone());
        names.collect::<Vec<_>>()
    };
    let both = [
        "/materials/title",
        "/materials/contract",
        "/materials/guardianship",
    ];
    assert_eq!(asks(&state), both);
    set(&mut state, of_seller, json!("attorney"));
    assert!(asks(&state).contains(&"/materials/power".to_owned()));
    set(&mut state, "/home/mortgaged", json!(true));
    assert_eq!(
        said(&state.submit()),
        [
            ("/home/lender", "required"),
            ("/materials/mortgage", "required")
        ]
    );
}
