//! The file: UTF-8 text, a line a region, so that it can be read by eye and compresses
//! well.
//!
//! ```text
//! banshi-regions 1 <TAB> as of <TAB> sources
//! code <TAB> from-until <TAB> name <TAB> pinyin
//! ```
//!
//! Lines are sorted by code and year. A year left out is open; both left out, so is the
//! hyphen. Tables that only judge numbers have no names.

use std::ops::Range;

use super::{Region, Regions};

const HEAD: &str = "banshi-regions 1";

/// A line of a table that is to be written.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Entry {
    /// Six digits, of a street or township nine.
    pub code: u32,
    /// The first year, none when it is older than the oldest list.
    pub from: Option<u16>,
    /// The last year, none while it is in use.
    pub until: Option<u16>,
    /// Its name.
    pub name: String,
    /// Its syllables, a space between.
    pub pinyin: String,
}

/// Why a table can't be read, or a line not be written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Broken {
    /// The line, from 1.
    pub line: usize,
    /// What is wrong with it.
    pub what: &'static str,
}

impl std::fmt::Display for Broken {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "regions, line {}: {}", self.line, self.what)
    }
}

impl std::error::Error for Broken {}

/// A line as it is kept: 0 and [`u16::MAX`] are open years, the ranges lie in the text.
#[derive(Clone, Debug)]
pub(super) struct Row {
    pub code: u32,
    pub from: u16,
    pub until: u16,
    pub name: Range<u32>,
    pub pinyin: Range<u32>,
}

impl Row {
    pub fn is_current(&self) -> bool {
        self.until == u16::MAX
    }
}

impl Regions {
    /// Reads a table.
    ///
    /// # Errors
    /// It is none, or a line of it is broken.
    pub fn from_bytes(bytes: &[u8]) -> Result<Self, Broken> {
        let broken = |line: usize, what| Broken { line, what };
        let text = std::str::from_utf8(bytes).map_err(|_| broken(1, "not UTF-8"))?;
        if u32::try_from(text.len()).is_err() {
            return Err(broken(1, "too large"));
        }
        let mut lines = text.split('\n').enumerate();
        let head = lines.next().map(|(_, line)| line).unwrap_or_default();
        let mut head = head.split('\t');
        let (Some(HEAD), Some(as_of), Some(sources), None) =
            (head.next(), head.next(), head.next(), head.next())
        else {
            return Err(broken(1, "no table of regions"));
        };
        let mut rows: Vec<Row> = Vec::new();
        for (at, line) in lines {
            if line.is_empty() {
                continue;
            }
            let row = read_row(text, line).map_err(|what| broken(at + 1, what))?;
            if rows
                .last()
                .is_some_and(|last| (last.code, last.from) > (row.code, row.from))
            {
                return Err(broken(at + 1, "not in order"));
            }
            rows.push(row);
        }
        Ok(Self {
            rows,
            as_of: as_of.to_owned(),
            sources: sources.to_owned(),
            text: text.to_owned(),
        })
    }

    pub(super) fn view(&self, row: &Row) -> Region<'_> {
        let part = |range: &Range<u32>| self.text.get(range.start as usize..range.end as usize);
        Region {
            code: row.code,
            name: part(&row.name).unwrap_or_default(),
            pinyin: part(&row.pinyin).unwrap_or_default(),
            from: (row.from != 0).then_some(row.from),
            until: (row.until != u16::MAX).then_some(row.until),
        }
    }
}

/// `line` is a slice of `text`.
fn read_row(text: &str, line: &str) -> Result<Row, &'static str> {
    let mut parts = line.split('\t');
    let (Some(code), Some(years), Some(name), Some(pinyin), None) = (
        parts.next(),
        parts.next(),
        parts.next(),
        parts.next(),
        parts.next(),
    ) else {
        return Err("not four parts");
    };
    let code = super::read_code(code).ok_or("no region code")?;
    let (from, until) = years.split_once('-').unwrap_or_default();
    let year = |text: &str, open: u16| match text {
        "" => Some(open),
        _ => text
            .parse()
            .ok()
            .filter(|year| (1000..=9999).contains(year)),
    };
    let (from, until) = year(from, 0)
        .zip(year(until, u16::MAX))
        .filter(|(from, until)| from <= until)
        .filter(|_| years.is_empty() || years.contains('-'))
        .ok_or("no years")?;
    let range = |part: &str| {
        let start = (part.as_ptr() as usize).saturating_sub(text.as_ptr() as usize) as u32;
        start..start + part.len() as u32
    };
    Ok(Row {
        code,
        from,
        until,
        name: range(name),
        pinyin: range(pinyin),
    })
}

/// Writes a table, in order whatever the order of the entries.
///
/// # Errors
/// A code, year or name that can't be read again; its line is the one it would have.
pub fn write_regions(as_of: &str, sources: &str, entries: &[Entry]) -> Result<String, Broken> {
    let mut sorted: Vec<&Entry> = entries.iter().collect();
    sorted.sort_unstable();
    let mut out = format!("{HEAD}\t{as_of}\t{sources}\n");
    let year = |year: Option<u16>| year.map(|year| year.to_string()).unwrap_or_default();
    for entry in sorted {
        let years = match (entry.from, entry.until) {
            (None, None) => String::new(),
            (from, until) => format!("{}-{}", year(from), year(until)),
        };
        let Entry {
            code, name, pinyin, ..
        } = entry;
        out.push_str(&format!("{code}\t{years}\t{name}\t{pinyin}\n"));
    }
    // What can't be read again must not be written; lines are counted by reading.
    let read = Regions::from_bytes(out.as_bytes())?;
    if read.len() == entries.len() {
        Ok(out)
    } else {
        Err(Broken {
            line: 1,
            what: "an entry with an end of line in it",
        })
    }
}
