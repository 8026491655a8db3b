//! The command line.

use std::net::SocketAddr;
use std::path::{Path, PathBuf};
use std::process::ExitCode;
use std::sync::Arc;

use clap::{Args, Parser, Subcommand, ValueEnum};
use tokio::net::TcpListener;
use tokio::sync::watch;

use crate::cases::{Action, Decision};
use crate::clock::SystemClock;
use crate::config::File;
use crate::content::check;
use crate::limit::address::Network;
use crate::sandbox::mover;
use crate::server::Server;
use crate::store::{SqliteStore, Store};
use crate::{officer, openapi};

#[derive(Debug, Parser)]
#[command(
    name = "banshi-gateway",
    version,
    about = "The server beside the Banshi page",
    args_conflicts_with_subcommands = true
)]
struct Cli {
    #[command(subcommand)]
    command: Option<Command>,
    #[command(flatten)]
    serve: Flags,
}

#[derive(Debug, Subcommand)]
enum Command {
    /// Serve the page and the contract (also the default)
    Serve(Flags),
    /// Move a case as an officer would
    Officer {
        /// Its id or reference
        case: String,
        #[command(subcommand)]
        action: OfficerAction,
        #[command(flatten)]
        database: Database,
    },
    /// Adjust the running sandbox
    Sandbox {
        #[command(subcommand)]
        what: SandboxCommand,
    },
    /// Check content against the norm's tables or the form engine's lint
    Check {
        #[command(subcommand)]
        what: CheckCommand,
    },
    /// Print the OpenAPI document
    Openapi,
}

#[derive(Clone, Debug, Default, Args)]
struct Flags {
    /// A TOML file with the same settings
    #[arg(long, value_name = "FILE")]
    config: Option<PathBuf>,
    /// Address and port [default: 127.0.0.1:8080]
    #[arg(long, value_name = "ADDRESS")]
    listen: Option<SocketAddr>,
    /// The SQLite file [default: banshi.db]
    #[arg(long, value_name = "FILE")]
    database: Option<PathBuf>,
    /// The folder with services/, forms/, operator.json, tables.json [default: content]
    #[arg(long, value_name = "DIR")]
    content: Option<PathBuf>,
    /// The built page [default: dist]
    #[arg(long, value_name = "DIR")]
    dist: Option<PathBuf>,
    /// The tables of regions, made by `cargo xtask regions` [default: regions]
    #[arg(long, value_name = "DIR")]
    regions: Option<PathBuf>,
    /// Switch on the embedded back end: anyone can sign in as its invented people
    #[arg(long)]
    sandbox: bool,
    /// Seconds the sandbox lets a case rest before moving it on; 0 or `off`: never [default: 45]
    #[arg(long, value_name = "SECONDS", value_parser = pace)]
    sandbox_step: Option<u64>,
    /// Cookies for HTTPS only, and HSTS [default: unless listening on loopback]
    #[arg(long, value_name = "BOOL")]
    secure_cookies: Option<bool>,
    /// Minutes without a request after which a session ends [default: 30]
    #[arg(long, value_name = "MINUTES")]
    session_minutes: Option<u32>,
    /// Look-ups without signing in that one address may make in a minute [default: 30]
    #[arg(long, value_name = "COUNT")]
    lookups_per_minute: Option<u32>,
    /// An address or network (CIDR) whose `X-Forwarded-For` tells the client's address; repeatable [TOML: trusted-proxies]
    #[arg(long = "trusted-proxy", value_name = "ADDRESS")]
    trusted_proxies: Vec<Network>,
    /// Serve /metrics here, to anyone, and nowhere else [default: beside the page, to this machine only]
    #[arg(long, value_name = "ADDRESS")]
    metrics_listen: Option<SocketAddr>,
}

#[derive(Clone, Debug, Args)]
struct Database {
    /// A TOML file that names the database
    #[arg(long, value_name = "FILE", global = true)]
    config: Option<PathBuf>,
    /// The SQLite file of the gateway [default: banshi.db]
    #[arg(long, value_name = "FILE", global = true)]
    database: Option<PathBuf>,
}

