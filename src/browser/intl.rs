//! Numbers, dates and plurals through the browser's own `Intl`.

use js_sys::{Array, Date, Function, Intl, JsString, Object, Reflect};
use wasm_bindgen::{JsCast, JsValue};

/// Which parts of a moment to show.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum DateStyle {
    /// Day and month, the year where it is not this one: 11月23日.
    Day,
    /// The full date: 2026年11月23日.
    FullDay,
    /// Day, month and time: 11月23日 09:12.
    Minute,
    /// Time only: 09:12.
    Time,
}

const SERVICE_TIME_ZONE: &str = "Asia/Shanghai";

/// Formats an RFC 3339 moment or a `YYYY-MM-DD` date; the text itself when it is neither.
#[must_use]
pub fn date(language: &str, moment: &str, style: DateStyle) -> String {
    // A bare date is midnight in UTC for the browser: name the service's zone instead.
    let full = if moment.len() == 10 {
        format!("{moment}T00:00:00+08:00")
    } else {
        moment.to_owned()
    };
    let parsed = Date::new(&JsValue::from_str(&full));
    if parsed.get_time().is_nan() {
        return moment.to_owned();
    }
    let this_year = super::clock::today();
    let other_year = moment.get(..4) != this_year.get(..4);
    let options = Object::new();
    let set = |name: &str, value: &str| {
        let _ = Reflect::set(&options, &name.into(), &value.into());
    };
    set("timeZone", SERVICE_TIME_ZONE);
    if style != DateStyle::Time {
        set("day", "numeric");
        set(
            "month",
            if style == DateStyle::FullDay {
                "long"
            } else {
                "short"
            },
        );
        if other_year || style == DateStyle::FullDay {
            set("year", "numeric");
        }
    }
    if matches!(style, DateStyle::Minute | DateStyle::Time) {
        set("hour", "2-digit");
        set("minute", "2-digit");
        set("hourCycle", "h23");
    }
    let format = Intl::DateTimeFormat::new(&languages(language), &options);
    call(&format.format(), &parsed).unwrap_or_else(|| moment.to_owned())
}

/// Formats a number.
#[must_use]
pub fn number(language: &str, value: f64) -> String {
    let format = Intl::NumberFormat::new(&languages(language), &Object::new());
    call(&format.format(), &value.into()).unwrap_or_else(|| value.to_string())
}

/// Formats an amount of yuan given in fen.
#[must_use]
pub fn money(language: &str, fen: f64) -> String {
    let options = Object::new();
    for (name, value) in [("style", "currency"), ("currency", "CNY")] {
        let _ = Reflect::set(&options, &name.into(), &value.into());
    }
    let format = Intl::NumberFormat::new(&languages(language), &options);
    call(&format.format(), &(fen / 100.0).into()).unwrap_or_else(|| (fen / 100.0).to_string())
}

/// The plural form of a number: `zero`, `one`, `two`, `few`, `many` or `other`.
#[must_use]
pub fn plural(language: &str, value: f64) -> String {
    Intl::PluralRules::new(&languages(language), &Object::new())
        .select(value)
        .into()
}

/// Pseudo-locales (`en-XA`, `ar-XB`) format as the language they are made from.
fn languages(language: &str) -> Array {
    let known = if matches!(language, "en-XA" | "ar-XB") {
        "en"
    } else {
        language
    };
    Array::of1(&JsValue::from_str(known))
}

fn call(format: &Function, value: &JsValue) -> Option<String> {
    format
        .call1(&JsValue::UNDEFINED, value)
        .ok()
        .and_then(|text| text.dyn_into::<JsString>().ok())
        .map(String::from)
}
