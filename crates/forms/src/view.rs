//! What a page of the wizard shows: plain data, ready to be painted.

use banshi_contract::{FieldError, Text};
use banshi_identifiers::Identifier;
use serde_json::Value;

/// What kind of page it is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum PageKind {
    /// Questions, one below the other.
    Questions,
    /// A repeating group: summary cards, each row with its own questions.
    Loop,
}

/// One step of the wizard, as a list of steps shows it.
#[derive(Clone, Debug, PartialEq)]
pub struct PageSummary {
    /// Id within the definition, fit for an address.
    pub id: String,
    /// Its heading.
    pub title: Text,
    /// Its kind.
    pub kind: PageKind,
    /// Whether nothing is left to do on it: no error, and it was left once or holds
    /// an answer of the person's own.
    pub done: bool,
    /// Whether an error is *shown* on it now.
    pub has_errors: bool,
}

/// One page with all it shows.
#[derive(Clone, Debug, PartialEq)]
pub struct PageView {
    /// What a list of steps shows of it.
    pub summary: PageSummary,
    /// What to know before answering.
    pub intro: Option<Text>,
    /// Its questions that are shown, in order; empty for a loop.
    pub fields: Vec<FieldView>,
    /// The repeating group, for a loop.
    pub group: Option<GroupView>,
    /// Its position among the pages shown, from 1.
    pub number: usize,
    /// How many pages are shown now; the review is not counted.
    pub of: usize,
    /// Errors shown now, fields in order: what an error summary lists.
    pub errors: Vec<FieldError>,
}

/// A repeating group.
#[derive(Clone, Debug, PartialEq)]
pub struct GroupView {
    /// Pointer of the array, e.g. `/members` or `/sellers/0/agents`.
    pub pointer: String,
    /// What the group is called, e.g. 参保人名单.
    pub label: Text,
    /// What one row is called, e.g. 参保人.
    pub item_label: Text,
    /// The rows, in order.
    pub rows: Vec<RowView>,
    /// Fewest rows allowed.
    pub min: usize,
    /// Most rows allowed.
    pub max: Option<usize>,
    /// Whether one more may be added.
    pub can_add: bool,
    /// Errors of the group as a whole that are shown now.
    pub errors: Vec<FieldError>,
}

/// One row of a repeating group.
#[derive(Clone, Debug, PartialEq)]
pub struct RowView {
    /// Stable as long as the state lives, whatever is added or removed around it.
    pub id: RowId,
    /// Position, from 0: part of the pointers.
    pub index: usize,
    /// Pointer of the row, e.g. `/members/0`.
    pub pointer: String,
    /// What its card is headed with (a name); empty while nothing is known.
    pub title: String,
    /// Its questions that are shown, in order.
    pub fields: Vec<FieldView>,
    /// The repeating groups in the row, behind its questions.
    pub groups: Vec<GroupView>,
    /// Whether the row has no error at all, shown or not.
    pub done: bool,
}

/// The stable id of a row.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct RowId(pub u32);

/// How a question is asked.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Widget {
    /// One line of text (`text`).
    Text,
    /// Several lines (`long-text`).
    LongText,
    /// A number (`number`); the answer is a JSON number.
    Number,
    /// An amount in yuan (`money`); the answer is a JSON number.
    Money,
    /// A date (`date`); the answer is `YYYY-MM-DD`.
    Date,
    /// 是 / 否 (`yes-no`); the answer is a boolean.
    YesNo,
    /// One of a few (`radios`).
    Radios,
    /// One of many (`select`).
    Select,
    /// Any of a few (`checkboxes`); the answer is an array.
    Checkboxes,
    /// Telephone number (`phone`).
    Phone,
    /// E-mail address (`email`).
    Email,
    /// An identity number or code, shown in groups (`identifier`).
    Identifier,
    /// One file (`file`); the answer is a `banshi_contract::UploadedFile`.
    File,
    /// Several files (`files`); the answer is an array of them.
    Files,
    /// A statement of truth to tick (`statement`); the answer is `true`.
    Statement,
}

/// The formats an answer may have.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Format {
    /// `date`: RFC 3339 full-date.
    Date,
    /// `file`: an object, `banshi_contract::UploadedFile`.
    File,
    /// An identifier by its own name: `resident-id`, `uscc`, `cn-mobile`, …
    Identifier(Identifier),
}

/// One choice of a question.
#[derive(Clone, Debug, PartialEq)]
pub struct Choice {
    /// The answer it stands for.
    pub value: Value,
    /// Its words.
    pub label: Text,
    /// More about it.
    pub hint: Option<Text>,
}