#[derive(Debug, Subcommand)]
enum OfficerAction {
    /// 受理
    Accept(Note),
    /// Begin the review
    Review(Note),
    /// 一次性告知补正
    RequestDocuments(Note),
    /// 特别程序: the clock stands still
    Suspend(Note),
    /// The clock runs again
    Resume(Note),
    /// 决定
    Decide {
        /// What was decided
        #[arg(long, value_enum, default_value = "granted")]
        outcome: Outcome,
        #[command(flatten)]
        note: Note,
    },
    /// 送达
    Deliver(Note),
}

#[derive(Clone, Debug, Args)]
struct Note {
    /// What the person is told, in the officer's words
    #[arg(long, value_name = "TEXT")]
    note: Option<String>,
}

#[derive(Clone, Copy, Debug, ValueEnum)]
enum Outcome {
    /// 准予
    Granted,
    /// 不予许可
    Refused,
}

#[derive(Debug, Subcommand)]
enum SandboxCommand {
    /// How many seconds a case rests before it is moved on; 0 or `off`: it is not
    Pace {
        /// Seconds, or `off`
        #[arg(value_parser = pace)]
        seconds: u64,
        #[command(flatten)]
        database: Database,
    },
}

#[derive(Debug, Subcommand)]
enum CheckCommand {
    /// Services against the code tables of GB/T 39046-2020
    Catalogue {
        /// The content folder
        dir: PathBuf,
    },
    /// Forms against the engine's lint
    Forms {
        /// The content folder
        dir: PathBuf,
    },
}

fn pace(text: &str) -> Result<u64, String> {
    if text == "off" {
        return Ok(0);
    }
    text.parse()
        .map_err(|_| "say a number of seconds, or `off`".into())
}

impl Flags {
    fn file(self) -> Result<File, Failure> {
        let file = read(self.config.as_deref())?;
        Ok(file.with(File {
            listen: self.listen,
            database: self.database,
            content: self.content,
            dist: self.dist,
            regions: self.regions,
            sandbox: self.sandbox.then_some(true),
            sandbox_step: self.sandbox_step,
            secure_cookies: self.secure_cookies,
            session_minutes: self.session_minutes,
            lookups_per_minute: self.lookups_per_minute,
            trusted_proxies: (!self.trusted_proxies.is_empty()).then_some(self.trusted_proxies),
            metrics_listen: self.metrics_listen,
            backend: None,
        }))
    }
}

fn read(config: Option<&Path>) -> Result<File, Failure> {
    Ok(config.map(File::read).transpose()?.unwrap_or_default())
}

type Failure = Box<dyn std::error::Error + Send + Sync>;

/// Runs the command line; the exit code is 1 when something failed or a check found
/// faults, 2 when the command line itself makes no sense.
pub async fn main() -> ExitCode {
    let cli = Cli::parse();
    let done = match cli.command {
        None => run_server(cli.serve).await,
        Some(Command::Serve(flags)) => run_server(flags).await,
        Some(Command::Officer {
            case,
            action,
            database,
        }) => run_officer(&case, action, database).await,
        Some(Command::Sandbox {
            what: SandboxCommand::Pace { seconds, database },
        }) => set_pace(seconds, database).await,
        Some(Command::Check { what }) => Ok(run_check(&what)),
        Some(Command::Openapi) => {
            print!("{}", openapi::text());
            Ok(ExitCode::SUCCESS)
        }
    };
    done.unwrap_or_else(|error| {
        eprintln!("banshi-gateway: {error}");
        ExitCode::FAILURE
    })
}

async fn existing(database: Database) -> Result<SqliteStore, Failure> {
    let flags = File {
        database: database.database,
        ..File::default()
    };
    let path = read(database.config.as_deref())?.with(flags).database();
    if !path.is_file() {
        return Err(format!(
            "{}: there is no such database; name it with --database",
            path.display()
        )
        .into());
    }
    Ok(SqliteStore::open(&path).await?)
}

