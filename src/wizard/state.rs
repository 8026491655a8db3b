//! The wizard's hands on a form: edits go in, places are gone to, errors are shown.

use std::sync::Arc;

use banshi_contract::{Draft, FieldError, FormDelivery, Text};
use banshi_forms::{Changes, Context, Definition, Edit, GroupView, PageHead, RowId, State};
use leptos::prelude::*;
use leptos::task::spawn_local;
use web_sys::HtmlElement;

use super::held::Held;
use super::place::{Place, RowAt, reach};
use super::saving::{Saver, restore};
use super::words::words_of;
use crate::api::{Api, ApiError};
use crate::browser::regexp::BrowserPatterns;
use crate::components::announcer::Announcer;
use crate::components::unique_id;
use crate::i18n::{K, t, tf};
use crate::navigate::Nav;
use crate::routes::Route;

/// Why a form can't be filled in here.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Unusable;

/// A form being filled in on the page. Copy: it goes into every handler.
#[derive(Clone, Copy)]
pub struct Wizard {
    pub(super) api: Api,
    pub(super) nav: Nav,
    pub(super) announcer: Announcer,
    /// The form.
    pub state: Held,
    /// Where the person is.
    pub place: RwSignal<Place>,
    pub(super) saver: Saver,
    /// The row that was removed last and can be brought back: its group, and what it is
    /// called.
    pub removed: RwSignal<Option<(String, String)>>,
    /// What the error summary lists; none: there is no summary.
    pub summary: RwSignal<Vec<FieldError>>,
    /// The summary to show on the page that is being opened.
    pub(super) next_summary: StoredValue<Vec<FieldError>>,
    /// The question to focus on the page that is being opened.
    pub(super) next_focus: StoredValue<Option<String>>,
    /// Whether the person came from the review and goes back there.
    pub returning: RwSignal<bool>,
    /// Whether an input method is composing.
    composing: StoredValue<bool>,
    /// How many files are on their way.
    pub uploading: RwSignal<u32>,
    /// What holds the person up, beside the buttons.
    pub hold: RwSignal<Option<K>>,
    /// Whether the application is being submitted.
    pub submitting: RwSignal<bool>,
    /// Why it could not be.
    pub fault: RwSignal<Option<SubmitFault>>,
    /// What everything stands in.
    pub(super) root: StoredValue<Option<HtmlElement>, LocalStorage>,
    prefix: StoredValue<String>,
    definition: StoredValue<Arc<Definition>>,
    pub(super) hash: StoredValue<String>,
    /// Today for the service, `YYYY-MM-DD`.
    pub today: StoredValue<String>,
    /// Loads the draft anew.
    pub reload: Callback<()>,
    /// Opens another state of the draft in place of this one.
    pub adopt: Callback<Draft>,
}

/// Why an application was not submitted.
#[derive(Clone, Debug, PartialEq)]
pub enum SubmitFault {
    /// The last changes are not saved.
    Unsaved(Option<String>),
    /// The form has changed meanwhile.
    FormChanged,
    /// The gateway or the way to it failed.
    Api(ApiError),
}

impl Wizard {
    /// Opens a form with a draft, at a place of it.
    ///
    /// # Errors
    /// [`Unusable`] when the definition or its migrations have a fault.
    pub fn open(
        form: &FormDelivery,
        draft: Draft,
        today: String,
        wanted: &str,
        reload: Callback<()>,
        adopt: Callback<Draft>,
    ) -> Result<Self, Unusable> {
        let definition =
            Definition::with_patterns(&form.definition, &BrowserPatterns).map_err(|_| Unusable)?;
        let definition = Arc::new(definition);
        let context = Context {
            today: today.clone(),
            known: form.prefill.clone(),
        };
        let mut draft = draft;
        let loaded = draft.answers.clone();
        let kept = restore(&draft);
        let is_kept = kept.is_some();
        let answers = kept.map_or_else(
            || loaded.clone(),
            |(revision, answers)| {
                draft.revision = revision;
                answers
            },
        );
        let answers = definition
            .migrate(draft.form_version, answers)
            .map_err(|_| Unusable)?;
        let mut state = State::new(Arc::clone(&definition), context, answers);
        leave_earlier_pages(&mut state, draft.page.as_deref());
        let wanted = Place::parse(wanted);
        let place = match reach(&state, &wanted) {
            Ok(()) => wanted,
            Err(instead) => instead,
        };
        let differs = *state.answers() != draft.answers || draft.form_version != definition.version;
        let hash = form.hash.clone();
        let api = Api::use_here();
        let this = Self {
            api,
            nav: Nav::use_here(),
            announcer: Announcer::use_here(),
            saver: Saver::new(
                Draft {
                    form_version: definition.version,
                    ..draft
                },
                differs,
            ),
            state: Held::new(state),
            place: RwSignal::new(place),
            summary: RwSignal::new(Vec::new()),
            removed: RwSignal::new(None),
            next_summary: StoredValue::new(Vec::new()),
            next_focus: StoredValue::new(None),
            returning: RwSignal::new(false),
            composing: StoredValue::new(false),
            uploading: RwSignal::new(0),
            hold: RwSignal::new(None),
            submitting: RwSignal::new(false),
            fault: RwSignal::new(None),
            root: StoredValue::new_local(None),
            prefix: StoredValue::new(unique_id("q")),
            definition: StoredValue::new(definition),
            hash: StoredValue::new(hash),
            today: StoredValue::new(today),
            reload,
            adopt,
        };
        if is_kept {
            this.edited();
        }
        Ok(this)
    }

