//! What the plan fixes about scoring as a whole: indicators without a subject, how many people
//! judge, 一票否决. Not here: applying it (`domain::scoring`).

use domain::indicator::{NotApplicableTreatment, ScoringPlan};
use leptos::prelude::*;

use super::vetoes::VetoList;
use crate::i18n::*;

/// `indicators` are codes with names, `grades` from the top.
#[component]
pub fn PlanSettings(
    plan: Memo<ScoringPlan>,
    #[prop(into)] indicators: Signal<Vec<(String, String)>>,
    #[prop(into)] grades: Signal<Vec<String>>,
    on_change: Callback<ScoringPlan>,
) -> impl IntoView {
    let i18n = use_i18n();
    let treatment = move |value: NotApplicableTreatment, test: &'static str| {
        let word = move || match value {
            NotApplicableTreatment::Redistribute => t_string!(i18n, plan.redistribute),
            NotApplicableTreatment::Rescale => t_string!(i18n, plan.rescale),
        };
        view! {
            <label class="radio">
                <input
                    type="radio" name="not-applicable" data-test=test
                    prop:checked=move || plan.with(|it| it.not_applicable == value)
                    on:change=move |_| on_change.run(ScoringPlan {
                        not_applicable: value,
                        ..plan.get_untracked()
                    })
                />
                <span>{word}</span>
            </label>
        }
    };
    let scorers = move |count: u8| {
        let word = move || match count {
            1 => t_string!(i18n, plan.one_scorer),
            _ => t_string!(i18n, plan.two_scorers),
        };
        view! {
            <label class="radio">
                <input
                    type="radio" name="scorers" data-test=format!("plan-scorers-{count}")
                    prop:checked=move || plan.with(|it| it.needs_two_scorers() == (count == 2))
                    on:change=move |_| on_change.run(ScoringPlan {
                        qualitative_scorers: count,
                        ..plan.get_untracked()
                    })
                />
                <span>{word}</span>
            </label>
        }
    };
    let vetoes = Signal::derive(move || plan.with(|it| it.vetoes.clone()));
    let set_vetoes = Callback::new(move |vetoes| {
        on_change.run(ScoringPlan {
            vetoes,
            ..plan.get_untracked()
        });
    });
    view! {
        <details class="panel" data-test="plan-settings">
            <summary>{t!(i18n, plan.settings)}</summary>
            <div class="form">
                <fieldset class="choices choices-below">
                    <legend>{t!(i18n, plan.not_applicable_how)}</legend>
                    {treatment(NotApplicableTreatment::Redistribute, "plan-redistribute")}
                    {treatment(NotApplicableTreatment::Rescale, "plan-rescale")}
                </fieldset>
                <fieldset class="choices choices-below">
                    <legend>{t!(i18n, plan.scorers)}</legend>
                    {scorers(1)}{scorers(2)}
                </fieldset>
                <VetoList vetoes indicators grades on_change=set_vetoes/>
            </div>
        </details>
    }
}
