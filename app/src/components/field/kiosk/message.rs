//! A page with one message and one step: thanks, refused, hand the tablet back.

use leptos::prelude::*;

/// Large words and what comes next as children.
#[component]
pub fn KioskMessage(
    #[prop(into)] title: Signal<String>,
    #[prop(into)] text: Signal<String>,
    data_test: &'static str,
    children: Children,
) -> impl IntoView {
    view! {
        <section class="kiosk-page kiosk-message" role="status" data-test=data_test>
            <h1>{move || title.get()}</h1>
            <p>{move || text.get()}</p>
            <div class="kiosk-choices">{children()}</div>
        </section>
    }
}
