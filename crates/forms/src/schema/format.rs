//! The formats that are asserted (JSON Schema Validation 2020-12, 7.3).

use std::net::{Ipv4Addr, Ipv6Addr};

use super::format_uri;

/// A format that is known.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Format {
    Date,
    Time,
    DateTime,
    Duration,
    Email,
    Uri,
    UriReference,
    Uuid,
    Ipv4,
    Ipv6,
    JsonPointer,
    Regex,
}

const NAMES: [(&str, Format); 12] = [
    ("date", Format::Date),
    ("time", Format::Time),
    ("date-time", Format::DateTime),
    ("duration", Format::Duration),
    ("email", Format::Email),
    ("uri", Format::Uri),
    ("uri-reference", Format::UriReference),
    ("uuid", Format::Uuid),
    ("ipv4", Format::Ipv4),
    ("ipv6", Format::Ipv6),
    ("json-pointer", Format::JsonPointer),
    ("regex", Format::Regex),
];

impl Format {
    pub(super) fn named(name: &str) -> Option<Self> {
        let found = NAMES.iter().find(|(known, _)| *known == name);
        found.map(|(_, format)| *format)
    }

    pub(super) fn name(self) -> &'static str {
        let found = NAMES.iter().find(|(_, format)| *format == self);
        found.map_or("", |(name, _)| name)
    }

    /// `regex` is asked of the engine for patterns instead.
    pub(super) fn accepts(self, text: &str) -> bool {
        match self {
            Self::Date => date(text),
            Self::Time => time(text),
            Self::DateTime => {
                let halves = text.split_once(['T', 't']);
                halves.is_some_and(|(day, hour)| date(day) && time(hour))
            }
            Self::Duration => duration(text),
            Self::Email => email(text),
            Self::Uri => format_uri::uri(text),
            Self::UriReference => format_uri::reference(text),
            Self::Uuid => uuid(text),
            Self::Ipv4 => text.parse::<Ipv4Addr>().is_ok(),
            Self::Ipv6 => text.parse::<Ipv6Addr>().is_ok(),
            Self::JsonPointer => json_pointer(text),
            Self::Regex => true,
        }
    }
}

/// Whether a format is known.
pub(crate) fn is_format(name: &str) -> bool {
    Format::named(name).is_some()
}

/// `length` digits and nothing else.
fn digits(text: &str, length: usize) -> Option<u32> {
    let fits = text.len() == length && text.bytes().all(|b| b.is_ascii_digit());
    fits.then(|| text.parse().ok()).flatten()
}

/// RFC 3339 `full-date`.
fn date(text: &str) -> bool {
    let mut parts = text.splitn(3, '-');
    let mut part = |length| digits(parts.next()?, length);
    let (Some(year), Some(month), Some(day)) = (part(4), part(2), part(2)) else {
        return false;
    };
    let leap = year % 4 == 0 && year % 100 != 0 || year % 400 == 0;
    let last = match month {
        1 | 3 | 5 | 7 | 8 | 10 | 12 => 31,
        4 | 6 | 9 | 11 => 30,
        2 if leap => 29,
        2 => 28,
        _ => return false,
    };
    (1..=last).contains(&day)
}

/// RFC 3339 `full-time`; a leap second only where it can be: at the end of a day in UTC.
fn time(text: &str) -> bool {
    let (clock, minutes) = match text.strip_suffix(['Z', 'z']) {
        Some(clock) => (clock, Some(0)),
        None => match text
            .len()
            .checked_sub(6)
            .and_then(|at| text.split_at_checked(at))
        {
            Some((clock, offset)) => (clock, offset_minutes(offset)),
            None => return false,
        },
    };
    let (clock, fraction) = clock.split_once('.').unwrap_or((clock, "0"));
    let mut parts = clock.splitn(3, ':');
    let mut part = || digits(parts.next()?, 2);
    let (Some(hour), Some(minute), Some(second)) = (part(), part(), part()) else {
        return false;
    };
    let Some(offset) = minutes else {
        return false;
    };
    if hour > 23 || minute > 59 || second > 60 || fraction.is_empty() {
        return false;
    }
    let local = i64::from(hour * 60 + minute);
    let leap = second < 60 || (local - offset).rem_euclid(24 * 60) == 24 * 60 - 1;
    leap && fraction.bytes().all(|b| b.is_ascii_digit())
}