    /// Whether the person is still in it.
    pub(super) fn stands(self) -> bool {
        !self.place.is_disposed()
    }

    /// Follows the address: each change of it opens a place, or leads to where the
    /// person can go on.
    pub fn follow(self, address: Memo<String>) {
        Effect::new(move |_| {
            let text = address.get();
            if text.is_empty() {
                return;
            }
            let wanted = Place::parse(&text);
            let reached = self.state.with_untracked(|state| reach(state, &wanted));
            let place = match reached {
                Ok(()) => wanted,
                Err(instead) => {
                    self.nav.replace(&self.route(&instead));
                    instead
                }
            };
            let now = self.place.get_untracked();
            if now != place {
                self.arrive(&now, place);
            }
        });
    }

    fn arrive(self, from: &Place, place: Place) {
        if let Place::Row { page, row } = from {
            self.drop_empty_row(page, row);
        }
        self.removed.set(None);
        if place == Place::Review {
            self.returning.set(false);
        }
        self.hold.set(None);
        self.fault.set(None);
        let errors = self
            .next_summary
            .try_update_value(std::mem::take)
            .unwrap_or_default();
        self.summary.set(errors);
        self.place.set(place);
        // The draft remembers where the person was.
        self.saver.moved();
        spawn_local(async move {
            self.save_now().await;
        });
    }

    /// The route to a place of this draft.
    #[must_use]
    pub fn route(self, place: &Place) -> Route {
        let (service, draft) = self.saver.ids();
        Route::ApplyPage {
            service,
            draft,
            page: place.segment(),
        }
    }

    /// Goes to a place.
    pub fn go(self, place: &Place) {
        self.nav.go(&self.route(place));
    }

    /// What stands in a link to a place.
    #[must_use]
    pub fn href(self, place: &Place) -> String {
        self.nav.href(&self.route(place))
    }

    /// Applies an edit; what changed is saved after a while.
    pub fn apply(self, edit: Edit) -> Changes {
        let changes = self.state.edit(|state| state.apply(edit));
        if changes.accepted {
            self.hold.set(None);
            self.removed.set(None);
            self.edited();
        }
        changes
    }

    /// Removes a row, which can be brought back until something else is done.
    pub fn remove_row(self, at: &str, row: RowId, name: String) {
        self.summary.set(Vec::new());
        let at = at.to_owned();
        let edit = Edit::RemoveRow {
            at: at.clone(),
            row,
        };
        if self.apply(edit).accepted {
            self.announcer
                .say(untrack(|| tf(K::WizardRowRemoved, &[("name", &name)])));
            self.removed.set(Some((at, name)));
        }
    }

    /// Brings back the row that was removed last.
    pub fn restore_row(self) {
        let Some((_, name)) = self.removed.get_untracked() else {
            return;
        };
        let changes = self.state.edit(State::undo);
        self.removed.set(None);
        if changes.accepted {
            self.edited();
            self.announcer
                .say(untrack(|| tf(K::WizardRowRestored, &[("name", &name)])));
        }
    }

    /// The person left a question: tidies it, and says what is wrong with it, once; after
    /// the click where it was left by one, which would otherwise miss what it aimed at.
    pub fn touch(self, at: &str) {
        let at = at.to_owned();
        crate::browser::pointer::once_released(move || self.touch_now(&at));
    }

