//! Ids for `aria-labelledby` and the like.

use std::cell::Cell;

thread_local! {
    static NEXT: Cell<u32> = const { Cell::new(0) };
}

/// An id that no other element mounted by this page has, so that two copies of a
/// component on one page never share a label.
#[must_use]
pub fn unique_id(prefix: &str) -> String {
    let n = NEXT.with(|next| {
        let n = next.get();
        next.set(n.wrapping_add(1));
        n
    });
    format!("{prefix}-{n}")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_two_are_the_same() {
        assert_ne!(unique_id("dialog"), unique_id("dialog"));
    }
}
