//! Lines and areas to type into, a choice, tabs, a judgement with its icon: the parts of the desk's
//! forms. Not here: what is typed, checking it.

use leptos::prelude::*;

use crate::components::{Chip, Icon, IconName};

/// One line; `kind` is the input's type (`date`).
#[component]
pub fn TextLine(
    #[prop(into)] label: Signal<String>,
    value: RwSignal<String>,
    #[prop(into)] data_test: String,
    #[prop(optional)] kind: Option<&'static str>,
    /// Marks what cannot be read.
    #[prop(into, optional)]
    invalid: Signal<bool>,
) -> impl IntoView {
    view! {
        <label class="field field-short">
            <span>{move || label.get()}</span>
            <input
                type=kind.unwrap_or("text")
                autocomplete="off"
                data-test=data_test
                aria-invalid=move || if invalid.get() { "true" } else { "false" }
                prop:value=move || value.get()
                on:input:target=move |event| value.set(event.target().value())
            />
        </label>
    }
}

/// Several lines.
#[component]
pub fn TextArea(
    #[prop(into)] label: Signal<String>,
    value: RwSignal<String>,
    #[prop(into)] data_test: String,
    #[prop(default = "3")] rows: &'static str,
) -> impl IntoView {
    view! {
        <label class="field">
            <span>{move || label.get()}</span>
            <textarea
                rows=rows
                data-test=data_test
                prop:value=move || value.get()
                on:input:target=move |event| value.set(event.target().value())
            ></textarea>
        </label>
    }
}

/// One of several: a value and its words each.
#[component]
pub fn ChoiceField(
    #[prop(into)] label: Signal<String>,
    #[prop(into)] value: Signal<String>,
    options: Vec<(String, Signal<String>)>,
    on_choose: Callback<String>,
    #[prop(into)] data_test: String,
) -> impl IntoView {
    let option = move |(name, words): (String, Signal<String>)| {
        let mine = name.clone();
        view! {
            <option value=name selected=move || value.get() == mine>{move || words.get()}</option>
        }
    };
    view! {
        <label class="field">
            <span>{move || label.get()}</span>
            <select
                data-test=data_test
                on:change:target=move |event| on_choose.run(event.target().value())
            >
                {options.into_iter().map(option).collect_view()}
            </select>
        </label>
    }
}

/// The parts of a room; the chosen one stands in the address.
#[component]
pub fn Tabs(
    #[prop(into)] label: Signal<String>,
    /// Name in the address, and words.
    names: Vec<(&'static str, Signal<String>)>,
    #[prop(into)] chosen: Signal<String>,
    on_choose: Callback<String>,
) -> impl IntoView {
    let tab = move |(name, words): (&'static str, Signal<String>)| {
        let selected = Signal::derive(move || chosen.get() == name);
        view! {
            <Chip
                selected on_toggle=move |()| on_choose.run(name.to_owned())
                data_test=format!("tab-{name}")
            >
                {move || words.get()}
            </Chip>
        }
    };
    view! {
        <div class="chips" role="group" aria-label=move || label.get()>
            {names.into_iter().map(tab).collect_view()}
        </div>
    }
}

/// A judgement as icon and word; `class` is `good`, `warn`, `bad` or `neutral`.
#[component]
pub fn Judgement(class: &'static str, #[prop(into)] word: Signal<String>) -> impl IntoView {
    let icon = match class {
        "good" => IconName::Done,
        "warn" => IconName::Problem,
        "bad" => IconName::Severe,
        _ => IconName::Clock,
    };
    view! {
        <span class=format!("verdict verdict-{class}")>
            <Icon name=icon/>
            <span>{move || word.get()}</span>
        </span>
    }
}
