//! Counting, by example and by property.
#![allow(clippy::unwrap_used, clippy::indexing_slicing)]

use banshi_workdays::{Calendar, Certainty, Counted, Date, Due, Suspension, merge, prolonged};
use proptest::prelude::*;

fn date(text: &str) -> Date {
    text.parse().unwrap()
}

fn firm(text: &str) -> Due {
    Due {
        date: date(text),
        certainty: Certainty::Firm,
    }
}

#[test]
fn the_day_after_is_day_one_and_holidays_do_not_count() {
    let china = Calendar::china();
    // Friday 2026-09-18; the Sunday is worked for the National Day.
    assert_eq!(
        china.add_working_days(date("2026-09-18"), 1),
        firm("2026-09-20")
    );
    // 20 working days over Mid-autumn and National Day.
    assert_eq!(
        china.add_working_days(date("2026-09-18"), 20),
        firm("2026-10-22")
    );
    assert_eq!(
        china.add_working_days(date("2026-09-19"), 0),
        firm("2026-09-19")
    );
}

#[test]
fn a_year_without_a_notice_is_an_estimate_and_says_so() {
    let china = Calendar::china();
    assert_eq!(china.is_working_day(date("2027-03-01")), None);
    assert!(china.working_day(date("2027-03-01")).works);
    assert!(!china.working_day(date("2027-10-01")).works, "fixed by law");
    let due = china.add_working_days(date("2026-12-30"), 2);
    assert_eq!(due.date, date("2027-01-04"));
    assert_eq!(due.certainty, Certainty::Estimated);
    // The last working day of 2026 is still firm.
    assert_eq!(
        china.add_working_days(date("2026-12-30"), 1),
        firm("2026-12-31")
    );
}

#[test]
fn the_days_of_the_calendar_are_those_of_its_tables() {
    let days: Vec<Date> = Calendar::china().days().collect();
    assert_eq!(days.len(), 366 + 365 + 365);
    assert_eq!(days[0], date("2024-01-01"));
    assert_eq!(days[days.len() - 1], date("2026-12-31"));
}

#[test]
fn overlapping_suspensions_count_once() {
    let china = Calendar::china();
    let suspended = |from, until| Suspension {
        from: date(from),
        until: Some(date(until)),
    };
    let today = date("2026-12-31");
    // 5 days from Monday 11-02; Wednesday to Friday stand still, told twice over.
    let twice = [
        suspended("2026-11-04", "2026-11-05"),
        suspended("2026-11-05", "2026-11-06"),
    ];
    assert_eq!(
        china.deadline(date("2026-11-02"), 5, &twice, today),
        firm("2026-11-12")
    );
    assert_eq!(china.days_suspended(date("2026-11-02"), &twice, today), 3);
    assert_eq!(
        merge(&twice, today),
        [(date("2026-11-04"), date("2026-11-06"))]
    );
}

#[test]
fn a_suspension_that_lasts_makes_an_estimate_that_moves_with_today() {
    let china = Calendar::china();
    let lasting = [Suspension {
        from: date("2026-11-04"),
        until: None,
    }];
    let on = |today| china.deadline(date("2026-11-02"), 2, &lasting, date(today));
    // Tuesday counted. Taken up again today, today is the second day.
    for today in ["2026-11-04", "2026-11-10"] {
        assert_eq!(on(today).date, date(today));
        assert!(on(today).certainty.is_estimated());
        let taken_up = [Suspension {
            until: Some(date(today).add_days(-1)),
            ..lasting[0]
        }];
        assert_eq!(
            china.deadline(date("2026-11-02"), 2, &taken_up, date(today)),
            firm(today)
        );
    }
    let suspended = |today| china.days_suspended(date("2026-11-02"), &lasting, date(today));
    assert_eq!(suspended("2026-11-04"), 0, "it may yet be taken up today");
    assert_eq!(suspended("2026-11-10"), 4);
}

