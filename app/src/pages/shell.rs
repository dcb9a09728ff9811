//! What belongs to no single room: appearance, language, the offer of a new version, no such page.

use leptos::prelude::*;

use crate::i18n::*;
use crate::state::{Theme, use_app};

/// Three appearances side by side; the chosen one is pressed.
#[component]
pub fn ThemeSwitch() -> impl IntoView {
    let i18n = use_i18n();
    let app = use_app();
    let word = move |theme: Theme| match theme {
        Theme::Light => t_string!(i18n, common.theme_light),
        Theme::Dark => t_string!(i18n, common.theme_dark),
        Theme::Sunlight => t_string!(i18n, common.theme_sunlight),
    };
    let button = move |theme: Theme| {
        view! {
            <button
                type="button"
                class="switch-option"
                aria-pressed=move || (app.theme().get() == theme).to_string()
                data-test=format!("theme-{}", theme.name())
                on:click=move |_| app.set_theme(theme)
            >
                {move || word(theme)}
            </button>
        }
    };
    view! {
        <div class="switch" role="group" aria-label=move || t_string!(i18n, common.theme)>
            {Theme::ALL.map(button).into_iter().collect_view()}
        </div>
    }
}

/// Both languages side by side, each in its own words.
#[component]
pub fn LanguageSwitch() -> impl IntoView {
    let i18n = use_i18n();
    let chosen = chosen_language();
    let button = move |language: Locale| {
        let word = match language {
            Locale::zh_CN => td_string!(Locale::zh_CN, common.language_zh),
            Locale::en => td_string!(Locale::en, common.language_en),
        };
        view! {
            <button
                type="button"
                class="switch-option"
                lang=language.as_str()
                aria-pressed=move || (i18n.get_locale() == language).to_string()
                data-test=format!("language-{}", language.as_str())
                on:click=move |_| choose_language(chosen, language)
            >
                {word}
            </button>
        }
    };
    view! {
        <div class="switch" role="group" aria-label=move || t_string!(i18n, common.language)>
            {[Locale::zh_CN, Locale::en].map(button).into_iter().collect_view()}
        </div>
    }
}

/// Offers a new version, once it is installed and waits. Nothing updates by itself: an inspection
/// half filled in stays on its version until the person says so.
#[component]
pub fn UpdateToast() -> impl IntoView {
    let i18n = use_i18n();
    let app = use_app();
    let put_off = RwSignal::new(false);
    let offered = move || app.update_ready().get() && !put_off.get();
    view! {
        <Show when=offered>
            <div class="update-toast" role="status" data-test="update-toast">
                <p>{t!(i18n, common.update_ready)}</p>
                <button
                    type="button"
                    class="button button-primary"
                    data-test="update-apply"
                    on:click=move |_| app.apply_update()
                >
                    {t!(i18n, common.update_apply)}
                </button>
                <button type="button" class="button" on:click=move |_| put_off.set(true)>
                    {t!(i18n, common.update_later)}
                </button>
            </div>
        </Show>
    }
}

/// There is no such page.
#[component]
pub fn NotFound() -> impl IntoView {
    let i18n = use_i18n();
    view! {
        <main class="sheet">
            <h1>{t!(i18n, common.page_not_found)}</h1>
            <p>{t!(i18n, common.page_not_found_text)}</p>
            <a class="button button-primary" href="/">{t!(i18n, common.go_home)}</a>
        </main>
    }
}

/// A part of the app that was never loaded on this device, and cannot be now.
#[component]
pub fn NotLoaded() -> impl IntoView {
    let i18n = use_i18n();
    view! {
        <main class="sheet" data-test="not-loaded">
            <h1>{t!(i18n, common.not_loaded)}</h1>
            <p>{t!(i18n, common.not_loaded_text)}</p>
            <a class="button button-primary" href="" rel="external">{t!(i18n, common.try_again)}</a>
        </main>
    }
}
