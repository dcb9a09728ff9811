//! The evaluation columns of a question: indicators, weight, role, severity of a 否, photos,
//! tolerance, unit, where a first answer comes from. Other XLSForm tools carry them along.

use domain::form_design::{DesignChange, OutlineRow, RowColumn};
use leptos::prelude::*;

use super::TextField;
use super::indicator_picker::{IndicatorName, IndicatorPicker};
use crate::components::desk::words::Words;
use crate::i18n::*;

/// Roles without values of their own; others are written.
const ROLES: [&str; 6] = [
    "quantity_design",
    "quantity_measured",
    "numerator",
    "denominator",
    "defect",
    "overall_satisfaction",
];

const SEVERITIES: [&str; 3] = ["minor", "major", "severe"];

fn severity_word(i18n: Words, severity: &str) -> String {
    match severity {
        "minor" => t_string!(i18n, desk.severity_minor).to_owned(),
        "major" => t_string!(i18n, desk.severity_major).to_owned(),
        "severe" => t_string!(i18n, desk.severity_severe).to_owned(),
        other => other.to_owned(),
    }
}

/// Everything that makes an answer count.
#[component]
pub fn EvaluationEditor(
    row: Memo<OutlineRow>,
    indicators: StoredValue<Vec<IndicatorName>>,
    on_change: Callback<Vec<DesignChange>>,
) -> impl IntoView {
    let i18n = use_i18n();
    let commit = move |column: RowColumn| {
        Callback::new(move |text: String| {
            let row = row.with_untracked(|row| row.row);
            on_change.run(vec![DesignChange::SetColumn { row, column, text }]);
        })
    };
    let cell =
        move |of: fn(&OutlineRow) -> &String| Signal::derive(move || row.with(|r| of(r).clone()));
    let is_check = Memo::new(move |_| row.with(|row| row.question_type == "select_one"));
    let is_number =
        Memo::new(move |_| row.with(|row| matches!(&*row.question_type, "integer" | "decimal")));
    view! {
        <fieldset class="choices" data-test="evaluation">
            <legend>{t!(i18n, forms.evaluation)}</legend>
            <IndicatorPicker
                known=indicators value=cell(|row| &row.indicator)
                on_commit=commit(RowColumn::Indicator)
            />
            <div class="field-row">
                <TextField
                    label=text!(i18n, weight) value=cell(|row| &row.weight)
                    hint=text!(i18n, weight_hint) on_commit=commit(RowColumn::Weight)
                    data_test="question-weight"
                />
                <RoleField value=cell(|row| &row.role) on_commit=commit(RowColumn::Role)/>
            </div>
            <Show when=move || is_check.get()>
                <div class="field-row">
                    <SeverityField
                        value=cell(|row| &row.severity_if_no)
                        on_commit=commit(RowColumn::SeverityIfNo)
                    />
                    <TextField
                        label=text!(i18n, photo_min) value=cell(|row| &row.photo_min)
                        on_commit=commit(RowColumn::PhotoMin)
                    />
                </div>
                <TextField
                    label=text!(i18n, finding_title) value=cell(|row| &row.finding_title)
                    hint=text!(i18n, finding_title_hint)
                    on_commit=commit(RowColumn::FindingTitle)
                    data_test="question-finding-title"
                />
            </Show>
            <Show when=move || is_number.get()>
                <div class="field-row">
                    <TextField
                        label=text!(i18n, tolerance) value=cell(|row| &row.tolerance)
                        hint=text!(i18n, tolerance_hint) code=true
                        on_commit=commit(RowColumn::Tolerance)
                    />
                    <TextField
                        label=text!(i18n, unit) value=cell(|row| &row.unit)
                        on_commit=commit(RowColumn::Unit)
                    />
                </div>
            </Show>
            <TextField
                label=text!(i18n, from) value=cell(|row| &row.from) hint=text!(i18n, from_hint)
                code=true on_commit=commit(RowColumn::From)
            />
        </fieldset>
    }
}

/// The usual roles by name; any other as it is written.
#[component]
fn RoleField(#[prop(into)] value: Signal<String>, on_commit: Callback<String>) -> impl IntoView {
    let i18n = use_i18n();
    let roles = ROLES
        .into_iter()
        .map(|role| view! { <option value=role></option> });
    view! {
        <label class="field">
            <span>{t!(i18n, forms.role)}</span>
            <input
                type="text" class="code-input" list="form-roles" autocomplete="off"
                data-test="question-role" prop:value=move || value.get()
                on:change:target=move |event| {
                    on_commit.run(event.target().value().trim().to_owned());
                }
            />
            <datalist id="form-roles">
                {roles.collect_view()}
            </datalist>
            <small>{t!(i18n, forms.role_hint)}</small>
        </label>
    }
}

#[component]
fn SeverityField(
    #[prop(into)] value: Signal<String>,
    on_commit: Callback<String>,
) -> impl IntoView {
    let i18n = use_i18n();
    let options = move || {
        let chosen = value.get();
        let option = |severity: &'static str| {
            let (word, is_chosen) = (severity_word(i18n, severity), severity == chosen);
            view! { <option value=severity selected=is_chosen>{word}</option> }
        };
        SEVERITIES.map(option).into_iter().collect_view()
    };
    view! {
        <label class="field">
            <span>{t!(i18n, forms.severity_if_no)}</span>
            <select
                data-test="question-severity"
                on:change:target=move |event| on_commit.run(event.target().value())
            >
                <option value="" selected=move || value.with(String::is_empty)>
                    {t!(i18n, forms.no_finding)}
                </option>
                {options}
            </select>
        </label>
    }
}
