//! A page of questions.

use leptos::prelude::*;

use super::{actions, before, continue_button, form, head};
use crate::i18n::pick;
use crate::wizard::state::Wizard;
use crate::wizard::widgets::questions;

/// The questions of a page, one below the other.
pub(super) fn view(wizard: Wizard, id: String) -> AnyView {
    let page = wizard.page(id.clone());
    let title = Signal::derive(move || {
        page.with(|page| {
            page.as_ref()
                .map(|page| pick(&page.summary.title))
                .unwrap_or_default()
        })
    });
    let intro = Signal::derive(move || page.with(|page| page.as_ref()?.intro.as_ref().map(pick)));
    let fields = Memo::new(move |_| {
        page.with(|page| {
            page.as_ref()
                .map(|page| page.fields.clone())
                .unwrap_or_default()
        })
    });
    let back = before(wizard, Some(&id));
    let content = view! {
        {questions(wizard, fields)}
        {actions(wizard, continue_button(wizard), back)}
    };
    view! {
        {head(wizard, title, intro)}
        {form(content.into_any(), move || wizard.leave_page(&id))}
    }
    .into_any()
}
