//! The forms that change the list of requested documents. Not here: saving.

use domain::document_request::{DocumentStage, RequestWords};
use domain::ids::IndicatorCode;
use domain::wire::StageDueDay;
use leptos::prelude::*;

use super::documents::document_stage_word;
use crate::components::{Button, ButtonKind};
use crate::i18n::*;

/// A select over the stages.
#[component]
fn StageSelect(value: RwSignal<DocumentStage>, data_test: &'static str) -> impl IntoView {
    let i18n = use_i18n();
    let option = move |stage: DocumentStage| {
        view! {
            <option value=stage.as_str() selected=move || value.get() == stage>
                {move || document_stage_word(i18n, stage)}
            </option>
        }
    };
    view! {
        <select
            data-test=data_test
            on:change:target=move |event| {
                if let Some(stage) = DocumentStage::parse(&event.target().value()) {
                    value.set(stage);
                }
            }
        >
            {DocumentStage::ALL.into_iter().map(option).collect_view()}
        </select>
    }
}

/// One line of the list. `on_remove` is absent for a new line and for one with a receipt.
#[component]
pub fn RequestForm(
    words: RequestWords,
    #[prop(into)] busy: Signal<bool>,
    on_save: Callback<RequestWords>,
    on_remove: Option<Callback<()>>,
) -> impl IntoView {
    let i18n = use_i18n();
    let stage = RwSignal::new(words.stage);
    let name = RwSignal::new(words.name.clone());
    let provider = RwSignal::new(words.provider.clone());
    let due_on = RwSignal::new(words.due_on.clone().unwrap_or_default());
    let codes: Vec<&str> = words.indicators.iter().map(|code| code.as_str()).collect();
    let indicators = RwSignal::new(codes.join(","));
    let ready = move || name.with(|name| !name.trim().is_empty());
    let save = move |()| {
        let codes = indicators.get_untracked();
        let codes = codes.split([',', '，', '、', ' ']).map(str::trim);
        let due_on = due_on.get_untracked();
        on_save.run(RequestWords {
            stage: stage.get_untracked(),
            name: name.get_untracked(),
            provider: provider.get_untracked(),
            due_on: (!due_on.is_empty()).then_some(due_on),
            indicators: codes
                .filter(|code| !code.is_empty())
                .map(IndicatorCode::from)
                .collect(),
        });
    };
    view! {
        <form class="form" on:submit=move |event| event.prevent_default()>
            <label class="field">
                <span>{t!(i18n, documents.stage)}</span>
                <StageSelect value=stage data_test="request-stage"/>
            </label>
            <label class="field">
                <span>{t!(i18n, documents.name)}</span>
                <textarea
                    rows="2" data-test="request-name" prop:value=words.name
                    placeholder=move || t_string!(i18n, documents.name_hint)
                    on:input:target=move |event| name.set(event.target().value())
                ></textarea>
            </label>
            <label class="field">
                <span>{t!(i18n, documents.provider)}</span>
                <input
                    type="text" data-test="request-provider" value=words.provider
                    on:input:target=move |event| provider.set(event.target().value())
                />
            </label>
            <label class="field field-short">
                <span>{t!(i18n, documents.due_on)}</span>
                <input
                    type="date" data-test="request-due" value=words.due_on
                    on:input:target=move |event| due_on.set(event.target().value())
                />
            </label>
            <label class="field">
                <span>{t!(i18n, documents.indicators)}</span>
                <input
                    type="text" data-test="request-indicators" value=indicators.get_untracked()
                    placeholder=move || t_string!(i18n, documents.indicator_hint)
                    on:input:target=move |event| indicators.set(event.target().value())
                />
            </label>
            <div class="actions">
                <Button
                    kind=ButtonKind::Primary on_click=save data_test="request-save"
                    disabled=Signal::derive(move || busy.get() || !ready())
                >
                    {t!(i18n, documents.save)}
                </Button>
                {on_remove.map(|on_remove| view! {
                    <Button
                        kind=ButtonKind::Danger on_click=move |()| on_remove.run(())
                        disabled=busy data_test="request-remove"
                    >
                        {t!(i18n, documents.remove)}
                    </Button>
                })}
            </div>
        </form>
    }
}

/// One due day for all documents of a stage.
#[component]
pub fn DueDayForm(
    #[prop(into)] busy: Signal<bool>,
    on_save: Callback<StageDueDay>,
) -> impl IntoView {
    let i18n = use_i18n();
    let stage = RwSignal::new(DocumentStage::Decision);
    let day = RwSignal::new(String::new());
    let save = move |()| {
        let day = day.get_untracked();
        on_save.run(StageDueDay {
            stage: stage.get_untracked(),
            due_on: (!day.is_empty()).then_some(day),
        });
    };
    view! {
        <form class="form due-day" on:submit=move |event| event.prevent_default()>
            <label class="field field-short">
                <span>{t!(i18n, documents.due_days)}</span>
                <StageSelect value=stage data_test="due-stage"/>
            </label>
            <label class="field field-short">
                <span>{t!(i18n, documents.due_on)}</span>
                <input
                    type="date" data-test="due-day"
                    on:input:target=move |event| day.set(event.target().value())
                />
            </label>
            <Button on_click=save disabled=busy data_test="due-save">
                {t!(i18n, documents.set_due_day)}
            </Button>
        </form>
    }
}
