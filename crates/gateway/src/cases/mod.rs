//! What happens to a case: pure functions from a case and an action to the next case
//! and its events. Officer, sandbox and person all go through them; none of them
//! stores anything.

use banshi_contract::{Case, CaseEvent, CaseStatus, Period, Text};
use serde::{Deserialize, Serialize};

use crate::clock::Millis;

pub(crate) mod decision;
pub mod delivery;
pub mod engine;
pub mod opening;
pub mod period;
pub mod view;
pub mod words;

/// A case as it is stored: what the contract shows, without what is computed when it
/// is shown, and what only the gateway needs.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct CaseRecord {
    /// The person or organisation it belongs to.
    pub owner: String,
    /// The case; `revision` and the computed parts of the clock are empty.
    pub case: Case,
    /// The number of its newest event.
    pub seq: u64,
    /// 受理之日, `YYYY-MM-DD`.
    pub accepted_on: Option<String>,
    /// The day the clock ended.
    pub stopped_on: Option<String>,
    /// 承诺办结时限.
    pub promised: Period,
    /// 法定办结时限.
    pub statutory: Period,
    /// The status that a request for documents or a suspension interrupted.
    pub before: Option<CaseStatus>,
    /// What is given out at the end, and how.
    pub result: Text,
    /// How it reaches the person: as they chose in the form, else as the guide says.
    pub delivery: Text,
    /// Since when the sandbox may count its rest; none: it leaves the case alone.
    pub rests_since: Option<Millis>,
}

/// What an action made of a case.
#[derive(Clone, Debug, PartialEq)]
pub struct Step {
    /// The case now.
    pub record: CaseRecord,
    /// What happened, in order; never empty.
    pub events: Vec<CaseEvent>,
    /// Names of the contract's fields that differ now.
    pub changed: Vec<String>,
}

/// What an officer can do.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Action {
    /// 受理.
    Accept,
    /// 审查: the review begins.
    Review,
    /// 一次性告知补正.
    RequestDocuments,
    /// 特别程序: the clock stands still.
    Suspend,
    /// The clock runs again.
    Resume,
    /// 决定.
    Decide(Decision),
    /// 送达.
    Deliver,
}

/// 办理结果.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Decision {
    /// 准予.
    Granted,
    /// 不予许可; before acceptance 不予受理.
    Refused,
}

impl Action {
    /// What it is called on the command line.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Accept => "accept",
            Self::Review => "review",
            Self::RequestDocuments => "request-documents",
            Self::Suspend => "suspend",
            Self::Resume => "resume",
            Self::Decide(_) => "decide",
            Self::Deliver => "deliver",
        }
    }
}

/// Why an action can't be done now.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Refusal {
    /// What was tried.
    pub action: &'static str,
    /// Where the case stands.
    pub status: CaseStatus,
    /// What could be done instead.
    pub possible: Vec<&'static str>,
}

impl std::fmt::Display for Refusal {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(
            f,
            "`{}` is not possible while the case is {:?}",
            self.action, self.status
        )?;
        if self.possible.is_empty() {
            f.write_str("; nothing more is")
        } else {
            write!(f, "; possible: {}", self.possible.join(", "))
        }
    }
}

impl std::error::Error for Refusal {}
