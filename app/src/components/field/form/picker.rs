//! Choosing from a long list: a button that shows what is chosen, and a sheet with a search box. At
//! most [`DRAWN`] matches are drawn, so that a list of 50 000 opens at once. Not here: short lists.

use domain::instrument::{Choice, Session, label};
use leptos::prelude::*;

use super::choices::toggled_at_end;
use super::handle::FormHandle;
use super::question::{QuestionWords, control_id, problems_id};
use crate::components::{Dialog, Icon, IconName};
use crate::i18n::*;

/// Matches that are drawn; whoever has more types another letter.
const DRAWN: usize = 200;

/// How a choice is found: its label in the language, or its name, holds every word typed.
fn matching(session: &Session, path: &str, language: &str, typed: &str) -> (Vec<Choice>, bool) {
    let typed = typed.to_lowercase();
    let words: Vec<&str> = typed.split_whitespace().collect();
    let fits = |choice: &&&Choice| {
        let wording = label(&choice.label, language).to_lowercase();
        words
            .iter()
            .all(|word| wording.contains(word) || choice.name.contains(word))
    };
    let offered = session.choices(path);
    let mut found = offered.iter().filter(fits);
    let drawn = found.by_ref().take(DRAWN).map(|choice| (*choice).clone());
    let drawn: Vec<Choice> = drawn.collect();
    (drawn, found.next().is_some())
}

/// The labels of an answer's choices.
fn chosen_words(session: &Session, path: &str, language: &str, answer: &str) -> String {
    if answer.is_empty() {
        return String::new();
    }
    let offered = session.choices(path);
    let word = |name: &str| {
        let choice = offered.iter().find(|choice| choice.name == name);
        choice
            .map_or(name, |choice| label(&choice.label, language))
            .to_owned()
    };
    let words: Vec<String> = answer.split_whitespace().map(word).collect();
    words.join(" · ")
}

/// A button and its sheet.
#[component]
pub fn ChoicePicker(words: QuestionWords, several: bool, form: FormHandle) -> impl IntoView {
    let i18n = use_i18n();
    let path = words.path.clone();
    let fixed = form.fixed(&path, words.read_only);
    let value = form.value(&path);
    let heading = form.text(words.label.clone(), &path);
    let open = RwSignal::new(false);
    let own_path = StoredValue::new(path.clone());
    // The list is read when it is looked at, not at every answer to another question.
    let shown = Memo::new(move |_| {
        let (answer, language) = (value.get(), form.language.get());
        let read = |session: &Session| {
            own_path.with_value(|path| chosen_words(session, path, &language, &answer))
        };
        form.session.with_untracked(read)
    });
    let button_words = move || match shown.get() {
        words if words.is_empty() => t_string!(i18n, questions.pick).to_owned(),
        words => words,
    };
    let give = Callback::new(move |name: String| {
        let answer = match several {
            true => toggled_at_end(&value.get_untracked(), &name),
            false => name,
        };
        form.give(&own_path.get_value(), answer);
        if !several {
            open.set(false);
        }
    });
    let clearable = move || !words.required && !fixed.get() && !value.with(String::is_empty);
    let close_label = Signal::derive(move || t_string!(i18n, field.close).to_owned());
    let (id, problems, test) = (
        control_id(&path),
        problems_id(&path),
        format!("input-{path}"),
    );
    let sheet_test = format!("picker-{path}");
    view! {
        <button
            type="button" class="input picker-button" id=id data-test=test
            aria-haspopup="dialog" aria-describedby=problems disabled=move || fixed.get()
            class:picker-empty=move || shown.with(String::is_empty)
            on:click=move |_| open.set(true)
        >
            <span>{button_words}</span> <Icon name=IconName::Search/>
        </button>
        <Show when=clearable>
            <button
                type="button" class="button button-quiet"
                on:click=move |_| form.give(&own_path.get_value(), "")
            >
                {t!(i18n, field.clear_answer)}
            </button>
        </Show>
        <Dialog
            open on_close=move |()| open.set(false) title=heading close_label data_test=sheet_test
        >
            <PickerSheet path=own_path.get_value() value several form give/>
        </Dialog>
    }
}

#[component]
fn PickerSheet(
    path: String,
    value: Memo<String>,
    several: bool,
    form: FormHandle,
    give: Callback<String>,
) -> impl IntoView {
    let i18n = use_i18n();
    let typed = RwSignal::new(String::new());
    let own_path = StoredValue::new(path);
    let found = Memo::new(move |_| {
        let (typed, language) = (typed.get(), form.language.get());
        let read = |session: &Session| {
            own_path.with_value(|path| matching(session, path, &language, &typed))
        };
        form.session.with_untracked(read)
    });
    let entry = move |choice: Choice| {
        let name = StoredValue::new(choice.name.clone());
        let wording = form.text(choice.label, &own_path.get_value());
        let chosen = move || {
            value.with(|value| name.with_value(|name| value.split_whitespace().any(|v| v == name)))
        };
        let test = format!("answer-{}-{}", own_path.get_value(), choice.name);
        view! {
            <button
                type="button" class="choice picker-choice" class:choice-on=chosen
                aria-pressed=move || chosen().to_string() data-test=test
                on:click=move |_| give.run(name.get_value())
            >
                <span>{move || wording.get()}</span>
                <span class="picker-mark" hidden=move || !chosen()>
                    <Icon name=IconName::Done/>
                </span>
            </button>
        }
    };
    view! {
        <input
            class="input" type="search" autocomplete="off" data-test="picker-search"
            aria-label=move || t_string!(i18n, questions.pick_search)
            placeholder=move || t_string!(i18n, questions.pick_search)
            prop:value=move || typed.get()
            on:input=move |event| typed.set(event_target_value(&event))
        />
        <p class="question-hint" hidden=!several>{t!(i18n, questions.pick_several)}</p>
        <div class="answer-choices picker-list">
            <For
                each=move || found.with(|(drawn, _)| drawn.clone())
                key=|choice| choice.name.clone() children=entry
            />
        </div>
        <p class="question-hint" role="status">
            {move || found.with(|(drawn, more)| match (drawn.is_empty(), more) {
                (true, _) => t_string!(i18n, questions.pick_none).to_owned(),
                (false, true) => t_string!(i18n, questions.pick_more, count = DRAWN).to_string(),
                _ => String::new(),
            })}
        </p>
    }
}
