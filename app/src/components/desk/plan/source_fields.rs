//! The fields of each source of a number but the inspections' answers. Not here: choosing among the
//! sources (`binding`), answers (`field_source`).

use domain::ids::IndicatorCode;
use domain::indicator::{Operand, SatisfactionMeasure};
use domain::scoring::exact::ExactNumber;
use leptos::prelude::*;

use super::fields::{NumberField, SelectField};
use super::objects::type_options;
use super::plan_text;
use super::sources::Sources;
use super::words::measure_word;
use crate::components::desk::forms::TextField;
use crate::i18n::*;

/// A number of the plan itself.
#[component]
pub fn Constant(
    from: Memo<Option<Operand>>,
    set: Callback<Operand>,
    test: String,
) -> impl IntoView {
    let i18n = use_i18n();
    let value = Signal::derive(move || match from.get() {
        Some(Operand::Constant { value }) => Some(value),
        _ => None,
    });
    let commit = Callback::new(move |value: Option<ExactNumber>| {
        if let Some(value) = value {
            set.run(Operand::Constant { value });
        }
    });
    view! {
        <NumberField
            label=plan_text!(i18n, source_constant) value on_commit=commit
            data_test=format!("{test}-constant")
        />
    }
}

/// 资金数据: two rates of execution have the same name, so the key stands beside each name.
#[component]
pub fn Fund(
    from: Memo<Option<Operand>>,
    sources: StoredValue<Sources>,
    set: Callback<Operand>,
    test: String,
) -> impl IntoView {
    let i18n = use_i18n();
    let key = Signal::derive(move || match from.get() {
        Some(Operand::FundFigure { key }) => key,
        _ => String::new(),
    });
    let options = Signal::derive(move || {
        let mut figures = sources.with_value(|sources| sources.fund_figures.clone());
        figures.entry(key.get()).or_default();
        let each = figures.into_iter().map(|(key, name)| {
            let words = format!("{name} ({key})");
            (key, words)
        });
        each.collect::<Vec<_>>()
    });
    view! {
        <SelectField
            label=plan_text!(i18n, source_fund) options value=key
            on_pick=Callback::new(move |key: String| set.run(Operand::FundFigure { key }))
            data_test=format!("{test}-fund")
        />
    }
}

/// Amount or quantity of the frame.
#[component]
pub fn FromFrame(
    from: Memo<Option<Operand>>,
    sources: StoredValue<Sources>,
    set: Callback<Operand>,
    test: String,
) -> impl IntoView {
    let i18n = use_i18n();
    let chosen = move || match from.get() {
        Some(
            Operand::FrameAmount {
                project_type,
                inspected_only,
            }
            | Operand::FrameQuantity {
                project_type,
                inspected_only,
            },
        ) => (project_type, inspected_only),
        _ => (None, false),
    };
    let put = move |project_type: Option<String>, inspected_only: bool| {
        set.run(match from.get_untracked() {
            Some(Operand::FrameQuantity { .. }) => Operand::FrameQuantity {
                project_type,
                inspected_only,
            },
            _ => Operand::FrameAmount {
                project_type,
                inspected_only,
            },
        });
    };
    let pick = Callback::new(move |name: String| {
        put(
            Some(name).filter(|name| !name.is_empty()),
            untrack(chosen).1,
        );
    });
    view! {
        <SelectField
            label=plan_text!(i18n, project_type)
            options=Signal::derive(move || type_options(i18n, sources))
            value=Signal::derive(move || chosen().0.unwrap_or_default())
            on_pick=pick data_test=format!("{test}-type")
        />
        <label class="check">
            <input
                type="checkbox" data-test=format!("{test}-inspected")
                prop:checked=move || chosen().1
                on:change:target=move |event| put(untrack(chosen).0, event.target().checked())
            />
            <span>{t!(i18n, plan.inspected_only)}</span>
        </label>
    }
}

