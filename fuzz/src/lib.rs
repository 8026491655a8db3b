//! What the fuzz targets do with an input. Each shows more than that nothing panics or
//! hangs: what two ways of asking must agree about is asked both ways. A target takes
//! JSON, as the engines do, so the mutator changes trees as well as bytes.

pub mod definition;
pub mod identifiers;
pub mod instance;
pub mod logic;
pub mod mutate;
pub mod schema;

use serde_json::Value;

/// An input of the form `[first, second]`.
fn pair(data: &[u8]) -> Option<(Value, Value)> {
    match serde_json::from_slice(data).ok()? {
        Value::Array(pair) => {
            let [first, second] = <[Value; 2]>::try_from(pair).ok()?;
            Some((first, second))
        }
        _ => None,
    }
}
