//! A worked example of the rule's kind, and a box to try the rule out with numbers of one's own.
//! Computed here by the same code that scores; nothing of it is stored.

use std::collections::BTreeMap;

use domain::indicator::RuleParts;
use domain::scoring::{
    Points, ScoreError, Scored, TrialAbout, TrialField, evaluate, trial_fields, trial_input,
    worked_example,
};
use leptos::prelude::*;

use super::words::operand_word;
use crate::components::desk::gap_words;
use crate::components::desk::words::{Words, severity_word};
use crate::components::{Icon, IconName};
use crate::i18n::*;

type Values = BTreeMap<String, String>;

/// The example of a kind.
#[component]
pub fn WorkedExample(#[prop(into)] kind: Signal<&'static str>) -> impl IntoView {
    let i18n = use_i18n();
    let example = Memo::new(move |_| {
        worked_example(kind.get()).map(|(weight, scored)| (weight, scored.score, scored.working))
    });
    move || {
        example.get().map(|(weight, score, working)| {
            let head = move || {
                t_string!(
                    i18n,
                    plan.example,
                    weight = weight.to_string(),
                    score = score.to_string()
                )
                .to_string()
            };
            view! {
                <section class="plan-example" data-test="rule-example">
                    <p>{head}</p>
                    <Working lines=working/>
                </section>
            }
        })
    }
}

#[component]
fn Working(lines: Vec<String>) -> impl IntoView {
    let items = lines.into_iter().map(|line| view! { <li>{line}</li> });
    view! { <ul class="working">{items.collect_view()}</ul> }
}

/// The box: fields for the rule's numbers, and the score with its working.
#[component]
pub fn TrialBox(parts: Memo<RuleParts>, weight: Signal<Points>) -> impl IntoView {
    let i18n = use_i18n();
    let values = RwSignal::new(Values::new());
    let fields =
        Memo::new(move |_| parts.with(|it| trial_fields(&it.rule, &it.elements, &it.operands)));
    let result = Memo::new(move |_| {
        let input = parts.with(|it| {
            values.with(|given| trial_input(&it.rule, &it.elements, &it.operands, given))
        });
        input.map(|input| evaluate(weight.get(), &input))
    });
    view! {
        <fieldset class="choices" data-test="try">
            <legend>{t!(i18n, plan.try_it)}</legend>
            <p class="soft">{t!(i18n, plan.try_hint)}</p>
            <div class="field-row">
                <For each=move || fields.get() key=|field| format!("{field:?}") let:field>
                    {trial_field(i18n, field, values)}
                </For>
            </div>
            <div role="status" data-test="try-result">
                {move || outcome(i18n, weight.get(), result.get())}
            </div>
        </fieldset>
    }
}

fn outcome(i18n: Words, weight: Points, result: Option<Result<Scored, ScoreError>>) -> AnyView {
    match result {
        None => view! { <p class="soft">{t!(i18n, plan.try_open)}</p> }.into_any(),
        Some(Ok(scored)) => view! {
            <p class="score-figure" data-test="try-score">
                {scored.score.to_string()}" / "{weight.to_string()}
            </p>
            <Working lines=scored.working/>
        }
        .into_any(),
        Some(Err(error)) => {
            let gap = error.gap();
            view! {
                <p class="verdict verdict-bad" data-test="try-error">
                    <Icon name=IconName::Severe/>{move || gap_words(i18n, gap)}
                </p>
            }
            .into_any()
        }
    }
}

/// What a field is called.
fn words_of(i18n: Words, field: &TrialField) -> String {
    let own = match &field.about {
        TrialAbout::Operand { name, label } if label.is_empty() => operand_word(i18n, name),
        TrialAbout::Operand { label, .. } => label.clone(),
        TrialAbout::Element { text } => text.clone(),
        TrialAbout::YesNo => t_string!(i18n, plan.try_met).to_owned(),
        TrialAbout::Count(severity) => {
            let severity = severity_word(i18n, *severity);
            t_string!(i18n, plan.try_count, severity = severity).to_string()
        }
        TrialAbout::Level(_) => t_string!(i18n, plan.try_level).to_owned(),
        TrialAbout::Share => t_string!(i18n, plan.try_share).to_owned(),
        TrialAbout::Marks => t_string!(i18n, plan.try_marks).to_owned(),
        TrialAbout::Score => t_string!(i18n, plan.try_score).to_owned(),
    };
    match field.object.is_empty() {
        true => own,
        false => format!("{} · {own}", field.object),
    }
}

/// The answers of a field that is no number, with their words; nothing where it is one.
fn answers_of(i18n: Words, about: &TrialAbout) -> Vec<(String, String)> {
    let answer = |name: &str, words: &str| (name.to_owned(), words.to_owned());
    match about {
        TrialAbout::Element { .. } => vec![
            answer("yes", t_string!(i18n, plan.met)),
            answer("no", t_string!(i18n, plan.not_met)),
            answer("na", t_string!(i18n, plan.not_applicable)),
        ],
        TrialAbout::YesNo => vec![
            answer("yes", t_string!(i18n, plan.yes)),
            answer("no", t_string!(i18n, plan.no)),
        ],
        TrialAbout::Level(names) => {
            let each = names.iter().map(|name| answer(name, name));
            each.collect()
        }
        _ => Vec::new(),
    }
}

fn trial_field(i18n: Words, field: TrialField, values: RwSignal<Values>) -> AnyView {
    let test = format!("try-{}", field.key.replace('/', "-"));
    let key = field.key.clone();
    let write = move |text: String| values.update(|all| drop(all.insert(key.clone(), text)));
    let first = values.with_untracked(|all| all.get(&field.key).cloned().unwrap_or_default());
    let about = field.about.clone();
    let label = move || words_of(i18n, &field);
    if answers_of(i18n, &about).is_empty() {
        return view! {
            <label class="field field-short">
                <span>{label}</span>
                <input
                    type="text" inputmode="decimal" autocomplete="off" class="number"
                    data-test=test value=first
                    on:input:target=move |event| write(event.target().value())
                />
            </label>
        }
        .into_any();
    }
    let options = move || {
        let each = answers_of(i18n, &about).into_iter().map(|(name, words)| {
            let chosen = name == first;
            view! { <option value=name selected=chosen>{words}</option> }
        });
        each.collect_view()
    };
    view! {
        <label class="field">
            <span>{label}</span>
            <select
                data-test=test on:change:target=move |event| write(event.target().value())
            >
                <option value="">"—"</option>
                {options}
            </select>
        </label>
    }
    .into_any()
}
