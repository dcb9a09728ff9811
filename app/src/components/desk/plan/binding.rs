//! Where one number of a rule comes from, by picking; how it is called, and its unit. Not here:
//! answers of the inspections (`field_source`), finding a value (`domain::scoring`).

use domain::indicator::{Aggregate, Binding, Operand, SatisfactionMeasure, default_binding};
use domain::scoring::exact::ExactNumber;
use leptos::prelude::*;

use super::field_source::FieldSource;
use super::fields::SelectField;
use super::plan_text;
use super::source_fields::{Constant, DeskKey, Findings, FromFrame, Fund, Survey};
use super::sources::Sources;
use super::words::operand_word;
use crate::components::desk::forms::TextField;
use crate::components::desk::words::Words;
use crate::components::{Icon, IconName};
use crate::i18n::*;

/// The name of a source, as the select holds it.
fn source_name(from: &Operand) -> &'static str {
    match from {
        Operand::Constant { .. } => "constant",
        Operand::FundFigure { .. } => "fund_figure",
        Operand::FrameAmount { .. } => "frame_amount",
        Operand::FrameQuantity { .. } => "frame_quantity",
        Operand::Field { .. } => "field",
        Operand::SurveySatisfaction { .. } => "survey",
        Operand::Findings { .. } => "findings",
        Operand::DeskFigure { .. } => "desk_figure",
        Operand::DeskMark => "desk_mark",
    }
}

/// The sources that fit an operand, with their words.
fn source_options(i18n: Words, operand: &str) -> Vec<(String, String)> {
    let names: &[&str] = match operand {
        "mark" => &["none", "desk_mark"],
        "findings" => &["none", "desk_mark", "findings"],
        _ => &[
            "none",
            "field",
            "fund_figure",
            "frame_amount",
            "frame_quantity",
            "survey",
            "desk_figure",
            "findings",
            "constant",
        ],
    };
    let word = |name: &str| match name {
        "constant" => t_string!(i18n, plan.source_constant),
        "fund_figure" => t_string!(i18n, plan.source_fund),
        "frame_amount" => t_string!(i18n, plan.source_amount),
        "frame_quantity" => t_string!(i18n, plan.source_quantity),
        "field" => t_string!(i18n, plan.source_field),
        "survey" => t_string!(i18n, plan.source_survey),
        "findings" => t_string!(i18n, plan.source_findings),
        "desk_figure" => t_string!(i18n, plan.source_desk_figure),
        "desk_mark" => t_string!(i18n, plan.source_desk_mark),
        _ => t_string!(i18n, plan.unbound),
    };
    let each = names
        .iter()
        .map(|name| ((*name).to_owned(), word(name).to_owned()));
    each.collect()
}

/// A source of this kind before anything is picked.
fn fresh(source: &str, operand: &str, sources: &Sources) -> Option<Operand> {
    Some(match source {
        "constant" => Operand::Constant {
            value: ExactNumber::default(),
        },
        "fund_figure" => Operand::FundFigure {
            key: sources
                .fund_figures
                .keys()
                .next()
                .cloned()
                .unwrap_or_default(),
        },
        "frame_amount" => Operand::FrameAmount {
            project_type: None,
            inspected_only: false,
        },
        "frame_quantity" => Operand::FrameQuantity {
            project_type: None,
            inspected_only: false,
        },
        "field" => Operand::Field {
            aggregate: Aggregate::Count,
            project_type: None,
            applicable: Vec::new(),
            condition: None,
            weighted: false,
        },
        "survey" => Operand::SurveySatisfaction {
            form_id: None,
            measure: SatisfactionMeasure::Mean,
        },
        "findings" => Operand::Findings {
            indicators: Vec::new(),
        },
        "desk_figure" => Operand::DeskFigure {
            key: operand.to_owned(),
        },
        "desk_mark" => Operand::DeskMark,
        _ => return None,
    })
}

