//! Where in the wizard a person is: the last part of the address, and what it leads to.

use banshi_forms::{RowHead, State};

/// The address of the review.
pub const REVIEW: &str = "review";
/// Stands between a loop's page and the number of the row, from 1: `members~2`; and
/// around the name of a group in that row: `sellers~2~agents~1`.
const ROW_MARK: char = '~';

/// A place in the wizard.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Place {
    /// A page: questions, or the cards of a loop.
    Page(String),
    /// One row of a loop.
    Row {
        /// The loop's page.
        page: String,
        /// Which.
        row: RowAt,
    },
    /// All answers to check, and to submit.
    Review,
}

/// A row of a loop, or of a group in one of its rows.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RowAt {
    /// Position in the loop, from 0.
    pub index: usize,
    /// From there inwards: the name of a group in the row, and the position in it.
    pub inside: Vec<(String, usize)>,
}

impl RowAt {
    /// A row of the loop itself.
    #[must_use]
    pub fn outer(index: usize) -> Self {
        Self {
            index,
            inside: Vec::new(),
        }
    }

    /// The row, in the group of a loop's page; none when it is not there.
    #[must_use]
    pub fn find(&self, state: &State, page: &str) -> Option<RowHead> {
        let mut row = state.row_at(&state.loop_of(page)?, self.index)?;
        for (name, index) in &self.inside {
            let group = row.groups.iter().find(|one| key_of(one) == name)?;
            row = state.row_at(group, *index)?;
        }
        Some(row)
    }

    /// The innermost row that a pointer leads into.
    fn of_pointer(state: &State, group: &str, pointer: &str) -> Option<Self> {
        let row_in = |group: &str| {
            let rest = pointer.strip_prefix(group)?;
            let index: usize = rest.strip_prefix('/')?.split('/').next()?.parse().ok()?;
            Some((index, state.row_at(group, index)?))
        };
        let (index, mut row) = row_in(group)?;
        let mut at = Self::outer(index);
        while let Some((name, index, inner)) = row.groups.iter().find_map(|group| {
            let (index, inner) = row_in(group)?;
            Some((key_of(group).to_owned(), index, inner))
        }) {
            at.inside.push((name, index));
            row = inner;
        }
        Some(at)
    }
}

/// The name of a group in its row: the last part of its pointer.
fn key_of(group: &str) -> &str {
    group.rsplit('/').next().unwrap_or_default()
}

impl Place {
    /// From the last part of the address.
    #[must_use]
    pub fn parse(text: &str) -> Self {
        if text == REVIEW {
            return Self::Review;
        }
        Self::parse_row(text).unwrap_or_else(|| Self::Page(text.to_owned()))
    }

    fn parse_row(text: &str) -> Option<Self> {
        let index = |number: &str| number.parse::<usize>().ok()?.checked_sub(1);
        let mut parts = text.split(ROW_MARK);
        let page = parts.next()?.to_owned();
        let mut row = RowAt::outer(index(parts.next()?)?);
        while let Some(name) = parts.next() {
            row.inside.push((name.to_owned(), index(parts.next()?)?));
        }
        Some(Self::Row { page, row })
    }

    /// As the last part of the address.
    #[must_use]
    pub fn segment(&self) -> String {
        match self {
            Self::Page(page) => page.clone(),
            Self::Row { page, row } => {
                let mut text = format!("{page}{ROW_MARK}{}", row.index + 1);
                for (name, index) in &row.inside {
                    text += &format!("{ROW_MARK}{name}{ROW_MARK}{}", index + 1);
                }
                text
            }
            Self::Review => REVIEW.into(),
        }
    }

    /// The page it is on; none for the review.
    #[must_use]
    pub fn page(&self) -> Option<&str> {
        match self {
            Self::Page(page) | Self::Row { page, .. } => Some(page),
            Self::Review => None,
        }
    }

    /// The place of a row of a group that is shown here.
    #[must_use]
    pub fn row(&self, group: &str, index: usize) -> Self {
        match self {
            Self::Row { page, row } => {
                let mut row = row.clone();
                row.inside.push((key_of(group).to_owned(), index));
                Self::Row {
                    page: page.clone(),
                    row,
                }
            }
            other => Self::Row {
                page: other.page().unwrap_or_default().to_owned(),
                row: RowAt::outer(index),
            },
        }
    }

