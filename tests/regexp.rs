//! Patterns on the browser's `RegExp`: what they match, which are refused, how long a
//! text may be. Natively the same table is judged by the gateway's engine.
#![allow(
    clippy::unwrap_used,
    clippy::indexing_slicing,
    clippy::expect_used,
    clippy::panic,
    reason = "tests"
)]

use banshi_forms::schema::{Options, Schema};
use serde_json::{Value, json};

#[cfg(target_arch = "wasm32")]
use banshi::browser::regexp::BrowserPatterns as Engine;
#[cfg(not(target_arch = "wasm32"))]
use banshi_forms::schema::Regress as Engine;

#[cfg(target_arch = "wasm32")]
use wasm_bindgen_test::{wasm_bindgen_test as test, wasm_bindgen_test_configure};

#[cfg(target_arch = "wasm32")]
wasm_bindgen_test_configure!(run_in_browser);

/// Pattern, texts it is found in, texts it is not found in.
const TABLE: &[(&str, &[&str], &[&str])] = &[
    ("b", &["abc"], &["ac", ""]),
    ("", &["", "a"], &[]),
    ("^$", &[""], &["a", "\n"]),
    (
        r"^\d{17}[\dX]$",
        &["11010519491231002X"],
        &["11010519491231002x", "1101051949"],
    ),
    // Digits of ASCII only, whatever the script.
    (r"^\d+$", &["0123"], &["１２３", "١٢٣"]),
    (r"^\w+$", &["a_1"], &["é", "陈"]),
    (
        r"^\s$",
        &["\u{3000}", "\u{feff}", "\u{2028}"],
        &["\u{200b}", "x"],
    ),
    // With `u` a character is a code point.
    ("^.$", &["𠮷", "陈"], &["\n", "\r", "\u{2028}", "ab"]),
    ("^[𠮷陈]{2}$", &["𠮷陈"], &["𠮷"]),
    (r"^\u{20BB7}$", &["𠮷"], &["吉"]),
    (r"^\uD842\uDFB7$", &["𠮷"], &[]),
    (r"^\p{Script=Han}+$", &["陈静", "𠮷", "〇"], &["ひ", "A"]),
    (
        r"^\p{L}[\p{L}\p{M}' -]*$",
        &["Élodie", "e\u{301}a"],
        &["1a", "\u{301}"],
    ),
    (r"^\P{Lu}+$", &["abc1"], &["aBc"]),
    (r"\bcat\b", &["a cat.", "猫cat猫"], &["concat", "cats"]),
    (
        r"^(?:京|沪)[A-Z]·?\w{5}$",
        &["京A·12345", "沪B12345"],
        &["津A12345"],
    ),
    (
        "^(?=.*[a-z])(?=.*[A-Z])(?!.*x).{4}$",
        &["abCd"],
        &["abcd", "abCx", "abCde"],
    ),
    (r"(?<=\d{2})元", &["12元"], &["1元", "元"]),
    (r"(?<!\d)元", &["角元"], &["12元"]),
    (r"^(?<year>\d{4})-\k<year>$", &["2024-2024"], &["2024-2025"]),
    (r#"^(['"]).*\1$"#, &["'a'", "\"\""], &["'a\""]),
    // A group that took no part matches nothing, and a back reference to it everything.
    (r"^(?:(a)|b)\1$", &["aa", "b"], &["ab", "a"]),
    (r"^(?:(a)|(b)){2}\1$", &["ab", "baa"], &["bb1", "ba"]),
    ("^a{2,3}?$", &["aa", "aaa"], &["a", "aaaa"]),
    (
        r"^[^\s@]+@[^\s@]+$",
        &["a@b", "a@b.cn", "陈@b"],
        &["a b@c", "@b"],
    ),
    (r"^[\w\-\]\\]+$", &[r"a-]\"], &["a/"]),
    (r"^\cJ\x41\t\0?$", &["\nA\t", "\nA\t\0"], &["A"]),
    ("[]", &[], &["", "a"]),
    ("^[^]$", &["\n", "𠮷"], &["", "ab"]),
    // No place is between the halves of a character.
    (r"\B", &["ab", "𠮷𠮷"], &["b𠮷b", "a"]),
    (r"(?!(?<n>)x?\k<n>)", &[], &["𠮷"]),
    ("[\\uD800-\\uDFFF]", &[], &["𠮷"]),
    // Case counts, and no line begins but the first.
    ("^b", &["bA"], &["a\nb", "Ba"]),
];

/// Pattern and why it is refused.
const REFUSED: &[(&str, &str)] = &[
    ("(", "bad-pattern"),
    ("a**", "bad-pattern"),
    ("{", "bad-pattern"),
    ("]", "bad-pattern"),
    (r"\-", "bad-pattern"),
    (r"\1", "bad-pattern"),
    (r"[\d-x]", "bad-pattern"),
    (r"\pL", "bad-pattern"),
    // Only the engine itself knows these names.
    (r"\p{No_Such}", "bad-pattern"),
    (r"\p{Script=Klingon}", "bad-pattern"),
    ("^(a+)+$", "slow-pattern"),
    ("^(a|aa)+$", "slow-pattern"),
    (r"^(\w+\s?)*$", "slow-pattern"),
    (r"^([A-Za-z]+\s*)+$", "slow-pattern"),
    ("(x+x+)+y", "slow-pattern"),
    (r"^(a)(\1b)*$", "slow-pattern"),
    ("(?<=a*b)c", "slow-pattern"),
    (r"^(?=(a+)+$)", "slow-pattern"),
];

fn compile(schema: &Value) -> Result<Schema, String> {
    Schema::compile(schema, &[], &Engine, &Options::default())
        .map_err(|findings| findings[0].rule.to_owned())
}

#[test]
fn patterns_match_what_ecmascript_says() {
    for (pattern, found, not_found) in TABLE {
        let schema = compile(&json!({"pattern": pattern}));
        let schema = schema.unwrap_or_else(|rule| panic!("{pattern}: {rule}"));
        for (texts, expected) in [(found, true), (not_found, false)] {
            for text in *texts {
                let is_valid = schema.is_valid(&json!(text), &Engine);
                assert_eq!(is_valid, expected, "{pattern} {text:?}");
            }
        }
        // Asked again, the same: nothing is kept between two texts.
        for text in *found {
            assert!(schema.is_valid(&json!(text), &Engine), "{pattern} {text:?}");
        }
    }
}

#[test]
fn the_same_patterns_are_refused_as_in_the_gateway() {
    for (pattern, rule) in REFUSED {
        let by_value = compile(&json!({"pattern": pattern})).err();
        assert_eq!(by_value.as_deref(), Some(*rule), "{pattern}");
        let by_name = compile(&json!({"patternProperties": {*pattern: true}})).err();
        assert_eq!(by_name.as_deref(), Some(*rule), "{pattern}");
    }
}

#[test]
fn a_text_that_is_too_long_is_not_matched() {
    let schema = compile(&json!({"pattern": r"\s+$"})).unwrap();
    let keywords = |text: String| -> Vec<&str> {
        let errors = schema.validate(&json!(text), &Engine);
        errors.iter().map(|error| error.keyword).collect()
    };
    assert_eq!(keywords(" ".repeat(100) + "x"), ["pattern"]);
    assert_eq!(keywords(" ".repeat(16_000) + "x"), ["too-much"]);
    // Characters of two code units count once.
    let any = compile(&json!({"pattern": "^𠮷*$"})).unwrap();
    assert!(any.is_valid(&json!("𠮷".repeat(16_384)), &Engine));
    assert!(!any.is_valid(&json!("𠮷".repeat(16_385)), &Engine));
}

#[test]
fn the_format_regex_is_asked_of_the_engine() {
    let schema = compile(&json!({"format": "regex"})).unwrap();
    for (text, expected) in [
        (r"^\p{Script=Han}$", true),
        (r"\p{No_Such}", false),
        ("(", false),
        ("(a+)+$", true),
    ] {
        assert_eq!(schema.is_valid(&json!(text), &Engine), expected, "{text}");
    }
}
