//! Pieces of interface used by more than one page, a file each, on native elements.
//! They compute nothing and fetch nothing: words and values come in, callbacks go out.
//! None looks anything up in the document, so that all of them also live in a shadow root.

pub mod alert;
pub mod announcer;
pub mod chunk;
mod dialog;
mod disclosure;
mod due_chip;
mod empty_state;
mod error_state;
pub mod fault;
pub mod heading;
mod icon;
mod notice;
mod phase_steps;
pub mod refused;
pub mod rows;
mod skeleton;
mod status_chip;
mod unique_id;
mod upload_face;

pub use dialog::Dialog;
pub use disclosure::Disclosure;
pub use due_chip::DueChip;
pub use empty_state::EmptyState;
pub use error_state::ErrorState;
pub use icon::{Icon, IconName, icon};
pub use notice::{Notice, NoticeKind};
pub use phase_steps::PhaseSteps;
pub use skeleton::{Skeleton, SkeletonCard};
pub use status_chip::StatusChip;
pub use unique_id::unique_id;
pub use upload_face::{UploadFace, upload_face};
