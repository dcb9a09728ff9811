//! What is asked of a draw. The rules are `domain::sampling`; this only collects the request.

use domain::sampling::{DrawMethod, DrawRequest, default_proportion, default_z, sample_size};
use domain::wire::NewDraw;
use leptos::prelude::*;

use super::words::method_word;
use crate::components::{Button, ButtonKind};
use crate::i18n::*;

const METHODS: [DrawMethod; 4] = [
    DrawMethod::Simple,
    DrawMethod::Systematic,
    DrawMethod::Stratified,
    DrawMethod::Pps,
];

/// The half widths offered, as fractions and in percent.
const MARGINS: [(&str, &str); 4] = [
    ("0.03", "±3 %"),
    ("0.05", "±5 %"),
    ("0.08", "±8 %"),
    ("0.10", "±10 %"),
];

/// `percent` of `population`, rounded up, at least one where there is anything.
fn share_of(population: u32, percent: u32) -> u32 {
    let share = (u64::from(population) * u64::from(percent)).div_ceil(100);
    u32::try_from(share).unwrap_or(u32::MAX).min(population)
}

/// The form; `columns` are the frame's columns one may stratify by. `fresh_seed` proposes a seed.
#[component]
pub fn DrawForm(
    population: u32,
    columns: Vec<String>,
    fresh_seed: u64,
    #[prop(into)] busy: Signal<bool>,
    on_draw: Callback<NewDraw>,
) -> impl IntoView {
    let i18n = use_i18n();
    let method = RwSignal::new(DrawMethod::Stratified);
    let size = RwSignal::new(share_of(population, 30).to_string());
    let seed = RwSignal::new(fresh_seed.to_string());
    let by = RwSignal::new(columns.first().cloned().unwrap_or_default());
    let at_least_one = RwSignal::new(true);
    let purpose = RwSignal::new(String::new());
    let witness = RwSignal::new(String::new());
    let valid_size = move || {
        size.get()
            .trim()
            .parse::<u32>()
            .ok()
            .filter(|n| *n >= 1 && *n <= population)
    };
    let valid_seed = move || seed.get().trim().parse::<u64>().ok();
    let ready = move || valid_size().is_some() && valid_seed().is_some();
    let submit = move |()| {
        let (Some(n), Some(seed)) = (valid_size(), valid_seed()) else {
            return;
        };
        let stratified = method.get() == DrawMethod::Stratified;
        on_draw.run(NewDraw {
            request: DrawRequest {
                method: method.get(),
                n,
                seed,
                by: stratified.then(|| by.get()),
                min_per_stratum: u32::from(stratified && at_least_one.get()),
            },
            purpose: purpose.get().trim().to_owned(),
            witness: witness.get().trim().to_owned(),
        });
    };
    view! {
        <form class="form" data-test="draw-form" on:submit=move |event| event.prevent_default()>
            <MethodChoice method=method/>
            <SizeFields population=population size=size/>
            <Show when=move || method.get() == DrawMethod::Stratified>
                <StratumFields columns=columns.clone() by=by at_least_one=at_least_one/>
            </Show>
            <label class="field">
                <span>{t!(i18n, desk.seed)}</span>
                <input
                    type="text"
                    inputmode="numeric"
                    data-test="draw-seed"
                    prop:value=move || seed.get()
                    aria-invalid=move || valid_seed().is_none().then_some("true")
                    on:input:target=move |event| seed.set(event.target().value())
                />
                <small>{t!(i18n, desk.seed_hint)}</small>
            </label>
            <label class="field">
                <span>{t!(i18n, desk.purpose)}</span>
                <input
                    type="text"
                    data-test="draw-purpose"
                    on:input:target=move |event| purpose.set(event.target().value())
                />
            </label>
            <label class="field">
                <span>{t!(i18n, desk.witness)}</span>
                <input
                    type="text"
                    data-test="draw-witness"
                    on:input:target=move |event| witness.set(event.target().value())
                />
            </label>
            <Button
                kind=ButtonKind::Primary
                on_click=submit
                disabled=Signal::derive(move || busy.get() || !ready())
                data_test="draw-submit"
            >
                {t!(i18n, desk.draw)}
            </Button>
        </form>
    }
}