fn offset_minutes(text: &str) -> Option<i64> {
    let (sign, rest) = match (text.strip_prefix('+'), text.strip_prefix('-')) {
        (Some(rest), _) => (1, rest),
        (_, Some(rest)) => (-1, rest),
        _ => return None,
    };
    let (hour, minute) = rest.split_once(':')?;
    let (hour, minute) = (digits(hour, 2)?, digits(minute, 2)?);
    (hour < 24 && minute < 60).then(|| sign * i64::from(hour * 60 + minute))
}

/// RFC 3339, appendix A: units in order, none left out between two others.
fn duration(text: &str) -> bool {
    let Some(rest) = text.strip_prefix('P') else {
        return false;
    };
    let (days, hours) = match rest.split_once('T') {
        Some((days, hours)) => (days, Some(hours)),
        None => (rest, None),
    };
    match hours {
        None => units(days, "YMD") || units(days, "W"),
        Some(hours) => (days.is_empty() || units(days, "YMD")) && units(hours, "HMS"),
    }
}

fn units(text: &str, order: &str) -> bool {
    let (mut rest, mut order, mut any) = (text, order, false);
    while !rest.is_empty() {
        let end = rest.bytes().take_while(u8::is_ascii_digit).count();
        let Some((_, unit)) = rest.split_at_checked(end).filter(|_| end > 0) else {
            return false;
        };
        let Some((at, name)) = order
            .char_indices()
            .find(|(_, name)| unit.starts_with(*name))
        else {
            return false;
        };
        if any && at > 0 {
            return false;
        }
        any = true;
        order = order.get(at + 1..).unwrap_or_default();
        rest = unit.strip_prefix(name).unwrap_or_default();
    }
    any
}

/// RFC 5321 `Mailbox`, in ASCII.
fn email(text: &str) -> bool {
    let Some((local, domain)) = text.rsplit_once('@') else {
        return false;
    };
    let quoted = local
        .strip_prefix('"')
        .and_then(|rest| rest.strip_suffix('"'));
    let local_fits = match quoted {
        Some(inside) if local.len() > 1 => quoted_text(inside),
        _ => local
            .split('.')
            .all(|atom| !atom.is_empty() && atom.bytes().all(is_atom)),
    };
    let literal = domain
        .strip_prefix('[')
        .and_then(|rest| rest.strip_suffix(']'));
    let domain_fits = match literal {
        Some(literal) => match literal.strip_prefix("IPv6:") {
            Some(address) => address.parse::<Ipv6Addr>().is_ok(),
            None => literal.parse::<Ipv4Addr>().is_ok(),
        },
        None => domain.len() <= 253 && domain.split('.').all(label),
    };
    local_fits && local.len() <= 64 && domain_fits
}

fn is_atom(byte: u8) -> bool {
    byte.is_ascii_alphanumeric() || b"!#$%&'*+-/=?^_`{|}~".contains(&byte)
}

fn quoted_text(text: &str) -> bool {
    let mut bytes = text.bytes();
    while let Some(byte) = bytes.next() {
        let printable = |b: u8| (b' '..=b'~').contains(&b);
        let fits = match byte {
            b'\\' => bytes.next().is_some_and(printable),
            b'"' => false,
            byte => printable(byte),
        };
        if !fits {
            return false;
        }
    }
    true
}

/// A label of a host name (RFC 1123).
fn label(text: &str) -> bool {
    let edge = |b: Option<&u8>| b.is_some_and(u8::is_ascii_alphanumeric);
    let bytes = text.as_bytes();
    edge(bytes.first())
        && edge(bytes.last())
        && bytes.len() <= 63
        && bytes
            .iter()
            .all(|b| b.is_ascii_alphanumeric() || *b == b'-')
}

/// RFC 9562, section 4.
fn uuid(text: &str) -> bool {
    text.len() == 36
        && text.bytes().enumerate().all(|(at, byte)| match at {
            8 | 13 | 18 | 23 => byte == b'-',
            _ => byte.is_ascii_hexdigit(),
        })
}

/// RFC 6901.
fn json_pointer(text: &str) -> bool {
    (text.is_empty() || text.starts_with('/'))
        && text
            .split('~')
            .skip(1)
            .all(|rest| rest.starts_with(['0', '1']))
}
