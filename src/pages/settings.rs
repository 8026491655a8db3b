//! Language and appearance.

use leptos::prelude::*;

use crate::components::heading::Heading;
use crate::i18n::{K, LANGUAGES, t};
use crate::preferences::{Mode, Theme, UsePreferences};

/// Choices that take effect at once and stay on the device.
#[component]
pub fn Settings() -> impl IntoView {
    super::ready();
    let preferences = UsePreferences::use_here();
    let heading = Signal::derive(|| t(K::PageSettings));
    let languages = LANGUAGES
        .into_iter()
        .map(|(tag, name)| {
            let chosen = Signal::derive(move || preferences.get().language == tag);
            let choose =
                Callback::new(move |()| preferences.change(|p| p.language = tag.to_owned()));
            let name = Signal::derive(move || name.to_owned());
            view! { <Choice group="language" value=tag name=name chosen=chosen choose=choose/> }
        })
        .collect_view();
    let themes = Theme::ALL
        .into_iter()
        .map(|theme| {
            let chosen = Signal::derive(move || preferences.get().theme == theme);
            let choose = Callback::new(move |()| preferences.change(|p| p.theme = theme));
            let name = Signal::derive(move || {
                t(match theme {
                    Theme::Auto => K::PageThemeAuto,
                    Theme::Light => K::PageThemeLight,
                    Theme::Dark => K::PageThemeDark,
                    Theme::Contrast => K::PageThemeContrast,
                })
            });
            view! { <Choice group="theme" value=theme.name() name=name chosen=chosen choose=choose/> }
        })
        .collect_view();
    let modes = Mode::ALL
        .into_iter()
        .map(|mode| {
            let chosen = Signal::derive(move || preferences.get().mode == mode);
            let choose = Callback::new(move |()| preferences.change(|p| p.mode = mode));
            let name = Signal::derive(move || {
                t(match mode {
                    Mode::Normal => K::PageModeNormal,
                    Mode::Elder => K::PageModeElder,
                })
            });
            view! { <Choice group="mode" value=mode.name() name=name chosen=chosen choose=choose/> }
        })
        .collect_view();
    view! {
        <div class="hello">
            <Heading text=heading/>
            <p>{move || t(K::PageSettingsLead)}</p>
        </div>
        <form class="card settings">
            <Group title=K::PageLanguage>{languages}</Group>
            <Group title=K::PageTheme>{themes}</Group>
            <Group title=K::PageMode hint=K::PageModeElderHint>{modes}</Group>
        </form>
    }
}

#[component]
fn Group(title: K, #[prop(optional)] hint: Option<K>, children: Children) -> impl IntoView {
    view! {
        <fieldset class="field">
            <legend class="label">{move || t(title)}</legend>
            {hint.map(|hint| view! { <p class="hint">{move || t(hint)}</p> })}
            <div class="segmented">{children()}</div>
        </fieldset>
    }
}

#[component]
fn Choice(
    group: &'static str,
    value: &'static str,
    name: Signal<String>,
    chosen: Signal<bool>,
    choose: Callback<()>,
) -> impl IntoView {
    view! {
        <label class="choice">
            <input
                type="radio"
                name=group
                value=value
                prop:checked=move || chosen.get()
                on:change=move |_| choose.run(())
            />
            <span lang=(group == "language").then_some(value)>{move || name.get()}</span>
        </label>
    }
}
