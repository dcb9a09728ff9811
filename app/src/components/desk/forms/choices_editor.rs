//! The choices of a select as a table: label in each language, stored name, score; added, moved,
//! taken out. Not here: which list a question uses (`type_editor`).

use std::sync::Arc;

use domain::form_design::{ChoiceList, DesignChange, FormOutline, ListChoice};
use domain::instrument::Translations;
use leptos::prelude::*;

use crate::components::{Button, ButtonKind, Icon, IconName};
use crate::i18n::*;

/// The table of one list.
#[component]
pub fn ChoicesEditor(
    #[prop(into)] outline: Signal<Arc<FormOutline>>,
    /// The list's name.
    #[prop(into)]
    list: Signal<String>,
    on_change: Callback<Vec<DesignChange>>,
) -> impl IntoView {
    let i18n = use_i18n();
    let found = Memo::new(move |_| {
        let name = list.get();
        outline.with(|outline| {
            let found = outline.lists.iter().find(|list| list.name == name);
            found.cloned().unwrap_or_else(|| ChoiceList {
                name,
                ..ChoiceList::default()
            })
        })
    });
    let languages = Memo::new(move |_| outline.with(|outline| outline.languages.clone()));
    let names = Memo::new(move |_| {
        found.with(|list| {
            let names = list.choices.iter().map(|choice| choice.name.clone());
            names.collect::<Vec<_>>()
        })
    });
    let shared = move || found.with(|list| list.used_by.len());
    let add = move |()| {
        let taken = names.get_untracked();
        let (list, after) = (list.get_untracked(), taken.last().cloned());
        on_change.run(vec![DesignChange::AddChoice {
            list,
            after,
            name: fresh_name(&taken),
            label: Translations::new(),
            score: None,
        }]);
    };
    view! {
        <fieldset class="choices choices-editor" data-test="choices-editor">
            <legend>{t!(i18n, forms.choices)}</legend>
            <Show when=move || { shared() > 1 }>
                <p class="soft">{move || t_string!(i18n, forms.list_shared, count = shared())}</p>
            </Show>
            <ol class="choice-rows">
                <For each=move || names.get() key=|name| name.clone() let:name>
                    <ChoiceRow name found languages names on_change/>
                </For>
            </ol>
            <Button on_click=add data_test="choice-add">
                <Icon name=IconName::Add/>{t!(i18n, forms.add_choice)}
            </Button>
        </fieldset>
    }
}

/// The lowest number that is no choice's name yet.
pub fn fresh_name(taken: &[String]) -> String {
    let mut numbers = 1u32..;
    let free = numbers.find(|number| !taken.contains(&number.to_string()));
    free.unwrap_or_default().to_string()
}

