//! Which days are worked, and counting them.

use crate::Date;
use crate::tables::{CHINA, FIXED_DAYS_OFF, YearTable};

/// Whether a date may be told as it is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Certainty {
    /// Every day counted through has a published table.
    Firm,
    /// A year without a table was counted through, or a suspension still lasts: say
    /// 预计, never a firm date.
    Estimated,
}

impl Certainty {
    /// Whether it is [`Certainty::Estimated`].
    #[must_use]
    pub fn is_estimated(self) -> bool {
        self == Self::Estimated
    }

    /// Firm only where both are.
    #[must_use]
    pub fn and(self, other: Self) -> Self {
        if self.is_estimated() { self } else { other }
    }
}

/// What is known of one day.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct WorkingDay {
    /// Whether it is worked.
    pub works: bool,
    /// Whether that is published, or only the best guess.
    pub certainty: Certainty,
}

/// A day on which a period ends.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Due {
    /// The last day of the period.
    pub date: Date,
    /// Whether it may be told as firm.
    pub certainty: Certainty,
}

/// A number of working days.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Counted {
    /// How many; below 0 when counted backwards.
    pub days: i32,
    /// Whether every day counted has a table.
    pub certainty: Certainty,
}

/// A calendar of working days: tables by year, Monday to Friday where they are silent.
#[derive(Clone, Copy, Debug)]
pub struct Calendar {
    tables: &'static [YearTable],
}

impl Calendar {
    /// The mainland's calendar, by the State Council's notices for 2024 (国办发明电
    /// 〔2023〕7号), 2025 (国办发明电〔2024〕12号) and 2026 (国办发明电〔2025〕7号).
    #[must_use]
    pub fn china() -> Self {
        Self { tables: CHINA }
    }

    /// A calendar of these tables.
    #[must_use]
    pub fn of(tables: &'static [YearTable]) -> Self {
        Self { tables }
    }

    /// The table of a year; none where its notice is not known here.
    #[must_use]
    pub fn table(&self, year: i32) -> Option<&'static YearTable> {
        self.tables.iter().find(|table| table.year == year)
    }

    /// Every day of the years that have a table.
    pub fn days(&self) -> impl Iterator<Item = Date> {
        self.tables.iter().flat_map(|table| {
            let first = Date::from_ymd(table.year, 1, 1);
            std::iter::successors(first, |day| Some(day.add_days(1)))
                .take_while(|day| day.year() == table.year && *day < Date::MAX)
        })
    }

    /// Whether a day is worked by the published notice; none where its year has no
    /// table.
    #[must_use]
    pub fn is_working_day(&self, date: Date) -> Option<bool> {
        let (year, month, day) = date.ymd();
        let table = self.table(year)?;
        if table.work.contains(&(month, day)) {
            return Some(true);
        }
        let off = table
            .off
            .iter()
            .any(|&(m, first, last)| m == month && (first..=last).contains(&day));
        Some(!off && !date.weekday().is_weekend())
    }

    /// Whether a day is worked, as well as one can say. Without a table: Monday to
    /// Friday, but for the days off that the law fixes for every year.
    #[must_use]
    pub fn working_day(&self, date: Date) -> WorkingDay {
        if let Some(works) = self.is_working_day(date) {
            return WorkingDay {
                works,
                certainty: Certainty::Firm,
            };
        }
        let (_, month, day) = date.ymd();
        WorkingDay {
            works: !date.weekday().is_weekend() && !FIXED_DAYS_OFF.contains(&(month, day)),
            certainty: Certainty::Estimated,
        }
    }

    /// The end of a period of `days` working days that begins with `from`: the day
    /// after `from` is the first that can count. With 0 days it is `from` itself.
    #[must_use]
    pub fn add_working_days(&self, from: Date, days: u32) -> Due {
        self.count_forward(from, days, |_| true)
    }

    /// Working days after `from`, up to and including `to`; below 0, of the days
    /// after `to` up to and including `from`, when `to` is earlier.
    #[must_use]
    pub fn working_days_between(&self, from: Date, to: Date) -> Counted {
        let (first, last, sign) = if from <= to {
            (from, to, 1)
        } else {
            (to, from, -1)
        };
        let mut counted = Counted {
            days: 0,
            certainty: Certainty::Firm,
        };
        let mut day = first;
        while day < last {
            day = day.add_days(1);
            let known = self.working_day(day);
            counted.days += i32::from(known.works);
            counted.certainty = counted.certainty.and(known.certainty);
        }
        counted.days *= sign;
        counted
    }

    /// Working days left until the end of `due`: 0 on the day itself (or when only
    /// days off lie between), below 0 by the working days it is over.
    #[must_use]
    pub fn days_left(&self, today: Date, due: Date) -> Counted {
        self.working_days_between(today, due)
    }

    pub(crate) fn count_forward(
        &self,
        from: Date,
        days: u32,
        counts: impl Fn(Date) -> bool,
    ) -> Due {
        let mut due = Due {
            date: from,
            certainty: Certainty::Firm,
        };
        let mut left = days;
        while left > 0 && due.date < Date::MAX {
            due.date = due.date.add_days(1);
            let known = self.working_day(due.date);
            due.certainty = due.certainty.and(known.certainty);
            if known.works && counts(due.date) {
                left -= 1;
            }
        }
        due
    }
}
