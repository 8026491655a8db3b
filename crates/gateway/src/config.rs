//! What the gateway is told: flags over a TOML file over defaults.

use std::net::SocketAddr;
use std::path::{Path, PathBuf};
use std::time::Duration;

use serde::Deserialize;

use crate::limit::address::Network;

/// Seconds the sandbox lets a case rest, unless told otherwise.
pub const DEFAULT_SANDBOX_STEP_S: u64 = 45;

/// The file given with `--config`; every field may be missing.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub struct File {
    /// Address and port.
    pub listen: Option<SocketAddr>,
    /// The SQLite file.
    pub database: Option<PathBuf>,
    /// The folder with `services/`, `forms/`, `operator.json`, `tables.json`.
    pub content: Option<PathBuf>,
    /// The built page.
    pub dist: Option<PathBuf>,
    /// The tables of regions, as `cargo xtask regions` makes them.
    pub regions: Option<PathBuf>,
    /// Whether the embedded back end with invented people is on.
    pub sandbox: Option<bool>,
    /// Seconds the sandbox lets a case rest; 0 never moves it.
    pub sandbox_step: Option<u64>,
    /// Whether cookies are only for HTTPS.
    pub secure_cookies: Option<bool>,
    /// Minutes without a request after which a session ends.
    pub session_minutes: Option<u32>,
    /// Look-ups without signing in that one address may make in a minute.
    pub lookups_per_minute: Option<u32>,
    /// Proxies that are trusted to tell the client's address in `X-Forwarded-For`.
    pub trusted_proxies: Option<Vec<Network>>,
    /// Address and port for `/metrics` alone.
    pub metrics_listen: Option<SocketAddr>,
    /// A connected back end.
    pub backend: Option<toml::Table>,
}

/// Settings that were checked against each other.
#[derive(Clone, Debug)]
pub struct Config {
    /// Address and port.
    pub listen: SocketAddr,
    /// The SQLite file.
    pub database: PathBuf,
    /// The content folder.
    pub content: PathBuf,
    /// The built page.
    pub dist: PathBuf,
    /// The tables of regions.
    pub regions: PathBuf,
    /// Seconds the sandbox lets a case rest, when it was said; 0 never moves it.
    pub sandbox_step: Option<u64>,
    /// `__Host-` cookies for HTTPS only, and HSTS.
    pub secure_cookies: bool,
    /// How long a session lasts without a request.
    pub session: Duration,
    /// Look-ups an address may make in a minute.
    pub lookups_per_minute: u32,
    /// Proxies that are trusted to tell the client's address in `X-Forwarded-For`.
    pub trusted_proxies: Vec<Network>,
    /// Where `/metrics` is served, when not beside the page to this machine.
    pub metrics_listen: Option<SocketAddr>,
}

/// Why the settings do not fit; the text is for the person at the terminal.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ConfigError(pub String);

impl std::fmt::Display for ConfigError {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(&self.0)
    }
}

impl std::error::Error for ConfigError {}

impl File {
    /// Reads the file.
    ///
    /// # Errors
    /// It can't be read, is not TOML, or has a setting that does not exist.
    pub fn read(path: &Path) -> Result<Self, ConfigError> {
        let text = std::fs::read_to_string(path)
            .map_err(|error| ConfigError(format!("{}: {error}", path.display())))?;
        toml::from_str(&text).map_err(|error| ConfigError(format!("{}: {error}", path.display())))
    }

    /// Takes what `flags` says over what this says.
    #[must_use]
    pub fn with(self, flags: Self) -> Self {
        Self {
            listen: flags.listen.or(self.listen),
            database: flags.database.or(self.database),
            content: flags.content.or(self.content),
            dist: flags.dist.or(self.dist),
            regions: flags.regions.or(self.regions),
            sandbox: flags.sandbox.or(self.sandbox),
            sandbox_step: flags.sandbox_step.or(self.sandbox_step),
            secure_cookies: flags.secure_cookies.or(self.secure_cookies),
            session_minutes: flags.session_minutes.or(self.session_minutes),
            lookups_per_minute: flags.lookups_per_minute.or(self.lookups_per_minute),
            trusted_proxies: flags.trusted_proxies.or(self.trusted_proxies),
            metrics_listen: flags.metrics_listen.or(self.metrics_listen),
            backend: flags.backend.or(self.backend),
        }
    }

