//! Identifiers and the tables of regions: what was read is read again as it stands, each
//! fault is listed for its kind, a mask hides. The first byte picks the kind, the rest
//! is what was typed.

use std::mem::discriminant;
use std::sync::LazyLock;

use banshi_identifiers::{
    CalendarDate, Entry, Identifier, Regions, ResidentId, fold, mask_detail, mask_list,
    write_regions,
};

static REGIONS: LazyLock<Regions> = LazyLock::new(|| {
    let table = "banshi-regions 1\t2026-09-11\tinvented\n\
        110000\t\t北京市\tbei jing shi\n\
        110101\t\t东城区\tdong cheng qu\n\
        110103\t-2010\t崇文区\tchong wen qu\n\
        110111\t1986-\t房山区\tfang shan qu\n";
    Regions::from_bytes(table.as_bytes()).unwrap_or_default()
});

/// A text, read as an identifier, a query and a table.
pub fn run(data: &[u8]) {
    let Some((kind, text)) = data.split_first() else {
        return;
    };
    table(text);
    let Ok(text) = std::str::from_utf8(text) else {
        return;
    };
    if let Ok(codes) = Regions::from_codes(text) {
        let again = Regions::from_codes(&codes.to_codes());
        assert!(again.is_ok_and(|again| again.len() == codes.len()));
    }
    assert_eq!(fold(&fold(text)), fold(text), "folded twice");
    let all = Identifier::ALL;
    if let Some(kind) = all.get(usize::from(*kind) % all.len()) {
        identifier(*kind, text);
    }
    let found = REGIONS.search(text, 3);
    assert!(found.len() <= 3);
}

fn identifier(kind: Identifier, text: &str) {
    let Some(today) = CalendarDate::new(2026, 11, 23) else {
        return;
    };
    let _ = (mask_list(kind, text), mask_detail(kind, text));
    let listed = |fault| {
        let mut faults = kind.faults().iter();
        faults.any(|one| discriminant(one) == discriminant(&fault))
    };
    match kind.read(text, today, Some(&REGIONS)) {
        Ok(reading) => {
            let again = kind.read(&reading.text, today, Some(&REGIONS));
            assert_eq!(again.as_ref(), Ok(&reading), "read again");
            let warning = reading.warning;
            assert!(warning.is_none_or(|fault| fault.is_warning() && listed(fault)));
            if kind == Identifier::ResidentId {
                let birth = reading.text.get(6..14).unwrap_or_default();
                assert!(!mask_list(kind, &reading.text).contains(birth));
                let id = ResidentId::parse(&reading.text, today);
                assert!(id.is_ok_and(|id| id.birth_date() <= today));
            }
        }
        Err(fault) => assert!(!fault.is_warning() && listed(fault), "{kind:?} {fault:?}"),
    }
}

/// A table that can be read is written again as the same rows.
fn table(bytes: &[u8]) {
    let Ok(regions) = Regions::from_bytes(bytes) else {
        return;
    };
    let entries: Vec<Entry> = regions
        .iter()
        .map(|region| Entry {
            code: region.code,
            from: region.from,
            until: region.until,
            name: region.name.to_owned(),
            pinyin: region.pinyin.to_owned(),
        })
        .collect();
    let written = write_regions(regions.as_of(), regions.sources(), &entries);
    let written = written.unwrap_or_else(|broken| panic!("read but not written: {broken}"));
    let again = Regions::from_bytes(written.as_bytes());
    assert!(again.is_ok_and(|again| again.iter().count() == entries.len()));
    for region in regions.iter() {
        let code = region.code.to_string();
        if let Some(today) = CalendarDate::new(2026, 11, 23) {
            let path = regions.path(&code, today);
            assert!(path.len() <= 4, "{} regions in each other", path.len());
        }
        let _ = regions.below(Some(region.code)).count();
    }
}
