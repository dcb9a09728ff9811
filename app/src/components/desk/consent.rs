//! 委托方同意 that indicators of many 分 are 不适用: who agreed, when, in which document. Not here:
//! from how many 分 on (`domain::scoring::CONSENT_FROM`).

use std::collections::BTreeSet;

use domain::ids::IndicatorCode;
use domain::scoring::{ClientConsent, Points};
use leptos::prelude::*;

use super::not_applicable::ChangeReason;
use crate::components::{Button, ButtonKind, Icon, IconName};
use crate::i18n::*;

/// `weight` and `indicators` are what is 不适用 now, which the consent is given for.
#[component]
pub fn ConsentForm(
    weight: Points,
    indicators: BTreeSet<IndicatorCode>,
    consent: Option<ClientConsent>,
    reason: RwSignal<String>,
    #[prop(into)] busy: Signal<bool>,
    on_save: Callback<ClientConsent>,
) -> impl IntoView {
    let i18n = use_i18n();
    let covers = |it: &ClientConsent| indicators.is_subset(&it.indicators);
    let is_given = consent.as_ref().is_some_and(covers);
    let (by, on, document) =
        consent.map_or_else(Default::default, |it| (it.by, it.on, it.document));
    let by = RwSignal::new(by);
    let on = RwSignal::new(on);
    let document = RwSignal::new(document);
    let codes: Vec<&str> = indicators.iter().map(|code| code.as_str()).collect();
    let codes = codes.join("、");
    let is_open = move || {
        [by, on, document]
            .iter()
            .any(|it| it.get().trim().is_empty())
    };
    let indicators = StoredValue::new(indicators);
    let save = move |()| {
        on_save.run(ClientConsent {
            by: by.get_untracked().trim().to_owned(),
            on: on.get_untracked(),
            document: document.get_untracked().trim().to_owned(),
            indicators: indicators.get_value(),
        });
    };
    let (class, icon) = match is_given {
        true => ("verdict verdict-good", IconName::Done),
        false => ("verdict verdict-warn", IconName::Problem),
    };
    let field = move |label: Signal<String>, value: RwSignal<String>, kind, test| {
        view! {
            <label class="field field-short">
                <span>{label}</span>
                <input
                    type=kind
                    data-test=test
                    prop:value=move || value.get()
                    on:input:target=move |event| value.set(event.target().value())
                />
            </label>
        }
    };
    view! {
        <section class="form" data-test="consent">
            <h2>{t!(i18n, scores.consent_title)}</h2>
            <p class=class data-test="consent-state">
                <Icon name=icon/>
                <span>
                    {t!(i18n, scores.consent_weight, weight = weight.to_string(), codes = codes)}" "
                    {move || match is_given {
                        true => t_string!(i18n, scores.consent_given),
                        false => t_string!(i18n, scores.consent_open),
                    }}
                </span>
            </p>
            <div class="field-row">
                {field(text_of!(i18n, scores.consent_by), by, "text", "consent-by")}
                {field(text_of!(i18n, scores.consent_on), on, "date", "consent-on")}
                {field(text_of!(i18n, scores.consent_document), document, "text", "consent-paper")}
            </div>
            <ChangeReason reason data_test="consent-change-reason"/>
            <Button
                kind=ButtonKind::Primary
                on_click=save
                disabled=Signal::derive(move || busy.get() || is_open())
                data_test="consent-save"
            >
                {t!(i18n, scores.consent_save)}
            </Button>
        </section>
    }
}
