//! The choices of a question, from `oneOf` with `const` and `title`, from `enum` and from
//! what the branches of a schema take.

use serde_json::{Map, Value};

use super::{
    ChoiceDef,
    facts::{Class, Facet, Facts},
    load::Loader,
};
use crate::pointer::join;

impl<'a> Loader<'a> {
    /// The choices of a value; none when it is free.
    pub(super) fn choices(&mut self, facts: &Facts<'a>, class: Class) -> Option<Vec<ChoiceDef>> {
        let mut all: Vec<ChoiceDef> = Vec::new();
        let (mut any, mut free) = (false, false);
        for facet in &facts.0 {
            // True is no choice, but something to agree to.
            let agreed = class == Class::Boolean && !facet.map.contains_key("oneOf");
            match self.listed(facet).filter(|_| !agreed) {
                Some(list) if facet.guard == 0 && !facet.only => return Some(list),
                Some(list) => {
                    any = true;
                    self.unite(&mut all, list, facet);
                }
                None => {
                    let speaks = facet.map.contains_key("type") || facet.map.contains_key("not");
                    free |= speaks && (facet.only || facet.guard != 0);
                }
            }
        }
        (any && !free).then_some(all)
    }

    /// Adds the choices that are open under a condition.
    fn unite(&mut self, all: &mut Vec<ChoiceDef>, list: Vec<ChoiceDef>, facet: &Facet<'a>) {
        for mut choice in list {
            let guard = if facet.only { 0 } else { facet.guard };
            match all.iter_mut().find(|known| known.value == choice.value) {
                Some(known) if guard == 0 => known.guards.clear(),
                Some(known) if !known.guards.is_empty() => known.guards.push(guard),
                Some(_) => {}
                None => {
                    choice.guards.extend((guard != 0).then_some(guard));
                    all.push(choice);
                }
            }
        }
    }

    /// The choices that one schema lists.
    fn listed(&mut self, facet: &Facet<'a>) -> Option<Vec<ChoiceDef>> {
        let map = facet.map;
        let source = ["/schema", &facet.place.pointer].concat();
        if let Some(Value::Array(list)) = map.get("enum") {
            if !self.bare {
                find!(
                    self,
                    &join(&source, "enum"),
                    "missing-words",
                    "write choices as oneOf with const and title, so that they have words"
                );
            }
            let list = list.iter().filter(|value| is_plain(value));
            return Some(
                list.map(|value| self.choice(value.clone(), None, &source))
                    .collect(),
            );
        }
        if let Some(value) = map.get("const").filter(|value| is_plain(value)) {
            return Some(vec![self.choice(value.clone(), Some(map), &source)]);
        }
        for keyword in ["oneOf", "anyOf"] {
            let Some(Value::Array(list)) = map.get(keyword) else {
                continue;
            };
            let named = |value: &Value| {
                let single = value.get("enum").and_then(Value::as_array);
                value.get("const").is_some() || single.is_some_and(|list| list.len() == 1)
            };
            let is_null = |value: &&Value| value.get("type").is_none_or(|kind| kind != "null");
            if self.bare && !list.iter().filter(is_null).all(named) {
                continue;
            }
            return Some(self.read_choices(list, &join(&source, keyword)));
        }
        None
    }

    fn read_choices(&mut self, list: &'a [Value], source: &str) -> Vec<ChoiceDef> {
        let mut choices: Vec<ChoiceDef> = Vec::new();
        for (index, value) in list.iter().enumerate() {
            let at = join(source, &index.to_string());
            let Some(choice) = value.as_object() else {
                find!(self, &at, "bad-type", "a choice is an object");
                continue;
            };
            #[cfg(feature = "lint")]
            if !self.bare {
                self.only(
                    choice,
                    &at,
                    &[
                        "const",
                        "title",
                        "description",
                        "$comment",
                        "x-hint",
                        "x-if",
                    ],
                );
            }
            let single = || choice.get("enum")?.as_array()?.first();
            let value = choice.get("const").or_else(single).cloned();
            let value = value.unwrap_or_default();
            if !is_plain(&value) {
                if !self.bare {
                    find!(
                        self,
                        &at,
                        "bad-type",
                        "a choice needs a text, number or boolean in \"const\"",
                    );
                }
                continue;
            }
            if choices.iter().any(|c| c.value == value) {
                find!(
                    self,
                    &at,
                    "repeated-choice",
                    "give each choice a value of its own",
                );
            }
            choices.push(self.choice(value, Some(choice), &at));
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

    /// A choice; its words are its title, else the value itself.
    fn choice(&mut self, value: Value, map: Option<&Map<String, Value>>, at: &str) -> ChoiceDef {
        let titled = map.filter(|map| !self.bare || map.contains_key("title"));
        let label = match (titled, &value) {
            (Some(map), _) => self.needed_text(map, "title", at),
            (None, Value::String(text)) => super::bare::plain(text),
            (None, other) => super::bare::plain(&other.to_string()),
        };
        let hint = if self.bare { "description" } else { "x-hint" };
        ChoiceDef {
            value,
            label,
            hint: map.and_then(|map| {
                let hint = if map.contains_key("x-hint") {
                    "x-hint"
                } else {
                    hint
                };
                self.text(map, hint, at)
            }),
            only_if: map.and_then(|map| self.expr(map.get("x-if"), &join(at, "x-if"))),
            guards: Vec::new(),
        }
    }
}

/// Whether it can be chosen.
fn is_plain(value: &Value) -> bool {
    !value.is_null() && !value.is_array() && !value.is_object()
}