#[component]
fn ChoiceRow(
    name: String,
    found: Memo<ChoiceList>,
    languages: Memo<Vec<String>>,
    names: Memo<Vec<String>>,
    on_change: Callback<Vec<DesignChange>>,
) -> impl IntoView {
    let i18n = use_i18n();
    let own = StoredValue::new(name.clone());
    let choice = Memo::new(move |_| {
        found.with(|list| {
            let own = own.get_value();
            let choice = list.choices.iter().find(|choice| choice.name == own);
            choice.cloned().unwrap_or_default()
        })
    });
    let list = move || found.with_untracked(|list| list.name.clone());
    let labels = move || {
        let fields = languages.get().into_iter().map(|language| {
            view! { <ChoiceLabel own choice language list=list() on_change/> }
        });
        fields.collect_view()
    };
    let set_score = move |text: String| {
        let score = Some(text.trim().to_owned()).filter(|text| !text.is_empty());
        let (list, name) = (list(), own.get_value());
        on_change.run(vec![DesignChange::SetChoiceScore { list, name, score }]);
    };
    let go = move |up: bool| {
        let Some(after) = names.with_untracked(|names| step(names, &own.get_value(), up)) else {
            return;
        };
        let (list, name) = (list(), own.get_value());
        on_change.run(vec![DesignChange::MoveChoice { list, name, after }]);
    };
    let remove = move |()| {
        let (list, name) = (list(), own.get_value());
        on_change.run(vec![DesignChange::RemoveChoice { list, name }]);
    };
    let shown = name.clone();
    let about = move |what: &str| format!("{what} {shown}");
    let (up, down, out) = (about.clone(), about.clone(), about);
    view! {
        <li class="choice-row" data-test=format!("choice-{name}")>
            <span class="choice-name code">{name.clone()}</span>
            <div class="choice-labels">{labels}</div>
            <label class="choice-score">
                <span>{t!(i18n, forms.score)}</span>
                <input
                    type="text" inputmode="decimal" autocomplete="off"
                    data-test=format!("choice-score-{name}")
                    prop:value=move || choice.with(|choice| choice.score.clone())
                    on:change:target=move |event| set_score(event.target().value())
                />
            </label>
            <span class="choice-buttons">
                <Button
                    kind=ButtonKind::Quiet on_click=move |()| go(true)
                    label=Signal::derive(move || up(t_string!(i18n, forms.move_up)))
                >
                    <span aria-hidden="true">"↑"</span>
                </Button>
                <Button
                    kind=ButtonKind::Quiet on_click=move |()| go(false)
                    label=Signal::derive(move || down(t_string!(i18n, forms.move_down)))
                >
                    <span aria-hidden="true">"↓"</span>
                </Button>
                <Button
                    kind=ButtonKind::Quiet on_click=remove
                    label=Signal::derive(move || out(t_string!(i18n, forms.remove)))
                >
                    <Icon name=IconName::Close/>
                </Button>
            </span>
        </li>
    }
}

/// What a choice follows after one step; `None` when it can go no further.
fn step(names: &[String], name: &str, up: bool) -> Option<Option<String>> {
    let here = names.iter().position(|other| other == name)?;
    if up {
        let before = here.checked_sub(1)?;
        Some(before.checked_sub(1).map(|place| names[place].clone()))
    } else {
        names.get(here + 1).map(|next| Some(next.clone()))
    }
}

#[component]
fn ChoiceLabel(
    own: StoredValue<String>,
    choice: Memo<ListChoice>,
    language: String,
    list: String,
    on_change: Callback<Vec<DesignChange>>,
) -> impl IntoView {
    let i18n = use_i18n();
    let name = own.get_value();
    let value = {
        let language = language.clone();
        Memo::new(move |_| {
            choice.with(|choice| choice.label.get(&language).cloned().unwrap_or_default())
        })
    };
    let shown = language.clone();
    let test = format!("choice-label-{name}-{language}");
    let commit = move |text: String| {
        if text.trim() != value.get_untracked() {
            on_change.run(vec![DesignChange::SetChoiceLabel {
                list: list.clone(),
                name: own.get_value(),
                language: language.clone(),
                text: text.trim().to_owned(),
            }]);
        }
    };
    view! {
        <input
            type="text" autocomplete="off" data-test=test
            aria-label=move || {
                t_string!(i18n, forms.choice_label, name = name.clone(), language = shown.clone())
                    .to_string()
            }
            prop:value=move || value.get()
            on:change:target=move |event| commit(event.target().value())
        />
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_choice_goes_one_step_and_no_further_than_the_ends() {
        let names = ["a", "b", "c"].map(str::to_owned);
        assert_eq!(step(&names, "b", true), Some(None), "to the top");
        assert_eq!(step(&names, "c", true), Some(Some("a".into())));
        assert_eq!(step(&names, "b", false), Some(Some("c".into())));
        assert_eq!(step(&names, "a", true), None);
        assert_eq!(step(&names, "c", false), None);
    }

    #[test]
    fn a_new_choice_gets_a_name_that_no_other_has() {
        assert_eq!(fresh_name(&["1".into(), "yes".into()]), "2");
    }
}
