//! The keywords of one schema, read into checks.

use serde_json::{Map, Value};

use super::{
    compile::Compiler,
    format::Format,
    index::Place,
    node::{Bound, Check, Contains, Limit, Members, Names, kind},
    number::Decimal,
};
use crate::pointer::join;

/// Put into the order of their names.
fn by_names(ids: Vec<(Box<str>, u32)>) -> Vec<(Box<str>, u32)> {
    let mut order: Vec<usize> = (0..ids.len()).collect();
    let name = |at: usize| ids.get(at).map(|(name, _)| name);
    crate::order::arrange(&mut order, &|a, b| name(a) < name(b));
    order
        .iter()
        .filter_map(|at| ids.get(*at).cloned())
        .collect()
}

/// A schema being read.
struct Reader<'c, 'a, 'p> {
    compiler: &'c mut Compiler<'a, 'p>,
    map: &'a Map<String, Value>,
    place: &'c Place<'a>,
    checks: Vec<Check>,
}

/// The checks of a schema that is an object.
pub(super) fn read<'a>(
    compiler: &mut Compiler<'a, '_>,
    map: &'a Map<String, Value>,
    place: &Place<'a>,
) -> Vec<Check> {
    let known = compiler.vocabularies(place.resource);
    let mut reader = Reader {
        compiler,
        map,
        place,
        checks: Vec::new(),
    };
    if known.validation {
        reader.values();
        reader.bounds();
    }
    reader.format(known.formats);
    reader.references();
    if known.applicator {
        reader.combined();
        reader.members();
        reader.items(known.validation);
    }
    if known.unevaluated {
        if let Some(id) = reader.one("unevaluatedItems") {
            reader.checks.push(Check::UnevaluatedItems(id));
        }
        if let Some(id) = reader.one("unevaluatedProperties") {
            reader.checks.push(Check::UnevaluatedProperties(id));
        }
    }
    reader.checks
}

impl<'a> Reader<'_, 'a, '_> {
    fn bad(&mut self, keyword: &str, wanted: &str) {
        let pointer = join(&self.place.pointer, keyword);
        self.compiler.find(&pointer, "bad-type", wanted);
    }