#[test]
fn what_stands_still_after_the_end_leaves_a_period_over() {
    let china = Calendar::china();
    let accepted = date("2026-11-02");
    let today = date("2026-11-20");
    for until in [Some(date("2026-11-18")), None] {
        let late = [Suspension {
            from: date("2026-11-13"),
            until,
        }];
        // 10 calendar days end on Thursday 11-12, and so do 8 working days.
        assert_eq!(
            china.end_of_period(accepted, accepted.add_days(10), &late, today),
            firm("2026-11-12")
        );
        assert_eq!(
            china.deadline(accepted, 8, &late, today),
            firm("2026-11-12")
        );
        assert_eq!(
            prolonged(accepted, accepted.add_days(10), &late, today),
            firm("2026-11-12")
        );
    }
    let before = |from, until| {
        let one = Suspension {
            from: date(from),
            until: Some(date(until)),
        };
        china.end_of_period(accepted, accepted.add_days(10), &[one], today)
    };
    assert_eq!(before("2026-11-12", "2026-11-15"), firm("2026-11-16"));
    assert_eq!(
        before("2026-10-20", "2026-11-03"),
        firm("2026-11-13"),
        "what stood still before acceptance is no part of the period"
    );
}

#[test]
fn a_period_that_ends_on_a_day_off_ends_on_the_working_day_after_it() {
    let china = Calendar::china();
    let ends = |end| china.end_of_period(date("2026-01-05"), date(end), &[], date("2026-01-05"));
    // National Day, and the Saturday after it that is worked.
    assert_eq!(ends("2026-10-01"), firm("2026-10-08"));
    assert_eq!(ends("2026-10-10"), firm("2026-10-10"));
    // Saturday and Sunday; a Friday stays.
    assert_eq!(ends("2026-11-28"), firm("2026-11-30"));
    assert_eq!(ends("2026-11-29"), firm("2026-11-30"));
    assert_eq!(ends("2026-11-27"), firm("2026-11-27"));
    // A year without a notice.
    assert_eq!(ends("2027-01-01").date, date("2027-01-04"));
    assert!(ends("2027-03-01").certainty.is_estimated());
    // Hours do not wait.
    assert_eq!(
        prolonged(
            date("2026-11-27"),
            date("2026-11-28"),
            &[],
            date("2026-11-27")
        ),
        firm("2026-11-28")
    );
}

#[test]
fn days_left_is_zero_on_the_day_and_below_when_over() {
    let left = |today, due| Calendar::china().days_left(date(today), date(due)).days;
    assert_eq!(left("2026-11-23", "2026-11-27"), 4);
    assert_eq!(left("2026-11-27", "2026-11-27"), 0);
    assert_eq!(left("2026-11-30", "2026-11-27"), -1);
    assert_eq!(left("2026-11-28", "2026-11-27"), 0, "a Saturday adds none");
}

#[test]
fn dates_are_read_strictly_and_written_back() {
    for good in ["2024-02-29", "2026-11-23", "0001-01-01", "9999-12-31"] {
        assert_eq!(date(good).to_string(), good);
    }
    for bad in [
        "2023-02-29",
        "2026-11-31",
        "2026-13-01",
        "2026-00-10",
        "2026-1-1",
        "26-11-23",
        "2026/11/23",
        "2026-11-2３",
        "+026-11-23",
        "",
    ] {
        assert!(bad.parse::<Date>().is_err(), "{bad}");
    }
    assert_eq!(
        Date::from_instant("2026-11-23T09:12:00+08:00"),
        Ok(date("2026-11-23"))
    );
    assert!(Date::from_instant("2026-11-239").is_err());
    assert!(Date::from_instant("二〇二六年").is_err());
    assert_eq!(Date::from_ymd(1970, 1, 1).unwrap().days_since_epoch(), 0);
    assert_eq!(Date::MIN.to_string(), "0001-01-01");
    assert_eq!(Date::MAX.add_days(1), Date::MAX);
    assert_eq!(Date::from_ymd(-1, 1, 1), None);
}

