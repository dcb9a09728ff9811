//! From what a new form begins: one that ships, one that is there, or nothing.

use domain::form_design::OFFERED_LANGUAGES;
use domain::ids::FormId;
use domain::instrument::InstrumentKind;
use domain::wire::{FormSummary, NewForm, StarterForm};
use leptos::prelude::*;

use super::words::kind_word;
use crate::components::{Button, ButtonKind};
use crate::i18n::*;

/// Where it begins.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum NewFormStart {
    /// A form that ships.
    Starter,
    /// A version of another form.
    Copy,
    /// Nothing.
    Blank,
}

const KINDS: [InstrumentKind; 2] = [
    InstrumentKind::Questionnaire,
    InstrumentKind::SiteInspection,
];

/// The form in a dialog; what cannot be begun is not offered.
#[component]
pub fn NewFormForm(
    start: NewFormStart,
    starters: Vec<StarterForm>,
    forms: Vec<FormSummary>,
    #[prop(into)] busy: Signal<bool>,
    on_begin: Callback<NewForm>,
) -> impl IntoView {
    match start {
        NewFormStart::Starter => {
            let taken = forms.into_iter().map(|form| form.form_id.0).collect();
            view! { <FromStarter starters taken busy on_begin/> }.into_any()
        }
        NewFormStart::Copy => view! { <FromCopy forms busy on_begin/> }.into_any(),
        NewFormStart::Blank => view! { <FromNothing busy on_begin/> }.into_any(),
    }
}

/// The name of a form in the system: letters, digits, `-`, `_`, `.`.
fn is_id(text: &str) -> bool {
    !text.is_empty()
        && text.len() <= 64
        && text
            .bytes()
            .all(|b| b.is_ascii_alphanumeric() || b"-_.".contains(&b))
}

#[component]
fn IdField(id: RwSignal<String>, required: bool) -> impl IntoView {
    let i18n = use_i18n();
    let refused = move || {
        id.with(|id| (required || !id.is_empty()) && !is_id(id))
            .then_some("true")
    };
    view! {
        <label class="field">
            <span>{t!(i18n, forms.form_id)}</span>
            <input
                type="text" class="code-input" autocomplete="off" spellcheck="false"
                data-test="new-form-id" aria-invalid=refused prop:value=move || id.get()
                on:input:target=move |event| id.set(event.target().value().trim().to_owned())
            />
            <small>{t!(i18n, forms.form_id_hint)}</small>
        </label>
    }
}

#[component]
fn Begin(ready: Signal<bool>, busy: Signal<bool>, on_click: Callback<()>) -> impl IntoView {
    let i18n = use_i18n();
    view! {
        <Button
            kind=ButtonKind::Primary on_click=on_click data_test="new-form-begin"
            disabled=Signal::derive(move || busy.get() || !ready.get())
        >
            {t!(i18n, forms.begin)}
        </Button>
    }
}

#[component]
fn FromStarter(
    starters: Vec<StarterForm>,
    /// Form ids that are taken: a starter with such an id gets another.
    taken: Vec<String>,
    busy: Signal<bool>,
    on_begin: Callback<NewForm>,
) -> impl IntoView {
    let i18n = use_i18n();
    let chosen = RwSignal::new(starters.first().map(|s| s.name.clone()).unwrap_or_default());
    let id = RwSignal::new(String::new());
    let propose = move |name: &str| {
        id.set(match taken.iter().any(|id| id == name) {
            true => free_id(name, &taken),
            false => String::new(),
        });
    };
    propose(&chosen.get_untracked());
    let options = starters
        .into_iter()
        .map(|starter| {
            let (name, kind, propose) = (starter.name.clone(), starter.kind, propose.clone());
            let own = name.clone();
            view! {
                <label class="radio starter">
                    <input
                        type="radio" name="starter" data-test=format!("starter-{name}")
                        prop:checked=move || chosen.with(|chosen| *chosen == own)
                        on:change=move |_| {
                            chosen.set(name.clone());
                            propose(&name);
                        }
                    />
                    <span>
                        {starter.title} " "
                        <span class="soft">{move || kind_word(i18n, Some(kind))}</span>
                    </span>
                </label>
            }
        })
        .collect_view();
    let ready = Signal::derive(move || id.with(|id| id.is_empty() || is_id(id)));
    let begin = Callback::new(move |()| {
        let id = Some(id.get_untracked()).filter(|id| !id.is_empty());
        on_begin.run(NewForm::Starter {
            starter: chosen.get_untracked(),
            form_id: id.map(FormId),
        });
    });
    view! {
        <form class="form" on:submit=move |event| event.prevent_default()>
            <fieldset class="choices starters">
                <legend>{t!(i18n, forms.starters)}</legend>
                {options}
            </fieldset>
            <IdField id required=false/>
            <Begin ready busy on_click=begin/>
        </form>
    }
}

/// `name-2`, `name-3` …, the first that is free.
fn free_id(name: &str, taken: &[String]) -> String {
    let mut names = (2u32..).map(|number| format!("{name}-{number}"));
    names.find(|name| !taken.contains(name)).unwrap_or_default()
}

