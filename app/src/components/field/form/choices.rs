//! Choosing: one of a list, several of a list, one of a scale, one from a menu. Native radio
//! buttons and check boxes inside large labels, so that arrows and readers work by themselves.

use domain::instrument::{Choice, Translations};
use leptos::prelude::*;

use super::handle::FormHandle;
use super::question::{control_id, problems_id};
use crate::i18n::*;

/// One choice as a radio button in a large label.
#[component]
fn RadioChoice(
    path: String,
    choice: Choice,
    form: FormHandle,
    class: &'static str,
) -> impl IntoView {
    let value = form.value(&path);
    let label = form.text(choice.label);
    let name = StoredValue::new(choice.name.clone());
    let chosen = move || name.with_value(|name| value.with(|value| value == name));
    let test = format!("answer-{path}-{}", choice.name);
    let own_path = StoredValue::new(path.clone());
    view! {
        <label class=class class:choice-on=chosen data-test=test>
            <input
                type="radio" name=path value=choice.name prop:checked=chosen
                disabled=move || form.locked.get()
                on:change=move |_| form.give(&own_path.get_value(), name.get_value())
            />
            <span>{move || label.get()}</span>
        </label>
    }
}

/// The choices as radio buttons with a class for their shape.
#[component]
pub fn RadioChoices(
    path: String,
    choices: Vec<Choice>,
    form: FormHandle,
    class: &'static str,
) -> impl IntoView {
    let offered = form.offered(&path, choices);
    view! {
        <For each=move || offered.get() key=|choice| choice.name.clone() let:choice>
            <RadioChoice path=path.clone() choice form class/>
        </For>
    }
}

/// One of a list; an answer that is not required can be taken back.
#[component]
pub fn ChoiceList(
    path: String,
    choices: Vec<Choice>,
    required: bool,
    form: FormHandle,
) -> impl IntoView {
    let i18n = use_i18n();
    let value = form.value(&path);
    let clearable = move || !required && !form.locked.get() && !value.with(String::is_empty);
    let own_path = StoredValue::new(path.clone());
    let problems = problems_id(&path);
    view! {
        <div class="answer-choices" role="radiogroup" aria-describedby=problems>
            <RadioChoices path choices form class="choice"/>
        </div>
        <Show when=clearable>
            <button
                type="button" class="button button-quiet"
                on:click=move |_| form.give(&own_path.get_value(), "")
            >
                {t!(i18n, field.clear_answer)}
            </button>
        </Show>
    }
}

/// A satisfaction scale: large answers, one below the other on narrow screens.
#[component]
pub fn ScaleChoices(path: String, choices: Vec<Choice>, form: FormHandle) -> impl IntoView {
    let problems = problems_id(&path);
    view! {
        <div class="scale" role="radiogroup" aria-describedby=problems>
            <RadioChoices path choices form class="choice scale-choice"/>
        </div>
    }
}

/// One of a long list, in the browser's own menu.
#[component]
pub fn ChoiceMenu(path: String, choices: Vec<Choice>, form: FormHandle) -> impl IntoView {
    let value = form.value(&path);
    let offered = form.offered(&path, choices);
    let own_path = StoredValue::new(path.clone());
    let option = move |choice: Choice| {
        let name = choice.name.clone();
        let chosen = move || value.with(|value| *value == name);
        let label: Translations = choice.label;
        let label = form.text(label);
        view! { <option value=choice.name selected=chosen>{move || label.get()}</option> }
    };
    view! {
        <select
            class="input" id=control_id(&path) aria-describedby=problems_id(&path)
            disabled=move || form.locked.get() data-test=format!("input-{path}")
            on:change=move |event| form.give(&own_path.get_value(), event_target_value(&event))
        >
            <option value="" selected=move || value.with(String::is_empty)></option>
            <For each=move || offered.get() key=|choice| choice.name.clone() children=option/>
        </select>
    }
}

/// Adds or removes one name in an answer of several, keeping the workbook's order.
fn toggled(current: &str, name: &str, on: bool, order: &[String]) -> String {
    let was = |candidate: &String| current.split_whitespace().any(|given| given == candidate);
    let names: Vec<&str> = order
        .iter()
        .filter(|candidate| {
            if *candidate == name {
                on
            } else {
                was(candidate)
            }
        })
        .map(String::as_str)
        .collect();
    names.join(" ")
}

/// Several of a list.
#[component]
pub fn ManyChoices(path: String, choices: Vec<Choice>, form: FormHandle) -> impl IntoView {
    let value = form.value(&path);
    let order: Vec<String> = choices.iter().map(|choice| choice.name.clone()).collect();
    let order = StoredValue::new(order);
    let offered = form.offered(&path, choices);
    let own_path = StoredValue::new(path);
    let tick = move |choice: Choice| {
        let name = StoredValue::new(choice.name.clone());
        let label = form.text(choice.label);
        let chosen = move || {
            value.with(|value| name.with_value(|name| value.split_whitespace().any(|v| v == name)))
        };
        let on_change = move |event| {
            let on = event_target_checked(&event);
            let answer = order.with_value(|order| {
                name.with_value(|name| toggled(&value.get_untracked(), name, on, order))
            });
            form.give(&own_path.get_value(), answer);
        };
        view! {
            <label
                class="choice choice-tick" class:choice-on=chosen
                data-test=format!("answer-{}-{}", own_path.get_value(), choice.name)
            >
                <input
                    type="checkbox" prop:checked=chosen disabled=move || form.locked.get()
                    on:change=on_change
                />
                <span>{move || label.get()}</span>
            </label>
        }
    };
    view! {
        <div class="answer-choices">
            <For each=move || offered.get() key=|choice| choice.name.clone() children=tick/>
        </div>
    }
}

#[cfg(test)]
mod tests {
    use super::toggled;

    #[test]
    fn several_choices_stay_in_the_order_of_the_workbook() {
        let order = ["a", "b", "c"].map(str::to_owned);
        assert_eq!(toggled("c", "a", true, &order), "a c");
        assert_eq!(toggled("a b c", "b", false, &order), "a c");
        assert_eq!(toggled("", "c", false, &order), "");
    }
}
