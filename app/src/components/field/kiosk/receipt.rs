//! The receipt of a response: shown once after the last question, typed in to take it back.

use leptos::prelude::*;

use crate::i18n::*;

/// Large enough to be copied or photographed.
#[component]
pub fn KioskReceiptShown(
    code: String,
    /// A moment in words.
    until: String,
) -> impl IntoView {
    let i18n = use_i18n();
    let rule = move || t_string!(i18n, kiosk.receipt_text, until = until.clone()).to_string();
    view! {
        <div class="kiosk-receipt">
            <p>
                {t!(i18n, kiosk.receipt)} " "
                <strong class="number" data-test="kiosk-receipt">{code}</strong>
            </p>
            <p class="question-hint">{rule}</p>
        </div>
    }
}

/// Asks for a receipt. `problem` is shown until the next try.
#[component]
pub fn KioskReceiptEntry(
    #[prop(into)] problem: Signal<Option<String>>,
    on_code: Callback<String>,
) -> impl IntoView {
    let i18n = use_i18n();
    let code = RwSignal::new(String::new());
    let submit = move |event: leptos::ev::SubmitEvent| {
        event.prevent_default();
        on_code.run(code.get_untracked());
    };
    view! {
        <form class="pin" on:submit=submit>
            <label for="kiosk-code">{t!(i18n, kiosk.receipt)}</label>
            <input
                class="input number" id="kiosk-code" type="text" autocomplete="off"
                autocapitalize="characters" spellcheck="false" maxlength="20"
                data-test="kiosk-code" aria-describedby="code-help" prop:value=move || code.get()
                on:input=move |event| code.set(event_target_value(&event))
            />
            <p id="code-help" class="question-hint">{t!(i18n, kiosk.withdraw_hint)}</p>
            <p class="question-problem" role="alert" hidden=move || problem.with(Option::is_none)>
                {move || problem.get()}
            </p>
            <button
                type="submit" class="button button-primary" data-test="kiosk-withdraw-submit"
                disabled=move || code.with(|code| code.trim().is_empty())
            >
                {t!(i18n, kiosk.withdraw_go)}
            </button>
        </form>
    }
}
