//! The code tables of GB/T 39046-2020 annex A and of the exchange library's practice
//! (ZWFW C0109): only the codes, as the check needs them. Their words are content.

pub(super) const ITEM_TYPES: &[&str] = &[
    "00", "01", "02", "03", "04", "05", "06", "07", "08", "09", "10", "20",
];
pub(super) const LEVELS: &[&str] = &["1", "2", "3", "4", "5", "6", "7"];
pub(super) const NATURES: &[&str] = &["1", "2", "3", "9"];
pub(super) const AUDIENCES: &[&str] = &["1", "2", "3", "4", "5", "6"];
pub(super) const CHANNELS: &[&str] = &["1", "2", "3", "4", "9"];
pub(super) const CASE_TYPES: &[&str] = &["1", "2", "9"];
pub(super) const STATES: &[&str] = &["1", "2", "3"];
pub(super) const ONLINE_DEPTHS: &[&str] = &["1", "2", "3", "4", "5", "6", "7", "8", "9"];
pub(super) const MATERIAL_KINDS: &[&str] = &["1", "2", "3"];
pub(super) const MATERIAL_FORMS: &[&str] = &["1", "2", "3"];
pub(super) const NECESSITIES: &[&str] = &["1", "2", "3"];
pub(super) const SOURCES: &[&str] = &["10", "20", "99"];
pub(super) const RESULT_KINDS: &[&str] = &["1", "2", "3", "4"];
pub(super) const CROSS_REGIONS: &[&str] = &["1", "2", "3", "4"];
/// 自然人服务主题.
pub(super) const PERSON_THEMES: &[&str] = &[
    "005", "010", "015", "020", "025", "030", "035", "040", "045", "050", "055", "060", "065",
    "070", "075", "085", "090", "095", "100", "105", "110", "115", "120", "125", "130", "135",
    "140", "145", "150", "155", "998", "999",
];
/// 法人服务主题.
pub(super) const CORPORATE_THEMES: &[&str] = &[
    "005", "010", "015", "020", "025", "030", "035", "040", "045", "050", "055", "060", "065",
    "070", "075", "085", "090", "095", "100", "105", "110", "115", "120", "125", "130", "135",
    "140", "145", "150", "155", "160", "165", "170", "998", "999",
];
