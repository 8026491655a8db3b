//! The gateway as a process: built, started on a port, asked whether it is ready.

use std::fs::{self, File};
use std::io::{Read as _, Write as _};
use std::net::{SocketAddr, TcpListener, TcpStream};
use std::path::{Path, PathBuf};
use std::process::Stdio;
use std::time::{Duration, Instant};

use crate::children::{self, Child};
use crate::command::Command;
use crate::project::Project;
use crate::steps::{Context as _, Done, Steps};

/// Ports tried by `serve` when nobody named one.
const PORTS: std::ops::RangeInclusive<u16> = 8080..=8089;
const READY_WITHIN: Duration = Duration::from_secs(30);
const ASK_AGAIN_AFTER: Duration = Duration::from_millis(100);

/// Builds it; its path.
///
/// # Errors
/// It does not build.
pub fn build(project: &Project, steps: &Steps, release: bool) -> Done<PathBuf> {
    let (flags, folder): (&[&str], _) = if release {
        (&["--release"], "release")
    } else {
        (&[], "debug")
    };
    let command = Command::new("cargo build --package banshi-gateway")
        .args(flags)
        .within(&project.root);
    steps.run("Build the gateway", &command)?;
    Ok(project.cargo_target.join(folder).join("banshi-gateway"))
}

/// The command that runs it with the sandbox.
pub fn command(
    project: &Project,
    program: &Path,
    listen: &str,
    database: &Path,
    dist: &Path,
) -> Command {
    Command::at(program)
        .args(["--listen", listen])
        .arg("--database")
        .arg(database)
        .arg("--content")
        .arg(project.at("content"))
        .arg("--dist")
        .arg(dist)
        .arg("--regions")
        .arg(project.at("target/regions"))
        .arg("--sandbox")
        .within(&project.root)
}

/// An address to listen on: the one that was asked for, or the first free one.
///
/// # Errors
/// It is taken.
pub fn address(asked: Option<&str>) -> Done<String> {
    if let Some(asked) = asked {
        TcpListener::bind(asked).context(format_args!("can't listen on {asked}"))?;
        return Ok(asked.to_owned());
    }
    PORTS
        .map(|port| format!("127.0.0.1:{port}"))
        .find(|address| TcpListener::bind(address).is_ok())
        .ok_or_else(|| {
            let text = format!(
                "the ports {} to {} are all taken; name one: --listen 127.0.0.1:PORT",
                PORTS.start(),
                PORTS.end()
            );
            text.into()
        })
}

/// A gateway that ends when this is dropped.
#[derive(Debug)]
pub struct Running {
    child: Child,
    /// Its address, `http://…` without a slash at the end.
    pub url: String,
}

impl Running {
    /// Starts one on a free port with a fresh database, and waits until it is ready.
    ///
    /// # Errors
    /// It does not start, or is not ready in time.
    pub fn start(project: &Project, program: &Path, name: &str, dist: &Path) -> Done<Self> {
        Self::start_with(project, program, name, dist, &[])
    }

    /// The same with more flags.
    ///
    /// # Errors
    /// The same.
    pub fn start_with(
        project: &Project,
        program: &Path,
        name: &str,
        dist: &Path,
        flags: &[&str],
    ) -> Done<Self> {
        let folder = project.at("target/xtask").join(name);
        if folder.exists() {
            fs::remove_dir_all(&folder).context(folder.display())?;
        }
        fs::create_dir_all(&folder).context(folder.display())?;
        let free = TcpListener::bind("127.0.0.1:0").and_then(|taken| taken.local_addr());
        let address = free.context("no free port")?;
        let log = folder.join("gateway.log");
        let file = File::create(&log).context(log.display())?;
        let both = file.try_clone().context(log.display())?;
        let command = command(
            project,
            program,
            &address.to_string(),
            &folder.join("banshi.db"),
            dist,
        )
        .args(["--sandbox-step", "0"])
        .args(flags);
        let child = children::start(&command, |process| {
            process.stdin(Stdio::null()).stdout(file).stderr(both);
        });
        let child = child.context(&command)?;
        let mut running = Self {
            child,
            url: format!("http://{address}"),
        };
        let began = Instant::now();
        while !ask(address, "/readyz").is_some_and(|answer| answer.starts_with("HTTP/1.1 200")) {
            let ended = running.child.try_wait().context(&command)?;
            if ended.is_some() || began.elapsed() > READY_WITHIN {
                let said = fs::read_to_string(&log).unwrap_or_default();
                return Err(format!(
                    "the gateway did not become ready\n  command: {command}\n{said}"
                )
                .into());
            }
            std::thread::park_timeout(ASK_AGAIN_AFTER);
        }
        Ok(running)
    }
}

/// The answer to a GET, head and body; none when nobody answers.
pub fn ask(address: SocketAddr, path: &str) -> Option<String> {
    let mut stream = TcpStream::connect_timeout(&address, Duration::from_secs(1)).ok()?;
    stream.set_read_timeout(Some(Duration::from_secs(5))).ok()?;
    write!(
        stream,
        "GET {path} HTTP/1.1\r\nHost: {address}\r\nAccept: */*\r\nConnection: close\r\n\r\n"
    )
    .ok()?;
    let mut answer = Vec::new();
    stream.read_to_end(&mut answer).ok()?;
    Some(String::from_utf8_lossy(&answer).into_owned())
}

#[cfg(test)]
#[allow(clippy::unwrap_used, reason = "tests")]
mod tests {
    use super::*;

    #[test]
    fn an_address_that_is_taken_is_refused() {
        let taken = TcpListener::bind("127.0.0.1:0").unwrap();
        let taken_address = taken.local_addr().unwrap().to_string();
        assert!(address(Some(&taken_address)).is_err());
        drop(taken);
        assert_eq!(address(Some(&taken_address)).unwrap(), taken_address);
    }

    #[test]
    fn nobody_there_is_no_answer() {
        let address = TcpListener::bind("127.0.0.1:0")
            .unwrap()
            .local_addr()
            .unwrap();
        assert_eq!(ask(address, "/"), None);
    }
}
