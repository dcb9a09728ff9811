//! The steps after the review: asking for opinions, issuing, correcting, publishing. Each form has
//! one field and one button. Not here: who may take the step (`pages`, the server).

use leptos::prelude::*;

use crate::components::{Button, ButtonKind};
use crate::i18n::*;

/// Characters that a reason for a correction needs (`review::allowed`).
const REASON_MIN_CHARS: usize = 10;

/// 征求意见 until a day; without one the server counts ten working days.
#[component]
pub fn ConsultForm(
    #[prop(into)] busy: Signal<bool>,
    on_consult: Callback<String>,
) -> impl IntoView {
    let i18n = use_i18n();
    let day = RwSignal::new(String::new());
    view! {
        <div class="side-form">
            <label class="field">
                <span>{t!(i18n, reports.deadline)}</span>
                <input
                    type="date" data-test="review-deadline"
                    on:input:target=move |event| day.set(event.target().value())
                />
                <small>{t!(i18n, reports.deadline_hint)}</small>
            </label>
            <Button
                kind=ButtonKind::Primary disabled=busy data_test="review-consult"
                on_click=move |()| on_consult.run(day.get_untracked())
            >
                {t!(i18n, reports.consult)}
            </Button>
        </div>
    }
}

/// 出具 under a number; without one the server takes the next of the register.
#[component]
pub fn IssueForm(#[prop(into)] busy: Signal<bool>, on_issue: Callback<String>) -> impl IntoView {
    let i18n = use_i18n();
    let number = RwSignal::new(String::new());
    view! {
        <div class="side-form">
            <label class="field">
                <span>{t!(i18n, reports.number)}</span>
                <input
                    type="text" data-test="review-number"
                    on:input:target=move |event| number.set(event.target().value())
                />
                <small>{t!(i18n, reports.number_hint)}</small>
            </label>
            <Button
                kind=ButtonKind::Primary disabled=busy data_test="review-issue"
                on_click=move |()| on_issue.run(number.get_untracked().trim().to_owned())
            >
                {t!(i18n, reports.issue)}
            </Button>
        </div>
    }
}

/// 更正: the report is opened again, for a new number.
#[component]
pub fn CorrectForm(
    #[prop(into)] busy: Signal<bool>,
    on_correct: Callback<String>,
) -> impl IntoView {
    let i18n = use_i18n();
    let reason = RwSignal::new(String::new());
    let short = Signal::derive(move || {
        busy.get() || reason.with(|text| text.trim().chars().count() < REASON_MIN_CHARS)
    });
    view! {
        <div class="side-form">
            <label class="field">
                <span>{t!(i18n, reports.correction)}</span>
                <textarea
                    rows="3" data-test="review-correct-reason"
                    on:input:target=move |event| reason.set(event.target().value())
                ></textarea>
                <small>{t!(i18n, reports.correction_hint, count = REASON_MIN_CHARS)}</small>
            </label>
            <Button
                kind=ButtonKind::Danger disabled=short data_test="review-correct"
                on_click=move |()| on_correct.run(reason.get_untracked().trim().to_owned())
            >
                {t!(i18n, reports.correct)}
            </Button>
        </div>
    }
}

/// 登记公开日期.
#[component]
pub fn PublishForm(
    #[prop(into)] busy: Signal<bool>,
    on_publish: Callback<String>,
) -> impl IntoView {
    let i18n = use_i18n();
    let day = RwSignal::new(String::new());
    let nothing = Signal::derive(move || busy.get() || day.with(String::is_empty));
    view! {
        <div class="side-form">
            <label class="field">
                <span>{t!(i18n, reports.publication_day)}</span>
                <input
                    type="date" data-test="review-publish-day"
                    on:input:target=move |event| day.set(event.target().value())
                />
            </label>
            <Button
                disabled=nothing data_test="review-publish"
                on_click=move |()| on_publish.run(day.get_untracked())
            >
                {t!(i18n, reports.publish)}
            </Button>
        </div>
    }
}
