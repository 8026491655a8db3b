//! Finding a region by what a person types: its name, its pinyin, or the first letters
//! of it, mixed as input methods take them (`cyq`, `chaoyang`, `chaoyq`).

use super::{Region, Regions};
use crate::fold;

/// Longer than the longest name in pinyin.
const MAX_QUERY: usize = 80;

impl Regions {
    /// Regions in use that answer to `query`, those that begin with it first; at most
    /// `limit`.
    #[must_use]
    pub fn search(&self, query: &str, limit: usize) -> Vec<Region<'_>> {
        let query = fold(query).to_lowercase().replace('ü', "v");
        let query: String = query.chars().filter(|c| *c != ' ').collect();
        if query.is_empty() || query.len() > MAX_QUERY {
            return Vec::new();
        }
        let mut found: Vec<(u8, Region<'_>)> = self
            .iter()
            .filter(|region| region.is_current() && !region.is_lot())
            .filter_map(|region| Some((region.rank(&query)?, region)))
            .collect();
        found.sort_by_key(|(rank, region)| (*rank, region.code));
        found.truncate(limit);
        found.into_iter().map(|(_, region)| region).collect()
    }
}

impl Region<'_> {
    /// How well a folded query in lower case fits, the best is 0: the name begins with
    /// it; its pinyin does; the name has it inside; its pinyin from a later syllable on.
    fn rank(&self, query: &str) -> Option<u8> {
        if self.name.starts_with(query) {
            return Some(0);
        }
        if query.is_ascii() {
            let syllables: Vec<&str> = self.pinyin.split(' ').collect();
            let later = || (1..syllables.len()).any(|at| begins(query, syllables.get(at..)));
            return match begins(query, Some(&syllables)) {
                true => Some(1),
                false => later().then_some(3),
            };
        }
        self.name.contains(query).then_some(2)
    }
}

/// Whether the query is made of beginnings of the syllables, in order, none left out.
fn begins(query: &str, syllables: Option<&[&str]>) -> bool {
    if query.is_empty() {
        return true;
    }
    let Some((first, rest)) = syllables.and_then(<[&str]>::split_first) else {
        return false;
    };
    let common = query
        .bytes()
        .zip(first.bytes())
        .take_while(|(a, b)| a == b)
        .count();
    (1..=common).rev().any(|n| {
        query
            .get(n..)
            .is_some_and(|query| begins(query, Some(rest)))
    })
}
