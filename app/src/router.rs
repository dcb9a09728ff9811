//! Routes.
use leptos::prelude::*;
/// The app.
#[component]
pub fn App() -> impl IntoView { view! { <crate::i18n::I18nContextProvider><p>"x"</p></crate::i18n::I18nContextProvider> } }
