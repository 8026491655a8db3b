//! The words of an error: the definition's own, else those of the locale file, with the
//! question's name in them.

use banshi_contract::FieldError;
use banshi_forms::{Definition, error_words};

use crate::i18n::{K, language, pick, t, tf, tn};

macro_rules! words {
    ($($key:literal $word:ident,)*) => {
        /// Words for every key of the engine ([`banshi_forms::ERROR_KEYS`]), in its order.
        const WORDS: &[K] = &[$(K::$word),*];
        /// The keys that [`WORDS`] were written for.
        #[cfg(test)]
        const KEYS: &[&str] = &[$($key),*];
    };
}

// A number of characters of which there is one only is said by how many are missing or
// too many (`ErrorShort`, `ErrorLong`).
words! {
    "other" ErrorUnknown,
    "required" ErrorRequiredFill,
    "required.fill" ErrorRequiredFill,
    "required.choose" ErrorRequiredChoose,
    "required.choose-some" ErrorRequiredChooseSome,
    "required.upload" ErrorRequiredUpload,
    "required.state" ErrorRequiredState,
    "required.rows" ErrorRequiredRows,
    "type" ErrorTypeUnknown,
    "type.text" ErrorTypeText,
    "type.string" ErrorTypeText,
    "type.number" ErrorTypeNumber,
    "type.integer" ErrorTypeInteger,
    "enum" ErrorChoice,
    "const" ErrorConst,
    "minLength" ErrorLengthMin,
    "maxLength" ErrorLengthMax,
    "minimum" ErrorNumberMin,
    "maximum" ErrorNumberMax,
    "exclusiveMinimum" ErrorNumberAbove,
    "exclusiveMaximum" ErrorNumberBelow,
    "multipleOf" ErrorNumberStep,
    "minItems" ErrorItemsMin,
    "minItems.rows" ErrorRowsMin,
    "minItems.files" ErrorFilesMin,
    "maxItems" ErrorItemsMax,
    "maxItems.rows" ErrorRowsMax,
    "maxItems.files" ErrorFilesMax,
    "uniqueItems" ErrorRowsUnique,
    "unique" ErrorRowsDuplicate,
    "contains" ErrorRowsWanted,
    "minContains" ErrorRowsMin,
    "maxContains" ErrorRowsMax,
    "minProperties" ErrorRowsMin,
    "maxProperties" ErrorRowsMax,
    "dependentRequired" ErrorDependent,
    "accept" ErrorFileType,
    "maxBytes" ErrorFileSize,
    "rule" ErrorRule,
    "then" ErrorRule,
    "else" ErrorRule,
    "dependentSchemas" ErrorRule,
    "locked" ErrorLocked,
    "computed" ErrorComputed,
    "additionalProperties" ErrorUnknownField,
    "unevaluatedProperties" ErrorUnknownField,
    "false" ErrorSurplus,
    "$ref" ErrorSurplus,
    "allOf" ErrorSurplus,
    "properties" ErrorSurplus,
    "patternProperties" ErrorSurplus,
    "propertyNames" ErrorSurplus,
    "prefixItems" ErrorSurplus,
    "items" ErrorSurplus,
    "unevaluatedItems" ErrorSurplus,
    "anyOf" ErrorOneWay,
    "oneOf" ErrorOneWay,
    "not" ErrorOtherwise,
    "pattern" ErrorPattern,
    "size" ErrorTooMuch,
    "too-much" ErrorTooMuch,
    "format" ErrorPattern,
    "format.date" ErrorFormatDateForm,
    "format.email" ErrorFormatEmailForm,
    "format.uri" ErrorFormatUri,
    "format.uri-reference" ErrorFormatUri,
    "format.time" ErrorFormatExample,
    "format.date-time" ErrorFormatExample,
    "format.duration" ErrorFormatExample,
    "format.uuid" ErrorFormatExample,
    "format.ipv4" ErrorFormatExample,
    "format.ipv6" ErrorFormatExample,
    "format.json-pointer" ErrorFormatExample,
    "format.regex" ErrorFormatExample,
    "format.date.form" ErrorFormatDateForm,
    "format.date.bad-date" ErrorFormatDateBadDate,
    "format.resident-id.length" ErrorShort,
    "format.resident-id.characters" ErrorFormatResidentIdCharacters,
    "format.resident-id.bad-date" ErrorFormatResidentIdBadDate,
    "format.resident-id.future-date" ErrorFormatResidentIdFutureDate,
    "format.resident-id.check-digit" ErrorFormatResidentIdCheckDigit,
    "format.resident-id.unknown-region" ErrorFormatResidentIdUnknownRegion,
    "format.residence-permit.length" ErrorShort,
    "format.residence-permit.characters" ErrorFormatResidentIdCharacters,
    "format.residence-permit.bad-date" ErrorFormatResidentIdBadDate,
    "format.residence-permit.future-date" ErrorFormatResidentIdFutureDate,
    "format.residence-permit.check-digit" ErrorFormatResidentIdCheckDigit,
    "format.residence-permit.prefix" ErrorFormatResidencePermitPrefix,
    "format.hk-macao-travel-permit.length" ErrorFormatHkMacaoTravelPermitLength,
    "format.hk-macao-travel-permit.prefix" ErrorFormatHkMacaoTravelPermitPrefix,
    "format.hk-macao-travel-permit.characters" ErrorFormatHkMacaoTravelPermitCharacters,
    "format.taiwan-travel-permit.length" ErrorFormatTaiwanTravelPermitForm,
    "format.taiwan-travel-permit.characters" ErrorFormatTaiwanTravelPermitForm,
    "format.foreign-id.length" ErrorShort,
    "format.foreign-id.prefix" ErrorFormatForeignIdForm,
    "format.foreign-id.characters" ErrorFormatForeignIdForm,
    "format.foreign-id.bad-date" ErrorFormatForeignIdBadDate,
    "format.foreign-id.future-date" ErrorFormatResidentIdFutureDate,
    "format.foreign-id.check-digit" ErrorFormatResidentIdCheckDigit,
    "format.passport.length" ErrorShort,
    "format.passport.prefix" ErrorFormatPassportPrefix,
    "format.passport.characters" ErrorFormatPassportCharacters,
    "format.foreign-passport.length" ErrorFormatForeignPassportForm,
    "format.foreign-passport.characters" ErrorFormatForeignPassportForm,
    "format.uscc.length" ErrorShort,
    "format.uscc.characters" ErrorFormatUsccCharacters,
    "format.uscc.check-digit" ErrorFormatUsccCheckDigit,
    "format.organisation-code.length" ErrorShort,
    "format.organisation-code.characters" ErrorFormatOrganisationCodeCharacters,
    "format.organisation-code.organisation-check-digit" ErrorFormatResidentIdCheckDigit,
    "format.cn-mobile.length" ErrorShort,
    "format.cn-mobile.characters" ErrorFormatDigits,
    "format.cn-mobile.prefix" ErrorFormatCnMobilePrefix,
    "format.cn-mobile.unassigned" ErrorFormatUnassigned,
    "format.cn-landline.form" ErrorFormatCnLandlineForm,
    "format.cn-phone.form" ErrorFormatCnPhoneForm,
    "format.cn-phone.unassigned" ErrorFormatUnassigned,
    "format.cn-postcode.length" ErrorShort,
    "format.cn-postcode.characters" ErrorFormatDigits,
    "format.email.form" ErrorFormatEmailForm,
    "format.plate.length" ErrorFormatPlateLength,
    "format.plate.province" ErrorFormatPlateProvince,
    "format.plate.characters" ErrorFormatPlateCharacters,
    "format.plate.form" ErrorFormatPlateForm,
    "format.bank-card.length" ErrorFormatBankCardLength,
    "format.bank-card.characters" ErrorFormatDigits,
    "format.bank-card.card-check-digit" ErrorFormatBankCardCardCheckDigit,
    "format.person-name.length" ErrorFormatPersonNameLength,
    "format.person-name.characters" ErrorFormatPersonNameCharacters,
    "format.person-name.dot" ErrorFormatPersonNameDot,
    "format.person-name.private-use" ErrorFormatPersonNamePrivateUse,
}

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
    let key = WORDS.get(found.number).copied();
    let key = key.unwrap_or(K::ErrorUnknown);
    if key == K::ErrorShort
        && let (Some(expected), Some(got)) = (number(&values, "expected"), number(&values, "got"))
    {
        let key = if got < expected { key } else { K::ErrorLong };
        return tn(key, (expected - got).abs(), &values);
    }
    tf(key, &values)
}

