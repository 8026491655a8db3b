//! Masks for lists and for a person's own detail page. They take anything and keep its
//! length in characters, except where the length itself would tell.

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

/// An identity number or code on the person's own detail page: first three, last four.
#[must_use]
pub fn mask_detail(number: &str) -> String {
    keep(number, 3, 4)
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

/// Keeps some characters at both ends; never more than half of them in all, so that a
/// short value is not shown whole.
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
        assert_eq!(mask_detail("11010519491231002X"), "110***********002X");
        assert_eq!(mask_uscc("11440100696927671X"), "11************671X");
        assert_eq!(mask_email("chen@example.com"), "c***@example.com");
        assert_eq!(mask_email("chen"), "c***");
        assert_eq!(mask_detail(""), "");
    }

    proptest! {
        #[test]
        fn something_is_always_hidden(s in "\\PC{1,30}") {
            for masked in [mask_name(&s), mask_phone(&s), mask_resident_id(&s), mask_detail(&s), mask_uscc(&s)] {
                prop_assert!(masked.contains('*'));
                prop_assert_eq!(masked.chars().count(), s.chars().count());
            }
        }
    }
}
