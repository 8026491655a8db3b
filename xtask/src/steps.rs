//! Steps that a person can follow: what is done, how long it has taken, and where to
//! look when it fails.

use std::fmt;
use std::fs::{self, File};
use std::path::{Path, PathBuf};
use std::process::Stdio;
use std::sync::atomic::{AtomicU32, Ordering};
use std::sync::mpsc;
use std::thread;
use std::time::{Duration, Instant};

use crate::children::{self, Child};
use crate::command::Command;
use crate::project::Project;

/// A step that takes longer than this says that it is still alive.
const HEARTBEAT: Duration = Duration::from_secs(20);
/// Below this nobody needs to be told how long it took.
const WORTH_TELLING: Duration = Duration::from_secs(2);
/// Lines of the log that are shown when a step fails.
const LAST_LINES: usize = 40;

/// Why a command of ours could not do what it was asked; for the person to read.
#[derive(Debug)]
pub struct Failure(String);

impl From<String> for Failure {
    fn from(text: String) -> Self {
        Self(text)
    }
}

impl fmt::Display for Failure {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

/// The outcome of a step.
pub type Done<T = ()> = Result<T, Failure>;

/// Adds what was being done, and with which file, to an error of the system.
pub trait Context<T> {
    /// `what` names the action and its object.
    ///
    /// # Errors
    /// The same as before, in words.
    fn context(self, what: impl fmt::Display) -> Done<T>;
}

impl<T, E: fmt::Display> Context<T> for Result<T, E> {
    fn context(self, what: impl fmt::Display) -> Done<T> {
        self.map_err(|error| Failure(format!("{what}: {error}")))
    }
}

/// Prints the steps of one run and keeps their logs.
#[derive(Debug)]
pub struct Steps {
    began: Instant,
    logs: PathBuf,
    root: PathBuf,
    count: AtomicU32,
}

impl Steps {
    /// A run that begins now; its logs go to `target/xtask/`.
    pub fn new(project: &Project) -> Self {
        Self {
            began: Instant::now(),
            logs: project.at("target/xtask"),
            root: project.root.clone(),
            count: AtomicU32::new(0),
        }
    }

    /// Says what is being done.
    pub fn say(&self, text: impl fmt::Display) {
        println!("[{:>6}] {text}", clock(self.began.elapsed()));
    }

    /// Says something about the step that is being done.
    pub fn note(&self, text: impl fmt::Display) {
        println!("         {text}");
    }

    /// Ends a run: what a person would do next.
    pub fn next(&self, text: impl fmt::Display) {
        println!("\nNext: {text}");
    }

    /// Runs a command as a step; what it prints goes into a log and is the answer.
    ///
    /// # Errors
    /// It can't be started or fails; the failure names command and log.
    pub fn run(&self, title: &str, command: &Command) -> Done<String> {
        self.say(title);
        let began = Instant::now();
        let log = self.log_for(title)?;
        let file = File::create(&log).context(log.display())?;
        let both = file.try_clone().context(log.display())?;
        let child = children::start(command, |process| {
            process.stdin(Stdio::null()).stdout(file).stderr(both);
        });
        let status = match child {
            Ok(child) => self.watch(child, began, &log),
            Err(error) => {
                return Err(self.failure(title, command, &log, &error.to_string(), began));
            }
        };
        match status {
            Ok(status) if status.success() => {
                let took = began.elapsed();
                if took >= WORTH_TELLING {
                    self.note(format_args!("took {}", clock(took)));
                }
                fs::read(&log)
                    .map(|text| String::from_utf8_lossy(&text).into_owned())
                    .context(log.display())
            }
            Ok(status) => Err(self.failure(title, command, &log, &status.to_string(), began)),
            Err(error) => Err(self.failure(title, command, &log, &error.to_string(), began)),
        }
    }

    fn watch(
        &self,
        mut child: Child,
        began: Instant,
        log: &Path,
    ) -> std::io::Result<std::process::ExitStatus> {
        let (tell, told) = mpsc::channel();
        thread::spawn(move || tell.send(child.wait()));
        loop {
            match told.recv_timeout(HEARTBEAT) {
                Ok(status) => return status,
                Err(mpsc::RecvTimeoutError::Timeout) => {
                    let last = last_line(log).unwrap_or_default();
                    self.note(format_args!("… {}  {last}", clock(began.elapsed())));
                }
                Err(mpsc::RecvTimeoutError::Disconnected) => {
                    return Err(std::io::Error::other("the process was lost sight of"));
                }
            }
        }
    }

