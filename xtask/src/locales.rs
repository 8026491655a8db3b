//! The words of all languages, merged into one file per language and checked against
//! each other. The page's `build.rs` checks the same when it compiles; here a tester
//! gets all faults at once and the pseudo-locales.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;

use crate::project::Project;
use crate::pseudo;
use crate::steps::{Context as _, Done, Steps};

/// The language that the others are checked against.
pub const DEFAULT: &str = "zh-CN";
const ENGLISH: &str = "en";
const PSEUDO: [(&str, Change); 2] = [("en-XA", pseudo::accented), ("ar-XB", pseudo::mirrored)];

#[path = "../../locales/pack.rs"]
mod pack;
use pack::{PLURAL_FORMS, base, pack};

/// What a pseudo-locale does to English words.
type Change = fn(&str) -> String;

/// Key → words of one language.
pub type Words = BTreeMap<String, String>;

/// Whether a language is one of the pseudo-locales.
pub fn is_pseudo(language: &str) -> bool {
    PSEUDO.iter().any(|(name, _)| *name == language)
}

/// Merges, checks and writes `target/locales/`.
///
/// # Errors
/// A file can't be read, or languages disagree.
pub fn write(project: &Project, steps: &Steps) -> Done {
    let folder = project.at("target/locales");
    fs::create_dir_all(&folder).context(folder.display())?;
    let all = merged(project)?;
    for (language, text) in &all {
        let file = folder.join(format!("{language}.json"));
        fs::write(&file, text).context(file.display())?;
    }
    let names: Vec<&str> = all.iter().map(|(language, _)| language.as_str()).collect();
    steps.say(format_args!(
        "Words of {} in {}",
        names.join(", "),
        project.shown(&folder)
    ));
    Ok(())
}

/// Each language with its one file as the page reads it, pseudo-locales included.
///
/// # Errors
/// A file can't be read, or languages disagree; the failure lists every fault.
pub fn merged(project: &Project) -> Done<Vec<(String, String)>> {
    flat(project)?
        .into_iter()
        .map(|(language, words)| {
            let text = serde_json::to_string(&pack(&words)).context("words")?;
            Ok((language, text))
        })
        .collect()
}

/// Each language with its words by key, pseudo-locales included.
///
/// # Errors
/// A file can't be read, or languages disagree; the failure lists every fault.
pub fn flat(project: &Project) -> Done<BTreeMap<String, Words>> {
    let root = project.at("locales");
    let mut languages: BTreeMap<String, Words> = BTreeMap::new();
    for entry in fs::read_dir(&root).context(root.display())? {
        let folder = entry.context(root.display())?.path();
        if let Some(language) = folder
            .file_name()
            .and_then(|name| name.to_str())
            .filter(|_| folder.is_dir())
        {
            let mut words = Words::new();
            for file in fs::read_dir(&folder).context(folder.display())? {
                let file = file.context(folder.display())?.path();
                let Some(stem) = file.file_stem().and_then(|stem| stem.to_str()) else {
                    continue;
                };
                if file.extension().is_none_or(|ending| ending != "json") {
                    continue;
                }
                let text = fs::read_to_string(&file).context(file.display())?;
                let flat: Words = serde_json::from_str(&text).context(file.display())?;
                words.extend(
                    flat.into_iter()
                        .map(|(key, value)| (format!("{stem}.{key}"), value)),
                );
            }
            languages.insert(language.to_owned(), words);
        }
    }
    let faults = disagreements(&languages);
    if !faults.is_empty() {
        return Err(format!("the locale files disagree:\n  {}", faults.join("\n  ")).into());
    }
    if let Some(english) = languages.get(ENGLISH).cloned() {
        for (name, change) in PSEUDO {
            let words = english
                .iter()
                .map(|(key, value)| (key.clone(), change(value)))
                .collect();
            languages.insert(name.to_owned(), words);
        }
    }
    Ok(languages)
}

/// Faults of all languages against the default one: keys that only one has, other
/// placeholders, no words.
fn disagreements(languages: &BTreeMap<String, Words>) -> Vec<String> {
    let Some(default) = languages.get(DEFAULT) else {
        return vec![format!("locales/{DEFAULT} is missing")];
    };
    let expected = keys(default);
    let mut faults = Vec::new();
    for (language, words) in languages {
        let found = keys(words);
        for key in expected.keys().filter(|key| !found.contains_key(*key)) {
            faults.push(format!("{language} lacks `{key}`"));
        }
        for (key, placeholders) in &found {
            match expected.get(key) {
                None => faults.push(format!("{DEFAULT} lacks `{key}`, which {language} has")),
                Some(wanted) if wanted != placeholders => faults.push(format!(
                    "`{key}` has {placeholders:?} in {language} but {wanted:?} in {DEFAULT}"
                )),
                Some(_) => {}
            }
        }
        for (key, _) in words.iter().filter(|(_, text)| text.trim().is_empty()) {
            faults.push(format!("{language}: `{key}` has no words"));
        }
        // Every language has the form `other`; it is what the rest falls back to.
        for key in words.keys() {
            let base = PLURAL_FORMS.iter().find_map(|form| key.strip_suffix(form));
            if let Some(base) = base.filter(|base| !words.contains_key(&format!("{base}.other"))) {
                faults.push(format!(
                    "{language}: `{base}` lacks the plural form `other`"
                ));
            }
        }
    }
    faults.dedup();
    faults
}

/// Key without plural form → its placeholders over all forms.
fn keys(words: &Words) -> BTreeMap<String, BTreeSet<String>> {
    let mut keys: BTreeMap<String, BTreeSet<String>> = BTreeMap::new();
    for (key, text) in words {
        let base = base(key);
        let names = text
            .split('{')
            .skip(1)
            .filter_map(|rest| rest.split_once('}'));
        keys.entry(base.to_owned())
            .or_default()
            .extend(names.map(|(name, _)| name.to_owned()));
    }
    keys
}

#[cfg(test)]
mod tests {
    use super::*;

    fn languages(chinese: &[(&str, &str)], english: &[(&str, &str)]) -> BTreeMap<String, Words> {
        let words = |all: &[(&str, &str)]| {
            all.iter()
                .map(|(k, v)| ((*k).into(), (*v).into()))
                .collect()
        };
        BTreeMap::from([
            (DEFAULT.into(), words(chinese)),
            (ENGLISH.into(), words(english)),
        ])
    }

    #[test]
    fn plural_forms_count_as_one_key() {
        let all = languages(
            &[("a.n.other", "{n} 件")],
            &[("a.n.one", "{n} case"), ("a.n.other", "{n} cases")],
        );
        assert_eq!(disagreements(&all), Vec::<String>::new());
    }

    #[test]
    fn every_disagreement_is_named() {
        let all = languages(
            &[("a.x", "{name}好"), ("a.y", "是"), ("a.e", "")],
            &[
                ("a.x", "Hello {nam}"),
                ("a.z", "No"),
                ("a.e", "e"),
                ("a.p.one", "1"),
            ],
        );
        let faults = disagreements(&all).join("\n");
        for fault in [
            "en lacks `a.y`",
            "zh-CN lacks `a.z`",
            "`a.x` has {\"nam\"}",
            "`a.e` has no words",
            "`a.p` lacks the plural",
        ] {
            assert!(faults.contains(fault), "{fault} is not in\n{faults}");
        }
    }
}
