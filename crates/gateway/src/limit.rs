//! How often something may be tried: a count per key and window, in memory.

use std::collections::HashMap;
use std::sync::{Mutex, PoisonError};

use crate::clock::{Millis, Moment};

/// Keys remembered at once; beyond it those whose window is over are dropped, and if
/// that is not enough, all: forgetting is better than growing without end.
const MOST_KEYS: usize = 50_000;

/// Lets each key through `most` times per window.
#[derive(Debug)]
pub struct Limiter {
    most: u32,
    window: Millis,
    seen: Mutex<HashMap<String, (Moment, u32)>>,
}

impl Limiter {
    /// A limiter; `window` in milliseconds.
    #[must_use]
    pub fn new(most: u32, window: Millis) -> Self {
        Self {
            most,
            window,
            seen: Mutex::new(HashMap::new()),
        }
    }

    /// Counts a try.
    ///
    /// # Errors
    /// The seconds to wait, when it is one too many.
    pub fn take(&self, key: &str, now: Moment) -> Result<(), u64> {
        let mut seen = self.seen.lock().unwrap_or_else(PoisonError::into_inner);
        if seen.len() >= MOST_KEYS {
            seen.retain(|_, (since, _)| now.millis() - since.millis() < self.window);
            if seen.len() >= MOST_KEYS {
                seen.clear();
            }
        }
        let entry = seen.entry(key.to_owned()).or_insert((now, 0));
        if now.millis() - entry.0.millis() >= self.window {
            *entry = (now, 0);
        }
        if entry.1 >= self.most {
            let left = self.window - (now.millis() - entry.0.millis());
            return Err(u64::try_from(left.max(0))
                .unwrap_or(0)
                .div_ceil(1000)
                .max(1));
        }
        entry.1 += 1;
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn counts_by_key_and_forgets_after_the_window() {
        let limiter = Limiter::new(2, 60_000);
        let now = Moment::from_millis(1_000_000);
        assert_eq!(limiter.take("a", now), Ok(()));
        assert_eq!(limiter.take("a", now), Ok(()));
        assert_eq!(limiter.take("a", now.plus_millis(10_000)), Err(50));
        assert_eq!(limiter.take("b", now), Ok(()));
        assert_eq!(limiter.take("a", now.plus_millis(60_000)), Ok(()));
    }
}
