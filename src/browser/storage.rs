//! `localStorage`, for choices only: never for anything about a person. Where it is
//! refused (private windows, some web views) nothing is kept and nothing breaks.

fn storage() -> Option<web_sys::Storage> {
    web_sys::window().and_then(|window| window.local_storage().ok().flatten())
}

/// What is kept under `key`.
#[must_use]
pub fn get(key: &str) -> Option<String> {
    storage().and_then(|storage| storage.get_item(key).ok().flatten())
}

/// Keeps `value` under `key`.
pub fn set(key: &str, value: &str) {
    if let Some(storage) = storage() {
        let _ = storage.set_item(key, value);
    }
}
