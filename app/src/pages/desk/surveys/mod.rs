//! 问卷统计: one questionnaire at a time, chosen in the address, seen from seven sides.
//! Not here: drawing (`components::desk::survey`), counting (the server, by `domain`).

mod open_texts;
mod plan;
mod sides;
mod suspects;

use domain::wire::{SurveySummary, urls};
use leptos::prelude::*;

use super::support::{Rooms, filter, load, use_rooms, when_loaded};
use crate::components::desk::survey::survey_text;
use crate::components::desk::words::Words;
use crate::components::{Chip, EmptyState, Icon, IconName};
use crate::i18n::*;
use crate::state::surveys;

use open_texts::TextSide;
use plan::PlanSide;
use sides::{CrossSide, OverviewSide, QuestionSide, SiteSide};
use suspects::SuspectSide;

/// `/desk/:engagement/surveys?form=&view=&site=`.
#[component]
pub fn SurveysRoom() -> impl IntoView {
    let i18n = use_i18n();
    let rooms = use_rooms();
    let list = load(
        move || rooms.engagement.get(),
        |code| async move { surveys::list(&code).await },
    );
    view! {
        <h1>{t!(i18n, surveys.room)}</h1>
        {when_loaded(list, |list| match list.first() {
            None => view! { <NoQuestionnaires/> }.into_any(),
            Some(_) => view! { <Questionnaires list=list/> }.into_any(),
        })}
    }
}

#[component]
fn NoQuestionnaires() -> impl IntoView {
    let i18n = use_i18n();
    view! {
        <EmptyState
            icon=IconName::Note
            title=survey_text!(i18n, none)
            text=survey_text!(i18n, none_text)
        />
    }
}

/// The sides of a questionnaire, as the address names them.
const SIDES: [&str; 7] = [
    "overview",
    "questions",
    "sites",
    "cross",
    "texts",
    "suspects",
    "settings",
];

fn side_word(i18n: Words, side: &str) -> &'static str {
    match side {
        "questions" => t_string!(i18n, surveys.side_questions),
        "sites" => t_string!(i18n, surveys.side_sites),
        "cross" => t_string!(i18n, surveys.side_cross),
        "texts" => t_string!(i18n, surveys.side_texts),
        "suspects" => t_string!(i18n, surveys.side_suspects),
        "settings" => t_string!(i18n, surveys.side_settings),
        _ => t_string!(i18n, surveys.side_overview),
    }
}

#[component]
fn Questionnaires(list: Vec<SurveySummary>) -> impl IntoView {
    let i18n = use_i18n();
    let rooms = use_rooms();
    let (chosen, choose) = filter("form");
    let (side, set_side) = filter("view");
    // Without a choice, the questionnaire with the most responses.
    let first = list.iter().max_by_key(|line| line.received);
    let first = first.map(|line| line.form_id.clone()).unwrap_or_default();
    let form = Memo::new(move |_| {
        let form = chosen.get();
        if form.is_empty() { first.clone() } else { form }
    });
    let options = list.into_iter().map(|line| {
        let id = StoredValue::new(line.form_id.clone());
        view! {
            <option value=line.form_id selected={move || form.get() == id.get_value()}>
                {format!("{} (n={})", line.title, line.received)}
            </option>
        }
    });
    let options = options.collect_view();
    let tabs = SIDES.map(|name| {
        let selected = Signal::derive(move || {
            let side = side.get();
            side == name || (side.is_empty() && name == "overview")
        });
        let toggle = move |()| set_side.run(name.to_owned());
        view! {
            <Chip selected=selected on_toggle=toggle data_test=format!("survey-side-{name}")>
                {move || side_word(i18n, name)}
            </Chip>
        }
    });
    view! {
        <div class="field-row survey-head">
            <label class="field">
                <span>{t!(i18n, surveys.questionnaire)}</span>
                <select
                    data-test="survey-form"
                    on:change:target=move |event| choose.run(event.target().value())
                >
                    {options}
                </select>
            </label>
            {move || exports(i18n, rooms, &form.get())}
        </div>
        <div class="chips" role="group" aria-label=move || t_string!(i18n, surveys.sides)>
            {tabs.into_iter().collect_view()}
        </div>
        {move || {
            let form = form.get();
            match side.get().as_str() {
                "questions" => view! { <QuestionSide form=form/> }.into_any(),
                "sites" => view! { <SiteSide form=form/> }.into_any(),
                "cross" => view! { <CrossSide form=form/> }.into_any(),
                "texts" => view! { <TextSide form=form/> }.into_any(),
                "suspects" => view! { <SuspectSide form=form/> }.into_any(),
                "settings" => view! { <PlanSide form=form/> }.into_any(),
                _ => view! { <OverviewSide form=form/> }.into_any(),
            }
        }}
    }
}

/// Links to the three files of the export, in the language of the screen.
fn exports(i18n: Words, rooms: Rooms, form: &str) -> impl IntoView + use<> {
    let engagement = rooms.engagement.get();
    let form = form.to_owned();
    let href = move |url: &str| {
        let language = if i18n.get_locale() == Locale::en {
            "en"
        } else {
            "zh"
        };
        let path = urls::fill(url, &[&engagement, &form]);
        format!("{path}?language={language}")
    };
    let link = |address: String, words: Signal<String>| {
        view! {
            <a class="button" href=address download="" rel="external">
                <Icon name=IconName::Export/>{move || words.get()}
            </a>
        }
    };
    view! {
        <div class="actions">
            {link(href(urls::SURVEY_XLSX), survey_text!(i18n, export_xlsx))}
            {link(href(urls::SURVEY_RESPONSES_CSV), survey_text!(i18n, export_responses))}
            {link(href(urls::SURVEY_STATISTICS_CSV), survey_text!(i18n, export_statistics))}
        </div>
    }
}
