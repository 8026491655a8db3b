//! Whether what was measured is what is wanted: ahead of everybody else, and as fast as a
//! page written by hand.

use super::report::{Figure, HAND, OURS, Report};
use crate::project::Project;
use crate::size::budget;
use crate::steps::Done;

/// Where the script of a key is looked at.
const LARGEST: &str = "fields-5000";
/// Cases with a thousand questions and more: there we are ready first.
const LARGE: [&str; 3] = ["fields-1000", LARGEST, "rows-1000"];

/// The wanted figures, from `bench/budgets.toml`.
#[derive(Debug)]
pub struct Wanted {
    /// Input to frame at most so many per cent of the hand-written page's.
    pub input_percent_of_hand: u64,
    /// Script of a key at most, milliseconds.
    pub key_script_ms: u64,
    /// A row opens within, milliseconds.
    pub row_open_ms: u64,
    /// The same with the CPU slowed down.
    pub row_open_slowed_ms: u64,
    /// Times that differ by less than so many milliseconds are the same.
    pub tie_ms: u64,
}

impl Wanted {
    /// Reads them.
    ///
    /// # Errors
    /// One is missing.
    pub fn read(project: &Project) -> Done<Self> {
        let number = |name: &str| budget(project, "forms", name);
        Ok(Self {
            input_percent_of_hand: number("input_percent_of_hand")?,
            key_script_ms: number("key_script_ms")?,
            row_open_ms: number("row_open_ms")?,
            row_open_slowed_ms: number("row_open_slowed_ms")?,
            tie_ms: number("tie_ms")?,
        })
    }
}

#[expect(clippy::cast_precision_loss, reason = "wanted figures are small")]
fn float(number: u64) -> f64 {
    number as f64
}

/// What is missed, a line each; nothing when all is as wanted. Medians are compared.
/// Somebody who went over the cap is behind; what somebody can't do is not compared.
pub fn missed(report: &Report, wanted: &Wanted) -> Vec<String> {
    let mut missed = Vec::new();
    if !report.entries.iter().any(|entry| entry.name == OURS) {
        return missed;
    }
    for case in &report.cases {
        for slowdown in &report.slowdowns {
            let one = One {
                report,
                case: &case.id,
                slowdown: *slowdown,
            };
            one.judge(wanted, &mut missed);
        }
    }
    missed
}

/// One case at one speed of the CPU.
struct One<'a> {
    report: &'a Report,
    case: &'a str,
    slowdown: u64,
}

impl One<'_> {
    fn figure(&self, entry: &str, name: &str) -> Figure {
        self.report.figure(self.case, self.slowdown, entry, name)
    }

    fn judge(&self, wanted: &Wanted, missed: &mut Vec<String>) {
        let tie = float(wanted.tie_ms);
        self.beside_hand(wanted, missed);
        self.ahead("input_ms", "input to frame", "ms", tie, missed);
        if LARGE.contains(&self.case) {
            self.ahead("usable_ms", "usable", "ms", tie, missed);
        }
        self.ahead("memory_bytes", "memory", "B", 0.0, missed);
        if self.case == LARGEST && self.slowdown == 1 {
            let most = float(wanted.key_script_ms);
            self.at_most("script_ms", "script of a key", most, missed);
        }
        if self.case.starts_with("rows-") {
            let most = if self.slowdown == 1 {
                wanted.row_open_ms
            } else {
                wanted.row_open_slowed_ms
            };
            self.at_most("open_ms", "a row opens", float(most), missed);
        }
    }

    fn beside_hand(&self, wanted: &Wanted, missed: &mut Vec<String>) {
        let (ours, hand) = (self.figure(OURS, "input_ms"), self.figure(HAND, "input_ms"));
        if let Figure::Is(hand, _) = hand {
            let most = hand * float(wanted.input_percent_of_hand) / 100.0;
            let ours = ours.or_endless();
            if ours > most {
                let ratio = ours / hand;
                let words = format!(
                    "input to frame {ours:.1} ms, {ratio:.2} times the hand-written page's {hand:.1} ms"
                );
                missed.push(self.line(&words));
            }
        }
    }

    /// No peer has less than we, by more than `tie`.
    fn ahead(&self, name: &str, words: &str, unit: &str, tie: f64, missed: &mut Vec<String>) {
        let ours = self.figure(OURS, name).or_endless();
        for peer in self.report.peers() {
            let theirs = self.figure(&peer.name, name).or_endless();
            if theirs.is_finite() && ours - theirs > tie {
                let words = format!(
                    "{words} {ours:.1} {unit}, {}’s {theirs:.1} {unit}",
                    peer.name
                );
                missed.push(self.line(&words));
            }
        }
    }

    fn at_most(&self, name: &str, words: &str, most: f64, missed: &mut Vec<String>) {
        let ours = self.figure(OURS, name).or_endless();
        if ours > most {
            missed.push(self.line(&format!("{words} {ours:.1} ms, wanted {most:.0} ms")));
        }
    }

    fn line(&self, words: &str) -> String {
        format!("{} (CPU 1/{}): {words}", self.case, self.slowdown)
    }
}

