// How the words of a language travel: by the number of their key, not by its name, since
// the names would weigh as much as the words. `build.rs` numbers the keys by this order
// and `xtask` writes the files by it; `src/i18n/catalogue.rs` reads them.

use std::collections::BTreeMap;

/// What stands behind a key that has plural forms, CLDR's names of them.
pub const PLURAL_FORMS: [&str; 6] = [".zero", ".one", ".two", ".few", ".many", ".other"];

/// A key without its plural form.
pub fn base(key: &str) -> &str {
    PLURAL_FORMS
        .iter()
        .find_map(|form| key.strip_suffix(form))
        .unwrap_or(key)
}

/// Words in the order of their keys without plural form, and of those that have forms
/// all but `other` under `<number>.<form>`.
pub fn pack(words: &BTreeMap<String, String>) -> (Vec<&str>, BTreeMap<String, &str>) {
    let mut by_base: BTreeMap<&str, &str> = BTreeMap::new();
    for (key, text) in words {
        let base = base(key);
        if key == base || key.ends_with(".other") {
            by_base.insert(base, text);
        } else {
            by_base.entry(base).or_insert(text);
        }
    }
    let numbers: BTreeMap<&str, usize> = by_base.keys().copied().zip(0..).collect();
    let mut forms = BTreeMap::new();
    for (key, text) in words {
        let base = base(key);
        let form = key.get(base.len() + 1..).filter(|form| *form != "other");
        if let (Some(form), Some(number)) = (form, numbers.get(base)) {
            forms.insert(format!("{number}.{form}"), text.as_str());
        }
    }
    (by_base.into_values().collect(), forms)
}
