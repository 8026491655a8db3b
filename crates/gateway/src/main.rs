//! Starts the gateway; all of it is in the library.

use std::process::ExitCode;

#[tokio::main]
async fn main() -> ExitCode {
    banshi_gateway::cli::main().await
}
