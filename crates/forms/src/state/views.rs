//! Views: what a page and the list of pages show.

use banshi_identifiers::Identifier;
use serde_json::Value;

use super::State;
use crate::{
    Choice, FieldView, Format, GroupView, PageKind, PageSummary, PageView, RowId, RowView, Widget,
    definition::{Kind, Leaf},
    is_warning,
};

impl State {
    fn summary(&self, at: usize) -> Option<PageSummary> {
        let page = self.definition.pages.get(at)?;
        let own = |leaf: &usize, row: usize| {
            self.is_shown(*leaf, row)
                && self.definition.leaves.get(*leaf).is_some_and(|def| {
                    let answer = self.answers.pointer(&self.pointer(*leaf, row));
                    !def.computed
                        && answer.is_some()
                        && answer != def.prefill.and_then(|p| self.known(p))
                })
        };
        let begun = || {
            page.leaves
                .iter()
                .any(|leaf| (0..self.cells_of(*leaf).len()).any(|row| own(leaf, row)))
        };
        Some(PageSummary {
            id: page.id.clone(),
            title: page.title.clone(),
            kind: if page.group.is_some() {
                PageKind::Loop
            } else {
                PageKind::Questions
            },
            done: !self.is_page_wrong(at, false) && (self.left_pages.contains(&at) || begun()),
            has_errors: self.is_page_wrong(at, true),
        })
    }

    pub(super) fn shown_pages(&self) -> impl DoubleEndedIterator<Item = usize> {
        (0..self.definition.pages.len()).filter(|at| {
            // A page on which no question is left is not shown either.
            let asks = |page: &crate::definition::Page| {
                page.group.is_some() || page.leaves.iter().any(|leaf| self.is_shown(*leaf, 0))
            };
            self.page_shown(Some(*at)) && self.definition.pages.get(*at).is_some_and(asks)
        })
    }

    fn page_id(&self, at: usize) -> Option<String> {
        self.definition.pages.get(at).map(|page| page.id.clone())
    }

    fn page_index(&self, id: &str) -> Option<usize> {
        self.definition.pages.iter().position(|page| page.id == id)
    }

    /// The pages that are shown now, in order; the review is not among them.
    #[must_use]
    pub fn pages(&self) -> Vec<PageSummary> {
        self.shown_pages()
            .filter_map(|at| self.summary(at))
            .collect()
    }

    /// The page after this one that is shown; none: the review comes. Also asked of a
    /// page that is not shown any more.
    #[must_use]
    pub fn next_page(&self, id: &str) -> Option<String> {
        let from = self.page_index(id)?;
        self.shown_pages()
            .find(|at| *at > from)
            .and_then(|at| self.page_id(at))
    }

    /// The page before this one that is shown; before the review (`None`) the last one.
    #[must_use]
    pub fn previous_page(&self, id: Option<&str>) -> Option<String> {
        let before = match id {
            Some(id) => self.page_index(id)?,
            None => usize::MAX,
        };
        self.shown_pages()
            .rev()
            .find(|at| *at < before)
            .and_then(|at| self.page_id(at))
    }

    /// The first page that is not done; none: on to the review.
    #[must_use]
    pub fn first_unfinished(&self) -> Option<String> {
        let open = |at: &usize| self.summary(*at).is_some_and(|summary| !summary.done);
        self.shown_pages()
            .find(open)
            .and_then(|at| self.page_id(at))
    }

    /// One page; none when there is no such page or it is not shown now.
    #[must_use]
    pub fn page(&self, id: &str) -> Option<PageView> {
        let at = self.page_index(id)?;
        let shown: Vec<usize> = self.shown_pages().collect();
        let number = shown.iter().position(|shown| *shown == at)? + 1;
        let page = self.definition.pages.get(at)?;
        let fields = match page.group {
            Some(_) => Vec::new(),
            None => self.field_views(&page.leaves, 0),
        };
        let mut errors = self.page_troubles(at, true);
        errors.retain(|error| !is_warning(error));
        Some(PageView {
            summary: self.summary(at)?,
            intro: page.intro.clone(),
            fields,
            group: page.group.and_then(|group| self.group_view(group, 0)),
            number,
            of: shown.len(),
            errors,
        })
    }

    fn field_views(&self, leaves: &[usize], row: usize) -> Vec<FieldView> {
        leaves
            .iter()
            .filter(|leaf| self.is_shown(**leaf, row))
            .filter_map(|leaf| self.field_view(*leaf, row))
            .collect()
    }

