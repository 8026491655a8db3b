//! Views where bytes and time are counted: elements made one by one through the same
//! few functions, kept true by Leptos' own effects. What `view!` makes is a type of its
//! own for each shape, with all its code again; here every shape is the same code. See
//! `docs/decisions/0007`.
//!
//! A [`View`] is made once, when its function is called. What changes later is given as
//! a closure that reads signals: [`El::say`], [`El::live_attr`], [`live`], [`list`]. It
//! belongs to the owner it is made in and ends with it.

mod element;
mod host;
mod list;
mod live;

pub use element::{El, View, el, set_attr};
pub use host::host;
pub use list::list;
pub use live::{effect, live};
