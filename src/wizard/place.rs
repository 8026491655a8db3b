//! Where in the wizard a person is: the last part of the address, and what it leads to.

use banshi_forms::{PageKind, State};

/// The address of the review.
pub const REVIEW: &str = "review";
/// Stands between a loop's page and the number of the row, from 1: `members~2`.
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
        /// Its position, from 0.
        index: usize,
    },
    /// All answers to check, and to submit.
    Review,
}

impl Place {
    /// From the last part of the address.
    #[must_use]
    pub fn parse(text: &str) -> Self {
        if text == REVIEW {
            return Self::Review;
        }
        let row = text.rsplit_once(ROW_MARK).and_then(|(page, number)| {
            let index = number.parse::<usize>().ok()?.checked_sub(1)?;
            Some(Self::Row {
                page: page.to_owned(),
                index,
            })
        });
        row.unwrap_or_else(|| Self::Page(text.to_owned()))
    }

    /// As the last part of the address.
    #[must_use]
    pub fn segment(&self) -> String {
        match self {
            Self::Page(page) => page.clone(),
            Self::Row { page, index } => format!("{page}{ROW_MARK}{}", index + 1),
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

    /// The place where a question is asked.
    #[must_use]
    pub fn of_pointer(state: &State, pointer: &str) -> Option<Self> {
        let page = state.page_of(pointer)?;
        let row = state
            .page(&page)
            .and_then(|view| view.group)
            .and_then(|group| {
                let rest = pointer
                    .strip_prefix(group.pointer.as_str())?
                    .strip_prefix('/')?;
                let index: usize = rest.split('/').next()?.parse().ok()?;
                (index < group.rows.len()).then_some(index)
            });
        Some(match row {
            Some(index) => Self::Row { page, index },
            None => Self::Page(page),
        })
    }
}

/// The first page on which something is missing or wrong; none when all could be
/// handed in.
#[must_use]
pub fn first_faulty(state: &State) -> Option<String> {
    state
        .errors()
        .iter()
        .find_map(|error| state.page_of(&error.pointer))
}

/// Whether a place can be reached: everything before it is answered.
///
/// # Errors
/// Where to go instead.
pub fn reach(state: &State, wanted: &Place) -> Result<(), Place> {
    let pages = state.pages();
    let position = |id: &str| pages.iter().position(|page| page.id == id);
    let barrier = first_faulty(state);
    let instead = || barrier.clone().map_or(Place::Review, Place::Page);
    let at_most = barrier.as_deref().and_then(position).unwrap_or(pages.len());
    match wanted {
        Place::Review if barrier.is_none() => Ok(()),
        Place::Review => Err(instead()),
        Place::Page(id) => match position(id) {
            Some(at) if at <= at_most => Ok(()),
            _ => Err(instead()),
        },
        Place::Row { page, index } => {
            reach(state, &Place::Page(page.clone()))?;
            let view = state
                .page(page)
                .filter(|view| view.summary.kind == PageKind::Loop);
            let rows = view
                .and_then(|view| view.group)
                .map_or(0, |group| group.rows.len());
            if *index < rows {
                Ok(())
            } else {
                Err(Place::Page(page.clone()))
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
            index: 1,
        };
        for place in [page("members"), row, Place::Review] {
            assert_eq!(Place::parse(&place.segment()), place);
        }
        assert_eq!(Place::parse("members~0"), page("members~0"));
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
            index: 0,
        };
        assert_eq!(Place::of_pointer(&state, "/members/0/name"), Some(row));
        assert_eq!(Place::of_pointer(&state, "/members"), Some(page("members")));
        assert_eq!(
            Place::of_pointer(&state, "/applicant/phone"),
            Some(page("applicant"))
        );
    }
}
