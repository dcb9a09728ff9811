//! The frame of every desk table: it scrolls by itself, has a caption, and moves by arrow keys.

use leptos::prelude::*;
use leptos::wasm_bindgen::JsCast as _;
use leptos::web_sys;

/// A scrolling region around one table. Rows that should be reached by arrow keys carry
/// `tabindex="0"`; ↑ and ↓ then move between them.
#[component]
pub fn TableFrame(
    #[prop(into)] caption: Signal<String>,
    /// Shows the caption; otherwise it is only read aloud.
    #[prop(optional)]
    show_caption: bool,
    #[prop(into, optional)] data_test: Option<String>,
    children: Children,
) -> impl IntoView {
    let caption_class = if show_caption {
        "table-caption"
    } else {
        "visually-hidden"
    };
    view! {
        <div
            class="table-frame"
            role="region"
            tabindex="0"
            aria-label=move || caption.get()
            on:keydown=move_between_rows
        >
            <table class="table" data-test=data_test>
                <caption class=caption_class>{move || caption.get()}</caption>
                {children()}
            </table>
        </div>
    }
}

fn move_between_rows(event: leptos::ev::KeyboardEvent) {
    let key = event.key();
    if key != "ArrowDown" && key != "ArrowUp" {
        return;
    }
    let target = event
        .target()
        .and_then(|target| target.dyn_into::<web_sys::Element>().ok());
    let Some(row) = target.filter(|element| element.tag_name() == "TR") else {
        return;
    };
    let next = match key.as_str() {
        "ArrowDown" => row.next_element_sibling(),
        _ => row.previous_element_sibling(),
    };
    if let Some(next) = next.and_then(|next| next.dyn_into::<web_sys::HtmlElement>().ok()) {
        event.prevent_default();
        // Focusing a detached row fails; there is then nothing to move to.
        drop(next.focus());
    }
}
