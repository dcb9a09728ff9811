//! Choosing: one of a list, several of a list, one of a scale. Native radio buttons and check boxes
//! inside large labels, so that arrows and readers work by themselves. Not here: lists that are too
//! long to draw (`picker`).

use domain::instrument::Choice;
use leptos::prelude::*;

use super::handle::FormHandle;
use super::question::{QuestionWords, problems_id};
use crate::i18n::*;

/// From so many choices on a list gets a box to search in.
const SEARCHED_FROM: usize = 16;

/// One choice as a radio button in a large label.
#[component]
fn RadioChoice(
    path: String,
    choice: Choice,
    form: FormHandle,
    fixed: Memo<bool>,
    class: &'static str,
) -> impl IntoView {
    let value = form.value(&path);
    let label = form.text(choice.label, &path);
    let name = StoredValue::new(choice.name.clone());
    let chosen = move || name.with_value(|name| value.with(|value| value == name));
    let test = format!("answer-{path}-{}", choice.name);
    let own_path = StoredValue::new(path.clone());
    view! {
        <label class=class class:choice-on=chosen data-test=test>
            <input
                type="radio" name=path value=choice.name prop:checked=chosen
                disabled=move || fixed.get()
                on:change=move |_| form.give(&own_path.get_value(), name.get_value())
            />
            <span>{move || label.get()}</span>
        </label>
    }
}

/// The choices as radio buttons with a class for their shape.
#[component]
pub fn RadioChoices(
    path: String,
    read_only: bool,
    form: FormHandle,
    class: &'static str,
    /// Only choices whose label holds this are drawn.
    #[prop(optional, into)]
    search: Option<Signal<String>>,
) -> impl IntoView {
    let offered = found(form, &path, search);
    let fixed = form.fixed(&path, read_only);
    view! {
        <For each=move || offered.get() key=|choice| choice.name.clone() let:choice>
            <RadioChoice path=path.clone() choice form fixed class/>
        </For>
    }
}

/// The offered choices that a search lets through, and those already chosen.
fn found(form: FormHandle, path: &str, search: Option<Signal<String>>) -> Memo<Vec<Choice>> {
    let (offered, value) = (form.offered(path), form.value(path));
    let Some(search) = search else { return offered };
    Memo::new(move |_| {
        let typed = search.get().to_lowercase();
        let language = form.language.get();
        let chosen = value.get();
        let fits = |choice: &&Choice| {
            let wording = domain::instrument::label(&choice.label, &language).to_lowercase();
            wording.contains(typed.trim()) || chosen.split_whitespace().any(|n| n == choice.name)
        };
        offered.with(|offered| offered.iter().filter(fits).cloned().collect())
    })
}

/// How the choices of a list lie: one below the other, or side by side in columns.
fn layout(appearance: &str) -> (&'static str, Option<String>) {
    let words = || appearance.split_whitespace();
    let columns = words().find_map(|word| word.strip_prefix("columns-")?.parse::<u8>().ok());
    let is = |name: &str| words().any(|word| word == name);
    match columns {
        Some(columns) => (
            "answer-choices choices-columns",
            Some(format!("--columns:{}", columns.clamp(1, 10))),
        ),
        None if is("columns-pack") || is("horizontal") || is("horizontal-compact") => {
            ("answer-choices choices-pack", None)
        }
        None if is("columns") || is("columns-flex") || is("compact") || is("quickcompact") => {
            ("answer-choices choices-columns", None)
        }
        None => ("answer-choices", None),
    }
}

/// A box that narrows a list; nothing for a list that is seen at a glance.
#[component]
fn SearchBox(path: String, typed: RwSignal<String>, form: FormHandle) -> impl IntoView {
    let i18n = use_i18n();
    let offered = form.offered(&path);
    let long = move || offered.with(Vec::len) >= SEARCHED_FROM;
    view! {
        <Show when=long>
            <input
                class="input choice-search" type="search" autocomplete="off"
                aria-label=move || t_string!(i18n, questions.pick_search)
                placeholder=move || t_string!(i18n, questions.pick_search)
                data-test=format!("search-{path}") prop:value=move || typed.get()
                on:input=move |event| typed.set(event_target_value(&event))
            />
        </Show>
    }
}

