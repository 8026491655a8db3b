//! The regions there are, in parts.

use std::path::Path;

use banshi_identifiers::{Entry, Regions, write_regions};
use reqwest::StatusCode;
use serde_json::{Value, json};

use crate::support::Gateway;

const SOURCES: &str = "lists 1.2.0 (MIT); pinyin 3.0.1 (BSD)";

fn entry(code: u32, until: Option<u16>, name: &str, pinyin: &str) -> Entry {
    Entry {
        code,
        from: None,
        until,
        name: name.into(),
        pinyin: pinyin.into(),
    }
}

/// Tables as `cargo xtask regions` writes them, of two provinces.
fn tables(folder: &Path) {
    let places = [
        entry(110_000, None, "北京市", "bei jing shi"),
        entry(110_105, None, "朝阳区", "chao yang qu"),
        entry(440_000, None, "广东省", "guang dong sheng"),
        entry(440_300, None, "深圳市", "shen zhen shi"),
        entry(440_305, None, "南山区", "nan shan qu"),
        entry(441_900, None, "东莞市", "dong guan shi"),
        entry(
            810_000,
            None,
            "香港特别行政区",
            "xiang gang te bie xing zheng qu",
        ),
    ];
    let streets = [
        entry(440_305_001, None, "南头街道", "nan tou jie dao"),
        entry(441_900_003, None, "东城街道", "dong cheng jie dao"),
    ];
    let mut known = places.to_vec();
    known.push(entry(110_103, Some(2010), "崇文区", ""));
    let text = |entries: &[Entry]| write_regions("2026-09-11", SOURCES, entries).unwrap();
    std::fs::create_dir_all(folder.join("streets")).unwrap();
    std::fs::write(folder.join("places.txt"), text(&places)).unwrap();
    std::fs::write(folder.join("streets/44.txt"), text(&streets)).unwrap();
    let known = Regions::from_bytes(text(&known).as_bytes()).unwrap();
    std::fs::write(folder.join("codes.txt"), known.to_codes()).unwrap();
}

async fn gateway() -> (Gateway, tempfile::TempDir) {
    let folder = tempfile::TempDir::new().unwrap();
    tables(folder.path());
    let regions = folder.path().to_path_buf();
    let gateway = Gateway::with(|config| config.regions = regions).await;
    (gateway, folder)
}

fn names(part: &Value) -> Vec<&str> {
    let items = part["items"].as_array().unwrap().iter();
    items.map(|item| item["name"].as_str().unwrap()).collect()
}

#[tokio::test]
async fn regions_come_in_parts_to_anyone() {
    let (gateway, _folder) = gateway().await;
    let anyone = gateway.anyone();
    let provinces = anyone.read("/regions").await;
    assert_eq!(names(&provinces), ["北京市", "广东省", "香港特别行政区"]);
    assert_eq!(
        provinces["items"][0],
        json!({"code": "110000", "name": "北京市", "pinyin": "bei jing shi", "initials": "bjs"})
    );
    assert_eq!(provinces["asOf"], "2026-09-11");
    assert_eq!(
        provinces["sources"],
        json!([{"name": "lists", "version": "1.2.0", "licence": "MIT"},
            {"name": "pinyin", "version": "3.0.1", "licence": "BSD"}])
    );
    let province = anyone.read("/regions/440000").await;
    assert_eq!(province["region"]["name"], "广东省");
    assert_eq!(names(&province), ["深圳市", "东莞市"]);
    assert_eq!(names(&province["items"][0]), ["南山区"]);
    assert_eq!(province["items"][1].get("items"), None);
    // A municipality has its districts right below it.
    assert_eq!(names(&anyone.read("/regions/110000").await), ["朝阳区"]);
    assert_eq!(names(&anyone.read("/regions/440305").await), ["南头街道"]);
    // A city without counties has streets.
    assert_eq!(names(&anyone.read("/regions/441900").await), ["东城街道"]);
    // Neither cities nor streets are known of it, nor any streets of this one.
    for code in ["810000", "110105"] {
        assert!(names(&anyone.read(&format!("/regions/{code}")).await).is_empty());
    }
    for code in ["110103", "990000", "44030", "440305001", "x", "%E5%8C%97"] {
        let response = anyone.get(&format!("/regions/{code}")).await;
        assert_eq!(response.status(), StatusCode::NOT_FOUND, "{code}");
    }
}

#[tokio::test]
async fn they_are_kept_for_a_day_and_then_asked_about() {
    let (gateway, _folder) = gateway().await;
    let anyone = gateway.anyone();
    for path in ["/regions", "/regions/440000", "/regions/codes"] {
        let response = anyone.get(path).await;
        let headers = response.headers();
        assert_eq!(headers["cache-control"], "public, max-age=86400", "{path}");
        let tag = headers["etag"].clone();
        let again = anyone
            .request(reqwest::Method::GET, path)
            .header("if-none-match", tag)
            .send()
            .await
            .unwrap();
        assert_eq!(again.status(), StatusCode::NOT_MODIFIED, "{path}");
        assert!(again.bytes().await.unwrap().is_empty());
    }
}

#[tokio::test]
async fn the_codes_judge_numbers() {
    let (gateway, _folder) = gateway().await;
    let response = gateway.anyone().get("/regions/codes").await;
    assert_eq!(
        response.headers()["content-type"],
        "text/plain; charset=utf-8"
    );
    let text = response.text().await.unwrap();
    let codes = Regions::from_codes(&text).unwrap();
    assert_eq!((codes.as_of(), codes.sources()), ("2026-09-11", SOURCES));
    assert_eq!(codes.len(), 8);
    let known = gateway.server.app.regions.as_ref().unwrap().known();
    assert_eq!(known.to_codes(), text);
}

#[tokio::test]
async fn without_tables_there_are_none() {
    let gateway = Gateway::start().await;
    for path in ["/regions", "/regions/110000", "/regions/codes"] {
        let response = gateway.anyone().get(path).await;
        assert_eq!(response.status(), StatusCode::NOT_FOUND, "{path}");
        let problem: Value = response.json().await.unwrap();
        assert_eq!(problem["code"], "not-found");
    }
}

#[test]
fn a_broken_table_is_named() {
    let folder = tempfile::TempDir::new().unwrap();
    tables(folder.path());
    std::fs::write(folder.path().join("codes.txt"), "no codes").unwrap();
    let error = banshi_gateway::regions::Tables::open(folder.path()).unwrap_err();
    assert!(
        error.contains("codes.txt") && error.contains("line 1"),
        "{error}"
    );
}

#[tokio::test]
async fn a_check_warns_of_a_region_that_no_list_knows() {
    let (gateway, _folder) = gateway().await;
    let person = gateway.sign_in("chen-jing").await;
    // 110101, as her number begins, is not in these tables.
    let draft = person.draft(|_| {}).await;
    let path = format!("/drafts/{}/check", draft["id"].as_str().unwrap());
    let check: Value = person.post(&path, &json!({})).await.json().await.unwrap();
    assert_eq!(check["errors"], json!([]));
    let warning = &check["warnings"][0];
    assert_eq!(warning["pointer"], "/applicant/idNumber");
    assert_eq!(warning["params"]["reason"], "unknown-region");
    // It can be handed in all the same.
    let hash = person.form_hash().await;
    let id = draft["id"].as_str().unwrap();
    let submitted = person.submit(id, "key", &hash).await;
    assert_eq!(submitted.status(), StatusCode::CREATED);
}
