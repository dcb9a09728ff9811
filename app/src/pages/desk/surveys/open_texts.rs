//! Open answers to one question, searched by words.

use domain::survey_statistics::DistributionKind;
use leptos::prelude::*;

use super::super::support::{filter, load, use_rooms, when_loaded};
use crate::components::Button;
use crate::components::desk::survey::TextList;
use crate::components::desk::words::form_text;
use crate::i18n::*;
use crate::state::surveys;

/// The open questions of the form and their answers.
#[component]
pub fn TextSide(form: String) -> impl IntoView {
    let rooms = use_rooms();
    let wanted = form.clone();
    let found = load(
        move || (rooms.engagement.get(), form.clone()),
        |(code, form)| async move { surveys::find(&code, &form, "").await },
    );
    when_loaded(found, move |found| {
        let questions = found.statistics.questions.into_iter();
        let open: Vec<_> = questions
            .filter(|question| question.kind == DistributionKind::Text)
            .map(|question| (question.path, question.label))
            .collect();
        let form = wanted.clone();
        view! { <TextSearch form=form open=open/> }
    })
}

#[component]
fn TextSearch(
    form: String,
    open: Vec<(String, domain::instrument::Translations)>,
) -> impl IntoView {
    let i18n = use_i18n();
    let rooms = use_rooms();
    let (chosen, choose) = filter("question");
    let (search, set_search) = filter("search");
    let typed = RwSignal::new(search.get_untracked());
    let first = open
        .first()
        .map(|(path, _)| path.clone())
        .unwrap_or_default();
    let paths: Vec<String> = open.iter().map(|(path, _)| path.clone()).collect();
    let question = Memo::new(move |_| {
        let chosen = chosen.get();
        if paths.contains(&chosen) {
            chosen
        } else {
            first.clone()
        }
    });
    let options = open.into_iter().map(|(path, label)| {
        let own = StoredValue::new(path.clone());
        view! {
            <option value=path selected={move || question.get() == own.get_value()}>
                {move || form_text(i18n, &label)}
            </option>
        }
    });
    let options = options.collect_view();
    let found = load(
        move || {
            (
                rooms.engagement.get(),
                form.clone(),
                question.get(),
                search.get(),
            )
        },
        |(code, form, question, search)| async move {
            if question.is_empty() {
                return Ok(None);
            }
            let wanted = (question.as_str(), search.as_str());
            surveys::open_texts(&code, &form, wanted).await.map(Some)
        },
    );
    let go = move || set_search.run(typed.get_untracked().trim().to_owned());
    view! {
        <form
            class="field-row"
            role="search"
            on:submit=move |event| {
                event.prevent_default();
                go();
            }
        >
            <label class="field">
                <span>{t!(i18n, surveys.question)}</span>
                <select on:change:target=move |event| choose.run(event.target().value())>
                    {options}
                </select>
            </label>
            <label class="field">
                <span>{t!(i18n, surveys.search)}</span>
                <input
                    type="search"
                    maxlength="100"
                    data-test="survey-search"
                    prop:value=move || typed.get()
                    on:input:target=move |event| typed.set(event.target().value())
                />
            </label>
            <Button on_click=move |()| go() data_test="survey-search-go">
                {t!(i18n, surveys.search_go)}
            </Button>
        </form>
        {when_loaded(found, move |found| found.map_or_else(
            || view! { <p>{t!(i18n, surveys.no_open_questions)}</p> }.into_any(),
            |found| view! { <TextList found=found/> }.into_any(),
        ))}
    }
}
