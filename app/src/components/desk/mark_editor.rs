//! The desk's own marks for one indicator, each kind with its fields. What a mark must satisfy is
//! `domain::scoring::DeskMark`; the server answers what does not hold.

use std::collections::BTreeMap;

use domain::indicator::{Indicator, Operand, Rule};
use domain::scoring::exact::ExactNumber;
use domain::scoring::{DeskMark, MANUAL_REASON_MIN, Points};
use leptos::prelude::*;

use super::count_editor::CountEditor;
use super::element_editor::ElementEditor;
use super::level_editor::LevelEditor;
use crate::components::{Button, ButtonKind};
use crate::i18n::*;

/// Reads an exact number as the domain does; `None` for anything else.
pub fn exact(text: &str) -> Option<ExactNumber> {
    serde_json::from_value(serde_json::Value::String(text.trim().to_owned())).ok()
}

/// The number as the domain writes it.
pub fn exact_text(number: &ExactNumber) -> String {
    serde_json::to_value(number)
        .ok()
        .and_then(|v| v.as_str().map(str::to_owned))
        .unwrap_or_default()
}

/// The keys of numbers that an indicator takes from its own mark, with their labels and units.
fn desk_figures(indicator: &Indicator) -> Vec<(String, String)> {
    indicator
        .operands
        .values()
        .filter_map(|binding| match &binding.from {
            Operand::DeskFigure { key } if binding.unit.is_empty() => {
                Some((key.clone(), binding.label.clone()))
            }
            Operand::DeskFigure { key } => {
                Some((key.clone(), format!("{} ({})", binding.label, binding.unit)))
            }
            _ => None,
        })
        .collect()
}

fn takes_mark(indicator: &Indicator) -> bool {
    indicator
        .operands
        .values()
        .any(|binding| binding.from == Operand::DeskMark)
}

/// The editor that fits the indicator's rule; nothing where all its numbers come from elsewhere.
#[component]
pub fn MarkEditor(
    indicator: Indicator,
    mark: Option<DeskMark>,
    #[prop(into)] busy: Signal<bool>,
    on_save: Callback<DeskMark>,
) -> impl IntoView {
    let i18n = use_i18n();
    let figures = desk_figures(&indicator);
    if !figures.is_empty() {
        return view! { <FigureEditor figures mark busy on_save/> }.into_any();
    }
    if !takes_mark(&indicator) {
        return view! { <p class="soft">{t!(i18n, desk.no_mark_needed)}</p> }.into_any();
    }
    match indicator.rule {
        Rule::ElementCount => {
            view! { <ElementEditor elements=indicator.elements mark busy on_save/> }.into_any()
        }
        Rule::GradeLevel { levels } => view! { <LevelEditor levels mark busy on_save/> }.into_any(),
        Rule::Deduction { .. } => view! { <CountEditor mark busy on_save/> }.into_any(),
        Rule::YesNo { .. } => view! { <YesNoEditor mark busy on_save/> }.into_any(),
        Rule::LikertExpert { .. } => view! { <ExpertEditor mark busy on_save/> }.into_any(),
        _ => view! { <ManualEditor weight=indicator.weight mark busy on_save/> }.into_any(),
    }
}

/// The button under every editor.
#[component]
pub fn SaveMark(#[prop(into)] disabled: Signal<bool>, on_save: Callback<()>) -> impl IntoView {
    let i18n = use_i18n();
    view! {
        <Button
            kind=ButtonKind::Primary
            on_click=on_save
            disabled=disabled
            data_test="mark-save"
        >
            {t!(i18n, desk.enter_mark)}
        </Button>
    }
}

#[component]
fn FigureEditor(
    figures: Vec<(String, String)>,
    mark: Option<DeskMark>,
    busy: Signal<bool>,
    on_save: Callback<DeskMark>,
) -> impl IntoView {
    let i18n = use_i18n();
    let (known, old_note) = match mark {
        Some(DeskMark::Figures { values, note }) => (values, note),
        _ => Default::default(),
    };
    let note = RwSignal::new(old_note);
    let first: BTreeMap<String, String> = figures
        .iter()
        .map(|(key, _)| {
            (
                key.clone(),
                known.get(key).map(exact_text).unwrap_or_default(),
            )
        })
        .collect();
    let entered = RwSignal::new(first);
    let values = move || {
        let read = |(key, text): (String, String)| Some((key, exact(&text)?));
        entered
            .get()
            .into_iter()
            .map(read)
            .collect::<Option<BTreeMap<_, _>>>()
    };
    let fields = figures
        .into_iter()
        .map(|(key, label)| {
            let value = entered.get_untracked().get(&key).cloned();
            let test = format!("figure-{key}");
            view! {
                <label class="field">
                    <span>{label}</span>
                    <input
                        type="text"
                        inputmode="decimal"
                        data-test=test
                        value=value
                        on:input:target=move |event| {
                            let text = event.target().value();
                            entered.update(|entered| drop(entered.insert(key.clone(), text)));
                        }
                    />
                </label>
            }
        })
        .collect_view();
    let save = move |()| {
        if let Some(values) = values() {
            on_save.run(DeskMark::Figures {
                values,
                note: note.get(),
            });
        }
    };
    view! {
        {fields}
        <label class="field">
            <span>{t!(i18n, desk.source_document)}</span>
            <input
                type="text"
                value=note.get_untracked()
                on:input:target=move |event| note.set(event.target().value())
            />
        </label>
        <SaveMark
            disabled=Signal::derive(move || busy.get() || values().is_none())
            on_save=Callback::new(save)
        />
    }
}

