//! One question of the schema: its type, limits, choices, words and widget.

use banshi_contract::Text;
use banshi_identifiers::Identifier;
use serde_json::{Map, Value};

use super::{
    ChoiceDef, Kind, Leaf,
    facts::{Class, Facts},
    gather::View,
    load::Loader,
    schema::Spot,
};
use crate::{Format, Widget, pointer::join, schema::Place};

/// Up to so many choices are shown as radio buttons.
const MAX_RADIOS: usize = 7;
/// A text that may be longer is asked for in several lines, where nothing else is said.
const MAX_LINE: usize = 200;

impl<'a> Loader<'a> {
    /// The schemas that judge an answer, each with its guard.
    pub(super) fn nodes(&self, views: &[View<'a>]) -> Vec<(u32, u32)> {
        let judging = views.iter().filter(|view| !view.only);
        judging
            .map(|view| (self.places.node(&view.place), view.guard))
            .filter(|(node, _)| *node != 0)
            .collect()
    }

    pub(super) fn leaf(
        &mut self,
        facts: &Facts<'a>,
        class: Class,
        views: &[View<'a>],
        spot: Spot,
    ) -> Option<usize> {
        let choices = match class {
            Class::Object | Class::Array => None,
            _ => self.choices(facts, class),
        };
        let kind = match (choices, class) {
            (Some(choices), _) => Kind::Choice(choices),
            (None, Class::Text | Class::Any) => {
                if self.bare && facts.has("contentEncoding") {
                    self.unasked(&spot, "bad-type", "ask for a file with the format \"file\"");
                    return None;
                }
                if class == Class::Any {
                    let why = "say in \"type\" what it is: it is asked for as a text";
                    self.note(&spot.source, "no-type", why);
                }
                Kind::Text {
                    format: self.format(facts, &spot.source),
                    min: self.count(facts, "minLength", &spot.source),
                    max: self.count(facts, "maxLength", &spot.source),
                }
            }
            (None, Class::Number | Class::Integer) => {
                let limit = |name: &str| facts.get(name).and_then(Value::as_f64);
                Kind::Number {
                    integer: class == Class::Integer,
                    min: limit("minimum"),
                    max: limit("maximum"),
                }
            }
            (None, Class::Boolean) => {
                let listed = facts.get("enum").and_then(Value::as_array);
                let single = listed.filter(|list| list.len() == 1);
                let constant = facts.get("const").or_else(|| single?.first());
                if constant.is_some_and(|value| value != &Value::Bool(true)) {
                    self.unasked(&spot, "bad-type", "only true can be asked for");
                    return None;
                }
                Kind::Boolean {
                    must_be_true: constant.is_some(),
                }
            }
            (None, Class::Object) => Kind::File,
            (None, Class::Array) => return None,
        };
        Some(self.ask_for(kind, facts, facts, views, spot))
    }

    /// A list of choices or of files.
    pub(super) fn many(
        &mut self,
        facts: &Facts<'a>,
        items: &Facts<'a>,
        choices: Option<Vec<ChoiceDef>>,
        views: &[View<'a>],
        spot: Spot,
    ) -> Option<usize> {
        let (min, max) = self.item_limits(facts, &spot.source);
        let kind = match choices {
            Some(choices) => Kind::Choices { choices, min, max },
            None => Kind::Files { min, max },
        };
        Some(self.ask_for(kind, facts, items, views, spot))
    }

    fn ask_for(
        &mut self,
        kind: Kind,
        facts: &Facts<'a>,
        file: &Facts<'a>,
        views: &[View<'a>],
        spot: Spot,
    ) -> usize {
        #[cfg(feature = "lint")]
        self.pattern_lint(&kind, facts);
        let source = &spot.source;
        let is_file = matches!(kind, Kind::File | Kind::Files { .. });
        let mut accept: Vec<String> = super::gather::names(file.get("x-accept"))
            .map(str::to_owned)
            .collect();
        if is_file && accept.is_empty() {
            accept.extend(file.text("contentMediaType").map(str::to_owned));
        }
        if is_file && accept.is_empty() {
            find!(
                self,
                source,
                "missing-accept",
                "say in x-accept which media types are taken",
            );
        }
        let label = self.label(facts, &spot, true);
        let hint = self.said_text(facts, "x-hint").or_else(|| {
            let description = self.bare.then_some("description")?;
            self.said_text(facts, description)
        });
        let leaf = Leaf {
            label,
            hint,
            unit: self.said_text(facts, "x-unit"),
            widget: self.widget(facts, &kind, source),
            accept,
            max_bytes: file.get("x-maxBytes").and_then(Value::as_u64),
            autocomplete: facts.text("x-autocomplete").map(str::to_owned),
            messages: self.own_messages(facts),
            nodes: self.nodes(views),
            default: facts.get("default").cloned(),
            nullable: facts.nullable(),
            read_only: facts.get("readOnly") == Some(&Value::Bool(true)),
            is_uri: facts
                .text("format")
                .is_some_and(|name| name.starts_with("uri") || name == "url"),
            ..blank(kind, spot)
        };
        self.add(leaf)
    }

    /// The question which of these schemas applies.
    pub(super) fn selector(&mut self, branches: &[Place<'a>], spot: Spot) -> usize {
        let mut choices = Vec::with_capacity(branches.len());
        for (number, place) in branches.iter().enumerate() {
            let view = View {
                place: place.clone(),
                guard: 0,
                only: true,
            };
            let facts = self.facts(&[view]);
            let title = self.said_text(&facts, "title");
            choices.push(ChoiceDef {
                value: Value::from(number + 1),
                label: title.unwrap_or_else(|| self.named_branch(&facts, number + 1)),
                hint: None,
                only_if: None,
                guards: Vec::new(),
            });
        }
        let around = spot.template.rsplit_once('/').map_or("", |(at, _)| at);
        let known = self.titles.iter().rev().find(|(at, _)| at == around);
        let label = known.map_or_else(|| self.title.clone(), |(_, title)| title.clone());
        let few = choices.len() <= MAX_RADIOS;
        self.selects = true;
        self.add(Leaf {
            label,
            widget: if few { Widget::Radios } else { Widget::Select },
            branches: branches
                .iter()
                .map(|place| self.places.node(place))
                .collect(),
            ..blank(Kind::Choice(choices), spot)
        })
    }

    fn add(&mut self, leaf: Leaf) -> usize {
        let at = self.leaves.len();
        self.leaves.push(leaf);
        at
    }

    /// Words that stand in the first schema that has them.
    pub(super) fn said_text(&mut self, facts: &Facts<'a>, keyword: &str) -> Option<Text> {
        let (facet, _) = facts.said(keyword)?;
        let (map, at) = (facet.map, ["/schema", &facet.place.pointer].concat());
        self.text(map, keyword, &at)
    }

    fn own_messages(&mut self, facts: &Facts<'a>) -> Vec<(String, Text)> {
        let mut own = Vec::new();
        let Some((facet, Value::Object(messages))) = facts.said("x-messages") else {
            return own;
        };
        let at = join(&["/schema", &facet.place.pointer].concat(), "x-messages");
        let messages: &Map<String, Value> = messages;
        for key in messages.keys() {
            if let Some(text) = self.text(messages, key, &at) {
                own.push((key.clone(), text));
            }
        }
        own
    }

    fn count(&mut self, facts: &Facts<'a>, name: &str, source: &str) -> Option<usize> {
        let mut always = facts
            .0
            .iter()
            .filter(|facet| facet.guard == 0 && !facet.only);
        let value = always.find_map(|facet| facet.map.get(name))?;
        let count = value.as_f64().filter(|n| *n >= 0.0 && n.fract() == 0.0);
        if count.is_none() {
            find!(
                self,
                &join(source, name),
                "bad-type",
                "this is a whole number from 0",
            );
        }
        count.map(|n| n as usize)
    }

    pub(super) fn item_limits(
        &mut self,
        facts: &Facts<'a>,
        source: &str,
    ) -> (usize, Option<usize>) {
        let min = self.count(facts, "minItems", source).unwrap_or(0);
        let max = self.count(facts, "maxItems", source);
        if max.is_some_and(|max| max < min) {
            find!(self, source, "bad-type", "maxItems is less than minItems");
        }
        (min, max)
    }

    fn format(&mut self, facts: &Facts<'a>, source: &str) -> Option<Format> {
        let name = facts.get("format")?;
        let format = name.as_str().and_then(Format::of_text);
        let known = || name.as_str().is_some_and(crate::schema::is_format);
        if format.is_none() && !self.bare && !known() {
            find!(
                self,
                &join(source, "format"),
                "unknown-format",
                format!("there is no format {name} for a text")
            );
        }
        format
    }

    fn widget(&mut self, facts: &Facts<'a>, kind: &Kind, source: &str) -> Widget {
        let (usual, others): (Widget, &[Widget]) = match kind {
            Kind::Text { format, max, .. } => match format {
                None if self.bare && is_long(facts, *max) => (Widget::LongText, &[]),
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
        let Some(name) = facts.get("x-widget") else {
            return usual;
        };
        match name.as_str().and_then(Widget::named) {
            Some(widget) if widget == usual || others.contains(&widget) => widget,
            Some(_) => {
                find!(
                    self,
                    &join(source, "x-widget"),
                    "widget-mismatch",
                    "this widget does not go with the type",
                );
                usual
            }
            None => {
                find!(
                    self,
                    &join(source, "x-widget"),
                    "unknown-widget",
                    format!("there is no widget {name}")
                );
                usual
            }
        }
    }
}

/// A question of a kind, without words.
fn blank(kind: Kind, spot: Spot) -> Leaf {
    Leaf {
        template: spot.template,
        relative: spot.relative,
        group: spot.group,
        kind,
        nodes: Vec::new(),
        guards: spot.guards,
        required: spot.required,
        required_if: spot.required_if,
        optional_parents: spot.optional_parents,
        branches: Vec::new(),
        default: None,
        read_only: false,
        nullable: false,
        is_uri: false,
        label: Text::default(),
        hint: None,
        widget: Widget::Text,
        accept: Vec::new(),
        max_bytes: None,
        unit: None,
        autocomplete: None,
        messages: Vec::new(),
        page: None,
        visible_if: None,
        computed: false,
        prefill: None,
        source: spot.source,
    }
}

fn is_long(facts: &Facts<'_>, max: Option<usize>) -> bool {
    let written = facts.text("contentMediaType");
    written.is_some_and(|kind| kind.starts_with("text/")) || max.is_some_and(|max| max > MAX_LINE)
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
