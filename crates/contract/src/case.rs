//! The case (办件) and all that happens to it.

use serde::{Deserialize, Serialize};

use crate::{Date, FromJson, Instant, Native, Text};

/// 办件.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, FromJson)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "camelCase")]
pub struct Case {
    /// Opaque id.
    pub id: String,
    /// Its ETag, without quotes; changes with every event.
    pub revision: String,
    /// 办件编号, to quote.
    pub reference: String,
    /// The service applied for.
    pub service_id: String,
    /// Its name when it was submitted.
    pub service_name: Text,
    /// Who applied, masked (陈*).
    pub applicant: String,
    /// The same in full, for their own receipt: told to nobody else, and only where this
    /// one case is asked for.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub applicant_name: Option<String>,
    /// The identity number or USCC it was applied with, masked but for its first and last
    /// character, so that no paper tells the check of a look-up; told where the name is.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub applicant_number: Option<String>,
    /// Where it stands.
    pub status: CaseStatus,
    /// How the back end calls the status, where it comes from one.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub native: Option<Native>,
    /// 办结结果, once there is one; separate from the status.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub outcome: Option<Outcome>,
    /// 环节, in order.
    pub phases: Vec<Phase>,
    /// Who has it now.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub handler: Option<Handler>,
    /// The legal clock.
    pub clock: CaseClock,
    /// What the person is asked to do; open ones first.
    pub tasks: Vec<Task>,
    /// Documents handed in and given out.
    pub documents: Vec<Document>,
    /// How the result reaches the person.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub delivery: Option<Delivery>,
    /// When it was submitted.
    pub submitted_at: Instant,
    /// When anything last happened.
    pub updated_at: Instant,
}

/// Where a case stands. Progress is never assumed to go forward only.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize, FromJson)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "camelCase")]
pub enum CaseStatus {
    /// Not yet submitted.
    Draft,
    /// 已提交: received, not yet accepted.
    Submitted,
    /// 已受理.
    Accepted,
    /// 办理中.
    InProgress,
    /// 待补正: waits for the person.
    ActionRequired,
    /// 挂起 / 特别程序: the clock does not run.
    Suspended,
    /// 已办结.
    Completed,
    /// 不予受理 / 不予许可.
    Rejected,
    /// 已撤回.
    Withdrawn,
    /// 异常终止.
    Failed,
    /// A state nobody mapped: show the native label.
    #[default]
    #[serde(other)]
    Unknown,
}

impl CaseStatus {
    /// Whether nothing more is expected to happen.
    #[must_use]
    pub fn is_final(self) -> bool {
        matches!(
            self,
            Self::Completed | Self::Rejected | Self::Withdrawn | Self::Failed
        )
    }
}

/// 办结结果.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, FromJson)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "camelCase")]
pub struct Outcome {
    /// `granted`, `refused`, or the back end's own.
    pub code: String,
    /// Its words.
    pub label: Text,
    /// What the officer said of it; of a refusal, why (行政许可法 第三十八条: 说明理由).
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub note: Option<Text>,
    /// What it means, and what the person may do now: of a refusal, how to object.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub explanation: Option<Text>,
}

/// A stage of the procedure (环节).
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, FromJson)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "camelCase")]
pub struct Phase {
    /// Id within the case.
    pub id: String,
    /// 环节名称.
    pub name: Text,
    /// What happens in it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub detail: Option<Text>,
    /// Where the case is with respect to it.
    pub state: PhaseState,
}

/// 环节办理状态.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize, FromJson)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "camelCase")]
pub enum PhaseState {
    /// Behind it.
    Done,
    /// In it.
    Current,
    /// Before it.
    Upcoming,
    /// It will not be gone through.
    Skipped,
}

/// Who has a case.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, FromJson)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "camelCase")]
pub struct Handler {
    /// 处理单位.
    pub department: Text,
    /// The window or desk within it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub desk: Option<Text>,
    /// Its telephone.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub phone: Option<String>,
}

/// The legal clock of a case (行政许可法 第四十二至四十五条、第八十二条).
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, FromJson)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "camelCase")]
pub struct CaseClock {
    /// Whether it runs.
    pub state: ClockState,
    /// Since when it is in this state.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub since: Option<Instant>,
    /// Why it stands still.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub reason: Option<Text>,
    /// By when it must be done: 承诺办结日期, or the legal one where that is earlier.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub due_at: Option<Date>,
    /// 法定办结日期.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub legal_due_at: Option<Date>,
    /// Whether `dueAt` is an estimate: suspended, or no holiday table for the year.
    pub estimated: bool,
    /// Whether `legalDueAt` is one.
    #[serde(default)]
    pub legal_estimated: bool,
    /// Working days promised in all.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub promised_days: Option<u32>,
    /// Working days left until `due_at`, below 0 when it is over.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub days_left: Option<i32>,
    /// Working days that did not count so far.
    #[serde(default)]
    pub days_suspended: u32,
    /// Intervals that did not count, oldest first.
    #[serde(default)]
    pub suspensions: Vec<Suspension>,
}

