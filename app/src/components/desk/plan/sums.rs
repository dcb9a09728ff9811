//! The head of the plan: what the weights add up to, and what still keeps it from being approved.
//! Not here: what must hold (`domain::indicator::validate`).

use domain::indicator::{
    Framework, QUALITATIVE_PERCENT, least_output_benefit, qualitative_weight, tree,
};
use domain::scoring::Points;
use leptos::prelude::*;

use crate::components::{Icon, IconName};
use crate::i18n::*;

/// Σ of all weights.
const TOTAL: Points = Points(10_000);

fn least(framework: &Framework) -> Points {
    let of_kind = least_output_benefit(&framework.id);
    framework.output_benefit_minimum.max(of_kind)
}

/// Live sums of the draft.
#[component]
pub fn PlanSums(#[prop(into)] framework: Signal<Framework>) -> impl IntoView {
    let i18n = use_i18n();
    let total = Memo::new(move |_| framework.with(Framework::total_weight));
    let yields = Memo::new(move |_| framework.with(tree::output_benefit_weight));
    let least = Memo::new(move |_| framework.with(least));
    let judged = Memo::new(move |_| framework.with(qualitative_weight));
    let share = move || match total.get().0 {
        0 => 0,
        total => judged.get().0 * 100 / total,
    };
    let full = Signal::derive(move || total.get() == TOTAL);
    let enough = Signal::derive(move || yields.get() >= least.get());
    let measured = Signal::derive(move || share() < QUALITATIVE_PERCENT);
    view! {
        <dl class="control-totals plan-sums">
            <div>
                <dt>{t!(i18n, plan.sum_weights)}</dt>
                <dd data-test="plan-sum">
                    {move || total.get().to_string()}" / "{TOTAL.to_string()}
                    <Sign good=full/>
                </dd>
            </div>
            <div>
                <dt>{t!(i18n, plan.sum_yields)}</dt>
                <dd data-test="plan-yields">
                    {move || yields.get().to_string()}" ≥ "{move || least.get().to_string()}
                    <Sign good=enough/>
                </dd>
            </div>
            <div>
                <dt>{t!(i18n, plan.sum_judged)}</dt>
                <dd data-test="plan-judged">
                    {move || share()}"%"
                    <Sign good=measured/>
                </dd>
            </div>
        </dl>
    }
}

/// An icon and a word whether a sum is right.
#[component]
fn Sign(good: Signal<bool>) -> impl IntoView {
    let i18n = use_i18n();
    view! {
        <small>
            {move || match good.get() {
                true => view! {
                    <span class="verdict verdict-good">
                        <Icon name=IconName::Done/>{t!(i18n, plan.sum_right)}
                    </span>
                }
                .into_any(),
                false => view! {
                    <span class="verdict verdict-warn">
                        <Icon name=IconName::Problem/>{t!(i18n, plan.sum_wrong)}
                    </span>
                }
                .into_any(),
            }}
        </small>
    }
}

/// One problem in words, and the indicator it is at.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PlanProblem {
    /// The sentence.
    pub text: String,
    /// Where it leads.
    pub indicator: Option<String>,
}

/// All problems at once, each leading to its indicator.
#[component]
pub fn PlanProblems(
    #[prop(into)] problems: Signal<Vec<PlanProblem>>,
    on_open: Callback<String>,
) -> impl IntoView {
    let i18n = use_i18n();
    let items = move || {
        let each = problems.get().into_iter().map(|problem| {
            let PlanProblem { text, indicator } = problem;
            match indicator {
                Some(code) => view! {
                    <li>
                        <button
                            type="button" class="button-link"
                            data-test=format!("plan-problem-{code}")
                            on:click=move |_| on_open.run(code.clone())
                        >
                            {text}
                        </button>
                    </li>
                }
                .into_any(),
                None => view! { <li>{text}</li> }.into_any(),
            }
        });
        each.collect_view()
    };
    let count = Memo::new(move |_| problems.with(Vec::len));
    view! {
        <Show
            when=move || { count.get() > 0 }
            fallback=move || view! {
                <p class="verdict verdict-good" data-test="plan-no-problems">
                    <Icon name=IconName::Done/>{t!(i18n, plan.no_problems)}
                </p>
            }
        >
            <section class="banner banner-warn" data-test="plan-problems">
                <h2>
                    <Icon name=IconName::Problem/>
                    {move || t_string!(i18n, plan.problems, count = count.get()).to_string()}
                </h2>
                <ul>{items}</ul>
            </section>
        </Show>
    }
}
