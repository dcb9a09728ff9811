//! Details beside a table: the table stays visible and usable, so this is no modal.

use leptos::prelude::*;

/// A panel at the right edge (below the table on narrow screens). Esc inside it closes it.
#[component]
pub fn Drawer(
    #[prop(into)] title: Signal<String>,
    #[prop(into)] close_label: Signal<String>,
    #[prop(into)] on_close: Callback<()>,
    #[prop(into, optional)] data_test: Option<String>,
    children: Children,
) -> impl IntoView {
    let close_on_escape = move |event: leptos::ev::KeyboardEvent| {
        if event.key() == "Escape" {
            event.stop_propagation();
            on_close.run(());
        }
    };
    view! {
        <section
            class="drawer"
            aria-label=move || title.get()
            data-test=data_test
            on:keydown=close_on_escape
        >
            <header class="drawer-head">
                <h2>{move || title.get()}</h2>
                <button
                    type="button"
                    class="button button-quiet"
                    aria-label=move || close_label.get()
                    data-test="drawer-close"
                    on:click=move |_| on_close.run(())
                >
                    <super::Icon name=super::IconName::Close/>
                </button>
            </header>
            <div class="drawer-body">{children()}</div>
        </section>
    }
}
