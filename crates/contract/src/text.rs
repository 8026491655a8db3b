//! Words in several languages.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use crate::FromJson;

/// The language every text must have (简体中文).
pub const DEFAULT_LANGUAGE: &str = "zh-CN";

/// Words by language tag (BCP 47), e.g. `{"zh-CN": "居住证申领", "en": "Residence permit"}`.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize, FromJson)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(transparent)]
pub struct Text(pub BTreeMap<String, String>);

impl Text {
    /// A text in Chinese and English.
    #[must_use]
    pub fn new(zh: impl Into<String>, en: impl Into<String>) -> Self {
        Self(BTreeMap::from([
            (DEFAULT_LANGUAGE.into(), zh.into()),
            ("en".into(), en.into()),
        ]))
    }

    /// The words in `language`, else in the default language, else whatever there
    /// is, else the empty string. A pseudo-locale falls back like any other.
    #[must_use]
    pub fn pick(&self, language: &str) -> &str {
        self.0
            .get(language)
            .or_else(|| self.0.get(DEFAULT_LANGUAGE))
            .or_else(|| self.0.values().next())
            .map_or("", String::as_str)
    }

    /// The language tag that [`Text::pick`] answers in, for a `lang` attribute;
    /// none when there are no words.
    #[must_use]
    pub fn picked_language(&self, language: &str) -> Option<&str> {
        [language, DEFAULT_LANGUAGE]
            .into_iter()
            .find_map(|tag| self.0.get_key_value(tag))
            .or_else(|| self.0.iter().next())
            .map(|(tag, _)| tag.as_str())
    }
}

/// How the back end itself calls a thing, for what has no canonical name.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, FromJson)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Native {
    /// The back end's own code.
    pub code: String,
    /// The back end's own words, shown as they are.
    pub label: String,
}

/// A code of a published table with its words.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, FromJson)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Coded {
    /// The code, as the table has it.
    pub code: String,
    /// Its words.
    pub label: Text,
}
