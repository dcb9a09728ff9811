//! What stands where nothing is yet: it teaches the next step.

use leptos::prelude::*;

use super::{Icon, IconName};

/// An icon, what is missing, why it matters, and the next step as children.
#[component]
pub fn EmptyState(
    icon: IconName,
    #[prop(into)] title: Signal<String>,
    #[prop(into)] text: Signal<String>,
    #[prop(optional)] children: Option<Children>,
) -> impl IntoView {
    view! {
        <section class="empty-state">
            <Icon name=icon/>
            <h2>{move || title.get()}</h2>
            <p>{move || text.get()}</p>
            {children.map(|children| view! { <div class="empty-state-next">{children()}</div> })}
        </section>
    }
}
