//! What time it is: injected, so that tests can move it.

use std::sync::atomic::{AtomicI64, Ordering};

use banshi_workdays::Date;
use time::format_description::well_known::Rfc3339;
use time::{Duration, OffsetDateTime, UtcOffset};

/// Asia/Shanghai. China has had no summer time since 1991 and is in no other zone.
const SHANGHAI: UtcOffset = match UtcOffset::from_hms(8, 0, 0) {
    Ok(offset) => offset,
    Err(_) => UtcOffset::UTC,
};

/// Milliseconds since 1970-01-01T00:00:00Z.
pub type Millis = i64;

/// Tells the time.
pub trait Clock: Send + Sync {
    /// Now.
    fn now(&self) -> Moment;
}

/// A moment, with what the contract needs of it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Moment(Millis);

impl Moment {
    /// From milliseconds since 1970.
    #[must_use]
    pub fn from_millis(millis: Millis) -> Self {
        Self(millis)
    }

    /// From RFC 3339; none when it is not.
    #[must_use]
    pub fn parse(text: &str) -> Option<Self> {
        let time = OffsetDateTime::parse(text, &Rfc3339).ok()?;
        Some(Self(
            i64::try_from(time.unix_timestamp_nanos() / 1_000_000).ok()?,
        ))
    }

    /// Milliseconds since 1970.
    #[must_use]
    pub fn millis(self) -> Millis {
        self.0
    }

    /// Later by so many milliseconds (earlier when negative).
    #[must_use]
    pub fn plus_millis(self, millis: Millis) -> Self {
        Self(self.0.saturating_add(millis))
    }

    /// RFC 3339 with the service's offset, to the second.
    #[must_use]
    pub fn rfc3339(self) -> String {
        self.local().format(&Rfc3339).unwrap_or_default()
    }

    /// The calendar date in the service's zone.
    #[must_use]
    pub fn date(self) -> Date {
        let days = self.0.saturating_add(8 * 3_600_000).div_euclid(86_400_000);
        Date::from_days_since_epoch(i32::try_from(days).unwrap_or(0))
    }

    fn local(self) -> OffsetDateTime {
        let time = OffsetDateTime::from_unix_timestamp(self.0.div_euclid(1000))
            .unwrap_or(OffsetDateTime::UNIX_EPOCH);
        time.to_offset(SHANGHAI)
    }
}

/// The machine's clock.
#[derive(Clone, Copy, Debug, Default)]
pub struct SystemClock;

impl Clock for SystemClock {
    fn now(&self) -> Moment {
        let nanos = OffsetDateTime::now_utc().unix_timestamp_nanos();
        Moment(i64::try_from(nanos / 1_000_000).unwrap_or(0))
    }
}

/// A clock that stands until it is moved: for tests.
#[derive(Debug)]
pub struct ManualClock(AtomicI64);

impl ManualClock {
    /// Stands at this moment.
    #[must_use]
    pub fn at(moment: Moment) -> Self {
        Self(AtomicI64::new(moment.0))
    }

    /// Moves on.
    pub fn advance(&self, by: Duration) {
        let millis = i64::try_from(by.whole_milliseconds()).unwrap_or(0);
        self.0.fetch_add(millis, Ordering::SeqCst);
    }
}

impl Clock for ManualClock {
    fn now(&self) -> Moment {
        Moment(self.0.load(Ordering::SeqCst))
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, reason = "a test may fail loudly")]
    use super::*;

    #[test]
    fn a_day_begins_at_midnight_in_shanghai() {
        let before = Moment::parse("2026-11-23T15:59:59Z").unwrap();
        let after = Moment::parse("2026-11-23T16:00:00Z").unwrap();
        assert_eq!(before.date().to_string(), "2026-11-23");
        assert_eq!(after.date().to_string(), "2026-11-24");
        assert_eq!(after.rfc3339(), "2026-11-24T00:00:00+08:00");
    }

    #[test]
    fn a_moment_survives_its_text() {
        let moment = Moment::parse("2026-11-23T09:12:00+08:00").unwrap();
        assert_eq!(Moment::parse(&moment.rfc3339()), Some(moment));
        assert_eq!(Moment::parse("yesterday"), None);
    }
}
