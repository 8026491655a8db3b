//! Chinese identifiers: resident identity numbers (GB 11643), unified social credit
//! codes (GB 32100), telephone numbers, postcodes, person names, e-mail addresses, and
//! their masks. What people type is understood first ([`fold`]: full-width digits,
//! spaces; lower-case x) and then judged. Errors are enums with stable reason names
//! ([`Fault::reason`]) that carry what a message needs. Pure, without tables: whether
//! a region code was ever issued is not asked here.

mod date;
mod email;
mod fault;
mod mask;
mod name;
mod phone;
mod resident_id;
mod text;
mod uscc;

pub use date::CalendarDate;
pub use email::parse_email;
pub use fault::Fault;
pub use mask::{mask_detail, mask_email, mask_name, mask_phone, mask_resident_id, mask_uscc};
pub use name::{MAX_NAME_CHARACTERS, parse_person_name};
pub use phone::{Phone, PhoneKind, parse_landline, parse_mobile, parse_phone, parse_postcode};
pub use resident_id::{ResidentId, Sex};
pub use text::fold;
pub use uscc::{Uscc, organisation_code_check};
