//! Comparing moments written as RFC 3339 with different offsets.

use banshi_workdays::Date;

/// Seconds since 1970-01-01T00:00:00Z of an RFC 3339 moment, without its fraction;
/// none where it is not one.
#[must_use]
pub fn seconds_since_epoch(instant: &str) -> Option<i64> {
    let date = Date::from_instant(instant).ok()?;
    let time = instant.get(11..19)?;
    let seconds = clock(time.get(0..5)?)? * 60 + two_digits(time.get(6..8)?)?;
    if time.get(5..6)? != ":" {
        return None;
    }
    let rest = instant.get(19..)?;
    let zone = match rest.strip_prefix('.') {
        Some(fraction) => fraction.trim_start_matches(|c: char| c.is_ascii_digit()),
        None => rest,
    };
    let offset = match zone.split_at_checked(1)? {
        ("Z" | "z", "") => 0,
        ("+", at) => clock(at)? * 60,
        ("-", at) => -clock(at)? * 60,
        _ => return None,
    };
    Some(i64::from(date.days_since_epoch()) * 86_400 + seconds - offset)
}

/// Minutes of `HH:MM`.
fn clock(text: &str) -> Option<i64> {
    let (hours, minutes) = text.split_once(':')?;
    Some(two_digits(hours)? * 60 + two_digits(minutes)?)
}

fn two_digits(text: &str) -> Option<i64> {
    (text.len() == 2 && text.bytes().all(|byte| byte.is_ascii_digit()))
        .then(|| text.parse().ok())?
}