/// One of a list; an answer that is not required can be taken back.
#[component]
pub fn ChoiceList(words: QuestionWords, form: FormHandle) -> impl IntoView {
    let i18n = use_i18n();
    let path = words.path.clone();
    let value = form.value(&path);
    let (required, read_only) = (words.required, words.read_only);
    let clearable = move || !required && !form.locked.get() && !value.with(String::is_empty);
    let own_path = StoredValue::new(path.clone());
    let problems = problems_id(&path);
    let (class, style) = layout(&words.appearance);
    let typed = RwSignal::new(String::new());
    view! {
        <SearchBox path=path.clone() typed form/>
        <div class=class style=style role="radiogroup" aria-describedby=problems>
            <RadioChoices path read_only form class="choice" search=typed/>
        </div>
        <Show when=clearable>
            <button
                type="button" class="button button-quiet"
                on:click=move |_| form.give(&own_path.get_value(), "")
            >
                {t!(i18n, field.clear_answer)}
            </button>
        </Show>
    }
}

/// A satisfaction scale: large answers, one below the other on narrow screens.
#[component]
pub fn ScaleChoices(words: QuestionWords, form: FormHandle) -> impl IntoView {
    let problems = problems_id(&words.path);
    let read_only = words.read_only;
    view! {
        <div class="scale" role="radiogroup" aria-describedby=problems>
            <RadioChoices path=words.path read_only form class="choice scale-choice"/>
        </div>
    }
}

/// Adds or removes one name in an answer of several, keeping the workbook's order.
pub fn toggled(current: &str, name: &str, on: bool, order: &[String]) -> String {
    let was = |candidate: &String| current.split_whitespace().any(|given| given == candidate);
    let names: Vec<&str> = order
        .iter()
        .filter(|candidate| {
            if *candidate == name {
                on
            } else {
                was(candidate)
            }
        })
        .map(String::as_str)
        .collect();
    names.join(" ")
}

/// Adds or removes one name, where the whole list is not at hand: new ones come last.
pub fn toggled_at_end(current: &str, name: &str) -> String {
    let was = current.split_whitespace().any(|given| given == name);
    let kept = current.split_whitespace().filter(|given| *given != name);
    let names: Vec<&str> = kept.chain((!was).then_some(name)).collect();
    names.join(" ")
}

/// Several of a list.
#[component]
pub fn ManyChoices(words: QuestionWords, form: FormHandle) -> impl IntoView {
    let path = words.path.clone();
    let value = form.value(&path);
    let fixed = form.fixed(&path, words.read_only);
    let typed = RwSignal::new(String::new());
    let all = form.offered(&path);
    let offered = found(form, &path, Some(typed.into()));
    let own_path = StoredValue::new(path.clone());
    let (class, style) = layout(&words.appearance);
    let tick = move |choice: Choice| {
        let name = StoredValue::new(choice.name.clone());
        let label = form.text(choice.label, "");
        let chosen = move || {
            value.with(|value| name.with_value(|name| value.split_whitespace().any(|v| v == name)))
        };
        let on_change = move |event| {
            let on = event_target_checked(&event);
            let answer = all.with_untracked(|all| {
                let order: Vec<String> = all.iter().map(|choice| choice.name.clone()).collect();
                name.with_value(|name| toggled(&value.get_untracked(), name, on, &order))
            });
            form.give(&own_path.get_value(), answer);
        };
        view! {
            <label
                class="choice choice-tick" class:choice-on=chosen
                data-test=format!("answer-{}-{}", own_path.get_value(), choice.name)
            >
                <input
                    type="checkbox" prop:checked=chosen disabled=move || fixed.get()
                    on:change=on_change
                />
                <span>{move || label.get()}</span>
            </label>
        }
    };
    view! {
        <SearchBox path typed form/>
        <div class=class style=style>
            <For each=move || offered.get() key=|choice| choice.name.clone() children=tick/>
        </div>
    }
}

#[cfg(test)]
mod tests {
    use super::{layout, toggled, toggled_at_end};

    #[test]
    fn several_choices_stay_in_the_order_of_the_workbook() {
        let order = ["a", "b", "c"].map(str::to_owned);
        assert_eq!(toggled("c", "a", true, &order), "a c");
        assert_eq!(toggled("a b c", "b", false, &order), "a c");
        assert_eq!(toggled("", "c", false, &order), "");
        assert_eq!(toggled_at_end("c a", "b"), "c a b");
        assert_eq!(toggled_at_end("c a", "c"), "a");
    }

    #[test]
    fn the_appearance_says_how_choices_lie() {
        assert_eq!(layout("minimal"), ("answer-choices", None));
        assert_eq!(layout("columns").0, "answer-choices choices-columns");
        assert_eq!(
            layout("no-buttons columns-3").1.as_deref(),
            Some("--columns:3")
        );
    }
}
