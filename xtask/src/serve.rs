//! `cargo xtask serve`: from a fresh clone to a page that can be used.

use std::fs;
use std::net::SocketAddr;

use crate::args::Args;
use crate::project::Project;
use crate::steps::{Context as _, Done, Steps};
use crate::{build, gateway};

/// Builds page and gateway, then runs the gateway until it is stopped.
///
/// # Errors
/// The address is taken, or a step fails.
pub fn serve(project: &Project, steps: &Steps, args: &Args) -> Done {
    let address = gateway::address(args.option("listen"))?;
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
    let program = gateway::build(project, steps, release)?;
    let folder = project.at("target/serve");
    fs::create_dir_all(&folder).context(folder.display())?;
    let database = folder.join("banshi.db");
    let mut command = gateway::command(project, &program, &address, &database, &dist);
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
    steps.note(format_args!(
        "what you do is kept in {}; remove it to start anew",
        project.shown(&database)
    ));
    steps.note("move a case: target/debug/banshi-gateway officer --help");
    steps.note("Ctrl-C stops it");
    let status = command.build().status().context(&command)?;
    // Stopped by hand is how it is meant to end.
    if status.success() || status.code().is_none() {
        Ok(())
    } else {
        Err(format!("the gateway ended with {status}\n  command: {command}").into())
    }
}
