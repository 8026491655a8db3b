//! How a case came out.

use banshi_contract::{Case, CaseStatus};

/// How an outcome is to be taken.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Verdict {
    /// What was applied for is given, whether or not it has reached the person yet; or
    /// the case was completed and nothing tells of a refusal.
    Granted,
    /// It is not given: refused, or the case broke off.
    Refused,
    /// The back end's own; its words say what it is.
    Other,
}

/// How a case came out; none while nothing is decided.
#[must_use]
pub fn verdict(case: &Case) -> Option<Verdict> {
    let outcome = case.outcome.as_ref()?;
    Some(match (case.status, outcome.code.as_str()) {
        (CaseStatus::Rejected | CaseStatus::Failed, _) | (_, "refused") => Verdict::Refused,
        (CaseStatus::Completed, _) | (_, "granted") => Verdict::Granted,
        _ => Verdict::Other,
    })
}