#[component]
fn YesNoEditor(
    mark: Option<DeskMark>,
    busy: Signal<bool>,
    on_save: Callback<DeskMark>,
) -> impl IntoView {
    let i18n = use_i18n();
    let old = match mark {
        Some(DeskMark::YesNo { met, note }) => (Some(met), note),
        _ => (None, String::new()),
    };
    let met = RwSignal::new(old.0);
    let note = RwSignal::new(old.1);
    let save = move |()| {
        if let Some(met) = met.get() {
            on_save.run(DeskMark::YesNo {
                met,
                note: note.get(),
            });
        }
    };
    let choice = move |value: bool| {
        view! {
            <label class="radio">
                <input
                    type="radio"
                    name="yes-no"
                    prop:checked=move || met.get() == Some(value)
                    on:change=move |_| met.set(Some(value))
                />
                <span>
                    {move || match value {
                        true => t_string!(i18n, desk.yes),
                        false => t_string!(i18n, desk.no),
                    }}
                </span>
            </label>
        }
    };
    view! {
        <fieldset class="choices">
            <legend>{t!(i18n, desk.judgement)}</legend>
            {choice(true)}
            {choice(false)}
        </fieldset>
        <label class="field">
            <span>{t!(i18n, desk.note)}</span>
            <textarea
                rows="2"
                prop:value=move || note.get()
                on:input:target=move |event| note.set(event.target().value())
            ></textarea>
        </label>
        <SaveMark
            disabled=Signal::derive(move || busy.get() || met.get().is_none())
            on_save=Callback::new(save)
        />
    }
}

/// One mark per expert, in percent of the weight, separated by spaces or commas.
#[component]
fn ExpertEditor(
    mark: Option<DeskMark>,
    busy: Signal<bool>,
    on_save: Callback<DeskMark>,
) -> impl IntoView {
    let i18n = use_i18n();
    let old = match mark {
        Some(DeskMark::ExpertMarks { marks, .. }) => {
            marks.iter().map(exact_text).collect::<Vec<_>>().join(" ")
        }
        _ => String::new(),
    };
    let entered = RwSignal::new(old);
    let marks = move || {
        let text = entered.get().replace([',', '\u{ff0c}', '\u{3001}'], " ");
        let marks = text
            .split_whitespace()
            .map(exact)
            .collect::<Option<Vec<_>>>();
        marks.filter(|marks| !marks.is_empty())
    };
    let save = move |()| {
        if let Some(marks) = marks() {
            on_save.run(DeskMark::ExpertMarks {
                marks,
                note: String::new(),
            });
        }
    };
    view! {
        <label class="field">
            <span>{t!(i18n, desk.expert_marks)}</span>
            <input
                type="text"
                inputmode="decimal"
                value=entered.get_untracked()
                on:input:target=move |event| entered.set(event.target().value())
            />
            <small>{t!(i18n, desk.expert_marks_hint)}</small>
        </label>
        <SaveMark
            disabled=Signal::derive(move || busy.get() || marks().is_none())
            on_save=Callback::new(save)
        />
    }
}

#[component]
fn ManualEditor(
    weight: Points,
    mark: Option<DeskMark>,
    busy: Signal<bool>,
    on_save: Callback<DeskMark>,
) -> impl IntoView {
    let i18n = use_i18n();
    let (old_score, old_reason) = match mark {
        Some(DeskMark::Manual { score, reason, .. }) => (score.to_string(), reason),
        _ => Default::default(),
    };
    let score = RwSignal::new(old_score);
    let reason = RwSignal::new(old_reason);
    let points = move || Points::parse(&score.get()).filter(|p| (Points(0)..=weight).contains(p));
    let length = move || reason.get().trim().chars().count();
    let ready = move || points().is_some() && length() >= MANUAL_REASON_MIN;
    let save = move |()| {
        if let Some(score) = points() {
            on_save.run(DeskMark::Manual {
                entered_by: None,
                confirmed_by: None,
                score,
                reason: reason.get().trim().to_owned(),
            });
        }
    };
    view! {
        <label class="field">
            <span>{t!(i18n, desk.score)}" (0–"{weight.to_string()}")"</span>
            <input
                type="text"
                inputmode="decimal"
                data-test="manual-score"
                value=score.get_untracked()
                on:input:target=move |event| score.set(event.target().value())
            />
        </label>
        <label class="field">
            <span>{t!(i18n, desk.reason)}</span>
            <textarea
                rows="3"
                data-test="manual-reason"
                prop:value=move || reason.get()
                on:input:target=move |event| reason.set(event.target().value())
            ></textarea>
            <small>
                {move || format!("{}/{MANUAL_REASON_MIN} ", length())}
                {t!(i18n, desk.reason_at_least, count = MANUAL_REASON_MIN)}
            </small>
        </label>
        <SaveMark
            disabled=Signal::derive(move || busy.get() || !ready())
            on_save=Callback::new(save)
        />
    }
}