    /// What a row is left for: the row around it, or the page of the loop.
    #[must_use]
    pub fn around(&self) -> Self {
        match self {
            Self::Row { page, row } if row.inside.is_empty() => Self::Page(page.clone()),
            Self::Row { page, row } => {
                let mut row = row.clone();
                row.inside.pop();
                Self::Row {
                    page: page.clone(),
                    row,
                }
            }
            other => other.clone(),
        }
    }

    /// The place where a question is asked.
    #[must_use]
    pub fn of_pointer(state: &State, pointer: &str) -> Option<Self> {
        let page = state.page_of(pointer)?;
        let row = state
            .loop_of(&page)
            .and_then(|group| RowAt::of_pointer(state, &group, pointer));
        Some(match row {
            Some(row) => Self::Row { page, row },
            None => Self::Page(page),
        })
    }
}

/// Whether a place can be reached: everything before it is answered.
///
/// # Errors
/// Where to go instead.
pub fn reach(state: &State, wanted: &Place) -> Result<(), Place> {
    let pages = state.pages();
    let position = |id: &str| pages.iter().position(|page| page.id == id);
    let barrier = state.first_faulty();
    let instead = || barrier.clone().map_or(Place::Review, Place::Page);
    let at_most = barrier.as_deref().and_then(position).unwrap_or(pages.len());
    match wanted {
        Place::Review if barrier.is_none() => Ok(()),
        Place::Review => Err(instead()),
        Place::Page(id) => match position(id) {
            Some(at) if at <= at_most => Ok(()),
            _ => Err(instead()),
        },
        Place::Row { page, row } => {
            reach(state, &Place::Page(page.clone()))?;
            match row.find(state, page) {
                Some(_) => Ok(()),
                None => Err(Place::Page(page.clone())),
            }
        }
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, reason = "tests may fail loudly")]

    use std::sync::Arc;

    use banshi_forms::{Context, Definition, Edit};
    use serde_json::{Value, json};

    use super::*;

    fn state(answers: Value) -> State {
        let text = include_str!("../../content/forms/resident-medical-insurance.json");
        let definition = Definition::from_json(&serde_json::from_str(text).unwrap()).unwrap();
        let known = json!({"person.name": "李伟", "person.idNumber": "110101197811200014"});
        let context = Context {
            today: "2026-11-23".into(),
            known: known.as_object().unwrap().clone(),
        };
        State::new(Arc::new(definition), context, answers)
    }

    fn page(id: &str) -> Place {
        Place::Page(id.into())
    }

    #[test]
    fn every_place_survives_its_address() {
        let row = Place::Row {
            page: "members".into(),
            row: RowAt::outer(1),
        };
        let inner = Place::Row {
            page: "sellers".into(),
            row: RowAt {
                index: 1,
                inside: vec![("agents".into(), 0)],
            },
        };
        assert_eq!(inner.segment(), "sellers~2~agents~1");
        assert_eq!(inner.around().segment(), "sellers~2");
        assert_eq!(inner.around().around(), page("sellers"));
        for place in [page("members"), row, inner, Place::Review] {
            assert_eq!(Place::parse(&place.segment()), place);
        }
        for text in [
            "members~0",
            "members~x",
            "sellers~2~agents",
            "sellers~2~agents~0",
        ] {
            assert_eq!(Place::parse(text), page(text));
        }
    }

    #[test]
    fn what_is_not_yet_reached_leads_to_what_is_unfinished() {
        let state = state(json!({}));
        assert_eq!(reach(&state, &page("applicant")), Ok(()));
        for far in [page("payment"), Place::Review, page("no-such-page")] {
            assert_eq!(reach(&state, &far), Err(page("applicant")));
        }
    }

    #[test]
    fn an_error_in_a_row_is_mended_in_that_row() {
        let mut state = state(json!({}));
        assert_eq!(
            Place::of_pointer(&state, "/members/0/name"),
            Some(page("members"))
        );
        assert!(
            state
                .apply(Edit::AddRow {
                    at: "/members".into()
                })
                .accepted
        );
        let row = Place::Row {
            page: "members".into(),
            row: RowAt::outer(0),
        };
        assert_eq!(Place::of_pointer(&state, "/members/0/name"), Some(row));
        assert_eq!(Place::of_pointer(&state, "/members"), Some(page("members")));
        assert_eq!(
            Place::of_pointer(&state, "/applicant/phone"),
            Some(page("applicant"))
        );
    }
}
