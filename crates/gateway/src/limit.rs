//! How often something may be tried: a count per key and window, in memory.

use std::collections::{HashMap, VecDeque};
use std::sync::{Arc, Mutex, PoisonError};

use crate::clock::{Millis, Moment};

pub mod address;

/// Keys remembered at once; beyond it the oldest is dropped: forgetting one is better
/// than growing without end, and better than forgetting all.
const MOST_KEYS: usize = 50_000;

/// Lets each key through `most` times per window.
#[derive(Debug)]
pub struct Limiter {
    most: u32,
    window: Millis,
    most_keys: usize,
    seen: Mutex<Seen>,
}

#[derive(Debug, Default)]
struct Seen {
    /// When a key's window began and how often it was tried since.
    counts: HashMap<Arc<str>, (Moment, u32)>,
    /// The windows in the order in which they began; each ends before its key's next.
    order: VecDeque<(Moment, Arc<str>)>,
}

impl Seen {
    fn drop_oldest(&mut self) {
        if let Some((_, key)) = self.order.pop_front() {
            self.counts.remove(&key);
        }
    }
}

impl Limiter {
    /// A limiter; `window` in milliseconds.
    #[must_use]
    pub fn new(most: u32, window: Millis) -> Self {
        Self {
            most,
            window,
            most_keys: MOST_KEYS,
            seen: Mutex::default(),
        }
    }

    /// Counts a try.
    ///
    /// # Errors
    /// The seconds to wait, when it is one too many.
    pub fn take(&self, key: &str, now: Moment) -> Result<(), u64> {
        let mut seen = self.seen.lock().unwrap_or_else(PoisonError::into_inner);
        let over = |since: Moment| now.millis() - since.millis() >= self.window;
        while seen.order.front().is_some_and(|(since, _)| over(*since)) {
            seen.drop_oldest();
        }
        if let Some((since, count)) = seen.counts.get_mut(key) {
            if *count >= self.most {
                let left = self.window - (now.millis() - since.millis());
                return Err(u64::try_from(left.max(0))
                    .unwrap_or(0)
                    .div_ceil(1000)
                    .max(1));
            }
            *count += 1;
            return Ok(());
        }
        while seen.order.len() >= self.most_keys {
            seen.drop_oldest();
        }
        let key: Arc<str> = key.into();
        seen.counts.insert(Arc::clone(&key), (now, 1));
        seen.order.push_back((now, key));
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

    #[test]
    fn when_it_is_full_the_oldest_is_forgotten_and_nobody_else() {
        let limiter = Limiter {
            most_keys: 3,
            ..Limiter::new(1, 60_000)
        };
        let at = |second: i64| Moment::from_millis(1_000_000 + second * 1000);
        for (second, key) in (0..).zip(["a", "b", "c", "d"]) {
            assert_eq!(limiter.take(key, at(second)), Ok(()));
        }
        for key in ["b", "c", "d"] {
            assert!(limiter.take(key, at(5)).is_err(), "{key}");
        }
        assert_eq!(limiter.take("a", at(5)), Ok(()));
        assert!(limiter.take("c", at(5)).is_err());
        // What is over makes room by itself.
        assert_eq!(limiter.take("e", at(63)), Ok(()));
        assert!(limiter.take("a", at(63)).is_err());
    }
}
