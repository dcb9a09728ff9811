//! Everything about one row of a form: words, type, when it is asked, choices, evaluation. Not
//! here: sending changes (`pages::desk::designer`).

use std::sync::Arc;

use domain::form_design::{DesignChange, FormOutline, OutlineKind, OutlineRow, TextColumn};
use domain::problem::Problem;
use leptos::prelude::*;

use super::TextField;
use super::choices_editor::ChoicesEditor;
use super::evaluation_editor::EvaluationEditor;
use super::indicator_picker::IndicatorName;
use super::rules_editor::RulesEditor;
use super::show_if_editor::ShowIfEditor;
use super::type_editor::TypeEditor;
use crate::components::{Icon, IconName};
use crate::i18n::*;

/// The id of the first field, for the focus.
pub const FIRST_FIELD: &str = "question-first-field";

/// The editor of the row with this number; it is made anew for another row.
#[component]
pub fn QuestionEditor(
    #[prop(into)] outline: Signal<Arc<FormOutline>>,
    number: u32,
    indicators: StoredValue<Vec<IndicatorName>>,
    on_change: Callback<Vec<DesignChange>>,
) -> impl IntoView {
    let row = Memo::new(move |_| {
        outline.with(|outline| {
            let found = outline.rows.iter().find(|row| row.row == number);
            found.cloned().unwrap_or_default()
        })
    });
    let is_question = Memo::new(move |_| row.with(|row| row.kind == OutlineKind::Question));
    let list = Memo::new(move |_| row.with(|row| row.list.clone()));
    let evaluated = Memo::new(move |_| {
        row.with(|row| row.kind == OutlineKind::Question && row.question_type != "note")
    });
    view! {
        <form
            class="form question-editor" data-test="question-editor"
            on:submit=move |event| event.prevent_default()
        >
            <RowProblems row/>
            <Words outline row column=TextColumn::Label on_change/>
            <Show
                when=move || is_question.get()
                fallback=move || view! { <GroupName row on_change/> }
            >
                <TypeEditor outline row on_change/>
                <RequiredField row on_change/>
            </Show>
            {move || list.get().map(|list| view! {
                <ChoicesEditor outline list=Signal::stored(list) on_change/>
            })}
            <ShowIfEditor outline row on_change/>
            <Show when=move || evaluated.get()>
                <EvaluationEditor row indicators on_change/>
            </Show>
            <Show when=move || is_question.get()>
                <Words outline row column=TextColumn::Hint on_change/>
                <RulesEditor outline row on_change/>
            </Show>
        </form>
    }
}

/// What is wrong with this row, in words.
#[component]
fn RowProblems(row: Memo<OutlineRow>) -> impl IntoView {
    let i18n = use_i18n();
    let problems = Memo::new(move |_| row.with(|row| row.problems.clone()));
    let line = move |problem: Problem| {
        let place = problem.place.clone().and_then(|place| place.column);
        let words = problem_text(
            i18n.get_locale(),
            &Problem {
                place: None,
                ..problem
            },
        );
        view! {
            <li class="verdict verdict-bad">
                <Icon name=IconName::Severe/>
                <span>
                    {place.map(|column| view! { <span class="code">{column}</span>": " })} {words}
                </span>
            </li>
        }
    };
    view! {
        <ul class="row-problems" hidden=move || problems.with(Vec::is_empty)>
            {move || problems.get().into_iter().map(line).collect_view()}
        </ul>
    }
}

/// Label or hint in each language of the form.
#[component]
fn Words(
    outline: Signal<Arc<FormOutline>>,
    row: Memo<OutlineRow>,
    column: TextColumn,
    on_change: Callback<Vec<DesignChange>>,
) -> impl IntoView {
    let i18n = use_i18n();
    let languages = Memo::new(move |_| outline.with(|outline| outline.languages.clone()));
    let field = move |(place, language): (usize, String)| {
        let (own, shown) = (language.clone(), language.clone());
        let value = Signal::derive(move || {
            row.with(|row| {
                let text = match column {
                    TextColumn::Hint => &row.hint,
                    _ => &row.label,
                };
                text.get(&own).cloned().unwrap_or_default()
            })
        });
        let label = Signal::derive(move || {
            let word = match column {
                TextColumn::Hint => t_string!(i18n, forms.hint),
                _ => t_string!(i18n, forms.label),
            };
            // A form without languages names none.
            match shown.as_str() {
                "default" => word.to_owned(),
                language => format!("{word} · {language}"),
            }
        });
        let commit = {
            let language = language.clone();
            Callback::new(move |text: String| {
                let (row, language) = (row.with_untracked(|row| row.row), language.clone());
                on_change.run(vec![DesignChange::SetText {
                    row,
                    column,
                    language,
                    text,
                }]);
            })
        };
        let is_first = place == 0 && column == TextColumn::Label;
        let id = if is_first {
            FIRST_FIELD.to_owned()
        } else {
            format!("question-{}-{place}", column.heading())
        };
        let test = format!("question-{}-{place}", column.heading());
        view! { <TextField label value on_commit=commit long=true id=id data_test=test/> }
    };
    move || {
        languages
            .get()
            .into_iter()
            .enumerate()
            .map(field)
            .collect_view()
    }
}

#[component]
fn GroupName(row: Memo<OutlineRow>, on_change: Callback<Vec<DesignChange>>) -> impl IntoView {
    let i18n = use_i18n();
    let value = Signal::derive(move || row.with(|row| row.name.clone()));
    let commit = Callback::new(move |name: String| {
        let row = row.with_untracked(|row| row.row);
        on_change.run(vec![DesignChange::Rename { row, name }]);
    });
    view! {
        <TextField
            label=text!(i18n, name) value on_commit=commit code=true hint=text!(i18n, name_hint)
            data_test="question-name"
        />
    }
}

/// Always, never, or, where it was written by hand, under a condition.
#[component]
fn RequiredField(row: Memo<OutlineRow>, on_change: Callback<Vec<DesignChange>>) -> impl IntoView {
    let i18n = use_i18n();
    let written = Memo::new(move |_| row.with(|row| row.required.clone()));
    let is_required =
        move || written.with(|text| !matches!(text.as_str(), "" | "no" | "false" | "false()"));
    let condition = move || {
        let text = written.get();
        let is_condition = is_required() && !matches!(text.as_str(), "yes" | "true" | "true()");
        is_condition.then_some(text)
    };
    let set = move |required: bool| {
        let row = row.with_untracked(|row| row.row);
        on_change.run(vec![DesignChange::SetRequired { row, required }]);
    };
    view! {
        <div>
            <label class="check">
                <input
                    type="checkbox" data-test="question-required" prop:checked=is_required
                    on:change:target=move |event| set(event.target().checked())
                />
                <span>{t!(i18n, forms.required_long)}</span>
            </label>
            {move || condition().map(|text| view! {
                <p class="soft">
                    {t!(i18n, forms.required_by_hand)} " " <span class="code">{text}</span>
                </p>
            })}
        </div>
    }
}
