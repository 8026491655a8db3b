//! The words of an error: the definition's own, else those of the locale file, with the
//! question's name in them.

use banshi_contract::FieldError;
use banshi_forms::{Definition, error_words};

use crate::i18n::{K, language, pick, t, tf, tn};

/// Words for every key of the engine ([`banshi_forms::ERROR_KEYS`]).
const WORDS: &[(&str, K)] = &[
    ("error.required.fill", K::ErrorRequiredFill),
    ("error.required.choose", K::ErrorRequiredChoose),
    ("error.required.choose-some", K::ErrorRequiredChooseSome),
    ("error.required.upload", K::ErrorRequiredUpload),
    ("error.required.state", K::ErrorRequiredState),
    ("error.required.rows", K::ErrorRequiredRows),
    ("error.type.text", K::ErrorTypeText),
    ("error.type.number", K::ErrorTypeNumber),
    ("error.type.integer", K::ErrorTypeInteger),
    ("error.type.other", K::ErrorTypeUnknown),
    ("error.choice", K::ErrorChoice),
    ("error.length.min", K::ErrorLengthMin),
    ("error.length.max", K::ErrorLengthMax),
    ("error.number.min", K::ErrorNumberMin),
    ("error.number.max", K::ErrorNumberMax),
    ("error.items.min", K::ErrorItemsMin),
    ("error.items.max", K::ErrorItemsMax),
    ("error.rows.min", K::ErrorRowsMin),
    ("error.rows.max", K::ErrorRowsMax),
    ("error.rows.duplicate", K::ErrorRowsDuplicate),
    ("error.files.min", K::ErrorFilesMin),
    ("error.files.max", K::ErrorFilesMax),
    ("error.file.type", K::ErrorFileType),
    ("error.file.size", K::ErrorFileSize),
    ("error.format.date.form", K::ErrorFormatDateForm),
    ("error.format.date.bad-date", K::ErrorFormatDateBadDate),
    ("error.format.email.form", K::ErrorFormatEmailForm),
    (
        "error.format.resident-id.length",
        K::ErrorFormatResidentIdLength,
    ),
    (
        "error.format.resident-id.characters",
        K::ErrorFormatResidentIdCharacters,
    ),
    (
        "error.format.resident-id.bad-date",
        K::ErrorFormatResidentIdBadDate,
    ),
    (
        "error.format.resident-id.future-date",
        K::ErrorFormatResidentIdFutureDate,
    ),
    (
        "error.format.resident-id.check-digit",
        K::ErrorFormatResidentIdCheckDigit,
    ),
    ("error.format.uscc.length", K::ErrorFormatUsccLength),
    ("error.format.uscc.characters", K::ErrorFormatUsccCharacters),
    (
        "error.format.uscc.check-digit",
        K::ErrorFormatUsccCheckDigit,
    ),
    (
        "error.format.cn-mobile.length",
        K::ErrorFormatCnMobileLength,
    ),
    (
        "error.format.cn-mobile.characters",
        K::ErrorFormatCnMobileCharacters,
    ),
    (
        "error.format.cn-mobile.prefix",
        K::ErrorFormatCnMobilePrefix,
    ),
    (
        "error.format.cn-mobile.unassigned",
        K::ErrorFormatCnMobileUnassigned,
    ),
    ("error.format.cn-phone.form", K::ErrorFormatCnPhoneForm),
    (
        "error.format.cn-phone.unassigned",
        K::ErrorFormatCnPhoneUnassigned,
    ),
    (
        "error.format.cn-postcode.length",
        K::ErrorFormatCnPostcodeLength,
    ),
    (
        "error.format.cn-postcode.characters",
        K::ErrorFormatCnPostcodeCharacters,
    ),
    (
        "error.format.person-name.length",
        K::ErrorFormatPersonNameLength,
    ),
    (
        "error.format.person-name.characters",
        K::ErrorFormatPersonNameCharacters,
    ),
    ("error.format.person-name.dot", K::ErrorFormatPersonNameDot),
    ("error.rule", K::ErrorRule),
    ("error.locked", K::ErrorLocked),
    ("error.computed", K::ErrorComputed),
    ("error.unknown-field", K::ErrorUnknownField),
    ("error.too-much", K::ErrorTooMuch),
    ("error.other", K::ErrorUnknown),
];

