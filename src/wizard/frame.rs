//! What stands around every control: the question, help, what is wrong, where the
//! answer comes from; and the ids that tie them together.

use banshi_forms::FieldView;
use leptos::prelude::*;

use super::reading::of_field;
use super::state::Wizard;
use crate::components::{Icon, IconName};
use crate::i18n::{K, pick, t, tf};

/// A question with the ids of its parts.
#[derive(Clone, Copy)]
pub struct Ask {
    /// The wizard.
    pub wizard: Wizard,
    /// The question as it is now.
    pub field: Memo<FieldView>,
    /// What the control itself found wrong (a half-typed date, a file too large).
    pub local: RwSignal<Option<String>>,
    id: StoredValue<String>,
    pointer: StoredValue<String>,
}

impl Ask {
    /// For a question.
    #[must_use]
    pub fn new(wizard: Wizard, field: Memo<FieldView>) -> Self {
        let pointer = field.with_untracked(|field| field.pointer.clone());
        Self {
            wizard,
            field,
            local: RwSignal::new(None),
            id: StoredValue::new(wizard.id(&pointer)),
            pointer: StoredValue::new(pointer),
        }
    }

    /// Id of the control, or with a part's name of that part.
    #[must_use]
    pub fn id(self, part: &str) -> String {
        let id = self.id.get_value();
        if part.is_empty() {
            id
        } else {
            format!("{id}-{part}")
        }
    }

    /// Where the answer lies.
    #[must_use]
    pub fn pointer(self) -> String {
        self.pointer.try_get_value().unwrap_or_default()
    }

    /// The question, tracked.
    #[must_use]
    pub fn label(self) -> String {
        self.field.with(|field| {
            let label = pick(&field.label);
            match &field.unit {
                Some(unit) if !field.computed => tf(
                    K::WizardLabelUnit,
                    &[("label", &label), ("unit", &pick(unit))],
                ),
                _ => label,
            }
        })
    }

    /// What is wrong, tracked.
    #[must_use]
    pub fn error(self) -> Option<String> {
        self.local.get().or_else(|| {
            self.field
                .with(|field| field.errors.first().map(|error| self.wizard.words(error)))
        })
    }

    /// `aria-invalid`, tracked.
    #[must_use]
    pub fn invalid(self) -> Option<&'static str> {
        self.error().map(|_| "true")
    }

    /// `aria-required`, tracked.
    #[must_use]
    pub fn required(self) -> Option<&'static str> {
        self.field
            .with(|field| field.required && !field.locked)
            .then_some("true")
    }

    /// `aria-describedby`: all parts that are there, tracked.
    #[must_use]
    pub fn described(self) -> Option<String> {
        let mut parts = Vec::new();
        if self.error().is_some() {
            parts.push(self.id("error"));
        }
        self.field.with(|field| {
            if field.hint.is_some() {
                parts.push(self.id("hint"));
            }
            if source_key(field).is_some() {
                parts.push(self.id("source"));
            }
            if !field.warnings.is_empty() {
                parts.push(self.id("warning"));
            }
        });
        (!parts.is_empty()).then(|| parts.join(" "))
    }

    /// A question with one control: label above, what is wrong below.
    #[must_use]
    pub fn one(self, control: AnyView) -> AnyView {
        view! {
            <div class="field">
                <label class="label" id=self.id("label") for=self.id("")>
                    {move || self.label()}
                </label>
                {self.hint()}
                {control}
                {self.after()}
            </div>
        }
        .into_any()
    }

    /// A question that its control asks itself.
    #[must_use]
    pub fn bare(self, control: AnyView) -> AnyView {
        view! {
            <div class="field">
                {control}
                {self.hint()}
                {self.after()}
            </div>
        }
        .into_any()
    }

    /// A question with several controls.
    #[must_use]
    pub fn group(self, controls: AnyView) -> AnyView {
        view! {
            <fieldset class="field" aria-describedby=move || self.described()>
                <legend class="label" id=self.id("label")>{move || self.label()}</legend>
                {self.hint()}
                {controls}
                {self.after()}
            </fieldset>
        }
        .into_any()
    }

    /// An answer that is shown and not asked.
    #[must_use]
    pub fn told(self) -> AnyView {
        let words = Memo::new(move |_| self.field.with(of_field));
        let empty = Memo::new(move |_| words.with(String::is_empty));
        let words = move || {
            if empty.get() {
                t(K::WizardComputedWaiting)
            } else {
                words.get()
            }
        };
        view! {
            <div class="field">
                <span class="label" id=self.id("label")>{move || self.label()}</span>
                {self.hint()}
                <output
                    class="computed"
                    class:muted=move || empty.get()
                    id=self.id("")
                    tabindex="-1"
                    aria-labelledby=self.id("label")
                    aria-describedby=move || self.described()
                >
                    {words}
                </output>
                {self.after()}
            </div>
        }
        .into_any()
    }

    /// Help below the question.
    fn hint(self) -> AnyView {
        let hint = Memo::new(move |_| self.field.with(|field| field.hint.clone()));
        (move || {
            let hint = hint.get()?;
            Some(view! { <p class="hint" id=self.id("hint")>{move || pick(&hint)}</p> })
        })
        .into_any()
    }

    /// What is wrong, what to mind, where the answer comes from.
    fn after(self) -> AnyView {
        let error = Memo::new(move |_| self.error());
        let warning = Memo::new(move |_| {
            self.field
                .with(|field| field.warnings.first().map(|error| self.wizard.words(error)))
        });
        let source = Memo::new(move |_| self.field.with(source_key));
        let error = move || {
            error
                .get()
                .map(|words| view! { <p class="error-text" id=self.id("error")>{words}</p> })
        };
        let warning = move || {
            warning.get().map(|words| {
                view! {
                    <p class="notice notice-act" id=self.id("warning")>
                        <Icon name=IconName::AlertCircle/>
                        <span>{words}</span>
                    </p>
                }
            })
        };
        let source = move || {
            source.get().map(|key| {
                view! { <p class="hint" id=self.id("source")>{move || t(key)}</p> }
            })
        };
        view! {
            {error}
            {warning}
            {source}
        }
        .into_any()
    }
}

/// Where the answer comes from, if it is known.
fn source_key(field: &FieldView) -> Option<K> {
    let source = field.prefilled.as_deref()?;
    Some(match (source.starts_with("organisation."), field.locked) {
        (true, true) => K::WizardLockedOrganisation,
        (true, false) => K::WizardPrefilledOrganisation,
        (false, true) => K::WizardLockedPerson,
        (false, false) => K::WizardPrefilledPerson,
    })
}
