//! Which patterns are taken, and that those run in time.

use std::time::{Duration, Instant};

use proptest::prelude::*;

use super::super::pattern::{BadPattern, MIN_LONGEST, longest};
use super::*;

/// As found in schemas and forms of governments and banks.
const ORDINARY: &[&str] = &[
    r"^[A-Z]{2}\d{6}$",
    r"^(\d{3}-)?\d{4}$",
    r"^[^\s@]+@[^\s@]+\.[^\s@]+$",
    r"^\p{L}[\p{L}\p{M}' -]*$",
    r"^\p{L}+([ '-]\p{L}+)*$",
    r"^\p{Script=Han}+(·\p{Script=Han}+)*$",
    r"^[\u4e00-\u9fa5]{2,}(·[\u4e00-\u9fa5]{2,})*$",
    r"^[1-9]\d{5}(18|19|20)\d{2}(0[1-9]|1[0-2])(0[1-9]|[12]\d|3[01])\d{3}[\dXx]$",
    r"^[0-9A-HJ-NPQRTUWXY]{2}\d{6}[0-9A-HJ-NPQRTUWXY]{10}$",
    r"^1[3-9]\d{9}$",
    r"^(0\d{2,3}-?)?[1-9]\d{6,7}(-\d{1,6})?$",
    r"^[京津沪渝冀豫云辽黑湘皖鲁新苏浙赣鄂桂甘晋蒙陕吉闽贵粤青藏川宁琼使领][A-Z][A-Z0-9]{5,6}$",
    r"^(?=.*[a-z])(?=.*[A-Z])(?=.*\d).{8,64}$",
    r"^https?://[^\s/$.?#][^\s]*$",
    r"^(https?:\/\/)?([\da-z.-]+)\.([a-z.]{2,6})(\/[\w.-]*)*\/?$",
    r"^((25[0-5]|2[0-4]\d|1?\d?\d)\.){3}(25[0-5]|2[0-4]\d|1?\d?\d)$",
    r"^[0-9a-f]{8}-([0-9a-f]{4}-){3}[0-9a-f]{12}$",
    r"^([A-Za-z0-9+/]{4})*([A-Za-z0-9+/]{2}==|[A-Za-z0-9+/]{3}=)?$",
    r"^-?(0|[1-9]\d*)(\.\d{1,2})?$",
    r"^\d{1,3}(,\d{3})*(\.\d+)?$",
    r"^\d{4}-(0[1-9]|1[0-2])-(0[1-9]|[12]\d|3[01])T([01]\d|2[0-3]):[0-5]\d:[0-5]\d(\.\d+)?(Z|[+-]\d{2}:\d{2})$",
    r"^[A-Z]{1,2}\d[A-Z\d]? ?\d[A-Z]{2}$",
    r"^(?!000|666|9\d\d)\d{3}-(?!00)\d{2}-(?!0000)\d{4}$",
    r"^[a-zA-Z0-9.!#$%&'*+/=?^_`{|}~-]+@[a-zA-Z0-9](?:[a-zA-Z0-9-]{0,61}[a-zA-Z0-9])?(?:\.[a-zA-Z0-9](?:[a-zA-Z0-9-]{0,61}[a-zA-Z0-9])?)*$",
    r"^([^\x00-\x7F]|[\w .,'()-]){0,255}$",
    r"^.{0,4000}$",
    r"^[\s\S]*$",
    r"^\S+( \S+)*$",
    r"^(.*\S.*)$",
    r"\S",
    "x-",
    "^x-",
    "",
    r"^(['\u0022]).*\1$",
    r"(?<=\d{2})元$",
    r"^(?<year>\d{4})-\k<year>$",
    r"^(AB|CD|EF)(?:-(AB|CD|EF))*$",
];

/// What can double its ways with each character, or nearly.
const SLOW: &[&str] = &[
    "(a+)+$",
    "^(a*)*$",
    "^(a|a)*$",
    "^(a|aa)+$",
    r"^(\w+\s?)*$",
    r"^([A-Za-z]+\s*)+$",
    r"^([\/\w .-]*)*\/?$",
    r"^(\d|\w)+$",
    r"^(.*a){20}$",
    r"^(a?){50}a{50}$",
    r"^((a{1,30}){1,30}){1,30}$",
    "^(a?b?)*$",
    r"^(a|b|ab)*c$",
    r"^(\p{L}+\p{Lu}?)+$",
    r"^(a+){2,}$",
    r"^(?=(a+)+$)",
    r"(x+x+)+y",
    r"(.*)(.*)(.*)(.*)(.*)(.*)(.*)(.*)(.*)x",
    r"(|){40}x",
    r"^(a)(\1b)*$",
    r"(?<=a*b)c",
    r"^(?:(?:a{1000}){1000}){1000}$",
    r"^([a-zA-Z0-9])(([\-.]|[_]+)?([a-zA-Z0-9]+))*(@){1}[a-z0-9]+[.]{1}(([a-z]{2,3})|([a-z]{2,3}[.]{1}[a-z]{2,3}))$",
];

