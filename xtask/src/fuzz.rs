//! `cargo xtask fuzz`: the engines against inputs that nobody wrote. The targets are in
//! `fuzz/`; what they start from is made here of the public suites, the portal's own
//! definitions and `fuzz/seeds`. What a run covers is in `target/fuzz/corpus` until the
//! next one, which starts afresh: its figures mean the same. An input that broke
//! something is in `fuzz/artifacts`, and once mended belongs into `fuzz/seeds`.

use std::fs;
use std::path::{Path, PathBuf};
use std::sync::Mutex;
use std::thread;
use std::time::SystemTime;

use banshi_identifiers::Identifier;
use serde_json::{Value, json};

use crate::args::Args;
use crate::build::hash;
use crate::command::Command;
use crate::junit::Count;
use crate::project::Project;
use crate::steps::{Context as _, Done, Failure, Steps};
use crate::tools::{self, in_path};
use crate::versions::CARGO_FUZZ;
use crate::{logic_suite, suites};

/// How long all targets run, added up, in minutes, unless `--minutes` says otherwise; as
/// many run at a time as there are cores.
pub const MINUTES: f64 = 5.0;
/// Memory in MB, and seconds that one input may take; instrumented code is
/// some ten times slower than usual.
const LIMITS: [&str; 2] = ["-rss_limit_mb=2048", "-timeout=30"];

/// A target.
struct Target {
    name: &'static str,
    /// Its part of the time, of all shares together.
    share: u32,
    /// Longest input, in bytes.
    longest: u32,
}

const TARGETS: [Target; 5] = [
    target("schema", 6, 8_192),
    target("instance", 8, 8_192),
    target("logic", 5, 4_096),
    target("definition", 8, 65_536),
    target("identifiers", 3, 512),
];

const fn target(name: &'static str, share: u32, longest: u32) -> Target {
    Target {
        name,
        share,
        longest,
    }
}

/// `cargo xtask fuzz [--minutes N] [TARGET]`.
///
/// # Errors
/// There is no such target, or [`run`] fails.
pub fn fuzz(project: &Project, steps: &Steps, args: &Args) -> Done {
    let minutes = match args.option("minutes") {
        Some(text) => text
            .parse()
            .ok()
            .filter(|minutes| (0.01..=10_000.0).contains(minutes))
            .ok_or_else(|| Failure::from(format!("--minutes needs a number, not `{text}`")))?,
        None => MINUTES,
    };
    let only = args.words().first().map(String::as_str);
    if let Some(name) = only.filter(|name| TARGETS.iter().all(|one| one.name != *name)) {
        let names: Vec<&str> = TARGETS.iter().map(|one| one.name).collect();
        let names = names.join(" ");
        return Err(format!("there is no target `{name}`; there are: {names}").into());
    }
    run(
        project,
        steps,
        args.flag("yes"),
        minutes,
        only,
        &mut Count::default(),
    )
}

/// Installs what is needed to build the targets.
///
/// # Errors
/// cargo-fuzz or a C++ compiler can't be installed.
pub fn install(project: &Project, steps: &Steps, yes: bool) -> Done {
    if in_path("c++").is_none() {
        let by_hand = "A C++ compiler is needed, which libFuzzer is built with, and was not found";
        tools::debian(steps, yes, "g++", "Install a C++ compiler", by_hand)?;
    }
    tools::cargo(project, steps, &CARGO_FUZZ).map(drop)
}

/// Builds the targets and runs each, or only one, for its part of the time.
///
/// # Errors
/// A target can't be built, or an input broke it: names the input's file.
pub fn run(
    project: &Project,
    steps: &Steps,
    yes: bool,
    minutes: f64,
    only: Option<&str>,
    count: &mut Count,
) -> Done {
    install(project, steps, yes)?;
    let format = Command::new("cargo fmt --check").within(&project.at("fuzz"));
    steps.run(
        "Check the formatting of the targets (cd fuzz && cargo fmt)",
        &format,
    )?;
    steps.run("Build the fuzz targets", &cargo_fuzz(project, "build", ""))?;
    seed(project, steps)?;
    let wanted = || {
        TARGETS
            .iter()
            .filter(|one| only.is_none_or(|name| name == one.name))
    };
    let shares: u32 = wanted().map(|one| one.share).sum();
    let mut targets: Vec<&Target> = wanted().collect();
    // The longest first, so that no core waits long for the other at the end.
    targets.sort_by_key(|target| target.share);
    let queue = Mutex::new(targets);
    let next = || queue.lock().ok().and_then(|mut queue| queue.pop());
    let work = || {
        let mut done = Vec::new();
        while let Some(target) = next() {
            let seconds = minutes * 60.0 * f64::from(target.share) / f64::from(shares.max(1));
            done.push(run_one(project, steps, target, seconds));
        }
        done
    };
    let cores = thread::available_parallelism().map_or(1, usize::from);
    let done: Vec<Done> = thread::scope(|scope| {
        let workers: Vec<_> = (0..cores).map(|_| scope.spawn(work)).collect();
        let died = |_| {
            vec![Err(Failure::from(
                "a run ended without an answer".to_owned(),
            ))]
        };
        workers
            .into_iter()
            .flat_map(|worker| worker.join().unwrap_or_else(died))
            .collect()
    });
    let failures: Vec<String> = done
        .iter()
        .filter_map(|one| one.as_ref().err().map(ToString::to_string))
        .collect();
    count.failed += failures.len();
    count.passed += done.len() - failures.len();
    if failures.is_empty() {
        Ok(())
    } else {
        Err(failures.join("\n").into())
    }
}

