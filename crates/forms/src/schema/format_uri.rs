//! URIs as RFC 3986 writes them.

use std::net::Ipv6Addr;

/// A URI: with a scheme, a fragment allowed.
pub(super) fn uri(text: &str) -> bool {
    let Some((scheme, rest)) = text.split_once(':') else {
        return false;
    };
    is_scheme(scheme) && after_scheme(rest)
}

/// A URI or a relative reference.
pub(super) fn reference(text: &str) -> bool {
    // A colon in the first segment would make what stands before it a scheme.
    let first = text.split(['/', '?', '#']).next().unwrap_or_default();
    uri(text) || !first.contains(':') && after_scheme(text)
}

fn is_scheme(text: &str) -> bool {
    text.starts_with(|c: char| c.is_ascii_alphabetic())
        && text
            .bytes()
            .all(|b| b.is_ascii_alphanumeric() || b"+-.".contains(&b))
}

fn after_scheme(text: &str) -> bool {
    let (text, fragment) = text.split_once('#').unwrap_or((text, ""));
    let (text, query) = text.split_once('?').unwrap_or((text, ""));
    let (host, path) = match text.strip_prefix("//") {
        Some(rest) => {
            let end = rest.find('/').unwrap_or(rest.len());
            let (host, path) = rest.split_at_checked(end).unwrap_or((rest, ""));
            (authority(host), path)
        }
        None => (true, text),
    };
    host && written(path, b":@/") && written(query, b":@/?") && written(fragment, b":@/?")
}

fn authority(text: &str) -> bool {
    let (user, host) = text.rsplit_once('@').unwrap_or(("", text));
    let port = |rest: &str| {
        let digits = rest.strip_prefix(':').unwrap_or(rest);
        (rest.is_empty() || rest.starts_with(':')) && digits.bytes().all(|b| b.is_ascii_digit())
    };
    let host = match host.strip_prefix('[').map(|rest| rest.split_once(']')) {
        Some(Some((address, rest))) => literal(address) && port(rest),
        Some(None) => false,
        None => {
            let end = host.find(':').unwrap_or(host.len());
            let (name, rest) = host.split_at_checked(end).unwrap_or((host, ""));
            written(name, b"") && port(rest)
        }
    };
    host && written(user, b":")
}

/// `IP-literal` without its brackets.
fn literal(text: &str) -> bool {
    match text.strip_prefix(['v', 'V']) {
        Some(future) => future.split_once('.').is_some_and(|(version, rest)| {
            !version.is_empty()
                && version.bytes().all(|b| b.is_ascii_hexdigit())
                && !rest.is_empty()
                && !rest.contains('%')
                && written(rest, b":")
        }),
        None => text.parse::<Ipv6Addr>().is_ok(),
    }
}

/// Unreserved characters, sub-delimiters, percent-encoded bytes and those in `more`.
fn written(text: &str, more: &[u8]) -> bool {
    let mut bytes = text.bytes();
    while let Some(byte) = bytes.next() {
        let fits = match byte {
            b'%' => {
                let mut hex = || bytes.next().is_some_and(|b| b.is_ascii_hexdigit());
                hex() && hex()
            }
            _ => {
                byte.is_ascii_alphanumeric()
                    || b"-._~!$&'()*+,;=".contains(&byte)
                    || more.contains(&byte)
            }
        };
        if !fits {
            return false;
        }
    }
    true
}
