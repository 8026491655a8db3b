//! Counting, by example and by property.
#![allow(clippy::unwrap_used)]

use banshi_workdays::{Calendar, Certainty, Counted, Date, Due, Suspension, merge};
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
    assert_eq!(on("2026-11-04").date, date("2026-11-05"));
    assert_eq!(on("2026-11-10").date, date("2026-11-11"));
    assert!(on("2026-11-10").certainty.is_estimated());
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
        let stands = suspensions
            .iter()
            .any(|one| one.from <= day && one.until.is_some_and(|until| day <= until));
        if !stands && Calendar::china().working_day(day).works {
            counted += 1;
        }
    }
    day
}

proptest! {
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
            .filter(|day| suspensions.iter().any(|one| {
                one.from <= *day && one.until.is_some_and(|until| *day <= until)
            }))
            .count();
        prop_assert_eq!(
            china.days_suspended(accepted, &suspensions, today),
            u32::try_from(naive).unwrap()
        );
    }
}
