//! What holds for every kind of identifier.

#![allow(
    clippy::unwrap_used,
    clippy::indexing_slicing,
    clippy::panic,
    reason = "tests may fail loudly"
)]

use std::mem::discriminant;

use banshi_identifiers::{CalendarDate, Fault, Identifier, Reading, Regions, write_regions};
use proptest::prelude::*;

fn today() -> CalendarDate {
    CalendarDate::new(2026, 11, 23).unwrap()
}

fn read(kind: Identifier, text: &str) -> Result<Reading, Fault> {
    kind.read(text, today(), None)
}

/// The only one of these last characters that fits.
fn complete(kind: Identifier, body: &str, last: &str) -> String {
    let clean = |text: &String| read(kind, text).is_ok_and(|reading| reading.warning.is_none());
    let mut fitting = last.chars().map(|c| format!("{body}{c}")).filter(clean);
    let number = fitting.next();
    assert_eq!(fitting.next(), None, "{kind:?}: two check characters fit");
    number.unwrap_or_else(|| panic!("{kind:?} {body}: no check character fits"))
}

fn kinds() -> impl Strategy<Value = Identifier> {
    prop::sample::select(Identifier::ALL.to_vec())
}

const DAY: &str = "(19[0-9]{2}|20[01][0-9])(0[1-9]|1[0-2])(0[1-9]|1[0-9]|2[0-8])";
const DIGITS: &str = "0123456789";
const DIGITS_X: &str = "0123456789X";
const USCC: &str = "0123456789ABCDEFGHJKLMNPQRTUWXY";
const PROVINCE: &str = "[京津沪渝冀豫云辽黑湘皖鲁新苏浙赣鄂桂甘晋蒙陕吉闽贵粤青藏川宁琼]";

/// Well-formed ones, as they are stored.
fn valid(kind: Identifier) -> BoxedStrategy<String> {
    let (bodies, last) = match kind {
        Identifier::ResidentId => (format!("[1-7][0-9]{{5}}{DAY}[0-9]{{3}}"), DIGITS_X),
        Identifier::ResidencePermit => (format!("8[1-3]0000{DAY}[0-9]{{3}}"), DIGITS_X),
        Identifier::ForeignId => {
            let new = format!("9[0-9]{{5}}{DAY}[0-9]{{3}}");
            let old = "[A-Z]{3}[0-9]{6}(0[1-9]|1[0-2])(0[1-9]|1[0-9]|2[0-8])[0-9]";
            (format!("{new}|{old}"), DIGITS_X)
        }
        Identifier::HkMacaoTravelPermit => ("[HM][0-9]{8}([0-9]{2})?".into(), ""),
        Identifier::TaiwanTravelPermit => ("[0-9]{8}|[0-9]{10}[A-Z]?".into(), ""),
        Identifier::Passport => (
            "E[A-HJ-NP-Z0-9][0-9]{7}|[DPS][0-9]{7,8}|G[0-9]{8}|1[45][0-9]{7}|[DPS]E[0-9]{7}".into(),
            "",
        ),
        Identifier::ForeignPassport => ("[A-Z0-9]{5,17}".into(), ""),
        Identifier::Uscc => (format!("[{USCC}]{{2}}[0-9]{{6}}[{USCC}]{{9}}"), USCC),
        Identifier::OrganisationCode => ("[0-9A-Z]{8}".into(), DIGITS_X),
        Identifier::Mobile => ("1[3-9][0-9]{9}".into(), ""),
        Identifier::Landline => ("(010|02[0-9]|0[3-9][0-9]{2})-[2-9][0-9]{6,7}".into(), ""),
        Identifier::Phone => ("1[3-9][0-9]{9}|010-[2-9][0-9]{7}".into(), ""),
        Identifier::Postcode => ("[0-9]{6}".into(), ""),
        Identifier::Email => (
            "[a-z0-9]{1,9}(\\.[a-z]{1,5})?@[a-z]{1,9}\\.(com|cn)".into(),
            "",
        ),
        Identifier::Plate => (
            format!(
                "{PROVINCE}[A-HJ-NP-Z]([A-HJ-NP-Z0-9]{{4}}[A-HJ-NP-Z0-9挂学警港澳]\
                 |[A-HJK][A-HJ-NP-Z0-9][0-9]{{4}}|[0-9]{{5}}[A-HJK])"
            ),
            "",
        ),
        Identifier::BankCard => ("[0-9]{15,18}".into(), DIGITS),
        Identifier::PersonName => ("[一-龥𠀀-𠀿]{1,15}(·[一-龥]{1,14})?".into(), ""),
    };
    let bodies = prop::string::string_regex(&bodies).unwrap();
    bodies
        .prop_map(move |body| match last {
            "" => body,
            _ => complete(kind, &body, last),
        })
        .boxed()
}

