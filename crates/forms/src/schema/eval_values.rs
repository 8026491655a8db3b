//! Judges plain values.

use serde_json::Value;

use super::{
    SchemaError,
    eval::{Path, Run},
    format::Format,
    node::{Bound, Check, Limit, kind},
    number::{Decimal, equal, hash, text_weight, weight},
};

impl Run<'_> {
    /// Keywords that look at the value alone.
    pub(super) fn assertion(&mut self, check: &Check, value: &Value, at: &Path<'_>) -> bool {
        match (check, value) {
            (Check::Type(bits), _) => {
                let valid = bits & kinds(value) != 0;
                valid || self.fail("type", at, &[("expected", &|| expected(*bits))])
            }
            (Check::Enum(list), _) => {
                let cost = weight(value).saturating_mul(list.len() as u64);
                let valid = self.pay(cost) && list.iter().any(|one| equal(one, value));
                valid || self.fail("enum", at, &[])
            }
            (Check::Const(wanted), _) => {
                let valid = self.pay(weight(value)) && equal(wanted, value);
                valid || self.fail("const", at, &[("expected", &|| (**wanted).clone())])
            }
            (Check::Bound(bound, pair), Value::Number(number)) => {
                let (limit, shown) = &**pair;
                let number = Decimal::of(number);
                let order = number.compare(*limit);
                let (keyword, valid) = match bound {
                    Bound::Minimum => ("minimum", order.is_ge()),
                    Bound::Maximum => ("maximum", order.is_le()),
                    Bound::ExclusiveMinimum => ("exclusiveMinimum", order.is_gt()),
                    Bound::ExclusiveMaximum => ("exclusiveMaximum", order.is_lt()),
                    Bound::MultipleOf => ("multipleOf", number.is_multiple_of(*limit)),
                };
                valid || self.fail(keyword, at, &[("limit", &|| Value::Number(shown.clone()))])
            }
            (Check::Limit(limit, bound), _) => self.limit(*limit, *bound, value, at),
            (Check::Pattern(id), Value::String(text)) => {
                let source = self.schema.patterns.get(*id as usize).map(|p| p.source());
                let shown: &dyn Fn() -> Value = &|| source.into();
                self.matches(*id, text, at) || self.fail("pattern", at, &[("pattern", shown)])
            }
            (Check::Format(format), Value::String(text)) => {
                let valid = self.pay(text_weight(text)) && self.accepts(*format, text);
                valid || self.fail("format", at, &[("format", &|| format.name().into())])
            }
            (Check::Required(names), Value::Object(map)) => {
                let mut valid = self.pay(names.len() as u64);
                for name in names {
                    if !map.contains_key(&**name) {
                        valid = self.fail("required", at, &[("property", &|| (**name).into())]);
                    }
                }
                valid
            }
            (Check::DependentRequired(lists), Value::Object(map)) => {
                let mut valid = self.pay(lists.len() as u64);
                for (given, names) in lists.iter().filter(|(given, _)| map.contains_key(&**given)) {
                    for name in names.iter().filter(|name| !map.contains_key(&***name)) {
                        let property: &dyn Fn() -> Value = &|| (**name).into();
                        let dependency: &dyn Fn() -> Value = &|| (**given).into();
                        let params = [("property", property), ("dependency", dependency)];
                        valid = self.fail("dependentRequired", at, &params);
                    }
                }
                valid
            }
            (Check::Unique, Value::Array(items)) => self.unique(items, at),
            _ => true,
        }
    }

    fn accepts(&self, format: Format, text: &str) -> bool {
        match format {
            Format::Regex => (self.schema.is_pattern)(text, self.engine),
            format => format.accepts(text),
        }
    }

    fn limit(&mut self, limit: Limit, bound: u64, value: &Value, at: &Path<'_>) -> bool {
        let (keyword, least, got) = match (limit, value) {
            (Limit::MinLength | Limit::MaxLength, Value::String(text)) => {
                self.pay(text_weight(text));
                let length = text.chars().count();
                match limit {
                    Limit::MinLength => ("minLength", true, length),
                    _ => ("maxLength", false, length),
                }
            }
            (Limit::MinItems, Value::Array(items)) => ("minItems", true, items.len()),
            (Limit::MaxItems, Value::Array(items)) => ("maxItems", false, items.len()),
            (Limit::MinProperties, Value::Object(map)) => ("minProperties", true, map.len()),
            (Limit::MaxProperties, Value::Object(map)) => ("maxProperties", false, map.len()),
            _ => return true,
        };
        let got = got as u64;
        let valid = if least { got >= bound } else { got <= bound };
        valid
            || self.fail(
                keyword,
                at,
                &[("limit", &|| bound.into()), ("got", &|| got.into())],
            )
    }

    /// Whether a pattern is found in a text. A text that is too long for it is an error
    /// wherever that comes up.
    pub(super) fn matches(&mut self, id: u32, text: &str, at: &Path<'_>) -> bool {
        let Some(pattern) = self.schema.patterns.get(id as usize) else {
            return false;
        };
        let length = text.chars().count();
        match pattern.cost(length) {
            Some(steps) => self.pay(steps) && pattern.is_match(text),
            None => {
                let limit = pattern.longest();
                if self.hard.len() < 100 {
                    let mut error = SchemaError::new(at.pointer(), "too-much");
                    error.params = vec![("limit", limit.into()), ("got", length.into())];
                    self.hard.push(error);
                }
                true
            }
        }
    }

    /// By hash, so that many items don't take the square of their number.
    fn unique(&mut self, items: &[Value], at: &Path<'_>) -> bool {
        let cost: u64 = items
            .iter()
            .map(|item| weight(item).saturating_mul(4))
            .sum();
        if items.len() < 2 {
            return true;
        }
        if !self.pay(cost) {
            return false;
        }
        let hashes: Vec<u64> = items.iter().map(hash).collect();
        let key = |at: usize| (hashes.get(at), at);
        let mut order: Vec<usize> = (0..hashes.len()).collect();
        crate::order::arrange(&mut order, &|a, b| key(a) < key(b));
        for (position, first) in order.iter().enumerate() {
            let rest = order.iter().skip(position + 1);
            let (hash, _) = key(*first);
            for second in rest.take_while(|other| key(**other).0 == hash) {
                let (Some(a), Some(b)) = (items.get(*first), items.get(*second)) else {
                    continue;
                };
                if !self.pay(weight(a)) {
                    return false;
                }
                if equal(a, b) {
                    let first: &dyn Fn() -> Value = &|| (*first).into();
                    let params = [("first", first), ("second", &|| (*second).into())];
                    return self.fail("uniqueItems", at, &params);
                }
            }
        }
        true
    }
}

/// All types that a value has.
fn kinds(value: &Value) -> u8 {
    match value {
        Value::Null => kind::NULL,
        Value::Bool(_) => kind::BOOLEAN,
        Value::Object(_) => kind::OBJECT,
        Value::Array(_) => kind::ARRAY,
        Value::String(_) => kind::STRING,
        Value::Number(number) if Decimal::of(number).is_integer() => kind::NUMBER | kind::INTEGER,
        Value::Number(_) => kind::NUMBER,
    }
}

/// The name of the one type, or a list of several.
fn expected(bits: u8) -> Value {
    let named = kind::NAMES
        .iter()
        .zip(0_u8..)
        .filter(|(_, at)| bits >> at & 1 == 1);
    let mut names: Vec<Value> = named.map(|(name, _)| (*name).into()).collect();
    match names.pop() {
        Some(name) if names.is_empty() => name,
        last => {
            names.extend(last);
            Value::Array(names)
        }
    }
}