/// One question.
#[derive(Clone, Debug, PartialEq)]
pub struct FieldView {
    /// Where its answer lies; stands for the question on the wire and in addresses.
    pub pointer: String,
    /// How it is asked.
    pub widget: Widget,
    /// The format of its text.
    pub format: Option<Format>,
    /// The question.
    pub label: Text,
    /// Help below the question, always shown.
    pub hint: Option<Text>,
    /// Whether it must be answered.
    pub required: bool,
    /// The answer; `Null` while there is none. A text that is no number yet stays as
    /// it was typed in a number's place.
    pub value: Value,
    /// Errors shown now, worst first.
    pub errors: Vec<FieldError>,
    /// Warnings shown now: they never hold anyone up.
    pub warnings: Vec<FieldError>,
    /// The choices that are open now.
    pub options: Vec<Choice>,
    /// Media types taken, for files.
    pub accept: Vec<String>,
    /// Most bytes of one file.
    pub max_bytes: Option<u64>,
    /// Most files, choices.
    pub max_items: Option<usize>,
    /// Most characters (Unicode scalar values), for a count.
    pub max_length: Option<usize>,
    /// Least and most, for numbers.
    pub minimum: Option<f64>,
    /// See `minimum`.
    pub maximum: Option<f64>,
    /// The unit behind a number, e.g. 平方米.
    pub unit: Option<Text>,
    /// HTML `autocomplete` token; `off` for numbers of people's papers, of cards and of
    /// organisations, for which there is none: no browser is to keep them.
    pub autocomplete: Option<String>,
    /// HTML `inputmode`.
    pub input_mode: Option<&'static str>,
    /// Known to the portal and not to be changed here.
    pub locked: bool,
    /// The source it was filled in from, e.g. `person.name`, while it still is that value.
    pub prefilled: Option<String>,
    /// Computed by the form: shown, never asked.
    pub computed: bool,
}

/// Everything answered, to read once more.
#[derive(Clone, Debug, PartialEq)]
pub struct ReviewSection {
    /// The page it comes from, which is where `change` leads.
    pub page: String,
    /// The page's heading.
    pub title: Text,
    /// For a row of a repeating group: which, and its heading.
    pub row: Option<ReviewRow>,
    /// Its answers, in order. A question that was left out has [`Answer::None`].
    pub answers: Vec<ReviewAnswer>,
}

/// Which row a section of the review speaks of.
#[derive(Clone, Debug, PartialEq)]
pub struct ReviewRow {
    /// Its id.
    pub id: RowId,
    /// Position, from 0.
    pub index: usize,
    /// What one row is called.
    pub item_label: Text,
    /// The row's own heading (a name), if any.
    pub title: String,
    /// The row around it, for a row of a group in a group.
    pub within: Option<Box<ReviewRow>>,
}

impl ReviewRow {
    /// The row of the page's own group in which it lies.
    #[must_use]
    pub fn outermost(&self) -> &Self {
        self.within.as_deref().map_or(self, Self::outermost)
    }
}

/// One answer to read once more.
#[derive(Clone, Debug, PartialEq)]
pub struct ReviewAnswer {
    /// Where it lies; with the section's page, the target of its `change` link.
    pub pointer: String,
    /// The question.
    pub label: Text,
    /// The answer.
    pub answer: Answer,
    /// Whether it can be changed (neither locked nor computed).
    pub changeable: bool,
    /// What is wrong with it, if anything.
    pub errors: Vec<FieldError>,
}

/// An answer as it is read, to be put into the person's language by the page.
#[derive(Clone, Debug, PartialEq)]
pub enum Answer {
    /// Not answered.
    None,
    /// As it was written.
    Text(String),
    /// The words of one choice or more.
    Choices(Vec<Text>),
    /// `YYYY-MM-DD`.
    Date(String),
    /// A number and its unit.
    Number(f64, Option<Text>),
    /// Yuan.
    Money(f64),
    /// 是 / 否.
    YesNo(bool),
    /// The statement was ticked.
    Stated,
    /// File names.
    Files(Vec<String>),
}

impl Widget {
    /// By its name in `x-widget`.
    pub(crate) fn named(name: &str) -> Option<Self> {
        Some(match name {
            "text" => Self::Text,
            "long-text" => Self::LongText,
            "number" => Self::Number,
            "money" => Self::Money,
            "date" => Self::Date,
            "yes-no" => Self::YesNo,
            "radios" => Self::Radios,
            "select" => Self::Select,
            "checkboxes" => Self::Checkboxes,
            "phone" => Self::Phone,
            "email" => Self::Email,
            "identifier" => Self::Identifier,
            "file" => Self::File,
            "files" => Self::Files,
            "statement" => Self::Statement,
            _ => return None,
        })
    }
}

impl Format {
    /// Its name in the schema and in `params.format`.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Date => "date",
            Self::File => "file",
            Self::Identifier(kind) => kind.name(),
        }
    }

    /// The format of a text by its name in the schema.
    pub(crate) fn of_text(name: &str) -> Option<Self> {
        if name == "date" {
            return Some(Self::Date);
        }
        Identifier::from_name(name).map(Self::Identifier)
    }
}
