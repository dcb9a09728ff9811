//! What the plan fixes: rules v1 to v5, the method, posters, the population. Each change needs a
//! reason. Not here: what the settings mean (`domain::scoring::survey`).

use domain::indicator::SatisfactionMeasure;
use domain::scoring::exact::{ExactNumber, exact_text, parse_exact};
use domain::scoring::survey::{QuestionnairePlan, SurveyPlan};
use domain::wire::PlanRevision;
use leptos::prelude::*;

use super::words::measure_word;
use crate::components::{Button, ButtonKind, TableFrame};
use crate::i18n::*;

const REASON_MIN_CHARS: usize = 2;

/// Changes the plan of the engagement and of the questionnaire `form`; `on_save` gets the plan and
/// the reason.
#[component]
pub fn PlanForm(
    plan: SurveyPlan,
    form: String,
    #[prop(into)] busy: Signal<bool>,
    on_save: Callback<(SurveyPlan, String)>,
) -> impl IntoView {
    let i18n = use_i18n();
    let own = plan.questionnaire(&form);
    let edited = RwSignal::new(plan);
    let own = RwSignal::new(own);
    let reason = RwSignal::new(String::new());
    let is_short = move || reason.get().trim().chars().count() < REASON_MIN_CHARS;
    let save = move |()| {
        let mut plan = edited.get_untracked();
        plan.questionnaires
            .insert(form.clone(), own.get_untracked());
        on_save.run((plan, reason.get_untracked().trim().to_owned()));
    };
    view! {
        <form class="form card" on:submit=move |event| event.prevent_default()>
            <h2>{t!(i18n, surveys.validity)}</h2>
            <ValidityFields edited=edited/>
            <h2>{t!(i18n, surveys.this_questionnaire)}</h2>
            <QuestionnaireFields own=own/>
            <label class="field">
                <span>{t!(i18n, surveys.change_reason)}</span>
                <input
                    type="text"
                    maxlength="1000"
                    data-test="plan-reason"
                    on:input:target=move |event| reason.set(event.target().value())
                />
            </label>
            <Button
                kind=ButtonKind::Primary
                on_click=save
                disabled=Signal::derive(move || busy.get() || is_short())
                data_test="plan-save"
            >
                {t!(i18n, surveys.save_plan)}
            </Button>
        </form>
    }
}

#[component]
fn ValidityFields(edited: RwSignal<SurveyPlan>) -> impl IntoView {
    let i18n = use_i18n();
    let check = move |label: Signal<String>, get: fn(&mut SurveyPlan) -> &mut bool| {
        let mut now = edited.get_untracked();
        let first = *get(&mut now);
        view! {
            <label class="check">
                <input
                    type="checkbox"
                    checked=first
                    on:change:target=move |event| {
                        let value = event.target().checked();
                        edited.update(|plan| *get(plan) = value);
                    }
                />
                <span>{move || label.get()}</span>
            </label>
        }
    };
    let number = move |label: Signal<String>, first: i64, set: fn(&mut SurveyPlan, i64)| {
        let write = Callback::new(move |value| edited.update(|plan| set(plan, value)));
        view! { <NumberField label=label first=first.to_string() write=write/> }
    };
    let now = edited.get_untracked();
    let rules = now.validity;
    let limit = i64::try_from(rules.device_limit).unwrap_or(i64::MAX);
    view! {
        {check(super::survey_text!(i18n, rule_v1), |plan| &mut plan.validity.require_answers)}
        {check(super::survey_text!(i18n, rule_v5), |plan| &mut plan.validity.screen)}
        {check(super::survey_text!(i18n, rule_v4), |plan| {
            &mut plan.validity.note_straight_lines
        })}
        <div class="field-row">
            {number(super::survey_text!(i18n, rule_v2), rules.fast_seconds, |plan, value| {
                plan.validity.fast_seconds = value;
            })}
            {number(super::survey_text!(i18n, rule_v3_limit), limit, |plan, value| {
                plan.validity.device_limit = usize::try_from(value).unwrap_or(0);
            })}
            {number(
                super::survey_text!(i18n, rule_v3_minutes),
                rules.device_window_minutes,
                |plan, value| plan.validity.device_window_minutes = value,
            )}
            {number(
                super::survey_text!(i18n, small_base_setting),
                i64::from(now.small_base),
                |plan, value| plan.small_base = u32::try_from(value).unwrap_or(0),
            )}
        </div>
    }
}

/// A whole number from 0; what is no number changes nothing and is marked.
#[component]
fn NumberField(label: Signal<String>, first: String, write: Callback<i64>) -> impl IntoView {
    let wrong = RwSignal::new(false);
    let read = move |text: String| match text.trim().parse::<i64>() {
        Ok(value) if value >= 0 => {
            wrong.set(false);
            write.run(value);
        }
        _ => wrong.set(true),
    };
    view! {
        <label class="field field-short">
            <span>{move || label.get()}</span>
            <input
                type="text"
                inputmode="numeric"
                class="number"
                value=first
                aria-invalid=move || if wrong.get() { "true" } else { "false" }
                on:input:target=move |event| read(event.target().value())
            />
        </label>
    }
}

