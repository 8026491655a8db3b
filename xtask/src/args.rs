//! What was typed after `cargo xtask`.

use crate::steps::{Done, Failure};

/// The command, its flags, options and further words.
#[derive(Debug, Default, PartialEq, Eq)]
pub struct Args {
    command: String,
    flags: Vec<String>,
    options: Vec<(String, String)>,
    words: Vec<String>,
}

/// Options that take a value.
const WITH_VALUE: [&str; 4] = ["listen", "minutes", "pace", "runs"];

impl Args {
    /// Reads them; `--name value` and `--name=value` are the same.
    ///
    /// # Errors
    /// An option that takes a value has none.
    pub fn parse(typed: impl IntoIterator<Item = String>) -> Done<Self> {
        let mut args = Self::default();
        let mut typed = typed.into_iter();
        while let Some(one) = typed.next() {
            let Some(name) = one.strip_prefix("--") else {
                if matches!(one.as_str(), "-h" | "-?") {
                    args.flags.push("help".into());
                } else {
                    args.words.push(one);
                }
                continue;
            };
            if let Some((name, value)) = name.split_once('=') {
                args.options.push((name.into(), value.into()));
            } else if WITH_VALUE.contains(&name) {
                let value = typed
                    .next()
                    .ok_or_else(|| Failure::from(format!("--{name} needs a value")))?;
                args.options.push((name.into(), value));
            } else {
                args.flags.push(name.into());
            }
        }
        if args.flag("help") || args.words.is_empty() {
            args.command = "help".into();
        } else {
            args.command = args.words.remove(0);
        }
        Ok(args)
    }

    /// The command's name; `help` when none was typed.
    pub fn command(&self) -> &str {
        &self.command
    }

    /// Whether `--name` was typed.
    pub fn flag(&self, name: &str) -> bool {
        self.flags.iter().any(|flag| flag == name)
    }

    /// The value of `--name`.
    pub fn option(&self, name: &str) -> Option<&str> {
        let found = self.options.iter().rev().find(|(option, _)| option == name);
        found.map(|(_, value)| value.as_str())
    }

    /// The words after the command.
    pub fn words(&self) -> &[String] {
        &self.words
    }

    /// Refuses what the command does not know, so that a slip of the hand does not
    /// pass for a wish fulfilled.
    ///
    /// # Errors
    /// Something was typed that is not in the lists, or too many words.
    pub fn allow(&self, flags: &[&str], options: &[&str], words: usize) -> Done {
        let unknown = self
            .flags
            .iter()
            .find(|flag| !flags.contains(&flag.as_str()));
        let unknown = unknown.or_else(|| {
            let typed = self.options.iter().map(|(name, _)| name);
            typed
                .into_iter()
                .find(|name| !options.contains(&name.as_str()))
        });
        if let Some(name) = unknown {
            return Err(format!("`{}` has no --{name}; see cargo xtask help", self.command).into());
        }
        match self.words.get(words) {
            Some(word) => Err(format!(
                "`{}` does not take `{word}`; see cargo xtask help",
                self.command
            )
            .into()),
            None => Ok(()),
        }
    }
}

#[cfg(test)]
#[allow(clippy::unwrap_used, reason = "tests")]
mod tests {
    use super::*;

    fn typed(line: &str) -> Args {
        Args::parse(line.split_whitespace().map(String::from)).unwrap()
    }

    #[test]
    fn words_flags_and_values_are_told_apart() {
        let args = typed("serve --yes --listen 0.0.0.0:80");
        assert_eq!(args.command(), "serve");
        assert!(args.flag("yes"));
        assert_eq!(args.option("listen"), Some("0.0.0.0:80"));
        assert_eq!(typed("serve --listen=a").option("listen"), Some("a"));
        assert_eq!(typed("test native wasm").words(), ["native", "wasm"]);
    }

    #[test]
    fn nothing_typed_is_a_call_for_help() {
        assert_eq!(typed("").command(), "help");
        assert_eq!(typed("serve --help").command(), "help");
        assert_eq!(typed("-h").command(), "help");
    }

    #[test]
    fn what_a_command_does_not_know_is_refused() {
        assert!(Args::parse(["serve".into(), "--listen".into()]).is_err());
        assert!(typed("build --listen=a").allow(&["yes"], &[], 0).is_err());
        assert!(typed("build --yes").allow(&["yes"], &[], 0).is_ok());
        assert!(typed("build page").allow(&[], &[], 0).is_err());
    }
}
