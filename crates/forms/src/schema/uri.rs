//! References resolved against a base (RFC 3986, section 5).

/// The five parts of a URI reference; nothing is decoded.
struct Parts<'a> {
    scheme: Option<&'a str>,
    authority: Option<&'a str>,
    path: &'a str,
    query: Option<&'a str>,
}

/// Takes the fragment off; it is empty when there is none.
pub(super) fn split(uri: &str) -> (&str, &str) {
    uri.split_once('#').unwrap_or((uri, ""))
}

fn parts(uri: &str) -> Parts<'_> {
    let (rest, _) = split(uri);
    let is_scheme = |text: &str| {
        text.starts_with(|c: char| c.is_ascii_alphabetic())
            && text
                .bytes()
                .all(|b| b.is_ascii_alphanumeric() || b"+-.".contains(&b))
    };
    let (scheme, rest) = match rest.split_once(':') {
        Some((scheme, after)) if is_scheme(scheme) => (Some(scheme), after),
        _ => (None, rest),
    };
    let (rest, query) = match rest.split_once('?') {
        Some((rest, query)) => (rest, Some(query)),
        None => (rest, None),
    };
    let (authority, path) = match rest.strip_prefix("//") {
        Some(after) => {
            let end = after.find('/').unwrap_or(after.len());
            let (authority, path) = after.split_at_checked(end).unwrap_or((after, ""));
            (Some(authority), path)
        }
        None => (None, rest),
    };
    Parts {
        scheme,
        authority,
        path,
        query,
    }
}

/// The target of a reference, without its fragment. A base that is empty leaves it as
/// it is.
pub(super) fn resolve(base: &str, reference: &str) -> String {
    let (reference, base) = (parts(reference), parts(base));
    let mut target = Parts {
        scheme: reference.scheme,
        authority: reference.authority,
        path: reference.path,
        query: reference.query,
    };
    let mut path = String::new();
    if reference.scheme.is_none() {
        target.scheme = base.scheme;
        if reference.authority.is_none() {
            target.authority = base.authority;
            if reference.path.is_empty() {
                path.push_str(base.path);
                target.query = reference.query.or(base.query);
            } else if !reference.path.starts_with('/') {
                match base.path.rfind('/') {
                    Some(end) => path.push_str(base.path.get(..=end).unwrap_or_default()),
                    None if base.authority.is_some() => path.push('/'),
                    None => {}
                }
            }
        }
    }
    if !reference.path.is_empty() || path.is_empty() {
        path.push_str(reference.path);
        path = without_dots(&path);
    }
    let mut uri = String::new();
    for (part, before, after) in [
        (target.scheme, "", ":"),
        (target.authority, "//", ""),
        (Some(path.as_str()), "", ""),
        (target.query, "?", ""),
    ] {
        if let Some(part) = part {
            uri.push_str(before);
            uri.push_str(part);
            uri.push_str(after);
        }
    }
    uri
}

/// RFC 3986, 5.2.4.
fn without_dots(path: &str) -> String {
    if !path.split('/').any(|s| s == "." || s == "..") {
        return path.to_owned();
    }
    let mut kept: Vec<&str> = Vec::new();
    let mut segments = path.split('/').peekable();
    while let Some(segment) = segments.next() {
        let last = segments.peek().is_none();
        match segment {
            "." | ".." => {
                if segment == ".." && kept.len() > 1 {
                    kept.pop();
                }
                if last {
                    kept.push("");
                }
            }
            _ => kept.push(segment),
        }
    }
    kept.join("/")
}

/// `%20` and the like decoded; none when what comes out is no text.
pub(super) fn decode(text: &str) -> Option<String> {
    if !text.contains('%') {
        return Some(text.to_owned());
    }
    let mut bytes = Vec::with_capacity(text.len());
    let mut rest = text.bytes();
    while let Some(byte) = rest.next() {
        if byte == b'%' {
            let high = char::from(rest.next()?).to_digit(16)?;
            let low = char::from(rest.next()?).to_digit(16)?;
            bytes.push(u8::try_from(high * 16 + low).ok()?);
        } else {
            bytes.push(byte);
        }
    }
    String::from_utf8(bytes).ok()
}
