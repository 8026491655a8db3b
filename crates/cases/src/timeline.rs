//! The timeline of a case.

use banshi_contract::CaseEvent;

/// The events of a case as a person reads them.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Timeline<'a> {
    /// Newest first, each number once.
    pub events: Vec<&'a CaseEvent>,
    /// Numbers that are missing among them, newest first: load them, or say that
    /// earlier events are not shown.
    pub gaps: Vec<Gap>,
}

/// Numbers of events that are missing, both ends included.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Gap {
    /// The first missing one.
    pub from: u64,
    /// The last missing one.
    pub to: u64,
}

/// Puts events into their order, newest first, whatever order and how often they
/// came. Of two with the same number the one that came later in `events` stands: the
/// gateway may have mended it. Numbers begin with 1 and have no gaps, so a missing
/// number is one that has not come.
#[must_use]
pub fn timeline(events: &[CaseEvent]) -> Timeline<'_> {
    let mut newest_first: Vec<_> = events.iter().rev().collect();
    // Stable, and the list was turned round: of equals the later one comes first.
    newest_first.sort_by_key(|event| std::cmp::Reverse(event.seq));
    newest_first.dedup_by_key(|event| event.seq);
    let mut gaps = Vec::new();
    let older = newest_first.iter().skip(1).map(|event| event.seq);
    for (newer, older) in newest_first.iter().zip(older.chain([0])) {
        if newer.seq > older + 1 {
            gaps.push(Gap {
                from: older + 1,
                to: newer.seq - 1,
            });
        }
    }
    Timeline {
        events: newest_first,
        gaps,
    }
}