fn any_date() -> impl Strategy<Value = Date> {
    // 2023 to 2028: with tables, and before and after them.
    (19_358_i32..21_550).prop_map(Date::from_days_since_epoch)
}

fn any_suspensions() -> impl Strategy<Value = Vec<Suspension>> {
    prop::collection::vec(
        (any_date(), -3_i32..40).prop_map(|(from, length)| Suspension {
            from,
            until: Some(from.add_days(length)),
        }),
        0..6,
    )
}

fn naive_deadline(accepted: Date, days: u32, suspensions: &[Suspension]) -> Date {
    let mut day = accepted;
    let mut counted = 0;
    while counted < days {
        day = day.add_days(1);
        if !stands(suspensions, day) && Calendar::china().working_day(day).works {
            counted += 1;
        }
    }
    day
}

fn stands(suspensions: &[Suspension], day: Date) -> bool {
    suspensions
        .iter()
        .any(|one| one.from <= day && one.until.is_some_and(|until| day <= until))
}

/// Day by day: so many days that count, then on to one that is worked.
fn naive_end_of_period(accepted: Date, length: i32, suspensions: &[Suspension]) -> Date {
    let mut day = accepted;
    let mut counted = 0;
    while counted < length {
        day = day.add_days(1);
        counted += i32::from(!stands(suspensions, day));
    }
    while !Calendar::china().working_day(day).works || (day > accepted && stands(suspensions, day))
    {
        day = day.add_days(1);
    }
    day
}

