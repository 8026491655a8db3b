//! 行政区划: which region a code of GB/T 2260 names, and when.
//!
//! The table is no part of the program: it is made at build time from published
//! packages and read from a file, in the page only once something asks for it.

mod codes;
mod format;
mod search;

pub use format::{Broken, Entry, write_regions};

use crate::CalendarDate;
use format::Row;

/// A table of regions in memory, sorted by code and then by time.
#[derive(Clone, Debug, Default)]
pub struct Regions {
    text: String,
    rows: Vec<Row>,
    as_of: String,
    sources: String,
}

/// A region, as it was called for some years.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Region<'a> {
    /// Six digits, of a street or township nine.
    pub code: u32,
    /// Its name, e.g. 朝阳区; none in tables without.
    pub name: &'a str,
    /// Its syllables without tones, a space between, e.g. `chao yang qu`; none in
    /// tables without.
    pub pinyin: &'a str,
    /// The first year of this code with this name; none when it is older than the
    /// oldest list (1980).
    pub from: Option<u16>,
    /// The last year; none when it is still in use.
    pub until: Option<u16>,
}

impl Region<'_> {
    /// Whether it is still in use.
    #[must_use]
    pub fn is_current(&self) -> bool {
        self.until.is_none()
    }

    /// The first letters of its syllables, e.g. `cyq`; none in tables without pinyin.
    #[must_use]
    pub fn initials(&self) -> String {
        let syllables = self.pinyin.split(' ');
        syllables.filter_map(|one| one.chars().next()).collect()
    }

    /// Whether it stands for the lot of a city's districts (市辖区), under whose code
    /// numbers were given, but is no region to choose.
    #[must_use]
    pub fn is_lot(&self) -> bool {
        matches!(self.name, "市辖区" | "县" | "市")
    }
}

impl Regions {
    /// The day the newest of its sources is of, `YYYY-MM-DD`.
    #[must_use]
    pub fn as_of(&self) -> &str {
        &self.as_of
    }

    /// Where it comes from: packages, versions, licences, dates.
    #[must_use]
    pub fn sources(&self) -> &str {
        &self.sources
    }

    /// How many rows it has; a region that was renamed has several.
    #[must_use]
    pub fn len(&self) -> usize {
        self.rows.len()
    }

    /// Whether it has none.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.rows.is_empty()
    }

    /// All rows, by code and time.
    pub fn iter(&self) -> impl Iterator<Item = Region<'_>> {
        self.rows.iter().map(|row| self.view(row))
    }

    /// What a code named at a time. A code that came into use only later is answered
    /// with its first name (numbers were given to people born long before), one that
    /// went out of use before with nothing.
    #[must_use]
    pub fn region_of(&self, code: &str, at: CalendarDate) -> Option<Region<'_>> {
        let (year, ..) = at.parts();
        let rows = self.of(read_code(code)?);
        let row = rows.iter().find(|row| row.until >= year)?;
        Some(self.view(row))
    }

    /// Whether a code was in use at some time since a day. Years are counted
    /// generously: lists are of a day in a year.
    #[must_use]
    pub fn in_use_since(&self, code: &str, since: CalendarDate) -> bool {
        self.region_of(code, since).is_some()
    }

    /// A region with those it lies in, from the province down; empty when the code is
    /// not known.
    #[must_use]
    pub fn path(&self, code: &str, at: CalendarDate) -> Vec<Region<'_>> {
        let Some(number) = read_code(code) else {
            return Vec::new();
        };
        let Some(region) = self.region_of(code, at) else {
            return Vec::new();
        };
        let mut path: Vec<_> = above(number)
            .filter_map(|code| self.region_of(&code.to_string(), at))
            .filter(|region| !region.is_lot())
            .collect();
        path.push(region);
        path
    }

    /// The regions in use right below one, or the provinces. Counties stand right below
    /// their province where no city is between.
    pub fn below(&self, parent: Option<u32>) -> impl Iterator<Item = Region<'_>> {
        self.rows
            .iter()
            .filter(move |row| row.is_current() && self.parent(row.code) == parent)
            .map(|row| self.view(row))
            .filter(|region| !region.is_lot())
    }

    /// The region in use that one lies in.
    #[must_use]
    pub fn parent(&self, code: u32) -> Option<u32> {
        let above: Vec<u32> = above(code).collect();
        let current = |code: &u32| {
            let mut rows = self.of(*code).iter();
            rows.any(|row| row.is_current() && !self.view(row).is_lot())
        };
        let nearest = above.iter().rev().copied().find(current);
        // In a table of streets alone, what they lie in stands in another.
        nearest.or_else(|| above.last().copied())
    }

    fn of(&self, code: u32) -> &[Row] {
        let from = self.rows.partition_point(|row| row.code < code);
        let to = self.rows.partition_point(|row| row.code <= code);
        self.rows.get(from..to).unwrap_or_default()
    }
}

/// Six or nine digits, the first of them no zero.
fn read_code(code: &str) -> Option<u32> {
    let digits = matches!(code.len(), 6 | 9) && code.bytes().all(|b| b.is_ascii_digit());
    if !digits || code.starts_with('0') {
        return None;
    }
    code.parse().ok()
}

/// The codes of what a region lies in, from the province down.
fn above(code: u32) -> impl Iterator<Item = u32> {
    let county = if code > 999_999 { code / 1000 } else { code };
    [county / 10_000 * 10_000, county / 100 * 100, county]
        .into_iter()
        .scan(0, |last, one| {
            let fresh = one != *last;
            *last = one;
            Some(fresh.then_some(one))
        })
        .flatten()
        .filter(move |one| *one != code)
}

#[cfg(test)]
mod codes_tests;
#[cfg(test)]
mod tests;
