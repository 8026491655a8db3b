//! A list whose rows stay as long as their key does, and with them the focus and whatever
//! is open in them.

use std::sync::Arc;

use leptos::prelude::*;

/// What makes a row.
type Make = Arc<dyn Fn() -> AnyView + Send + Sync>;

/// A row: one kind for all lists, so that the page carries the code for one.
#[derive(Clone)]
pub struct Row {
    key: String,
    make: Make,
}

impl Row {
    /// A row that is made once, and anew when its key is another.
    pub fn new(key: String, make: impl Fn() -> AnyView + Send + Sync + 'static) -> Self {
        Self {
            key,
            make: Arc::new(make),
        }
    }
}

/// The rows, without a list around them.
pub fn rows(all: impl Fn() -> Vec<Row> + Send + Sync + 'static) -> AnyView {
    let all: Box<dyn Fn() -> Vec<Row> + Send + Sync> = Box::new(all);
    view! {
        <For each=all key=|row| row.key.clone() let(row)>
            {(row.make)()}
        </For>
    }
    .into_any()
}
