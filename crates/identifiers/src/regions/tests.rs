#![allow(
    clippy::unwrap_used,
    clippy::indexing_slicing,
    reason = "tests may fail loudly"
)]
use super::*;
use crate::{Fault, ResidentId};
use proptest::prelude::*;

fn entry(code: u32, years: (u16, u16), name: &str, pinyin: &str) -> Entry {
    Entry {
        code,
        from: (years.0 > 0).then_some(years.0),
        until: (years.1 > 0).then_some(years.1),
        name: name.into(),
        pinyin: pinyin.into(),
    }
}

fn table() -> Regions {
    let entries = [
        entry(110_000, (0, 0), "北京市", "bei jing shi"),
        entry(110_100, (0, 0), "市辖区", "shi xia qu"),
        entry(110_103, (0, 2010), "崇文区", "chong wen qu"),
        entry(110_105, (0, 0), "朝阳区", "chao yang qu"),
        entry(110_114, (2000, 0), "昌平区", "chang ping qu"),
        entry(330_000, (0, 0), "浙江省", "zhe jiang sheng"),
        entry(330_100, (0, 0), "杭州市", "hang zhou shi"),
        entry(330_106, (0, 0), "西湖区", "xi hu qu"),
        entry(330_183, (1995, 2014), "富阳市", "fu yang shi"),
        entry(130_502, (1984, 2020), "桥东区", "qiao dong qu"),
        entry(130_502, (2021, 0), "襄都区", "xiang du qu"),
        entry(429_004, (1994, 0), "仙桃市", "xian tao shi"),
        entry(420_000, (0, 0), "湖北省", "hu bei sheng"),
        entry(441_900, (1988, 0), "东莞市", "dong guan shi"),
        entry(440_000, (0, 0), "广东省", "guang dong sheng"),
        entry(110_105_001, (0, 0), "建外街道", "jian wai jie dao"),
        entry(441_900_003, (0, 0), "东城街道", "dong cheng jie dao"),
    ];
    let text = write_regions("2026-09-11", "a test", &entries).unwrap();
    Regions::from_bytes(text.as_bytes()).unwrap()
}

fn day(text: &str) -> CalendarDate {
    CalendarDate::parse(text).unwrap()
}

fn names<'a>(regions: impl IntoIterator<Item = Region<'a>>) -> Vec<&'a str> {
    regions.into_iter().map(|region| region.name).collect()
}

#[test]
fn a_code_names_what_it_named_then() {
    let table = table();
    let name = |code, at| table.region_of(code, day(at)).map(|region| region.name);
    assert_eq!(name("130502", "1990-01-01"), Some("桥东区"));
    assert_eq!(name("130502", "2020-12-31"), Some("桥东区"));
    assert_eq!(name("130502", "2021-01-01"), Some("襄都区"));
    // Born before the code came into use, registered under it later.
    assert_eq!(name("110114", "1949-10-01"), Some("昌平区"));
    assert_eq!(name("110103", "2010-06-01"), Some("崇文区"));
    assert_eq!(name("110103", "2011-01-01"), None);
    for code in ["110199", "", "11010", "1101050", "一二三四五六", "011010"] {
        assert_eq!(name(code, "2020-01-01"), None, "{code}");
    }
}

#[test]
fn an_unknown_region_only_warns() {
    let (table, today) = (table(), day("2026-11-23"));
    let warning = |number: &str| {
        ResidentId::parse(number, today)
            .unwrap()
            .region_warning(&table)
    };
    assert_eq!(warning("11010519491231002X"), None);
    assert_eq!(warning("810000199408230021"), None);
    // 110103 until 2010: born 2009, and born 2011.
    assert_eq!(warning(&complete("11010320091231002")), None);
    assert_eq!(
        warning(&complete("11010320111231002")),
        Some(Fault::UnknownRegion)
    );
    assert_eq!(
        warning(&complete("19010319911231002")),
        Some(Fault::UnknownRegion)
    );
    assert!(Fault::UnknownRegion.is_warning());
}

fn complete(body: &str) -> String {
    let check = crate::check::mod_11_2(body.as_bytes()).unwrap();
    format!("{body}{}", check as char)
}

#[test]
fn from_the_province_down() {
    let table = table();
    let path = |code| names(table.path(code, day("2026-11-23")));
    assert_eq!(path("330106"), ["浙江省", "杭州市", "西湖区"]);
    assert_eq!(path("110105001"), ["北京市", "朝阳区", "建外街道"]);
    assert_eq!(path("429004"), ["湖北省", "仙桃市"]);
    assert_eq!(path("441900003"), ["广东省", "东莞市", "东城街道"]);
    assert_eq!(path("330000"), ["浙江省"]);
    assert_eq!(path("110100"), ["北京市", "市辖区"]);
    assert!(path("330999").is_empty());

    assert_eq!(
        names(table.below(None)),
        ["北京市", "浙江省", "湖北省", "广东省"]
    );
    assert_eq!(names(table.below(Some(110_000))), ["朝阳区", "昌平区"]);
    assert_eq!(names(table.below(Some(330_000))), ["杭州市"]);
    assert_eq!(names(table.below(Some(330_100))), ["西湖区"]);
    assert_eq!(names(table.below(Some(420_000))), ["仙桃市"]);
    assert_eq!(names(table.below(Some(110_105))), ["建外街道"]);
    assert_eq!(names(table.below(Some(441_900))), ["东城街道"]);
}

