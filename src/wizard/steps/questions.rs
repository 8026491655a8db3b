//! A page of questions.

use leptos::prelude::*;

use super::{actions, before, continue_button, form, head, told};
use crate::dom::View;
use crate::i18n::pick;
use crate::wizard::state::Wizard;
use crate::wizard::widgets::questions;

/// The questions of a page, one below the other.
pub(super) fn view(wizard: Wizard, id: String) -> View {
    let Some(page) = wizard.head_of(&id) else {
        return View::default();
    };
    let title = page.title.clone();
    let title = Signal::derive(move || pick(&title));
    let back = before(wizard, Some(&id));
    let asked = id.clone();
    let asked = Memo::new(move |_| wizard.state.with_lists(|state| state.asked(&asked)));
    let content =
        questions(wizard, move || asked.get()).and(actions(wizard, continue_button(wizard), back));
    head(wizard, title, told(page.intro)).and(form(wizard, content, move || wizard.leave_page(&id)))
}
