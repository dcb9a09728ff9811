//! 方案与指标.

use leptos::prelude::*;

use crate::i18n::*;

/// The room.
#[component]
pub fn PlanRoom() -> impl IntoView {
    let i18n = use_i18n();
    view! { <h1>{t!(i18n, plan.room)}</h1> }
}
