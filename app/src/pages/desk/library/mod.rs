//! 指标库 of the firm.

use leptos::prelude::*;

use crate::i18n::*;

/// The room.
#[component]
pub fn LibraryPage() -> impl IntoView {
    let i18n = use_i18n();
    view! { <h1>{t!(i18n, library.room)}</h1> }
}
