//! Where things are.

use std::env;
use std::path::{Path, PathBuf};

use crate::steps::{Done, Failure};

/// The clone, and the cache outside it.
#[derive(Clone, Debug)]
pub struct Project {
    /// The clone's folder.
    pub root: PathBuf,
    /// Tools of exact versions, shared by all clones of this person.
    pub cache: PathBuf,
    /// Where cargo keeps what it builds natively.
    pub cargo_target: PathBuf,
}

impl Project {
    /// The clone in which `cargo xtask` was typed; where the program is started by
    /// itself, the one it was built from.
    ///
    /// # Errors
    /// Neither `XDG_CACHE_HOME` nor `HOME` is set.
    pub fn find() -> Done<Self> {
        let set = |name: &str| {
            env::var_os(name)
                .filter(|value| !value.is_empty())
                .map(PathBuf::from)
        };
        let here = set("CARGO_MANIFEST_DIR").unwrap_or_else(|| env!("CARGO_MANIFEST_DIR").into());
        let root = here.parent().unwrap_or(&here).to_path_buf();
        let cache = set("XDG_CACHE_HOME")
            .or_else(|| set("HOME").map(|home| home.join(".cache")))
            .ok_or_else(|| Failure::from("neither XDG_CACHE_HOME nor HOME is set".to_owned()))?
            .join("banshi");
        let cargo_target =
            set("CARGO_TARGET_DIR").map_or_else(|| root.join("target"), |set| root.join(set));
        Ok(Self {
            root,
            cache,
            cargo_target,
        })
    }

    /// A path inside the clone.
    pub fn at(&self, path: &str) -> PathBuf {
        self.root.join(path)
    }

    /// Where cargo keeps what it builds of the page for WebAssembly; apart from the
    /// native side, so that neither waits for the other's lock.
    pub fn page_target(&self) -> PathBuf {
        self.cargo_target.join("page")
    }

    /// Reports for people and machines: JUnit, sizes, benches.
    pub fn report(&self) -> PathBuf {
        self.root.join("target/report")
    }

    /// A path as a person in the clone would type it.
    pub fn shown(&self, path: &Path) -> String {
        path.strip_prefix(&self.root)
            .unwrap_or(path)
            .display()
            .to_string()
    }
}
