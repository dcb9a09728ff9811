//! One short message that something happened. It stays until it is replaced or closed.

use leptos::prelude::*;

use super::{Icon, IconName};

/// What a message is about.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ToastKind {
    /// It worked.
    Good,
    /// It did not.
    Bad,
}

/// A message at the lower edge; bad news is announced at once, good news politely.
#[component]
pub fn Toast(
    #[prop(into)] message: Signal<Option<(ToastKind, String)>>,
    #[prop(into)] close_label: Signal<String>,
    #[prop(into)] on_close: Callback<()>,
) -> impl IntoView {
    let shown = move || {
        message.get().map(|(kind, text)| {
            let (class, role, icon) = match kind {
                ToastKind::Good => ("toast toast-good", "status", IconName::Done),
                ToastKind::Bad => ("toast toast-bad", "alert", IconName::Problem),
            };
            view! {
                <div class=class role=role data-test="toast">
                    <Icon name=icon/>
                    <span>{text}</span>
                    <button
                        type="button"
                        class="button button-quiet"
                        aria-label=move || close_label.get()
                        on:click=move |_| on_close.run(())
                    >
                        <Icon name=IconName::Close/>
                    </button>
                </div>
            }
        })
    };
    view! { <div class="toasts">{shown}</div> }
}