fn cargo_fuzz(project: &Project, verb: &str, target: &str) -> Command {
    let command = Command::new("cargo fuzz").arg(verb).args(["-s", "none"]);
    let command = match target {
        "" => command,
        name => command.arg(name),
    };
    command
        .path(&tools::folder(project))
        .env("CARGO_TARGET_DIR", folder(project).join("build"))
        .within(&project.root)
}

fn folder(project: &Project) -> PathBuf {
    project.cargo_target.join("fuzz")
}

fn run_one(project: &Project, steps: &Steps, target: &Target, seconds: f64) -> Done {
    let name = target.name;
    let corpus = folder(project).join("corpus").join(name);
    if corpus.exists() {
        fs::remove_dir_all(&corpus).context(corpus.display())?;
    }
    fs::create_dir_all(&corpus).context(corpus.display())?;
    let artifacts = project.at("fuzz/artifacts").join(name);
    let began = SystemTime::now();
    let command = cargo_fuzz(project, "run", name)
        .arg(&corpus)
        .arg(folder(project).join("seeds").join(name))
        .args(["--", "-print_final_stats=1"])
        .args(LIMITS)
        .arg(format!("-max_len={}", target.longest))
        .arg(format!("-max_total_time={}", seconds.max(1.0).round()));
    match steps.run(&format!("Fuzz {name}"), &command) {
        Ok(printed) => {
            steps.note(format_args!("{name}: {}", figures(&printed)));
            Ok(())
        }
        Err(failure) => match newest(&artifacts, began) {
            Some(input) => Err(format!(
                "{failure}\n  input: {}\n  again: {}",
                project.shown(&input),
                cargo_fuzz(project, "run", name).arg(&input)
            )
            .into()),
            None => Err(failure),
        },
    }
}

/// The newest file of a folder that was written since `began`.
fn newest(folder: &Path, began: SystemTime) -> Option<PathBuf> {
    let written = |entry: &fs::DirEntry| entry.metadata().and_then(|about| about.modified()).ok();
    let entries = fs::read_dir(folder).ok()?.flatten();
    let dated = entries.filter_map(|entry| Some((written(&entry)?, entry.path())));
    let newest = dated.filter(|(when, _)| *when >= began).max();
    newest.map(|(_, path)| path)
}

/// What libFuzzer printed, in a line: executions, coverage at the start and at the end,
/// inputs that are new.
fn figures(printed: &str) -> String {
    let after = |line: &str, word: &str| -> Option<u64> {
        let (_, rest) = line.split_once(word)?;
        rest.split_whitespace().next()?.parse().ok()
    };
    let last = |word: &str| printed.lines().rev().find_map(|line| after(line, word));
    let mut covered = printed.lines().filter(|line| line.contains("INITED"));
    let before = covered.next().and_then(|line| after(line, "cov: "));
    let (executions, inputs, covered) = (
        last("stat::number_of_executed_units:").unwrap_or_default(),
        last("stat::new_units_added:").unwrap_or_default(),
        last("cov: ").unwrap_or_default(),
    );
    let fresh = covered.saturating_sub(before.unwrap_or_default());
    format!(
        "{executions} executions, {fresh} new places covered ({covered} in all), {inputs} new inputs"
    )
}

/// Lays the first inputs of each target into `target/fuzz/seeds`.
fn seed(project: &Project, steps: &Steps) -> Done {
    let seeds = folder(project).join("seeds");
    if seeds.exists() {
        fs::remove_dir_all(&seeds).context(seeds.display())?;
    }
    for target in &TARGETS {
        let folder = seeds.join(target.name);
        fs::create_dir_all(&folder).context(folder.display())?;
        for (_, text) in files(&project.at("fuzz/seeds").join(target.name))? {
            plant(&folder, text.as_bytes())?;
        }
    }
    let suite = suites::fetch(project, steps)?.join("tests/draft2020-12");
    for folder in [suite.clone(), suite.join("optional/format")] {
        for (name, text) in files(&folder)? {
            let groups: Value = serde_json::from_str(&text).context(name)?;
            for (schema, instances) in of_schema_suite(&groups) {
                plant(&seeds.join("schema"), schema.to_string().as_bytes())?;
                for instance in instances {
                    let pair = json!([schema, instance]).to_string();
                    plant(&seeds.join("instance"), pair.as_bytes())?;
                }
            }
        }
    }
    let suite = logic_suite::fetch(project, steps)?;
    let text = fs::read_to_string(&suite).context(suite.display())?;
    let cases: Value = serde_json::from_str(&text).context(suite.display())?;
    for case in cases.as_array().into_iter().flatten() {
        if let Some([logic, data, _]) = case.as_array().map(Vec::as_slice) {
            let pair = json!([logic, data]).to_string();
            plant(&seeds.join("logic"), pair.as_bytes())?;
        }
    }
    for (name, text) in files(&project.at("content/forms"))? {
        let definition: Value = serde_json::from_str(&text).context(name)?;
        let pair = json!([definition, {}]).to_string();
        plant(&seeds.join("definition"), pair.as_bytes())?;
    }
    let file = project.at("fuzz/seeds/identifiers.txt");
    let text = fs::read_to_string(&file).context(file.display())?;
    for input in of_identifiers(&text)? {
        plant(&seeds.join("identifiers"), &input)?;
    }
    Ok(())
}

