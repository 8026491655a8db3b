//! JSON Pointers (RFC 6901) into answers and definitions.

use serde_json::{Map, Value};

/// Joins a pointer and one unescaped member name or index.
#[must_use]
pub fn join(pointer: &str, token: &str) -> String {
    format!("{pointer}/{}", escape(token))
}

/// Escapes `~` and `/` in a member name.
#[must_use]
pub fn escape(token: &str) -> String {
    token.replace('~', "~0").replace('/', "~1")
}

/// The unescaped tokens of a pointer; none when it is no pointer.
#[must_use]
pub fn tokens(pointer: &str) -> Option<Vec<String>> {
    if pointer.is_empty() {
        return Some(Vec::new());
    }
    let rest = pointer.strip_prefix('/')?;
    Some(
        rest.split('/')
            .map(|token| token.replace("~1", "/").replace("~0", "~"))
            .collect(),
    )
}

/// Sets a value, making objects on the way; rows of an array must be there already.
/// False when the way is barred by something that is neither.
pub fn set(root: &mut Value, pointer: &str, value: Value) -> bool {
    let Some(tokens) = tokens(pointer) else {
        return false;
    };
    let mut at = root;
    for token in &tokens {
        if at.is_null() {
            *at = Value::Object(Map::new());
        }
        at = match at {
            Value::Object(map) => map.entry(token.clone()).or_insert(Value::Null),
            Value::Array(rows) => match token.parse::<usize>().ok().and_then(|i| rows.get_mut(i)) {
                Some(row) => row,
                None => return false,
            },
            _ => return false,
        };
    }
    *at = value;
    true
}

/// Takes a member away, if it is there.
pub fn remove(root: &mut Value, pointer: &str) -> Option<Value> {
    let (parent, last) = pointer.rsplit_once('/')?;
    let name = last.replace("~1", "/").replace("~0", "~");
    match root.pointer_mut(parent)? {
        Value::Object(map) => map.remove(&name),
        _ => None,
    }
}

/// Takes a value away: a member goes, a row becomes nothing.
pub fn clear(root: &mut Value, pointer: &str) -> Option<Value> {
    let (parent, last) = pointer.rsplit_once('/')?;
    match root.pointer_mut(parent)? {
        Value::Array(rows) => rows.get_mut(last.parse::<usize>().ok()?).map(Value::take),
        _ => remove(root, pointer),
    }
}

/// [`clear`], and then the objects around it that are empty now.
pub fn clear_out(root: &mut Value, pointer: &str) {
    clear(root, pointer);
    let mut at = pointer;
    while let Some((around, _)) = at.rsplit_once('/') {
        let is_empty = root
            .pointer(around)
            .and_then(Value::as_object)
            .is_some_and(Map::is_empty);
        if !is_empty || around.is_empty() {
            return;
        }
        // The row of a list stays, whatever is in it.
        if remove(root, around).is_none() {
            return;
        }
        at = around;
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, reason = "tests may fail loudly")]
    use super::*;
    use serde_json::json;

    #[test]
    fn tokens_are_unescaped_in_the_right_order() {
        assert_eq!(tokens(""), Some(vec![]));
        assert_eq!(tokens("/a~1b/~01"), Some(vec!["a/b".into(), "~1".into()]));
        assert_eq!(tokens("a"), None);
        assert_eq!(join("/a", "b/c~"), "/a/b~1c~0");
    }

    #[test]
    fn set_makes_objects_but_no_rows() {
        let mut root = Value::Null;
        assert!(set(&mut root, "/a/b", json!(1)));
        assert!(set(&mut root, "/rows", json!([{}])));
        assert!(set(&mut root, "/rows/0/x", json!(2)));
        assert!(!set(&mut root, "/rows/1/x", json!(2)));
        assert!(!set(&mut root, "/a/b/c", json!(2)));
        assert_eq!(root, json!({"a": {"b": 1}, "rows": [{"x": 2}]}));
        assert_eq!(remove(&mut root, "/a/b"), Some(json!(1)));
        assert_eq!(remove(&mut root, "/rows/0"), None);
    }
}