#[component]
fn FromCopy(
    forms: Vec<FormSummary>,
    busy: Signal<bool>,
    on_begin: Callback<NewForm>,
) -> impl IntoView {
    let i18n = use_i18n();
    let taken: Vec<String> = forms.iter().map(|form| form.form_id.0.clone()).collect();
    let versions: Vec<(FormId, String, String)> = forms
        .into_iter()
        .flat_map(|form| {
            let id = form.form_id;
            let kept = form
                .versions
                .into_iter()
                .filter(|version| version.has_workbook);
            kept.map(move |version| (id.clone(), version.version, version.title))
        })
        .collect();
    let chosen = RwSignal::new(0usize);
    let versions = StoredValue::new(versions);
    let id = RwSignal::new(String::new());
    let propose = move |place: usize| {
        let form = versions.with_value(|versions| versions.get(place).map(|it| it.0.0.clone()));
        id.set(form.map(|form| free_id(&form, &taken)).unwrap_or_default());
    };
    propose(0);
    let options = versions.with_value(|versions| {
        let option = |(place, (id, version, title)): (usize, &(FormId, String, String))| {
            let words = format!("{title} · {id} · {version}");
            view! { <option value=place.to_string()>{words}</option> }
        };
        versions.iter().enumerate().map(option).collect_view()
    });
    let choose = move |place: String| {
        if let Ok(place) = place.parse() {
            chosen.set(place);
            propose(place);
        }
    };
    let ready = Signal::derive(move || {
        id.with(|id| is_id(id)) && versions.with_value(|versions| !versions.is_empty())
    });
    let begin = Callback::new(move |()| {
        let place = chosen.get_untracked();
        let found = versions.with_value(|versions| versions.get(place).cloned());
        if let Some((form_id, version, _)) = found {
            on_begin.run(NewForm::Version {
                form_id,
                version,
                new_id: Some(FormId(id.get_untracked())),
            });
        }
    });
    view! {
        <form class="form" on:submit=move |event| event.prevent_default()>
            <label class="field">
                <span>{t!(i18n, forms.copy_of)}</span>
                <select
                    data-test="copy-of" on:change:target=move |event| choose(event.target().value())
                >
                    {options}
                </select>
            </label>
            <IdField id required=true/>
            <Begin ready busy on_click=begin/>
        </form>
    }
}

#[component]
fn FromNothing(busy: Signal<bool>, on_begin: Callback<NewForm>) -> impl IntoView {
    let i18n = use_i18n();
    let id = RwSignal::new(String::new());
    let title = RwSignal::new(String::new());
    let kind = RwSignal::new(KINDS[0]);
    let languages = RwSignal::new([true, false]);
    let ready = Signal::derive(move || {
        id.with(|id| is_id(id))
            && title.with(|title| !title.trim().is_empty())
            && languages.get().contains(&true)
    });
    let begin = Callback::new(move |()| {
        let chosen = OFFERED_LANGUAGES.iter().zip(languages.get_untracked());
        on_begin.run(NewForm::Blank {
            form_id: FormId(id.get_untracked()),
            title: title.get_untracked().trim().to_owned(),
            kind: kind.get_untracked(),
            languages: chosen
                .filter(|(_, chosen)| *chosen)
                .map(|(language, _)| (*language).to_owned())
                .collect(),
        });
    });
    let kinds = KINDS.map(|choice| {
        view! {
            <label class="radio">
                <input
                    type="radio" name="kind" prop:checked=move || kind.get() == choice
                    on:change=move |_| kind.set(choice)
                />
                <span>{move || kind_word(i18n, Some(choice))}</span>
            </label>
        }
    });
    let language = move |(place, name): (usize, &'static str)| {
        view! {
            <label class="check">
                <input
                    type="checkbox" prop:checked=move || languages.get()[place]
                    on:change:target=move |event| {
                        let wanted = event.target().checked();
                        languages.update(|languages| languages[place] = wanted);
                    }
                />
                <span>{name}</span>
            </label>
        }
    };
    view! {
        <form class="form" on:submit=move |event| event.prevent_default()>
            <label class="field">
                <span>{t!(i18n, forms.form_title)}</span>
                <input
                    type="text" data-test="new-form-title"
                    on:input:target=move |event| title.set(event.target().value())
                />
            </label>
            <IdField id required=true/>
            <fieldset class="choices">
                <legend>{t!(i18n, forms.kind)}</legend>
                {kinds.into_iter().collect_view()}
            </fieldset>
            <fieldset class="choices">
                <legend>{t!(i18n, forms.languages)}</legend>
                {OFFERED_LANGUAGES.into_iter().enumerate().map(language).collect_view()}
            </fieldset>
            <Begin ready busy on_click=begin/>
        </form>
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_id_is_short_and_plain() {
        assert!(is_id("q-villager_2.1"));
        assert!(!is_id("") && !is_id("村民") && !is_id(&"a".repeat(65)));
    }

    #[test]
    fn a_taken_id_gets_a_number() {
        assert_eq!(free_id("q", &["q".into(), "q-2".into()]), "q-3");
    }
}