#[component]
fn MethodChoice(method: RwSignal<DrawMethod>) -> impl IntoView {
    let i18n = use_i18n();
    let choices = METHODS
        .into_iter()
        .map(|choice| {
            view! {
                <label class="radio">
                    <input
                        type="radio"
                        name="method"
                        prop:checked=move || method.get() == choice
                        on:change=move |_| method.set(choice)
                    />
                    <span>{move || method_word(i18n, choice)}</span>
                </label>
            }
        })
        .collect_view();
    let explanation = move || match method.get() {
        DrawMethod::Simple => t_string!(i18n, desk.method_simple_hint),
        DrawMethod::Systematic => t_string!(i18n, desk.method_systematic_hint),
        DrawMethod::Stratified => t_string!(i18n, desk.method_stratified_hint),
        DrawMethod::Pps => t_string!(i18n, desk.method_pps_hint),
    };
    view! {
        <fieldset class="choices">
            <legend>{t!(i18n, desk.method)}</legend>
            {choices}
            <p class="soft">{explanation}</p>
        </fieldset>
    }
}

/// n itself, n as a share, and what statistics would ask for.
#[component]
fn SizeFields(population: u32, size: RwSignal<String>) -> impl IntoView {
    let i18n = use_i18n();
    let percent = RwSignal::new(String::new());
    let margin = RwSignal::new(MARGINS[1].0.to_owned());
    let proposed = move || {
        let margin = margin.get().parse().ok()?;
        sample_size(
            u64::from(population),
            margin,
            default_z(),
            default_proportion(),
        )
        .ok()
    };
    let take_percent = move |text: String| {
        if let Ok(value @ 1..=100) = text.trim().parse::<u32>() {
            size.set(share_of(population, value).to_string());
        }
        percent.set(text);
    };
    let margins = MARGINS
        .into_iter()
        .map(|(value, label)| {
            view! { <option value=value selected=value == "0.05">{label}</option> }
        })
        .collect_view();
    view! {
        <div class="field-row">
            <label class="field field-short">
                <span>{t!(i18n, desk.sample_n)}</span>
                <input
                    type="text"
                    inputmode="numeric"
                    data-test="draw-n"
                    prop:value=move || size.get()
                    on:input:target=move |event| size.set(event.target().value())
                />
                <small>{t!(i18n, desk.of_population, count = population)}</small>
            </label>
            <label class="field field-short">
                <span>{t!(i18n, desk.sample_percent)}</span>
                <input
                    type="text"
                    inputmode="numeric"
                    data-test="draw-percent"
                    prop:value=move || percent.get()
                    on:input:target=move |event| take_percent(event.target().value())
                />
            </label>
            <label class="field field-short">
                <span>{t!(i18n, desk.margin)}</span>
                <select on:change:target=move |event| margin.set(event.target().value())>
                    {margins}
                </select>
                <small>
                    {move || proposed().map(|n| view! {
                        <button
                            type="button"
                            class="button-link"
                            on:click=move |_| size.set(n.to_string())
                        >
                            {t!(i18n, desk.size_proposal, count = n)}
                        </button>
                    })}
                </small>
            </label>
        </div>
    }
}

#[component]
fn StratumFields(
    columns: Vec<String>,
    by: RwSignal<String>,
    at_least_one: RwSignal<bool>,
) -> impl IntoView {
    let i18n = use_i18n();
    let options = columns
        .into_iter()
        .map(|column| {
            let selected = by.get_untracked() == column;
            view! { <option value=column.clone() selected=selected>{column.clone()}</option> }
        })
        .collect_view();
    view! {
        <div class="field-row">
            <label class="field field-short">
                <span>{t!(i18n, desk.stratify_by)}</span>
                <select
                    data-test="draw-by"
                    on:change:target=move |event| by.set(event.target().value())
                >
                    {options}
                </select>
            </label>
            <label class="check">
                <input
                    type="checkbox"
                    prop:checked=move || at_least_one.get()
                    on:change:target=move |event| at_least_one.set(event.target().checked())
                />
                <span>{t!(i18n, desk.min_per_stratum)}</span>
            </label>
        </div>
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_share_rounds_up_and_never_exceeds_the_population() {
        assert_eq!(share_of(212, 30), 64);
        assert_eq!(share_of(10, 1), 1);
        assert_eq!(share_of(10, 100), 10);
    }
}