/// States of the clock.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize, FromJson)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "camelCase")]
pub enum ClockState {
    /// Not yet started: not accepted.
    Waiting,
    /// Running.
    Running,
    /// Standing still.
    Suspended,
    /// Ended.
    Stopped,
}

/// An interval that does not count.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, FromJson)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "camelCase")]
pub struct Suspension {
    /// Its first day.
    pub from: Date,
    /// Its last day; none while it lasts.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub until: Option<Date>,
    /// Why.
    pub reason: Text,
}

/// Something asked of the person.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, FromJson)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "camelCase")]
pub struct Task {
    /// Opaque id.
    pub id: String,
    /// The case it belongs to.
    pub case_id: String,
    /// What to do, as an order a person understands.
    pub title: Text,
    /// Why, and what exactly.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub detail: Option<Text>,
    /// Until when.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub due_at: Option<Date>,
    /// Working days left until then, below 0 when it is over.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub days_left: Option<i32>,
    /// What happens if nothing is done.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub consequence: Option<Text>,
    /// Whether it still waits.
    pub open: bool,
}

/// A document of a case; it tells the truth about itself.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, FromJson)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "camelCase")]
pub struct Document {
    /// Opaque id.
    pub id: String,
    /// Its file name.
    pub name: String,
    /// What it was handed in as (材料名称), where that is known.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub material: Option<Text>,
    /// MIME type.
    pub media_type: String,
    /// Bytes.
    pub size: u64,
    /// Where it is.
    pub state: DocumentState,
    /// When it was received.
    pub received_at: Instant,
    /// Whether the person handed it in (else it was given out to them).
    pub from_person: bool,
}

/// Where a document is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize, FromJson)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "camelCase")]
pub enum DocumentState {
    /// On its way.
    Uploading,
    /// Stored whole.
    Received,
    /// Being scanned.
    Scanning,
    /// Checked and good.
    Accepted,
    /// Refused.
    Rejected,
    /// The officer can see it.
    VisibleToOfficial,
}

/// How the result reaches the person.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, FromJson)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "camelCase")]
pub struct Delivery {
    /// In words, e.g. 邮寄到家.
    pub label: Text,
    /// Particulars: the waybill, the window.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub detail: Option<Text>,
}

/// Something that happened to a case.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, FromJson)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "camelCase")]
pub struct CaseEvent {
    /// Opaque id.
    pub id: String,
    /// Order within the case, from 1, without gaps.
    pub seq: u64,
    /// When.
    pub at: Instant,
    /// What.
    #[serde(flatten)]
    pub kind: EventKind,
    /// A headline in the person's words.
    pub title: Text,
    /// What the officer said, or more.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub detail: Option<Text>,
    /// Who did it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub by: Option<Text>,
}

/// What can happen to a case: a closed union with an arm for the rest. On the wire
/// the field `type`, with the arm's own fields beside it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, FromJson)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(tag = "type", rename_all = "camelCase")]
pub enum EventKind {
    /// The status changed.
    StatusChanged {
        /// Now.
        status: CaseStatus,
    },
    /// A word from the department.
    Message,
    /// A document was asked for.
    DocumentRequested,
    /// A document arrived.
    DocumentReceived,
    /// A document was refused.
    DocumentRejected,
    /// A task was opened.
    TaskOpened,
    /// A task was closed.
    TaskClosed,
    /// The due date moved.
    DeadlineChanged,
    /// The clock was stopped for a while.
    ClockSuspended,
    /// The clock runs again.
    ClockResumed,
    /// Something was paid or is to be paid.
    Payment,
    /// An appointment was made or changed.
    Appointment,
    /// A decision was made.
    Decision,
    /// The result was sent or handed over.
    Delivery,
    /// Another department has it now.
    Transferred,
    /// Something nobody mapped.
    #[serde(other)]
    Other,
}

/// `POST /cases/lookup`: see a case's state without signing in (办件查询).
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, FromJson)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "camelCase")]
pub struct LookupRequest {
    /// 办件编号.
    #[cfg_attr(feature = "openapi", schema(min_length = 1, max_length = 50))]
    pub reference: String,
    /// The last four characters of the identity number or USCC it was applied with.
    #[cfg_attr(feature = "openapi", schema(min_length = 4))]
    pub check: String,
}

/// What anyone with the reference and the check may see: the state and nothing else.
/// Neither service, department, date nor result: they would tell a stranger what the
/// person asked for.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, FromJson)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "camelCase")]
pub struct PublicCase {
    /// 办件编号.
    pub reference: String,
    /// Where it stands.
    pub status: CaseStatus,
    /// 环节, in order.
    pub phases: Vec<PublicPhase>,
    /// When anything last happened.
    pub updated_at: Instant,
}

/// A stage as anyone may see it: without what happens in it, which may name service,
/// department and result.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, FromJson)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "camelCase")]
pub struct PublicPhase {
    /// 环节名称.
    pub name: Text,
    /// Where the case is with respect to it.
    pub state: PhaseState,
}

/// `POST /tasks/{id}/documents`: answers a task with uploads.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, FromJson)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "camelCase")]
pub struct TaskDocuments {
    /// Ids of finished uploads.
    #[cfg_attr(feature = "openapi", schema(min_items = 1, max_items = 20))]
    pub upload_ids: Vec<String>,
}
