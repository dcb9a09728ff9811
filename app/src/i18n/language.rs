//! The language of the screen: Chinese unless the person chose another on this device.

use leptos_i18n::I18nContext;

use super::{I18nLocaleTrait as _, Locale};
use crate::platform;

const LANGUAGE: &str = "language";

/// The language chosen on this device; Chinese before any choice.
pub fn stored_language() -> Locale {
    let stored = platform::preference(LANGUAGE);
    stored
        .and_then(|name| name.parse().ok())
        .unwrap_or(Locale::zh_CN)
}

/// Shows everything in this language from now on, on this device.
pub fn choose_language(i18n: I18nContext<Locale>, language: Locale) {
    platform::set_preference(LANGUAGE, language.as_str());
    i18n.set_locale(language);
}
