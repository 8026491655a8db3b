//! `cargo xtask test api`: schemathesis makes requests out of `docs/openapi.json`, right
//! and wrong ones, and looks whether a running gateway keeps to it; once signed out,
//! once signed in.

use std::fs;
use std::io::{Read as _, Write as _};
use std::net::TcpStream;
use std::path::PathBuf;
use std::time::Duration;

use crate::command::Command;
use crate::gateway::{self, Running};
use crate::junit::{self, Count};
use crate::project::Project;
use crate::python;
use crate::steps::{Context as _, Done, Failure, Steps};

const FOLDER: &str = "xtask/api";
/// What the gateway's own tests know about it.
const TESTS: &str = "crates/gateway/tests";
/// Requests made for an operation and a way to make them.
const EXAMPLES: &str = "20";
/// The invented citizen who signs in, and what the gateway takes for it.
const PERSON: &str = "chen-jing";
const TICKET: &str = "sandbox:chen-jing";
/// The stream never ends; whoever signs out or in again is no longer who they were.
const WITHOUT: &str = "^/api/v1/stream$";
const WITHOUT_SIGNED_IN: &str = "^/api/v1/(stream|session/(logout|exchange))$";

/// Installs schemathesis; its program.
///
/// # Errors
/// Python is missing, or pip fails.
pub fn install(project: &Project, steps: &Steps, yes: bool) -> Done<PathBuf> {
    let python = python::environment(project, steps, yes, FOLDER, "schemathesis")?;
    Ok(python.with_file_name("schemathesis"))
}

/// Tries the gateway signed out and signed in, and counts the operations tried.
///
/// # Errors
/// Something can't be started, or an answer is not what the contract says; the log has
/// the request.
pub fn test(project: &Project, steps: &Steps, yes: bool, count: &mut Count) -> Done {
    let schemathesis = install(project, steps, yes)?;
    let program = gateway::build(project, steps, false)?;
    let no_page = project.at("target/xtask/api-no-page");
    let flags = ["--lookups-per-minute", "100000"];
    let running = Running::start_with(project, &program, "api", &no_page, &flags)?;
    let try_out = |name: &str, without: &str, headers: &[String]| {
        let report = project.report().join(format!("junit-api-{name}.xml"));
        let mut command = Command::at(&schemathesis)
            .arg("--config-file")
            .arg(project.at(TESTS).join("schemathesis.toml"))
            .args(["--no-color", "run"])
            .arg(project.at("docs/openapi.json"))
            .args(["--url", &running.url, "-c", "all", "-n", EXAMPLES])
            .args(["--seed", "1", "--request-timeout", "5"])
            .args(["--exclude-path-regex", without, "-H", "X-Banshi: 1"])
            .args(["--report", "junit", "--report-junit-path"])
            .arg(&report)
            .env("PYTHONPATH", project.at(TESTS))
            .env("PYTHONDONTWRITEBYTECODE", "1")
            .env("SCHEMATHESIS_HOOKS", "schemathesis_hooks")
            .env("NO_PROXY", "127.0.0.1")
            // It keeps what it found in the folder where it runs.
            .within(&project.at("target/xtask/api"));
        for header in headers {
            command = command.arg("-H").arg(header);
        }
        // An old report would count for this run.
        let _ = fs::remove_file(&report);
        let title = format!("Try the contract, {}", name.replace('-', " "));
        let outcome = steps.run(&title, &command);
        let counted = junit::count(&fs::read_to_string(&report).unwrap_or_default());
        (outcome.map(drop), counted)
    };
    let (signed_out, counted) = try_out("signed-out", WITHOUT, &[]);
    *count += counted;
    let session = [
        format!("Cookie: {}", sign_in(&running.url)?),
        format!("X-Banshi-Person: {PERSON}"),
    ];
    let (signed_in, counted) = try_out("signed-in", WITHOUT_SIGNED_IN, &session);
    *count += counted;
    signed_out.and(signed_in)
}

/// Signs in; the cookie.
fn sign_in(url: &str) -> Done<String> {
    let address = url.trim_start_matches("http://");
    let body = format!("{{\"ticket\":\"{TICKET}\"}}");
    let request = format!(
        "POST /api/v1/session/exchange HTTP/1.1\r\nHost: {address}\r\nX-Banshi: 1\r\nConnection: close\r\n\
         Content-Type: application/json\r\nContent-Length: {}\r\n\r\n{body}",
        body.len()
    );
    let mut answer = String::new();
    let mut stream = TcpStream::connect(address).context(url)?;
    stream
        .set_read_timeout(Some(Duration::from_secs(5)))
        .and_then(|()| stream.write_all(request.as_bytes()))
        .and_then(|()| stream.read_to_string(&mut answer))
        .context(url)?;
    cookie(&answer).ok_or_else(|| Failure::from(format!("signing in failed: {answer}")))
}

/// `name=value` of the cookie that an answer sets.
fn cookie(answer: &str) -> Option<String> {
    let set = answer.lines().find_map(|line| {
        let (name, value) = line.split_once(':')?;
        name.eq_ignore_ascii_case("set-cookie").then_some(value)
    })?;
    set.split(';').next().map(|pair| pair.trim().to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_cookie_is_taken_without_what_is_said_about_it() {
        let answer = "HTTP/1.1 200 OK\r\nSet-Cookie: banshi=a-b; HttpOnly; Path=/\r\n\r\n{}";
        assert_eq!(cookie(answer).as_deref(), Some("banshi=a-b"));
        assert_eq!(cookie("HTTP/1.1 403 Forbidden\r\n\r\n{}"), None);
    }
}
