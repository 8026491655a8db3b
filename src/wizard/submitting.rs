//! From the review to the case.

use banshi_contract::{FieldError, ProblemCode, SubmissionState};
use leptos::prelude::*;
use leptos::task::spawn_local;

use super::place::Place;
use super::state::{SubmitFault, Wizard};
use crate::api::{ApiError, drafts, services};
use crate::browser::clock;
use crate::i18n::{K, t};
use crate::routes::Route;

/// How often a submission that still runs is asked for.
const ASK_AGAIN_MS: u32 = 1_000;
/// How many times; after that the person is told.
const ASK_AT_MOST: u32 = 30;

impl Wizard {
    /// Submits the application, once.
    pub fn submit(self) {
        if self.submitting.get_untracked() || self.is_held() {
            return;
        }
        self.fault.set(None);
        let errors = self
            .state
            .try_update(banshi_forms::State::submit)
            .unwrap_or_default();
        if !errors.is_empty() {
            self.show_errors(errors);
            return;
        }
        self.summary.set(Vec::new());
        self.submitting.set(true);
        self.announcer.say(untrack(|| t(K::WizardSubmitting)));
        // Submitting tidied the answers.
        self.saver.moved();
        spawn_local(async move {
            let outcome = self.hand_in().await;
            self.submitting.try_set(false);
            match outcome {
                Ok(case) => {
                    self.saver.close();
                    // Who has gone elsewhere meanwhile is not fetched back.
                    if self.stands() {
                        self.nav.replace(&Route::Receipt(case));
                    }
                }
                Err(fault) => self.not_submitted(fault),
            }
        });
    }

    async fn hand_in(self) -> Result<String, SubmitFault> {
        if !self.save_now().await {
            return Err(SubmitFault::Unsaved(self.saver.reference()));
        }
        let gone = || SubmitFault::Api(ApiError::gone());
        let hash = self.hash.try_get_value().ok_or_else(gone)?;
        let (_, draft) = self.saver.try_ids().ok_or_else(gone)?;
        for _ in 0..ASK_AT_MOST {
            // The draft's id is the key: made once, and the same on every try, also
            // after the page was loaded anew.
            match drafts::submit(self.api, &draft, &hash, &draft).await {
                Ok(submission) => match (submission.state, submission.case_id) {
                    (SubmissionState::Failed, _) => {
                        return Err(SubmitFault::Api(ApiError::unreadable("/submit")));
                    }
                    (_, Some(case)) => return Ok(case),
                    _ => {}
                },
                // The first try still runs.
                Err(error) if error.is_running() => {}
                Err(error) if error.is(ProblemCode::Conflict) => {
                    let (service, _) = self.saver.try_ids().ok_or_else(gone)?;
                    let form = services::form(self.api, &service).await;
                    return Err(if form.is_ok_and(|form| form.hash != hash) {
                        SubmitFault::FormChanged
                    } else {
                        SubmitFault::Api(error)
                    });
                }
                Err(error) => return Err(SubmitFault::Api(error)),
            }
            clock::sleep(ASK_AGAIN_MS).await;
        }
        Err(SubmitFault::Api(ApiError::gone()))
    }

    fn not_submitted(self, fault: SubmitFault) {
        if let SubmitFault::Api(error) = &fault
            && error.is(ProblemCode::Validation)
            && !error.errors.is_empty()
        {
            self.show_foreign(error.errors.clone());
            return;
        }
        self.fault.try_set(Some(fault));
    }

    /// Errors that only the gateway found: they land on their questions, and the page
    /// of the first one opens.
    fn show_foreign(self, errors: Vec<FieldError>) {
        self.state.try_update(|state| state.show(errors.clone()));
        let first = self.state.try_with_untracked(|state| {
            errors
                .iter()
                .find_map(|error| Some((error, Place::of_pointer(state, &error.pointer)?)))
                .map(|(error, place)| (error.pointer.clone(), place))
        });
        let Some(Some((pointer, place))) = first else {
            self.show_errors(errors);
            return;
        };
        let same_page = |error: &FieldError| {
            self.state
                .with_untracked(|state| Place::of_pointer(state, &error.pointer))
                .as_ref()
                == Some(&place)
        };
        let here: Vec<FieldError> = errors.into_iter().filter(same_page).collect();
        self.open_at(&pointer, here);
    }
}
