//! What can be read, and still makes no sense.

use serde_json::{Map, Value};

use super::facts::Facts;
use super::graph::{Found, resolve};
use super::{
    Kind,
    gather::{Members, View},
    load::Loader,
    schema::Spot,
};
use crate::logic::{Expr, Op, Scope, equal_strict, evaluate, is_truthy};
use crate::{pointer::join, schema::Place, state::MAX_TEXT};

/// `basis == "wrok"`: a comparison with a value that is not among the choices.
pub(super) fn impossible(
    loader: &Loader,
    expr: &Expr,
    group: Option<usize>,
    source: &str,
    findings: &mut Vec<Found>,
) {
    let Expr::Op(op, args) = expr else { return };
    let compares = matches!(
        op,
        Op::Equal | Op::EqualStrict | Op::NotEqual | Op::NotEqualStrict
    );
    let (path, value) = match args.as_slice() {
        [Expr::Var(path, _), Expr::Literal(value)] | [Expr::Literal(value), Expr::Var(path, _)]
            if compares =>
        {
            (path, value)
        }
        [Expr::Literal(value), Expr::Var(path, _)] if *op == Op::In => (path, value),
        _ => return,
    };
    let Some(read) = resolve(loader, path, group) else {
        return;
    };
    let [leaf] = read.leaves.as_slice() else {
        return;
    };
    if let Some(Kind::Choice(choices) | Kind::Choices { choices, .. }) =
        loader.leaves.get(*leaf).map(|l| &l.kind)
        && !value.is_null()
        && !choices.iter().any(|c| equal_strict(&c.value, value))
    {
        let remedy = format!(
            "{value} is not among the choices of \"{}\"",
            path.tokens.join(".")
        );
        findings.push((source.to_owned(), "impossible-value", remedy));
    }
}

/// A page whose condition is false whatever is answered.
pub(super) fn unreachable(loader: &mut Loader) {
    let never = |expr: &Expr| {
        let mut constant = true;
        expr.walk(&mut |_, path| constant &= path.is_none());
        let nothing = serde_json::Value::Null;
        let scope = Scope {
            data: &nothing,
            rows: &[],
            today: None,
        };
        constant && !is_truthy(&evaluate(expr, &scope))
    };
    let pages: Vec<String> = loader
        .pages
        .iter()
        .filter(|page| page.visible_if.as_ref().is_some_and(never))
        .map(|page| page.source.clone())
        .collect();
    for source in pages {
        find!(
            loader,
            &source,
            "unreachable-page",
            "its condition never holds: mend it or take the page away",
        );
    }
}

/// The keywords of JSON Schema 2020-12, and ours.
const KEYWORDS: [&str; 69] = [
    "$schema",
    "$id",
    "$ref",
    "$defs",
    "$anchor",
    "$dynamicRef",
    "$dynamicAnchor",
    "$comment",
    "$vocabulary",
    "definitions",
    "type",
    "title",
    "description",
    "default",
    "examples",
    "deprecated",
    "readOnly",
    "writeOnly",
    "enum",
    "const",
    "multipleOf",
    "minimum",
    "maximum",
    "exclusiveMinimum",
    "exclusiveMaximum",
    "minLength",
    "maxLength",
    "pattern",
    "format",
    "contentEncoding",
    "contentMediaType",
    "contentSchema",
    "items",
    "prefixItems",
    "contains",
    "minContains",
    "maxContains",
    "minItems",
    "maxItems",
    "uniqueItems",
    "unevaluatedItems",
    "properties",
    "patternProperties",
    "additionalProperties",
    "unevaluatedProperties",
    "propertyNames",
    "required",
    "dependentRequired",
    "dependentSchemas",
    "minProperties",
    "maxProperties",
    "allOf",
    "anyOf",
    "oneOf",
    "not",
    "if",
    "then",
    "else",
    "x-accept",
    "x-autocomplete",
    "x-hint",
    "x-if",
    "x-maxBytes",
    "x-messages",
    "x-order",
    "x-unique",
    "x-unit",
    "x-widget",
    "x-longest",
];

