//! Keeping the draft: saved a moment after the last edit and on leaving a page, told
//! truthfully, tried again when it fails, and never over what was saved elsewhere.

use std::cell::RefCell;

use banshi_contract::{Draft, DraftProgress, ProblemCode};
use banshi_forms::State;
use leptos::prelude::*;
use leptos::task::spawn_local;
use serde_json::Value;

use super::place::Place;
use super::state::Wizard;
use crate::api::{Api, drafts};
use crate::browser::clock;
use crate::browser::leaving::Leaving;
use crate::i18n::{K, t};

/// How long after the last edit the draft is saved.
const AUTOSAVE_DELAY_MS: u32 = 800;
/// How long until a failed save is tried again; doubled each time.
const RETRY_FIRST_MS: u32 = 5_000;
/// The longest time until the next try.
const RETRY_MOST_MS: u32 = 60_000;
/// How often a save that waits for another looks whether that has ended.
const TURN_MS: u32 = 40;

/// How the draft stands.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Saving {
    /// As it was loaded.
    Untouched,
    /// Being saved, or about to be.
    Now,
    /// Saved at this moment.
    Saved(String),
    /// Not saved; it will be tried again.
    Failed,
    /// Somebody else saved other answers; whether those still exist.
    Conflict {
        /// False when the draft was deleted.
        exists: bool,
    },
}

struct Inner {
    draft: Draft,
    edits: u32,
    saved: u32,
    /// Whether the person did something that is not saved.
    unsaved: bool,
    busy: bool,
    closed: bool,
    retry_ms: u32,
}

/// Keeps one draft.
#[derive(Clone, Copy)]
pub struct Saver {
    inner: StoredValue<Inner>,
    /// How it stands.
    pub status: RwSignal<Saving>,
}

thread_local! {
    /// Answers that could not be saved when the wizard was taken down (signed out
    /// elsewhere, say), for the same draft in the same state. In this tab's memory only.
    static KEPT: RefCell<Option<(String, String, Value)>> = const { RefCell::new(None) };
}

/// Answers of this draft that could not be saved before, if nobody changed it since.
pub(super) fn restore(draft: &Draft) -> Option<Value> {
    let kept = KEPT.with(RefCell::take);
    kept.filter(|(id, revision, _)| *id == draft.id && *revision == draft.revision)
        .map(|(_, _, answers)| answers)
}

impl Saver {
    pub(super) fn new(draft: Draft, differs: bool) -> Self {
        let inner = Inner {
            draft,
            edits: u32::from(differs),
            saved: 0,
            unsaved: false,
            busy: false,
            closed: false,
            retry_ms: RETRY_FIRST_MS,
        };
        Self {
            inner: StoredValue::new(inner),
            status: RwSignal::new(Saving::Untouched),
        }
    }

    /// Ids of service and draft.
    pub(super) fn ids(self) -> (String, String) {
        self.inner
            .with_value(|inner| (inner.draft.service_id.clone(), inner.draft.id.clone()))
    }

    /// Ids of service and draft, while the wizard stands.
    pub(super) fn try_ids(self) -> Option<(String, String)> {
        self.inner
            .try_with_value(|inner| (inner.draft.service_id.clone(), inner.draft.id.clone()))
    }

    /// There is something to save that is no answer of the person.
    pub(super) fn moved(self) {
        self.inner
            .try_update_value(|inner| inner.edits = inner.edits.wrapping_add(1));
    }

    /// The draft has become a case: nothing is saved any more.
    pub(super) fn close(self) {
        self.inner.try_update_value(|inner| inner.closed = true);
    }

    fn is_unsaved(self) -> bool {
        self.inner
            .try_with_value(|inner| inner.unsaved && !inner.closed)
            .unwrap_or(false)
    }

    fn is_current(self) -> bool {
        self.inner
            .try_with_value(|inner| inner.edits == inner.saved || inner.closed)
            .unwrap_or(true)
    }

    fn adopt(self, revision: String) {
        self.inner
            .try_update_value(|inner| inner.draft.revision = revision);
    }
}