/// The satisfaction of a questionnaire.
#[component]
pub fn Survey(
    from: Memo<Option<Operand>>,
    sources: StoredValue<Sources>,
    set: Callback<Operand>,
    test: String,
) -> impl IntoView {
    let i18n = use_i18n();
    let chosen = move || match from.get() {
        Some(Operand::SurveySatisfaction { form_id, measure }) => (form_id, measure),
        _ => (None, SatisfactionMeasure::Mean),
    };
    let forms = Signal::derive(move || {
        let first = (String::new(), t_string!(i18n, plan.any_survey).to_owned());
        let forms = sources.with_value(|sources| {
            let surveys = sources.forms.iter().filter(|form| form.is_questionnaire);
            surveys
                .map(|form| (form.form_id.clone(), form.title.clone()))
                .collect::<Vec<_>>()
        });
        std::iter::once(first).chain(forms).collect::<Vec<_>>()
    });
    let measures = Signal::derive(move || {
        let each = SatisfactionMeasure::ALL.into_iter().enumerate();
        each.map(|(place, it)| (place.to_string(), measure_word(i18n, it).to_owned()))
            .collect::<Vec<_>>()
    });
    let place = Signal::derive(move || {
        let measure = chosen().1;
        let place = SatisfactionMeasure::ALL
            .iter()
            .position(|it| *it == measure);
        place.unwrap_or_default().to_string()
    });
    let pick_form = Callback::new(move |id: String| {
        set.run(Operand::SurveySatisfaction {
            form_id: Some(id).filter(|id| !id.is_empty()),
            measure: untrack(chosen).1,
        });
    });
    let pick_measure = Callback::new(move |place: String| {
        let place = place.parse::<usize>().unwrap_or_default();
        let measure = SatisfactionMeasure::ALL.get(place).copied();
        set.run(Operand::SurveySatisfaction {
            form_id: untrack(chosen).0,
            measure: measure.unwrap_or(SatisfactionMeasure::Mean),
        });
    });
    view! {
        <SelectField
            label=plan_text!(i18n, form) options=forms
            value=Signal::derive(move || chosen().0.unwrap_or_default())
            on_pick=pick_form data_test=format!("{test}-form")
        />
        <SelectField
            label=plan_text!(i18n, measure) options=measures value=place
            on_pick=pick_measure data_test=format!("{test}-measure")
        />
    }
}

/// The indicators whose findings count, as codes separated by spaces.
#[component]
pub fn Findings(
    from: Memo<Option<Operand>>,
    set: Callback<Operand>,
    test: String,
) -> impl IntoView {
    let i18n = use_i18n();
    let codes = Signal::derive(move || match from.get() {
        Some(Operand::Findings { indicators }) => {
            let codes = indicators.iter().map(IndicatorCode::as_str);
            codes.collect::<Vec<_>>().join(" ")
        }
        _ => String::new(),
    });
    let commit = Callback::new(move |text: String| {
        let plain = text.replace([',', '\u{ff0c}', '\u{3001}'], " ");
        let codes = plain.split_whitespace().map(IndicatorCode::from);
        set.run(Operand::Findings {
            indicators: codes.collect(),
        });
    });
    view! {
        <TextField
            label=plan_text!(i18n, finding_indicators) hint=plan_text!(i18n, finding_hint)
            value=codes on_commit=commit code=true data_test=format!("{test}-findings")
        />
    }
}

/// A number entered at the desk, by its key.
#[component]
pub fn DeskKey(from: Memo<Option<Operand>>, set: Callback<Operand>, test: String) -> impl IntoView {
    let i18n = use_i18n();
    let key = Signal::derive(move || match from.get() {
        Some(Operand::DeskFigure { key }) => key,
        _ => String::new(),
    });
    let commit = Callback::new(move |key: String| set.run(Operand::DeskFigure { key }));
    view! {
        <TextField
            label=plan_text!(i18n, desk_key) hint=plan_text!(i18n, desk_key_hint) value=key
            on_commit=commit code=true data_test=format!("{test}-key")
        />
    }
}
