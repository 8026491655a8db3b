//! The processes that a command of ours starts, and their end when it is told to stop
//! (SIGINT, SIGTERM, SIGHUP). Each leads a group of its own, which its own children
//! belong to: all of them are told to end, whether the terminal asked or somebody asked
//! us alone, and we end when they have.

use std::io;
use std::process::{self, ExitStatus};
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Mutex, MutexGuard, PoisonError};
use std::thread;
use std::time::{Duration, Instant};

use rustix::process::{Pid, Signal, WaitOptions};
use rustix::process::{kill_process_group, test_kill_process_group, waitpgid};
use signal_hook::consts::{SIGHUP, SIGINT, SIGTERM};
use signal_hook::iterator::Signals;

use crate::command::Command;
use crate::steps::{Context as _, Done};

/// How long they may take to end in order.
const GRACE: Duration = Duration::from_secs(10);
const LOOKS_EVERY: Duration = Duration::from_millis(20);

/// The groups that run.
static GROUPS: Mutex<Vec<Pid>> = Mutex::new(Vec::new());
/// Whether we were told to stop.
static STOPPING: AtomicBool = AtomicBool::new(false);
/// Whether being told to stop is how this command is meant to end.
static MEANT: AtomicBool = AtomicBool::new(false);

/// A process that we started. Dropped before it has ended, it is killed, with what it
/// started itself.
#[derive(Debug)]
pub struct Child {
    inner: process::Child,
    /// Its group, which has its number; none where it shares ours.
    group: Option<Pid>,
    ended: bool,
}

/// Starts a command.
///
/// # Errors
/// It can't be started.
pub fn start(command: &Command, adapt: impl FnOnce(&mut process::Command)) -> io::Result<Child> {
    let mut process = command.build();
    adapt(&mut process);
    // Held until its group is noted: none is started unseen while we stop.
    let mut groups = groups();
    if STOPPING.load(Ordering::SeqCst) {
        drop(groups);
        never();
    }
    let inner = process.spawn()?;
    let number = i32::try_from(inner.id()).ok().and_then(Pid::from_raw);
    let group = number.filter(|_| command.leads_a_group());
    groups.extend(group);
    Ok(Child {
        inner,
        group,
        ended: false,
    })
}

impl Child {
    /// Waits until it has ended. Does not come back when we were told to stop.
    ///
    /// # Errors
    /// The system has lost sight of it.
    pub fn wait(&mut self) -> io::Result<ExitStatus> {
        let status = self.inner.wait();
        self.end();
        status
    }

    /// How it ended, if it has.
    ///
    /// # Errors
    /// The system has lost sight of it.
    pub fn try_wait(&mut self) -> io::Result<Option<ExitStatus>> {
        let status = self.inner.try_wait();
        if !matches!(status, Ok(None)) {
            self.end();
        }
        status
    }

    fn end(&mut self) {
        self.ended = true;
        groups().retain(|group| Some(*group) != self.group);
        if STOPPING.load(Ordering::SeqCst) {
            // That it ended is no failure to be told, and what came next is not begun.
            never();
        }
    }
}

impl Drop for Child {
    fn drop(&mut self) {
        if self.ended {
            return;
        }
        // It may have ended already; then there is nothing to end.
        match self.group {
            Some(group) => {
                let _ = kill_process_group(group, Signal::KILL);
            }
            None => {
                let _ = self.inner.kill();
            }
        }
        let _ = self.wait();
    }
}

/// From now on heeds the signals that ask a program to stop.
///
/// # Errors
/// The system refuses.
pub fn heed() -> Done {
    let mut signals = Signals::new([SIGINT, SIGTERM]).context("signals")?;
    if !outlives_the_terminal() {
        signals.add_signal(SIGHUP).context("signals")?;
    }
    thread::spawn(move || {
        let mut asked = signals.forever();
        let Some(first) = asked.next() else { return };
        thread::spawn(move || stop(first));
        // Who asks twice waits no longer.
        if let Some(second) = asked.next() {
            kill();
            process::exit(status(second));
        }
    });
    Ok(())
}

/// Whether we were started to go on when the terminal is closed (`nohup`): signal 1 is
/// the lowest bit of those that are ignored. Where the system does not say, not.
fn outlives_the_terminal() -> bool {
    let about = std::fs::read_to_string("/proc/self/status").unwrap_or_default();
    let ignored = about.lines().find_map(|line| line.strip_prefix("SigIgn:"));
    let ignored = ignored.and_then(|bits| u64::from_str_radix(bits.trim(), 16).ok());
    ignored.is_some_and(|bits| bits & 1 == 1)
}

/// From now on being told to stop is how this command is meant to end: no failure.
pub fn until_stopped() {
    MEANT.store(true, Ordering::SeqCst);
}

fn stop(number: i32) -> ! {
    let running = {
        let groups = groups();
        STOPPING.store(true, Ordering::SeqCst);
        groups.clone()
    };
    for group in &running {
        // Not SIGINT, whatever it was: what a shell starts in the background ignores it.
        let _ = kill_process_group(*group, Signal::TERM);
    }
    let began = Instant::now();
    while running.iter().any(|group| is_there(*group)) && began.elapsed() < GRACE {
        thread::sleep(LOOKS_EVERY);
    }
    kill();
    process::exit(if MEANT.load(Ordering::SeqCst) {
        0
    } else {
        status(number)
    })
}

