//! Turns `locales/<language>/*.json` into the typed keys of `src/i18n`, and fails the
//! build when a language lacks a key or names other placeholders than the others.

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;
use std::{env, fs};

#[path = "locales/pack.rs"]
mod pack;

const LANGUAGES: [&str; 2] = ["zh-CN", "en"];

/// One language's locale files as one.
type Words = BTreeMap<String, String>;

/// Key → (whether it has plural forms, its placeholders over all forms).
type Keys = BTreeMap<String, (bool, BTreeSet<String>)>;

fn main() {
    println!("cargo::rerun-if-changed=locales");
    println!("cargo::rerun-if-changed=build.rs");
    let mut faults = Vec::new();
    let all: Vec<(&str, Keys)> = LANGUAGES
        .iter()
        .map(|language| (*language, read(language, &mut faults)))
        .collect();
    if let Some(((_, first), others)) = all.split_first() {
        for (language, keys) in others {
            for key in first.keys().filter(|key| !keys.contains_key(*key)) {
                faults.push(format!("locales/{language} lacks the key `{key}`"));
            }
            for (key, (plural, placeholders)) in keys {
                match first.get(key) {
                    None => faults.push(format!("locales/zh-CN lacks the key `{key}`")),
                    Some((p, _)) if p != plural => {
                        faults.push(format!("`{key}` has plural forms in one language only"));
                    }
                    Some((_, named)) if named != placeholders => faults.push(format!(
                        "`{key}` names {placeholders:?} in {language} but {named:?} in zh-CN"
                    )),
                    Some(_) => {}
                }
            }
        }
        write(first, &mut faults);
    }
    assert!(
        faults.is_empty(),
        "locale files disagree:\n  {}",
        faults.join("\n  ")
    );
}

fn read(language: &str, faults: &mut Vec<String>) -> Keys {
    let mut keys = Keys::new();
    let mut all = Words::new();
    let folder = Path::new("locales").join(language);
    let Ok(files) = fs::read_dir(&folder) else {
        faults.push(format!("{} is missing", folder.display()));
        return keys;
    };
    for path in files.flatten().map(|entry| entry.path()) {
        let Some(stem) = path.file_stem().and_then(|stem| stem.to_str()) else {
            continue;
        };
        if path.extension().is_none_or(|ending| ending != "json") {
            continue;
        }
        let text = fs::read_to_string(&path).unwrap_or_default();
        let flat: BTreeMap<String, String> = match serde_json::from_str(&text) {
            Ok(flat) => flat,
            Err(error) => {
                faults.push(format!("{}: {error}", path.display()));
                continue;
            }
        };
        for (key, words) in flat {
            let full = format!("{stem}.{key}");
            let base = pack::base(&full);
            let has_forms = base != full;
            let entry = keys
                .entry(base.to_owned())
                .or_insert_with(|| (has_forms, BTreeSet::new()));
            if entry.0 != has_forms {
                faults.push(format!("{language}: `{full}` is both plain and plural"));
            }
            entry.1.extend(placeholders(&words));
            all.insert(full, words);
        }
    }
    // Whole, for tests, which have no server to ask for it.
    let out = env::var("OUT_DIR").unwrap_or_default();
    let whole = serde_json::to_string(&pack::pack(&all)).unwrap_or_default();
    if let Err(error) = fs::write(Path::new(&out).join(format!("{language}.json")), whole) {
        faults.push(format!("{language}.json: {error}"));
    }
    keys
}

fn placeholders(words: &str) -> Vec<String> {
    words
        .split('{')
        .skip(1)
        .filter_map(|rest| rest.split_once('}').map(|(name, _)| name.to_owned()))
        .collect()
}

fn write(keys: &Keys, faults: &mut Vec<String>) {
    let mut variants = String::new();
    let mut names = String::new();
    let mut seen = BTreeMap::new();
    for key in keys.keys() {
        let variant = pascal(key);
        if let Some(other) = seen.insert(variant.clone(), key) {
            faults.push(format!("`{key}` and `{other}` would both be K::{variant}"));
        }
        variants.push_str(&format!("    /// `{key}`\n    {variant},\n"));
        names.push_str(&format!("    \"{key}\",\n"));
    }
    let code = format!(
        "/// Keys of the locale files, in the order of [`NAMES`].\n\
         #[derive(Clone, Copy, Debug, PartialEq, Eq)]\n#[repr(u16)]\npub enum K {{\n{variants}}}\n\n\
         /// How many keys there are.\n\
         pub const COUNT: usize = {};\n\n\
         /// The keys as the locale files name them, sorted.\n\
         pub const NAMES: &[&str] = &[\n{names}];\n",
        keys.len()
    );
    let out = env::var("OUT_DIR").unwrap_or_default();
    if let Err(error) = fs::write(Path::new(&out).join("keys.rs"), code) {
        faults.push(format!("keys.rs: {error}"));
    }
}

fn pascal(key: &str) -> String {
    key.split(|c: char| !c.is_ascii_alphanumeric())
        .map(|part| {
            let mut chars = part.chars();
            chars.next().map_or(String::new(), |c| {
                c.to_ascii_uppercase().to_string() + chars.as_str()
            })
        })
        .collect()
}
