//! Consent comes first: the five items of PIPL art. 17, and that it is voluntary.

use leptos::prelude::*;

use crate::i18n::*;

/// One item of the notice.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NoticeItem {
    /// What it is about.
    pub name: String,
    /// What holds.
    pub text: String,
}

/// The consent page. Refusing stores nothing.
#[component]
pub fn KioskIntro(
    /// The questionnaire's title.
    #[prop(into)]
    title: Signal<String>,
    /// The form's own wording of the consent, if it has one.
    #[prop(into)]
    wording: Signal<String>,
    #[prop(into)] items: Signal<Vec<NoticeItem>>,
    /// What holds besides: no harm in refusing, a guardian for children.
    #[prop(into)]
    rules: Signal<Vec<String>>,
    on_agree: Callback<()>,
    on_refuse: Callback<()>,
    /// For who answered here before and has a receipt.
    on_withdraw: Callback<()>,
) -> impl IntoView {
    let i18n = use_i18n();
    let item = |item: NoticeItem| {
        view! { <div class="notice-item"><dt>{item.name}</dt><dd>{item.text}</dd></div> }
    };
    view! {
        <section class="kiosk-page">
            <h1>{move || title.get()}</h1>
            <p hidden=move || wording.with(String::is_empty)>{move || wording.get()}</p>
            <h2 class="notice-title">{t!(i18n, kiosk.notice_title)}</h2>
            <dl class="kiosk-notice" data-test="kiosk-notice">
                {move || items.get().into_iter().map(item).collect_view()}
            </dl>
            {move || rules.get().into_iter().map(|rule| view! { <p>{rule}</p> }).collect_view()}
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
                <button
                    type="button" class="button button-quiet" data-test="kiosk-withdraw"
                    on:click=move |_| on_withdraw.run(())
                >
                    {t!(i18n, kiosk.withdraw)}
                </button>
            </div>
        </section>
    }
}
