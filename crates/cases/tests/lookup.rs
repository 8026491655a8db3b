//! What is typed to look a case up.

use banshi_cases::{CHECK_LENGTH, lookup_check, lookup_reference};
use proptest::prelude::*;

const REFERENCE: &str = "SL20261116-004213";

#[test]
fn a_reference_is_the_same_however_it_is_typed() {
    for typed in [
        REFERENCE,
        "sl20261116-004213",
        "  SL2026 1116 - 004 213\u{3000}",
        "ＳＬ２０２６１１１６－００４２１３",
        "ｓｌ20261116－004213",
        "SL20261116\u{2010}004213",
        "SL20261116\u{2011}004213",
        "SL20261116–004213",
        "SL20261116——004213",
        "SL20261116−004213",
        "SL20261116﹣004213",
        "SL20261116ー004213",
        "-SL20261116-004213-",
        "\u{FEFF}SL20261116-\u{200B}004213\u{AD}",
    ] {
        assert_eq!(lookup_reference(typed), REFERENCE, "{typed}");
    }
    // What another office numbers otherwise stays as it is.
    assert_eq!(lookup_reference("示受〔2026〕12 号"), "示受〔2026〕12号");
    assert_eq!(lookup_reference(" — "), "");
}

#[test]
fn a_check_is_its_letters_and_digits() {
    for typed in ["028X", " 0 2 8 x ", "０２８ｘ", "02-8x", "０２８Ｘ。"] {
        assert_eq!(lookup_check(typed), "028X", "{typed}");
        assert_eq!(lookup_check(typed).len(), CHECK_LENGTH);
    }
    assert_eq!(lookup_check("０2"), "02");
    assert_eq!(lookup_check("后四位"), "");
}

proptest! {
    #[test]
    fn what_is_one_form_stays_it(text in ".{0,40}") {
        let reference = lookup_reference(&text);
        prop_assert_eq!(&lookup_reference(&reference), &reference);
        let check = lookup_check(&text);
        prop_assert_eq!(&lookup_check(&check), &check);
        prop_assert!(check.len() <= text.chars().count());
    }
}
