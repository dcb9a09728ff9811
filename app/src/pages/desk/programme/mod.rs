//! Summary over engagements, and the scorecard.

use leptos::prelude::*;

use crate::i18n::*;

/// The room.
#[component]
pub fn ProgrammePage() -> impl IntoView {
    let i18n = use_i18n();
    view! { <h1>{t!(i18n, programme.room)}</h1> }
}
