//! How the person wants the result (取件方式), as they answered in the form.

use banshi_contract::{Delivery, Text};
use serde_json::Value;

use super::CaseRecord;

/// What was chosen under `/delivery`: `method` is `collect`, at the window of `window`,
/// or `post`, to `address`. In the words of the form's own choices; none where the form
/// does not ask, or asks otherwise.
#[must_use]
pub fn chosen(definition: &Value, answers: &Value) -> Option<Delivery> {
    let answers = answers.get("delivery")?;
    let label = choice(definition, answers, "method")?;
    let detail = match answers.get("method")?.as_str()? {
        "collect" => choice(definition, answers, "window"),
        "post" => answers.get("address").and_then(Value::as_str).map(as_is),
        _ => None,
    };
    Some(Delivery { label, detail })
}

/// The words of the choice that was made.
fn choice(definition: &Value, answers: &Value, field: &str) -> Option<Text> {
    let answer = answers.get(field)?;
    let choices = format!("/schema/properties/delivery/properties/{field}/oneOf");
    let choices = definition.pointer(&choices)?.as_array()?;
    let choice = choices
        .iter()
        .find(|one| one.get("const") == Some(answer))?;
    serde_json::from_value(choice.get("title")?.clone()).ok()
}

/// What the person wrote, whatever the language.
fn as_is(text: &str) -> Text {
    Text::new(text, text)
}

/// Both parts in one line.
#[must_use]
pub(crate) fn in_words(delivery: &Delivery) -> Text {
    let Some(detail) = &delivery.detail else {
        return delivery.label.clone();
    };
    let line = |language, comma| {
        let (label, detail) = (delivery.label.pick(language), detail.pick(language));
        format!("{label}{comma}{detail}")
    };
    Text::new(line("zh-CN", "，"), line("en", ", "))
}

/// How the result reached the person: as they chose, with what the officer said of it.
pub(crate) fn handed_over(record: &CaseRecord, said: Option<Text>) -> Delivery {
    match record.case.delivery.clone() {
        Some(chosen) => Delivery {
            detail: said.or(chosen.detail),
            ..chosen
        },
        None => Delivery {
            label: record.result.clone(),
            detail: said.or_else(|| Some(record.delivery.clone())),
        },
    }
}

/// What was refused is handed out nowhere: neither window nor address is told any more.
pub(crate) fn refused(record: &mut CaseRecord) {
    record.case.delivery = None;
    for phase in &mut record.case.phases {
        if phase.id == "delivery" {
            phase.detail = None;
        }
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, reason = "a test may fail loudly")]
    use super::*;
    use serde_json::json;

    fn form() -> Value {
        let file = std::path::Path::new(env!("CARGO_MANIFEST_DIR"))
            .join("../../content/forms/residence-permit.json");
        serde_json::from_str(&std::fs::read_to_string(file).unwrap()).unwrap()
    }

    fn said(delivery: Value) -> Option<(String, String)> {
        let chosen = chosen(&form(), &json!({"delivery": delivery}))?;
        let words = in_words(&chosen);
        Some((words.pick("zh-CN").into(), words.pick("en").into()))
    }

    #[test]
    fn it_is_told_in_the_words_of_the_form() {
        let (zh, en) = said(json!({"method": "collect", "window": "yunshang"})).unwrap();
        assert_eq!(zh, "到窗口领取，示例市公安局云上分局办证大厅");
        assert_eq!(en, "Collect it at a window, Yunshang Branch licence hall");
        let address = "示例省示例市云上区示范路 6 号";
        let (zh, en) = said(json!({"method": "post", "address": address})).unwrap();
        assert_eq!(zh, format!("邮寄到家，{address}"));
        assert_eq!(en, format!("By post, {address}"));
    }

    #[test]
    fn what_was_not_asked_or_is_not_known_is_not_guessed() {
        assert_eq!(said(json!({})), None);
        assert_eq!(said(json!({"method": "pigeon"})), None);
        assert_eq!(chosen(&form(), &json!({})), None);
        let (zh, _) = said(json!({"method": "collect", "window": "moon"})).unwrap();
        assert_eq!(zh, "到窗口领取");
        let form = json!({"schema": {}});
        assert_eq!(
            chosen(&form, &json!({"delivery": {"method": "post"}})),
            None
        );
    }
}
