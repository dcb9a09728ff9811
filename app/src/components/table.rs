//! The frame of every desk table: it scrolls by itself, has a caption, and moves by arrow keys.

use leptos::prelude::*;

use crate::platform;

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
    match event.key().as_str() {
        "ArrowDown" => platform::focus_next_row(&event, true),
        "ArrowUp" => platform::focus_next_row(&event, false),
        _ => {}
    }
}
