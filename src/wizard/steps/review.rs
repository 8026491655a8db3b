//! Everything answered, to check once more: each answer leads back to its question, and
//! from there back here. Then it is submitted.

use banshi_forms::{Answer, ReviewAnswer, ReviewRow, ReviewSection};
use leptos::prelude::*;

use super::{actions, before, form, head};
use crate::components::fault::words as fault_words;
use crate::components::{Icon, IconName};
use crate::i18n::{K, pick, t, tf};
use crate::navigate::is_plain;
use crate::wizard::place::{Place, RowAt};
use crate::wizard::reading::of_answer;
use crate::wizard::state::{SubmitFault, Wizard};
use crate::wizard::words::plain;

/// The review.
pub(super) fn view(wizard: Wizard) -> AnyView {
    let sections = Memo::new(move |_| wizard.state.with(banshi_forms::State::review));
    let sections = move || {
        sections
            .get()
            .into_iter()
            .map(|part| section(wizard, part))
            .collect_view()
    };
    let title = Signal::derive(|| t(K::WizardReview));
    let intro = Signal::derive(|| Some(t(K::WizardReviewIntro)));
    let words = move || {
        t(if wizard.submitting.get() {
            K::WizardSubmitting
        } else {
            K::WizardSubmit
        })
    };
    let primary = view! {
        <button
            type="submit"
            class="btn"
            aria-busy=move || wizard.submitting.get().then_some("true")
        >
            <Icon name=IconName::Send/>
            {words}
        </button>
    };
    let content = view! {
        {sections}
        {fault(wizard)}
        {actions(wizard, primary.into_any(), before(wizard, None))}
    };
    view! {
        {head(wizard, title, intro)}
        {form(content.into_any(), move || wizard.submit())}
    }
    .into_any()
}

fn section(wizard: Wizard, part: ReviewSection) -> AnyView {
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
    let whole = answers.is_empty().then(|| {
        let name = Signal::derive(move || heading.get());
        change(wizard, place.clone(), None, name)
    });
    let rows = answers
        .into_iter()
        .map(|answer| answer_row(wizard, &place, answer))
        .collect_view();
    view! {
        <section class="review">
            <h2>{move || heading.get()}</h2>
            {whole}
            <dl>{rows}</dl>
        </section>
    }
    .into_any()
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

fn answer_row(wizard: Wizard, place: &Place, one: ReviewAnswer) -> AnyView {
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
        .map(|error| view! { <p class="error-text">{move || wizard.words(&error)}</p> })
        .collect_view();
    let change = changeable.then(|| change(wizard, place.clone(), Some(pointer), name));
    view! {
        <div class="review-row">
            <dt>{move || name.get()}</dt>
            <dd class:muted=muted>
                {move || of_answer(&answer)}
                {errors}
            </dd>
            {change.map(|link| view! { <dd class="review-change no-print">{link}</dd> })}
        </div>
    }
    .into_any()
}

fn change(wizard: Wizard, place: Place, pointer: Option<String>, name: Signal<String>) -> AnyView {
    let href = wizard.href(&place);
    let open = move |event: web_sys::MouseEvent| {
        if !is_plain(&event) {
            return;
        }
        event.prevent_default();
        wizard.returning.set(true);
        match &pointer {
            Some(pointer) => wizard.open_at(pointer, Vec::new()),
            None => wizard.go(&place),
        }
    };
    let named = move || {
        tf(
            K::WizardRowNamed,
            &[("action", &t(K::WizardChange)), ("name", &name.get())],
        )
    };
    view! {
        <a href=href aria-label=named on:click=open>
            {move || t(K::WizardChange)}
        </a>
    }
    .into_any()
}

/// Why it was not submitted, and what to do.
fn fault(wizard: Wizard) -> AnyView {
    let shown = move || {
        let fault = wizard.fault.get()?;
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
            view! {
                <button type="button" class="btn btn-quiet" on:click=move |_| wizard.reload.run(())>
                    {move || t(K::WizardReload)}
                </button>
            }
        });
        let reference = reference.map(|reference| {
            let words = move || tf(K::FaultReference, &[("reference", &reference)]);
            view! { <p class="reference-note">{words}</p> }
        });
        Some(view! {
            <div class="notice notice-bad" role="alert">
                <Icon name=IconName::AlertTriangle/>
                <div class="notice-body">
                    <p class="notice-title">{move || t(title)}</p>
                    <p>{move || t(detail)}</p>
                    {reload}
                    {reference}
                </div>
            </div>
        })
    };
    shown.into_any()
}
