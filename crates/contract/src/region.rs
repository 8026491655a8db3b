//! 行政区划: the regions there are, in parts small enough to be fetched while somebody
//! chooses.

use serde::{Deserialize, Serialize};

use crate::{Date, FromJson};

/// `GET /regions`, the provinces; `GET /regions/{code}`, what lies in one region.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, FromJson)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "camelCase")]
pub struct RegionPart {
    /// The day the newest of the sources is of.
    pub as_of: Date,
    /// What the table was made from.
    pub sources: Vec<RegionSource>,
    /// The region they lie in; none for the provinces.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub region: Option<Region>,
    /// By code. Of a province its cities, each with its counties, and the counties that
    /// lie in no city; of a county, or a city without any, its streets and townships.
    pub items: Vec<Region>,
}

/// A package that regions were taken from.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, FromJson)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "camelCase")]
pub struct RegionSource {
    /// Its name.
    pub name: String,
    /// Its version.
    pub version: String,
    /// Its licence, e.g. `MIT`.
    pub licence: String,
}

/// A region in use.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, FromJson)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "camelCase")]
pub struct Region {
    /// Six digits (GB/T 2260), of a street or township nine.
    pub code: String,
    /// Its name, e.g. 朝阳区.
    pub name: String,
    /// Its syllables without tones, a space between, e.g. `chao yang qu`.
    pub pinyin: String,
    /// Their first letters, e.g. `cyq`.
    pub initials: String,
    /// What lies in it, where that comes along.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    #[cfg_attr(feature = "openapi", schema(no_recursion))]
    pub items: Vec<Region>,
}