    /// The database, for commands that need nothing else.
    #[must_use]
    pub fn database(&self) -> PathBuf {
        self.database
            .clone()
            .unwrap_or_else(|| PathBuf::from("banshi.db"))
    }

    /// Checks the settings against each other and fills in the defaults.
    ///
    /// # Errors
    /// A sentence that says what does not fit and what to do.
    pub fn settle(self) -> Result<Config, ConfigError> {
        let sandbox = self.sandbox.unwrap_or(false);
        if self.backend.is_some() {
            return Err(ConfigError(
                if sandbox {
                    "A connected back end ([backend]) and the sandbox can't be on together: \
                     the sandbox lets anyone sign in as its invented people. Take one of them away."
                } else {
                    "A connected back end ([backend]) is not yet part of this version. \
                     Take the table out and start with --sandbox to use the embedded one."
                }
                .into(),
            ));
        }
        if !sandbox {
            return Err(ConfigError(
                "Nobody could sign in: neither the sandbox nor a connected back end is on. \
                 Start with --sandbox to use the embedded back end with invented people."
                    .into(),
            ));
        }
        let listen = self
            .listen
            .unwrap_or_else(|| SocketAddr::from(([127, 0, 0, 1], 8080)));
        Ok(Config {
            listen,
            database: self.database(),
            content: self.content.unwrap_or_else(|| PathBuf::from("content")),
            dist: self.dist.unwrap_or_else(|| PathBuf::from("dist")),
            regions: self.regions.unwrap_or_else(|| PathBuf::from("regions")),
            sandbox_step: self.sandbox_step,
            // On a loopback address there is no HTTPS to send a Secure cookie over.
            secure_cookies: self.secure_cookies.unwrap_or(!listen.ip().is_loopback()),
            session: Duration::from_secs(u64::from(self.session_minutes.unwrap_or(30).max(1)) * 60),
            lookups_per_minute: self.lookups_per_minute.unwrap_or(30).max(1),
            trusted_proxies: self.trusted_proxies.unwrap_or_default(),
            metrics_listen: self.metrics_listen,
        })
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, reason = "a test may fail loudly")]
    use super::*;

    fn file(text: &str) -> File {
        toml::from_str(text).unwrap()
    }

    #[test]
    fn the_sandbox_and_a_back_end_exclude_each_other() {
        let error = file("sandbox = true\n[backend]\nurl = 'x'")
            .settle()
            .unwrap_err();
        assert!(error.0.contains("can't be on together"));
        let error = file("[backend]\nurl = 'x'").settle().unwrap_err();
        assert!(error.0.contains("not yet part of this version"));
        let error = file("").settle().unwrap_err();
        assert!(error.0.contains("Nobody could sign in"));
    }

    #[test]
    fn flags_win_over_the_file_and_unknown_settings_are_named() {
        let flags = File {
            sandbox_step: Some(0),
            ..File::default()
        };
        let config = file("sandbox = true\nsandbox-step = 9")
            .with(flags)
            .settle()
            .unwrap();
        assert_eq!(config.sandbox_step, Some(0));
        assert!(
            toml::from_str::<File>("sandbux = true")
                .unwrap_err()
                .to_string()
                .contains("sandbux")
        );
    }

    #[test]
    fn proxies_and_the_place_of_figures_are_read_and_checked() {
        let text = "sandbox = true\ntrusted-proxies = ['127.0.0.1', '10.0.0.0/8']\n\
                    metrics-listen = '127.0.0.1:9100'";
        let config = file(text).settle().unwrap();
        assert_eq!(config.trusted_proxies.len(), 2);
        assert_eq!(config.metrics_listen.unwrap().port(), 9100);
        let flags = File {
            trusted_proxies: Some(vec!["::1".parse().unwrap()]),
            ..File::default()
        };
        let config = file(text).with(flags).settle().unwrap();
        assert_eq!(config.trusted_proxies.len(), 1);
        let error = toml::from_str::<File>("trusted-proxies = ['10.0.0.0/40']").unwrap_err();
        assert!(error.to_string().contains("`10.0.0.0/40` is neither"));
    }

    #[test]
    fn cookies_are_secure_unless_on_loopback() {
        let open = file("sandbox = true\nlisten = '0.0.0.0:80'")
            .settle()
            .unwrap();
        assert!(open.secure_cookies);
        assert!(!file("sandbox = true").settle().unwrap().secure_cookies);
        assert!(
            file("sandbox = true\nsecure-cookies = true")
                .settle()
                .unwrap()
                .secure_cookies
        );
    }
}
