//! Names that are made here: tokens, ids, references, trace ids.

use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use sha2::{Digest as _, Sha256};

use crate::clock::Moment;

/// Crockford's base 32: no I, L, O, U, so that it can be read out on the telephone.
const CROCKFORD: &[u8; 32] = b"0123456789ABCDEFGHJKMNPQRSTVWXYZ";

/// SHA-256 as lower-case hex.
#[must_use]
pub fn sha256_hex(bytes: &[u8]) -> String {
    hex(&Sha256::digest(bytes))
}

/// Bytes as lower-case hex.
#[must_use]
pub fn hex(bytes: &[u8]) -> String {
    use std::fmt::Write as _;
    bytes.iter().fold(String::new(), |mut text, byte| {
        let _ = write!(text, "{byte:02x}");
        text
    })
}

/// A session token: 256 random bits.
#[must_use]
pub fn token() -> String {
    URL_SAFE_NO_PAD.encode(rand::random::<[u8; 32]>())
}

/// An opaque id.
#[must_use]
pub fn id() -> String {
    uuid::Uuid::new_v4().to_string()
}

/// A short reference for an error, e.g. `7K3M-Q2XD`: 40 random bits.
#[must_use]
pub fn trace() -> String {
    let bytes = rand::random::<[u8; 8]>();
    let mut text = String::with_capacity(9);
    for (place, byte) in bytes.iter().enumerate() {
        if place == 4 {
            text.push('-');
        }
        let digit = CROCKFORD.get(usize::from(byte % 32)).copied();
        text.push(char::from(digit.unwrap_or(b'0')));
    }
    text
}

/// A 办件编号, e.g. `SL20261116-004213`: the day and six random digits. Whoever looks
/// a case up needs the check as well, and only few tries are let through.
#[must_use]
pub fn reference(now: Moment) -> String {
    let (year, month, day) = now.date().ymd();
    let number = rand::random::<u32>() % 1_000_000;
    format!("SL{year:04}{month:02}{day:02}-{number:06}")
}

/// What was typed as a reference, its hyphen put where [`reference`] has it; what is
/// none of ours stays as it is.
#[must_use]
pub fn as_reference(typed: String) -> String {
    let plain = typed.replace('-', "");
    match plain
        .strip_prefix("SL")
        .and_then(|all| all.split_at_checked(8))
    {
        Some((day, number))
            if number.len() == 6 && plain.bytes().skip(2).all(|one| one.is_ascii_digit()) =>
        {
            format!("SL{day}-{number}")
        }
        _ => typed,
    }
}

/// What is kept of the check of a case: not the characters themselves.
#[must_use]
pub fn check_hash(reference: &str, check: &str) -> String {
    sha256_hex(format!("{reference}\n{}", check.to_uppercase()).as_bytes())
}

/// Compares two hashes in a time that does not tell where they differ.
#[must_use]
pub fn same_hash(left: &str, right: &str) -> bool {
    left.len() == right.len()
        && left
            .bytes()
            .zip(right.bytes())
            .fold(0, |difference, (a, b)| difference | (a ^ b))
            == 0
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_trace_can_be_read_out() {
        for _ in 0..200 {
            let trace = trace();
            assert_eq!(trace.len(), 9);
            assert_eq!(trace.as_bytes().get(4), Some(&b'-'));
            assert!(
                trace
                    .bytes()
                    .all(|byte| byte == b'-' || CROCKFORD.contains(&byte))
            );
        }
    }

    #[test]
    fn a_reference_is_known_without_its_hyphen_too() {
        let made = reference(Moment::from_millis(1_795_000_000_000));
        assert_eq!(as_reference(made.clone()), made);
        assert_eq!(as_reference(made.replace('-', "")), made);
        assert_eq!(
            as_reference("SL2026-1116-004213".into()),
            "SL20261116-004213"
        );
        for other in [
            "SL20261116-00421",
            "XX20261116-004213",
            "SL2026111600421X",
            "示受12号",
        ] {
            assert_eq!(as_reference(other.into()), other);
        }
    }

    #[test]
    fn the_check_knows_no_case() {
        assert!(same_hash(
            &check_hash("SL1", "12ax"),
            &check_hash("SL1", "12AX")
        ));
        assert!(!same_hash(
            &check_hash("SL1", "12AX"),
            &check_hash("SL2", "12AX")
        ));
    }
}