fn any_valid() -> impl Strategy<Value = (Identifier, String)> {
    kinds().prop_flat_map(|kind| (Just(kind), valid(kind)))
}

/// Full-width digits and letters, small letters where that is no matter, and spaces.
fn typed(text: &str, kind: Identifier, how: u8) -> String {
    let small = !matches!(kind, Identifier::Email | Identifier::PersonName);
    let wide = |c: char| match c {
        '!'..='~' => char::from_u32(c as u32 + 0xFEE0).unwrap(),
        _ => c,
    };
    let mut out: String = match how % 3 {
        0 if small => text.to_lowercase(),
        1 => text.chars().map(wide).collect(),
        _ => text.into(),
    };
    if how.is_multiple_of(2) && small {
        let middle = out.char_indices().nth(3).map_or(0, |(at, _)| at);
        out.insert(middle, ' ');
    }
    format!("\u{3000}{out} ")
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(2_000))]

    #[test]
    fn anything_may_be_read(
        kind in kinds(),
        text in prop_oneof![
            any::<String>(),
            "\\PC{0,40}",
            "[0-9A-Za-zＡ-Ｚ０-９xX京沪·. -]{0,20}",
            "[0-9]{5,20}[XxIO]?",
        ],
    ) {
        let listed = |fault: Fault| kind.faults().iter().any(|one| discriminant(one) == discriminant(&fault));
        match read(kind, &text) {
            Ok(reading) => {
                prop_assert_eq!(read(kind, &reading.text), Ok(reading.clone()));
                if let Some(warning) = reading.warning {
                    prop_assert!(warning.is_warning() && listed(warning), "{kind:?} {warning:?}");
                }
            }
            Err(fault) => prop_assert!(!fault.is_warning() && listed(fault), "{kind:?} {fault:?}"),
        }
    }

    #[test]
    fn well_formed_ones_are_read_and_stay((kind, text) in any_valid(), how in 0u8..6) {
        let reading = read(kind, &text).unwrap();
        prop_assert_eq!(&reading.text, &text);
        prop_assert_eq!(read(kind, &typed(&text, kind, how)), Ok(reading));
    }

    #[test]
    fn a_slip_does_not_make_it_panic(
        (kind, text) in any_valid(), at in 0usize..20, c in any::<char>(), cut in any::<bool>(),
    ) {
        let mut characters: Vec<char> = text.chars().collect();
        let at = at % characters.len();
        if cut {
            characters.remove(at);
        } else {
            characters.insert(at, c);
        }
        let text: String = characters.into_iter().collect();
        if let Ok(reading) = read(kind, &text) {
            prop_assert_eq!(read(kind, &reading.text), Ok(reading));
        }
    }

    /// Each of these check digits finds every single wrong digit.
    #[test]
    fn a_wrong_digit_is_found(
        (kind, text) in prop::sample::select(vec![
            Identifier::ResidentId, Identifier::ResidencePermit, Identifier::ForeignId,
            Identifier::Uscc, Identifier::OrganisationCode, Identifier::BankCard,
        ]).prop_flat_map(|kind| (Just(kind), valid(kind))),
        at in 0usize..20, add in 1u8..=9,
    ) {
        let mut wrong = text.clone().into_bytes();
        let at = at % wrong.len();
        prop_assume!(wrong[at].is_ascii_digit());
        wrong[at] = (wrong[at] - b'0' + add) % 10 + b'0';
        let wrong = String::from_utf8(wrong).unwrap();
        let clean = read(kind, &wrong).is_ok_and(|reading| reading.warning.is_none());
        prop_assert!(!clean, "{kind:?} {text} {wrong}");
    }
}

