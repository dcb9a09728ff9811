//! The language of the screen: Chinese unless the person chose another on this device. The
//! browser's own language is no choice: the firm works in Chinese.

use leptos::prelude::*;
use leptos_i18n::I18nContext;

use super::{I18nLocaleTrait as _, Locale};
use crate::platform;

const LANGUAGE: &str = "language";

/// The language chosen on this device.
#[derive(Clone, Copy)]
struct Chosen(RwSignal<Locale>);

/// Keeps the screen in the chosen language; called once, within the i18n context. The context
/// itself follows the browser, now and whenever the browser's languages change.
pub fn keep_chosen_language(i18n: I18nContext<Locale>) {
    let stored = platform::preference(LANGUAGE).and_then(|name| name.parse().ok());
    let chosen = Chosen(RwSignal::new(stored.unwrap_or(Locale::zh_CN)));
    provide_context(chosen);
    i18n.set_locale(chosen.0.get_untracked());
    Effect::new(move || {
        let wanted = chosen.0.get();
        if i18n.get_locale() != wanted {
            i18n.set_locale(wanted);
        }
    });
}

/// Shows everything in this language from now on, on this device.
pub fn choose_language(chosen: Option<RwSignal<Locale>>, language: Locale) {
    platform::set_preference(LANGUAGE, language.as_str());
    if let Some(chosen) = chosen {
        chosen.set(language);
    }
}

/// The choice, for a switch; `None` outside of `keep_chosen_language`'s screen.
pub fn chosen_language() -> Option<RwSignal<Locale>> {
    use_context::<Chosen>().map(|chosen| chosen.0)
}
