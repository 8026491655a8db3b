//! Lists of regions of many days, made into one table with the years in between.

use std::collections::{BTreeMap, BTreeSet};

use banshi_identifiers::Entry;

/// What one list says.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct List {
    /// The year and month it is of.
    pub month: (u16, u8),
    /// Names by code.
    pub regions: BTreeMap<u32, String>,
}

impl List {
    /// The year of the first day after this list.
    fn next_year(&self) -> u16 {
        let (year, month) = self.month;
        if month == 12 { year + 1 } else { year }
    }
}

/// One line for each time a code had a name. What happened between two lists counts
/// for the longest time it can have lasted: it came the day after the one that does
/// not have it yet, and went the day of the one that does not have it any more. Lists
/// are sorted by month; the first is as far back as is known, the last is today.
pub fn merge(lists: &[List]) -> Vec<Entry> {
    let codes: BTreeSet<u32> = lists
        .iter()
        .flat_map(|list| list.regions.keys().copied())
        .collect();
    let mut out = Vec::new();
    for code in codes {
        let first = out.len();
        let mut before: Option<&List> = None;
        let mut open = false;
        for list in lists {
            let (year, _) = list.month;
            let name = list.regions.get(&code);
            let last: Option<&mut Entry> = out.get_mut(first..).and_then(<[Entry]>::last_mut);
            match (name, last) {
                (Some(name), Some(last)) if open && last.name == *name => {}
                // Away for a year at most: a slip of a list, not of the region.
                (Some(name), Some(last))
                    if last.name == *name
                        && last.until.is_some_and(|until| {
                            before_year(before).saturating_sub(until) <= 1
                        }) =>
                {
                    last.until = None;
                }
                (Some(name), last) => {
                    if let Some(last) = last.filter(|_| open) {
                        last.until = Some(year);
                    }
                    out.push(Entry {
                        code,
                        from: before.map(List::next_year),
                        until: None,
                        name: name.clone(),
                        pinyin: String::new(),
                    });
                }
                (None, Some(last)) if open => last.until = Some(year),
                (None, _) => {}
            }
            open = name.is_some();
            before = Some(list);
        }
    }
    out
}

fn before_year(before: Option<&List>) -> u16 {
    before.map_or(0, List::next_year)
}

#[cfg(test)]
#[allow(clippy::unwrap_used, reason = "tests")]
mod tests {
    use super::*;

    /// A list for each column of years; `.` where the code is not in it.
    fn lines(months: &[(u16, u8)], names: &str) -> Vec<(Option<u16>, Option<u16>, String)> {
        let lists: Vec<List> = months
            .iter()
            .zip(names.split(' '))
            .map(|(month, name)| List {
                month: *month,
                regions: (name != ".")
                    .then(|| (110_101, name.to_owned()))
                    .into_iter()
                    .collect(),
            })
            .collect();
        merge(&lists)
            .into_iter()
            .map(|entry| (entry.from, entry.until, entry.name))
            .collect()
    }

    const MONTHS: [(u16, u8); 5] = [(1980, 12), (1981, 12), (2019, 4), (2021, 10), (2026, 9)];

    #[test]
    fn always_there() {
        assert_eq!(lines(&MONTHS, "a a a a a"), [(None, None, "a".into())]);
    }

    #[test]
    fn came_and_went() {
        assert_eq!(
            lines(&MONTHS, ". a a a a"),
            [(Some(1981), None, "a".into())]
        );
        assert_eq!(
            lines(&MONTHS, ". . . a a"),
            [(Some(2019), None, "a".into())]
        );
        assert_eq!(
            lines(&MONTHS, "a . . . ."),
            [(None, Some(1981), "a".into())]
        );
        assert_eq!(
            lines(&MONTHS, "a a a a ."),
            [(None, Some(2026), "a".into())]
        );
    }

    #[test]
    fn renamed() {
        assert_eq!(
            lines(&MONTHS, "a a a b b"),
            [
                (None, Some(2021), "a".into()),
                (Some(2019), None, "b".into())
            ]
        );
    }

    #[test]
    fn used_again_after_years() {
        assert_eq!(
            lines(&MONTHS, "a . . a a"),
            [
                (None, Some(1981), "a".into()),
                (Some(2019), None, "a".into())
            ]
        );
    }

    #[test]
    fn missing_for_a_list_is_a_slip() {
        let months = [(2015, 1), (2015, 2), (2015, 3), (2016, 12)];
        assert_eq!(lines(&months, "a . a a"), [(None, None, "a".into())]);
    }
}