impl Wizard {
    /// Something was edited: it is saved when the person pauses.
    pub(super) fn edited(self) {
        let saver = self.saver;
        let Some(edit) = saver.inner.try_update_value(|inner| {
            inner.edits = inner.edits.wrapping_add(1);
            inner.unsaved = true;
            inner.edits
        }) else {
            return;
        };
        if matches!(saver.status.get_untracked(), Saving::Conflict { .. }) {
            return;
        }
        if saver.status.get_untracked() != Saving::Now {
            saver.status.set(Saving::Now);
        }
        spawn_local(async move {
            clock::sleep(AUTOSAVE_DELAY_MS).await;
            if saver.inner.try_with_value(|inner| inner.edits) == Some(edit) {
                self.save_now().await;
            }
        });
    }

    /// Saves what is not saved yet. Whether all is saved then.
    pub async fn save_now(self) -> bool {
        let saver = self.saver;
        loop {
            while saver.inner.try_with_value(|inner| inner.busy) == Some(true) {
                clock::sleep(TURN_MS).await;
            }
            if saver.is_current() {
                return true;
            }
            if matches!(
                saver.status.try_get_untracked(),
                None | Some(Saving::Conflict { .. })
            ) {
                return false;
            }
            let Some((edits, draft)) = self.take_draft() else {
                return false;
            };
            saver.status.try_set(Saving::Now);
            let outcome = drafts::save(self.api, &draft).await;
            saver.inner.try_update_value(|inner| inner.busy = false);
            match outcome {
                Ok(saved) => {
                    if saver.status.is_disposed() {
                        send_rest(self.api, draft, saved.revision);
                        return true;
                    }
                    saver.inner.try_update_value(|inner| {
                        inner.draft.revision = saved.revision;
                        inner.saved = edits;
                        inner.retry_ms = RETRY_FIRST_MS;
                        if inner.edits == edits {
                            inner.unsaved = false;
                        }
                    });
                    if saver.is_current() {
                        saver.status.try_set(Saving::Saved(saved.updated_at));
                    }
                }
                Err(error)
                    if error.is(ProblemCode::Precondition) || error.is(ProblemCode::NotFound) =>
                {
                    if !self.settle_conflict(&draft).await {
                        return false;
                    }
                }
                Err(_) => {
                    self.save_failed();
                    return false;
                }
            }
        }
    }

    /// The draft to send now, and how many edits it holds.
    fn take_draft(self) -> Option<(u32, Draft)> {
        let place = self.place.try_get_untracked()?;
        let (answers, progress) = self
            .state
            .try_with_untracked(|state| (state.answers().clone(), progress(state, &place)))?;
        let name = self.service_name();
        self.saver.inner.try_update_value(|inner| {
            inner.busy = true;
            inner.draft.answers = answers;
            inner.draft.service_name = name;
            inner.draft.page = Some(place.segment());
            inner.draft.progress = Some(progress);
            (inner.edits, inner.draft.clone())
        })
    }

    /// The draft on the server is another one. If it holds what was to be saved (an
    /// earlier answer got lost on the way), that is no conflict. Whether to go on.
    async fn settle_conflict(self, mine: &Draft) -> bool {
        let theirs = drafts::get(self.api, &mine.id).await;
        match theirs {
            Ok(theirs) if theirs.answers == mine.answers => {
                self.saver.adopt(theirs.revision);
                true
            }
            Ok(theirs) => {
                self.saver.adopt(theirs.revision);
                self.conflict(true);
                false
            }
            Err(error) if error.is(ProblemCode::NotFound) => {
                self.saver.adopt(String::new());
                self.conflict(false);
                false
            }
            Err(_) => {
                self.save_failed();
                false
            }
        }
    }

    fn conflict(self, exists: bool) {
        self.saver.status.try_set(Saving::Conflict { exists });
        self.announcer.say(untrack(|| t(K::WizardConflictTitle)));
    }