#[test]
fn streets_alone_know_their_county() {
    let entries = [entry(110_105_001, (0, 0), "建外街道", "jian wai jie dao")];
    let text = write_regions("2026-09-11", "a test", &entries).unwrap();
    let streets = Regions::from_bytes(text.as_bytes()).unwrap();
    assert_eq!(names(streets.below(Some(110_105))), ["建外街道"]);
}

#[test]
fn found_by_name_pinyin_and_initials() {
    let table = table();
    let find = |query| names(table.search(query, 9));
    for query in [
        "朝阳",
        "chaoyang",
        "cyq",
        "ＣＹ",
        "chaoyq",
        "chao yang",
        "cyangqu",
    ] {
        assert_eq!(find(query), ["朝阳区"], "{query}");
    }
    // From the first syllable on before later ones.
    assert_eq!(find("dong"), ["东莞市", "东城街道", "广东省"]);
    assert_eq!(find("阳"), ["朝阳区"]);
    // What went out of use is not offered.
    assert!(find("chongwen").is_empty());
    assert!(find("桥东").is_empty());
    assert_eq!(table.search("shi", 2).len(), 2);
    for query in ["", " ", "市辖", "cyqq", "yq2", "xyz"] {
        assert!(find(query).is_empty(), "{query}");
    }
    assert!(table.search(&"a".repeat(1000), 9).is_empty());
}

#[test]
fn broken_tables_name_their_line() {
    let read = |rows: &str| {
        let text = format!("banshi-regions 1\t2026-09-11\tnone\n{rows}");
        Regions::from_bytes(text.as_bytes()).map(|table| table.len())
    };
    assert_eq!(read(""), Ok(0));
    assert_eq!(read("110000\t\t北京市\t\n"), Ok(1));
    assert_eq!(read("110000\t\t\t\n"), Ok(1));
    for (rows, line, what) in [
        ("110000\t北京市\t\n", 2, "not four parts"),
        ("110000\t\t北京市\t\t\n", 2, "not four parts"),
        (
            "110000\t\t北京市\t\n11000\t\t北京市\t\n",
            3,
            "no region code",
        ),
        ("110000\t1980\t北京市\t\n", 2, "no years"),
        ("110000\t1990-1980\t北京市\t\n", 2, "no years"),
        ("110000\t1980-x\t北京市\t\n", 2, "no years"),
        (
            "120000\t\t天津市\t\n110000\t\t北京市\t\n",
            3,
            "not in order",
        ),
    ] {
        assert_eq!(read(rows), Err(Broken { line, what }), "{rows}");
    }
    for bytes in [b"".as_slice(), b"banshi-regions 2\ta\tb\n", b"\xFF"] {
        assert_eq!(Regions::from_bytes(bytes).unwrap_err().line, 1);
    }
    for name in ["北\t京", "北京\n110001\t\t东城区"] {
        let entries = [entry(110_000, (0, 0), name, "")];
        assert!(write_regions("2026-09-11", "", &entries).is_err(), "{name}");
    }
}

proptest! {
    #[test]
    fn anything_may_be_read(bytes in prop::collection::vec(any::<u8>(), 0..200), s in "\\PC{0,20}") {
        let _ = Regions::from_bytes(&bytes);
        let rows = String::from_utf8_lossy(&bytes);
        let _ = Regions::from_bytes(format!("banshi-regions 1\ta\tb\n{rows}").as_bytes());
        let table = table();
        let _ = (table.search(&s, 5), table.path(&s, day("2020-01-01")));
    }

    #[test]
    fn what_is_written_is_read(rows in prop::collection::vec(
        (100_000u32..=999_999, prop::option::of(1980u16..2000), prop::option::of(2000u16..2026),
         "[东西南北]{1,5}", "[a-z]{0,5}( [a-z]{1,5}){0,3}"), 0..20,
    )) {
        let mut entries: Vec<Entry> = rows.into_iter().map(|(code, from, until, name, pinyin)| {
            Entry { code, from, until, name, pinyin }
        }).collect();
        let text = write_regions("2026-09-11", "a; b", &entries).unwrap();
        let table = Regions::from_bytes(text.as_bytes()).unwrap();
        entries.sort();
        prop_assert_eq!((table.as_of(), table.sources()), ("2026-09-11", "a; b"));
        let read: Vec<Entry> = table.iter().map(|region| Entry {
            code: region.code, from: region.from, until: region.until,
            name: region.name.into(), pinyin: region.pinyin.into(),
        }).collect();
        prop_assert_eq!(read, entries);
    }
}
