//! Keeping the draft: saved a moment after the last edit and on leaving a page, told
//! truthfully, tried again when it fails, and never over what was saved elsewhere.

use std::cell::RefCell;
use std::pin::Pin;
use std::rc::Rc;

use banshi_contract::{Draft, DraftProgress, ProblemCode};
use banshi_forms::State;
use leptos::prelude::*;
use leptos::task::spawn_local;
use serde_json::Value;

use super::place::Place;
use super::state::Wizard;
use crate::api::{Api, ApiError, drafts};
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
    /// Not saved; it will be tried again. The reference to quote.
    Failed(String),
    /// Not saved, and trying again would not help. The reference to quote.
    Refused(String),
    /// It was submitted, in another tab, say, and changes no more.
    Submitted,
    /// Somebody else saved other answers; whether those still exist.
    Conflict {
        /// False when the draft was deleted.
        exists: bool,
    },
}

/// A save to come.
type Save = Pin<Box<dyn Future<Output = Result<(), String>>>>;

/// A wizard that stands: how to save what it has not saved, and its saver.
#[derive(Clone)]
struct Open {
    save: Rc<dyn Fn() -> Save>,
    saver: Saver,
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

#[derive(Clone)]
struct Kept {
    draft: String,
    /// Whose answers they are.
    person: Option<String>,
    /// The revision they are of.
    revision: String,
    answers: Value,
}

thread_local! {
    /// Answers that could not be saved when the wizard was taken down (signed out
    /// elsewhere, say). In this tab's memory only. One of
    /// each draft.
    static KEPT: RefCell<Vec<Kept>> = const { RefCell::new(Vec::new()) };
    /// The wizard that stands now. Boxed: what it is made of is not in the first load.
    static OPEN: RefCell<Option<Open>> = const { RefCell::new(None) };
}

/// Answers of this draft that could not be saved before, and the revision they are of:
/// where somebody changed it since, saving them is a conflict that the person settles.
pub(super) fn restore(draft: &Draft) -> Option<(String, Value)> {
    let kept = kept(draft)?;
    forget(draft);
    Some((kept.revision, kept.answers))
}

/// Saves what the open wizard has not saved yet, before the person signs out here.
///
/// # Errors
/// Something is not saved, here or of a draft that was left before; the reference to
/// quote, where there is one.
pub async fn save_pending() -> Result<(), String> {
    if let Some(open) = OPEN.with_borrow(Clone::clone) {
        (open.save)().await?;
    }
    if KEPT.with_borrow(Vec::is_empty) {
        Ok(())
    } else {
        Err(String::new())
    }
}

/// Forgets all answers that could not be saved, also those of the open wizard: the
/// person signs out here.
pub fn forget_unsaved() {
    if let Some(open) = OPEN.with_borrow(Clone::clone) {
        open.saver.close();
    }
    KEPT.with_borrow_mut(Vec::clear);
}

/// Forgets the answers of everybody else: this person is signed in now.
pub fn forget_others(person: &str) {
    KEPT.with_borrow_mut(|kept| kept.retain(|one| one.person.as_deref() == Some(person)));
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

    /// The reference of the last save when it failed.
    pub(super) fn reference(self) -> Option<String> {
        match self.status.try_get_untracked() {
            Some(Saving::Failed(reference) | Saving::Refused(reference)) => Some(reference),
            _ => None,
        }
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
        if matches!(
            saver.status.get_untracked(),
            Saving::Conflict { .. } | Saving::Submitted
        ) {
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
                Err(error) => {
                    self.save_failed(error);
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
            Err(error) => {
                self.save_failed(error);
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
            match drafts::get(self.api, &draft).await {
                Ok(theirs) => {
                    self.saver.close();
                    self.adopt.try_run(theirs);
                }
                Err(_) => {
                    self.hold.try_set(Some(K::WizardLoadFailed));
                    self.announcer.say(untrack(|| t(K::WizardLoadFailed)));
                }
            }
        });
    }

    fn save_failed(self, error: ApiError) {
        let saver = self.saver;
        if error.is_submitted() {
            saver.close();
            saver.status.try_set(Saving::Submitted);
            self.announcer.say(untrack(|| t(K::WizardSubmitted)));
            return;
        }
        if !error.may_pass() && !error.is_signed_out() {
            saver.status.try_set(Saving::Refused(error.reference));
            self.announcer.say(untrack(|| t(K::WizardSaveRefused)));
            return;
        }
        let was_failing = saver
            .inner
            .try_with_value(|inner| inner.retry_ms > RETRY_FIRST_MS);
        saver.status.try_set(Saving::Failed(error.reference));
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

    async fn save_or_say(self) -> Result<(), String> {
        if !self.saver.is_unsaved() || self.save_now().await {
            return Ok(());
        }
        Err(self.saver.reference().unwrap_or_default())
    }

    /// Watches over what is unsaved as long as the wizard stands, and afterwards sends
    /// or keeps it.
    pub fn guard(self) {
        let leaving = Leaving::listen(
            move || self.saver.is_unsaved() || self.is_uploading(),
            move || {
                spawn_local(async move {
                    if self.saver.is_unsaved() {
                        self.save_now().await;
                    }
                });
            },
        );
        let leaving = StoredValue::new_local(Some(leaving));
        let person = self.api.person();
        OPEN.replace(Some(Open {
            save: Rc::new(move || Box::pin(self.save_or_say())),
            saver: self.saver,
        }));
        on_cleanup(move || {
            leaving.try_update_value(Option::take);
            OPEN.take();
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
            // Another is signed in by now: nothing of this one stays.
            if self.api.person().is_some_and(|now| Some(now) != person) {
                return;
            }
            keep(&draft, person.clone());
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
    if let Some(kept) = kept(&draft) {
        let rest = Draft {
            answers: kept.answers,
            revision,
            ..draft
        };
        keep(&rest, kept.person);
        send_last(api, rest);
    }
}

fn keep(draft: &Draft, person: Option<String>) {
    forget(draft);
    let one = Kept {
        draft: draft.id.clone(),
        person,
        revision: draft.revision.clone(),
        answers: draft.answers.clone(),
    };
    KEPT.with_borrow_mut(|kept| kept.push(one));
}

fn kept(draft: &Draft) -> Option<Kept> {
    KEPT.with_borrow(|kept| kept.iter().find(|one| one.draft == draft.id).cloned())
}

fn forget(draft: &Draft) {
    KEPT.with_borrow_mut(|kept| kept.retain(|one| one.draft != draft.id));
}

/// Whether these very answers still wait to be saved: nobody has opened the draft again.
fn is_kept(draft: &Draft) -> bool {
    kept(draft).is_some_and(|kept| kept.answers == draft.answers)
}

/// Sends what was typed last, again and again while the gateway can't be reached; the
/// browser asks before the tab is closed meanwhile. What somebody else decides (another
/// state of the draft, nobody signed in) stays kept for when the draft is opened again.
fn send_last(api: Api, draft: Draft) {
    spawn_local(async move {
        let _asks = Leaving::listen(|| true, || {});
        let mut wait = RETRY_FIRST_MS;
        while is_kept(&draft) {
            match drafts::save(api, &draft).await {
                Ok(_) => forget(&draft),
                Err(error) if error.is_submitted() => forget(&draft),
                Err(error) if error.may_pass() => {
                    clock::sleep(wait).await;
                    wait = (wait * 2).min(RETRY_MOST_MS);
                }
                Err(_) => return,
            }
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
