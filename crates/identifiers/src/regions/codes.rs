//! Codes alone, for judging numbers where the whole table would be too much to fetch:
//! of each code only until when it was in use.
//!
//! ```text
//! banshi-codes 1 <TAB> as of <TAB> sources
//! 110000 100 1 1 1-2010 1-2010 1 …
//! ```
//!
//! Each word is a code, as its difference to the one before, and after a hyphen the last
//! year, left out while it is in use. The first year is in none: numbers were given under
//! codes that came into use long after the birth.

use std::collections::BTreeMap;

use super::{Broken, Regions, format::Row};

const HEAD: &str = "banshi-codes 1";
/// No code has more than nine digits.
const GREATEST: u32 = 999_999_999;

impl Regions {
    /// Its codes, to be read by [`Regions::from_codes`].
    #[must_use]
    pub fn to_codes(&self) -> String {
        let mut last: BTreeMap<u32, u16> = BTreeMap::new();
        for row in &self.rows {
            let until = last.entry(row.code).or_insert(row.until);
            *until = row.until.max(*until);
        }
        let mut out = format!("{HEAD}\t{}\t{}\n", self.as_of, self.sources);
        let mut before = 0;
        for (code, until) in last {
            if before > 0 {
                out.push(' ');
            }
            out.push_str(&code.saturating_sub(before).to_string());
            if until != u16::MAX {
                out.push('-');
                out.push_str(&until.to_string());
            }
            before = code;
        }
        out.push('\n');
        out
    }

    /// Reads codes: a table without names, pinyin and first years.
    ///
    /// # Errors
    /// It is no such list, or a word of it is broken.
    pub fn from_codes(text: &str) -> Result<Self, Broken> {
        let broken = |line, what| Broken { line, what };
        let mut lines = text.split('\n');
        let mut head = lines.next().unwrap_or_default().split('\t');
        let (Some(HEAD), Some(as_of), Some(sources), None) =
            (head.next(), head.next(), head.next(), head.next())
        else {
            return Err(broken(1, "no list of codes"));
        };
        let words = lines.next().unwrap_or_default();
        let mut rows: Vec<Row> = Vec::new();
        let mut before = 0_u32;
        for word in words.split(' ').filter(|word| !word.is_empty()) {
            let (step, until) = word.split_once('-').unwrap_or((word, ""));
            let code = step
                .parse::<u32>()
                .ok()
                .filter(|step| *step > 0)
                .and_then(|step| before.checked_add(step))
                .filter(|code| (100_000..=GREATEST).contains(code))
                .ok_or(broken(2, "no region code"))?;
            let until = match until {
                "" if word.ends_with('-') => return Err(broken(2, "no year")),
                "" => u16::MAX,
                year => year
                    .parse()
                    .ok()
                    .filter(|year| (1000..=9999).contains(year))
                    .ok_or(broken(2, "no year"))?,
            };
            before = code;
            rows.push(Row {
                code,
                from: 0,
                until,
                name: 0..0,
                pinyin: 0..0,
            });
        }
        Ok(Self {
            rows,
            as_of: as_of.to_owned(),
            sources: sources.to_owned(),
            text: String::new(),
        })
    }
}
