#![allow(clippy::unwrap_used, reason = "tests may fail loudly")]
use super::*;
use proptest::prelude::*;

fn table(entries: &[Entry]) -> Regions {
    let text = write_regions("2026-09-11", "a test", entries).unwrap();
    Regions::from_bytes(text.as_bytes()).unwrap()
}

fn entry(code: u32, from: Option<u16>, until: Option<u16>) -> Entry {
    Entry {
        code,
        from,
        until,
        name: "甲".into(),
        pinyin: "jia".into(),
    }
}

#[test]
fn a_code_is_a_step_and_its_last_year() {
    let table = table(&[
        entry(110_000, None, None),
        entry(110_101, Some(1990), Some(2010)),
        entry(130_502, None, Some(2020)),
        entry(130_502, Some(2021), None),
        entry(130_503, None, Some(1983)),
        entry(130_503, Some(1985), Some(1999)),
    ]);
    let codes = table.to_codes();
    assert_eq!(
        codes,
        "banshi-codes 1\t2026-09-11\ta test\n110000 101-2010 20401 1-1999\n"
    );
    let read = Regions::from_codes(&codes).unwrap();
    assert_eq!((read.as_of(), read.sources()), ("2026-09-11", "a test"));
    assert_eq!(read.to_codes(), codes);
    let since = |code: &str, day: &str| read.in_use_since(code, CalendarDate::parse(day).unwrap());
    assert!(since("110101", "2010-12-31"));
    // Came into use in 1990, and may have been given to people born before.
    assert!(since("110101", "1949-10-01"));
    assert!(!since("110101", "2011-01-01"));
    assert!(since("130502", "2026-01-01"));
    assert!(!since("130503", "2000-01-01"));
    assert!(!since("130504", "1990-01-01"));
}

#[test]
fn broken_lists_are_refused() {
    let head = "banshi-codes 1\t2026-09-11\ta test\n";
    assert!(Regions::from_codes(head).unwrap().is_empty());
    for (text, line) in [
        ("", 1),
        ("banshi-regions 1\t\t\n", 1),
        ("banshi-codes 1\t\n", 1),
        ("banshi-codes 1\t\t\t\n110000", 1),
    ] {
        assert_eq!(Regions::from_codes(text).unwrap_err().line, line, "{text}");
    }
    for words in [
        "110000 0",
        "99999",
        "x",
        "110000 -2010",
        "110000-",
        "110000-201",
        "110000-20100",
        "110000-2010-2011",
        "110000 4294967295",
        "999999999 1",
        "110000\t1",
    ] {
        let read = Regions::from_codes(&format!("{head}{words}\n"));
        assert_eq!(read.unwrap_err().line, 2, "{words}");
    }
}

#[test]
fn initials_are_the_first_letters() {
    let mut chaoyang = entry(110_105, None, None);
    chaoyang.pinyin = "chao yang qu".into();
    let table = table(&[chaoyang]);
    assert_eq!(table.iter().next().unwrap().initials(), "cyq");
    let bare = Regions::from_codes(&table.to_codes()).unwrap();
    assert_eq!(bare.iter().next().unwrap().initials(), "");
}

proptest! {
    #[test]
    fn any_text_may_be_read(text in "\\PC{0,60}", words in "[0-9 -]{0,60}") {
        let _ = Regions::from_codes(&text);
        let _ = Regions::from_codes(&format!("banshi-codes 1\ta\tb\n{words}"));
    }

    /// About any code on any day the list says what the table says.
    #[test]
    fn codes_judge_as_the_table_does(
        rows in prop::collection::vec(
            (110_000u32..110_020, prop::option::of(1980u16..2000), prop::option::of(2000u16..2020)), 0..12),
        code in 109_998u32..110_022, year in 1975u16..2026,
    ) {
        let mut entries: Vec<Entry> = rows.into_iter().map(|(c, from, until)| entry(c, from, until)).collect();
        entries.sort();
        let table = table(&entries);
        let read = Regions::from_codes(&table.to_codes()).unwrap();
        let day = CalendarDate::new(year, 6, 1).unwrap();
        let code = code.to_string();
        prop_assert_eq!(read.in_use_since(&code, day), table.in_use_since(&code, day));
    }
}
