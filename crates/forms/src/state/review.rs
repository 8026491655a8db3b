//! The review: everything answered, to read once more.

use banshi_contract::Text;
use serde_json::Value;

use super::State;
use crate::{
    Answer, Format, ReviewAnswer, ReviewRow, ReviewSection, Widget,
    definition::{ChoiceDef, Kind, Leaf, Page},
    is_warning,
    logic::equal_strict,
};

impl State {
    /// Everything answered, pages in order, to read once more.
    #[must_use]
    pub fn review(&self) -> Vec<ReviewSection> {
        let mut out = Vec::new();
        for at in self.shown_pages() {
            let Some(page) = self.definition.pages.get(at) else {
                continue;
            };
            let Some(group) = page.group else {
                out.push(self.section(page, &page.leaves, 0, None));
                continue;
            };
            let before = out.len();
            self.review_group(page, group, 0, None, &mut out);
            // A group without rows still has its heading and its way back.
            if out.len() == before {
                out.push(self.section(page, &[], 0, None));
            }
        }
        out
    }

    /// A section per row, and behind it those of the rows in it.
    fn review_group(
        &self,
        page: &Page,
        at: usize,
        parent: usize,
        within: Option<&ReviewRow>,
        out: &mut Vec<ReviewSection>,
    ) {
        let Some(group) = self.definition.groups.get(at) else {
            return;
        };
        let rows = self.rows_in(at, parent).zip(self.ids_in(at, parent));
        for (index, (row, id)) in rows.enumerate() {
            let own = ReviewRow {
                id: *id,
                index,
                item_label: group.item_label.clone(),
                title: self.row_title(at, row),
                within: within.cloned().map(Box::new),
            };
            out.push(self.section(page, &group.asked, row, Some(own.clone())));
            for child in &group.children {
                self.review_group(page, *child, row, Some(&own), out);
            }
        }
    }

    fn section(
        &self,
        page: &Page,
        leaves: &[usize],
        index: usize,
        row: Option<ReviewRow>,
    ) -> ReviewSection {
        let shown = leaves.iter().filter(|leaf| self.is_shown(**leaf, index));
        ReviewSection {
            page: page.id.clone(),
            title: page.title.clone(),
            row,
            answers: shown
                .filter_map(|leaf| self.review_answer(*leaf, index))
                .collect(),
        }
    }

    fn review_answer(&self, at: usize, row: usize) -> Option<ReviewAnswer> {
        let leaf = self.definition.leaves.get(at)?;
        let pointer = self.pointer(at, row);
        let mut errors = self.leaf_troubles(at, row, false);
        errors.retain(|error| !is_warning(error));
        Some(ReviewAnswer {
            label: leaf.label.clone(),
            answer: answer(leaf, self.effective.pointer(&pointer)),
            changeable: !leaf.computed && !self.is_locked(at),
            errors,
            pointer,
        })
    }
}

fn answer(leaf: &Leaf, value: Option<&Value>) -> Answer {
    let Some(value) = value else {
        return Answer::None;
    };
    let raw = || {
        Answer::Text(
            value
                .as_str()
                .map_or_else(|| value.to_string(), str::to_owned),
        )
    };
    let label = |choices: &[ChoiceDef], value: &Value| {
        let found = choices.iter().find(|c| equal_strict(&c.value, value));
        found.map(|c| c.label.clone())
    };
    let entries = value
        .as_array()
        .map_or(std::slice::from_ref(value), Vec::as_slice);
    match &leaf.kind {
        Kind::Text {
            format: Some(Format::Date),
            ..
        } => value
            .as_str()
            .map_or_else(raw, |date| Answer::Date(date.to_owned())),
        Kind::Text { .. } => raw(),
        Kind::Number { .. } => match value.as_f64() {
            Some(n) if leaf.widget == Widget::Money => Answer::Money(n),
            Some(n) => Answer::Number(n, leaf.unit.clone()),
            None => raw(),
        },
        Kind::Boolean { must_be_true } => match value {
            Value::Bool(true) if *must_be_true => Answer::Stated,
            Value::Bool(yes) => Answer::YesNo(*yes),
            _ => raw(),
        },
        Kind::Choice(choices) | Kind::Choices { choices, .. } => {
            let words: Vec<Text> = entries.iter().filter_map(|v| label(choices, v)).collect();
            if words.is_empty() {
                raw()
            } else {
                Answer::Choices(words)
            }
        }
        Kind::File | Kind::Files { .. } => {
            let name = |v: &Value| v.get("name").and_then(Value::as_str).map(str::to_owned);
            Answer::Files(entries.iter().filter_map(name).collect())
        }
    }
}