    fn log_for(&self, title: &str) -> Done<PathBuf> {
        fs::create_dir_all(&self.logs).context(self.logs.display())?;
        let number = self.count.fetch_add(1, Ordering::Relaxed) + 1;
        Ok(self.logs.join(format!("{:02}-{}.log", number, slug(title))))
    }

    fn failure(
        &self,
        title: &str,
        command: &Command,
        log: &Path,
        why: &str,
        began: Instant,
    ) -> Failure {
        let text = fs::read(log)
            .map(|text| String::from_utf8_lossy(&text).into_owned())
            .unwrap_or_default();
        let lines: Vec<&str> = text.lines().collect();
        let from = lines.len().saturating_sub(LAST_LINES);
        let tail = lines.get(from..).unwrap_or_default().join("\n    ");
        let log = log.strip_prefix(&self.root).unwrap_or(log).display();
        Failure(format!(
            "{title}: failed after {} ({why})\n  command: {command}\n  log: {log}\n    {tail}",
            clock(began.elapsed())
        ))
    }
}

fn last_line(log: &Path) -> Option<String> {
    let text = fs::read(log).ok()?;
    let text = String::from_utf8_lossy(&text).into_owned();
    let line = text
        .lines()
        .rev()
        .map(str::trim)
        .find(|line| !line.is_empty())?;
    Some(line.chars().filter(|c| !c.is_control()).take(70).collect())
}

/// A file name out of a title.
fn slug(title: &str) -> String {
    let mut slug = String::new();
    for c in title.chars().take(60) {
        if c.is_ascii_alphanumeric() {
            slug.push(c.to_ascii_lowercase());
        } else if !slug.ends_with('-') && !slug.is_empty() {
            slug.push('-');
        }
    }
    slug.trim_end_matches('-').to_owned()
}

/// `4.2 s`, `58 s`, `3 m 07`.
pub fn clock(time: Duration) -> String {
    let seconds = time.as_secs();
    if seconds < 10 {
        format!("{:.1} s", time.as_secs_f64())
    } else if seconds < 60 {
        format!("{seconds} s")
    } else {
        format!("{} m {:02}", seconds / 60, seconds % 60)
    }
}

#[cfg(test)]
#[allow(clippy::unwrap_used, reason = "tests")]
mod tests {
    use super::*;

    fn steps() -> (Steps, PathBuf) {
        let root = std::env::temp_dir().join(format!(
            "banshi-steps-{}-{:?}",
            std::process::id(),
            thread::current().id()
        ));
        let steps = Steps {
            began: Instant::now(),
            logs: root.join("logs"),
            root: root.clone(),
            count: AtomicU32::new(0),
        };
        (steps, root)
    }

    #[test]
    fn a_step_answers_what_its_command_printed() {
        let (steps, root) = steps();
        assert_eq!(
            steps.run("Say so", &Command::new("echo so")).unwrap(),
            "so\n"
        );
        fs::remove_dir_all(root).unwrap();
    }

    #[test]
    fn a_failing_step_names_command_log_and_last_words() {
        let (steps, root) = steps();
        let command = Command::new("sh -c").arg("echo last words; exit 3");
        let failure = steps.run("Break: it", &command).unwrap_err().to_string();
        assert!(
            failure.contains("sh -c 'echo last words; exit 3'"),
            "{failure}"
        );
        assert!(failure.contains("logs/01-break-it.log"), "{failure}");
        assert!(failure.contains("\n    last words"), "{failure}");
        fs::remove_dir_all(root).unwrap();
    }

    #[test]
    fn times_read_well() {
        assert_eq!(clock(Duration::from_millis(4_210)), "4.2 s");
        assert_eq!(clock(Duration::from_secs(58)), "58 s");
        assert_eq!(clock(Duration::from_secs(187)), "3 m 07");
    }
}
