//! The tables against an independent implementation, every day of every year it has.
#![allow(clippy::unwrap_used)]

use banshi_workdays::{Calendar, Certainty, Date};

#[test]
fn every_day_agrees_with_chinesecalendar() {
    let calendar = Calendar::china();
    let mut years = 0;
    for line in include_str!("chinesecalendar-1.11.0.txt")
        .lines()
        .filter(|line| !line.starts_with('#'))
    {
        let (year, days) = line.split_once(' ').unwrap();
        let first = Date::from_ymd(year.parse().unwrap(), 1, 1).unwrap();
        let mut day = first;
        for works in days.chars() {
            assert_eq!(calendar.is_working_day(day), Some(works == '1'), "{day}");
            assert_eq!(calendar.working_day(day).certainty, Certainty::Firm);
            day = day.add_days(1);
        }
        assert_eq!(day.year(), first.year() + 1, "the whole year was compared");
        years += 1;
    }
    assert_eq!(years, 3);
}
