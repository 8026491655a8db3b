//! `banshi-differential KIND FIRST COUNT`: the lines of these cases.

use std::io::Write as _;
use std::process::ExitCode;

fn main() -> ExitCode {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let [kind, first, count] = arguments.as_slice() else {
        return ExitCode::FAILURE;
    };
    let (Ok(first), Ok(count)) = (first.parse(), count.parse()) else {
        return ExitCode::FAILURE;
    };
    let lines = banshi_differential::report(kind, first, count);
    match std::io::stdout().write_all(lines.as_bytes()) {
        Ok(()) => ExitCode::SUCCESS,
        Err(_) => ExitCode::FAILURE,
    }
}
