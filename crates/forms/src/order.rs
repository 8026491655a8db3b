//! One way to sort for everything: each kind of thing that the standard library sorts
//! weighs some kilobytes in the page.

/// Sorts numbers by a rule (heapsort; equal ones in any order). `less` says whether the
/// first stands before the second.
pub(crate) fn arrange(list: &mut [usize], less: &dyn Fn(usize, usize) -> bool) {
    let length = list.len();
    for start in (0..length / 2).rev() {
        sift(list, start, length, less);
    }
    for end in (1..length).rev() {
        list.swap(0, end);
        sift(list, 0, end, less);
    }
}

fn sift(list: &mut [usize], mut at: usize, end: usize, less: &dyn Fn(usize, usize) -> bool) {
    let before = |list: &[usize], a: usize, b: usize| match (list.get(a), list.get(b)) {
        (Some(a), Some(b)) => less(*a, *b),
        _ => false,
    };
    loop {
        let mut child = 2 * at + 1;
        if child >= end {
            return;
        }
        if child + 1 < end && before(list, child, child + 1) {
            child += 1;
        }
        if !before(list, at, child) {
            return;
        }
        list.swap(at, child);
        at = child;
    }
}

/// Sorts numbers and leaves each once.
pub(crate) fn tidy(list: &mut Vec<usize>) {
    // What is gathered in order needs no sorting.
    let is_sorted = list.iter().zip(list.iter().skip(1)).all(|(a, b)| a < b);
    if !is_sorted {
        arrange(list, &|a, b| a < b);
        list.dedup();
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn whatever_comes_is_in_order() {
        let mut seed = 7_usize;
        for length in 0..60 {
            let mut list: Vec<usize> = (0..length)
                .map(|_| {
                    seed = seed.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1);
                    (seed >> 33) % 40
                })
                .collect();
            let mut wanted = list.clone();
            wanted.sort_unstable();
            arrange(&mut list, &|a, b| a < b);
            assert_eq!(list, wanted);
            wanted.dedup();
            tidy(&mut list);
            assert_eq!(list, wanted);
        }
    }
}
