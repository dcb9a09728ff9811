//! The PIN that leads out of the kiosk: set once on a device, asked for afterwards. Not here: its
//! hash, which state keeps.

use leptos::prelude::*;

use crate::i18n::*;

/// Fewer digits are guessed too quickly; more are forgotten.
const DIGITS: std::ops::RangeInclusive<usize> = 4..=8;

fn is_pin(text: &str) -> bool {
    DIGITS.contains(&text.len()) && text.bytes().all(|byte| byte.is_ascii_digit())
}

/// Asks for a PIN. `problem` is shown until the next try.
#[component]
pub fn PinEntry(
    #[prop(into)] label: Signal<String>,
    #[prop(into)] button: Signal<String>,
    #[prop(into)] problem: Signal<Option<String>>,
    on_pin: Callback<String>,
) -> impl IntoView {
    let i18n = use_i18n();
    let pin = RwSignal::new(String::new());
    let valid = move || pin.with(|pin| is_pin(pin));
    let submit = move |event: leptos::ev::SubmitEvent| {
        event.prevent_default();
        if valid() {
            on_pin.run(pin.get_untracked());
            pin.set(String::new());
        }
    };
    view! {
        <form class="pin" on:submit=submit>
            <label for="kiosk-pin">{move || label.get()}</label>
            <input
                class="input number" id="kiosk-pin" type="password" inputmode="numeric"
                autocomplete="off" maxlength="8" data-test="kiosk-pin" aria-describedby="pin-help"
                prop:value=move || pin.get()
                on:input=move |event| pin.set(event_target_value(&event))
            />
            <p id="pin-help" class="question-hint">{t!(i18n, field.pin_help)}</p>
            <p class="question-problem" role="alert" hidden=move || problem.with(Option::is_none)>
                {move || problem.get()}
            </p>
            <button
                type="submit" class="button button-primary" data-test="kiosk-pin-submit"
                disabled=move || !valid()
            >
                {move || button.get()}
            </button>
        </form>
    }
}

#[cfg(test)]
mod tests {
    use super::is_pin;

    #[test]
    fn a_pin_is_four_to_eight_digits() {
        assert!(is_pin("0000") && is_pin("12345678"));
        assert!(!is_pin("123") && !is_pin("123456789") && !is_pin("12a4") && !is_pin("一二三四"));
    }
}
