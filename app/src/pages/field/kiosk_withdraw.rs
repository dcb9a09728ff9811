//! Taking a response back on the tablet where it was given, with the receipt. Not here: what a
//! receipt is and until when it is good (`state`).

use leptos::prelude::*;
use leptos::task::spawn_local;

use super::kiosk::{Phase, hand_over};
use super::words::failure_text;
use crate::components::Button;
use crate::components::field::KioskReceiptEntry;
use crate::i18n::*;
use crate::state::use_field;

/// Asks for the receipt; a wrong one is said, and nothing else is told.
#[component]
pub fn WithdrawPage(phase: RwSignal<Phase>) -> impl IntoView {
    let i18n = use_i18n();
    let field = use_field();
    let problem = RwSignal::new(None::<String>);
    let on_code = Callback::new(move |typed: String| {
        spawn_local(async move {
            match field.withdraw_response(&typed).await {
                Ok(true) => drop(phase.try_set(Phase::Withdrawn)),
                Ok(false) => {
                    let text = t_string!(i18n, kiosk.withdraw_unknown).to_owned();
                    problem.try_set(Some(text));
                }
                Err(failure) => drop(problem.try_set(Some(failure_text(i18n, &failure)))),
            }
        });
    });
    view! {
        <section class="kiosk-page">
            <h1>{t!(i18n, kiosk.withdraw)}</h1>
            <KioskReceiptEntry problem on_code/>
            <Button on_click=move |()| hand_over(phase) data_test="kiosk-withdraw-back">
                {t!(i18n, kiosk.withdraw_back)}
            </Button>
        </section>
    }
}
