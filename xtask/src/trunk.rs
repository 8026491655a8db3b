//! The development server: Trunk must build the page, and serve it.

use std::fs::{self, File};
use std::net::{SocketAddr, TcpListener};
use std::process::Stdio;
use std::time::{Duration, Instant};

use crate::children;
use crate::command::Command;
use crate::gateway::ask;
use crate::project::Project;
use crate::steps::{Context as _, Done, Steps};
use crate::tools;
use crate::versions::{TRUNK, WASM_BINDGEN};

const SERVES_WITHIN: Duration = Duration::from_secs(300);
const ASK_AGAIN_AFTER: Duration = Duration::from_millis(250);

/// Builds with Trunk into a folder of its own, then serves and asks for the page, a
/// style and the words.
///
/// # Errors
/// Trunk fails, or what it serves is not the page.
pub fn test(project: &Project, steps: &Steps) -> Done {
    tools::wasm_target(steps)?;
    tools::cargo(project, steps, &WASM_BINDGEN)?;
    let trunk = tools::cargo(project, steps, &TRUNK)?;
    let dist = project.at("target/xtask/trunk");
    fs::create_dir_all(&dist).context(dist.display())?;
    let offline = |verb: &str| {
        Command::at(&trunk)
            .arg(verb)
            .arg("--dist")
            .arg(&dist)
            .path(&tools::folder(project))
            .env("TRUNK_OFFLINE", "true")
            .env("NO_COLOR", "true")
            .env("CARGO_TARGET_DIR", project.page_target())
            .within(&project.root)
    };
    steps.run("Build the page with Trunk", &offline("build"))?;

    let free = TcpListener::bind("127.0.0.1:0").and_then(|taken| taken.local_addr());
    let address = free.context("no free port")?;
    let command = offline("serve").args([
        "--address",
        "127.0.0.1",
        "--port",
        &address.port().to_string(),
        "--no-autoreload",
        "true",
    ]);
    steps.say("Serve the page with Trunk");
    let log = project.at("target/xtask/trunk-serve.log");
    let file = File::create(&log).context(log.display())?;
    let both = file.try_clone().context(log.display())?;
    let child = children::start(&command, |process| {
        process.stdin(Stdio::null()).stdout(file).stderr(both);
    });
    let mut server = child.context(&command)?;
    let began = Instant::now();
    let page = loop {
        if let Some(page) = ask(address, "/").filter(|page| page.starts_with("HTTP/1.1 200")) {
            break page;
        }
        let ended = server.try_wait().context(&command)?;
        if ended.is_some() || began.elapsed() > SERVES_WITHIN {
            return Err(format!(
                "trunk serve gave no page\n  command: {command}\n  log: {}",
                project.shown(&log)
            )
            .into());
        }
        std::thread::park_timeout(ASK_AGAIN_AFTER);
    };
    if !page.contains("id=\"shell\"") || !page.contains("banshi") {
        return Err(format!("what trunk serve gives is not the page:\n{page}").into());
    }
    for (path, holds) in [
        ("/style/index.css", "@layer"),
        ("/locales/zh-CN.json", "首页"),
        ("/boot.js", "banshi:lost"),
        ("/banshi.js", "wasm"),
    ] {
        check(address, path, holds)?;
    }
    Ok(())
}

fn check(address: SocketAddr, path: &str, holds: &str) -> Done {
    let answer = ask(address, path).unwrap_or_default();
    if answer.starts_with("HTTP/1.1 200") && answer.contains(holds) {
        Ok(())
    } else {
        let head: String = answer.chars().take(300).collect();
        Err(format!("trunk serve has no right {path}: {head}").into())
    }
}