proptest! {
    #[test]
    fn the_end_of_a_period_equals_naive_counting(
        accepted in any_date(), length in 0_i32..200, suspensions in any_suspensions(),
    ) {
        let due = Calendar::china().end_of_period(
            accepted, accepted.add_days(length), &suspensions, Date::MAX,
        );
        prop_assert_eq!(due.date, naive_end_of_period(accepted, length, &suspensions));
    }

    #[test]
    fn a_period_ends_on_a_working_day_with_only_days_off_before_it(
        accepted in any_date(), length in 0_i32..200,
    ) {
        let china = Calendar::china();
        let end = accepted.add_days(length);
        let due = china.end_of_period(accepted, end, &[], accepted);
        prop_assert!(due.date >= end);
        prop_assert!(china.working_day(due.date).works);
        let mut day = end;
        while day < due.date {
            prop_assert!(!china.working_day(day).works);
            day = day.add_days(1);
        }
        prop_assert_eq!(
            due.certainty.is_estimated(),
            china.table(end.year()).is_none() || china.table(due.date.year()).is_none()
        );
    }

    #[test]
    fn what_begins_after_the_end_changes_nothing(
        accepted in any_date(), length in 0_i32..200, suspensions in any_suspensions(),
        after in 1_i32..60, lasts in prop::option::of(0_i32..60), later in 0_i32..300,
    ) {
        let china = Calendar::china();
        let end = accepted.add_days(length);
        let today = accepted.add_days(later);
        let calendar = china.end_of_period(accepted, end, &suspensions, today);
        let working = china.deadline(accepted, 20, &suspensions, today);
        let with = |due: Due| {
            let from = due.date.add_days(after);
            let mut all = suspensions.clone();
            all.push(Suspension { from, until: lasts.map(|lasts| from.add_days(lasts)) });
            all
        };
        prop_assert_eq!(china.end_of_period(accepted, end, &with(calendar), today), calendar);
        prop_assert_eq!(china.deadline(accepted, 20, &with(working), today), working);
    }

    #[test]
    fn while_it_lasts_a_date_is_the_one_of_taking_up_again_today(
        accepted in any_date(), length in 1_i32..60, from in 1_i32..60, held in 0_i32..60,
    ) {
        let china = Calendar::china();
        let from = accepted.add_days(from);
        let today = from.add_days(held);
        let of = |until| [Suspension { from, until }];
        let (open, closed) = (of(None), of(Some(today.add_days(-1))));
        let end = accepted.add_days(length);
        let days = length.unsigned_abs();
        prop_assert_eq!(
            china.deadline(accepted, days, &open, today).date,
            china.deadline(accepted, days, &closed, today).date
        );
        let (told, firm) = (
            china.end_of_period(accepted, end, &open, today),
            china.end_of_period(accepted, end, &closed, today),
        );
        prop_assert_eq!(told.date, firm.date);
        prop_assert!(told.certainty.is_estimated() || firm.date < from);
        prop_assert!(told.date >= today || told.date < from);
    }

    #[test]
    fn ymd_and_back(days in Date::MIN.days_since_epoch()..=Date::MAX.days_since_epoch()) {
        let day = Date::from_days_since_epoch(days);
        let (year, month, dom) = day.ymd();
        prop_assert_eq!(Date::from_ymd(year, month, dom), Some(day));
        prop_assert_eq!(day.to_string().parse::<Date>(), Ok(day));
        let next = day.add_days(1);
        prop_assert!(next == day || next.to_string() > day.to_string());
    }

    #[test]
    fn the_deadline_equals_naive_counting(
        accepted in any_date(), days in 0_u32..60, suspensions in any_suspensions(),
    ) {
        let due = Calendar::china().deadline(accepted, days, &suspensions, Date::MAX);
        prop_assert_eq!(due.date, naive_deadline(accepted, days, &suspensions));
    }

    #[test]
    fn the_order_of_suspensions_and_their_repetition_do_not_matter(
        accepted in any_date(), days in 0_u32..60, suspensions in any_suspensions(),
    ) {
        let china = Calendar::china();
        let mut turned: Vec<_> = suspensions.iter().rev().copied().collect();
        turned.extend_from_slice(&suspensions);
        prop_assert_eq!(
            china.deadline(accepted, days, &suspensions, Date::MAX),
            china.deadline(accepted, days, &turned, Date::MAX)
        );
    }

    #[test]
    fn merged_intervals_are_in_order_and_apart(suspensions in any_suspensions()) {
        let union = merge(&suspensions, Date::MAX);
        for pair in union.windows(2) {
            let [(_, before), (after, _)] = pair else { continue };
            prop_assert!(before.add_days(1) < *after);
        }
    }

    #[test]
    fn more_days_a_later_start_or_another_suspension_never_end_sooner(
        accepted in any_date(), days in 0_u32..60, suspensions in any_suspensions(), more in any_suspensions(),
    ) {
        let china = Calendar::china();
        let due = |from, days, of: &[Suspension]| china.deadline(from, days, of, Date::MAX).date;
        let base = due(accepted, days, &suspensions);
        prop_assert!(due(accepted, days + 1, &suspensions) > base);
        prop_assert!(due(accepted.add_days(1), days, &suspensions) >= base);
        let both: Vec<_> = suspensions.iter().chain(&more).copied().collect();
        prop_assert!(due(accepted, days, &both) >= base);
    }

    #[test]
    fn between_undoes_add_and_is_antisymmetric(from in any_date(), to in any_date(), days in 0_u32..80) {
        let china = Calendar::china();
        let due = china.add_working_days(from, days);
        let Counted { days: counted, certainty } = china.working_days_between(from, due.date);
        prop_assert_eq!(counted, i32::try_from(days).unwrap());
        prop_assert_eq!(certainty, due.certainty);
        prop_assert_eq!(
            china.working_days_between(from, to).days,
            -china.working_days_between(to, from).days
        );
    }

    #[test]
    fn suspended_days_are_the_working_days_in_the_union(
        accepted in any_date(), suspensions in any_suspensions(), length in 0_i32..200,
    ) {
        let china = Calendar::china();
        let today = accepted.add_days(length);
        let naive = (1..=length)
            .map(|n| accepted.add_days(n))
            .filter(|day| china.working_day(*day).works)
            .filter(|day| stands(&suspensions, *day))
            .count();
        prop_assert_eq!(
            china.days_suspended(accepted, &suspensions, today),
            u32::try_from(naive).unwrap()
        );
    }
}
