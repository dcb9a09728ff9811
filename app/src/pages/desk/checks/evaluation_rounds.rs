//! What ties a 自评表 to others and what its reader is asked: the rounds before and after it, the
//! corrected sheet of one that did not pass, the question about a survey. Not here: marks
//! (`evaluation_rows`), signatures (`signing`).

use domain::self_evaluation::JointReviewState;
use domain::wire::{SaveMarks, SelfEvaluationSummary, SelfEvaluationView, SheetLink};
use leptos::prelude::*;

use super::upload::Upload;
use crate::components::{Button, Icon, IconName};
use crate::i18n::*;
use crate::pages::desk::support::{filter, run, use_rooms};
use crate::state::checks;

/// Links to the other rounds; a sheet that did not pass takes its corrected one.
#[component]
pub fn Rounds(summary: SelfEvaluationSummary, again: Callback<()>) -> impl IntoView {
    let i18n = use_i18n();
    let round = summary.round;
    let may_correct =
        summary.state == JointReviewState::NotPassed && summary.corrected_by.is_none();
    view! {
        <p data-test="evaluation-round">{t!(i18n, checks.round_number, number = round)}</p>
        {summary.corrects.map(|link| view! {
            <OtherRound link word=said!(i18n, corrects) test="corrects"/>
        })}
        {summary.corrected_by.map(|link| view! {
            <OtherRound link word=said!(i18n, corrected_by) test="corrected-by"/>
        })}
        {may_correct.then(|| view! {
            <section class="card" data-test="correction">
                <h3>{t!(i18n, checks.next_round)}</h3>
                <p class="soft">{t!(i18n, checks.next_round_text)}</p>
                <Upload corrects=summary.id again/>
            </section>
        })}
    }
}

#[component]
fn OtherRound(link: SheetLink, word: Signal<String>, test: &'static str) -> impl IntoView {
    let i18n = use_i18n();
    let (_, open) = filter("evaluation");
    let (number, total) = (link.number, link.total.to_string());
    let id = link.id;
    view! {
        <p>
            {move || word.get()}" "
            <button
                type="button" class="button-link" data-test=test
                on:click=move |_| open.run(id.clone())
            >
                {t!(i18n, checks.sheet_with_total, number = number, total = total.clone())}
            </button>
        </p>
    }
}

/// What only a reader can say; nothing is wrong yet.
#[component]
pub fn Questions(
    seen: SelfEvaluationView,
    unsaved: RwSignal<bool>,
    again: Callback<()>,
) -> impl IntoView {
    let i18n = use_i18n();
    let rooms = use_rooms();
    let busy = RwSignal::new(false);
    if seen.questions.is_empty() {
        return ().into_any();
    }
    let is_signed = !seen.signatures.is_empty();
    let (id, base_revision) = (seen.summary.id, seen.revision);
    let marks = seen.marks;
    let say = Callback::new(move |survey: bool| {
        let (code, id) = (rooms.engagement.get_untracked(), id.clone());
        let body = SaveMarks {
            base_revision,
            marks: marks.clone(),
            survey: Some(survey),
        };
        run(busy, async move {
            match checks::save_self_evaluation_marks(&code, &id, &body).await {
                Ok(_) => {
                    rooms.done(t_string!(i18n, checks.survey_saved));
                    again.run(());
                }
                Err(failure) => rooms.fail(i18n, &failure),
            }
        });
    });
    let disabled = Signal::derive(move || busy.get() || unsaved.get() || is_signed);
    view! {
        <section class="card" data-test="survey-question">
            <p><Icon name=IconName::Help/>{t!(i18n, checks.survey_question)}</p>
            <p class="field-problem" hidden=move || !unsaved.get()>
                {t!(i18n, checks.survey_marks_first)}
            </p>
            <div class="actions">
                <Button on_click=move |()| say.run(true) disabled data_test="survey-yes">
                    {t!(i18n, checks.survey_made)}
                </Button>
                <Button on_click=move |()| say.run(false) disabled data_test="survey-no">
                    {t!(i18n, checks.survey_none)}
                </Button>
            </div>
        </section>
    }
    .into_any()
}
