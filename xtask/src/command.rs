//! A command to run, with what a person would type to run it again by hand.

use std::ffi::OsStr;
use std::fmt;
use std::os::unix::process::CommandExt as _;
use std::path::{Path, PathBuf};
use std::process;

/// A program with its arguments, variables and folder.
#[derive(Debug)]
pub struct Command {
    program: String,
    arguments: Vec<String>,
    variables: Vec<(String, String)>,
    folder: Option<PathBuf>,
    asks: bool,
}

impl Command {
    /// Runs `program`; arguments are split at spaces.
    pub fn new(line: &str) -> Self {
        let mut words = line.split_whitespace().map(String::from);
        Self {
            program: words.next().unwrap_or_default(),
            arguments: words.collect(),
            variables: Vec::new(),
            folder: None,
            asks: false,
        }
    }

    /// Runs the program at this path.
    pub fn at(program: &Path) -> Self {
        Self {
            program: program.display().to_string(),
            arguments: Vec::new(),
            variables: Vec::new(),
            folder: None,
            asks: false,
        }
    }

    /// One more argument.
    pub fn arg(mut self, argument: impl AsRef<OsStr>) -> Self {
        self.arguments
            .push(argument.as_ref().to_string_lossy().into_owned());
        self
    }

    /// More arguments.
    pub fn args<A: AsRef<OsStr>>(self, arguments: impl IntoIterator<Item = A>) -> Self {
        arguments.into_iter().fold(self, Self::arg)
    }

    /// With a variable.
    pub fn env(mut self, name: &str, value: impl AsRef<OsStr>) -> Self {
        self.variables
            .push((name.into(), value.as_ref().to_string_lossy().into_owned()));
        self
    }

    /// With a folder put before those in which programs are looked for.
    pub fn path(self, folder: &Path) -> Self {
        let others = std::env::var("PATH").unwrap_or_default();
        self.env("PATH", format!("{}:{others}", folder.display()))
    }

    /// In a folder.
    pub fn within(mut self, folder: &Path) -> Self {
        self.folder = Some(folder.to_path_buf());
        self
    }

    /// May ask something at the terminal, a password: only a process of the terminal's
    /// own group can.
    pub fn asks(mut self) -> Self {
        self.asks = true;
        self
    }

    /// Whether it leads a process group of its own.
    pub fn leads_a_group(&self) -> bool {
        !self.asks
    }

    /// Ready to be started.
    pub fn build(&self) -> process::Command {
        let mut command = process::Command::new(&self.program);
        command
            .args(&self.arguments)
            .envs(self.variables.iter().map(|(n, v)| (n, v)));
        if let Some(folder) = &self.folder {
            command.current_dir(folder);
        }
        if self.leads_a_group() {
            command.process_group(0);
        }
        command
    }

    /// What it prints; none when it can't be started or fails. For short questions
    /// such as `--version`.
    pub fn answer(&self) -> Option<String> {
        let output = self
            .build()
            .stderr(process::Stdio::null())
            .stdin(process::Stdio::null())
            .output()
            .ok()?;
        output
            .status
            .success()
            .then(|| String::from_utf8_lossy(&output.stdout).into_owned())
    }
}

impl fmt::Display for Command {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if let Some(folder) = &self.folder {
            write!(f, "cd {} && ", quoted(&folder.display().to_string()))?;
        }
        for (name, value) in &self.variables {
            if name == "PATH" {
                let first = value.split(':').next().unwrap_or_default();
                write!(f, "PATH={}:$PATH ", quoted(first))?;
            } else {
                write!(f, "{name}={} ", quoted(value))?;
            }
        }
        f.write_str(&quoted(&self.program))?;
        for argument in &self.arguments {
            write!(f, " {}", quoted(argument))?;
        }
        Ok(())
    }
}

fn quoted(word: &str) -> String {
    let plain = |c: char| c.is_ascii_alphanumeric() || "-_./=:,@+%^~".contains(c);
    if !word.is_empty() && word.chars().all(plain) {
        word.into()
    } else {
        format!("'{}'", word.replace('\'', r"'\''"))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn is_shown_as_it_would_be_typed() {
        let command = Command::new("cargo build -p x")
            .arg("it's")
            .env("RUSTFLAGS", "--cfg a")
            .within(Path::new("/a b"));
        assert_eq!(
            command.to_string(),
            r"cd '/a b' && RUSTFLAGS='--cfg a' cargo build -p x 'it'\''s'"
        );
    }

    #[test]
    fn a_program_that_is_not_there_answers_nothing() {
        assert_eq!(
            Command::new("banshi-no-such-program --version").answer(),
            None
        );
        assert_eq!(Command::new("false").answer(), None);
    }
}