    pub(super) fn group_view(&self, at: usize, parent: usize) -> Option<GroupView> {
        let group = self.definition.groups.get(at)?;
        let pointer = self.group_pointer(at, parent);
        let rows = self.rows_in(at, parent);
        let row_view = |(index, (row, id)): (usize, (usize, &RowId))| RowView {
            id: *id,
            index,
            pointer: format!("{pointer}/{index}"),
            title: self.row_title(at, row),
            fields: self.field_views(&group.asked, row),
            groups: group
                .children
                .iter()
                .filter_map(|child| self.group_view(*child, row))
                .collect(),
            done: !self.is_row_wrong(at, row),
        };
        Some(GroupView {
            label: group.label.clone(),
            item_label: group.item_label.clone(),
            rows: rows
                .clone()
                .zip(self.ids_in(at, parent))
                .enumerate()
                .map(row_view)
                .collect(),
            min: group.min,
            max: group.max,
            can_add: self.has_room(at, parent),
            errors: self.group_troubles(at, parent, true),
            pointer,
        })
    }

    pub(super) fn row_title(&self, group: usize, row: usize) -> String {
        let title = self
            .definition
            .groups
            .get(group)
            .and_then(|g| g.item_title.as_ref());
        match title.map(|title| self.run(title, Some(group), row)) {
            Some(Value::String(title)) => title,
            Some(Value::Number(number)) => number.to_string(),
            _ => String::new(),
        }
    }

    pub(super) fn field_view(&self, at: usize, row: usize) -> Option<FieldView> {
        let leaf = self.definition.leaves.get(at)?;
        let pointer = self.pointer(at, row);
        let value = self.answers.pointer(&pointer).cloned().unwrap_or_default();
        let (errors, warnings) = self
            .leaf_troubles(at, row, true)
            .into_iter()
            .partition(|error| !is_warning(error));
        let known = leaf.prefill.filter(|p| self.known(*p) == Some(&value));
        let choices = match &leaf.kind {
            Kind::Choice(choices) | Kind::Choices { choices, .. } => choices.as_slice(),
            _ => &[],
        };
        let format = match &leaf.kind {
            Kind::Text { format, .. } => *format,
            Kind::File | Kind::Files { .. } => Some(Format::File),
            _ => None,
        };
        let (minimum, maximum) = match leaf.kind {
            Kind::Number { min, max, .. } => (min, max),
            _ => (None, None),
        };
        Some(FieldView {
            widget: leaf.widget,
            format,
            label: leaf.label.clone(),
            hint: leaf.hint.clone(),
            required: self.is_required(leaf, row),
            errors,
            warnings,
            options: choices
                .iter()
                .filter(|choice| self.is_open(leaf, choice, row))
                .map(|choice| Choice {
                    value: choice.value.clone(),
                    label: choice.label.clone(),
                    hint: choice.hint.clone(),
                })
                .collect(),
            accept: leaf.accept.clone(),
            max_bytes: leaf.max_bytes,
            max_items: match leaf.kind {
                Kind::Choices { max, .. } | Kind::Files { max, .. } => max,
                _ => None,
            },
            max_length: match leaf.kind {
                Kind::Text { max, .. } => max,
                _ => None,
            },
            minimum,
            maximum,
            unit: leaf.unit.clone(),
            autocomplete: autocomplete(leaf),
            input_mode: input_mode(leaf),
            locked: self.is_locked(at),
            prefilled: known
                .and_then(|p| self.definition.prefills.get(p))
                .map(|prefill| prefill.from.clone()),
            computed: leaf.computed,
            value,
            pointer,
        })
    }
}

fn input_mode(leaf: &Leaf) -> Option<&'static str> {
    match &leaf.kind {
        Kind::Text {
            format: Some(Format::Identifier(kind)),
            ..
        } => keyboard(*kind),
        Kind::Text { .. } if leaf.is_uri => Some("url"),
        Kind::Number { integer: true, .. } => Some("numeric"),
        Kind::Number { .. } => Some("decimal"),
        _ => None,
    }
}

fn keyboard(kind: Identifier) -> Option<&'static str> {
    match kind {
        Identifier::Mobile | Identifier::Landline | Identifier::Phone => Some("tel"),
        Identifier::Postcode | Identifier::BankCard => Some("numeric"),
        Identifier::Email => Some("email"),
        // Identity numbers may end in X, and a permit of old in a letter: a numeric
        // keyboard would lack it.
        _ => None,
    }
}

/// What the definition says, else that no browser keeps a number it has no token for.
fn autocomplete(leaf: &Leaf) -> Option<String> {
    let kept_nowhere = leaf.widget == Widget::Identifier;
    let own = leaf.autocomplete.clone();
    own.or_else(|| kept_nowhere.then(|| "off".to_owned()))
}
