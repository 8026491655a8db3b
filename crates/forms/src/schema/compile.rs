//! From JSON to nodes: a list of places to read, each read once.

use std::collections::BTreeMap;

use serde_json::Value;

use super::{
    Options, Patterns, Schema, cycles,
    dialect::{self, STANDARD, Vocabularies},
    index::{Index, MAX_POINTERS, Place, identity},
    keywords,
    node::{Candidates, Check, FALSE, Node, TRUE},
    pattern::{self, Compiled},
    places::Places,
};
use crate::{Finding, pointer::join};

/// Most work for judging all patterns: about a second.
const MAX_PATTERN_WORK: usize = 200_000_000;
/// How many patterns are looked through for the same text.
const LATELY: usize = 100;
/// More findings help nobody.
const MAX_FINDINGS: usize = 100;

/// What is known while a schema is compiled.
pub(super) struct Compiler<'a, 'p> {
    index: Index<'a>,
    nodes: Vec<Node>,
    places: BTreeMap<(usize, u32), u32>,
    queue: Vec<(u32, Place<'a>)>,
    /// By resource, once they are known.
    vocabularies: Vec<Option<Vocabularies>>,
    /// Names of dynamic anchors that are referred to, each with the resources that have
    /// it and its node there.
    dynamic: Vec<(String, Candidates)>,
    /// Bytes of pointers written for findings.
    pointers: usize,
    findings: Vec<Finding>,
    engine: &'p dyn Patterns,
    patterns: Vec<Compiled>,
    pattern_work: usize,
    options: &'p Options,
    care: &'static Care,
}

/// What is looked at beside the keywords.
pub(super) struct Care {
    pattern: pattern::Judge,
    is_pattern: fn(&str, &dyn Patterns) -> bool,
    cycle: fn(&[Node], &[Candidates]) -> Option<u32>,
}

/// For schemas of which nothing is known.
pub(super) static THOROUGH: Care = Care {
    pattern: pattern::judge,
    is_pattern: pattern::is_pattern,
    cycle: cycles::find,
};

/// For schemas that were compiled with [`THOROUGH`] elsewhere: the code for it stays out
/// of what is built.
#[cfg_attr(feature = "lint", expect(dead_code, reason = "for builds without it"))]
pub(super) static TRUSTING: Care = Care {
    pattern: pattern::trust,
    is_pattern: pattern::is_known,
    cycle: |_, _| None,
};

/// See [`Schema::compile`].
pub(super) fn compile<'a>(
    root: &'a Value,
    resources: &[(&str, &'a Value)],
    builtin: &'a [Value],
    engine: &dyn Patterns,
    options: &Options,
    care: &'static Care,
) -> Result<(Schema, Places<'a>), Vec<Finding>> {
    let mut index = Index::default();
    let first = index.add("", root, options).map_err(|f| vec![f])?;
    for (at, document) in resources {
        index.add(at, document, options).map_err(|f| vec![f])?;
    }
    for document in builtin {
        let at = document
            .get("$id")
            .and_then(Value::as_str)
            .unwrap_or_default();
        index.add(at, document, options).map_err(|f| vec![f])?;
    }
    let mut compiler = Compiler {
        index,
        nodes: vec![Node::default(), Node::default()],
        places: BTreeMap::new(),
        queue: Vec::new(),
        vocabularies: Vec::new(),
        dynamic: Vec::new(),
        pointers: 0,
        findings: Vec::new(),
        engine,
        patterns: Vec::new(),
        pattern_work: 0,
        options,
        care,
    };
    let place = Place {
        value: root,
        resource: first,
        pointer: String::new(),
    };
    let root = compiler.node(place.clone());
    compiler.work();
    compiler.finish(root, place)
}

impl<'a> Compiler<'a, '_> {
    /// The number of the schema at a place; it is read later.
    pub(super) fn node(&mut self, place: Place<'a>) -> u32 {
        match place.value {
            Value::Bool(true) => return TRUE,
            Value::Bool(false) => return FALSE,
            _ => {}
        }
        let key = (identity(place.value), place.resource);
        if let Some(known) = self.places.get(&key) {
            return *known;
        }
        let id = u32::try_from(self.nodes.len()).unwrap_or(u32::MAX);
        self.nodes.push(Node {
            resource: place.resource,
            ..Node::default()
        });
        self.places.insert(key, id);
        self.queue.push((id, place));
        id
    }

    /// The number of a schema inside the one at `place`.
    pub(super) fn child(&mut self, place: &Place<'a>, tokens: &[&str], value: &'a Value) -> u32 {
        if self.pointers > MAX_POINTERS {
            self.find("", "too-much", "use shorter names of properties");
            return TRUE;
        }
        let pointer = |at: String, token: &&str| join(&at, token);
        let pointer = tokens.iter().fold(place.pointer.clone(), pointer);
        self.pointers = self.pointers.saturating_add(pointer.len());
        let resource = self.index.resource_of(value, place.resource);
        self.node(Place {
            value,
            resource,
            pointer,
        })
    }

    fn work(&mut self) {
        loop {
            while let Some((id, place)) = self.queue.pop() {
                if self.findings.len() >= MAX_FINDINGS {
                    return;
                }
                let checks = match place.value {
                    Value::Object(map) => keywords::read(self, map, &place),
                    _ => {
                        self.find(
                            &place.pointer,
                            "bad-type",
                            "a schema is an object, true or false",
                        );
                        Vec::new()
                    }
                };
                if let Some(node) = self.nodes.get_mut(id as usize) {
                    node.tracks = checks.iter().any(|check| {
                        matches!(
                            check,
                            Check::UnevaluatedItems(_) | Check::UnevaluatedProperties(_)
                        )
                    });
                    node.checks = checks.into_boxed_slice();
                }
            }
            if !self.candidates() {
                return;
            }
        }
    }

    /// Reads what dynamic references could mean; whether there is more to read.
    fn candidates(&mut self) -> bool {
        let mut anchors = std::mem::take(&mut self.dynamic);
        let mut entered = vec![false; self.index.resources.len()];
        for node in &self.nodes {
            if let Some(entered) = entered.get_mut(node.resource as usize) {
                *entered = true;
            }
        }
        for (name, candidates) in &mut anchors {
            for place in self.index.dynamic(name) {
                let entered = entered.get(place.resource as usize) == Some(&true);
                if entered && !candidates.iter().any(|(at, _)| *at == place.resource) {
                    candidates.push((place.resource, self.node(place)));
                }
            }
        }
        self.dynamic = anchors;
        !self.queue.is_empty()
    }

    fn finish(mut self, root: u32, place: Place<'a>) -> Result<(Schema, Places<'a>), Vec<Finding>> {
        let dynamic = std::mem::take(&mut self.dynamic).into_iter();
        let dynamic: Vec<Candidates> = dynamic.map(|(_, found)| found).collect();
        if self.findings.is_empty()
            && let Some(id) = (self.care.cycle)(&self.nodes, &dynamic)
        {
            let at = self.places.iter().find(|(_, node)| **node == id);
            let pointer = at.and_then(|((place, _), _)| self.pointer_of(*place));
            self.find(
                &pointer.unwrap_or_default(),
                "reference-loop",
                "the schema refers to itself at the same place of the instance: let it go into a property or an item first",
            );
        }
        if !self.findings.is_empty() {
            return Err(self.findings);
        }
        let schema = Schema {
            nodes: self.nodes,
            dynamic,
            patterns: self.patterns,
            root,
            max_steps: self.options.max_steps,
            max_errors: self.options.max_errors,
            is_pattern: self.care.is_pattern,
        };
        let places = Places {
            index: self.index,
            nodes: self.places.into_iter().collect(),
            root: place,
        };
        Ok((schema, places))
    }

    /// Where a schema stands that has been read; looked for only when something is wrong.
    fn pointer_of(&self, place: usize) -> Option<String> {
        let resources = self.index.resources.iter();
        let mut stack: Vec<(&Value, String)> = resources
            .filter(|resource| resource.parent.is_none())
            .map(|resource| (resource.root, resource.pointer.clone()))
            .collect();
        while let Some((value, pointer)) = stack.pop() {
            if identity(value) == place {
                return Some(pointer);
            }
            match value {
                Value::Object(map) => stack.extend(map.iter().map(|(k, v)| (v, join(&pointer, k)))),
                Value::Array(items) => {
                    let items = items.iter().enumerate();
                    stack.extend(items.map(|(at, v)| (v, join(&pointer, &at.to_string()))));
                }
                _ => {}
            }
        }
        None
    }

    pub(super) fn find(&mut self, pointer: &str, rule: &'static str, remedy: &str) {
        self.findings.push(Finding {
            pointer: pointer.to_owned(),
            rule,
            remedy: remedy.to_owned(),
        });
    }

    /// The vocabularies of a resource: what its `$schema` says, else those around it.
    pub(super) fn vocabularies(&mut self, resource: u32) -> Vocabularies {
        if let Some(Some(known)) = self.vocabularies.get(resource as usize) {
            return *known;
        }
        let Some(found) = self.index.resources.get(resource as usize) else {
            return STANDARD;
        };
        let (pointer, parent) = (found.pointer.clone(), found.parent);
        let dialect = found.root.get("$schema").and_then(Value::as_str);
        let known = match (dialect, parent) {
            (Some(dialect), _) => self.dialect(dialect, &join(&pointer, "$schema")),
            // As deep as the schema is nested, which is bounded.
            (None, Some(parent)) => self.vocabularies(parent),
            (None, None) => STANDARD,
        };
        if self.vocabularies.len() <= resource as usize {
            self.vocabularies.resize(resource as usize + 1, None);
        }
        if let Some(place) = self.vocabularies.get_mut(resource as usize) {
            *place = Some(known);
        }
        known
    }

    fn dialect(&mut self, name: &str, pointer: &str) -> Vocabularies {
        let name = name.strip_suffix('#').unwrap_or(name);
        if name == dialect::DIALECT {
            return STANDARD;
        }
        let metaschema = self.index.resource(name);
        let metaschema = metaschema.and_then(|at| self.index.resources.get(at as usize));
        match metaschema.map(|resource| dialect::vocabularies(resource.root)) {
            Some(Ok(known)) => known,
            Some(Err(vocabulary)) => {
                self.find(pointer, "unknown-vocabulary", &vocabulary);
                STANDARD
            }
            None if self.options.any_dialect => STANDARD,
            None => {
                self.find(pointer, "unknown-dialect", dialect::DIALECT);
                STANDARD
            }
        }
    }

    pub(super) fn asserts_formats(&self) -> bool {
        self.options.formats
    }

    /// The schema that `$ref` means.
    pub(super) fn reference(&mut self, place: &Place<'a>, reference: &str) -> Option<u32> {
        match self.index.find(place.resource, reference) {
            Some((target, _)) => Some(self.node(target)),
            None => {
                self.lost(place, "$ref", reference);
                None
            }
        }
    }

    /// What `$dynamicRef` means; with an anchor that is not dynamic it is an ordinary
    /// reference.
    pub(super) fn dynamic(&mut self, place: &Place<'a>, reference: &str) -> Option<Check> {
        let Some((target, name)) = self.index.find(place.resource, reference) else {
            self.lost(place, "$dynamicRef", reference);
            return None;
        };
        let target = self.node(target);
        let Some(name) = name else {
            return Some(Check::Ref(target));
        };
        let known = self.dynamic.iter().position(|(known, _)| *known == name);
        let at = known.unwrap_or_else(|| {
            self.dynamic.push((name, Vec::new()));
            self.dynamic.len() - 1
        });
        let at = u32::try_from(at).unwrap_or(u32::MAX);
        Some(Check::Dynamic(target, at))
    }

    fn lost(&mut self, place: &Place<'a>, keyword: &str, reference: &str) {
        let remedy = ["there is no schema \"", reference, "\""].concat();
        self.find(&join(&place.pointer, keyword), "unknown-reference", &remedy);
    }

    /// The number of a pattern; a text that was there lately is not compiled again.
    pub(super) fn pattern(&mut self, source: &'a str, pointer: &str) -> Option<u32> {
        let lately = self.patterns.iter().enumerate().rev().take(LATELY);
        for (known, pattern) in lately {
            if pattern.source() == source {
                return u32::try_from(known).ok();
            }
        }
        if self.pattern_work > MAX_PATTERN_WORK {
            self.find(pointer, "too-much", "use fewer or simpler patterns");
            return None;
        }
        match pattern::compile(source, self.engine, self.care.pattern) {
            Ok(compiled) => {
                self.pattern_work += compiled.work();
                let id = u32::try_from(self.patterns.len()).unwrap_or(u32::MAX);
                self.patterns.push(compiled);
                Some(id)
            }
            Err(bad) => {
                self.find(pointer, bad.rule(), bad.remedy());
                None
            }
        }
    }
}
