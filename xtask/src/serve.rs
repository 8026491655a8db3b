//! `cargo xtask serve`: from a fresh clone to a page that can be used.

use std::fs;
use std::net::SocketAddr;
use std::process::Stdio;

use crate::args::Args;
use crate::project::Project;
use crate::steps::{Context as _, Done, Steps};
use crate::{build, children, gateway, regions};

/// Builds page and gateway, then runs the gateway until it is stopped.
///
/// # Errors
/// The address is taken, or a step fails.
pub fn serve(project: &Project, steps: &Steps, args: &Args) -> Done {
    let address = gateway::address(args.option("listen"))?;
    let pace = args.option("pace").map(pace).transpose()?;
    let release = args.flag("release");
    steps.say(
        "Builds the page and the gateway, then serves both; the first time takes some minutes",
    );
    let dist = if release {
        build::release(project, steps)?;
        project.at("dist")
    } else {
        let dist = project.at("target/serve/dist");
        build::debug(project, steps, &dist)?;
        dist
    };
    if let Err(failure) = regions::build(project, steps, args.flag("yes")) {
        steps.note(format_args!(
            "without the tables of regions, which nothing else needs: {failure}"
        ));
    }
    let program = gateway::build(project, steps, release)?;
    let folder = project.at("target/serve");
    fs::create_dir_all(&folder).context(folder.display())?;
    let database = folder.join("banshi.db");
    let mut command = gateway::command(project, &program, &address, &database, &dist);
    if let Some(pace) = pace {
        command = command.args(["--sandbox-step", pace]);
    }
    if std::env::var_os("BANSHI_LOG").is_none() {
        // The address below is not to scroll away.
        command = command.env("BANSHI_LOG", "warn,sqlx=error");
    }
    let is_own = address
        .parse::<SocketAddr>()
        .is_ok_and(|address| address.ip().is_loopback());
    if is_own {
        steps.say(format_args!(
            "Open http://{address}/ and sign in as one of the invented people"
        ));
    } else {
        // Without TLS a browser keeps no secure cookie, and nobody could sign in.
        command = command.args(["--secure-cookies", "false"]);
        let port = address.rsplit(':').next().unwrap_or_default();
        steps.say(format_args!(
            "Open http://THIS-MACHINE:{port}/ and sign in as one of the invented people"
        ));
        steps.note("without TLS, so only for trying out: everybody on the network can read along");
    }
    let (program, database) = (project.shown(&program), project.shown(&database));
    steps.note(format_args!(
        "what you do is kept in {database}; remove it to start anew"
    ));
    steps.note("move a case at once, by the reference on its page:");
    steps.note(format_args!(
        "  {program} officer REFERENCE accept --database {database}"
    ));
    steps.note("let the cases hold still, or move on after so many seconds of rest:");
    steps.note(format_args!(
        "  {program} sandbox pace off --database {database}"
    ));
    steps.note("Ctrl-C stops it");
    children::until_stopped();
    let started = children::start(&command, |process| {
        process.stdin(Stdio::null());
    });
    let status = started.and_then(|mut gateway| gateway.wait());
    let status = status.context(&command)?;
    if status.success() {
        Ok(())
    } else {
        Err(format!("the gateway ended with {status}\n  command: {command}").into())
    }
}

/// Seconds that the sandbox lets a case rest, or `off`: what the gateway takes for it.
fn pace(asked: &str) -> Done<&str> {
    if asked == "off" || asked.parse::<u64>().is_ok() {
        Ok(asked)
    } else {
        Err(format!("--pace needs a number of seconds, or `off`, not `{asked}`").into())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_pace_is_seconds_or_off() {
        for good in ["off", "0", "45"] {
            assert!(pace(good).is_ok_and(|pace| pace == good));
        }
        for bad in ["", "on", "-1", "1.5", "45s"] {
            assert!(pace(bad).is_err(), "{bad}");
        }
    }
}
