//! Words. Keys are typed ([`K`], made by `build.rs` from `locales/`), a key missing in
//! a language fails the build. The chosen language's file is loaded at run time.
//! Plurals, numbers and dates go through the browser's `Intl`.

mod catalogue;
mod keys;

use std::sync::Arc;

use banshi_contract::Text;
use leptos::prelude::*;
use leptos::reactive::graph::Observer;

pub use catalogue::Catalogue;
pub use keys::{K, NAMES};

pub use crate::browser::intl::DateStyle;
use crate::browser::{document, intl};

/// The languages a person may choose, with the name each has for itself.
pub const LANGUAGES: [(&str, &str); 2] = [("zh-CN", "简体中文"), ("en", "English")];

thread_local! {
    static CATALOGUE: ArcRwSignal<Arc<Catalogue>> = ArcRwSignal::new(Arc::new(Catalogue::default()));
}

/// What is shown now; who follows signals is told when that changes. Whoever asks once
/// (a task, an event) follows nothing.
fn current() -> Arc<Catalogue> {
    CATALOGUE.with(|catalogue| {
        if Observer::get().is_some() {
            catalogue.track();
        }
        catalogue.get_untracked()
    })
}

/// The chosen language's tag, tracked.
#[must_use]
pub fn language() -> String {
    current().language.clone()
}

/// The words of a key, tracked.
#[must_use]
pub fn t(key: K) -> String {
    current().words(key).to_owned()
}

/// The words of a key with its placeholders filled in, tracked.
#[must_use]
pub fn tf(key: K, values: &[(&str, &str)]) -> String {
    current().filled(key, None, values)
}

/// The words of a key in the plural form of `count`, which also fills `{n}`, tracked.
#[must_use]
pub fn tn(key: K, count: i64, values: &[(&str, &str)]) -> String {
    let catalogue = current();
    #[expect(clippy::cast_precision_loss, reason = "counts of things on a page")]
    let value = count as f64;
    let number = intl::number(&catalogue.language, value);
    let form = intl::plural(&catalogue.language, value);
    let mut all = vec![("n", number.as_str())];
    all.extend_from_slice(values);
    catalogue.filled(key, Some(&form), &all)
}

/// A contract's text in the chosen language, tracked.
#[must_use]
pub fn pick(text: &Text) -> String {
    text.pick(&language()).to_owned()
}

/// A moment or date, tracked.
#[must_use]
pub fn date(moment: &str, style: DateStyle) -> String {
    intl::date(&language(), moment, style)
}

/// A number, tracked.
#[must_use]
pub fn number(value: f64) -> String {
    intl::number(&language(), value)
}

/// An amount in fen as money, tracked.
#[must_use]
pub fn money(fen: f64) -> String {
    intl::money(&language(), fen)
}

/// The size of a file, tracked.
#[must_use]
pub fn size(bytes: u64) -> String {
    const BYTES_PER_KB: f64 = 1024.0;
    #[expect(clippy::cast_precision_loss, reason = "a size for people")]
    let kilobytes = bytes as f64 / BYTES_PER_KB;
    if kilobytes < BYTES_PER_KB {
        tf(K::CaseHowManyKb, &[("n", &number(kilobytes.ceil()))])
    } else {
        let megabytes = (kilobytes / BYTES_PER_KB * 10.0).round() / 10.0;
        tf(K::CaseHowManyMb, &[("n", &number(megabytes))])
    }
}

/// Makes `catalogue` the one that is shown.
pub fn set(catalogue: Catalogue) {
    CATALOGUE.with(|signal| signal.set(Arc::new(catalogue)));
}

/// Why a language could not be had.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct NotLoaded;

/// Loads a language's file and shows it.
///
/// # Errors
/// [`NotLoaded`] when it can't be fetched or read; what was shown before stays.
pub async fn load(language: &str) -> Result<(), NotLoaded> {
    if CATALOGUE.with(|catalogue| catalogue.with_untracked(|c| c.language == language)) {
        return Ok(());
    }
    let text = crate::browser::fetch::text(&address(language))
        .await
        .ok_or(NotLoaded)?;
    set(Catalogue::parse(language, &text).ok_or(NotLoaded)?);
    Ok(())
}

/// Where a language's file is: release builds name it in `index.html` with its hash,
/// `<meta name="banshi-locales" content="zh-CN=/locales/zh-CN.abc.json,en=…">`.
fn address(language: &str) -> String {
    document::meta("banshi-locales")
        .and_then(|all| {
            all.split(',')
                .filter_map(|pair| pair.trim().split_once('='))
                .find(|(tag, _)| *tag == language)
                .map(|(_, address)| address.to_owned())
        })
        .unwrap_or_else(|| format!("/locales/{language}.json"))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn speak(words: &str) {
        let count = NAMES.len();
        let json = serde_json::json!([vec![words; count], {}]).to_string();
        let read = Catalogue::parse(words, &json);
        assert!(read.is_some());
        set(read.unwrap_or_default());
    }

    #[test]
    fn who_follows_signals_follows_the_language_too() {
        let owner = Owner::new();
        owner.with(|| {
            speak("zh");
            let words = Memo::new(|_| format!("{} {}", t(K::AppHome), tf(K::AppTitle, &[])));
            let tag = Memo::new(|_| language());
            assert_eq!(words.get_untracked(), "zh zh");
            speak("en");
            assert_eq!(words.get_untracked(), "en en");
            assert_eq!(tag.get_untracked(), "en");
            // Asked once, without following: the words of now.
            assert_eq!(t(K::AppHome), "en");
        });
    }
}
