//! Overview, questions, sites and the cross table of one questionnaire.

use domain::wire::{QuestionName, SurveyView};
use leptos::prelude::*;

use super::super::support::{Loading, filter, load, use_rooms, when_loaded};
use crate::components::desk::encode;
use crate::components::desk::survey::{
    ChannelTable, CrossTableView, QuestionBars, RateCards, SatisfactionTable, SurveySiteTable,
    survey_text,
};
use crate::components::desk::words::form_text;
use crate::components::{Button, EmptyState, IconName};
use crate::i18n::*;
use crate::state::surveys;

/// The statistics of the form, of the site in the address if there is one.
fn statistics(form: String) -> Loading<SurveyView> {
    let rooms = use_rooms();
    let (site, _) = filter("site");
    load(
        move || (rooms.engagement.get(), form.clone(), site.get()),
        |(code, form, site)| async move { surveys::find(&code, &form, &site).await },
    )
}

/// Says which site is shown, and leads back to all of them.
#[component]
fn SiteNotice() -> impl IntoView {
    let i18n = use_i18n();
    let (site, set) = filter("site");
    view! {
        <Show when=move || !site.get().is_empty()>
            <p class="field-row">
                <span>{t!(i18n, surveys.only_site)}" "{move || site.get()}</span>
                <Button on_click=move |()| set.run(String::new())>
                    {t!(i18n, surveys.all_sites)}
                </Button>
            </p>
        </Show>
    }
}

/// Rates, satisfaction, channels.
#[component]
pub fn OverviewSide(form: String) -> impl IntoView {
    let found = statistics(form);
    view! {
        <SiteNotice/>
        {when_loaded(found, |found| {
            let statistics = found.statistics;
            let (figures, channels) =
                (statistics.satisfaction.clone(), statistics.channels.clone());
            view! {
                <RateCards statistics=statistics/>
                <section><SatisfactionTable figures=figures/></section>
                <section><ChannelTable channels=channels/></section>
            }
        })}
    }
}

/// Every question's distribution.
#[component]
pub fn QuestionSide(form: String) -> impl IntoView {
    let found = statistics(form);
    view! {
        <SiteNotice/>
        {when_loaded(found, |found| {
            let questions = found.statistics.questions.into_iter();
            let questions = questions.map(|question| view! { <QuestionBars question=question/> });
            view! { <div class="survey-questions">{questions.collect_view()}</div> }
        })}
    }
}

/// Every site's rates.
#[component]
pub fn SiteSide(form: String) -> impl IntoView {
    let rooms = use_rooms();
    let chosen = form.clone();
    let found = load(
        move || (rooms.engagement.get(), form.clone()),
        |(code, form)| async move { surveys::find(&code, &form, "").await },
    );
    let href = Callback::new(move |site: String| {
        let room = rooms.href("surveys");
        format!("{room}?form={}&site={}", encode(&chosen), encode(&site))
    });
    when_loaded(found, move |found| {
        let statistics = found.statistics;
        view! {
            <SurveySiteTable sites=statistics.sites total=statistics.rates href=href/>
        }
    })
}

/// One question by one attribute.
#[component]
pub fn CrossSide(form: String) -> impl IntoView {
    let rooms = use_rooms();
    let wanted = form.clone();
    let found = load(
        move || (rooms.engagement.get(), form.clone()),
        |(code, form)| async move { surveys::find(&code, &form, "").await },
    );
    when_loaded(found, move |found| {
        let form = wanted.clone();
        view! { <CrossPicker form=form questions=found.attributes/> }
    })
}

#[component]
fn CrossPicker(form: String, questions: Vec<QuestionName>) -> impl IntoView {
    let i18n = use_i18n();
    let rooms = use_rooms();
    let (attribute, set_attribute) = filter("attribute");
    let (question, set_question) = filter("question");
    let options = move |chosen: Signal<String>| {
        let entries = questions.iter().map(|entry| {
            let (path, label) = (StoredValue::new(entry.path.clone()), entry.label.clone());
            view! {
                <option
                    value=entry.path.clone()
                    selected={move || chosen.get() == path.get_value()}
                >
                    {move || form_text(i18n, &label)}
                </option>
            }
        });
        entries.collect_view()
    };
    let found = load(
        move || {
            (
                rooms.engagement.get(),
                form.clone(),
                attribute.get(),
                question.get(),
            )
        },
        |(code, form, attribute, question)| async move {
            if attribute.is_empty() || question.is_empty() || attribute == question {
                return Ok(None);
            }
            let both = (attribute.as_str(), question.as_str());
            surveys::cross_table(&code, &form, both).await.map(Some)
        },
    );
    view! {
        <div class="field-row">
            <label class="field">
                <span>{t!(i18n, surveys.attribute)}</span>
                <select
                    data-test="cross-attribute"
                    on:change:target=move |event| set_attribute.run(event.target().value())
                >
                    <option value="">{t!(i18n, surveys.choose)}</option>
                    {options(attribute)}
                </select>
            </label>
            <label class="field">
                <span>{t!(i18n, surveys.question)}</span>
                <select
                    data-test="cross-question"
                    on:change:target=move |event| set_question.run(event.target().value())
                >
                    <option value="">{t!(i18n, surveys.choose)}</option>
                    {options(question)}
                </select>
            </label>
        </div>
        {when_loaded(found, move |found| match found {
            Some(found) => view! { <CrossTableView table=found.table/> }.into_any(),
            None => view! {
                <EmptyState
                    icon=IconName::Search
                    title=survey_text!(i18n, cross_table)
                    text=survey_text!(i18n, cross_empty)
                />
            }
            .into_any(),
        })}
    }
}
