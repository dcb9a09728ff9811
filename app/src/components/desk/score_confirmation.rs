//! 初步结论: who confirmed which total, what differs from it now (需复核), and confirming. Not here:
//! what counts as a difference (`domain::scoring::score_changes`).

use domain::wire::ScoreConfirmation;
use leptos::prelude::*;

use super::score_changes::ScoreChanges;
use crate::components::{Button, ButtonKind, Icon, IconName};
use crate::i18n::*;

/// `total` is the one on the screen, `missing` how many indicators have no score; `on_confirm` runs
/// with the note.
#[component]
pub fn ScoreConfirmationNotice(
    confirmation: Option<ScoreConfirmation>,
    total: String,
    missing: usize,
    #[prop(into)] busy: Signal<bool>,
    on_open: Callback<String>,
    on_confirm: Callback<String>,
) -> impl IntoView {
    let up_to_date = confirmation
        .as_ref()
        .is_some_and(|confirmed| confirmed.changes.is_empty());
    let i18n = use_i18n();
    let form = (!up_to_date).then(|| match missing {
        0 => view! { <ConfirmForm total busy on_confirm/> }.into_any(),
        _ => view! {
            <p class="soft" data-test="scores-confirm-later">
                {t!(i18n, scores.confirm_later, count = missing)}
            </p>
        }
        .into_any(),
    });
    let notice = confirmation.map(|confirmed| view! { <Confirmed confirmed on_open/> });
    view! {
        {notice}
        {form}
    }
}

#[component]
fn Confirmed(confirmed: ScoreConfirmation, on_open: Callback<String>) -> impl IntoView {
    let i18n = use_i18n();
    let (name, at) = (confirmed.name, confirmed.at.to_minute_text());
    let total = confirmed.total.to_string();
    let who = t!(
        i18n,
        scores.confirmed_by,
        name = name,
        at = at,
        total = total
    );
    let count = confirmed
        .changes
        .iter()
        .filter(|change| !change.code.is_empty())
        .count();
    if confirmed.changes.is_empty() {
        return view! {
            <p class="verdict verdict-good" data-test="scores-confirmed">
                <Icon name=IconName::Done/><span>{who}</span>
            </p>
        }
        .into_any();
    }
    view! {
        <section class="banner banner-warn" data-test="scores-stale">
            <h2>
                <Icon name=IconName::Problem/>
                {t!(i18n, scores.stale_title, count = count)}
            </h2>
            <p>{who}</p>
            <ScoreChanges changes=confirmed.changes name="changed" on_open/>
        </section>
    }
    .into_any()
}

/// A button that unfolds to a note and the total that is confirmed.
#[component]
fn ConfirmForm(total: String, busy: Signal<bool>, on_confirm: Callback<String>) -> impl IntoView {
    let i18n = use_i18n();
    let asking = RwSignal::new(false);
    let note = RwSignal::new(String::new());
    let total = StoredValue::new(total);
    let form = move || {
        view! {
            <div class="form">
                <p>{t!(i18n, scores.confirm_text)}</p>
                <label class="field">
                    <span>{t!(i18n, scores.confirm_note)}</span>
                    <textarea
                        rows="2"
                        data-test="scores-confirm-note"
                        prop:value=move || note.get()
                        on:input:target=move |event| note.set(event.target().value())
                    ></textarea>
                </label>
                <div class="actions">
                    <Button
                        kind=ButtonKind::Primary
                        on_click=move |()| on_confirm.run(note.get().trim().to_owned())
                        disabled=busy
                        data_test="scores-confirm-yes"
                    >
                        <Icon name=IconName::Done/>
                        {t!(i18n, scores.confirm_yes, total = total.get_value())}
                    </Button>
                    <Button on_click=move |()| asking.set(false) data_test="scores-confirm-no">
                        {t!(i18n, desk.cancel)}
                    </Button>
                </div>
            </div>
        }
    };
    view! {
        <Show when=move || !asking.get()>
            <div class="actions">
                <Button on_click=move |()| asking.set(true) data_test="scores-confirm">
                    <Icon name=IconName::Done/>{t!(i18n, scores.confirm)}
                </Button>
            </div>
        </Show>
        <Show when=move || asking.get()>{form()}</Show>
    }
}
