//! Answers on their way: edits in, views out. What is wrong is kept apart from when it
//! is shown: an untouched question shows nothing, a touched one what is wrong with its
//! answer, a page that was left and a submitted form also what is missing.

mod build;
mod check;
mod edit;
mod guards;
mod history;
mod mark;
mod one;
mod region;
mod review;
mod row_edits;
mod rows;
mod settle;
mod shown;
mod trouble;
mod unique;
mod validate;
mod views;
mod whole;

use std::sync::Arc;

use banshi_contract::FieldError;
use banshi_identifiers::CalendarDate;
use serde_json::{Map, Value};

use crate::{Definition, RowId, is_warning};

pub use check::{accept, check};
pub use one::{PageHead, RowHead};
pub(crate) use trouble::Trouble;
#[cfg(feature = "lint")]
pub(crate) use validate::MAX_TEXT;
pub(crate) use validate::possible;

/// What the form can't know by itself.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Context {
    /// Today as `YYYY-MM-DD`, in the time zone of the service.
    pub today: String,
    /// What the account knows, by source name (`FormDelivery.prefill`). Locked answers
    /// are held against it by [`check`] and [`accept`].
    pub known: Map<String, Value>,
}

/// One change of the answers.
#[derive(Clone, Debug, PartialEq)]
pub enum Edit {
    /// Sets an answer as JSON. `Null`, an empty text and an empty array clear it.
    Set {
        /// Pointer of the question.
        at: String,
        /// The answer.
        value: Value,
    },
    /// Sets an answer from what was typed: kept as typed while a person types (a number
    /// becomes one when it reads as one) and tidied up by [`State::touch`].
    Type {
        /// Pointer of the question.
        at: String,
        /// As typed.
        text: String,
    },
    /// Takes an answer away.
    Clear {
        /// Pointer of the question.
        at: String,
    },
    /// Adds an empty row at the end; refused beyond the most rows allowed.
    AddRow {
        /// Pointer of the group.
        at: String,
    },
    /// Removes a row.
    RemoveRow {
        /// Pointer of the group.
        at: String,
        /// Which.
        row: RowId,
    },
    /// Moves a row to another place in its group.
    MoveRow {
        /// Pointer of the group.
        at: String,
        /// Which.
        row: RowId,
        /// Its new place, from 0.
        to: usize,
    },
}

/// What an edit changed, for the page to paint again.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Changes {
    /// Pointers whose answer, visibility, choices or shown errors may differ now,
    /// computed ones included; sorted.
    pub fields: Vec<String>,
    /// Whether the list of pages, or rows in one, changed.
    pub pages: bool,
    /// The row that was added.
    pub row: Option<RowId>,
    /// Where an undone or redone edit was made, and the focus belongs: a question, a
    /// row that came back or was moved, or the group of a row that went.
    pub focus: Option<String>,
    /// False when the edit was refused: no such question, locked, computed, too much;
    /// nothing to undo or redo.
    pub accepted: bool,
}

/// What is known about one answer.
#[derive(Clone, Debug)]
struct Cell {
    /// Whether the question is asked, its page apart.
    asked: bool,
    touched: bool,
    troubles: Vec<Trouble>,
    /// What keywords say at it that look at several answers, each with its number.
    crossed: Vec<(usize, Trouble)>,
}

impl Default for Cell {
    fn default() -> Self {
        Self {
            asked: true,
            touched: false,
            troubles: Vec::new(),
            crossed: Vec::new(),
        }
    }
}

/// A form being filled in.
#[derive(Clone, Debug)]
pub struct State {
    definition: Arc<Definition>,
    context: Context,
    today: Option<CalendarDate>,
    /// All answers as they were given, hidden ones too.
    answers: Value,
    /// Those that are asked for, tidied: what conditions read and what is handed in.
    effective: Value,
    /// By group.
    rows: Vec<rows::Rows>,
    /// By group and row: the earlier row with the same answers to what must differ.
    twins: Vec<Vec<Option<usize>>>,
    next_row: u32,
    /// By page.
    pages_shown: Vec<bool>,
    /// By question and row; one cell for a question outside of groups.
    cells: Vec<Vec<Cell>>,
    /// By rule and row.
    failed: Vec<Vec<bool>>,
    left_pages: Vec<usize>,
    left_rows: rows::Ids,
    /// Rows added since their page was left: nothing is held against them yet.
    fresh_rows: rows::Ids,
    submitted: bool,
    /// Errors of the gateway, until their question is edited.
    foreign: Vec<FieldError>,
    history: history::History,
    /// For doubting the regions of identity numbers.
    regions: Option<Arc<banshi_identifiers::Regions>>,
}

impl State {
    /// Starts with answers (an empty object for a new form) and evaluates everything.
    /// For a new form `context.known` is filled in as [`State::prefill`] does; answers
    /// of a draft get the locked ones only, so that what a person took out stays out.
    /// What does not fit the form is dropped; [`check`] names it.
    #[must_use]
    pub fn new(definition: Arc<Definition>, context: Context, answers: Value) -> Self {
        let new = answers.as_object().is_none_or(Map::is_empty);
        Self::build(definition, context, &answers, new)
    }

