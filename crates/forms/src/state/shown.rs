//! What is wrong, and what of it is shown by now.

use std::ops::ControlFlow;

use banshi_contract::FieldError;

use super::{State, Trouble};
use crate::{
    definition::{Group, Target},
    is_warning,
    schema::Check,
};

impl State {
    /// Whether all that is wrong with an answer is shown by now. The rows around a row
    /// speak for it, one just added for all that is in it.
    fn shows_all(&self, page: Option<usize>, row: Option<(usize, usize)>) -> bool {
        let mut left = false;
        let mut at = row;
        while let Some((group, row)) = at {
            let id = self.rows.get(group).and_then(|rows| rows.ids.get(row));
            if id.is_some_and(|id| self.fresh_rows.contains(id)) {
                return false;
            }
            left |= id.is_some_and(|id| self.left_rows.contains(id));
            let outer = self.definition.groups.get(group).and_then(|g| g.parent);
            at = outer.map(|outer| (outer, self.parent_of(group, row)));
        }
        self.submitted || left || page.is_some_and(|page| self.left_pages.contains(&page))
    }

    /// What is wrong with one answer, warnings too; with `shown`, what is shown of it now.
    pub(super) fn leaf_troubles(&self, at: usize, row: usize, shown: bool) -> Vec<FieldError> {
        let (Some(leaf), Some(cell)) = (self.definition.leaves.get(at), self.cell(at, row)) else {
            return Vec::new();
        };
        if !self.is_shown(at, row) {
            return Vec::new();
        }
        let all = !shown || self.shows_all(leaf.page, leaf.group.map(|group| (group, row)));
        let pointer = self.pointer(at, row);
        let mut out: Vec<FieldError> = cell
            .troubles
            .iter()
            .filter(|t| all || cell.touched && t.keyword != "required")
            .map(|t| t.clone().at(pointer.clone()))
            .collect();
        let sound = !cell.troubles.iter().any(|t| !t.is_warning());
        if sound && (all || cell.touched) {
            for index in self.definition.rules_at.get(at).into_iter().flatten() {
                if let Some(rule) = self.definition.rules.get(*index)
                    && self.rule_fails(*index, row)
                {
                    out.push(Trouble::rule(rule).at(pointer.clone()));
                }
            }
        }
        let answered = || self.effective.pointer(&pointer).is_some();
        if sound && (all || cell.touched && answered()) {
            let speaks = |(of, _): &&(usize, Trouble)| self.cross_speaks(*of, at, row);
            for (_, trouble) in cell.crossed.iter().filter(speaks) {
                out.push(trouble.clone().at(pointer.clone()));
            }
        }
        out.extend(
            self.foreign
                .iter()
                .filter(|e| e.pointer == pointer)
                .cloned(),
        );
        // Warnings last.
        let (mut errors, warnings): (Vec<_>, Vec<_>) =
            out.into_iter().partition(|error| !is_warning(error));
        errors.extend(warnings);
        errors
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
            Target::Group(group) => {
                self.group_shown(*group) && !self.rows_in(*group, row).is_empty()
            }
            Target::Leaf(leaf) => {
                self.effective.pointer(&self.pointer(*leaf, row)).is_some()
                    && self
                        .cell(*leaf, row)
                        .is_some_and(|c| c.troubles.iter().all(Trouble::is_warning))
            }
        })
    }

    /// What is wrong with a group as a whole, in one row of the group around it.
    pub(super) fn group_troubles(&self, at: usize, parent: usize, shown: bool) -> Vec<FieldError> {
        let Some(group) = self
            .definition
            .groups
            .get(at)
            .filter(|_| self.group_shown(at))
        else {
            return Vec::new();
        };
        if shown && !self.shows_all(group.page, group.parent.map(|outer| (outer, parent))) {
            return Vec::new();
        }
        let pointer = self.group_pointer(at, parent);
        let got = self.rows_in(at, parent).len();
        let mut out = Vec::new();
        let mut say = |t: Trouble| out.push(t.at(pointer.clone()));
        let required = group.required
            || !group.nullable
                && group
                    .required_if
                    .iter()
                    .any(|guard| self.holds(*guard, group.parent, parent));
        let min = group.min.max(usize::from(required));
        if got < min && (required || got > 0) {
            say(Trouble::items("minItems", "rows", min, got));
        }
        if let Some(max) = group.max.filter(|max| got > *max) {
            say(Trouble::items("maxItems", "rows", max, got));
        }
        self.judge_rows(group, parent, &pointer, &mut say);
        for (index, rule) in self.definition.rules.iter().enumerate() {
            if rule.at.first() == Some(&Target::Group(at)) && self.rule_fails(index, parent) {
                say(Trouble::rule(rule));
            }
        }
        // Also what the gateway says of a whole row.
        let of_rows = |e: &&FieldError| {
            e.pointer
                .strip_prefix(pointer.as_str())
                .is_some_and(|rest| rest.is_empty() || rest.rfind('/') == Some(0))
        };
        out.extend(self.foreign.iter().filter(of_rows).cloned());
        out
    }

    /// What the schema says of the rows together: that they differ, that there is one of
    /// a kind among them.
    fn judge_rows(&self, group: &Group, parent: usize, at: &str, say: &mut dyn FnMut(Trouble)) {
        for (node, guard) in &group.nodes {
            let schema = &self.definition.schema;
            let checks = schema.checks(*node).iter().enumerate();
            let together =
                |(_, check): &(usize, &Check)| matches!(check, Check::Unique | Check::Contains(_));
            for (check, _) in checks.filter(together) {
                let Some(rows) = self.effective.pointer(at) else {
                    continue;
                };
                if !self.holds(*guard, group.parent, parent) {
                    continue;
                }
                let mut rows = self.bare(rows).into_owned();
                super::prune(&mut rows);
                let patterns = self.definition.patterns.0;
                for error in schema.judge_by(*node, check, &rows, patterns) {
                    say(Trouble::whole(error));
                }
            }
        }
    }

    /// Everything wrong on a page, warnings too, in the order it is read.
    pub(super) fn page_troubles(&self, at: usize, shown: bool) -> Vec<FieldError> {
        all(|hear| self.tell_page(at, shown, hear))
    }

    /// What is wrong in a row, those in it included.
    pub(super) fn row_troubles(&self, group: usize, row: usize) -> Vec<FieldError> {
        all(|hear| self.tell_row(group, row, false, hear))
    }

    pub(super) fn page_errors(&self, at: usize) -> Vec<FieldError> {
        let mut out = self.page_troubles(at, false);
        out.retain(|error| !is_warning(error));
        out
    }

    /// Whether something is wrong on a page, warnings aside: known at the first of it,
    /// which matters where thousands of questions are asked at each key.
    pub(super) fn is_page_wrong(&self, at: usize, shown: bool) -> bool {
        any(|hear| self.tell_page(at, shown, hear))
    }

    /// Whether something is wrong in a row or those in it, warnings aside.
    pub(super) fn is_row_wrong(&self, group: usize, row: usize) -> bool {
        any(|hear| self.tell_row(group, row, false, hear))
    }

    /// The first page on which something is missing or wrong, shown or not; none when all
    /// could be handed in.
    #[must_use]
    pub fn first_faulty(&self) -> Option<String> {
        let mut pages = self.definition.pages.iter().enumerate();
        let (_, page) = pages.find(|(at, _)| self.is_page_wrong(*at, false))?;
        Some(page.id.clone())
    }

    fn tell_page(&self, at: usize, shown: bool, hear: Hear<'_>) -> ControlFlow<()> {
        let page = self.definition.pages.get(at);
        match page.filter(|_| self.page_shown(Some(at))) {
            None => ControlFlow::Continue(()),
            Some(page) => match page.group {
                Some(group) => self.tell_group(group, 0, shown, hear),
                None => self.tell_leaves(&page.leaves, 0, shown, hear),
            },
        }
    }

    fn tell_group(&self, at: usize, parent: usize, shown: bool, hear: Hear<'_>) -> ControlFlow<()> {
        hear(self.group_troubles(at, parent, shown))?;
        self.rows_in(at, parent)
            .try_for_each(|row| self.tell_row(at, row, shown, hear))
    }

    fn tell_row(&self, at: usize, row: usize, shown: bool, hear: Hear<'_>) -> ControlFlow<()> {
        let Some(group) = self.definition.groups.get(at) else {
            return ControlFlow::Continue(());
        };
        self.tell_leaves(&group.asked, row, shown, hear)?;
        group
            .children
            .iter()
            .try_for_each(|child| self.tell_group(*child, row, shown, hear))
    }

    fn tell_leaves(
        &self,
        leaves: &[usize],
        row: usize,
        shown: bool,
        hear: Hear<'_>,
    ) -> ControlFlow<()> {
        leaves
            .iter()
            .try_for_each(|leaf| hear(self.leaf_troubles(*leaf, row, shown)))
    }
}

/// Who is told what is wrong, bit by bit in the order it is read, and may have heard enough.
type Hear<'a> = &'a mut dyn FnMut(Vec<FieldError>) -> ControlFlow<()>;

fn all(tell: impl FnOnce(Hear<'_>) -> ControlFlow<()>) -> Vec<FieldError> {
    let mut out = Vec::new();
    let _ = tell(&mut |troubles| {
        out.extend(troubles);
        ControlFlow::Continue(())
    });
    out
}

fn any(tell: impl FnOnce(Hear<'_>) -> ControlFlow<()>) -> bool {
    let hear = &mut |troubles: Vec<FieldError>| match troubles.iter().all(is_warning) {
        true => ControlFlow::Continue(()),
        false => ControlFlow::Break(()),
    };
    tell(hear).is_break()
}
