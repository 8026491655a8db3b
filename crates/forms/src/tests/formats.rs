//! Every identifier is a format: read as it is typed, judged, asked for.

use banshi_identifiers::Identifier;

use super::*;
use crate::{FieldView, Format, Widget, error_words};

/// A form with a question of each format, `/all/FORMAT`.
pub(super) fn form() -> Value {
    let mut asked: serde_json::Map<String, Value> = Identifier::ALL
        .iter()
        .map(|kind| {
            let name = kind.name();
            let question = json!({"type": "string", "title": words(name), "format": name});
            (name.to_owned(), question)
        })
        .collect();
    asked.insert(
        "date".into(),
        json!({"type": "string", "title": words("date"), "format": "date"}),
    );
    json!({
        "id": "all", "version": 1, "serviceId": "all", "title": words("全部"),
        "schema": {"type": "object", "properties": {
            "all": {"type": "object", "title": words("全部"), "properties": asked}
        }}
    })
}

/// What the question of a format shows after this was typed and left.
fn after(format: &str, typed: &str) -> FieldView {
    let mut state = State::new(load(&form()), context(), json!({}));
    let at = format!("/all/{format}");
    set(&mut state, &at, json!(typed));
    state.touch(&at);
    let page = state.pages()[0].id.clone();
    let page = state.page(&page).unwrap();
    let mut fields = page.fields.into_iter();
    fields.find(|field| field.pointer == at).unwrap()
}

#[test]
fn every_identifier_is_read_as_it_is_typed() {
    let typed = [
        ("resident-id", " １１０１０５ 19491231-002ｘ ", WOMAN_1949),
        (
            "residence-permit",
            "810000 19940823 0021",
            "810000199408230021",
        ),
        ("hk-macao-travel-permit", "m12345678-01", "M1234567801"),
        ("taiwan-travel-permit", "0012345678（b）", "0012345678B"),
        ("foreign-id", " kaz 1100 901231 05", "KAZ110090123105"),
        ("passport", "ea 123 4567", "EA1234567"),
        ("foreign-passport", " c01x 00t47 ", "C01X00T47"),
        ("uscc", "11440100696927671x", USCC),
        ("organisation-code", "69692767-1", "696927671"),
        ("cn-mobile", "+86 138 0000 0001", "13800000001"),
        ("cn-landline", "（0571）8123 4567", "0571-81234567"),
        ("cn-phone", "01081234567", "010-81234567"),
        ("cn-postcode", "１０００１０", "100010"),
        ("email", " someone@example.com ", "someone@example.com"),
        ("plate", "沪a·b１２３４", "沪AB1234"),
        (
            "bank-card",
            "6222-0200-0000-0000-000",
            "6222020000000000000",
        ),
        ("person-name", "阿依古丽•买买提", "阿依古丽·买买提"),
    ];
    assert_eq!(
        typed.map(|(name, ..)| name),
        Identifier::ALL.map(|kind| kind.name())
    );
    for (format, typed, stored) in typed {
        let field = after(format, typed);
        assert_eq!(field.value, json!(stored), "{format}");
        assert!(field.errors.is_empty(), "{:?}", field.errors);
        assert!(field.warnings.is_empty(), "{:?}", field.warnings);
    }
}

#[test]
fn what_is_wrong_is_said_by_format_and_reason() {
    for (format, typed, reason) in [
        ("resident-id", "110105194912310021", "check-digit"),
        ("resident-id", "11010520261124002X", "future-date"),
        ("residence-permit", WOMAN_1949, "prefix"),
        ("hk-macao-travel-permit", "K12345678", "prefix"),
        ("taiwan-travel-permit", "T1234567", "characters"),
        ("foreign-id", WOMAN_1949, "prefix"),
        ("passport", "X12345678", "prefix"),
        ("foreign-passport", "护照12345", "characters"),
        ("uscc", "114401006969276711", "check-digit"),
        ("organisation-code", "696927672", "organisation-check-digit"),
        ("cn-mobile", "1380000000", "length"),
        ("cn-landline", "13800000001", "form"),
        ("plate", "使014578", "province"),
        ("bank-card", "622202000000000", "length"),
    ] {
        let field = after(format, typed);
        assert!(field.warnings.is_empty(), "{:?}", field.warnings);
        let keys: Vec<&str> = field.errors.iter().map(|e| error_words(e).key).collect();
        assert_eq!(keys, [format!("format.{format}.{reason}")]);
    }
    // Nobody is held up by these.
    for (format, typed, reason) in [
        ("bank-card", "6222020000000000006", "card-check-digit"),
        ("person-name", "\u{E000}三", "private-use"),
    ] {
        let field = after(format, typed);
        assert!(field.errors.is_empty(), "{:?}", field.errors);
        let keys: Vec<&str> = field.warnings.iter().map(|e| error_words(e).key).collect();
        assert_eq!(keys, [format!("format.{format}.{reason}")]);
    }
}

#[test]
fn each_is_asked_for_with_a_fitting_control_and_keyboard() {
    for kind in Identifier::ALL {
        let field = after(kind.name(), "");
        assert_eq!(field.format, Some(Format::Identifier(kind)));
        let (widget, keyboard) = match kind {
            Identifier::Mobile | Identifier::Landline | Identifier::Phone => {
                (Widget::Phone, Some("tel"))
            }
            Identifier::Email => (Widget::Email, Some("email")),
            Identifier::Postcode => (Widget::Text, Some("numeric")),
            Identifier::PersonName => (Widget::Text, None),
            Identifier::BankCard => (Widget::Identifier, Some("numeric")),
            _ => (Widget::Identifier, None),
        };
        assert_eq!(
            (field.widget, field.input_mode),
            (widget, keyboard),
            "{kind:?}"
        );
        // No browser keeps the numbers of people's papers.
        let kept = (widget == Widget::Identifier).then_some("off");
        assert_eq!(field.autocomplete.as_deref(), kept, "{kind:?}");
    }
    let mut form = form();
    form["schema"]["properties"]["all"]["properties"]["bank-card"]["x-autocomplete"] =
        json!("cc-number");
    let state = State::new(load(&form), context(), json!({}));
    let fields = state.page(&state.pages()[0].id).unwrap().fields;
    let card = fields
        .iter()
        .find(|f| f.pointer == "/all/bank-card")
        .unwrap();
    assert_eq!(card.autocomplete.as_deref(), Some("cc-number"));
}

#[test]
fn the_manual_names_every_format_with_its_reasons() {
    let manual = include_str!("../../../../docs/content.md");
    for kind in Identifier::ALL {
        let row = format!("| `{}` |", kind.name());
        let row = manual.lines().find(|line| line.starts_with(&row)).unwrap();
        for fault in kind.faults() {
            assert!(
                row.contains(&format!("`{}`", fault.reason())),
                "{row}: {fault}"
            );
        }
    }
}
