//! One question at a time, for a page that paints again only what an edit changed.

use banshi_contract::Text;

use super::State;
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
        let at = self
            .definition
            .pages
            .iter()
            .position(|one| one.id == page)?;
        let group = self.definition.pages.get(at)?.group?;
        self.page_shown(Some(at))
            .then(|| self.group_view(group, 0))
            .flatten()
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
