//! Masks for lists and for a person's own detail page. They take anything, well-formed
//! or not, and keep its length in characters, except where the length itself would tell.

use crate::Identifier;

/// As it stands in a list, where others may look on.
#[must_use]
pub fn mask_list(kind: Identifier, text: &str) -> String {
    match kind {
        Identifier::PersonName => mask_name(text),
        Identifier::Email => mask_email(text),
        Identifier::Mobile | Identifier::Landline | Identifier::Phone => mask_phone(text),
        Identifier::Uscc => mask_uscc(text),
        Identifier::Postcode => keep(text, 2, 0),
        Identifier::Plate => keep(text, 2, 1),
        Identifier::BankCard => keep(text, 0, 4),
        _ => mask_resident_id(text),
    }
}

/// As it stands on the person's own detail page: enough to know it again, not enough to
/// use it.
#[must_use]
pub fn mask_detail(kind: Identifier, text: &str) -> String {
    let length = text.chars().count();
    match kind {
        Identifier::PersonName => keep(text, (length / 3).max(1), length / 3),
        Identifier::Email => mask_email(text),
        Identifier::Postcode => keep(text, 4, 0),
        Identifier::Plate => keep(text, 2, 2),
        Identifier::BankCard => keep(text, 4, 4),
        // Of eight to eleven characters, seven would be nearly all.
        Identifier::HkMacaoTravelPermit
        | Identifier::TaiwanTravelPermit
        | Identifier::Passport
        | Identifier::ForeignPassport
        | Identifier::OrganisationCode => keep(text, 2, 2),
        _ => keep(text, 3, 4),
    }
}

/// A name in a list: the first character, the last too from three on
/// (陈* · 李*敏 · 示*******馆).
#[must_use]
pub fn mask_name(name: &str) -> String {
    let keep_last = usize::from(name.chars().count() >= 3);
    keep(name, 1, keep_last)
}

/// A telephone number: first three, last four digits (138****3210).
#[must_use]
pub fn mask_phone(phone: &str) -> String {
    keep(phone, 3, 4)
}

/// An identity number in a list: first and last character (3****************3).
#[must_use]
pub fn mask_resident_id(number: &str) -> String {
    keep(number, 1, 1)
}

/// A USCC: it is public, yet sole traders' codes point at a person; first two, last four.
#[must_use]
pub fn mask_uscc(code: &str) -> String {
    keep(code, 2, 4)
}

/// An e-mail address: the first character and the domain (c***@example.com).
#[must_use]
pub fn mask_email(address: &str) -> String {
    match address.rsplit_once('@') {
        Some((local, domain)) => {
            let first: String = local.chars().take(1).collect();
            format!("{first}***@{domain}")
        }
        None => keep(address, 1, 0),
    }
}

/// Keeps some characters at both ends; of a value too short for that only the first, so
/// that it is not shown whole.
fn keep(text: &str, first: usize, last: usize) -> String {
    let length = text.chars().count();
    let (first, last) = if first + last >= length && length > 0 {
        (usize::from(length > 1), 0)
    } else {
        (first, last)
    };
    text.chars()
        .enumerate()
        .map(|(at, c)| {
            if at < first || at + last >= length {
                c
            } else {
                '*'
            }
        })
        .collect()
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, reason = "tests may fail loudly")]
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn masks() {
        assert_eq!(mask_name("陈静"), "陈*");
        assert_eq!(mask_name("王秀兰"), "王*兰");
        assert_eq!(mask_name("李"), "*");
        assert_eq!(mask_name("𠮷野家"), "𠮷*家");
        assert_eq!(mask_phone("13812343210"), "138****3210");
        assert_eq!(mask_phone("1234567"), "1******");
        assert_eq!(mask_resident_id("11010519491231002X"), "1****************X");
        assert_eq!(mask_uscc("11440100696927671X"), "11************671X");
        assert_eq!(mask_email("chen@example.com"), "c***@example.com");
        assert_eq!(mask_email("chen"), "c***");
        assert_eq!(mask_list(Identifier::ResidentId, ""), "");
    }

    #[test]
    fn each_kind_in_a_list_and_in_detail() {
        for (kind, text, list, detail) in [
            (
                Identifier::ResidentId,
                "11010519491231002X",
                "1****************X",
                "110***********002X",
            ),
            (
                Identifier::ResidencePermit,
                "810000199408230021",
                "8****************1",
                "810***********0021",
            ),
            (
                Identifier::HkMacaoTravelPermit,
                "H12345678",
                "H*******8",
                "H1*****78",
            ),
            (
                Identifier::TaiwanTravelPermit,
                "12345678",
                "1******8",
                "12****78",
            ),
            (
                Identifier::ForeignId,
                "KAZ110090123105",
                "K*************5",
                "KAZ********3105",
            ),
            (Identifier::Passport, "E12345678", "E*******8", "E1*****78"),
            (
                Identifier::ForeignPassport,
                "C01X00T47",
                "C*******7",
                "C0*****47",
            ),
            (
                Identifier::Uscc,
                "11440100696927671X",
                "11************671X",
                "114***********671X",
            ),
            (
                Identifier::OrganisationCode,
                "696927671",
                "6*******1",
                "69*****71",
            ),
            (
                Identifier::Mobile,
                "13812343210",
                "138****3210",
                "138****3210",
            ),
            (
                Identifier::Landline,
                "010-62345678",
                "010*****5678",
                "010*****5678",
            ),
            (
                Identifier::Phone,
                "13812343210",
                "138****3210",
                "138****3210",
            ),
            (Identifier::Postcode, "100000", "10****", "1000**"),
            (
                Identifier::Email,
                "chen@example.com",
                "c***@example.com",
                "c***@example.com",
            ),
            (Identifier::Plate, "京A12345", "京A****5", "京A***45"),
            (
                Identifier::BankCard,
                "6222020000000000000",
                "***************0000",
                "6222***********0000",
            ),
            (Identifier::PersonName, "王秀兰", "王*兰", "王*兰"),
            (Identifier::PersonName, "陈静", "陈*", "陈*"),
            (
                Identifier::PersonName,
                "阿卜杜拉·买买提",
                "阿******提",
                "阿卜****买提",
            ),
        ] {
            assert_eq!(mask_list(kind, text), list);
            assert_eq!(mask_detail(kind, text), detail);
        }
    }

    proptest! {
        #[test]
        fn something_is_always_hidden(s in "\\PC{1,30}") {
            for kind in Identifier::ALL {
                for masked in [mask_list(kind, &s), mask_detail(kind, &s)] {
                    prop_assert!(masked.contains('*'));
                    if kind != Identifier::Email {
                        prop_assert_eq!(masked.chars().count(), s.chars().count());
                    }
                }
            }
        }
    }
}
