//! What is written rather than picked: constraint with its message, calculation, default, filter,
//! appearance. Folded, because most questions need none of it.

use std::sync::Arc;

use domain::form_design::{DesignChange, FormOutline, OutlineRow, RowColumn, TextColumn};
use leptos::prelude::*;

use super::TextField;
use crate::i18n::*;

/// The written rules of a row.
#[component]
pub fn RulesEditor(
    #[prop(into)] outline: Signal<Arc<FormOutline>>,
    row: Memo<OutlineRow>,
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
    let languages = Memo::new(move |_| outline.with(|outline| outline.languages.clone()));
    let messages = move || {
        let fields = languages.get().into_iter().map(|language| {
            view! { <MessageField row language on_change/> }
        });
        fields.collect_view()
    };
    view! {
        <details class="written-rules" data-test="written-rules">
            <summary>{t!(i18n, forms.written_rules)}</summary>
            <p class="soft">{t!(i18n, forms.written_rules_hint)}</p>
            <TextField
                label=text!(i18n, constraint) value=cell(|row| &row.constraint) code=true
                hint=text!(i18n, constraint_hint) on_commit=commit(RowColumn::Constraint)
                data_test="question-constraint"
            />
            {messages}
            <TextField
                label=text!(i18n, calculation) value=cell(|row| &row.calculation) code=true
                on_commit=commit(RowColumn::Calculation)
            />
            <TextField
                label=text!(i18n, default_value) value=cell(|row| &row.default) code=true
                on_commit=commit(RowColumn::Default)
            />
            <TextField
                label=text!(i18n, choice_filter) value=cell(|row| &row.choice_filter) code=true
                on_commit=commit(RowColumn::ChoiceFilter)
            />
            <TextField
                label=text!(i18n, appearance) value=cell(|row| &row.appearance) code=true
                on_commit=commit(RowColumn::Appearance)
            />
        </details>
    }
}

#[component]
fn MessageField(
    row: Memo<OutlineRow>,
    language: String,
    on_change: Callback<Vec<DesignChange>>,
) -> impl IntoView {
    let i18n = use_i18n();
    let (own, shown) = (language.clone(), language.clone());
    let value = Signal::derive(move || {
        row.with(|row| {
            row.constraint_message
                .get(&own)
                .cloned()
                .unwrap_or_default()
        })
    });
    let label =
        Signal::derive(move || format!("{} · {shown}", t_string!(i18n, forms.constraint_message)));
    let commit = Callback::new(move |text: String| {
        on_change.run(vec![DesignChange::SetText {
            row: row.with_untracked(|row| row.row),
            column: TextColumn::ConstraintMessage,
            language: language.clone(),
            text,
        }]);
    });
    view! { <TextField label value on_commit=commit/> }
}
