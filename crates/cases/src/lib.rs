//! What a case means to a person: how far it is, what comes next, what they must do
//! and by when, how it came out, in which order their cases matter, what changed since they last
//! looked, what was handed in, and its timeline. Pure functions over the contract's types; no clock
//! (today is an argument), no I/O, and no words: the page has the words for each
//! value. Progress is never assumed to go forward only, and what nobody mapped
//! (`CaseStatus::Unknown`) stays in sight.

mod changes;
mod deadline;
mod due;
mod instant;
mod lookup;
mod materials;
mod order;
mod progress;
mod timeline;
mod verdict;

pub use changes::{Change, changes};
pub use deadline::{Deadline, deadline};
pub use due::{Due, due, task_due};
pub use instant::seconds_since_epoch;
pub use lookup::{CHECK_LENGTH, lookup_check, lookup_reference};
pub use materials::{Material, materials};
pub use order::{Need, RECENT_DAYS, is_active, needs_you, ordered};
pub use progress::{Progress, current_phase, next_phase, progress};
pub use timeline::{Gap, Timeline, timeline};
pub use verdict::{Verdict, verdict};
