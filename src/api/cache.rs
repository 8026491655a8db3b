//! What was answered before, by path, with its ETag. In memory only.

use std::collections::HashMap;
use std::rc::Rc;

/// How many answers are remembered; when there are more, all are forgotten.
const CAPACITY: usize = 64;

/// An ETag with the body it stands for.
pub type Entry = (String, Rc<str>);

/// The cache.
#[derive(Default)]
pub struct EtagCache(HashMap<String, Entry>);

impl EtagCache {
    /// What is known of `path`.
    #[must_use]
    pub fn get(&self, path: &str) -> Option<Entry> {
        self.0.get(path).cloned()
    }

    /// Remembers an answer.
    pub fn put(&mut self, path: &str, entry: Entry) {
        if self.0.len() >= CAPACITY {
            self.0.clear();
        }
        self.0.insert(path.to_owned(), entry);
    }
}
