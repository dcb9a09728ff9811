//! The parameters of a rule, each kind with its own fields. Not here: 多对象汇总 (`objects`), the
//! numbers that a rule is computed from (`binding`).

use domain::indicator::{Band, Direction, Rule, default_rule};
use domain::scoring::Points;
use domain::scoring::exact::ExactNumber;
use leptos::prelude::*;

use super::bands::BandTable;
use super::deductions::DeductionTable;
use super::fields::NumberField;
use super::levels::LevelTable;
use crate::i18n::*;

/// `kind` is that of `rule`; the fields are drawn anew only when it changes.
#[component]
pub fn Parameters(
    kind: Memo<&'static str>,
    rule: Memo<Rule>,
    on_change: Callback<Rule>,
) -> impl IntoView {
    move || match kind.get() {
        "step_band" | "growth" | "deviation" => view! { <Bands rule on_change/> }.into_any(),
        "grade_level" => view! { <Levels rule on_change/> }.into_any(),
        "deduction" => view! { <Prices rule on_change/> }.into_any(),
        "likert_expert" => view! { <Trim rule on_change/> }.into_any(),
        _ => view! { <Numbers kind rule on_change/> }.into_any(),
    }
}

/// Where a number stands within a rule; `None` where the rule has none, or may leave it open.
type Place = fn(&mut Rule) -> Option<&mut ExactNumber>;

#[component]
fn Number(
    rule: Memo<Rule>,
    on_change: Callback<Rule>,
    #[prop(into)] label: Signal<String>,
    place: Place,
    #[prop(optional)] percent: bool,
    data_test: &'static str,
) -> impl IntoView {
    let value = Signal::derive(move || place(&mut rule.get()).cloned());
    let commit = Callback::new(move |number: Option<ExactNumber>| {
        let mut changed = rule.get_untracked();
        if let (Some(there), Some(number)) = (place(&mut changed), number) {
            *there = number;
            on_change.run(changed);
        }
    });
    view! { <NumberField label value on_commit=commit percent data_test/> }
}

#[component]
fn Numbers(kind: Memo<&'static str>, rule: Memo<Rule>, on_change: Callback<Rule>) -> impl IntoView {
    let i18n = use_i18n();
    match kind.get_untracked() {
        "yes_no" => view! { <LostByNo rule on_change/> }.into_any(),
        "ratio_capped" => number(
            rule,
            on_change,
            plan_text!(i18n, cap),
            true,
            "rule-cap",
            |rule| match rule {
                Rule::RatioCapped { cap } => Some(cap),
                _ => None,
            },
        ),
        "ratio_threshold" => {
            let label = plan_text!(i18n, threshold);
            number(
                rule,
                on_change,
                label,
                true,
                "rule-threshold",
                |rule| match rule {
                    Rule::RatioThreshold { threshold } => Some(threshold),
                    _ => None,
                },
            )
        }
        "ratio_to_target" => {
            let label = plan_text!(i18n, target);
            number(
                rule,
                on_change,
                label,
                true,
                "rule-target",
                |rule| match rule {
                    Rule::RatioToTarget { target } => Some(target),
                    _ => None,
                },
            )
        }
        "cost_saving" => {
            let label = plan_text!(i18n, per_pct);
            number(
                rule,
                on_change,
                label,
                false,
                "rule-per-pct",
                |rule| match rule {
                    Rule::CostSaving { per_pct } => Some(per_pct),
                    _ => None,
                },
            )
        }
        "interpolation" => view! { <Ends rule on_change/> }.into_any(),
        _ => view! { <p class="soft">{t!(i18n, plan.no_parameters)}</p> }.into_any(),
    }
}

/// One number, drawn by its place.
fn number(
    rule: Memo<Rule>,
    on_change: Callback<Rule>,
    label: Signal<String>,
    percent: bool,
    data_test: &'static str,
    place: Place,
) -> AnyView {
    view! { <Number rule on_change label place percent data_test/> }.into_any()
}

/// What a 否 costs; empty costs all.
#[component]
fn LostByNo(rule: Memo<Rule>, on_change: Callback<Rule>) -> impl IntoView {
    let i18n = use_i18n();
    let value = Signal::derive(move || match rule.get() {
        Rule::YesNo { deduct } => deduct,
        _ => None,
    });
    let commit = Callback::new(move |deduct| on_change.run(Rule::YesNo { deduct }));
    view! {
        <NumberField
            label=plan_text!(i18n, deduct) value on_commit=commit may_be_empty=true
            data_test="rule-deduct"
        />
    }
}