/// Each fault of each list, given by this text.
#[test]
fn every_fault_listed_can_be_found() {
    use Identifier as I;
    let samples: &[(Identifier, &[&str])] = &[
        (
            I::ResidentId,
            &[
                "1101051949",
                "1101051949123100AB",
                "110105194902300025",
                "110105202612310026",
                "110105194912310021",
                "11010319911231002X",
                "11010320111231002X",
            ],
        ),
        (
            I::ResidencePermit,
            &[
                "8100001994",
                "81000019940823002A",
                "810000199402300021",
                "810000203008230021",
                "810000199408230022",
                "11010519491231002X",
            ],
        ),
        (
            I::HkMacaoTravelPermit,
            &["H1234567", "K12345678", "H1234567A"],
        ),
        (I::TaiwanTravelPermit, &["1234567", "1234567A"]),
        (
            I::ForeignId,
            &[
                "911398199012",
                "11010519491231002X",
                "KA1110090123105",
                "KAZ110090003105",
                "911398203012310016",
                "KAZ110090123106",
            ],
        ),
        (I::Passport, &["E1234567", "X12345678", "E1234567A"]),
        (
            I::ForeignPassport,
            &["1234", "123456789012345678", "12345-护照"],
        ),
        (
            I::Uscc,
            &[
                "1144010069692767",
                "11440100696927671O",
                "114401006969276710",
            ],
        ),
        (
            I::OrganisationCode,
            &["69692767", "6969276-A", "69692767A", "69692767-2"],
        ),
        (
            I::Mobile,
            &["138", "1380000000a", "12800000000", "15400000000"],
        ),
        (I::Landline, &["81234567"]),
        (I::Phone, &["81234567", "15400000000"]),
        (I::Postcode, &["10000", "10000a"]),
        (I::Email, &["chen"]),
        (I::Plate, &["京A", "AA12345", "京A1234O", "京112345"]),
        (
            I::BankCard,
            &[
                "622202",
                "62220200000000000000",
                "622202000000000O",
                "6222020000000000001",
            ],
        ),
        (
            I::PersonName,
            &["", &"陈".repeat(31), "陈2", "·陈", "\u{E863}"],
        ),
    ];
    let text = write_regions("2026-09-11", "a test", &[]).unwrap();
    let regions = Regions::from_bytes(text.as_bytes()).unwrap();
    let good = "11010519491231002X";
    for kind in I::ALL {
        let (_, texts) = samples.iter().find(|(one, _)| *one == kind).unwrap();
        let mut found: Vec<Fault> = texts
            .iter()
            .chain([&good])
            .filter_map(|text| match kind.read(text, today(), Some(&regions)) {
                Ok(reading) => {
                    assert!(reading.warning.is_none_or(Fault::is_warning));
                    reading.warning
                }
                Err(fault) => {
                    assert!(!fault.is_warning());
                    Some(fault)
                }
            })
            .collect();
        found.dedup();
        for fault in kind.faults() {
            let is_found = found.iter().any(|one| match (one, fault) {
                (Fault::Length { .. }, Fault::Length { .. }) => true,
                (Fault::TooLong { limit: a, .. }, Fault::TooLong { limit: b, .. }) => a == b,
                _ => one == fault,
            });
            assert!(is_found, "{kind:?} {fault:?}: {found:?}");
        }
    }
}

#[test]
fn names_and_reasons_are_stable_and_distinct() {
    let mut names: Vec<&str> = Identifier::ALL.iter().map(|kind| kind.name()).collect();
    for (kind, name) in Identifier::ALL.into_iter().zip(&names) {
        assert_eq!(Identifier::from_name(name), Some(kind));
        let kebab = |c: char| c.is_ascii_lowercase() || c == '-';
        assert!(name.chars().all(kebab), "{name}");
        for fault in kind.faults() {
            assert!(fault.reason().chars().all(kebab), "{fault:?}");
        }
    }
    names.sort_unstable();
    names.dedup();
    assert_eq!(names.len(), Identifier::ALL.len());
    assert_eq!(Identifier::from_name("no-such"), None);
}
