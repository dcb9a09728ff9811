//! 不适用 with its reason, and the reason of a change. Not here: what happens to the weight
//! (`domain::scoring`).

use leptos::prelude::*;

use crate::components::Button;
use crate::i18n::*;

/// The fewest characters of the reason (`scoring::problems_of_not_applicable`).
const REASON_MIN: usize = 10;

/// Why figures or marks are changed; goes into the history with what is saved next.
#[component]
pub fn ChangeReason(reason: RwSignal<String>, data_test: &'static str) -> impl IntoView {
    let i18n = use_i18n();
    view! {
        <label class="field">
            <span>{t!(i18n, scores.change_reason)}</span>
            <input
                type="text"
                data-test=data_test
                prop:value=move || reason.get()
                on:input:target=move |event| reason.set(event.target().value())
            />
        </label>
    }
}

/// `on_save` runs with the reason, or with `None` where the indicator applies after all.
#[component]
pub fn NotApplicableForm(
    reason: Option<String>,
    #[prop(into)] busy: Signal<bool>,
    on_save: Callback<Option<String>>,
) -> impl IntoView {
    let i18n = use_i18n();
    let stored = reason.is_some();
    let on = RwSignal::new(stored);
    let reason = RwSignal::new(reason.unwrap_or_default());
    let length = move || reason.get().trim().chars().count();
    let ready = move || match on.get() {
        true => length() >= REASON_MIN,
        false => stored,
    };
    let save = move |()| {
        let text = reason.get_untracked().trim().to_owned();
        on_save.run(on.get_untracked().then_some(text));
    };
    let field = move || {
        view! {
            <label class="field">
                <span>{t!(i18n, scores.na_reason)}</span>
                <textarea
                    rows="2"
                    data-test="na-reason"
                    prop:value=move || reason.get()
                    on:input:target=move |event| reason.set(event.target().value())
                ></textarea>
                <small aria-live="polite">
                    {move || format!("{}/{REASON_MIN} ", length())}
                    {t!(i18n, desk.reason_at_least, count = REASON_MIN)}
                </small>
            </label>
        }
    };
    view! {
        <label class="check">
            <input
                type="checkbox"
                role="switch"
                data-test="na-switch"
                prop:checked=move || on.get()
                on:change:target=move |event| on.set(event.target().checked())
            />
            <span>{t!(i18n, scores.na_switch)}</span>
        </label>
        <Show when=move || on.get()>{field()}</Show>
        <Show when=move || on.get() || stored>
            <Button
                on_click=save
                disabled=Signal::derive(move || busy.get() || !ready())
                data_test="na-save"
            >
                {t!(i18n, desk.enter_mark)}
            </Button>
        </Show>
    }
}
