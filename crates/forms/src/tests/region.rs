//! Region codes that no list knows: a warning, once there is a list.

use std::sync::Arc;

use banshi_identifiers::Regions;

use super::*;

/// 110103 until 2010, 110105 and 110101 still.
fn regions() -> Arc<Regions> {
    let text = "banshi-codes 1\t2026-09-11\ta test\n110101 2-2010 2\n";
    Arc::new(Regions::from_codes(text).unwrap())
}

const AT: &str = "/about/number";
/// 110103, born in 1991.
const KNOWN_THEN: &str = "110103199112310021";
/// 110103, born after it was dissolved.
const UNKNOWN: &str = "110103201112310021";

fn warned(state: &State) -> Vec<String> {
    let warnings = state.warnings().into_iter();
    let of_format = warnings.filter(|one| one.keyword == "format");
    of_format
        .map(|one| one.params["reason"].as_str().unwrap().to_owned())
        .collect()
}

#[test]
fn an_unknown_region_is_warned_of_once_regions_are_known() {
    let mut state = start();
    set(&mut state, AT, json!(UNKNOWN));
    assert_eq!(warned(&state), Vec::<String>::new());
    let changes = state.know_regions(regions());
    assert!(changes.fields.contains(&AT.to_owned()), "{changes:?}");
    assert_eq!(warned(&state), ["unknown-region"]);
    assert!(!state.errors().iter().any(|error| error.pointer == AT));
    for number in [KNOWN_THEN, WOMAN_1949] {
        set(&mut state, AT, json!(number));
        assert_eq!(warned(&state), Vec::<String>::new(), "{number}");
    }
    // Typed after they are known, and not yet whole.
    set(&mut state, AT, json!(UNKNOWN));
    assert_eq!(warned(&state), ["unknown-region"]);
    set(&mut state, AT, json!("110103"));
    assert_eq!(warned(&state), Vec::<String>::new());
}

#[test]
fn a_warning_of_a_region_keeps_nobody_from_handing_in() {
    let mut state = start();
    state.know_regions(regions());
    set(&mut state, AT, json!(UNKNOWN));
    let said = state.submit();
    assert!(!said.iter().any(|error| error.pointer == AT), "{said:?}");
    let words = crate::error_words(&state.warnings()[0]);
    assert_eq!(words.key, "format.resident-id.unknown-region");
}
