//! An identity number or code: checked when it is complete, shown in groups, and what
//! it says about the person (date of birth, sex) drawn from it.

use banshi_forms::Format;
use banshi_identifiers::{CalendarDate, ResidentId, Sex};
use leptos::prelude::*;

use super::line::{Line, line};
use crate::components::{Icon, IconName};
use crate::i18n::{DateStyle, K, date, t, tf};
use crate::wizard::frame::Ask;
use crate::wizard::reading::raw;

/// Characters of a resident identity number (GB 11643) and of a code (GB 32100).
const CHARACTERS: usize = 18;

/// A line for a number, with what is drawn from it below.
pub(super) fn view(ask: Ask) -> AnyView {
    let format = ask.field.with_untracked(|field| field.format);
    let shown = if format == Some(Format::ResidentId) {
        grouped
    } else {
        str::to_owned
    };
    let look = Line {
        spelling: false,
        complete: Some(CHARACTERS),
        shown,
        ..Line::default()
    };
    let drawn = Memo::new(move |_| drawn(ask, format));
    let drawn = move || {
        let parts = drawn.get();
        (!parts.is_empty()).then(|| {
            let parts = parts
                .into_iter()
                .enumerate()
                .map(|(at, words)| {
                    let icon = (at == 0).then(|| view! { <Icon name=IconName::Check/> });
                    view! { <span>{icon} {words}</span> }
                })
                .collect_view();
            view! { <p class="drawn">{parts}</p> }
        })
    };
    line(ask, look, Some(drawn.into_any()))
}

/// In groups, as it is read out: region, date of birth, the rest.
fn grouped(number: &str) -> String {
    match (number.get(..6), number.get(6..14), number.get(14..18)) {
        (Some(region), Some(born), Some(rest)) if number.len() == CHARACTERS => {
            format!("{region} {born} {rest}")
        }
        _ => number.to_owned(),
    }
}

/// What a number says that is whole and good.
fn drawn(ask: Ask, format: Option<Format>) -> Vec<String> {
    let text = ask.field.with(|field| raw(&field.value));
    if text.is_empty() || ask.error().is_some() {
        return Vec::new();
    }
    match format {
        Some(Format::ResidentId) => {
            let today = ask
                .wizard
                .today
                .with_value(|today| CalendarDate::parse(today));
            let Some(Ok(number)) = today.map(|today| ResidentId::parse(&text, today)) else {
                return Vec::new();
            };
            let sex = match number.sex() {
                Sex::Male => K::WizardMale,
                Sex::Female => K::WizardFemale,
            };
            let born = number.birth_date().to_string();
            let born = tf(K::WizardBorn, &[("date", &date(&born, DateStyle::FullDay))]);
            vec![t(K::WizardNumberValid), t(sex), born]
        }
        Some(Format::Uscc) if banshi_identifiers::Uscc::parse(&text).is_ok() => {
            vec![t(K::WizardCodeValid)]
        }
        _ => Vec::new(),
    }
}

#[cfg(test)]
mod tests {
    use super::grouped;

    #[test]
    fn only_a_whole_number_is_grouped() {
        assert_eq!(grouped("11010519491231002X"), "110105 19491231 002X");
        assert_eq!(grouped("110105"), "110105");
        assert_eq!(grouped("一一〇一〇五"), "一一〇一〇五");
    }
}
