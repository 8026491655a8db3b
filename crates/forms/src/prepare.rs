//! Definitions as they are written, made ready for the engine: what JSON loses on the way
//! is written down, and schemas of older drafts are put into the words of 2020-12. Done
//! once, by who serves a definition; the page gets what comes out.

mod drafts;
mod ordered;

use serde_json::Value;

/// Reads the text of a definition. Where it has no pages its schema may be one that was
/// written for others: the order of its properties is kept (`x-order`), and drafts 4, 6,
/// 7 and 2019-09 are understood. Everything else stays as it is.
///
/// # Errors
/// The text is no JSON.
pub fn prepare(text: &str) -> Result<Value, serde_json::Error> {
    let definition: Value = serde_json::from_str(text)?;
    let pages = definition.get("pages").and_then(Value::as_array);
    if pages.is_some_and(|pages| !pages.is_empty()) || !definition.is_object() {
        return Ok(definition);
    }
    let ordered: ordered::Ordered = serde_json::from_str(text)?;
    let mut prepared = definition;
    if let (Some(schema), Some(place)) = (ordered.member("schema"), prepared.get_mut("schema")) {
        *place = drafts::translate(schema);
    }
    Ok(prepared)
}