/// The two ends of 区间插值.
#[component]
fn Ends(rule: Memo<Rule>, on_change: Callback<Rule>) -> impl IntoView {
    let i18n = use_i18n();
    view! {
        <div class="field-row">
            <Number
                rule on_change label=plan_text!(i18n, x0) data_test="rule-x0"
                place=|rule| match rule {
                    Rule::Interpolation { x0, .. } => Some(x0),
                    _ => None,
                }
            />
            <Number
                rule on_change label=plan_text!(i18n, s0) data_test="rule-s0"
                place=|rule| match rule {
                    Rule::Interpolation { s0, .. } => Some(s0),
                    _ => None,
                }
            />
            <Number
                rule on_change label=plan_text!(i18n, x1) data_test="rule-x1"
                place=|rule| match rule {
                    Rule::Interpolation { x1, .. } => Some(x1),
                    _ => None,
                }
            />
            <Number
                rule on_change label=plan_text!(i18n, s1) data_test="rule-s1"
                place=|rule| match rule {
                    Rule::Interpolation { s1, .. } => Some(s1),
                    _ => None,
                }
            />
        </div>
    }
}

/// 分档, 增长率, 偏差率; the last may do without.
#[component]
fn Bands(rule: Memo<Rule>, on_change: Callback<Rule>) -> impl IntoView {
    let i18n = use_i18n();
    let upper = rule.with_untracked(|it| matches!(it, Rule::Deviation { .. }));
    let bands = Memo::new(move |_| match rule.get() {
        Rule::StepBand { bands } | Rule::Growth { bands } => Some(bands),
        Rule::Deviation { bands } => bands,
        _ => None,
    });
    let list = Signal::derive(move || bands.get().unwrap_or_default());
    let has_bands = Memo::new(move |_| bands.with(Option::is_some));
    let set = Callback::new(move |bands: Vec<Band>| {
        on_change.run(match rule.get_untracked() {
            Rule::Growth { .. } => Rule::Growth { bands },
            Rule::Deviation { .. } => Rule::Deviation { bands: Some(bands) },
            _ => Rule::StepBand { bands },
        });
    });
    let toggle = move |on: bool| {
        on_change.run(match on {
            true => default_rule("deviation", Direction::Positive, Points(0)),
            false => Rule::Deviation { bands: None },
        });
    };
    view! {
        {upper.then(|| view! {
            <label class="check">
                <input
                    type="checkbox" data-test="rule-banded" prop:checked=move || has_bands.get()
                    on:change:target=move |event| toggle(event.target().checked())
                />
                <span>{t!(i18n, plan.banded)}</span>
            </label>
        })}
        <Show when=move || has_bands.get()>
            <BandTable bands=list upper on_change=set/>
        </Show>
    }
}

#[component]
fn Levels(rule: Memo<Rule>, on_change: Callback<Rule>) -> impl IntoView {
    let levels = Signal::derive(move || match rule.get() {
        Rule::GradeLevel { levels } => levels,
        _ => Vec::new(),
    });
    let set = Callback::new(move |levels| on_change.run(Rule::GradeLevel { levels }));
    view! { <LevelTable levels on_change=set/> }
}

#[component]
fn Prices(rule: Memo<Rule>, on_change: Callback<Rule>) -> impl IntoView {
    let prices = Signal::derive(move || match rule.get() {
        Rule::Deduction { per_finding } => per_finding,
        _ => Default::default(),
    });
    let set = Callback::new(move |per_finding| on_change.run(Rule::Deduction { per_finding }));
    view! { <DeductionTable prices on_change=set/> }
}

#[component]
fn Trim(rule: Memo<Rule>, on_change: Callback<Rule>) -> impl IntoView {
    let i18n = use_i18n();
    let trim = move || rule.with(|it| matches!(it, Rule::LikertExpert { trim: true }));
    view! {
        <label class="check">
            <input
                type="checkbox" data-test="rule-trim" prop:checked=trim
                on:change:target=move |event| {
                    on_change.run(Rule::LikertExpert { trim: event.target().checked() });
                }
            />
            <span>{t!(i18n, plan.trim)}</span>
        </label>
    }
}
