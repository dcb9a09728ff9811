//! A question over the page, on the native `<dialog>`: the browser traps the focus, closes on Esc
//! and gives the focus back.

use leptos::html;
use leptos::prelude::*;

/// Modal while `open` is true. `on_close` runs for Esc and the close button alike.
#[component]
pub fn Dialog(
    #[prop(into)] open: Signal<bool>,
    #[prop(into)] on_close: Callback<()>,
    #[prop(into)] title: Signal<String>,
    #[prop(into)] close_label: Signal<String>,
    #[prop(optional)] wide: bool,
    #[prop(into, optional)] data_test: Option<String>,
    children: ChildrenFn,
) -> impl IntoView {
    let element = NodeRef::<html::Dialog>::new();
    Effect::new(move |_| {
        let Some(dialog) = element.get() else { return };
        match (open.get(), dialog.open()) {
            // A dialog that is not in the document yet refuses; the next change tries again.
            (true, false) => drop(dialog.show_modal()),
            (false, true) => dialog.close(),
            _ => {}
        }
    });
    let children = StoredValue::new(children);
    view! {
        <dialog
            node_ref=element
            class="dialog"
            class:dialog-wide=wide
            aria-label=move || title.get()
            data-test=data_test
            on:close=move |_| on_close.run(())
        >
            <Show when=move || open.get()>
                <div class="dialog-head">
                    <h2>{move || title.get()}</h2>
                    <button
                        type="button"
                        class="button button-quiet"
                        aria-label=move || close_label.get()
                        data-test="dialog-close"
                        on:click=move |_| on_close.run(())
                    >
                        <super::Icon name=super::IconName::Close/>
                    </button>
                </div>
                <div class="dialog-body">{children.with_value(|children| children())}</div>
            </Show>
        </dialog>
    }
}