/// One operand.
#[component]
pub fn BindingEditor(
    name: &'static str,
    binding: Memo<Option<Binding>>,
    sources: StoredValue<Sources>,
    on_change: Callback<Option<Binding>>,
    prefix: StoredValue<String>,
) -> impl IntoView {
    let i18n = use_i18n();
    let test = move |part: &str| format!("{}bind-{name}-{part}", prefix.get_value());
    let from = Memo::new(move |_| binding.with(|it| it.as_ref().map(|it| it.from.clone())));
    let source = Memo::new(move |_| from.with(|it| it.as_ref().map_or("none", source_name)));
    let pick = Callback::new(move |source: String| {
        let from = sources.with_value(|sources| fresh(&source, name, sources));
        let known = binding
            .get_untracked()
            .unwrap_or_else(|| default_binding(name));
        on_change.run(from.map(|from| Binding { from, ..known }));
    });
    let change = move |write: &dyn Fn(&mut Binding)| {
        if let Some(mut changed) = binding.get_untracked() {
            write(&mut changed);
            on_change.run(Some(changed));
        }
    };
    let set = Callback::new(move |from: Operand| change(&|it| it.from = from.clone()));
    let label = Signal::derive(move || {
        binding.with(|it| it.as_ref().map(|it| it.label.clone()).unwrap_or_default())
    });
    let unit = Signal::derive(move || {
        binding.with(|it| it.as_ref().map(|it| it.unit.clone()).unwrap_or_default())
    });
    let set_label = Callback::new(move |text: String| change(&|it| it.label.clone_from(&text)));
    let set_unit = Callback::new(move |text: String| change(&|it| it.unit.clone_from(&text)));
    let is_bound = Memo::new(move |_| source.get() != "none");
    let (label_test, unit_test) = (
        StoredValue::new(test("label")),
        StoredValue::new(test("unit")),
    );
    view! {
        <fieldset class="choices binding" data-test=format!("{}bind-{name}", prefix.get_value())>
            <legend>{move || operand_word(i18n, name)}</legend>
            <SelectField
                label=plan_text!(i18n, source)
                options=Signal::derive(move || source_options(i18n, name))
                value=Signal::derive(move || source.get().to_owned())
                on_pick=pick data_test=test("source")
            />
            {move || source_fields(source.get(), name, from, sources, set, prefix)}
            <Gone from sources/>
            <Show when=move || is_bound.get()>
                <div class="field-row">
                    <TextField
                        label=plan_text!(i18n, label) value=label on_commit=set_label
                        data_test=label_test.get_value()
                    />
                    <TextField
                        label=plan_text!(i18n, unit) value=unit on_commit=set_unit
                        data_test=unit_test.get_value()
                    />
                </div>
            </Show>
        </fieldset>
    }
}

/// What a source still has to know.
fn source_fields(
    source: &'static str,
    name: &'static str,
    from: Memo<Option<Operand>>,
    sources: StoredValue<Sources>,
    set: Callback<Operand>,
    prefix: StoredValue<String>,
) -> AnyView {
    let test = format!("{}bind-{name}", prefix.get_value());
    match source {
        "constant" => view! { <Constant from set test/> }.into_any(),
        "fund_figure" => view! { <Fund from sources set test/> }.into_any(),
        "frame_amount" | "frame_quantity" => {
            view! { <FromFrame from sources set test/> }.into_any()
        }
        "field" => view! { <FieldSource from sources set test/> }.into_any(),
        "survey" => view! { <Survey from sources set test/> }.into_any(),
        "findings" => view! { <Findings from set test/> }.into_any(),
        "desk_figure" => view! { <DeskKey from set test/> }.into_any(),
        _ => ().into_any(),
    }
}

/// Questions that the source refers to and that are no longer there.
#[component]
fn Gone(from: Memo<Option<Operand>>, sources: StoredValue<Sources>) -> impl IntoView {
    let i18n = use_i18n();
    let gone = Memo::new(move |_| {
        from.with(|from| {
            let from = from.as_ref();
            from.map(|from| sources.with_value(|all| all.gone(from)))
                .unwrap_or_default()
        })
    });
    view! {
        <Show when=move || !gone.with(Vec::is_empty)>
            <p class="verdict verdict-bad" role="alert">
                <Icon name=IconName::Severe/>
                {t!(i18n, plan.gone)}" "
                <span class="code break">{move || gone.get().join(" ")}</span>
            </p>
        </Show>
    }
}
