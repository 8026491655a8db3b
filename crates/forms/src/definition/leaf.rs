//! One question of the schema: its type, limits, choices, words and widget.

use std::collections::BTreeMap;

use banshi_contract::Text;
use banshi_identifiers::Identifier;
use serde_json::{Map, Value};

use super::{ChoiceDef, Kind, Leaf, load::Loader, schema::Place};
use crate::{Format, Widget, pointer::join};

/// Up to so many choices are shown as radio buttons.
const MAX_RADIOS: usize = 6;

/// Keywords of any question.
const COMMON: [&str; 11] = [
    "$comment",
    "type",
    "title",
    "description",
    "x-hint",
    "x-widget",
    "x-autocomplete",
    "x-messages",
    "x-unit",
    "x-accept",
    "x-maxBytes",
];

impl Loader {
    pub(super) fn leaf(
        &mut self,
        map: &Map<String, Value>,
        kind: &str,
        place: Place,
    ) -> Option<usize> {
        let source = &place.source;
        let mut choices_from = map;
        let mut file_from = map;
        let mut own: Vec<&str> = COMMON.to_vec();
        let kind = match kind {
            "string" | "boolean" | "number" | "integer"
                if map.contains_key("oneOf") || map.contains_key("enum") =>
            {
                own.extend(["oneOf", "enum"]);
                Kind::Choice(Vec::new())
            }
            "string" => {
                own.extend(["minLength", "maxLength", "format"]);
                Kind::Text {
                    format: self.format(map, source),
                    min: self.count(map, "minLength", source),
                    max: self.count(map, "maxLength", source),
                }
            }
            "number" | "integer" => {
                own.extend(["minimum", "maximum"]);
                let limit = |name: &str| map.get(name).and_then(Value::as_f64);
                Kind::Number {
                    integer: kind == "integer",
                    min: limit("minimum"),
                    max: limit("maximum"),
                }
            }
            "boolean" => {
                own.push("const");
                if map.get("const").is_some_and(|v| v != &Value::Bool(true)) {
                    find!(
                        self,
                        &join(source, "const"),
                        "bad-type",
                        "only true can be asked for",
                    );
                }
                Kind::Boolean {
                    must_be_true: map.contains_key("const"),
                }
            }
            "object" => {
                own.push("format");
                Kind::File
            }
            "array" => {
                own.extend(["items", "minItems", "maxItems", "uniqueItems"]);
                let (min, max) = self.item_limits(map, source);
                let items = map.get("items").and_then(Value::as_object);
                let Some(items) = items else {
                    find!(self, source, "bad-type", "an array needs \"items\"");
                    return None;
                };
                let at = join(source, "items");
                if items.contains_key("oneOf") || items.contains_key("enum") {
                    self.only(items, &at, &["type", "oneOf", "enum"]);
                    choices_from = items;
                    Kind::Choices {
                        choices: Vec::new(),
                        min,
                        max,
                    }
                } else if items.get("format").and_then(Value::as_str) == Some("file") {
                    self.only(items, &at, &["type", "format", "x-accept", "x-maxBytes"]);
                    file_from = items;
                    Kind::Files { min, max }
                } else {
                    find!(self, &at, "bad-type", "items are objects, choices or files");
                    return None;
                }
            }
            other => {
                find!(
                    self,
                    &join(source, "type"),
                    "bad-type",
                    format!("there is no type \"{other}\""),
                );
                return None;
            }
        };
        self.only(map, source, &own);
        let kind = match kind {
            Kind::Choice(_) => Kind::Choice(self.choices(choices_from, source)),
            Kind::Choices { min, max, .. } => {
                let choices = self.choices(choices_from, &join(source, "items"));
                Kind::Choices { choices, min, max }
            }
            other => other,
        };
        let accept = file_from.get("x-accept").and_then(Value::as_array);
        let accept: Vec<String> = accept
            .into_iter()
            .flatten()
            .filter_map(|v| v.as_str().map(str::to_owned))
            .collect();
        if matches!(kind, Kind::File | Kind::Files { .. }) && accept.is_empty() {
            find!(
                self,
                source,
                "missing-accept",
                "say in x-accept which media types are taken",
            );
        }
        let leaf = Leaf {
            label: self.needed_text(map, "title", source),
            hint: self.text(map, "x-hint", source),
            unit: self.text(map, "x-unit", source),
            widget: self.widget(map, &kind, source),
            accept,
            max_bytes: file_from.get("x-maxBytes").and_then(Value::as_u64),
            autocomplete: map
                .get("x-autocomplete")
                .and_then(Value::as_str)
                .map(str::to_owned),
            messages: self.own_messages(map, source),
            template: place.template,
            relative: place.relative,
            group: place.group,
            kind,
            required: place.required,
            optional_parents: place.optional_parents,
            page: None,
            visible_if: None,
            computed: false,
            prefill: None,
            source: place.source,
        };
        let at = self.leaves.len();
        let key = (leaf.group, leaf.relative.clone());
        self.by_pointer.insert(key, at);
        self.leaves.push(leaf);
        Some(at)
    }

