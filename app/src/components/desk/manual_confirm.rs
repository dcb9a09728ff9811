//! 人工评分 by two people: who entered it, who confirmed it, and confirming it as the other one. Not
//! here: entering it (`mark_editor`).

use domain::ids::AccountId;
use domain::scoring::SecondPerson;
use leptos::prelude::*;

use crate::components::{Button, Icon, IconName};
use crate::i18n::*;

/// `me` is who looks at it: nobody confirms an own score.
#[component]
pub fn ManualConfirm(
    entered_by: Option<SecondPerson>,
    confirmed_by: Option<SecondPerson>,
    me: Option<AccountId>,
    #[prop(into)] busy: Signal<bool>,
    on_confirm: Callback<()>,
) -> impl IntoView {
    let i18n = use_i18n();
    let own = entered_by.as_ref().map(|person| &person.account) == me.as_ref();
    let entered = entered_by.map(|person| {
        view! {
            <p data-test="manual-entered-by">
                {t!(i18n, scores.manual_entered, name = person.name)}
            </p>
        }
    });
    let next = match (confirmed_by, own) {
        (Some(person), _) => view! {
            <p class="verdict verdict-good" data-test="manual-confirmed-by">
                <Icon name=IconName::Done/>
                <span>{t!(i18n, scores.manual_confirmed, name = person.name)}</span>
            </p>
        }
        .into_any(),
        (None, true) => view! { <p class="soft">{t!(i18n, scores.manual_own)}</p> }.into_any(),
        (None, false) => view! {
            <Button on_click=on_confirm disabled=busy data_test="manual-confirm">
                <Icon name=IconName::Done/>{t!(i18n, scores.manual_confirm)}
            </Button>
        }
        .into_any(),
    };
    view! {
        {entered}
        {next}
    }
}
