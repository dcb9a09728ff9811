//! 归档.

use leptos::prelude::*;

use crate::i18n::*;

/// The room.
#[component]
pub fn ArchiveRoom() -> impl IntoView {
    let i18n = use_i18n();
    view! { <h1>{t!(i18n, archive.room)}</h1> }
}
