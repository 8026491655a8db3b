//! Working days of the People's Republic of China and legal deadlines counted in
//! them (行政许可法 第四十二条至第四十五条、第八十二条: periods are working days,
//! legal holidays do not count, and the time of hearings, inspections and the like
//! does not count either), or by the calendar, to the working day after a day off
//! (民法典 第二百零三条). Pure: no clock, no time zone, no I/O; today is always an
//! argument. A year for which the State Council has not yet published its holiday
//! notice has no table, and whatever is counted through it is
//! [`Certainty::Estimated`], never a firm date.

mod calendar;
mod date;
mod deadline;
mod tables;

pub use calendar::{Calendar, Certainty, Counted, Due, WorkingDay};
pub use date::{Date, ParseDateError, Weekday};
pub use deadline::{Suspension, merge, prolonged};
pub use tables::YearTable;
