#![no_main]
//! See `banshi_fuzz::logic`.

use libfuzzer_sys::{fuzz_mutator, fuzz_target};

fuzz_target!(|data: &[u8]| banshi_fuzz::logic::run(data));

fuzz_mutator!(|data: &mut [u8], size: usize, max_size: usize, seed: u32| {
    banshi_fuzz::mutate::json(data, size, max_size, seed, banshi_fuzz::logic::WORDS)
});
