//! 自评复核, 目标审核, 监控.

use leptos::prelude::*;

use crate::i18n::*;

/// The room.
#[component]
pub fn ChecksRoom() -> impl IntoView {
    let i18n = use_i18n();
    view! { <h1>{t!(i18n, checks.room)}</h1> }
}
