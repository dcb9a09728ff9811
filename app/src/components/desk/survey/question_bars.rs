//! How one question was answered: a table whose bars only repeat its numbers.

use domain::survey_statistics::{Choices, Distribution, DistributionKind, Numbers};
use leptos::prelude::*;

use super::words::percent;
use crate::components::desk::words::form_text;
use crate::i18n::*;

/// One question.
#[component]
pub fn QuestionBars(question: Distribution) -> impl IntoView {
    let i18n = use_i18n();
    let label = question.label.clone();
    let title = Signal::derive(move || form_text(i18n, &label));
    let body = match question.kind.clone() {
        DistributionKind::SelectOne(choices) | DistributionKind::RankFirst(choices) => {
            view! { <ChoiceTable title=title choices=choices several=false/> }.into_any()
        }
        DistributionKind::SelectMultiple(choices) => {
            view! { <ChoiceTable title=title choices=choices several=true/> }.into_any()
        }
        DistributionKind::Number(numbers) => view! { <NumberFacts numbers=numbers/> }.into_any(),
        DistributionKind::Text | DistributionKind::Other => ().into_any(),
    };
    view! {
        <section class="card survey-question" data-test="survey-question">
            <h2>{move || title.get()}</h2>
            <p class="soft">
                {t!(i18n, surveys.answered)}" n="{question.answered}" · "
                {t!(i18n, surveys.unanswered)}" "{question.unanswered}
            </p>
            {body}
        </section>
    }
}

#[component]
fn ChoiceTable(title: Signal<String>, choices: Choices, several: bool) -> impl IntoView {
    let i18n = use_i18n();
    let rows = choices
        .choices
        .into_iter()
        .map(|choice| {
            let label = choice.label.clone();
            let width = choice.percent.clone().unwrap_or_else(|| "0".to_owned());
            view! {
                <tr>
                    <th scope="row">{move || form_text(i18n, &label)}</th>
                    <td class="survey-bar">
                        <div class="meter-bar" aria-hidden="true">
                            <div class="meter-fill" style=format!("inline-size:{width}%")></div>
                        </div>
                    </td>
                    <td class="number">{choice.count}</td>
                    <td class="number">{percent(choice.percent.as_ref())}</td>
                </tr>
            }
        })
        .collect_view();
    view! {
        <table class="table">
            <caption class="visually-hidden">{move || title.get()}</caption>
            <thead class="visually-hidden">
                <tr>
                    <th scope="col">{t!(i18n, surveys.choice)}</th>
                    <td></td>
                    <th scope="col">{t!(i18n, surveys.count)}</th>
                    <th scope="col">{t!(i18n, surveys.share)}</th>
                </tr>
            </thead>
            <tbody>{rows}</tbody>
        </table>
        {several.then(|| view! { <p class="soft">{t!(i18n, surveys.several_choices)}</p> })}
        {(choices.other > 0).then(|| view! {
            <p class="soft">{t!(i18n, surveys.other_version)}" "{choices.other}</p>
        })}
        {choices.mean_score.map(|mean| view! {
            <p class="soft">{t!(i18n, surveys.mean_score)}" "{mean}</p>
        })}
    }
}

#[component]
fn NumberFacts(numbers: Numbers) -> impl IntoView {
    let i18n = use_i18n();
    let unit = numbers.unit.clone();
    let text = move |value: &Option<String>| {
        let value = value.clone().unwrap_or_else(|| "—".to_owned());
        format!("{value} {unit}").trim_end().to_owned()
    };
    view! {
        <dl class="facts">
            <dt>"n"</dt><dd>{numbers.count}</dd>
            <dt>{t!(i18n, surveys.mean)}</dt><dd>{text(&numbers.mean)}</dd>
            <dt>{t!(i18n, surveys.median)}</dt><dd>{text(&numbers.median)}</dd>
            <dt>{t!(i18n, surveys.smallest)}</dt><dd>{text(&numbers.smallest)}</dd>
            <dt>{t!(i18n, surveys.largest)}</dt><dd>{text(&numbers.largest)}</dd>
        </dl>
    }
}
