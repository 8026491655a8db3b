#![no_main]
//! See `banshi_fuzz::identifiers`.

use libfuzzer_sys::fuzz_target;

fuzz_target!(|data: &[u8]| banshi_fuzz::identifiers::run(data));
