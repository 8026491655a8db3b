//! The project's own commands, one entry for people and for CI: `cargo xtask help`.
//! Tools are installed once, at exact versions, into a cache outside the clone;
//! long steps show that they live; whatever fails names its command and its log.

mod api;
mod args;
mod bench;
mod build;
mod children;
mod command;
mod differential;
mod fuzz;
mod gateway;
mod html;
mod junit;
mod lint;
mod locales;
mod logic_suite;
mod npm;
mod oracle;
mod project;
mod pseudo;
mod python;
mod regions;
mod screenshots;
mod serve;
mod size;
mod steps;
mod suites;
mod test;
mod tools;
mod trunk;
mod versions;
mod wasm;

use std::process::ExitCode;

use args::Args;
use project::Project;
use steps::{Done, Steps};

const HELP: &str = "\
cargo xtask COMMAND

  serve [--release] [--listen ADDRESS] [--pace SECONDS|off] [--yes]
                     builds page and gateway and runs them with the sandbox's invented people,
                     whose cases move on after so many seconds of rest, or hold still
  build              builds the page as it is shipped, into dist/
  test [PART…] [--yes]
                     runs every test, or the named parts: fmt locales lint native oracle suites
                     differential fuzz api wasm build size trunk e2e floor bench
  size               weighs the files of dist/ against the budget
  bench start        measures the first load on a slow phone and line, beside React
  bench forms [--quick] [--runs N] [--cases=ID,…] [--pages=NAME,…]
                     fills in large forms here, on a hand-written page and in other form engines
  screenshots [--readme]
                     pictures of every page into target/screenshots/ (or the README's picture)
  fmt                formats the Rust code
  lint               clippy, every warning an error
  locales            checks the words of all languages and merges them into target/locales/
  regions [--yes]    makes the tables of regions in target/regions/ from published packages
  oracle [--yes]     asks python-stdnum about 100,000 numbers and compares
  suites             runs the public suites of JSON Schema and JsonLogic
  differential       judges the same cases natively and as WebAssembly, and compares
  fuzz [--minutes N] [TARGET] [--yes]
                     fuzzes the engines, five minutes in all unless N says otherwise
  help               this text

--yes installs system packages without asking (apt-get, on Debian).
";

fn main() -> ExitCode {
    let outcome = children::heed()
        .and_then(|()| Args::parse(std::env::args().skip(1)))
        .and_then(|args| run(&args));
    match outcome {
        Ok(()) => ExitCode::SUCCESS,
        Err(failure) => {
            eprintln!("\n✗ {failure}");
            ExitCode::FAILURE
        }
    }
}

fn run(args: &Args) -> Done {
    let project = Project::find()?;
    let steps = Steps::new(&project);
    match args.command() {
        "serve" => {
            args.allow(&["yes", "release"], &["listen", "pace"], 0)?;
            serve::serve(&project, &steps, args)
        }
        "build" => {
            args.allow(&["yes"], &[], 0)?;
            build::release(&project, &steps)?;
            regions::build(&project, &steps, args.flag("yes"))?;
            steps.next("cargo xtask size, or cargo xtask serve --release");
            Ok(())
        }
        "test" => {
            args.allow(&["yes"], &[], usize::MAX)?;
            test::test(&project, &steps, args)
        }
        "size" => {
            args.allow(&[], &[], 0)?;
            size::size(&project, &steps)
        }
        "bench" => {
            args.allow(&["yes", "quick"], &["runs", "cases", "pages"], 1)?;
            bench::bench(&project, &steps, args)
        }
        "screenshots" => {
            args.allow(&["yes", "readme"], &[], 0)?;
            screenshots::screenshots(&project, &steps, args)
        }
        "fmt" => {
            args.allow(&[], &[], 0)?;
            lint::format(&project, &steps)
        }
        "lint" => {
            args.allow(&[], &[], 0)?;
            lint::lint(&project, &steps)?;
            steps.next("cargo xtask test");
            Ok(())
        }
        "locales" => {
            args.allow(&[], &[], 0)?;
            locales::write(&project, &steps)
        }
        "regions" => {
            args.allow(&["yes"], &[], 0)?;
            regions::build(&project, &steps, args.flag("yes"))
        }
        "oracle" => {
            args.allow(&["yes"], &[], 0)?;
            oracle::compare(&project, &steps, args.flag("yes"))
        }
        "differential" => {
            args.allow(&[], &[], 0)?;
            differential::run(&project, &steps, &mut junit::Count::default())
        }
        "fuzz" => {
            args.allow(&["yes"], &["minutes"], 1)?;
            fuzz::fuzz(&project, &steps, args)
        }
        "suites" => {
            args.allow(&[], &[], 0)?;
            suites::run(&project, &steps)
        }
        "help" => {
            print!("{HELP}");
            Ok(())
        }
        other => Err(format!("there is no command `{other}`\n\n{HELP}").into()),
    }
}
