//! A filter that is on or off.

use leptos::prelude::*;

/// A toggle button; `selected` is announced as pressed.
#[component]
pub fn Chip(
    #[prop(into)] selected: Signal<bool>,
    #[prop(into)] on_toggle: Callback<()>,
    #[prop(into, optional)] data_test: Option<String>,
    children: Children,
) -> impl IntoView {
    view! {
        <button
            type="button"
            class="chip"
            class:chip-selected=move || selected.get()
            aria-pressed=move || if selected.get() { "true" } else { "false" }
            data-test=data_test
            on:click=move |_| on_toggle.run(())
        >
            {children()}
        </button>
    }
}