    fn text(&mut self, keyword: &str) -> Option<&'a str> {
        let value = self.map.get(keyword)?;
        let text = value.as_str();
        if text.is_none() {
            self.bad(keyword, "this is a text");
        }
        text
    }

    fn list(&mut self, keyword: &str) -> Option<&'a [Value]> {
        let value = self.map.get(keyword)?;
        let list = value.as_array();
        if list.is_none() {
            self.bad(keyword, "this is a list");
        }
        list.map(Vec::as_slice)
    }

    fn named(&mut self, keyword: &str) -> Option<&'a Map<String, Value>> {
        let value = self.map.get(keyword)?;
        let map = value.as_object();
        if map.is_none() {
            self.bad(keyword, "this is an object");
        }
        map
    }

    fn names(&mut self, keyword: &str, list: &'a Value) -> Names {
        let names = list.as_array().and_then(|list| {
            list.iter()
                .map(|name| name.as_str().map(Box::from))
                .collect::<Option<Box<[_]>>>()
        });
        if names.is_none() {
            self.bad(keyword, "this is a list of names");
        }
        names.unwrap_or_default()
    }

    fn one(&mut self, keyword: &str) -> Option<u32> {
        let value = self.map.get(keyword)?;
        Some(self.compiler.child(self.place, &[keyword], value))
    }

    fn many(&mut self, keyword: &str) -> Option<Box<[u32]>> {
        let list = self.list(keyword)?;
        let mut ids = Vec::with_capacity(list.len());
        for (at, value) in list.iter().enumerate() {
            ids.push(
                self.compiler
                    .child(self.place, &[keyword, &at.to_string()], value),
            );
        }
        if ids.is_empty() {
            self.bad(keyword, "this list is not empty");
        }
        Some(ids.into())
    }

    fn by_name(&mut self, keyword: &str) -> Vec<(Box<str>, u32)> {
        let named = self.named(keyword);
        let mut ids = Vec::with_capacity(named.map_or(0, Map::len));
        for (name, value) in named.into_iter().flatten() {
            let id = self.compiler.child(self.place, &[keyword, name], value);
            ids.push((Box::from(name.as_str()), id));
        }
        // The order of the map may be that of the text.
        let sorted = ids.iter().zip(ids.iter().skip(1)).all(|(a, b)| a.0 <= b.0);
        if sorted { ids } else { by_names(ids) }
    }

    fn values(&mut self) {
        if let Some(wanted) = self.map.get("type") {
            let single = std::slice::from_ref(wanted);
            let names = wanted.as_array().map_or(single, Vec::as_slice);
            let mut bits = 0;
            for name in names {
                let at = kind::NAMES.iter().position(|known| name == known);
                bits |= at.map_or(0, |at| 1_u8 << at);
                if at.is_none() {
                    self.bad("type", "this is a type of JSON, or a list of them");
                }
            }
            self.checks.push(Check::Type(bits));
        }
        if let Some(list) = self.list("enum") {
            self.checks.push(Check::Enum(list.into()));
        }
        if let Some(value) = self.map.get("const") {
            self.checks.push(Check::Const(Box::new(value.clone())));
        }
        if let Some(list) = self.map.get("required") {
            let names = self.names("required", list);
            self.checks.push(Check::Required(names));
        }
        if let Some(named) = self.named("dependentRequired") {
            let lists = named.iter().map(|(name, list)| {
                (
                    Box::from(name.as_str()),
                    self.names("dependentRequired", list),
                )
            });
            let lists = lists.collect();
            self.checks.push(Check::DependentRequired(lists));
        }
    }

    fn bounds(&mut self) {
        for (keyword, bound) in [
            ("minimum", Bound::Minimum),
            ("maximum", Bound::Maximum),
            ("exclusiveMinimum", Bound::ExclusiveMinimum),
            ("exclusiveMaximum", Bound::ExclusiveMaximum),
            ("multipleOf", Bound::MultipleOf),
        ] {
            match self.map.get(keyword) {
                None => {}
                Some(Value::Number(number)) => {
                    let decimal = Decimal::of(number);
                    if matches!(bound, Bound::MultipleOf) && !decimal.is_positive() {
                        self.bad(keyword, "this is above zero");
                    }
                    let pair = Box::new((decimal, number.clone()));
                    self.checks.push(Check::Bound(bound, pair));
                }
                Some(_) => self.bad(keyword, "this is a number"),
            }
        }
        for (keyword, limit) in [
            ("minLength", Limit::MinLength),
            ("maxLength", Limit::MaxLength),
            ("minItems", Limit::MinItems),
            ("maxItems", Limit::MaxItems),
            ("minProperties", Limit::MinProperties),
            ("maxProperties", Limit::MaxProperties),
        ] {
            if let Some(count) = self.count(keyword) {
                self.checks.push(Check::Limit(limit, count));
            }
        }
        if let Some(source) = self.text("pattern") {
            let pointer = join(&self.place.pointer, "pattern");
            if let Some(id) = self.compiler.pattern(source, &pointer) {
                self.checks.push(Check::Pattern(id));
            }
        }
        match self.map.get("uniqueItems") {
            Some(Value::Bool(true)) => self.checks.push(Check::Unique),
            None | Some(Value::Bool(false)) => {}
            Some(_) => self.bad("uniqueItems", "this is true or false"),
        }
    }

    fn count(&mut self, keyword: &str) -> Option<u64> {
        let value = self.map.get(keyword)?;
        let count = match value {
            Value::Number(number) => Decimal::of(number).count(),
            _ => None,
        };
        if count.is_none() {
            self.bad(keyword, "this is a whole number, at least 0");
        }
        count
    }

    fn format(&mut self, asserted: bool) {
        let Some(name) = self.text("format") else {
            return;
        };
        if (asserted || self.compiler.asserts_formats())
            && let Some(format) = Format::named(name)
        {
            self.checks.push(Check::Format(format));
        }
    }

    fn references(&mut self) {
        if let Some(reference) = self.text("$ref")
            && let Some(target) = self.compiler.reference(self.place, reference)
        {
            self.checks.push(Check::Ref(target));
        }
        if let Some(reference) = self.text("$dynamicRef") {
            self.checks
                .extend(self.compiler.dynamic(self.place, reference));
        }
    }

    fn combined(&mut self) {
        let all = self.many("allOf").map(Check::All);
        let any = self.many("anyOf").map(Check::Any);
        let one = self.many("oneOf").map(Check::One);
        self.checks.extend([all, any, one].into_iter().flatten());
        if let Some(id) = self.one("not") {
            self.checks.push(Check::Not(id));
        }
        let (then, otherwise) = (self.one("then"), self.one("else"));
        if let Some(when) = self.one("if") {
            let branches = [
                when,
                then.unwrap_or_default(),
                otherwise.unwrap_or_default(),
            ];
            self.checks.push(Check::If(Box::new(branches)));
        }
        let dependent = self.by_name("dependentSchemas");
        if !dependent.is_empty() {
            self.checks.push(Check::Dependent(dependent.into()));
        }
    }

    fn members(&mut self) {
        let named = self.by_name("properties");
        let mut patterns = Vec::new();
        for (source, value) in self.named("patternProperties").into_iter().flatten() {
            let id = self
                .compiler
                .child(self.place, &["patternProperties", source], value);
            let pointer = join(&join(&self.place.pointer, "patternProperties"), source);
            if let Some(pattern) = self.compiler.pattern(source, &pointer) {
                patterns.push((pattern, id));
            }
        }
        let additional = self.one("additionalProperties");
        if !named.is_empty() || !patterns.is_empty() || additional.is_some() {
            self.checks.push(Check::Object(Box::new(Members {
                named: named.into(),
                patterns: patterns.into(),
                additional,
            })));
        }
        if let Some(id) = self.one("propertyNames") {
            self.checks.push(Check::PropertyNames(id));
        }
    }

    fn items(&mut self, counted: bool) {
        let prefix = self.many("prefixItems").unwrap_or_default();
        let rest = self.one("items");
        if !prefix.is_empty() || rest.is_some() {
            self.checks.push(Check::Array(prefix, rest));
        }
        let (mut min, mut max) = (None, None);
        if counted {
            (min, max) = (self.count("minContains"), self.count("maxContains"));
        }
        if let Some(node) = self.one("contains") {
            let min = min.unwrap_or(1);
            self.checks
                .push(Check::Contains(Box::new(Contains { node, min, max })));
        }
    }
}
