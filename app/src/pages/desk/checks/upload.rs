//! A workbook of 自评表 comes in: what is said of a survey where a sheet says nothing, the file, and
//! what is wrong in it cell by cell. Not here: the list (`self_evaluation`).

use domain::problem::Problem;
use leptos::prelude::*;
use leptos::task::spawn_local;

use super::words::problem_row;
use crate::components::desk::ProblemTable;
use crate::components::{Icon, IconName};
use crate::i18n::*;
use crate::pages::desk::support::{busy_bar, run, use_rooms};
use crate::platform::chosen_file;
use crate::state::{Failure, checks};

/// `corrects`: the sheet of the round before, or empty; `again` runs once something was added.
#[component]
pub fn Upload(corrects: String, again: Callback<()>) -> impl IntoView {
    let i18n = use_i18n();
    let rooms = use_rooms();
    let reading = RwSignal::new(false);
    let refused = RwSignal::new(Vec::<Problem>::new());
    let survey = RwSignal::new(None::<bool>);
    let is_correction = !corrects.is_empty();
    let corrects = StoredValue::new(corrects);
    let choose = Callback::new(move |event: leptos::ev::Event| {
        spawn_local(async move {
            let Some(file) = chosen_file(event).await else {
                return;
            };
            let code = rooms.engagement.get_untracked();
            run(reading, async move {
                refused.set(Vec::new());
                let corrects = corrects.get_value();
                let said = (survey.get_untracked(), corrects.as_str());
                let file = (file.name.as_str(), file.bytes);
                match checks::upload_self_evaluation(&code, said, file).await {
                    Ok(_) => {
                        rooms.done(t_string!(i18n, checks.uploaded));
                        again.run(());
                    }
                    // What is wrong in the sheet is shown cell by cell.
                    Err(Failure::Problems(found)) if found.iter().any(|it| it.place.is_some()) => {
                        refused.set(found);
                    }
                    Err(failure) => rooms.fail(i18n, &failure),
                }
            });
        });
    });
    let problems = move || {
        let found = refused.get();
        let rows: Vec<_> = found.iter().map(|it| problem_row(i18n, it)).collect();
        (!rows.is_empty()).then(|| {
            view! {
                <section data-test="upload-refused">
                    <p class="verdict verdict-bad">
                        <Icon name=IconName::Severe/>{t!(i18n, checks.upload_refused)}
                    </p>
                    <ProblemTable rows/>
                </section>
            }
        })
    };
    let group = if is_correction {
        "correction"
    } else {
        "upload"
    };
    view! {
        <SurveyChoice value=survey group/>
        <div class="actions"><FileButton choose is_correction/></div>
        {busy_bar(reading, said!(i18n, reading))}
        {problems}
    }
}

/// 按表中所写, 做过 or 没有做过; only for sheets that do not say it themselves.
#[component]
fn SurveyChoice(value: RwSignal<Option<bool>>, group: &'static str) -> impl IntoView {
    let i18n = use_i18n();
    let choice = move |offered: Option<bool>| {
        let end = match offered {
            None => "unsaid",
            Some(true) => "made",
            Some(false) => "none",
        };
        let word = move || match offered {
            None => t_string!(i18n, checks.survey_unsaid),
            Some(true) => t_string!(i18n, checks.survey_made),
            Some(false) => t_string!(i18n, checks.survey_none),
        };
        view! {
            <label class="radio">
                <input
                    type="radio" name=format!("{group}-survey")
                    data-test=format!("{group}-survey-{end}")
                    prop:checked=move || value.get() == offered
                    on:change=move |_| value.set(offered)
                />
                <span>{word}</span>
            </label>
        }
    };
    view! {
        <fieldset class="choices">
            <legend>{t!(i18n, checks.survey_legend)}</legend>
            {[None, Some(true), Some(false)].map(choice).into_iter().collect_view()}
        </fieldset>
    }
}

#[component]
fn FileButton(choose: Callback<leptos::ev::Event>, is_correction: bool) -> impl IntoView {
    let i18n = use_i18n();
    let test = match is_correction {
        true => "correction-file",
        false => "evaluation-file",
    };
    let word = move || match is_correction {
        true => t_string!(i18n, checks.choose_correction),
        false => t_string!(i18n, checks.choose_workbook),
    };
    view! {
        <label class="button button-primary file-button">
            <Icon name=IconName::Import/>
            {word}
            <input
                type="file" class="visually-hidden" accept=".xlsx,.csv" data-test=test
                on:change=move |event| choose.run(event)
            />
        </label>
    }
}
