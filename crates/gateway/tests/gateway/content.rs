//! Content: taken up when it changes, refused by name when it is broken; and its check.

use std::path::Path;
use std::time::Duration;

use banshi_gateway::content::{Content, check};
use serde_json::{Value, json};
use tempfile::TempDir;

use crate::support::{self, Gateway};

fn change(file: &Path, change: impl FnOnce(&mut Value)) {
    let mut value: Value = serde_json::from_str(&std::fs::read_to_string(file).unwrap()).unwrap();
    change(&mut value);
    std::fs::write(file, value.to_string()).unwrap();
}

#[tokio::test]
async fn a_changed_file_is_taken_up_and_a_broken_one_refused_by_name() {
    let gateway = Gateway::start().await;
    let anyone = gateway.anyone();
    let file = gateway
        .folder
        .path()
        .join("content/services/residence-permit.json");
    let name = async || {
        anyone.read("/services/residence-permit").await["name"]["en"]
            .as_str()
            .unwrap()
            .to_owned()
    };
    let ready = async || -> Value {
        gateway
            .http
            .get(gateway.url("/readyz"))
            .send()
            .await
            .unwrap()
            .json()
            .await
            .unwrap()
    };
    let until = async |wanted: &dyn Fn(&str, &Value) -> bool| {
        for _ in 0..50 {
            tokio::time::sleep(Duration::from_millis(100)).await;
            if wanted(&name().await, &ready().await) {
                return;
            }
        }
        panic!("{} {}", name().await, ready().await);
    };
    change(&file, |service| {
        service["name"]["en"] = json!("Changed once")
    });
    until(&|name, _| name == "Changed once").await;

    std::fs::write(&file, "{\"id\": ").unwrap();
    until(&|name, ready| {
        name == "Changed once" && ready["content"][0]["file"] == "services/residence-permit.json"
    })
    .await;
    assert_eq!(ready().await["ready"], true, "the last good one is in use");

    let good = support::content(&gateway.folder.path().join("again"));
    std::fs::copy(good.join("services/residence-permit.json"), &file).unwrap();
    until(&|name, ready| name != "Changed once" && ready["content"] == json!([])).await;
}

#[test]
fn without_its_form_a_service_says_that_it_is_not_online() {
    let folder = TempDir::new().unwrap();
    let content = support::content(folder.path());
    std::fs::write(content.join("forms/residence-permit.json"), "{}").unwrap();
    let catalogue = Content::open(&content).unwrap();
    assert_eq!(
        catalogue.now().services["residence-permit"].summary.form_id,
        None
    );
    assert_eq!(catalogue.faults()[0].file, "forms/residence-permit.json");
}

#[test]
fn a_broken_table_is_refused_by_name_and_the_last_good_ones_stay() {
    let folder = TempDir::new().unwrap();
    let content = support::content(folder.path());
    let file = content.join("tables.json");
    let catalogue = Content::open(&content).unwrap();
    let words = || catalogue.now().words("levels", "1").cloned();
    let before = words();
    assert!(before.is_some());
    change(&file, |tables| tables["levels"]["1"] = json!("National"));
    assert!(catalogue.refresh());
    assert_eq!(words(), before);
    let faults = catalogue.faults();
    assert_eq!(faults[0].file, "tables.json");
    assert!(
        faults[0].fault.starts_with("table `levels`, code `1`:"),
        "{faults:?}"
    );
    let (found, _) = check::catalogue(&content);
    assert_eq!(
        (found[0].file.as_str(), found[0].rule.as_str()),
        ("tables.json", "shape")
    );
    let refused = Content::open(&content).unwrap_err();
    assert_eq!(refused.file, "tables.json");

    change(&file, |tables| tables["levels"] = json!([]));
    catalogue.refresh();
    assert!(catalogue.faults()[0].fault.starts_with("table `levels`:"));
}

#[test]
fn without_an_operator_there_is_no_portal() {
    let folder = TempDir::new().unwrap();
    let content = support::content(folder.path());
    std::fs::write(content.join("operator.json"), "{}").unwrap();
    assert_eq!(Content::open(&content).unwrap_err().file, "operator.json");
}

#[test]
fn the_committed_content_has_no_faults() {
    let content = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../content");
    assert_eq!(check::catalogue(&content).0, []);
    assert_eq!(check::forms(&content).0, []);
}

