//! Progress in words, larger type, reading aloud; and the two large steps below.

use leptos::prelude::*;

use crate::components::{Icon, IconName};
use crate::i18n::*;

/// The bar over a question and the buttons under it.
#[component]
pub fn KioskBar(
    /// This question's number and how many there are.
    #[prop(into)]
    progress: Signal<(usize, usize)>,
    #[prop(into)] large: Signal<bool>,
    on_large: Callback<()>,
    /// `None` where the browser cannot speak.
    on_speak: Option<Callback<()>>,
    on_back: Callback<()>,
    on_next: Callback<()>,
    on_stop: Callback<()>,
    children: Children,
) -> impl IntoView {
    let i18n = use_i18n();
    let words = move || {
        let (number, total) = progress.get();
        t_string!(i18n, field.kiosk_progress, number = number, total = total).to_string()
    };
    let is_first = move || progress.with(|(number, _)| *number <= 1);
    let is_last = move || progress.with(|(number, total)| number >= total);
    view! {
        <header class="kiosk-head">
            <p class="kiosk-progress number" aria-live="polite">{words}</p>
            <div class="button-row">
                <button
                    type="button" class="button" data-test="kiosk-large"
                    aria-pressed=move || large.get().to_string()
                    on:click=move |_| on_large.run(())
                >
                    {t!(i18n, field.kiosk_large)}
                </button>
                {on_speak.map(|on_speak| view! {
                    <button
                        type="button" class="button" data-test="kiosk-speak"
                        on:click=move |_| on_speak.run(())
                    >
                        {t!(i18n, field.kiosk_speak)}
                    </button>
                })}
                <button
                    type="button" class="button button-quiet" data-test="kiosk-stop"
                    on:click=move |_| on_stop.run(())
                >
                    {t!(i18n, kiosk.stop)}
                </button>
            </div>
        </header>
        <div class="kiosk-question">{children()}</div>
        <footer class="kiosk-steps">
            <button
                type="button" class="button" data-test="kiosk-back" disabled=is_first
                on:click=move |_| on_back.run(())
            >
                <Icon name=IconName::Back/> {t!(i18n, field.kiosk_back)}
            </button>
            <button
                type="button" class="button button-primary" data-test="kiosk-next"
                on:click=move |_| on_next.run(())
            >
                {move || match is_last() {
                    true => t_string!(i18n, field.kiosk_submit),
                    false => t_string!(i18n, field.kiosk_next),
                }}
                <Icon name=IconName::Next/>
            </button>
        </footer>
    }
}
