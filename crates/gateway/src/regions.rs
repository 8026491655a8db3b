//! 行政区划: the tables that `cargo xtask regions` makes, read from their folder, cut into
//! the parts that a page asks for.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use banshi_contract::{Region, RegionPart, RegionSource};
use banshi_identifiers::{Region as Row, Regions};
use tokio::sync::OnceCell;

/// Codes of streets have three digits more than those of what they lie in.
const STREETS_IN: u32 = 1000;
/// A code divided by this is its province.
const PROVINCE: u32 = 10_000;

/// The tables.
#[derive(Debug)]
pub struct Tables {
    folder: PathBuf,
    places: Regions,
    /// As they are sent.
    codes: String,
    known: Arc<Regions>,
    sources: Vec<RegionSource>,
    /// By province, read when somebody asks.
    streets: BTreeMap<u32, OnceCell<Regions>>,
}

impl Tables {
    /// Reads the tables of a folder; none where there are none.
    ///
    /// # Errors
    /// A table can't be read: names its file.
    pub fn open(folder: &Path) -> Result<Option<Self>, String> {
        let file = folder.join("places.txt");
        if !file.is_file() {
            return Ok(None);
        }
        let places = read(&file)?;
        let file = folder.join("codes.txt");
        let broken = |error: &dyn std::fmt::Display| format!("{}: {error}", file.display());
        let codes = std::fs::read_to_string(&file).map_err(|error| broken(&error))?;
        let known = Arc::new(Regions::from_codes(&codes).map_err(|error| broken(&error))?);
        let streets = places.below(None);
        let streets = streets.map(|province| (province.code / PROVINCE, OnceCell::new()));
        Ok(Some(Self {
            folder: folder.to_path_buf(),
            streets: streets.collect(),
            sources: sources(places.sources()),
            places,
            codes,
            known,
        }))
    }

    /// What judges the region of an identity number.
    #[must_use]
    pub fn known(&self) -> Arc<Regions> {
        Arc::clone(&self.known)
    }

    /// The codes as a page reads them: see [`Regions::from_codes`].
    #[must_use]
    pub fn codes(&self) -> &str {
        &self.codes
    }

    /// The provinces.
    #[must_use]
    pub fn provinces(&self) -> RegionPart {
        self.part(None, self.places.below(None).map(told).collect())
    }

    /// What lies in the region of this code; none where it is none in use.
    ///
    /// # Errors
    /// A table can't be read: names its file.
    pub async fn inside(&self, code: &str) -> Result<Option<RegionPart>, String> {
        let places = || self.places.iter();
        let region = code
            .parse::<u32>()
            .ok()
            .and_then(|code| places().find(|row| row.code == code && !row.is_lot()));
        let Some(region) = region else {
            return Ok(None);
        };
        let below = |code| self.places.below(Some(code));
        let mut items: Vec<Region> = below(region.code)
            .map(|row| Region {
                items: below(row.code).map(told).collect(),
                ..told(row)
            })
            .collect();
        if items.is_empty() {
            items = self.streets(region.code).await?;
        }
        Ok(Some(self.part(Some(told(region)), items)))
    }

    async fn streets(&self, code: u32) -> Result<Vec<Region>, String> {
        let province = code / PROVINCE;
        let Some(table) = self.streets.get(&province) else {
            return Ok(Vec::new());
        };
        let file = self.folder.join(format!("streets/{province}.txt"));
        let table = table.get_or_try_init(async || {
            // Of Hong Kong, Macao and Taiwan there is none.
            if !file.is_file() {
                return Ok(Regions::default());
            }
            let file = file.clone();
            let reading = tokio::task::spawn_blocking(move || read(&file));
            reading.await.map_err(|error| error.to_string())?
        });
        let inside = |row: &Row| row.code / STREETS_IN == code;
        Ok(table.await?.iter().filter(inside).map(told).collect())
    }

    fn part(&self, region: Option<Region>, items: Vec<Region>) -> RegionPart {
        RegionPart {
            as_of: self.places.as_of().to_owned(),
            sources: self.sources.clone(),
            region,
            items,
        }
    }
}

fn read(file: &Path) -> Result<Regions, String> {
    let broken = |error: &dyn std::fmt::Display| format!("{}: {error}", file.display());
    let bytes = std::fs::read(file).map_err(|error| broken(&error))?;
    Regions::from_bytes(&bytes).map_err(|error| broken(&error))
}

fn told(row: Row) -> Region {
    Region {
        code: row.code.to_string(),
        name: row.name.to_owned(),
        pinyin: row.pinyin.to_owned(),
        initials: row.initials(),
        items: Vec::new(),
    }
}

/// Of `name version (licence); name version (licence)`, as the tables say it.
fn sources(text: &str) -> Vec<RegionSource> {
    let one = |text: &str| {
        let (name, rest) = text.split_once(' ')?;
        let (version, licence) = rest.split_once(' ')?;
        Some(RegionSource {
            name: name.to_owned(),
            version: version.to_owned(),
            licence: licence.trim_matches(['(', ')']).to_owned(),
        })
    };
    text.split("; ").filter_map(one).collect()
}
