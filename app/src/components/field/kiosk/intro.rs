//! Consent comes first: who asks, what for, that it is voluntary and anonymous.

use leptos::prelude::*;

use crate::i18n::*;

/// The consent page. Refusing stores nothing.
#[component]
pub fn KioskIntro(
    /// The questionnaire's title.
    #[prop(into)]
    title: Signal<String>,
    commissioned_by: String,
    firm: String,
    /// The form's own wording of the consent, if it has one.
    #[prop(into)]
    wording: Signal<String>,
    on_agree: Callback<()>,
    on_refuse: Callback<()>,
) -> impl IntoView {
    let i18n = use_i18n();
    let who = move || {
        let (bureau, firm) = (commissioned_by.clone(), firm.clone());
        t_string!(i18n, field.kiosk_who, bureau = bureau, firm = firm).to_string()
    };
    view! {
        <section class="kiosk-page">
            <h1>{move || title.get()}</h1>
            <p>{who}</p>
            <p hidden=move || wording.with(String::is_empty)>{move || wording.get()}</p>
            <ul class="kiosk-notice">
                <li>{t!(i18n, field.kiosk_notice_anonymous)}</li>
                <li>{t!(i18n, field.kiosk_notice_use)}</li>
                <li>{t!(i18n, field.kiosk_notice_free)}</li>
            </ul>
            <div class="kiosk-choices">
                <button
                    type="button" class="button button-primary" data-test="kiosk-start"
                    on:click=move |_| on_agree.run(())
                >
                    {t!(i18n, field.kiosk_agree)}
                </button>
                <button
                    type="button" class="button" data-test="kiosk-refuse"
                    on:click=move |_| on_refuse.run(())
                >
                    {t!(i18n, field.kiosk_refuse)}
                </button>
            </div>
        </section>
    }
}
