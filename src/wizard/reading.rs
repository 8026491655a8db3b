//! Answers as words.

use banshi_forms::{Answer, FieldView, Widget};
use serde_json::Value;

use crate::i18n::{DateStyle, K, date, money, number, pick, t, tf};

const FEN_PER_YUAN: f64 = 100.0;

/// A name in the middle of a sentence: English nouns lose their capital.
#[must_use]
pub fn within_sentence(name: &str) -> String {
    let mut chars = name.chars();
    match (chars.next(), chars.next()) {
        (Some(first), Some(second))
            if first.is_ascii_uppercase() && second.is_ascii_lowercase() =>
        {
            first.to_ascii_lowercase().to_string() + name.get(1..).unwrap_or_default()
        }
        _ => name.to_owned(),
    }
}

/// What stands in an input of text.
#[must_use]
pub fn raw(value: &Value) -> String {
    match value {
        Value::String(text) => text.clone(),
        Value::Null => String::new(),
        other => other.to_string(),
    }
}

/// The answer to a question, in words; empty when there is none. Tracked.
#[must_use]
pub fn of_field(field: &FieldView) -> String {
    let value = &field.value;
    let chosen = |value: &Value| {
        field
            .options
            .iter()
            .find(|choice| choice.value == *value)
            .map(|choice| pick(&choice.label))
    };
    if let Some(words) = chosen(value) {
        return words;
    }
    match (field.widget, value) {
        (_, Value::Null) => String::new(),
        (Widget::Money, Value::Number(n)) => yuan(n.as_f64().unwrap_or_default()),
        (Widget::Date, Value::String(day)) => date(day, DateStyle::FullDay),
        (_, Value::Bool(yes)) => t(if *yes { K::WizardYes } else { K::WizardNo }),
        (_, Value::Number(n)) => {
            with_unit(&number(n.as_f64().unwrap_or_default()), field.unit.as_ref())
        }
        (_, Value::Array(items)) => items
            .iter()
            .filter_map(chosen)
            .collect::<Vec<_>>()
            .join(&t(K::WizardJoin)),
        (_, other) => raw(other),
    }
}

/// An answer of the review, in words; tracked.
#[must_use]
pub fn of_answer(answer: &Answer) -> String {
    match answer {
        Answer::None => t(K::WizardUnanswered),
        Answer::Text(text) => text.clone(),
        Answer::Choices(words) => words
            .iter()
            .map(pick)
            .collect::<Vec<_>>()
            .join(&t(K::WizardJoin)),
        Answer::Date(day) => date(day, DateStyle::FullDay),
        Answer::Number(n, unit) => with_unit(&number(*n), unit.as_ref()),
        Answer::Money(amount) => yuan(*amount),
        Answer::YesNo(yes) => t(if *yes { K::WizardYes } else { K::WizardNo }),
        Answer::Stated => t(K::WizardStated),
        Answer::Files(names) => names.join(&t(K::WizardJoin)),
    }
}

fn yuan(amount: f64) -> String {
    money((amount * FEN_PER_YUAN).round())
}

fn with_unit(number: &str, unit: Option<&banshi_contract::Text>) -> String {
    match unit {
        Some(unit) => tf(
            K::WizardNumberUnit,
            &[("number", number), ("unit", &pick(unit))],
        ),
        None => number.to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nouns_lose_their_capital_and_abbreviations_keep_it() {
        assert_eq!(within_sentence("Person"), "person");
        assert_eq!(within_sentence("ID card"), "ID card");
        assert_eq!(within_sentence("参保人"), "参保人");
        assert_eq!(within_sentence(""), "");
    }
}