    fn own_messages(&mut self, map: &Map<String, Value>, source: &str) -> BTreeMap<String, Text> {
        let at = join(source, "x-messages");
        let Some(messages) = map.get("x-messages").and_then(Value::as_object) else {
            return BTreeMap::new();
        };
        let mut own = BTreeMap::new();
        for key in messages.keys() {
            if let Some(text) = self.text(messages, key, &at) {
                own.insert(key.clone(), text);
            }
        }
        own
    }

    fn choices(&mut self, map: &Map<String, Value>, source: &str) -> Vec<ChoiceDef> {
        if map.contains_key("enum") {
            find!(
                self,
                &join(source, "enum"),
                "missing-words",
                "write choices as oneOf with const and title, so that they have words"
            );
        }
        let at = join(source, "oneOf");
        let mut choices: Vec<ChoiceDef> = Vec::new();
        for (index, value) in map
            .get("oneOf")
            .and_then(Value::as_array)
            .into_iter()
            .flatten()
            .enumerate()
        {
            let at = format!("{at}/{index}");
            let Some(choice) = value.as_object() else {
                find!(self, &at, "bad-type", "a choice is an object");
                continue;
            };
            self.only(choice, &at, &["const", "title", "x-hint", "x-if"]);
            let value = choice.get("const").cloned().unwrap_or_default();
            if value.is_null() || value.is_array() || value.is_object() {
                find!(
                    self,
                    &at,
                    "bad-type",
                    "a choice needs a text, number or boolean in \"const\"",
                );
            }
            if choices.iter().any(|c| c.value == value) {
                find!(
                    self,
                    &at,
                    "repeated-choice",
                    "give each choice a value of its own",
                );
            }
            choices.push(ChoiceDef {
                value,
                label: self.needed_text(choice, "title", &at),
                hint: self.text(choice, "x-hint", &at),
                only_if: self.expr(choice.get("x-if"), &join(&at, "x-if")),
            });
        }
        if choices.is_empty() {
            find!(
                self,
                source,
                "bad-type",
                "a choice question needs choices in oneOf",
            );
        }
        choices
    }

    fn count(&mut self, map: &Map<String, Value>, name: &str, source: &str) -> Option<usize> {
        let value = map.get(name)?;
        let count = value.as_u64().and_then(|n| usize::try_from(n).ok());
        if count.is_none() {
            find!(
                self,
                &join(source, name),
                "bad-type",
                "this is a whole number from 0",
            );
        }
        count
    }

    pub(super) fn item_limits(
        &mut self,
        map: &Map<String, Value>,
        source: &str,
    ) -> (usize, Option<usize>) {
        let min = self.count(map, "minItems", source).unwrap_or(0);
        let max = self.count(map, "maxItems", source);
        if max.is_some_and(|max| max < min) {
            find!(self, source, "bad-type", "maxItems is less than minItems");
        }
        (min, max)
    }

    fn format(&mut self, map: &Map<String, Value>, source: &str) -> Option<Format> {
        let name = map.get("format")?;
        let format = name.as_str().and_then(Format::of_text);
        if format.is_none() {
            find!(
                self,
                &join(source, "format"),
                "unknown-format",
                format!("there is no format {name} for a text")
            );
        }
        format
    }

    fn widget(&mut self, map: &Map<String, Value>, kind: &Kind, source: &str) -> Widget {
        let (usual, others): (Widget, &[Widget]) = match kind {
            Kind::Text { format, .. } => match format {
                None => (Widget::Text, &[Widget::LongText]),
                Some(Format::Date) => (Widget::Date, &[]),
                Some(Format::File) => (Widget::Text, &[]),
                Some(Format::Identifier(kind)) => (asked_by(*kind), &[]),
            },
            Kind::Number { .. } => (Widget::Number, &[Widget::Money]),
            Kind::Boolean { must_be_true: true } => (Widget::Statement, &[]),
            Kind::Boolean { .. } => (Widget::YesNo, &[]),
            Kind::Choice(choices) if choices.len() <= MAX_RADIOS => {
                (Widget::Radios, &[Widget::Select])
            }
            Kind::Choice(_) => (Widget::Select, &[Widget::Radios]),
            Kind::Choices { .. } => (Widget::Checkboxes, &[]),
            Kind::File => (Widget::File, &[]),
            Kind::Files { .. } => (Widget::Files, &[]),
        };
        let Some(name) = map.get("x-widget") else {
            return usual;
        };
        let at = join(source, "x-widget");
        match name.as_str().and_then(Widget::named) {
            Some(widget) if widget == usual || others.contains(&widget) => widget,
            Some(_) => {
                find!(
                    self,
                    &at,
                    "widget-mismatch",
                    "this widget does not go with the type",
                );
                usual
            }
            None => {
                find!(
                    self,
                    &at,
                    "unknown-widget",
                    format!("there is no widget {name}")
                );
                usual
            }
        }
    }
}

/// The widget of an identifier.
fn asked_by(kind: Identifier) -> Widget {
    match kind {
        Identifier::Email => Widget::Email,
        Identifier::Mobile | Identifier::Landline | Identifier::Phone => Widget::Phone,
        Identifier::Postcode | Identifier::PersonName => Widget::Text,
        _ => Widget::Identifier,
    }
}