async fn run_officer(
    case: &str,
    action: OfficerAction,
    database: Database,
) -> Result<ExitCode, Failure> {
    let (action, note) = match action {
        OfficerAction::Accept(note) => (Action::Accept, note),
        OfficerAction::Review(note) => (Action::Review, note),
        OfficerAction::RequestDocuments(note) => (Action::RequestDocuments, note),
        OfficerAction::Suspend(note) => (Action::Suspend, note),
        OfficerAction::Resume(note) => (Action::Resume, note),
        OfficerAction::Decide {
            outcome: Outcome::Granted,
            note,
        } => (Action::Decide(Decision::Granted), note),
        OfficerAction::Decide {
            outcome: Outcome::Refused,
            note,
        } => (Action::Decide(Decision::Refused), note),
        OfficerAction::Deliver(note) => (Action::Deliver, note),
    };
    let store = existing(database).await?;
    let record = officer::act(&store, &SystemClock, case, action, note.note.as_deref()).await?;
    println!("{}: {:?}", record.case.reference, record.case.status);
    Ok(ExitCode::SUCCESS)
}

async fn set_pace(seconds: u64, database: Database) -> Result<ExitCode, Failure> {
    existing(database)
        .await?
        .set_setting(mover::PACE, &seconds.to_string())
        .await?;
    match seconds {
        0 => println!("The sandbox moves no case by itself now"),
        _ => println!("The sandbox moves a case after {seconds} s of rest now"),
    }
    Ok(ExitCode::SUCCESS)
}

fn run_check(what: &CheckCommand) -> ExitCode {
    let (faults, files) = match what {
        CheckCommand::Catalogue { dir } => check::catalogue(dir),
        CheckCommand::Forms { dir } => check::forms(dir),
    };
    if let CheckCommand::Forms { dir } = what {
        for note in check::notes(dir) {
            println!("note: {note}");
        }
    }
    for fault in &faults {
        println!("{fault}");
    }
    println!("{files} files, {} faults", faults.len());
    if faults.is_empty() {
        ExitCode::SUCCESS
    } else {
        ExitCode::FAILURE
    }
}

async fn run_server(flags: Flags) -> Result<ExitCode, Failure> {
    let config = flags.file()?.settle()?;
    start_log();
    let listener = TcpListener::bind(config.listen)
        .await
        .map_err(|error| format!("{}: {error}", config.listen))?;
    let (close, closing) = watch::channel(false);
    let server = Server::start(config, listener, Arc::new(SystemClock), closing).await?;
    println!(
        "Banshi 办事: http://{} (this is a sandbox; its people are invented · 这是沙箱，人物均为虚构)",
        server.address
    );
    asked_to_stop().await;
    tracing::info!("closing");
    close.send_replace(true);
    server.end().await;
    Ok(ExitCode::SUCCESS)
}

fn start_log() {
    let filter = tracing_subscriber::EnvFilter::try_from_env("BANSHI_LOG").unwrap_or_else(|_| {
        tracing_subscriber::EnvFilter::new("warn,banshi_gateway=info,sqlx=error")
    });
    let _ = tracing_subscriber::fmt()
        .with_env_filter(filter)
        .with_writer(std::io::stderr)
        .with_ansi(std::io::IsTerminal::is_terminal(&std::io::stderr()))
        .try_init();
}

async fn asked_to_stop() {
    let interrupt = tokio::signal::ctrl_c();
    #[cfg(unix)]
    {
        use tokio::signal::unix::{SignalKind, signal};
        let Ok(mut terminate) = signal(SignalKind::terminate()) else {
            let _ = interrupt.await;
            return;
        };
        tokio::select! {
            _ = interrupt => {}
            _ = terminate.recv() => {}
        }
    }
    #[cfg(not(unix))]
    let _ = interrupt.await;
}