    /// Keeps what is here over what was saved elsewhere.
    pub fn keep_mine(self) {
        self.saver.status.set(Saving::Now);
        self.saver.moved();
        spawn_local(async move {
            self.save_now().await;
        });
    }

    /// Loads what was saved elsewhere; what is unsaved here is lost.
    pub fn load_theirs(self) {
        spawn_local(async move {
            let Some((_, draft)) = self.saver.try_ids() else {
                return;
            };
            if drafts::get(self.api, &draft).await.is_ok() {
                self.saver.close();
                self.reload.run(());
            } else {
                self.hold.try_set(Some(K::WizardLoadFailed));
                self.announcer.say(untrack(|| t(K::WizardLoadFailed)));
            }
        });
    }

    fn save_failed(self) {
        let saver = self.saver;
        let was_failing = saver
            .inner
            .try_with_value(|inner| inner.retry_ms > RETRY_FIRST_MS);
        saver.status.try_set(Saving::Failed);
        if was_failing == Some(false) {
            self.announcer.say(untrack(|| t(K::WizardSaveFailed)));
        }
        let Some((edits, wait)) = saver.inner.try_update_value(|inner| {
            let wait = inner.retry_ms;
            inner.retry_ms = (wait * 2).min(RETRY_MOST_MS);
            (inner.edits, wait)
        }) else {
            return;
        };
        spawn_local(async move {
            clock::sleep(wait).await;
            // A newer edit has its own turn.
            if saver.inner.try_with_value(|inner| inner.edits) == Some(edits) {
                self.save_now().await;
            }
        });
    }

    /// Watches over what is unsaved as long as the wizard stands, and afterwards sends
    /// or keeps it.
    pub fn guard(self) {
        let leaving = Leaving::listen(
            move || self.saver.is_unsaved(),
            move || {
                spawn_local(async move {
                    if self.saver.is_unsaved() {
                        self.save_now().await;
                    }
                });
            },
        );
        let leaving = StoredValue::new_local(Some(leaving));
        on_cleanup(move || {
            leaving.try_update_value(Option::take);
            // In a conflict it is the person who decides, and they left.
            let decided = !matches!(
                self.saver.status.try_get_untracked(),
                Some(Saving::Conflict { .. })
            );
            if !self.saver.is_unsaved() || !decided {
                return;
            }
            let busy = self.saver.inner.try_with_value(|inner| inner.busy) == Some(true);
            let Some((_, draft)) = self.take_draft() else {
                return;
            };
            let kept = (
                draft.id.clone(),
                draft.revision.clone(),
                draft.answers.clone(),
            );
            KEPT.with(|slot| slot.replace(Some(kept)));
            // A save that is on its way would make this one a conflict with itself.
            if !busy {
                send_last(self.api, draft);
            }
        });
    }
}

/// The wizard was taken down while a save was on its way: what was typed after it began
/// goes on top of it.
fn send_rest(api: Api, draft: Draft, revision: String) {
    let kept = KEPT.with(|slot| slot.borrow().clone());
    if let Some((id, _, answers)) = kept
        && id == draft.id
    {
        KEPT.with(|slot| slot.replace(Some((id, revision.clone(), answers.clone()))));
        send_last(
            api,
            Draft {
                answers,
                revision,
                ..draft
            },
        );
    }
}

fn send_last(api: Api, draft: Draft) {
    spawn_local(async move {
        if drafts::save(api, &draft).await.is_ok() {
            KEPT.with(|slot| {
                let mut slot = slot.borrow_mut();
                if slot.as_ref().is_some_and(|(id, ..)| *id == draft.id) {
                    *slot = None;
                }
            });
        }
    });
}

/// Which step of how many; the review is the last.
pub(super) fn progress(state: &State, place: &Place) -> DraftProgress {
    let pages = state.pages();
    let of = pages.len() + 1;
    let at = place
        .page()
        .and_then(|id| pages.iter().position(|page| page.id == id));
    let number = at.map_or(of, |at| at + 1);
    let small = |n: usize| u32::try_from(n).unwrap_or(u32::MAX);
    DraftProgress {
        page: small(number),
        of: small(of),
    }
}