/// The JSON files of a folder, if there is one; in the order of their names.
fn files(folder: &Path) -> Done<Vec<(String, String)>> {
    let mut out = Vec::new();
    for entry in fs::read_dir(folder).into_iter().flatten().flatten() {
        let path = entry.path();
        if path.extension().is_some_and(|ending| ending == "json") {
            let text = fs::read_to_string(&path).context(path.display())?;
            out.push((path.display().to_string(), text));
        }
    }
    out.sort();
    Ok(out)
}

fn plant(folder: &Path, input: &[u8]) -> Done {
    let file = folder.join(hash(input));
    fs::write(&file, input).context(file.display())
}

/// The schemas of a file of the suite, each with the instances it judges.
fn of_schema_suite(groups: &Value) -> Vec<(&Value, Vec<&Value>)> {
    let groups = groups.as_array().into_iter().flatten();
    let pair = |group| Some((Value::get(group, "schema")?, instances(group)));
    groups.filter_map(pair).collect()
}

fn instances(group: &Value) -> Vec<&Value> {
    let tests = group.get("tests").and_then(Value::as_array);
    let tests = tests.into_iter().flatten();
    tests.filter_map(|test| test.get("data")).collect()
}

/// Inputs of lines `kind TAB text`: the kind as a byte, then the text.
fn of_identifiers(text: &str) -> Done<Vec<Vec<u8>>> {
    let lines = text.lines().filter(|line| !line.starts_with('#'));
    let one = |line: &str| -> Option<Vec<u8>> {
        let (name, text) = line.split_once('\t')?;
        let kind = Identifier::from_name(name)?;
        let at = Identifier::ALL.iter().position(|one| *one == kind)?;
        let mut input = vec![u8::try_from(at).ok()?];
        input.extend(text.as_bytes());
        Some(input)
    };
    lines
        .map(|line| {
            one(line).ok_or_else(|| Failure::from(format!("fuzz/seeds/identifiers.txt: {line}")))
        })
        .collect()
}

#[cfg(test)]
#[allow(clippy::unwrap_used, clippy::indexing_slicing, reason = "tests")]
mod tests {
    use super::*;

    #[test]
    fn the_figures_are_read_from_what_libfuzzer_prints() {
        let printed = "#2\tINITED cov: 120 ft: 121 corp: 1/1b exec/s: 0 rss: 30Mb\n\
            #90\tNEW    cov: 150 ft: 200 corp: 2/9b lim: 9 exec/s: 0 rss: 31Mb\n\
            #999\tDONE   cov: 151 ft: 210 corp: 3/9b lim: 9 exec/s: 0 rss: 31Mb\n\
            stat::number_of_executed_units: 999\nstat::average_exec_per_sec:     99\n\
            stat::new_units_added:          2\n";
        assert_eq!(
            figures(printed),
            "999 executions, 31 new places covered (151 in all), 2 new inputs"
        );
    }

    #[test]
    fn identifiers_are_planted_with_their_kind() {
        let text = "# why\nresident-id\t1\nperson-name\t陈\n";
        let inputs = of_identifiers(text).unwrap();
        assert_eq!(inputs, [b"\x001".to_vec(), "\u{10}陈".as_bytes().to_vec()]);
        assert!(of_identifiers("no-such\t1").is_err());
    }

    #[test]
    fn the_committed_seeds_can_be_read_and_every_target_is_built() {
        let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../fuzz");
        let manifest = fs::read_to_string(folder.join("Cargo.toml")).unwrap();
        for target in TARGETS {
            assert!(manifest.contains(&format!("name = \"{}\"", target.name)));
            for (name, text) in files(&folder.join("seeds").join(target.name)).unwrap() {
                assert!(serde_json::from_str::<Value>(&text).is_ok(), "{name}");
            }
        }
        assert_eq!(manifest.matches("[[bin]]").count(), TARGETS.len());
        let text = fs::read_to_string(folder.join("seeds/identifiers.txt")).unwrap();
        assert!(of_identifiers(&text).unwrap().len() > 50);
    }
}
