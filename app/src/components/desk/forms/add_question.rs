//! A new question or group: type, words, and for a select its choices, one a line.

use domain::form_design::{DesignChange, QUESTION_TYPES};
use domain::instrument::Translations;
use leptos::prelude::*;

use super::type_editor::{fresh_list, takes_list};
use super::words::type_word;
use crate::components::{Button, ButtonKind};
use crate::i18n::*;

/// What the draft already has, so that nothing collides.
#[derive(Clone, Debug, Default)]
pub struct NewQuestion {
    /// The row it follows.
    pub after: u32,
    /// The form's languages.
    pub languages: Vec<String>,
    /// Names in use.
    pub names: Vec<String>,
    /// Lists in use.
    pub lists: Vec<String>,
}

impl NewQuestion {
    /// `q1`, `q2` …, the first that is free.
    fn fresh_name(&self, stem: &str) -> String {
        let mut names = (1u32..).map(|number| format!("{stem}{number}"));
        let free = names.find(|name| !self.names.contains(name));
        free.unwrap_or_default()
    }

    fn words(&self, text: &str) -> Translations {
        let language = self.languages.first().cloned();
        let filled = language.filter(|_| !text.trim().is_empty());
        filled
            .map(|language| (language, text.trim().to_owned()))
            .into_iter()
            .collect()
    }

    /// The changes that add a question: with new choices, these first.
    fn question(&self, question_type: &str, label: &str, list: Option<NewList>) -> Added {
        let name = self.fresh_name("q");
        let mut changes = Vec::new();
        let list = list.map(|list| match list {
            NewList::Existing(name) => name,
            NewList::Lines(lines) => {
                let list = fresh_list(&self.lists);
                let lines = lines.lines().map(str::trim).filter(|line| !line.is_empty());
                let mut after = None;
                for (line, number) in lines.zip(1u32..) {
                    let name = number.to_string();
                    changes.push(DesignChange::AddChoice {
                        list: list.clone(),
                        after: after.replace(name.clone()),
                        name,
                        label: self.words(line),
                        score: None,
                    });
                }
                list
            }
        });
        changes.push(DesignChange::AddQuestion {
            after: self.after,
            name: name.clone(),
            question_type: question_type.to_owned(),
            list,
            label: self.words(label),
        });
        Added { name, changes }
    }

    fn group(&self, label: &str) -> Added {
        let name = self.fresh_name("g");
        let changes = vec![DesignChange::AddGroup {
            after: self.after,
            name: name.clone(),
            label: self.words(label),
        }];
        Added { name, changes }
    }
}

enum NewList {
    Existing(String),
    Lines(String),
}

/// What is to be added, and the name of the new row.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Added {
    /// The new row's name.
    pub name: String,
    /// The changes.
    pub changes: Vec<DesignChange>,
}

const GROUP: &str = "begin group";

/// The form in a dialog.
#[component]
pub fn AddQuestion(place: NewQuestion, on_add: Callback<Added>) -> impl IntoView {
    let i18n = use_i18n();
    let question_type = RwSignal::new("select_one".to_owned());
    let label = RwSignal::new(String::new());
    let list = RwSignal::new(String::new());
    let lines = RwSignal::new(String::new());
    let lists = place.lists.clone();
    let takes = Memo::new(move |_| takes_list(&question_type.get()));
    let new_list = Memo::new(move |_| takes.get() && list.with(String::is_empty));
    let ready = move || {
        !label.with(|label| label.trim().is_empty())
            && (!new_list.get() || lines.with(|lines| !lines.trim().is_empty()))
    };
    let add = move |()| {
        let (kind, words) = (question_type.get_untracked(), label.get_untracked());
        let list = takes.get_untracked().then(|| match list.get_untracked() {
            name if name.is_empty() => NewList::Lines(lines.get_untracked()),
            name => NewList::Existing(name),
        });
        on_add.run(match kind.as_str() {
            GROUP => place.group(&words),
            kind => place.question(kind, &words, list),
        });
    };
    let types = move || {
        let option = |name: &'static str| {
            let is_first = name == "select_one";
            view! { <option value=name selected=is_first>{type_word(i18n, name)}</option> }
        };
        let names = QUESTION_TYPES.into_iter().chain([GROUP]);
        names.map(option).collect_view()
    };
    view! {
        <form class="form" data-test="add-question" on:submit=move |event| event.prevent_default()>
            <label class="field">
                <span>{t!(i18n, forms.question_type)}</span>
                <select
                    data-test="add-type"
                    on:change:target=move |event| question_type.set(event.target().value())
                >
                    {types}
                </select>
            </label>
            <label class="field">
                <span>{t!(i18n, forms.label)}</span>
                <textarea
                    rows="2" data-test="add-label"
                    on:input:target=move |event| label.set(event.target().value())
                ></textarea>
            </label>
            <Show when=move || takes.get()>
                <ListFields lists=lists.clone() list lines new_list/>
            </Show>
            <Button
                kind=ButtonKind::Primary on_click=add data_test="add-submit"
                disabled=Signal::derive(move || !ready())
            >
                {t!(i18n, forms.add)}
            </Button>
        </form>
    }
}

#[component]
fn ListFields(
    lists: Vec<String>,
    list: RwSignal<String>,
    lines: RwSignal<String>,
    new_list: Memo<bool>,
) -> impl IntoView {
    let i18n = use_i18n();
    let known = lists
        .into_iter()
        .map(|name| {
            let shown = name.clone();
            view! { <option value=name>{shown}</option> }
        })
        .collect_view();
    view! {
        <label class="field">
            <span>{t!(i18n, forms.choice_list)}</span>
            <select
                data-test="add-list"
                on:change:target=move |event| list.set(event.target().value())
            >
                <option value="">{t!(i18n, forms.new_list)}</option>
                {known}
            </select>
        </label>
        <Show when=move || new_list.get()>
            <label class="field">
                <span>{t!(i18n, forms.choice_lines)}</span>
                <textarea
                    rows="5" data-test="add-choices"
                    prop:value=move || lines.get()
                    on:input:target=move |event| lines.set(event.target().value())
                ></textarea>
            </label>
        </Show>
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn place() -> NewQuestion {
        NewQuestion {
            after: 4,
            languages: vec!["zh".into()],
            names: vec!["q1".into()],
            lists: vec!["yes_no".into()],
        }
    }

    #[test]
    fn a_new_list_comes_before_the_question_that_uses_it() {
        let lines = NewList::Lines("好\n\n 不好 ".into());
        let added = place().question("select_one", " 路好走吗 ", Some(lines));
        assert_eq!(added.name, "q2");
        assert_eq!(added.changes.len(), 3);
        assert!(matches!(
            &added.changes[1],
            DesignChange::AddChoice { after: Some(after), name, label, .. }
                if after == "1" && name == "2" && label["zh"] == "不好"
        ));
        assert!(matches!(
            &added.changes[2],
            DesignChange::AddQuestion { after: 4, list: Some(list), label, .. }
                if list == "list1" && label["zh"] == "路好走吗"
        ));
    }

    #[test]
    fn a_known_list_is_used_as_it_is() {
        let list = NewList::Existing("yes_no".into());
        let added = place().question("select_one", "好吗", Some(list));
        assert_eq!(added.changes.len(), 1);
    }
}