#[cfg(test)]
#[allow(clippy::unwrap_used, reason = "tests")]
mod tests {
    use super::*;
    use crate::bench::report::tests::{figures, report};
    use serde_json::json;

    const WANTED: Wanted = Wanted {
        input_percent_of_hand: 115,
        key_script_ms: 2,
        row_open_ms: 100,
        row_open_slowed_ms: 400,
        tie_ms: 1,
    };

    fn found(case: &str, ours: &serde_json::Value, theirs: &serde_json::Value) -> Vec<String> {
        missed(&report(case, ours, theirs), &WANTED)
    }

    #[test]
    fn what_is_ahead_everywhere_misses_nothing() {
        let ours = figures(&[
            ("usable_ms", 500.0),
            ("input_ms", 11.4),
            ("script_ms", 1.9),
            ("memory_bytes", 9.0),
        ]);
        let theirs = figures(&[
            ("usable_ms", 900.0),
            ("input_ms", 30.0),
            ("memory_bytes", 10.0),
        ]);
        assert_eq!(found("fields-5000", &ours, &theirs), [""; 0]);
    }

    #[test]
    fn each_wanted_figure_is_looked_at() {
        let ours = figures(&[
            ("usable_ms", 901.5),
            ("input_ms", 31.5),
            ("script_ms", 2.1),
            ("memory_bytes", 11.0),
        ]);
        let theirs = figures(&[
            ("usable_ms", 900.0),
            ("input_ms", 30.0),
            ("memory_bytes", 10.0),
        ]);
        let missed = found("fields-5000", &ours, &theirs);
        let begin = "fields-5000 (CPU 1/1): ";
        assert_eq!(
            missed,
            [
                format!(
                    "{begin}input to frame 31.5 ms, 3.15 times the hand-written page's 10.0 ms"
                ),
                format!("{begin}input to frame 31.5 ms, peer’s 30.0 ms"),
                format!("{begin}usable 901.5 ms, peer’s 900.0 ms"),
                format!("{begin}memory 11.0 B, peer’s 10.0 B"),
                format!("{begin}script of a key 2.1 ms, wanted 2 ms"),
            ]
        );
    }

    #[test]
    fn a_row_opens_in_time() {
        let rest = [("usable_ms", 1.0), ("input_ms", 1.0), ("memory_bytes", 1.0)];
        let theirs = figures(&rest);
        let ours = |open: f64| figures(&[rest.as_slice(), &[("open_ms", open)]].concat());
        assert_eq!(found("rows-1000", &ours(100.0), &theirs), [""; 0]);
        let late = found("rows-1000", &ours(101.0), &theirs);
        assert_eq!(
            late,
            ["rows-1000 (CPU 1/1): a row opens 101.0 ms, wanted 100 ms"]
        );
    }

    #[test]
    fn what_differs_by_less_than_can_be_told_is_no_defeat() {
        let ours = figures(&[("input_ms", 10.9), ("memory_bytes", 1.0)]);
        let theirs = figures(&[("input_ms", 10.0), ("memory_bytes", 1.0)]);
        assert_eq!(found("fields-200", &ours, &theirs), [""; 0]);
    }

    #[test]
    fn over_the_cap_is_behind_for_them_and_missed_for_us() {
        let ours = figures(&[("input_ms", 11.0), ("memory_bytes", 1.0)]);
        assert_eq!(
            found("fields-200", &ours, &json!({"over": "input_ms"})),
            [""; 0]
        );
        let theirs = figures(&[("input_ms", 30.0), ("memory_bytes", 1.0)]);
        let missed = found("fields-200", &json!({"over": "usable_ms"}), &theirs);
        assert_eq!(missed.len(), 3, "{missed:?}");
    }
}