#[test]
fn ordinary_patterns_are_taken() {
    for source in ORDINARY {
        let longest = longest(source);
        assert!(longest.is_ok_and(|n| n >= 128), "{source}: {longest:?}");
        assert!(Regress.compile(source).is_ok(), "{source}");
    }
    // What cannot backtrack takes the longest texts.
    for source in [
        r"^\d{17}[\dXx]$",
        r"^[\s\S]*$",
        "^x-",
        r"^\S+( \S+)*$",
        "abc",
    ] {
        assert_eq!(longest(source), Ok(pattern::LONGEST), "{source}");
    }
}

#[test]
fn slow_patterns_are_refused() {
    for source in SLOW {
        let longest = longest(source);
        assert!(
            matches!(longest, Err(BadPattern::Backtracks)),
            "{source}: {longest:?}"
        );
    }
}

#[test]
fn syntax_is_that_of_the_u_flag() {
    for source in [
        "(",
        ")",
        "[",
        "a**",
        "*",
        "a{2,1}",
        "{",
        "}",
        "]",
        "a{,3}",
        r"\-",
        r"\a",
        r"\1",
        r"\k<a>",
        r"\u{110000}",
        r"\x1",
        r"\u12",
        r"\c1",
        "[b-a]",
        r"[\d-x]",
        r"\00",
        "(?<a>x)(?<a>y)",
        "(?:",
        "(?#x)",
        r"\p{}",
        r"\pL",
        "^*",
        r"\b+",
        "(?=a)*",
        r"\",
    ] {
        assert_eq!(longest(source), Err(BadPattern::Syntax), "{source}");
    }
    for source in [
        r"[\-\b]",
        r"\/",
        r"\0",
        r"\u{1F600}",
        r"\uD83D\uDE00",
        "a{0}",
        "a{2,}?",
        "[]",
        "[^]",
        r"[a-\u{10FFFF}]",
    ] {
        assert!(longest(source).is_ok(), "{source}");
        assert!(Regress.compile(source).is_ok(), "{source}");
    }
}

/// A debug build of the engine: five million steps of some 300 ns at most.
const PATIENCE: Duration = Duration::from_secs(8);

fn in_time(source: &str, text: &str) {
    let Ok(longest) = longest(source) else { return };
    let Ok(engine) = Regress.compile(source) else {
        return;
    };
    let text: String = text.chars().take(longest).collect();
    let began = Instant::now();
    engine.is_match(&text);
    let took = began.elapsed();
    assert!(
        took < PATIENCE,
        "{source} took {took:?} for {} characters",
        text.len()
    );
}

#[test]
fn what_is_taken_is_fast_at_its_longest() {
    for source in ORDINARY {
        for unit in ["a", "1", " ", "a.", "a@", "x ", "王", "1,000", "A-", "AB-"] {
            in_time(source, &(unit.repeat(pattern::LONGEST) + "!"));
        }
    }
}

fn any_pattern() -> impl Strategy<Value = String> {
    let atom = prop::sample::select(vec![
        "a", "b", "c", ".", r"\w", r"\d", r"\s", "[ab]", "[^a]", "[a-c1]", r"\p{L}", "", "^", "$",
        r"\b", "ab", "aa",
    ]);
    let atom = atom.prop_map(str::to_owned);
    atom.prop_recursive(6, 40, 4, |inner| {
        let suffix = prop::sample::select(vec![
            "*", "+", "?", "*?", "{2}", "{0,3}", "{2,}", "{5}", "{1,20}", "{0,300}", "{30}",
        ]);
        prop_oneof![
            3 => (inner.clone(), suffix).prop_map(|(a, s)| format!("(?:{a}){s}")),
            3 => prop::collection::vec(inner.clone(), 1..4).prop_map(|parts| parts.concat()),
            2 => prop::collection::vec(inner.clone(), 2..4).prop_map(|parts| format!("({})", parts.join("|"))),
            1 => inner.clone().prop_map(|a| format!("(?={a})")),
            1 => inner.clone().prop_map(|a| format!("(?!{a})")),
            1 => inner.prop_map(|a| format!("({a})x?\\1")),
        ]
    })
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(1_500))]

    #[test]
    fn whatever_is_taken_runs_in_bounded_time(
        source in any_pattern(),
        unit in "[abc1 ]{1,3}",
        tail in "[abc1 !]{0,2}",
    ) {
        let Ok(longest) = longest(&source) else { return Ok(()) };
        prop_assert!(longest >= MIN_LONGEST);
        in_time(&source, &(unit.repeat(longest.saturating_sub(4).div_ceil(unit.len())) + &tail));
    }

    #[test]
    fn syntax_agrees_with_the_engine(source in r"[ab()\[\]{}*+?|.^$\\,:=!<>dwspPuxk0-9-]{0,10}") {
        // What we take the engine takes; names of groups and properties are its own.
        if let Ok(_) = longest(&source) && !source.contains("\\p") && !source.contains("\\P") {
            prop_assert!(Regress.compile(&source).is_ok(), "{source}");
        }
    }

    #[test]
    fn any_text_is_judged(source in "\\PC{0,40}") {
        let _ = longest(&source);
    }
}
