//! Pictures of every page, to be looked at.

use crate::args::Args;
use crate::command::Command;
use crate::project::Project;
use crate::steps::{Done, Steps};
use crate::{build, gateway, npm, tools};

/// Takes them into `target/screenshots/`, or the README's into `docs/images/`.
///
/// # Errors
/// Something can't be built, or a page does not come up.
pub fn screenshots(project: &Project, steps: &Steps, args: &Args) -> Done {
    let browser = tools::browser(steps, args.flag("yes"))?;
    build::release(project, steps)?;
    let gateway = gateway::build(project, steps, false)?;
    let folder = project.at("tests/e2e");
    npm::install(steps, &folder, "Playwright and axe")?;
    let readme = args.flag("readme");
    let command =
        Command::new("npx --no-install playwright test --config playwright.screenshots.config.ts")
            .args(["--grep", if readme { "README" } else { "px" }])
            .env("GATEWAY_BIN", gateway)
            .env("DIST", project.at("dist"))
            .env("CHROMIUM", &browser.chromium)
            .env("FORCE_COLOR", "0")
            .within(&folder);
    if readme {
        steps.run("Take the README's picture", &command)?;
        steps.next("look at docs/images/dashboard.png");
    } else {
        steps.run("Take a picture of every page", &command)?;
        steps.next("look at target/screenshots/");
    }
    Ok(())
}
