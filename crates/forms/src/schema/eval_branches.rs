//! Judges by several schemas at the same place.

use serde_json::Value;

use super::{
    SchemaError,
    eval::{Path, Run, Seen, merge},
};

impl Run<'_> {
    pub(super) fn all(
        &mut self,
        ids: &[u32],
        value: &Value,
        at: &Path<'_>,
        mut seen: Option<&mut Seen>,
    ) -> bool {
        let mut valid = true;
        for id in ids {
            valid &= self.child(*id, value, at, seen.as_deref_mut(), "allOf");
            if !valid && self.quiet {
                return false;
            }
        }
        valid
    }

    /// Judges by one of several; what it has seen counts only when it fits.
    pub(super) fn trial(
        &mut self,
        id: u32,
        value: &Value,
        at: &Path<'_>,
        seen: Option<&mut Seen>,
        keyword: &'static str,
    ) -> bool {
        let Some(seen) = seen else {
            return self.child(id, value, at, None, keyword);
        };
        let mut own = self.unseen(value);
        let valid = self.child(id, value, at, Some(&mut own), keyword);
        if valid {
            merge(seen, &own);
        }
        valid
    }

    pub(super) fn any(
        &mut self,
        ids: &[u32],
        value: &Value,
        at: &Path<'_>,
        mut seen: Option<&mut Seen>,
    ) -> bool {
        let mut nearest = Nearest::default();
        let mut valid = false;
        for id in ids {
            valid |= self.attempt(*id, value, at, seen.as_deref_mut(), &mut nearest, "anyOf");
            if valid && seen.is_none() || self.is_over() {
                break;
            }
        }
        valid || self.miss("anyOf", at, nearest)
    }

    pub(super) fn one(
        &mut self,
        ids: &[u32],
        value: &Value,
        at: &Path<'_>,
        mut seen: Option<&mut Seen>,
    ) -> bool {
        let mut nearest = Nearest::default();
        let mut matched = 0_u64;
        for id in ids {
            let fits = self.attempt(*id, value, at, seen.as_deref_mut(), &mut nearest, "oneOf");
            matched += u64::from(fits);
            if self.is_over() || self.quiet && matched > 1 {
                break;
            }
        }
        match matched {
            0 => self.miss("oneOf", at, nearest),
            1 => true,
            _ => self.fail("oneOf", at, &[("matched", &|| matched.into())]),
        }
    }

    /// Judges by a branch, and keeps its errors when it is the nearest so far.
    fn attempt(
        &mut self,
        id: u32,
        value: &Value,
        at: &Path<'_>,
        seen: Option<&mut Seen>,
        nearest: &mut Nearest,
        keyword: &'static str,
    ) -> bool {
        let before = self.errors.len();
        let fits = self.trial(id, value, at, seen, keyword);
        if !self.quiet {
            let errors = self.errors.split_off(before);
            let distance = errors.iter().map(SchemaError::distance).sum();
            if !fits && nearest.distance.is_none_or(|known| distance < known) {
                *nearest = Nearest {
                    distance: Some(distance),
                    errors,
                };
            }
        }
        fits
    }

    fn miss(&mut self, keyword: &'static str, at: &Path<'_>, nearest: Nearest) -> bool {
        let before = self.errors.len();
        self.fail(keyword, at, &[]);
        if let Some(error) = self.errors.get_mut(before) {
            error.nearest = nearest.errors;
        }
        false
    }

    pub(super) fn branch(
        &mut self,
        branches: &[u32; 3],
        value: &Value,
        at: &Path<'_>,
        mut seen: Option<&mut Seen>,
    ) -> bool {
        let [when, then, otherwise] = *branches;
        let quiet = std::mem::replace(&mut self.quiet, true);
        let met = self.trial(when, value, at, seen.as_deref_mut(), "if");
        self.quiet = quiet;
        if self.is_over() {
            return false;
        }
        let (id, keyword) = if met {
            (then, "then")
        } else {
            (otherwise, "else")
        };
        self.child(id, value, at, seen, keyword)
    }

    pub(super) fn dependent(
        &mut self,
        list: &[(Box<str>, u32)],
        value: &Value,
        at: &Path<'_>,
        mut seen: Option<&mut Seen>,
    ) -> bool {
        let Value::Object(map) = value else {
            return true;
        };
        let mut valid = self.pay(list.len() as u64);
        for (name, id) in list {
            if map.contains_key(&**name) {
                valid &= self.child(*id, value, at, seen.as_deref_mut(), "dependentSchemas");
            }
        }
        valid
    }
}

/// The branch that came nearest so far.
#[derive(Default)]
struct Nearest {
    distance: Option<usize>,
    errors: Vec<SchemaError>,
}
