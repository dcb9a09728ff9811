//! Waiting: a bar that names the work, and grey lines where text will stand.

use leptos::prelude::*;

/// An endless bar with what is being done, announced politely.
#[component]
pub fn Busy(#[prop(into)] what: Signal<String>) -> impl IntoView {
    view! {
        <div class="busy" role="status">
            <progress aria-label=move || what.get()></progress>
            <span>{move || what.get()}</span>
        </div>
    }
}

/// Lines in the place of a table that is loading.
#[component]
pub fn Skeleton(#[prop(default = 6)] lines: usize) -> impl IntoView {
    view! {
        <div class="skeleton" aria-hidden="true">
            {(0..lines).map(|_| view! { <div class="skeleton-line"></div> }).collect_view()}
        </div>
    }
}