    /// The definition it runs.
    #[must_use]
    pub fn definition(&self) -> &Arc<Definition> {
        &self.definition
    }

    /// All answers, hidden ones too: what a draft keeps.
    #[must_use]
    pub fn answers(&self) -> &Value {
        &self.answers
    }

    /// The answer at a pointer; `None` while there is none.
    #[must_use]
    pub fn answer(&self, at: &str) -> Option<&Value> {
        self.answers.pointer(at)
    }

    /// All errors, shown or not, pages and fields in order; no warnings.
    #[must_use]
    pub fn errors(&self) -> Vec<FieldError> {
        let mut all = self.troubles();
        all.retain(|error| !is_warning(error));
        all
    }

    /// All warnings, shown or not.
    #[must_use]
    pub fn warnings(&self) -> Vec<FieldError> {
        let mut all = self.troubles();
        all.retain(is_warning);
        all
    }

    fn troubles(&self) -> Vec<FieldError> {
        let definition = &self.definition;
        let mut out = Vec::new();
        for page in 0..definition.pages.len() {
            out.extend(self.page_troubles(page, false));
        }
        for (at, leaf) in definition.leaves.iter().enumerate() {
            if leaf.page.is_none() {
                for row in 0..self.cells_of(at).len() {
                    out.extend(self.leaf_troubles(at, row, false));
                }
            }
        }
        out
    }

    /// What is handed in: tidied, computed, without hidden answers and empty objects that
    /// need not be there.
    #[must_use]
    pub fn submission(&self) -> Value {
        let mut answers = self.effective.clone();
        if self.definition.selects {
            guards::strip(&mut answers);
        }
        prune(&mut answers);
        self.fill(&self.definition.shape, 0, &mut answers);
        answers
    }

    fn cells_of(&self, leaf: usize) -> &[Cell] {
        self.cells.get(leaf).map_or(&[], Vec::as_slice)
    }

    fn cell(&self, leaf: usize, row: usize) -> Option<&Cell> {
        self.cells.get(leaf)?.get(row)
    }

    fn cell_mut(&mut self, leaf: usize, row: usize) -> Option<&mut Cell> {
        self.cells.get_mut(leaf)?.get_mut(row)
    }

    /// How many instances there are of what belongs to a group or to none.
    fn instances(&self, group: Option<usize>) -> usize {
        group.map_or(1, |group| {
            self.rows.get(group).map_or(0, |rows| rows.ids.len())
        })
    }

    fn page_shown(&self, page: Option<usize>) -> bool {
        page.is_none_or(|page| self.pages_shown.get(page).copied().unwrap_or(false))
    }

    fn group_shown(&self, group: usize) -> bool {
        self.definition
            .groups
            .get(group)
            .is_some_and(|g| self.page_shown(g.page))
    }

    /// Whether an answer counts: its page is shown and it is asked for.
    fn is_shown(&self, leaf: usize, row: usize) -> bool {
        self.definition
            .leaves
            .get(leaf)
            .is_some_and(|l| self.page_shown(l.page) && l.group.is_none_or(|g| self.group_shown(g)))
            && self.cell(leaf, row).is_some_and(|cell| cell.asked)
    }

    /// What the account knows for a prefill, if it fits.
    fn known(&self, prefill: usize) -> Option<&Value> {
        use crate::definition::Kind;
        let prefill = self.definition.prefills.get(prefill)?;
        let value = self.context.known.get(&prefill.from)?;
        let fits = match &self.definition.leaves.get(prefill.leaf)?.kind {
            Kind::Text { .. } => value.as_str().is_some_and(|text| !text.trim().is_empty()),
            Kind::Choice(choices) => choices.iter().any(|c| &c.value == value),
            _ => false,
        };
        fits.then_some(value)
    }

    fn is_locked(&self, leaf: usize) -> bool {
        let def = self.definition.leaves.get(leaf);
        if def.is_some_and(|leaf| leaf.read_only) {
            return true;
        }
        let prefill = def.and_then(|l| l.prefill);
        prefill.is_some_and(|at| {
            self.definition.prefills.get(at).is_some_and(|p| p.locked) && self.known(at).is_some()
        })
    }
}

#[cfg(test)]
thread_local! {
    /// Expressions that were evaluated and answers that were judged, for tests.
    pub(crate) static COUNTS: (std::cell::Cell<usize>, std::cell::Cell<usize>) = const {
        (std::cell::Cell::new(0), std::cell::Cell::new(0))
    };
}

/// Takes out what holds nothing; rows stay, for their number is an answer too.
fn prune(value: &mut Value) {
    match value {
        Value::Object(map) => {
            map.values_mut().for_each(prune);
            map.retain(|_, v| !v.is_null() && v.as_object().is_none_or(|m| !m.is_empty()));
        }
        Value::Array(items) => {
            items.iter_mut().for_each(prune);
            items.retain(|item| !item.is_null());
        }
        _ => {}
    }
}
