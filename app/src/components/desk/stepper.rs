//! The three stages on top of every engagement (seed S0-13).

use domain::engagement::Stage;
use leptos::prelude::*;

use super::words::stage_word;
use crate::components::{Icon, IconName};
use crate::i18n::*;

const STAGES: [Stage; 3] = [
    Stage::Preparation,
    Stage::Implementation,
    Stage::Rectification,
];

/// Where the engagement stands.
#[component]
pub fn Stepper(current: Stage) -> impl IntoView {
    let i18n = use_i18n();
    let steps = STAGES
        .into_iter()
        .enumerate()
        .map(|(index, stage)| {
            let class = match stage.cmp(&current) {
                std::cmp::Ordering::Less => "step step-done",
                std::cmp::Ordering::Equal => "step step-current",
                std::cmp::Ordering::Greater => "step",
            };
            let sign = if stage < current {
                view! { <Icon name=IconName::Done/> }.into_any()
            } else {
                view! { <span class="step-number">{index + 1}</span> }.into_any()
            };
            view! {
                <li class=class aria-current=(stage == current).then_some("step")>
                    {sign}
                    <span>{move || stage_word(i18n, stage)}</span>
                </li>
            }
        })
        .collect_view();
    view! { <ol class="stepper" aria-label=move || t_string!(i18n, desk.stages)>{steps}</ol> }
}
