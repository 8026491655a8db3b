//! What stands around every control: the question, help, what is wrong, where the
//! answer comes from; and the ids that tie them together.

use banshi_forms::FieldView;
use leptos::prelude::*;
use web_sys::Element;

use super::reading::of_field;
use super::state::Wizard;
use crate::components::{IconName, icon};
use crate::dom::{El, View, effect, el, set_attr};
use crate::i18n::{K, pick, t, tf};

/// A question with the ids of its parts.
#[derive(Clone, Copy)]
pub struct Ask {
    /// The wizard.
    pub wizard: Wizard,
    /// The question as it is now.
    pub field: RwSignal<FieldView>,
    /// What the control itself found wrong (a half-typed date, a file too large).
    pub local: RwSignal<Option<String>>,
    id: StoredValue<String>,
    pointer: StoredValue<String>,
}

/// What is said about a question besides itself, in the order of its places.
#[derive(PartialEq)]
struct Said {
    error: Option<String>,
    warning: Option<String>,
    source: Option<String>,
}

impl Ask {
    /// For a question.
    #[must_use]
    pub fn new(wizard: Wizard, field: RwSignal<FieldView>) -> Self {
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
        let mut id = self.id.get_value();
        if !part.is_empty() {
            id.push('-');
            id.push_str(part);
        }
        id
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

    fn said(self) -> Said {
        Said {
            error: self.error(),
            warning: self
                .field
                .with(|field| field.warnings.first().map(|error| self.wizard.words(error))),
            source: self.field.with(source_key).map(t),
        }
    }

    /// A question with one control: label above, `below` and what is wrong below.
    #[must_use]
    pub fn one(self, control: &El, whole: impl Into<View>) -> View {
        let label = el("label")
            .class("label")
            .attr("id", &self.id("label"))
            .attr("for", &self.id(""));
        let field = el("div").class("field").kid(label.clone());
        let field = self.hint(field).kid(whole);
        self.follow(Some(label), control, true, &field);
        field.into()
    }

    /// A question that its control asks itself, in `label`.
    #[must_use]
    pub fn bare(self, control: &El, label: El, whole: El) -> View {
        let field = self.hint(el("div").class("field").kid(whole));
        self.follow(Some(label), control, true, &field);
        field.into()
    }

    /// A question with several controls.
    #[must_use]
    pub fn group(self, controls: impl Into<View>) -> View {
        let legend = el("legend").class("label").attr("id", &self.id("label"));
        let field = el("fieldset").class("field").kid(legend.clone());
        let field = self.hint(field).kid(controls);
        self.follow(Some(legend), &field, false, &field);
        field.into()
    }

    /// An answer that is shown and not asked.
    #[must_use]
    pub fn told(self) -> View {
        let label = el("span").class("label").attr("id", &self.id("label"));
        let output = el("output")
            .class("computed")
            .attr("id", &self.id(""))
            .attr("tabindex", "-1")
            .attr("aria-labelledby", &self.id("label"));
        let told = output.element().clone();
        effect(move || {
            let words = self.field.with(of_field);
            let _ = told
                .class_list()
                .toggle_with_force("muted", words.is_empty());
            let words = if words.is_empty() {
                t(K::WizardComputedWaiting)
            } else {
                words
            };
            told.set_text_content(Some(&words));
        });
        let field = el("div").class("field").kid(label.clone());
        let field = self.hint(field).kid(output.clone());
        self.follow(Some(label), &output, false, &field);
        field.into()
    }

    /// Help below the question.
    fn hint(self, field: El) -> El {
        let hint = self.field.with_untracked(|field| field.hint.clone());
        field.kid(hint.map(|hint| {
            el("p")
                .class("hint")
                .attr("id", &self.id("hint"))
                .say(move || pick(&hint))
        }))
    }

    /// Keeps the question, what is said about it, and what its control tells assistive
    /// technology true, all in one effect: a page may have thousands of questions.
    fn follow(self, label: Option<El>, control: &El, states: bool, field: &El) {
        let control = control.element().clone();
        let field = field.element().clone();
        let mut asked = String::new();
        let mut said: Option<Said> = None;
        let mut parts: [Option<Element>; 3] = [None, None, None];
        effect(move || {
            let words = self.label();
            if let Some(label) = &label
                && words != asked
            {
                label.element().set_text_content(Some(&words));
                asked = words;
            }
            if states {
                let required = self.field.with(|field| field.required && !field.locked);
                let required = required.then_some("true");
                set_attr(&control, "aria-required", required);
            }
            let now = self.said();
            if said.as_ref() != Some(&now) {
                self.say(&now, &mut parts, &field);
                if states {
                    let invalid = now.error.as_ref().map(|_| "true");
                    set_attr(&control, "aria-invalid", invalid);
                }
                let described = self.described(&now);
                set_attr(&control, "aria-describedby", described.as_deref());
                said = Some(now);
            }
        });
    }

    /// `aria-describedby`: all parts that are there.
    fn described(self, said: &Said) -> Option<String> {
        let hint = self.field.with_untracked(|field| field.hint.is_some());
        let there = [
            ("error", said.error.is_some()),
            ("hint", hint),
            ("source", said.source.is_some()),
            ("warning", said.warning.is_some()),
        ];
        let mut parts = String::new();
        for (name, _) in there.into_iter().filter(|(_, there)| *there) {
            if !parts.is_empty() {
                parts.push(' ');
            }
            parts.push_str(&self.id(name));
        }
        (!parts.is_empty()).then_some(parts)
    }

    /// Brings what is said at the end of the field up to date. What changed is made
    /// anew; the order is error, warning, source.
    fn say(self, now: &Said, parts: &mut [Option<Element>; 3], field: &Element) {
        for part in parts.iter_mut() {
            if let Some(part) = part.take() {
                part.remove();
            }
        }
        let error = now
            .error
            .as_ref()
            .map(|words| wrong(el("span").text(words)).attr("id", &self.id("error")));
        let warning = now.warning.as_ref().map(|words| {
            el("p")
                .class("notice notice-act")
                .attr("id", &self.id("warning"))
                .kid(icon(IconName::AlertCircle))
                .kid(el("span").text(words))
        });
        let source = now.source.as_ref().map(|words| {
            el("p")
                .class("hint")
                .attr("id", &self.id("source"))
                .text(words)
        });
        for (place, part) in parts.iter_mut().zip([error, warning, source]) {
            if let Some(part) = part {
                let _ = field.append_child(part.element());
                *place = Some(part.element().clone());
            }
        }
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

/// What is wrong, in words behind the icon of it.
pub fn wrong(words: El) -> El {
    el("p")
        .class("error-text")
        .kid(icon(IconName::AlertCircle))
        .kid(words)
}
