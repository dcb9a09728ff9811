//! Type, name and list of a question. Not here: the list's choices (`choices_editor`).

use std::sync::Arc;

use domain::form_design::{DesignChange, FormOutline, OutlineRow, QUESTION_TYPES};
use leptos::prelude::*;

use super::TextField;
use super::words::type_word;
use crate::i18n::*;

/// Whether a type needs a list.
pub fn takes_list(question_type: &str) -> bool {
    matches!(question_type, "select_one" | "select_multiple" | "rank")
}

/// Type by name, name, and for selects the list.
#[component]
pub fn TypeEditor(
    #[prop(into)] outline: Signal<Arc<FormOutline>>,
    row: Memo<OutlineRow>,
    on_change: Callback<Vec<DesignChange>>,
) -> impl IntoView {
    let i18n = use_i18n();
    let name = Signal::derive(move || row.with(|row| row.name.clone()));
    let rename = Callback::new(move |name: String| {
        let row = row.with_untracked(|row| row.row);
        on_change.run(vec![DesignChange::Rename { row, name }]);
    });
    view! {
        <div class="field-row">
            <TypeChoice outline row on_change/>
            <TextField
                label=super::text!(i18n, name) value=name on_commit=rename code=true
                hint=super::text!(i18n, name_hint) data_test="question-name"
            />
        </div>
    }
}

#[component]
fn TypeChoice(
    outline: Signal<Arc<FormOutline>>,
    row: Memo<OutlineRow>,
    on_change: Callback<Vec<DesignChange>>,
) -> impl IntoView {
    let i18n = use_i18n();
    let current = Memo::new(move |_| row.with(|row| row.question_type.clone()));
    let list = Memo::new(move |_| row.with(|row| row.list.clone().unwrap_or_default()));
    let lists = Memo::new(move |_| {
        outline.with(|outline| {
            let lists = outline.lists.iter().map(|list| list.name.clone());
            lists.collect::<Vec<_>>()
        })
    });
    let set = move |question_type: String, list: String| {
        let row = row.with_untracked(|row| row.row);
        let list = takes_list(&question_type).then_some(list);
        let mut changes = Vec::new();
        let list = list.map(|list| match list.is_empty() {
            true => {
                // A select needs a list; a new one begins with a first choice.
                let fresh = fresh_list(&lists.get_untracked());
                let language = outline.with_untracked(|o| o.languages.first().cloned());
                let label = t_string!(i18n, forms.first_choice).to_owned();
                changes.push(DesignChange::AddChoice {
                    list: fresh.clone(),
                    after: None,
                    name: "1".to_owned(),
                    label: language
                        .map(|language| (language, label))
                        .into_iter()
                        .collect(),
                    score: None,
                });
                fresh
            }
            false => list,
        });
        changes.push(DesignChange::SetType {
            row,
            question_type,
            list,
        });
        on_change.run(changes);
    };
    let options = move || {
        let current = current.get();
        let unknown = (!QUESTION_TYPES.contains(&current.as_str())).then(|| current.clone());
        let names = unknown.into_iter().chain(QUESTION_TYPES.map(str::to_owned));
        names
            .map(|name| {
                let word = type_word(i18n, &name);
                let is_current = name == current;
                view! { <option value=name selected=is_current>{word}</option> }
            })
            .collect_view()
    };
    let choose_type = move |question_type: String| {
        let list = list.get_untracked();
        set(question_type, list);
    };
    view! {
        <label class="field">
            <span>{t!(i18n, forms.question_type)}</span>
            <select
                data-test="question-type"
                on:change:target=move |event| choose_type(event.target().value())
            >
                {options}
            </select>
        </label>
        <Show when=move || takes_list(&current.get())>
            <label class="field">
                <span>{t!(i18n, forms.choice_list)}</span>
                <select
                    data-test="question-list"
                    on:change:target=move |event| {
                        set(current.get_untracked(), event.target().value());
                    }
                >
                    {move || lists.get().into_iter().map(|name| {
                        let is_current = name == list.get();
                        let shown = name.clone();
                        view! { <option value=name selected=is_current>{shown}</option> }
                    }).collect_view()}
                    <option value="">{t!(i18n, forms.new_list)}</option>
                </select>
            </label>
        </Show>
    }
}

/// `list1`, `list2` …, the first that is free.
pub fn fresh_list(taken: &[String]) -> String {
    let mut numbers = 1u32..;
    let names = numbers.by_ref().map(|number| format!("list{number}"));
    let mut free = names.filter(|name| !taken.contains(name));
    free.next().unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_new_list_gets_a_name_that_no_other_has() {
        assert_eq!(fresh_list(&[]), "list1");
        assert_eq!(fresh_list(&["list1".into(), "list3".into()]), "list2");
    }
}
