//! 反馈整改.

use leptos::prelude::*;

use crate::i18n::*;

/// The room.
#[component]
pub fn FeedbackRoom() -> impl IntoView {
    let i18n = use_i18n();
    view! { <h1>{t!(i18n, feedback.room)}</h1> }
}
