//! Fields of the plan: an exact number, a choice out of many, several out of many. What was typed
//! stays until it can be read. Not here: text (`forms::TextField`).

use domain::scoring::Points;
use domain::scoring::exact::{ExactNumber, exact_text, parse_exact, whole};
use leptos::prelude::*;

use crate::i18n::*;

/// A number as it stands in its field: a share in percent, anything else as it is.
fn shown(number: &ExactNumber, percent: bool) -> String {
    match percent {
        true => exact_text(&(&number.0 * whole(100))),
        false => exact_text(&number.0),
    }
}

/// Reads a typed number; `60%` is 0.6 in any field.
fn read(text: &str, percent: bool) -> Option<ExactNumber> {
    let plain = text.trim();
    let (digits, percent) = match plain.strip_suffix(['%', '\u{ff05}']) {
        Some(digits) => (digits, true),
        None => (plain, percent),
    };
    let number = parse_exact(digits)?;
    Some(ExactNumber(match percent {
        true => number / whole(100),
        false => number,
    }))
}

/// One exact number, sent when the person leaves the field. Empty is `None` where it may be.
#[component]
pub fn NumberField(
    #[prop(into)] label: Signal<String>,
    #[prop(into)] value: Signal<Option<ExactNumber>>,
    on_commit: Callback<Option<ExactNumber>>,
    /// The field shows percent of a fraction.
    #[prop(optional)]
    percent: bool,
    #[prop(optional)] may_be_empty: bool,
    /// The label is only read aloud: the number stands in a table.
    #[prop(optional)]
    in_table: bool,
    #[prop(into)] data_test: String,
) -> impl IntoView {
    let i18n = use_i18n();
    let text = Memo::new(move |_| {
        value.with(|number| {
            let number = number.as_ref();
            number.map(|it| shown(it, percent)).unwrap_or_default()
        })
    });
    let wrong = RwSignal::new(false);
    let commit = move |typed: String| {
        let number = read(&typed, percent);
        let empty = typed.trim().is_empty();
        wrong.set(number.is_none() && !(empty && may_be_empty));
        if !wrong.get_untracked() && value.get_untracked() != number {
            on_commit.run(number);
        }
    };
    let label_class = if in_table { "visually-hidden" } else { "" };
    view! {
        <label class="field" class:field-short=!in_table>
            <span class=label_class>{move || label.get()}{percent.then_some(" (%)")}</span>
            <input
                type="text" inputmode="decimal" autocomplete="off" class="number"
                data-test=data_test
                aria-invalid=move || wrong.get().then_some("true")
                prop:value=move || text.get()
                on:change:target=move |event| commit(event.target().value())
            />
            <Show when=move || wrong.get()>
                <span class="field-problem" role="alert">{t!(i18n, plan.no_number)}</span>
            </Show>
        </label>
    }
}

/// 分值: at most two decimals, not below zero.
#[component]
pub fn WeightField(
    #[prop(into)] label: Signal<String>,
    #[prop(into)] value: Signal<Points>,
    on_commit: Callback<Points>,
    #[prop(optional)] in_table: bool,
    #[prop(into)] data_test: String,
) -> impl IntoView {
    let i18n = use_i18n();
    let text = Memo::new(move |_| value.get().to_string());
    let wrong = RwSignal::new(false);
    let commit = move |typed: String| {
        let points = Points::parse(&typed).filter(|points| points.0 >= 0);
        wrong.set(points.is_none());
        if let Some(points) = points.filter(|points| *points != value.get_untracked()) {
            on_commit.run(points);
        }
    };
    let label_class = if in_table { "visually-hidden" } else { "" };
    view! {
        <label class="field plan-weight" class:field-short=!in_table>
            <span class=label_class>{move || label.get()}</span>
            <input
                type="text" inputmode="decimal" autocomplete="off" class="number"
                data-test=data_test
                aria-invalid=move || wrong.get().then_some("true")
                prop:value=move || text.get()
                on:change:target=move |event| commit(event.target().value())
            />
            <Show when=move || wrong.get()>
                <span class="field-problem" role="alert">{t!(i18n, plan.no_points)}</span>
            </Show>
        </label>
    }
}

/// One of several; options are a value and its words.
#[component]
pub fn SelectField(
    #[prop(into)] label: Signal<String>,
    #[prop(into)] options: Signal<Vec<(String, String)>>,
    #[prop(into)] value: Signal<String>,
    on_pick: Callback<String>,
    #[prop(into)] data_test: String,
) -> impl IntoView {
    let value = Memo::new(move |_| value.get());
    let options = Memo::new(move |_| options.get());
    let list = move || {
        let each = options.get().into_iter().map(|(name, words)| {
            let mine = name.clone();
            view! {
                <option value=name prop:selected=move || value.get() == mine>{words}</option>
            }
        });
        each.collect_view()
    };
    view! {
        <label class="field">
            <span>{move || label.get()}</span>
            <select
                data-test=data_test
                on:change:target=move |event| on_pick.run(event.target().value())
            >
                {list}
            </select>
        </label>
    }
}

/// Several of many, folded away until they are wanted; options are a value and its words.
#[component]
pub fn CheckList(
    #[prop(into)] label: Signal<String>,
    #[prop(into)] options: Signal<Vec<(String, String)>>,
    #[prop(into)] chosen: Signal<Vec<String>>,
    on_change: Callback<Vec<String>>,
    #[prop(into)] data_test: String,
) -> impl IntoView {
    let i18n = use_i18n();
    let options = Memo::new(move |_| options.get());
    let chosen = Memo::new(move |_| chosen.get());
    let test = StoredValue::new(data_test.clone());
    let toggle = move |name: &str, on: bool| {
        let mut names = chosen.get_untracked();
        names.retain(|known| known != name);
        if on {
            names.push(name.to_owned());
            // In the order of the list, so that the same choice is the same text.
            let place = |name: &String| {
                let known = options.with_untracked(|all| all.iter().position(|(n, _)| n == name));
                known.unwrap_or(usize::MAX)
            };
            names.sort_by_key(place);
        }
        on_change.run(names);
    };
    let boxes = move || {
        let each = options.get().into_iter().map(|(name, words)| {
            let (mine, sent) = (name.clone(), name.clone());
            view! {
                <label class="check">
                    <input
                        type="checkbox"
                        data-test=format!("{}-{name}", test.get_value())
                        prop:checked=move || chosen.with(|all| all.contains(&mine))
                        on:change:target=move |event| toggle(&sent, event.target().checked())
                    />
                    <span>{words}</span>
                </label>
            }
        });
        each.collect_view()
    };
    let count = move || t_string!(i18n, plan.chosen, count = chosen.with(Vec::len)).to_string();
    view! {
        <details class="check-list" data-test=data_test>
            <summary>
                {move || label.get()}" "
                <span class="soft">{count}</span>
            </summary>
            <div class="check-list-body" role="group" aria-label=move || label.get()>{boxes}</div>
        </details>
    }
}
