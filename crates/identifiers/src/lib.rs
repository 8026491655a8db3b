//! Chinese identifiers: numbers of people's papers (resident identity numbers, residence
//! and travel permits, cards of foreigners, passports), of organisations (unified social
//! credit codes and what was before them), of telephones, plates and bank cards, person
//! names, postcodes, e-mail addresses, and the masks of them all. What people type is
//! understood first ([`fold`]: full-width digits, spaces; lower-case letters) and then
//! judged. Errors are enums with stable reason names ([`Fault::reason`]) that carry what
//! a message needs; [`Identifier`] names every kind with all its faults. Pure: the table
//! of regions ([`Regions`]) is a file of its own, handed in by whoever has read it.

mod bank_card;
mod check;
mod date;
mod email;
mod fault;
mod foreign_id;
mod identifier;
mod mask;
mod name;
mod number;
mod passport;
mod phone;
mod plate;
mod regions;
mod resident_id;
mod text;
mod travel_permit;
mod uscc;

pub use bank_card::{BankCard, parse_bank_card};
pub use date::CalendarDate;
pub use email::parse_email;
pub use fault::Fault;
pub use foreign_id::{ForeignId, parse_foreign_id};
pub use identifier::{Identifier, Reading};
pub use mask::{
    mask_detail, mask_email, mask_list, mask_name, mask_phone, mask_resident_id, mask_uscc,
};
pub use name::{MAX_NAME_CHARACTERS, PersonName, parse_person_name};
pub use number::Number;
pub use passport::{Passport, PassportKind, parse_foreign_passport, parse_passport};
pub use phone::{Phone, PhoneKind, parse_landline, parse_mobile, parse_phone, parse_postcode};
pub use plate::{Plate, PlateKind, parse_plate};
pub use regions::{Broken, Entry, Region, Regions, write_regions};
pub use resident_id::{ResidentId, Sex, parse_residence_permit};
pub use text::fold;
pub use travel_permit::{
    TravelPermit, TravelPermitKind, parse_hk_macao_travel_permit, parse_taiwan_travel_permit,
};
pub use uscc::{OrganisationCode, Uscc, organisation_code_check};
