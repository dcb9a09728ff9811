//! A number between two ends: a slider with a large thumb, and the same number to type. Nothing is
//! answered before a person touches it.

use leptos::prelude::*;

use super::handle::{Answer, FormHandle};
use super::inputs::followed;
use super::question::{QuestionWords, control_id, problems_id};
use crate::i18n::*;

/// The ends and the distance of two values, exact decimal texts.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RangeEnds {
    /// The end at the left.
    pub start: String,
    /// The end at the right.
    pub end: String,
    /// The distance.
    pub step: String,
}

/// The slider, its ends, the number.
#[component]
pub fn RangeControl(
    words: QuestionWords,
    ends: RangeEnds,
    unit: Option<String>,
    form: FormHandle,
) -> impl IntoView {
    let i18n = use_i18n();
    let path = words.path.clone();
    let fixed = form.fixed(&path, words.read_only);
    let (shown, typed) = followed(form.value(&path));
    let label = form.text(words.label.clone(), &path);
    let problems = problems_id(&path);
    let own_path = StoredValue::new(path.clone());
    let give = move |value: String, typing: bool| {
        // The slider and the number are one answer: each shows what the other gave.
        typed.set_value(value.clone());
        shown.set(value.clone());
        let path = own_path.get_value();
        form.actions.answer.run(Answer {
            path,
            value,
            typing,
        });
    };
    let unset = move || shown.with(String::is_empty);
    let slid = {
        let start = ends.start.clone();
        move || match shown.get() {
            value if value.is_empty() => start.clone(),
            value => value,
        }
    };
    view! {
        <div class="range" class:range-unset=unset>
            <input
                type="range" class="range-slider" min=ends.start.clone() max=ends.end.clone()
                step=ends.step prop:value=slid disabled=move || fixed.get()
                aria-label=move || label.get() aria-describedby=problems.clone()
                aria-valuetext=move || if unset() {
                    t_string!(i18n, questions.range_unset).to_owned()
                } else {
                    shown.get()
                }
                data-test=format!("range-{path}")
                on:input=move |event| give(event_target_value(&event), true)
                on:change=move |event| give(event_target_value(&event), false)
            />
            <div class="range-under">
                <span class="number">{ends.start}</span>
                <span class="input-with-unit">
                    <input
                        class="input number range-number" type="text" inputmode="decimal"
                        autocomplete="off" id=control_id(&path) aria-describedby=problems
                        data-test=format!("input-{path}") readonly=move || fixed.get()
                        placeholder=move || t_string!(i18n, questions.range_unset)
                        prop:value=move || shown.get()
                        on:input=move |event| give(event_target_value(&event), true)
                        on:change=move |event| give(event_target_value(&event), false)
                    />
                    {unit.map(|unit| view! { <span class="unit">{unit}</span> })}
                </span>
                <span class="number">{ends.end}</span>
            </div>
        </div>
    }
}
