//! E-mail addresses, kept simple: only what can't be one is refused, since whether an
//! address works is known only once a message has arrived.

use crate::{Fault, fold};

/// Reads an address: something, one @, a domain with a dot; no spaces; at most 254
/// octets (RFC 5321).
///
/// # Errors
/// [`Fault::Form`].
pub fn parse_email(text: &str) -> Result<String, Fault> {
    let address = fold(text);
    let (local, domain) = address.rsplit_once('@').ok_or(Fault::Form)?;
    let labels_ok = domain.split('.').count() >= 2
        && domain.split('.').all(|label| {
            !label.is_empty()
                && !label.starts_with('-')
                && !label.ends_with('-')
                && label.chars().all(|c| c.is_alphanumeric() || c == '-')
        });
    let local_ok = (1..=64).contains(&local.len())
        && !local.starts_with('.')
        && !local.ends_with('.')
        && !local.contains("..")
        && local.chars().all(|c| {
            !c.is_whitespace()
                && !c.is_control()
                && !matches!(c, '@' | ',' | ';' | '<' | '>' | '"' | '(' | ')' | '\\')
        });
    if labels_ok && local_ok && address.len() <= 254 {
        Ok(address)
    } else {
        Err(Fault::Form)
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, reason = "tests may fail loudly")]
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn addresses() {
        assert_eq!(
            parse_email(" chen.jing＠example．com ").unwrap(),
            "chen.jing@example.com"
        );
        assert!(parse_email("用户@例子.中国").is_ok());
        for text in [
            "", "a", "a@", "@b.c", "a@b", "a b@c.d", "a@b..c", "a@-b.c", ".a@b.c", "a@b@c.d",
        ] {
            assert_eq!(parse_email(text), Err(Fault::Form), "{text}");
        }
    }

    proptest! {
        #[test]
        fn anything_may_be_read(s in "\\PC{0,60}") {
            if let Ok(address) = parse_email(&s) {
                prop_assert_eq!(parse_email(&address), Ok(address));
            }
        }
    }
}
