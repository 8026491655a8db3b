//! What can be told of the day by which a case is to be done.

use banshi_contract::{Case, ClockState};

/// The last day of a case, as far as it is known.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Deadline<'a> {
    /// This day, `YYYY-MM-DD`.
    On {
        /// The day.
        day: &'a str,
        /// Whether it may still move, and is not to be told as firm.
        estimated: bool,
    },
    /// None yet: the days count from acceptance (受理), which is still to come.
    OnceAccepted {
        /// Working days promised from then on, where that is known.
        days: Option<u32>,
    },
    /// None, and nothing tells that there will be one.
    Unknown,
}

/// By when a case is to be done, whether or not it has ended since.
#[must_use]
pub fn deadline(case: &Case) -> Deadline<'_> {
    let clock = &case.clock;
    match &clock.due_at {
        Some(day) => Deadline::On {
            day,
            estimated: clock.estimated,
        },
        None if clock.state == ClockState::Waiting && !case.status.is_final() => {
            Deadline::OnceAccepted {
                days: clock.promised_days,
            }
        }
        None => Deadline::Unknown,
    }
}