impl<'a> Loader<'a> {
    /// Keywords that nobody knows: a slip of the pen in a definition of ours, and words
    /// for others in a schema that was written for them.
    pub(super) fn keywords(&mut self, map: &Map<String, Value>, source: &str) {
        if self.bare {
            return;
        }
        for name in map.keys().filter(|name| !KEYWORDS.contains(&name.as_str())) {
            let at = join(source, name);
            let remedy = format!("\"{name}\" is no keyword of a schema");
            if !self.findings.iter().any(|known| known.pointer == at) {
                self.find(&at, "unknown-keyword", remedy);
            }
        }
    }

    /// What is wrong with an object in a definition of ours.
    pub(super) fn object_lint(&mut self, views: &[View<'a>], members: &Members<'a>, spot: &Spot) {
        for view in views {
            let Some(map) = view.place.value.as_object() else {
                continue;
            };
            let source = ["/schema", &view.place.pointer].concat();
            self.keywords(map, &source);
            if self.bare {
                continue;
            }
            if map
                .get("additionalProperties")
                .is_some_and(|v| v != &Value::Bool(false))
            {
                let at = join(&source, "additionalProperties");
                let remedy = "unknown answers are always refused: write false";
                self.find(&at, "bad-type", remedy);
            }
            for key in ["required", "x-order"] {
                for name in super::gather::names(map.get(key)) {
                    let known = members.all.iter().find(|member| member.name == name);
                    if known.is_none_or(|member| member.views.is_empty()) {
                        let remedy = format!("\"{name}\" is not among the properties");
                        self.find(&join(&source, key), "absent-field", remedy);
                    }
                }
            }
        }
        if members.all.is_empty() {
            self.unasked(spot, "bad-type", "an object needs \"properties\"");
        }
    }

    /// Members that have no names.
    pub(super) fn unasked_members(&mut self, place: &Place<'a>, map: &Map<String, Value>) {
        for keyword in ["patternProperties", "additionalProperties", "$dynamicRef"] {
            let value = map.get(keyword);
            let empty = value.is_none_or(|value| {
                value.is_boolean() || value.as_object().is_some_and(Map::is_empty)
            });
            if !empty && (self.bare || keyword != "additionalProperties") {
                let at = join(&["/schema", &place.pointer].concat(), keyword);
                self.note(&at, "not-asked", "members without names are not asked for");
            }
        }
    }

    /// Whether each message has words in each language, and each rule has a message.
    pub(super) fn messages_lint(&mut self, messages: &Map<String, Value>, rules: &[super::Rule]) {
        let mut keys: Vec<String> = rules
            .iter()
            .map(|rule| format!("rule.{}", rule.id))
            .collect();
        for (language, words) in messages {
            let at = join("/messages", language);
            let Some(words) = words.as_object() else {
                self.find(&at, "bad-type", "messages are texts by key");
                continue;
            };
            for (key, words) in words {
                if words.as_str().is_none_or(|words| words.trim().is_empty()) {
                    self.find(&join(&at, key), "missing-words", "write the message");
                }
                if let Some(id) = key.strip_prefix("rule.")
                    && !rules.iter().any(|rule| rule.id == id)
                {
                    let remedy = format!("there is no rule \"{id}\"");
                    self.find("/messages", "absent-rule", remedy);
                }
                if !keys.contains(key) {
                    keys.push(key.clone());
                }
            }
        }
        for language in super::load::LANGUAGES {
            let words = messages.get(language).and_then(Value::as_object);
            for key in &keys {
                if words.is_none_or(|words| !words.contains_key(key)) {
                    let remedy = format!("add the message \"{key}\"");
                    self.find(&join("/messages", language), "missing-words", remedy);
                }
            }
        }
    }

    /// A pattern that is only cheap for texts shorter than the question takes: where the
    /// form is filled in, nobody counts.
    pub(super) fn pattern_lint(&mut self, kind: &Kind, facts: &Facts<'a>) {
        let Kind::Text { max, .. } = kind else { return };
        let most = max.unwrap_or(MAX_TEXT);
        for facet in &facts.0 {
            let pattern = facet.map.get("pattern").and_then(Value::as_str);
            let longest = pattern.and_then(|pattern| crate::schema::longest(pattern).ok());
            if let Some(longest) = longest.filter(|longest| *longest < most) {
                let at = join(&["/schema", &facet.place.pointer].concat(), "pattern");
                let remedy =
                    format!("set maxLength to {longest} or less: longer texts take too long");
                if self.bare {
                    self.note(&at, "slow-pattern", &remedy);
                } else {
                    self.find(&at, "slow-pattern", remedy);
                }
            }
        }
    }
}
