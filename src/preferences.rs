//! How a person wants the page: language, colours, size. Kept on the device under
//! one key, which `boot.js` reads before the first paint.

use banshi_contract::{FromJson, json};
use leptos::prelude::*;
use serde::Serialize;

use crate::browser;
use crate::components::alert;
use crate::i18n::K;

const STORAGE_KEY: &str = "banshi.preferences";

/// Colours.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, FromJson)]
#[serde(rename_all = "lowercase")]
pub enum Theme {
    /// As the system has it.
    #[default]
    Auto,
    /// Light.
    Light,
    /// Dark.
    Dark,
    /// High contrast.
    Contrast,
}

impl Theme {
    /// All, in the order they are offered.
    pub const ALL: [Self; 4] = [Self::Auto, Self::Light, Self::Dark, Self::Contrast];

    /// The name that the style sheets know (`data-theme`).
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Auto => "auto",
            Self::Light => "light",
            Self::Dark => "dark",
            Self::Contrast => "contrast",
        }
    }
}

/// Size of type and targets.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, FromJson)]
#[serde(rename_all = "lowercase")]
pub enum Mode {
    /// Normal.
    #[default]
    Normal,
    /// 长辈版: larger type and targets.
    Elder,
}

impl Mode {
    /// All, in the order they are offered.
    pub const ALL: [Self; 2] = [Self::Normal, Self::Elder];

    /// The name that the style sheets know (`data-mode`).
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Normal => "normal",
            Self::Elder => "elder",
        }
    }
}

/// What a person chose.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Preferences {
    /// Language tag of a locale file.
    pub language: String,
    /// Colours.
    pub theme: Theme,
    /// Size.
    pub mode: Mode,
}

impl Default for Preferences {
    fn default() -> Self {
        Self {
            language: "zh-CN".into(),
            theme: Theme::Auto,
            mode: Mode::Normal,
        }
    }
}

impl Preferences {
    /// What was chosen on this device before, or the default.
    #[must_use]
    pub fn load() -> Self {
        browser::storage::get(STORAGE_KEY)
            .and_then(|text| json::parse(&text))
            .map(|mut kept| Self::read(&mut kept))
            .unwrap_or_default()
    }

    /// What can't be read, or was not chosen yet, is as by default.
    fn read(kept: &mut json::Value) -> Self {
        let default = Self::default();
        Self {
            language: json::field(kept, "language").unwrap_or(default.language),
            theme: json::field(kept, "theme").unwrap_or(default.theme),
            mode: json::field(kept, "mode").unwrap_or(default.mode),
        }
    }

    /// Keeps the choice and puts it on the root element.
    pub fn apply(&self) {
        if let Ok(text) = serde_json::to_string(self) {
            browser::storage::set(STORAGE_KEY, &text);
        }
        self.show();
    }

    /// Puts it on the root element.
    pub fn show(&self) {
        browser::document::set_root_attributes(&[
            ("lang", &self.language),
            (
                "dir",
                if is_right_to_left(&self.language) {
                    "rtl"
                } else {
                    "ltr"
                },
            ),
            ("data-theme", self.theme.name()),
            ("data-mode", self.mode.name()),
        ]);
    }
}

/// Whether a language is written from right to left.
#[must_use]
pub fn is_right_to_left(language: &str) -> bool {
    ["ar", "ug", "kk-Arab", "he", "fa"]
        .iter()
        .any(|tag| language.starts_with(tag))
}

/// The chosen preferences as a context; setting them applies them.
#[derive(Clone, Copy)]
pub struct UsePreferences(RwSignal<Preferences>);

impl UsePreferences {
    /// Provides them to everything below.
    pub fn provide(initial: Preferences) -> Self {
        let this = Self(RwSignal::new(initial));
        provide_context(this);
        this
    }

    /// From context.
    #[must_use]
    pub fn use_here() -> Self {
        use_context::<Self>().unwrap_or_else(|| Self(RwSignal::new(Preferences::default())))
    }

    /// What is chosen, tracked.
    #[must_use]
    pub fn get(self) -> Preferences {
        self.0.get()
    }

    /// Changes theme or mode at once; a language is loaded first and changes when
    /// its words are there, so that no half-translated page is ever seen.
    pub fn change(self, change: impl FnOnce(&mut Preferences)) {
        let Some(mut next) = self.0.try_get_untracked() else {
            return;
        };
        change(&mut next);
        leptos::task::spawn_local(async move {
            if crate::i18n::load(&next.language).await.is_err() {
                let reference = crate::browser::random::reference();
                return alert::raise(K::AppLanguageFailed, reference);
            }
            next.apply();
            self.0.try_set(next);
        });
    }
}
