//! The answers as a whole, judged by the schema once more when they are handed in: what
//! no question's own schema and no condition between questions says.

use banshi_contract::FieldError;
use serde_json::Value;

use super::{State, Trouble};
use crate::{
    definition::{Shape, Target},
    pointer,
    schema::SchemaError,
};

/// More errors help nobody.
const MAX_ERRORS: usize = 100;

impl State {
    /// What the schema finds wrong with the submission, at the questions where it is
    /// shown. What is missing because it is not asked for is not held against anyone.
    pub(super) fn whole(&self) -> Vec<FieldError> {
        let definition = &self.definition;
        let submission = self.submission();
        let errors = definition
            .schema
            .judge_whole(&submission, definition.patterns.0);
        let mut out: Vec<FieldError> = Vec::new();
        for error in errors {
            if out.len() >= MAX_ERRORS || self.is_excused(&error) {
                continue;
            }
            let at = self.nearest_asked(&error);
            let trouble = Trouble::whole(error);
            if !out
                .iter()
                .any(|e| e.pointer == at && e.keyword == trouble.keyword)
            {
                out.push(trouble.at(at));
            }
        }
        out
    }

    /// Whether it only says that something is missing that is not asked for.
    fn is_excused(&self, error: &SchemaError) -> bool {
        if !error.nearest.is_empty() {
            return error.nearest.iter().all(|error| self.is_excused(error));
        }
        if !matches!(error.keyword, "required" | "dependentRequired") {
            return false;
        }
        let field = error.field();
        let Some((around, name)) = field.rsplit_once('/') else {
            return false;
        };
        let name = name.replace("~1", "/").replace("~0", "~");
        let found = self.shape_at(around);
        match found {
            Some((Shape::Object(fields), row)) => {
                let asked = |shape: &Shape| self.first_asked(shape, row).is_some();
                fields.get(&name).is_some_and(|shape| !asked(shape))
            }
            _ => false,
        }
    }

    /// The pointer of the question that an error is shown at: its own, else the first
    /// that is asked in what it is about.
    fn nearest_asked(&self, error: &SchemaError) -> String {
        let inner = error.nearest.first().unwrap_or(error);
        for error in [inner, error] {
            let field = error.field();
            if let Some((shape, row)) = self.shape_at(&field)
                && let Some(at) = self.first_asked(shape, row)
            {
                return at;
            }
        }
        let mut at = error.pointer.as_str();
        loop {
            if let Some((shape, row)) = self.shape_at(at)
                && let Some(found) = self.first_asked(shape, row)
            {
                return found;
            }
            match at.rsplit_once('/') {
                Some((around, _)) => at = around,
                None => return error.pointer.clone(),
            }
        }
    }

    /// The shape at a pointer, and the row it lies in.
    fn shape_at(&self, at: &str) -> Option<(&Shape, usize)> {
        let tokens = pointer::tokens(at)?;
        let (mut shape, mut row) = (&self.definition.shape, 0);
        for token in &tokens {
            match shape {
                // Inside a file or a list of choices.
                Shape::Leaf(_) => break,
                Shape::Object(fields) => shape = fields.get(token)?,
                Shape::Group(group) => {
                    row = self.rows_in(*group, row).nth(token.parse().ok()?)?;
                    shape = &self.definition.groups.get(*group)?.row;
                }
            }
        }
        Some((shape, row))
    }

    /// The first question or group in a shape that is asked, by its pointer.
    fn first_asked(&self, shape: &Shape, row: usize) -> Option<String> {
        match shape {
            Shape::Leaf(leaf) => self.is_shown(*leaf, row).then(|| self.pointer(*leaf, row)),
            Shape::Group(group) => self
                .group_shown(*group)
                .then(|| self.group_pointer(*group, row)),
            Shape::Object(fields) => {
                let mut first: Option<(usize, String)> = None;
                for (_, shape) in fields.iter() {
                    let Some(at) = self.first_asked(shape, row) else {
                        continue;
                    };
                    let rank = match self.locate(&at) {
                        Some((Target::Leaf(leaf), _)) => leaf,
                        _ => usize::MAX,
                    };
                    if first.as_ref().is_none_or(|(known, _)| rank < *known) {
                        first = Some((rank, at));
                    }
                }
                first.map(|(_, at)| at)
            }
        }
    }

    /// Puts the objects in that must be there though nothing in them is answered.
    pub(super) fn fill(&self, shape: &Shape, row: usize, value: &mut Value) {
        match (shape, value) {
            (Shape::Object(fields), Value::Object(map)) => {
                for (name, shape) in fields.iter() {
                    if !map.contains_key(name) {
                        let filling = match shape {
                            Shape::Object(_) => self
                                .is_needed(shape, row)
                                .then(|| Value::Object(serde_json::Map::new())),
                            shape => self.says_nothing(shape, row).then_some(Value::Null),
                        };
                        if let Some(value) = filling {
                            map.insert(name.clone(), value);
                        }
                    }
                    if let Some(value) = map.get_mut(name) {
                        self.fill(shape, row, value);
                    }
                }
            }
            (Shape::Group(group), Value::Array(items)) => {
                let Some(def) = self.definition.groups.get(*group) else {
                    return;
                };
                for (row, item) in self.rows_in(*group, row).zip(items) {
                    self.fill(&def.row, row, item);
                }
            }
            _ => {}
        }
    }

    /// Whether it has to be said that there is no answer.
    fn says_nothing(&self, shape: &Shape, row: usize) -> bool {
        let holds = |guards: &[u32], group| guards.iter().any(|g| self.holds(*g, group, row));
        match shape {
            Shape::Leaf(at) => self.definition.leaves.get(*at).is_some_and(|leaf| {
                leaf.nullable
                    && self.is_shown(*at, row)
                    && (leaf.required || holds(&leaf.required_if, leaf.group))
            }),
            Shape::Group(at) => self.definition.groups.get(*at).is_some_and(|group| {
                group.nullable
                    && self.group_shown(*at)
                    && (group.is_named || holds(&group.required_if, group.parent))
            }),
            Shape::Object(_) => false,
        }
    }

    /// Whether an object may not be left out: it is required, and so is all around it,
    /// and something in it is asked.
    fn is_needed(&self, shape: &Shape, row: usize) -> bool {
        let (leaf, depth) = match first_leaf(shape, 0) {
            Some(found) => found,
            None => return false,
        };
        let Some(def) = self.definition.leaves.get(leaf) else {
            return false;
        };
        // The objects between it and the question may be optional.
        let around = {
            let mut at = def.relative.as_str();
            for _ in 0..depth {
                at = at.rsplit_once('/').map_or("", |(around, _)| around);
            }
            at
        };
        let optional = def.optional_parents.iter().any(|parent| {
            around.starts_with(parent.pointer.as_str())
                && !parent
                    .required_if
                    .iter()
                    .any(|guard| self.holds(*guard, def.group, row))
        });
        !optional && self.first_asked(shape, row).is_some()
    }
}

/// A question in an object that lies in no group of its own, and how deep.
fn first_leaf(shape: &Shape, depth: usize) -> Option<(usize, usize)> {
    match shape {
        Shape::Leaf(leaf) => Some((*leaf, depth)),
        Shape::Group(_) => None,
        Shape::Object(fields) => fields
            .iter()
            .find_map(|(_, shape)| first_leaf(shape, depth + 1)),
    }
}