/// The words of an error, tracked.
#[must_use]
pub fn words_of(definition: &Definition, error: &FieldError) -> String {
    if let Some(own) = definition.message(error, &language()) {
        return own;
    }
    let found = error_words(error);
    let asked = definition
        .label(&error.pointer)
        .map(pick)
        .unwrap_or_default();
    let asked = plain(&asked);
    let is_question = asked.ends_with(['？', '?']);
    if is_question && error.keyword == "required" {
        return tf(K::ErrorRequiredQuestion, &[("label", asked)]);
    }
    let this = t(K::ErrorThis);
    let label = if is_question || asked.is_empty() {
        this.as_str()
    } else {
        asked
    };
    let mut values = vec![("label", label)];
    values.extend(
        found
            .params
            .iter()
            .map(|(name, value)| (name.as_str(), value.as_str())),
    );
    if found.key.ends_with(".length")
        && let (Some(expected), Some(got)) = (number(&values, "expected"), number(&values, "got"))
    {
        let key = if got < expected {
            K::ErrorShort
        } else {
            K::ErrorLong
        };
        return tn(key, (expected - got).abs(), &values);
    }
    tf(key_of(found.key), &values)
}

/// A question without the mark that it may be left out, which has no place in a
/// sentence; tracked.
#[must_use]
pub fn plain(label: &str) -> &str {
    label
        .strip_suffix(t(K::WizardOptionalMark).as_str())
        .unwrap_or(label)
}

fn key_of(name: &str) -> K {
    WORDS
        .iter()
        .find(|(key, _)| *key == name)
        .map_or(K::ErrorUnknown, |(_, key)| *key)
}

fn number(values: &[(&str, &str)], name: &str) -> Option<i64> {
    values
        .iter()
        .find(|(n, _)| *n == name)
        .and_then(|(_, value)| value.parse().ok())
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, reason = "tests may fail loudly")]

    use std::collections::BTreeMap;

    use banshi_forms::ERROR_KEYS;

    use super::*;
    use crate::i18n::{Catalogue, NAMES};

    const FILES: [&str; 2] = [
        include_str!("../../locales/zh-CN/error.json"),
        include_str!("../../locales/en/error.json"),
    ];

    #[test]
    fn every_error_of_the_engine_has_words_in_every_language() {
        for (key, params) in ERROR_KEYS {
            let (_, word) = WORDS
                .iter()
                .find(|(name, _)| name == key)
                .unwrap_or_else(|| unreachable!("{key} has no words"));
            let name = NAMES
                .get(*word as usize)
                .unwrap()
                .strip_prefix("error.")
                .unwrap();
            for file in FILES {
                let words: BTreeMap<String, String> = serde_json::from_str(file).unwrap();
                let text = words.get(name).unwrap();
                assert!(!text.trim().is_empty(), "{name} is empty");
                for used in text
                    .split('{')
                    .skip(1)
                    .filter_map(|part| part.split('}').next())
                {
                    assert!(
                        used == "label" || params.contains(&used),
                        "{name} uses {{{used}}}, which {key} does not have"
                    );
                }
            }
        }
    }

    #[test]
    fn no_words_are_kept_for_errors_that_nobody_gives() {
        for (key, _) in WORDS {
            assert!(
                ERROR_KEYS.iter().any(|(known, _)| known == key),
                "{key} is not an error"
            );
        }
    }

    #[test]
    fn the_mark_of_a_question_that_may_be_left_out_is_no_part_of_its_name() {
        for (language, words, marked, name) in [
            (
                "zh-CN",
                include_str!(concat!(env!("OUT_DIR"), "/zh-CN.json")),
                "电子邮箱（选填）",
                "电子邮箱",
            ),
            (
                "en",
                include_str!(concat!(env!("OUT_DIR"), "/en.json")),
                "E-mail (optional)",
                "E-mail",
            ),
        ] {
            crate::i18n::set(Catalogue::parse(language, words).unwrap());
            assert_eq!(plain(marked), name);
            assert_eq!(plain(name), name);
        }
    }
}