/// The address's name of a method; empty for the indicator's own.
fn method_name(method: Option<SatisfactionMeasure>) -> &'static str {
    match method {
        None => "",
        Some(SatisfactionMeasure::Mean) => "mean",
        Some(SatisfactionMeasure::SatisfiedShare) => "satisfied_share",
        Some(SatisfactionMeasure::OverallQuestion) => "overall_question",
    }
}

#[component]
fn QuestionnaireFields(own: RwSignal<QuestionnairePlan>) -> impl IntoView {
    let i18n = use_i18n();
    let now = own.get_untracked();
    let chosen = method_name(now.method);
    let choose = move |name: String| {
        let found = SatisfactionMeasure::ALL
            .into_iter()
            .find(|measure| method_name(Some(*measure)) == name);
        own.update(|own| own.method = found);
    };
    let options = SatisfactionMeasure::ALL.map(|measure| {
        let name = method_name(Some(measure));
        view! {
            <option value=name selected={name == chosen}>
                {move || measure_word(i18n, measure)}
            </option>
        }
    });
    let population = now
        .population
        .map_or_else(String::new, |people| people.to_string());
    let (posters, scored) = (now.count_posters, now.scored);
    view! {
        <div class="field-row">
            <label class="field">
                <span>{t!(i18n, surveys.method)}</span>
                <select
                    data-test="plan-method"
                    on:change:target=move |event| choose(event.target().value())
                >
                    <option value="" selected={chosen.is_empty()}>
                        {t!(i18n, surveys.method_of_indicator)}
                    </option>
                    {options.into_iter().collect_view()}
                </select>
            </label>
            <label class="field field-short">
                <span>{t!(i18n, surveys.population)}</span>
                <input
                    type="text"
                    inputmode="numeric"
                    class="number"
                    data-test="plan-population"
                    value=population
                    on:input:target=move |event| {
                        let people = event.target().value().trim().parse().ok();
                        own.update(|own| own.population = people);
                    }
                />
            </label>
            <ExactField label=super::survey_text!(i18n, margin) first=now.margin
                write=Callback::new(move |value| own.update(|own| own.margin = value))/>
            <ExactField label=super::survey_text!(i18n, expected_valid_rate)
                first=now.expected_valid_rate
                write=Callback::new(move |v| own.update(|own| own.expected_valid_rate = v))/>
            <ExactField label=super::survey_text!(i18n, design_effect) first=now.design_effect
                write=Callback::new(move |value| own.update(|own| own.design_effect = value))/>
        </div>
        <label class="check">
            <input
                type="checkbox"
                checked=posters
                on:change:target=move |event| {
                    let value = event.target().checked();
                    own.update(|own| own.count_posters = value);
                }
            />
            <span>{t!(i18n, surveys.count_posters)}</span>
        </label>
        <label class="check">
            <input
                type="checkbox"
                data-test="plan-scored"
                checked=scored
                on:change:target=move |event| {
                    let value = event.target().checked();
                    own.update(|own| own.scored = value);
                }
            />
            <span>{t!(i18n, surveys.scored)}</span>
        </label>
    }
}

/// An exact decimal; what is no number changes nothing and is marked.
#[component]
fn ExactField(
    label: Signal<String>,
    first: ExactNumber,
    write: Callback<ExactNumber>,
) -> impl IntoView {
    let wrong = RwSignal::new(false);
    let read = move |text: String| match parse_exact(&text) {
        Some(value) => {
            wrong.set(false);
            write.run(ExactNumber(value));
        }
        None => wrong.set(true),
    };
    view! {
        <label class="field field-short">
            <span>{move || label.get()}</span>
            <input
                type="text"
                inputmode="decimal"
                class="number"
                value=exact_text(&first.0)
                aria-invalid=move || if wrong.get() { "true" } else { "false" }
                on:input:target=move |event| read(event.target().value())
            />
        </label>
    }
}

/// Who changed the plan, when and why.
#[component]
pub fn PlanHistory(history: Vec<PlanRevision>) -> impl IntoView {
    let i18n = use_i18n();
    let rows = history.into_iter().map(|change| {
        view! {
            <tr>
                <th scope="row" class="number">{change.revision}</th>
                <td><time>{change.at.to_minute_text()}</time></td>
                <td>{change.by}</td>
                <td class="wide">{change.reason}</td>
            </tr>
        }
    });
    let rows = rows.collect_view();
    view! {
        <TableFrame
            caption=super::survey_text!(i18n, history)
            show_caption=true
            data_test="plan-history"
        >
            <thead>
                <tr>
                    <th scope="col" class="number">{t!(i18n, surveys.revision)}</th>
                    <th scope="col">{t!(i18n, surveys.at)}</th>
                    <th scope="col">{t!(i18n, surveys.by)}</th>
                    <th scope="col">{t!(i18n, surveys.reason)}</th>
                </tr>
            </thead>
            <tbody>{rows}</tbody>
        </TableFrame>
    }
}