    fn touch_now(self, at: &str) {
        let look = |state: &State| {
            let shown = state
                .field(at)
                .and_then(|field| field.errors.into_iter().next());
            (shown, state.answer(at).cloned())
        };
        let Some(before) = self.state.try_with_untracked(look) else {
            return;
        };
        self.state.edit(|state| state.touch(at));
        let Some(after) = self.state.try_with_untracked(look) else {
            return;
        };
        if after.1 != before.1 {
            self.edited();
        }
        if let Some(error) = after.0.filter(|error| Some(error) != before.0.as_ref()) {
            self.announcer.say(untrack(|| self.words(&error)));
        }
    }

    /// Whether an input method is composing.
    #[must_use]
    pub fn is_composing(self) -> bool {
        self.composing.try_get_value().unwrap_or(false)
    }

    /// An input method began or ended composing.
    pub fn set_composing(self, composing: bool) {
        self.composing.try_set_value(composing);
    }

    /// The words of an error, tracked.
    #[must_use]
    pub fn words(self, error: &FieldError) -> String {
        self.definition
            .with_value(|definition| words_of(definition, error))
    }

    /// The service's name.
    #[must_use]
    pub fn service_name(self) -> Text {
        self.definition
            .with_value(|definition| definition.title.clone())
    }

    /// The id of the control of a question, unique to this mount.
    #[must_use]
    pub fn id(self, pointer: &str) -> String {
        self.prefix
            .with_value(|prefix| format!("{prefix}{}", pointer.replace('/', "-")))
    }

    /// What heads a page that there is.
    #[must_use]
    pub fn head_of(self, id: &str) -> Option<PageHead> {
        self.state.with_untracked(|state| state.head_of(id))
    }

    /// The group of a loop's page as it is now; the last known one while it is left.
    #[must_use]
    pub fn group(self, page: String) -> Memo<Option<GroupView>> {
        self.following(move |state| state.group_of(&page))
    }

    /// The repeating group at a pointer, in the same way.
    pub fn group_at(self, at: String) -> Memo<Option<GroupView>> {
        self.following(move |state| state.group_at(&at))
    }

    fn following(
        self,
        read: impl Fn(&State) -> Option<GroupView> + Send + Sync + 'static,
    ) -> Memo<Option<GroupView>> {
        Memo::new(move |before: Option<&Option<GroupView>>| {
            let now = self.state.with(&read);
            now.or_else(|| before.cloned().flatten())
        })
    }

    /// The person wants to go on from a page of questions or the cards of a loop.
    pub fn leave_page(self, id: &str) {
        if self.is_held() {
            return;
        }
        let errors = self
            .state
            .try_update(|state| state.leave_page(id))
            .unwrap_or_default();
        if !errors.is_empty() {
            self.show_errors(errors);
            return;
        }
        self.edited();
        let next = if self.returning.get_untracked() {
            self.state.with_untracked(State::first_faulty)
        } else {
            self.state.with_untracked(|state| state.next_page(id))
        };
        self.go(&next.map_or(Place::Review, Place::Page));
    }

    /// Whether something is under way that must end first.
    #[must_use]
    pub fn is_held(self) -> bool {
        if self.is_composing() {
            return true;
        }
        if self.is_uploading() {
            self.hold.set(Some(K::WizardUploadWait));
            self.announcer.say(untrack(|| t(K::WizardUploadWait)));
            return true;
        }
        false
    }

    /// Whether a file is on its way, which leaving would lose.
    pub(super) fn is_uploading(self) -> bool {
        self.uploading
            .try_get_untracked()
            .is_some_and(|count| count > 0)
    }

    /// A row that was added and left without an answer is none.
    fn drop_empty_row(self, page: &str, row: &RowAt) {
        let found = self.state.with_untracked(|state| {
            let row = row.find(state, page)?;
            (row.is_blank && row.can_go).then_some((row.group, row.id))
        });
        if let Some((at, row)) = found {
            self.apply(Edit::RemoveRow { at, row });
        }
    }
}

/// Pages before the one a draft was left on were left once, too.
fn leave_earlier_pages(state: &mut State, saved: Option<&str>) {
    let Some(saved) = saved.map(Place::parse) else {
        return;
    };
    let ids: Vec<String> = state.pages().into_iter().map(|page| page.id).collect();
    // A page that has vanished since says nothing about the others.
    if saved
        .page()
        .is_some_and(|page| !ids.iter().any(|id| id == page))
    {
        return;
    }
    for id in ids
        .iter()
        .take_while(|id| Some(id.as_str()) != saved.page())
    {
        state.leave_page(id);
    }
}
