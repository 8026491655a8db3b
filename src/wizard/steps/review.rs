//! Everything answered, to check once more: each answer leads back to its question, and
//! from there back here. Then it is submitted.

use banshi_forms::{Answer, ReviewAnswer, ReviewRow, ReviewSection};
use leptos::prelude::*;

use super::{actions, before, form, head, plain_button};
use crate::components::fault::words as fault_words;
use crate::components::{IconName, icon};
use crate::dom::{El, View, el, live};
use crate::i18n::{K, pick, t, tf};
use crate::navigate::link;
use crate::wizard::frame::wrong;
use crate::wizard::place::{Place, RowAt};
use crate::wizard::reading::of_answer;
use crate::wizard::state::{SubmitFault, Wizard};
use crate::wizard::words::plain;

/// The review.
pub(super) fn view(wizard: Wizard) -> View {
    let sections = Memo::new(move |_| wizard.state.with(banshi_forms::State::review));
    let sections = live(move || {
        let all = sections.get().into_iter();
        View::of(all.map(|part| section(wizard, part)))
    });
    let words = move || {
        t(if wizard.submitting.get() {
            K::WizardSubmitting
        } else {
            K::WizardSubmit
        })
    };
    let primary = el("button")
        .attr("type", "submit")
        .class("btn")
        .live_attr("aria-busy", move || {
            wizard.submitting.get().then(|| "true".into())
        })
        .kid(icon(IconName::Send))
        .kid(el("span").say(words));
    let content = sections
        .and(fault(wizard))
        .and(actions(wizard, primary, before(wizard, None)));
    let title = Signal::derive(|| t(K::WizardReview));
    let intro = el("p").words(K::WizardReviewIntro);
    head(wizard, title, Some(intro)).and(form(wizard, content, move || wizard.submit()))
}

fn section(wizard: Wizard, part: ReviewSection) -> View {
    let ReviewSection {
        page,
        title,
        row,
        answers,
    } = part;
    let heading = match &row {
        None => Signal::derive(move || pick(&title)),
        Some(row) => {
            let row = row.clone();
            Signal::derive(move || row_heading(&row))
        }
    };
    let place_of = |answer: &ReviewAnswer| {
        wizard
            .state
            .with_untracked(|state| Place::of_pointer(state, &answer.pointer))
    };
    let place = match &row {
        Some(row) => answers
            .first()
            .and_then(place_of)
            .unwrap_or_else(|| Place::Row {
                page,
                row: RowAt::outer(row.outermost().index),
            }),
        None => Place::Page(page),
    };
    // A loop without rows has nothing else that leads back to it.
    let whole = answers
        .is_empty()
        .then(|| change(wizard, place.clone(), None, heading));
    let rows = answers
        .into_iter()
        .map(|answer| answer_row(wizard, &place, answer));
    el("section")
        .class("review")
        .kid(el("h2").say(move || heading.get()))
        .kid(whole)
        .kid(el("dl").kid(View::of(rows)))
        .into()
}

/// What a row is called: which one, its name, and in which row it is.
fn row_heading(row: &ReviewRow) -> String {
    let number = (row.index + 1).to_string();
    let numbered = tf(
        K::WizardRowNumber,
        &[("item", &pick(&row.item_label)), ("n", &number)],
    );
    let outer = row.within.as_deref().map(row_heading);
    let name = Some(row.title.clone()).filter(|name| !name.is_empty());
    let parts: Vec<String> = [outer, Some(numbered), name]
        .into_iter()
        .flatten()
        .collect();
    parts.join(&t(K::WizardParts))
}

fn answer_row(wizard: Wizard, place: &Place, one: ReviewAnswer) -> View {
    let ReviewAnswer {
        pointer,
        label,
        answer,
        changeable,
        errors,
    } = one;
    let muted = answer == Answer::None;
    let name = Signal::derive(move || plain(&pick(&label)).to_owned());
    let errors = errors
        .into_iter()
        .map(|error| wrong(el("span").say(move || wizard.words(&error))).into());
    let change = changeable.then(|| {
        let link = change(wizard, place.clone(), Some(pointer), name);
        el("dd").class("review-change no-print").kid(link)
    });
    let told = el("dd")
        .maybe("class", muted.then_some("muted"))
        .kid(el("span").say(move || of_answer(&answer)))
        .kid(View::of(errors));
    el("div")
        .class("review-row")
        .kid(el("dt").say(move || name.get()))
        .kid(told)
        .kid(change)
        .into()
}

fn change(wizard: Wizard, place: Place, pointer: Option<String>, name: Signal<String>) -> El {
    let href = wizard.href(&place);
    let open = move || {
        wizard.returning.set(true);
        match &pointer {
            Some(pointer) => wizard.open_at(pointer, Vec::new()),
            None => wizard.go(&place),
        }
    };
    let named = move || {
        Some(tf(
            K::WizardRowNamed,
            &[("action", &t(K::WizardChange)), ("name", &name.get())],
        ))
    };
    link(href, open)
        .live_attr("aria-label", named)
        .words(K::WizardChange)
}

/// Why it was not submitted, and what to do.
fn fault(wizard: Wizard) -> View {
    live(move || {
        let Some(fault) = wizard.fault.get() else {
            return View::default();
        };
        let (title, detail, reference) = match fault {
            SubmitFault::Unsaved(reference) => {
                (K::FaultUnreachableTitle, K::WizardSubmitUnsaved, reference)
            }
            SubmitFault::FormChanged => (K::WizardFormChangedTitle, K::WizardFormChanged, None),
            SubmitFault::Api(error) => (
                fault_words(&error).0,
                K::WizardSubmitFailed,
                Some(error.reference),
            ),
        };
        let reload = (title == K::WizardFormChangedTitle).then(|| {
            plain_button(K::WizardReload, move || wizard.reload.run(())).class("btn btn-quiet")
        });
        let reference = reference.map(|reference| {
            let words = move || tf(K::FaultReference, &[("reference", &reference)]);
            el("p").class("reference-note").say(words)
        });
        let body = el("div")
            .class("notice-body")
            .kid(el("p").class("notice-title").words(title))
            .kid(el("p").words(detail))
            .kid(reload)
            .kid(reference);
        el("div")
            .class("notice notice-bad")
            .attr("role", "alert")
            .kid(icon(IconName::AlertTriangle))
            .kid(body)
            .into()
    })
}
