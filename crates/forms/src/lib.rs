//! The form engine: definition → answers → state → view. A [`Definition`] is linted
//! when it is loaded; a [`State`] holds answers, takes [`Edit`]s and re-evaluates only
//! what depends on them; views ([`PageView`], [`FieldView`], [`ReviewSection`]) are
//! plain data for the page to paint; [`check`] and [`accept`] are the same rules for
//! the gateway. No I/O, no DOM, no clock: the date comes in with [`Context`]. An error
//! is a `banshi_contract::FieldError`; its words are found with [`error_words`].

#[macro_use]
mod finding;
// What the lint alone needs is at hand without it too.
#[cfg_attr(
    not(feature = "lint"),
    allow(unused_variables, unused_imports, dead_code)
)]
mod definition;
#[cfg_attr(not(feature = "lint"), allow(unused_variables))]
mod logic;
mod order;
pub mod pointer;
#[cfg(feature = "lint")]
mod prepare;
pub mod schema;
mod state;
mod view;
mod words;

pub use definition::Definition;
pub use finding::Finding;
pub use logic::json_logic;
#[cfg(feature = "lint")]
pub use prepare::prepare;
pub use state::{Changes, Context, Edit, PageHead, RowHead, State, accept, check};
pub use view::*;
pub use words::{ERROR_KEYS, ErrorWords, error_words, is_warning};

#[cfg(test)]
mod tests;
