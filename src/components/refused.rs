//! Why a file was not taken, in words that name the one cause and what to do about it.

use banshi_contract::ProblemCode;

use crate::api::{ApiError, ErrorKind};
use crate::i18n::{K, size, t, tf};

/// What there is to say about a file that could not be sent.
#[must_use]
fn cause(error: &ApiError) -> K {
    let found = error.errors.first().map(|fault| fault.keyword.as_str());
    match (error.kind, found) {
        (ErrorKind::Unreachable | ErrorKind::Timeout, _) => K::WizardUploadFailed,
        (_, Some("contentMediaType")) => K::WizardUploadContent,
        (_, Some("accept")) => K::WizardUploadType,
        (_, Some("maxBytes")) => K::WizardUploadSize,
        (_, Some("maxItems")) | (ErrorKind::Problem(ProblemCode::RateLimited), _) => {
            K::WizardUploadWaiting
        }
        (ErrorKind::Problem(ProblemCode::Validation | ProblemCode::Unsupported), _) => {
            K::WizardUploadRefused
        }
        _ => K::WizardUploadFault,
    }
}

/// The words, tracked: of the file `name`, which calls itself a `media_type`, where
/// `accept` is taken; nothing in it leaves that to the gateway.
#[must_use]
pub fn refused(error: &ApiError, name: &str, media_type: &str, accept: &[String]) -> String {
    let told = |param: &str| {
        error
            .errors
            .first()
            .and_then(|fault| fault.params.get(param))
    };
    let taken = if accept.is_empty() {
        let taken = told("accept").and_then(serde_json::Value::as_array);
        let taken = taken.into_iter().flatten();
        kinds(taken.filter_map(serde_json::Value::as_str))
    } else {
        kinds(accept.iter().map(String::as_str))
    };
    let key = cause(error);
    let limit = match told("limit").and_then(serde_json::Value::as_u64) {
        Some(limit) if key == K::WizardUploadSize => size(limit),
        _ => String::new(),
    };
    let values = [
        ("name", name),
        ("kind", &kind(media_type)),
        ("accept", &taken),
        ("limit", &limit),
    ];
    tf(key, &values)
}

/// Kinds of file to choose among, as people name them: `PDF、JPG 或 PNG`, tracked.
#[must_use]
pub fn kinds<'a>(media_types: impl Iterator<Item = &'a str>) -> String {
    let mut names: Vec<String> = media_types.map(kind).collect();
    let Some(last) = names.pop() else {
        return String::new();
    };
    if names.is_empty() {
        return last;
    }
    let first = names.join(&t(K::WizardJoin));
    tf(K::WizardEither, &[("first", &first), ("last", &last)])
}

/// A media type as people name it.
fn kind(media_type: &str) -> String {
    match media_type.rsplit('/').next() {
        Some("jpeg") => "JPG".into(),
        other => other.unwrap_or_default().to_uppercase(),
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, reason = "tests may fail loudly")]

    use banshi_contract::FieldError;

    use super::*;
    use crate::i18n::{self, Catalogue};

    const WORDS: [(&str, &str); 2] = [
        (
            "zh-CN",
            include_str!(concat!(env!("OUT_DIR"), "/zh-CN.json")),
        ),
        ("en", include_str!(concat!(env!("OUT_DIR"), "/en.json"))),
    ];

    fn error(kind: ErrorKind, keyword: &str) -> ApiError {
        let fault = FieldError {
            pointer: String::new(),
            keyword: keyword.into(),
            params: serde_json::from_str(r#"{"accept": ["application/pdf", "image/png"]}"#)
                .unwrap(),
        };
        ApiError {
            kind,
            reference: "7K3M-Q2XD".into(),
            errors: (!keyword.is_empty()).then_some(fault).into_iter().collect(),
            status: 0,
        }
    }

    fn problem(code: ProblemCode, keyword: &str) -> ApiError {
        error(ErrorKind::Problem(code), keyword)
    }

    fn said(language: &str, error: &ApiError) -> String {
        let (_, words) = WORDS.iter().find(|(tag, _)| *tag == language).unwrap();
        i18n::set(Catalogue::parse(language, words).unwrap());
        let accept = ["application/pdf", "image/jpeg", "image/png"].map(str::to_owned);
        refused(error, "证明.pdf", "application/pdf", &accept)
    }

    #[test]
    fn a_content_that_is_not_what_the_name_says_is_called_so_and_nothing_else() {
        let mismatch = problem(ProblemCode::Unsupported, "contentMediaType");
        assert_eq!(
            said("zh-CN", &mismatch),
            "“证明.pdf”的内容不是 PDF。请另存为 PDF、JPG 或 PNG 后再上传。"
        );
        assert_eq!(
            said("en", &mismatch),
            "What is in \"证明.pdf\" is not a PDF. Save it as PDF, JPG or PNG, then upload it again."
        );
    }

    #[test]
    fn every_cause_has_words_of_its_own_without_a_number_to_quote() {
        let causes = [
            error(ErrorKind::Unreachable, ""),
            problem(ProblemCode::Unsupported, "contentMediaType"),
            problem(ProblemCode::Unsupported, "accept"),
            problem(ProblemCode::Validation, "maxItems"),
            problem(ProblemCode::Validation, ""),
            problem(ProblemCode::Internal, ""),
        ];
        for (language, _) in WORDS {
            let mut all: Vec<String> = causes.iter().map(|one| said(language, one)).collect();
            for words in &all {
                assert!(words.contains("证明.pdf"), "{words}");
                assert!(!words.contains(['{', '}']), "{words}");
                assert!(!words.contains("7K3M"), "{words}");
            }
            all.sort();
            all.dedup();
            assert_eq!(all.len(), causes.len());
        }
    }

    #[test]
    fn what_the_gateway_counts_is_told_like_what_it_does_not_let_through() {
        let many = cause(&problem(ProblemCode::Validation, "maxItems"));
        assert_eq!(cause(&problem(ProblemCode::RateLimited, "")), many);
        let late = cause(&error(ErrorKind::Timeout, ""));
        assert_eq!(late, cause(&error(ErrorKind::Unreachable, "")));
        let large = problem(ProblemCode::Validation, "maxBytes");
        assert_eq!(cause(&large), K::WizardUploadSize);
    }

    #[test]
    fn where_the_question_takes_any_kind_the_gateway_names_those_it_takes() {
        let (language, words) = WORDS.first().unwrap();
        i18n::set(Catalogue::parse(language, words).unwrap());
        let mismatch = problem(ProblemCode::Unsupported, "contentMediaType");
        let words = refused(&mismatch, "a.png", "image/png", &[]);
        assert_eq!(
            words,
            "“a.png”的内容不是 PNG。请另存为 PDF 或 PNG 后再上传。"
        );
        assert_eq!(kinds(std::iter::empty()), "");
        assert_eq!(kinds(["image/jpeg"].into_iter()), "JPG");
    }
}
