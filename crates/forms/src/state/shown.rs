//! What is wrong, and what of it is shown by now.

use banshi_contract::FieldError;

use super::{State, Trouble};
use crate::{
    RowId,
    definition::{Leaf, Target},
    is_warning,
};

impl State {
    /// Whether all that is wrong with an answer is shown by now.
    fn shows_all(&self, page: Option<usize>, row: Option<RowId>) -> bool {
        if row.is_some_and(|row| self.fresh_rows.contains(&row)) {
            return false;
        }
        self.submitted
            || page.is_some_and(|page| self.left_pages.contains(&page))
            || row.is_some_and(|row| self.left_rows.contains(&row))
    }

    fn row_id(&self, leaf: &Leaf, row: usize) -> Option<RowId> {
        self.rows_of(leaf.group?).get(row).copied()
    }

    /// What is wrong with one answer, warnings too; with `shown`, what is shown of it now.
    pub(super) fn leaf_troubles(&self, at: usize, row: usize, shown: bool) -> Vec<FieldError> {
        let (Some(leaf), Some(cell)) = (self.definition.leaves.get(at), self.cell(at, row)) else {
            return Vec::new();
        };
        if !self.is_shown(at, row) {
            return Vec::new();
        }
        let all = !shown || self.shows_all(leaf.page, self.row_id(leaf, row));
        let pointer = self.pointer(at, row);
        let mut out: Vec<FieldError> = cell
            .troubles
            .iter()
            .filter(|t| all || cell.touched && t.keyword != "required")
            .map(|t| t.clone().at(pointer.clone()))
            .collect();
        let sound = !cell.troubles.iter().any(|t| !t.is_warning());
        if sound && (all || cell.touched) {
            for (index, rule) in self.definition.rules.iter().enumerate() {
                if rule.at.first() == Some(&Target::Leaf(at)) && self.rule_fails(index, row) {
                    out.push(Trouble::rule(rule).at(pointer.clone()));
                }
            }
        }
        out.extend(
            self.foreign
                .iter()
                .filter(|e| e.pointer == pointer)
                .cloned(),
        );
        out.sort_by_key(is_warning);
        out
    }

    /// A rule is not held against anyone while something it speaks of is unanswered,
    /// hidden or wrong by itself.
    fn rule_fails(&self, index: usize, row: usize) -> bool {
        let failed = self.failed.get(index).and_then(|rows| rows.get(row));
        let Some(rule) = self
            .definition
            .rules
            .get(index)
            .filter(|_| failed == Some(&true))
        else {
            return false;
        };
        rule.at.iter().all(|target| match target {
            Target::Group(group) => self.group_shown(*group) && !self.rows_of(*group).is_empty(),
            Target::Leaf(leaf) => {
                self.effective.pointer(&self.pointer(*leaf, row)).is_some()
                    && self
                        .cell(*leaf, row)
                        .is_some_and(|c| c.troubles.iter().all(Trouble::is_warning))
            }
        })
    }

    pub(super) fn group_troubles(&self, at: usize, shown: bool) -> Vec<FieldError> {
        let Some(group) = self
            .definition
            .groups
            .get(at)
            .filter(|_| self.group_shown(at))
        else {
            return Vec::new();
        };
        if shown && !self.shows_all(group.page, None) {
            return Vec::new();
        }
        let got = self.rows_of(at).len();
        let mut out = Vec::new();
        let mut say = |t: Trouble| out.push(t.at(group.template.clone()));
        if got < group.min && (group.required || got > 0) {
            say(Trouble::items("minItems", "rows", group.min, got));
        }
        if let Some(max) = group.max.filter(|max| got > *max) {
            say(Trouble::items("maxItems", "rows", max, got));
        }
        for (index, rule) in self.definition.rules.iter().enumerate() {
            if rule.at.first() == Some(&Target::Group(at)) && self.rule_fails(index, 0) {
                say(Trouble::rule(rule));
            }
        }
        // Also what the gateway says of a whole row.
        let of_rows = |e: &&FieldError| {
            e.pointer
                .strip_prefix(group.template.as_str())
                .is_some_and(|rest| rest.is_empty() || rest.rfind('/') == Some(0))
        };
        out.extend(self.foreign.iter().filter(of_rows).cloned());
        out
    }

    /// Everything wrong on a page, warnings too, in the order it is read.
    pub(super) fn page_troubles(&self, at: usize, shown: bool) -> Vec<FieldError> {
        let Some(page) = self
            .definition
            .pages
            .get(at)
            .filter(|_| self.page_shown(Some(at)))
        else {
            return Vec::new();
        };
        let mut out = page
            .group
            .map(|g| self.group_troubles(g, shown))
            .unwrap_or_default();
        for row in 0..self.instances(page.group) {
            for leaf in &page.leaves {
                out.extend(self.leaf_troubles(*leaf, row, shown));
            }
        }
        out
    }

    pub(super) fn page_errors(&self, at: usize) -> Vec<FieldError> {
        let mut out = self.page_troubles(at, false);
        out.retain(|error| !is_warning(error));
        out
    }
}
