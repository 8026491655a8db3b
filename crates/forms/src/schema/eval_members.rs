//! Judges members and items.

use serde_json::Value;

use super::{
    eval::{Path, Run, Seen},
    node::{Contains, Members},
    number::text_weight,
};

impl Run<'_> {
    pub(super) fn members(
        &mut self,
        members: &Members,
        value: &Value,
        at: &Path<'_>,
        mut seen: Option<&mut Seen>,
    ) -> bool {
        let Value::Object(map) = value else {
            return true;
        };
        let mut valid = true;
        let only_named = members.patterns.is_empty() && members.additional.is_none();
        if only_named && seen.is_none() && members.named.len() < map.len() {
            for (name, id) in &members.named {
                if !self.pay(1) || !valid && self.quiet {
                    return false;
                }
                if let Some(value) = map.get(&**name) {
                    let at = Path::Name(at, name);
                    valid &= self.child(*id, value, &at, None, "properties");
                }
            }
            return valid;
        }
        for (position, (name, value)) in map.iter().enumerate() {
            if !self.pay(1) || !valid && self.quiet {
                return false;
            }
            let at = Path::Name(at, name);
            let mut found = false;
            let named = members
                .named
                .binary_search_by(|(known, _)| (**known).cmp(name));
            if let Some((_, id)) = named.ok().and_then(|i| members.named.get(i)) {
                found = true;
                valid &= self.child(*id, value, &at, None, "properties");
            }
            for (pattern, id) in &members.patterns {
                if self.matches(*pattern, name, &at) {
                    found = true;
                    valid &= self.child(*id, value, &at, None, "patternProperties");
                }
            }
            if let (false, Some(id)) = (found, members.additional) {
                found = true;
                valid &= self.child(id, value, &at, None, "additionalProperties");
            }
            mark(seen.as_deref_mut(), position, found);
        }
        valid
    }

    pub(super) fn names(&mut self, id: u32, value: &Value, at: &Path<'_>) -> bool {
        let Value::Object(map) = value else {
            return true;
        };
        let mut valid = true;
        for name in map.keys() {
            if !valid && self.quiet {
                return false;
            }
            if !self.pay(text_weight(name)) {
                return false;
            }
            let text = Value::String(name.clone());
            valid &= self.child(id, &text, &Path::Name(at, name), None, "propertyNames");
        }
        valid
    }

    pub(super) fn array(
        &mut self,
        prefix: &[u32],
        rest: Option<u32>,
        value: &Value,
        at: &Path<'_>,
        mut seen: Option<&mut Seen>,
    ) -> bool {
        let Value::Array(items) = value else {
            return true;
        };
        let mut valid = true;
        for (position, value) in items.iter().enumerate() {
            if !valid && self.quiet || self.is_over() {
                return false;
            }
            let (id, keyword) = match (prefix.get(position), rest) {
                (Some(id), _) => (*id, "prefixItems"),
                (None, Some(id)) => (id, "items"),
                (None, None) => break,
            };
            valid &= self.child(id, value, &Path::Index(at, position), None, keyword);
            mark(seen.as_deref_mut(), position, true);
        }
        valid
    }

    pub(super) fn contains(
        &mut self,
        contains: &Contains,
        value: &Value,
        at: &Path<'_>,
        mut seen: Option<&mut Seen>,
    ) -> bool {
        let Value::Array(items) = value else {
            return true;
        };
        let mut count = 0_u64;
        let quiet = std::mem::replace(&mut self.quiet, true);
        for (position, value) in items.iter().enumerate() {
            let fits = self.child(
                contains.node,
                value,
                &Path::Index(at, position),
                None,
                "contains",
            );
            count += u64::from(fits);
            mark(seen.as_deref_mut(), position, fits);
            if self.is_over() {
                break;
            }
        }
        self.quiet = quiet;
        let got: &dyn Fn() -> Value = &|| count.into();
        if count < contains.min {
            let keyword = if contains.min == 1 {
                "contains"
            } else {
                "minContains"
            };
            return self.fail(
                keyword,
                at,
                &[("limit", &|| contains.min.into()), ("got", got)],
            );
        }
        match contains.max {
            Some(max) if count > max => self.fail(
                "maxContains",
                at,
                &[("limit", &|| max.into()), ("got", got)],
            ),
            _ => !self.is_over(),
        }
    }

    pub(super) fn unevaluated_items(
        &mut self,
        id: u32,
        value: &Value,
        at: &Path<'_>,
        seen: Option<&mut Seen>,
    ) -> bool {
        let (Value::Array(items), Some(seen)) = (value, seen) else {
            return true;
        };
        let mut valid = true;
        for (position, (value, seen)) in items.iter().zip(seen).enumerate() {
            if !*seen {
                *seen = true;
                let at = Path::Index(at, position);
                valid &= self.child(id, value, &at, None, "unevaluatedItems");
            }
        }
        valid
    }

    pub(super) fn unevaluated_properties(
        &mut self,
        id: u32,
        value: &Value,
        at: &Path<'_>,
        seen: Option<&mut Seen>,
    ) -> bool {
        let (Value::Object(map), Some(seen)) = (value, seen) else {
            return true;
        };
        let mut valid = true;
        for ((name, value), seen) in map.iter().zip(seen) {
            if !*seen {
                *seen = true;
                let at = Path::Name(at, name);
                valid &= self.child(id, value, &at, None, "unevaluatedProperties");
            }
        }
        valid
    }
}

fn mark(seen: Option<&mut Seen>, position: usize, yes: bool) {
    if let Some(seen) = seen.and_then(|seen| seen.get_mut(position)) {
        *seen |= yes;
    }
}
