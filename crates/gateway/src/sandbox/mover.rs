//! The hand that moves the sandbox's cases.

use std::sync::Arc;
use std::time::Duration;

use crate::cases::engine;
use crate::clock::Clock;
use crate::config::DEFAULT_SANDBOX_STEP_S;
use crate::store::{Store, StoreResult};

/// The setting that holds the seconds a case rests; 0: it is never moved.
pub const PACE: &str = "sandbox.pace";

/// How often it looks. The pace is in whole seconds.
const LOOKS_EVERY: Duration = Duration::from_millis(250);

/// The pace now, in seconds; none when it is off.
///
/// # Errors
/// The store failed.
pub async fn pace(store: &dyn Store) -> StoreResult<Option<u64>> {
    let stored = store.setting(PACE).await?;
    let seconds = stored
        .and_then(|text| text.parse().ok())
        .unwrap_or(DEFAULT_SANDBOX_STEP_S);
    Ok((seconds > 0).then_some(seconds))
}

/// Moves every case that has rested long enough one step on; how many it moved.
///
/// # Errors
/// The store failed.
pub async fn move_once(store: &dyn Store, clock: &dyn Clock) -> StoreResult<usize> {
    let Some(seconds) = pace(store).await? else {
        return Ok(0);
    };
    let now = clock.now();
    let rested = i64::try_from(seconds)
        .unwrap_or(i64::MAX)
        .saturating_mul(1000);
    let mut moved = 0;
    for record in store.cases_at_rest(now.plus_millis(-rested)).await? {
        let Some(action) = engine::next_by_itself(&record) else {
            continue;
        };
        match engine::act(&record, action, None, now) {
            // Somebody else may have moved it meanwhile: then it is left for later.
            Ok(step) => moved += usize::from(store.case_step(record.seq, &step, &[], now).await?),
            Err(refusal) => tracing::warn!(case = record.case.id, %refusal, "the sandbox is stuck"),
        }
    }
    Ok(moved)
}

/// Moves cases for as long as the server runs.
pub async fn run(store: Arc<dyn Store>, clock: Arc<dyn Clock>) {
    loop {
        tokio::time::sleep(LOOKS_EVERY).await;
        if let Err(error) = move_once(&*store, &*clock).await {
            tracing::error!(%error, "the sandbox could not move its cases");
        }
    }
}
