//! One question at a time, for a page that paints again only what an edit changed.

use banshi_contract::Text;
use serde_json::Value;

use super::State;
use crate::definition::Group;
use crate::{FieldView, GroupView, PageKind, RowId};

/// What heads a page.
#[derive(Clone, Debug, PartialEq)]
pub struct PageHead {
    /// Its heading.
    pub title: Text,
    /// What to know before answering.
    pub intro: Option<Text>,
    /// Its kind.
    pub kind: PageKind,
}

/// One row of a repeating group, known without looking at those beside it.
#[derive(Clone, Debug, PartialEq)]
pub struct RowHead {
    /// Stable as long as the state lives.
    pub id: RowId,
    /// Position, from 0.
    pub index: usize,
    /// Pointer of the row, e.g. `/members/0`.
    pub pointer: String,
    /// Whether nothing in it is answered yet, as in a row just added; what is computed is
    /// no answer, what stands there by default is one.
    pub is_blank: bool,
    /// Pointer of the group it is in.
    pub group: String,
    /// What one row of that group is called, e.g. 参保人.
    pub item_label: Text,
    /// Whether that group may have one row less.
    pub can_go: bool,
    /// Pointers of the repeating groups in the row, e.g. `/sellers/0/agents`.
    pub groups: Vec<String>,
}

impl State {
    /// One question; none while it is not asked, or when there is none.
    #[must_use]
    pub fn field(&self, at: &str) -> Option<FieldView> {
        let (leaf, row) = self.locate_leaf(at)?;
        self.is_shown(leaf, row)
            .then(|| self.field_view(leaf, row))
            .flatten()
    }

    /// What heads a page, shown or not; none when there is no such page.
    #[must_use]
    pub fn head_of(&self, page: &str) -> Option<PageHead> {
        let page = self.definition.pages.iter().find(|one| one.id == page)?;
        Some(PageHead {
            title: page.title.clone(),
            intro: page.intro.clone(),
            kind: if page.group.is_some() {
                PageKind::Loop
            } else {
                PageKind::Questions
            },
        })
    }

    /// The repeating group of a loop's page that is shown now.
    #[must_use]
    pub fn group_of(&self, page: &str) -> Option<GroupView> {
        self.group_view(self.loop_group(page)?, 0)
    }

    /// The pointer of the repeating group of a loop's page that is shown now.
    #[must_use]
    pub fn loop_of(&self, page: &str) -> Option<String> {
        Some(self.group_pointer(self.loop_group(page)?, 0))
    }

    fn loop_group(&self, page: &str) -> Option<usize> {
        let mut pages = self.definition.pages.iter().enumerate();
        let (at, page) = pages.find(|(_, one)| one.id == page)?;
        page.group.filter(|_| self.page_shown(Some(at)))
    }

    /// The repeating group at a pointer.
    #[must_use]
    pub fn group_at(&self, at: &str) -> Option<GroupView> {
        let (group, parent) = self.locate_group(at)?;
        self.group_view(group, parent)
    }

    /// The row at a position, from 0, of the repeating group at a pointer.
    #[must_use]
    pub fn row_at(&self, group: &str, index: usize) -> Option<RowHead> {
        let (at, parent) = self.locate_group(group)?;
        let def = self.definition.groups.get(at)?;
        let row = self.rows_in(at, parent).nth(index)?;
        let ids = self.ids_in(at, parent);
        let pointer = format!("{group}/{index}");
        Some(RowHead {
            id: *ids.get(index)?,
            index,
            is_blank: self.is_row_blank(def, row, self.answer(&pointer)),
            pointer,
            group: group.to_owned(),
            item_label: def.item_label.clone(),
            can_go: ids.len() > def.min,
            groups: def
                .children
                .iter()
                .map(|child| self.group_pointer(*child, row))
                .collect(),
        })
    }

    fn is_row_blank(&self, group: &Group, row: usize, answers: Option<&Value>) -> bool {
        let is_answered = |leaf: &usize| {
            let leaf = self.definition.leaves.get(*leaf);
            leaf.is_some_and(|leaf| {
                !leaf.computed && answers.is_some_and(|all| all.pointer(&leaf.relative).is_some())
            })
        };
        let has_rows = |child: &usize| self.rows_in(*child, row).next().is_some();
        !group.leaves.iter().any(is_answered) && !group.children.iter().any(has_rows)
    }

    /// The questions that a page asks now, in order, by their pointers; empty for a loop.
    #[must_use]
    pub fn asked(&self, page: &str) -> Vec<String> {
        let page = self.definition.pages.iter().find(|one| one.id == page);
        page.filter(|page| page.group.is_none())
            .map(|page| self.asked_of(&page.leaves, 0))
            .unwrap_or_default()
    }

    /// The questions that a row asks now, in order, by their pointers.
    #[must_use]
    pub fn asked_in(&self, group: &str, row: RowId) -> Vec<String> {
        let found = self.locate_group(group).and_then(|(group, parent)| {
            let mut rows = self.rows_in(group, parent).zip(self.ids_in(group, parent));
            let (at, _) = rows.find(|(_, id)| **id == row)?;
            Some((self.definition.groups.get(group)?, at))
        });
        found.map_or_else(Vec::new, |(group, at)| self.asked_of(&group.asked, at))
    }

    fn asked_of(&self, leaves: &[usize], row: usize) -> Vec<String> {
        let shown = leaves.iter().filter(|leaf| self.is_shown(**leaf, row));
        shown.map(|leaf| self.pointer(*leaf, row)).collect()
    }
}