#[test]
fn each_fault_names_file_field_and_rule() {
    let cases: Vec<(&str, Value, &str, &str)> = vec![
        ("/itemType", json!("77"), "/itemType", "code-table"),
        ("/level", json!("9"), "/level", "code-table"),
        (
            "/department/nature",
            json!("4"),
            "/department/nature",
            "code-table",
        ),
        ("/audience", json!(["7"]), "/audience/0", "code-table"),
        ("/audience", json!([]), "/audience", "required"),
        ("/channels", json!(["5"]), "/channels/0", "code-table"),
        ("/caseType", json!("3"), "/caseType", "code-table"),
        ("/themes", json!(["person:080"]), "/themes/0", "code-table"),
        ("/themes", json!(["090"]), "/themes/0", "code-table"),
        (
            "/lifeEvents",
            json!(["flying"]),
            "/lifeEvents/0",
            "code-table",
        ),
        ("/state", json!("0"), "/state", "code-table"),
        ("/onlineDepth", json!(["0"]), "/onlineDepth/0", "code-table"),
        ("/result/kind", json!("9"), "/result/kind", "code-table"),
        (
            "/materials/0/kind",
            json!("4"),
            "/materials/0/kind",
            "code-table",
        ),
        (
            "/materials/0/form",
            json!("4"),
            "/materials/0/form",
            "code-table",
        ),
        (
            "/materials/0/necessity",
            json!("0"),
            "/materials/0/necessity",
            "code-table",
        ),
        (
            "/materials/0/source",
            json!("30"),
            "/materials/0/source",
            "code-table",
        ),
        (
            "/materials/0/originals",
            json!(100),
            "/materials/0/originals",
            "length",
        ),
        (
            "/materials/1/id",
            json!("id-card"),
            "/materials/1/id",
            "unique",
        ),
        ("/name/en", json!(" "), "/name/en", "language"),
        (
            "/questions/0/answer",
            json!({"zh-CN": "答"}),
            "/questions/0/answer/en",
            "language",
        ),
        ("/name/zh-CN", json!("长".repeat(201)), "/name", "length"),
        (
            "/windows/0/address/zh-CN",
            json!("长".repeat(101)),
            "/windows/0/address",
            "length",
        ),
        (
            "/consultation/phone",
            json!("0".repeat(19)),
            "/consultation/phone",
            "length",
        ),
        (
            "/department/code",
            json!("119901020099010168"),
            "/department/code",
            "uscc",
        ),
        (
            "/implementationCode",
            json!("1"),
            "/implementationCode",
            "implementation-code",
        ),
        ("/basicCode", json!("99"), "/basicCode", "basic-code"),
        (
            "/effectiveFrom",
            json!("2026-02-30"),
            "/effectiveFrom",
            "date",
        ),
        ("/formId", json!("nothing"), "/formId", "form-exists"),
        ("/id", json!("other"), "/id", "file-name"),
        ("/visits", json!(1), "/visitReason", "required"),
        ("/hasFee", json!(true), "/fees", "fees"),
        ("/caseType", json!("1"), "/promised/value", "at-once"),
        (
            "/legalBasis/0/title/zh-CN",
            json!("居住证暂行条例"),
            "/legalBasis/0/title/zh-CN",
            "title",
        ),
        ("/conditions", json!([]), "/conditions", "required"),
        ("/promised", json!({"value": 7}), "", "shape"),
    ];
    let folder = TempDir::new().unwrap();
    let content = support::content(folder.path());
    assert_eq!(check::catalogue(&content).0, []);
    let file = content.join("services/residence-permit.json");
    let good = std::fs::read_to_string(&file).unwrap();
    for (pointer, value, at, rule) in cases {
        std::fs::write(&file, &good).unwrap();
        change(&file, |service| {
            *service.pointer_mut(pointer).unwrap() = value.clone()
        });
        let (faults, _) = check::catalogue(&content);
        assert!(
            faults
                .iter()
                .any(|fault| fault.file == "services/residence-permit.json"
                    && fault.pointer == at
                    && fault.rule == rule),
            "{pointer} = {value}: {faults:?}"
        );
    }
    std::fs::write(&file, &good).unwrap();
    change(&file, |service| {
        service
            .as_object_mut()
            .unwrap()
            .insert("visitsReason".into(), json!("typo"));
    });
    let (faults, _) = check::catalogue(&content);
    assert_eq!(
        faults[0].to_string(),
        "services/residence-permit.json /visitsReason [unknown-field] the contract has no such field"
    );
    std::fs::write(&file, "{").unwrap();
    assert_eq!(check::catalogue(&content).0[0].rule, "json");
    std::fs::remove_file(content.join("tables.json")).unwrap();
    assert!(
        check::catalogue(&content)
            .0
            .iter()
            .any(|fault| fault.file == "tables.json" && fault.rule == "exists")
    );
}

#[test]
fn a_broken_form_is_named_too() {
    let folder = TempDir::new().unwrap();
    let content = support::content(folder.path());
    let file = content.join("forms/residence-permit.json");
    change(&file, |form| {
        form["pages"][0]["fields"][0] = json!("/applicant/nothing")
    });
    let (faults, looked) = check::forms(&content);
    assert_eq!(looked, 6);
    assert_eq!(faults[0].file, "forms/residence-permit.json");
    assert!(faults[0].pointer.starts_with("/pages/0"), "{faults:?}");
}

#[test]
fn a_form_that_asks_for_the_delivery_in_its_own_way_is_named() {
    let found = |alter: &dyn Fn(&mut Value)| {
        let folder = TempDir::new().unwrap();
        let content = support::content(folder.path());
        let form = "forms/residence-permit.json";
        let own = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../content");
        std::fs::copy(own.join(form), content.join(form)).unwrap();
        let alter = |form: &mut Value| alter(&mut form["schema"]["properties"]["delivery"]);
        change(&content.join(form), alter);
        let (faults, _) = check::forms(&content);
        let ours = faults.into_iter().filter(|fault| fault.rule == "delivery");
        let place = |pointer: String| {
            pointer
                .rsplit("delivery/properties/")
                .next()
                .map(str::to_owned)
        };
        ours.filter_map(|fault| place(fault.pointer))
            .collect::<Vec<_>>()
    };
    let pigeon = |delivery: &mut Value| {
        delivery["properties"]["method"]["oneOf"][1]["const"] = json!("pigeon");
    };
    assert_eq!(found(&pigeon), ["method/oneOf/1/const"]);
    let one_window = |delivery: &mut Value| {
        let window = delivery["properties"]["window"].as_object_mut().unwrap();
        window.remove("oneOf");
    };
    assert_eq!(found(&one_window), ["window"]);
    let free = |delivery: &mut Value| {
        let method = delivery["properties"]["method"].as_object_mut().unwrap();
        method.remove("oneOf");
    };
    assert_eq!(found(&free), ["method"]);
    assert_eq!(found(&|_| {}), [""; 0]);
}
