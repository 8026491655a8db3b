//! The keys, made by `build.rs`.

include!(concat!(env!("OUT_DIR"), "/keys.rs"));