/// A question without the mark that it may be left out, which has no place in a
/// sentence; tracked.
#[must_use]
pub fn plain(label: &str) -> &str {
    label
        .strip_suffix(t(K::WizardOptionalMark).as_str())
        .unwrap_or(label)
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

    /// What its words may name, beside the label.
    fn particulars(key: &str) -> &'static [&'static str] {
        match key {
            "const" => &["expected"],
            "unique" => &["row"],
            "accept" => &["accept"],
            "maxBytes" | "multipleOf" => &["limit"],
            key if key.starts_with("min") || key.starts_with("max") || key.starts_with("ex") => {
                &["limit", "got"]
            }
            key if key.ends_with(".length") => &["expected", "got", "n"],
            key if key.starts_with("format.") => &["example"],
            _ => &[],
        }
    }

    #[test]
    fn every_error_of_the_engine_has_words_in_every_language() {
        assert_eq!(KEYS.join("\n"), ERROR_KEYS);
        for (key, word) in KEYS.iter().zip(WORDS) {
            let name = NAMES.get(*word as usize).unwrap();
            let name = name.strip_prefix("error.").unwrap();
            for file in FILES {
                let words: BTreeMap<String, String> = serde_json::from_str(file).unwrap();
                let many = format!("{name}.other");
                let text = words.get(name).or_else(|| words.get(&many)).unwrap();
                assert!(!text.trim().is_empty(), "{name} is empty");
                let used = text.split('{').skip(1);
                for used in used.filter_map(|part| part.split('}').next()) {
                    assert!(
                        used == "label" || particulars(key).contains(&used),
                        "{name} uses {{{used}}}, which {key} does not have"
                    );
                }
            }
        }
    }

    /// Words that only tell that there is something wrong stand for what nobody
    /// foresaw, and for answers of a kind that no control gives.
    #[test]
    fn only_the_unforeseen_is_called_unknown() {
        let keys = KEYS.iter().zip(WORDS);
        let unknown: Vec<&str> = keys
            .filter(|(_, word)| **word == K::ErrorUnknown)
            .map(|(key, _)| *key)
            .collect();
        assert_eq!(unknown, ["other"]);
    }

    #[test]
    fn no_words_are_kept_for_errors_that_nobody_gives() {
        let elsewhere = [K::ErrorThis, K::ErrorLong, K::ErrorRequiredQuestion];
        for (at, name) in NAMES.iter().enumerate() {
            let used = WORDS.iter().chain(&elsewhere).any(|k| *k as usize == at);
            assert!(used || !name.starts_with("error."), "{name} is no error's");
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
