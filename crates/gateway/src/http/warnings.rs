//! What a check would rather have looked at once more, though it holds nobody up.

use std::sync::Arc;

use banshi_contract::{Draft, FieldError};
use banshi_forms::{Context, State};

use super::App;
use super::drafts::form_of;
use crate::sandbox::people::Person;

/// The warnings of a draft's answers, regions of identity numbers among them where this
/// gateway has a table of regions; none where its form can't take them any more.
pub(super) fn of(app: &App, person: &Person, draft: &Draft) -> Vec<FieldError> {
    let catalogue = app.content.now();
    let Some(form) = form_of(&catalogue, &draft.service_id) else {
        return Vec::new();
    };
    let definition = Arc::clone(&form.definition);
    let Ok(answers) = definition.migrate(draft.form_version, draft.answers.clone()) else {
        return Vec::new();
    };
    let context = Context {
        today: app.clock.now().date().to_string(),
        known: person.prefill(),
    };
    let mut state = State::new(definition, context, answers);
    if let Some(tables) = &app.regions {
        state.know_regions(tables.known());
    }
    state.warnings()
}