/// Ends at once whatever is left.
fn kill() {
    for group in groups().iter() {
        let _ = kill_process_group(*group, Signal::KILL);
    }
}

/// Whether a group has a process that has not ended.
fn is_there(group: Pid) -> bool {
    // Its leader counts until somebody has asked how it ended.
    let _ = waitpgid(group, WaitOptions::NOHANG);
    test_kill_process_group(group).is_ok()
}

/// What a shell says of a program that such a signal ended.
fn status(signal: i32) -> i32 {
    128 + signal
}

/// The thread that stops us ends the process.
fn never() -> ! {
    loop {
        thread::park();
    }
}

fn groups() -> MutexGuard<'static, Vec<Pid>> {
    GROUPS.lock().unwrap_or_else(PoisonError::into_inner)
}

#[cfg(test)]
#[allow(clippy::unwrap_used, reason = "tests")]
mod tests {
    use std::io::{BufRead as _, BufReader, Read as _};
    use std::process::Stdio;
    use std::sync::mpsc;

    use rustix::process::kill_process;

    use super::*;

    /// Names the shell's script that the stand-in for a command of ours runs.
    const SCRIPT: &str = "BANSHI_TEST_CHILD";
    const MEANT_TO: &str = "BANSHI_TEST_UNTIL_STOPPED";
    /// Its child and its child's child live until they are told to end.
    const OBEDIENT: &str = "echo ready; sleep 60 & wait";
    const STUBBORN: &str = "trap '' INT TERM HUP; echo ready; sleep 60 & wait; wait";

    /// Not a test by itself: the other tests start it as a process of its own.
    #[test]
    fn stand_in() {
        let Ok(script) = std::env::var(SCRIPT) else {
            return;
        };
        heed().unwrap();
        if std::env::var_os(MEANT_TO).is_some() {
            until_stopped();
        }
        let command = Command::new("sh -c").arg(script);
        let status = start(&command, |_| ()).unwrap().wait();
        println!("went on: {status:?}");
    }

    /// Starts the stand-in, sends it these signals, and waits for every process that it
    /// started; its exit code, and what it said once it was told to stop.
    fn told(script: &str, meant: bool, signals: &[Signal]) -> (Option<i32>, String) {
        let mut command = process::Command::new(std::env::current_exe().unwrap());
        tell(&mut command, script, meant, signals)
    }

    fn tell(
        command: &mut process::Command,
        script: &str,
        meant: bool,
        signals: &[Signal],
    ) -> (Option<i32>, String) {
        command
            .args(["--exact", "children::tests::stand_in", "--nocapture"])
            .env(SCRIPT, script)
            .stdout(Stdio::piped());
        if meant {
            command.env(MEANT_TO, "1");
        }
        let mut child = command.spawn().unwrap();
        let mut output = BufReader::new(child.stdout.take().unwrap());
        let mut line = String::new();
        while !line.ends_with("ready\n") {
            assert_ne!(output.read_line(&mut line).unwrap(), 0, "{line}");
        }
        let number = Pid::from_raw(i32::try_from(child.id()).unwrap()).unwrap();
        for signal in signals {
            kill_process(number, *signal).unwrap();
            thread::sleep(Duration::from_millis(200));
        }
        // Whoever still lives keeps the other end open.
        let (tell, heard) = mpsc::channel();
        thread::spawn(move || {
            let mut rest = String::new();
            let _ = output.read_to_string(&mut rest);
            let _ = tell.send(rest);
        });
        let rest = heard.recv_timeout(GRACE / 2);
        let _ = child.kill();
        let status = child.wait().unwrap();
        (
            status.code(),
            rest.unwrap_or_else(|_| "a process lives on".into()),
        )
    }

    #[test]
    fn being_told_to_stop_ends_what_was_started_and_what_that_started() {
        for (signal, code) in [(Signal::TERM, 143), (Signal::INT, 130), (Signal::HUP, 129)] {
            let outcome = told(OBEDIENT, false, &[signal]);
            assert_eq!(outcome, (Some(code), String::new()), "{signal:?}");
        }
    }

    #[test]
    fn it_is_no_failure_where_it_is_meant_to() {
        let outcome = told(OBEDIENT, true, &[Signal::TERM]);
        assert_eq!(outcome, (Some(0), String::new()));
    }

    #[test]
    fn asked_twice_it_waits_no_longer() {
        let outcome = told(STUBBORN, false, &[Signal::TERM, Signal::TERM]);
        assert_eq!(outcome, (Some(143), String::new()));
    }

    #[cfg(target_os = "linux")]
    #[test]
    fn under_nohup_it_outlives_the_terminal() {
        let mut command = process::Command::new("nohup");
        command.arg(std::env::current_exe().unwrap());
        let signals = [Signal::HUP, Signal::TERM];
        let outcome = tell(&mut command, OBEDIENT, false, &signals);
        assert_eq!(outcome, (Some(143), String::new()));
    }

    #[test]
    fn what_is_dropped_is_ended_with_what_it_started() {
        let command = Command::new("sh -c").arg("sleep 60 & wait");
        let mut child = start(&command, |process| {
            process.stdout(Stdio::piped());
        })
        .unwrap();
        let mut output = child.inner.stdout.take().unwrap();
        let (tell, heard) = mpsc::channel();
        thread::spawn(move || tell.send(output.read_to_end(&mut Vec::new())));
        drop(child);
        assert!(heard.recv_timeout(GRACE / 2).unwrap().is_ok());
    }
}
