//! Exact versions of the tools. Those of npm packages are in the lock files beside
//! `xtask/node`, `tests/e2e`, `tests/e2e/floor` and `bench`.

/// A tool that cargo installs.
pub struct CargoTool {
    /// The program.
    pub program: &'static str,
    /// The package it comes from.
    pub package: &'static str,
    /// The exact version.
    pub version: &'static str,
    /// More arguments for `cargo install`. A debug build of a tool is enough.
    pub arguments: &'static [&'static str],
    /// About how long that takes on two cores, for the person who waits.
    pub takes: &'static str,
}

/// Must be the version of the `wasm-bindgen` crate in `Cargo.lock`. Without `--locked`:
/// its lock file can name versions that a registry which lags does not have yet.
pub const WASM_BINDGEN: CargoTool = CargoTool {
    program: "wasm-bindgen",
    package: "wasm-bindgen-cli",
    version: "0.2.130",
    arguments: &["--debug"],
    takes: "2 minutes",
};

/// Cuts the module into the first load and the chunks that pages bring along.
pub const WASM_SPLIT: CargoTool = CargoTool {
    program: "wasm-split-cli",
    package: "wasm_split_cli_support",
    version: "0.2.4",
    arguments: &["--debug", "--locked", "--features", "build-binary"],
    takes: "half a minute",
};

/// Runs the page's tests in a browser.
pub const WASM_PACK: CargoTool = CargoTool {
    program: "wasm-pack",
    package: "wasm-pack",
    version: "0.15.1",
    arguments: &["--debug", "--locked"],
    takes: "1.5 minutes",
};

/// Serves the page for development. It declares a newer Rust than it needs.
pub const TRUNK: CargoTool = CargoTool {
    program: "trunk",
    package: "trunk",
    version: "0.22.1",
    arguments: &["--debug", "--locked", "--ignore-rust-version"],
    takes: "3 minutes",
};

/// Runs the native tests; one on `PATH` will do if it is exactly this version.
pub const NEXTEST: CargoTool = CargoTool {
    program: "cargo-nextest",
    package: "cargo-nextest",
    version: "0.9.143",
    arguments: &["--debug", "--locked"],
    takes: "4 minutes",
};

/// Builds and runs the fuzz targets.
pub const CARGO_FUZZ: CargoTool = CargoTool {
    program: "cargo-fuzz",
    package: "cargo-fuzz",
    version: "0.13.2",
    arguments: &["--debug", "--locked"],
    takes: "half a minute",
};

#[cfg(test)]
#[allow(clippy::unwrap_used, reason = "tests")]
mod tests {
    use super::*;

    #[test]
    fn wasm_bindgen_is_the_one_that_the_page_is_locked_to() {
        let lock =
            std::fs::read_to_string(concat!(env!("CARGO_MANIFEST_DIR"), "/../Cargo.lock")).unwrap();
        let wanted = format!(
            "name = \"wasm-bindgen\"\nversion = \"{}\"",
            WASM_BINDGEN.version
        );
        assert!(
            lock.contains(&wanted),
            "Cargo.lock has another wasm-bindgen than versions.rs"
        );
    }
}
