//! 复核: where the report stands, what stands in the way, and the steps that are open to me. The
//! server decides; every step says which content was looked at. Not here: the forms
//! (`components`), opinions (their own room).

use std::collections::BTreeMap;

use domain::party::Role;
use domain::problem::Problem;
use domain::review::{ReportStage, ReviewLevel, ReviewNote};
use domain::wire::{ReportStep, ReportView, ReviewStep};
use leptos::prelude::*;

use super::draft::Draft;
use crate::components::desk::report::{
    ConsultForm, CorrectForm, DraftedNote, IssueForm, NoteAct, PlacedNote, ProblemLine,
    PublishForm, ReportProblems, ReturnForm, ReviewNotes, SignForm, Signing, StandingView,
};
use crate::components::{Button, ButtonKind};
use crate::i18n::*;
use crate::pages::desk::support::problem_text;
use crate::state::reports;

impl Draft {
    /// Takes a step on the content as it is shown; `then` runs after it worked.
    fn step(self, step: ReportStep, then: impl FnOnce() + 'static) {
        let body = ReviewStep {
            content: self.report_now().content.clone(),
            step,
        };
        let said = t_string!(self.words, reports.step_done);
        let change = async move { reports::review_report(&self.code(), &body).await };
        self.send(change, said, then);
    }

    /// What is wrong, in words, with the way to the block.
    fn problem_lines(self) -> Vec<ProblemLine> {
        let line = |problem: &Problem| {
            let path = problem.place.as_ref().and_then(|place| place.path.clone());
            let block = path.unwrap_or_default();
            let place = self.place(&block);
            let bare = Problem {
                place: None,
                ..problem.clone()
            };
            ProblemLine {
                words: match place.is_empty() {
                    true => problem_text(self.words, problem),
                    false => problem_text(self.words, &bare),
                },
                block: if place.is_empty() {
                    String::new()
                } else {
                    block
                },
                place,
            }
        };
        self.report().problems.iter().map(line).collect()
    }
}

/// The whole panel.
#[component]
pub fn ReviewPanel(draft: Draft) -> impl IntoView {
    let problems = Signal::derive(move || draft.problem_lines());
    let jump = Callback::new(move |id: String| draft.jump(&id));
    let standing = Memo::new(move |_| {
        let report = draft.report();
        (report.standing.clone(), report.issued.clone())
    });
    view! {
        {move || {
            let (standing, issued) = standing.get();
            view! { <StandingView standing issued/> }
        }}
        <Steps draft/>
        <Notes draft/>
        <ReportProblems problems on_jump=jump/>
    }
}

#[component]
fn Notes(draft: Draft) -> impl IntoView {
    let answers = RwSignal::new(BTreeMap::<String, String>::new());
    let notes = Memo::new(move |_| {
        let placed = |note: &ReviewNote| PlacedNote {
            place: draft.place(&note.block),
            note: note.clone(),
        };
        let report = draft.report();
        let notes: Vec<PlacedNote> = report.standing.notes.iter().map(placed).collect();
        (notes, !report.my_levels.is_empty())
    });
    let act = Callback::new(move |act: NoteAct| match act {
        NoteAct::Answer(note, text) => {
            let answered = note.clone();
            draft.step(ReportStep::AnswerNote { note, text }, move || {
                answers.update(|answers| drop(answers.remove(&answered)));
            });
        }
        NoteAct::Close(note) => draft.step(ReportStep::CloseNote { note }, || {}),
    });
    let jump = Callback::new(move |id: String| draft.jump(&id));
    view! {
        {move || {
            let (notes, may_close) = notes.get();
            view! {
                <ReviewNotes notes answers may_close busy=draft.busy on_act=act on_jump=jump/>
            }
        }}
    }
}

/// What may be done now, as values: the forms are drawn anew only when it changes.
#[derive(Clone, PartialEq)]
struct Offers {
    submit: bool,
    sign: Option<ReviewLevel>,
    scores_moved: bool,
    consult: bool,
    settle: bool,
    issue: bool,
    correct: bool,
    publish: bool,
}

fn offers(report: &ReportView, role: Option<Role>) -> Offers {
    let standing = &report.standing;
    let stage = &standing.stage;
    let manages = role.is_some_and(Role::may_manage);
    let is_partner = role == Some(Role::Partner) || report.my_levels.contains(&ReviewLevel::Third);
    let sign = match stage {
        ReportStage::InReview { next } if report.my_levels.contains(next) => Some(*next),
        _ => None,
    };
    let consultation = standing.consultation.as_ref();
    let issued = matches!(stage, ReportStage::Issued { .. });
    let unpublished = report
        .issued
        .first()
        .is_some_and(|it| it.published_on.is_empty());
    Offers {
        submit: role.is_some_and(Role::may_review)
            && matches!(stage, ReportStage::Drafting | ReportStage::Consultation),
        sign,
        scores_moved: consultation.is_some_and(|it| it.total != report.total),
        consult: manages && *stage == ReportStage::ReviewPassed,
        settle: manages && !issued && consultation.is_some_and(|it| !it.settled),
        issue: is_partner && *stage == ReportStage::ReadyToIssue,
        correct: is_partner && issued,
        publish: manages && issued && unpublished,
    }
}

/// The steps that are open.
#[component]
fn Steps(draft: Draft) -> impl IntoView {
    // The overview is asked anew after every step; the role stays meanwhile.
    let role = Memo::new(move |last: Option<&Option<Role>>| {
        let overview = draft.rooms.overview.get().and_then(Result::ok);
        let role = overview.map(|overview| overview.role);
        role.or_else(|| last.copied().flatten())
    });
    let offers = Memo::new(move |_| offers(&draft.report(), role.get()));
    let signing = RwSignal::new(Signing::default());
    let notes = RwSignal::new(Vec::<DraftedNote>::new());
    let written = RwSignal::new(String::new());
    view! {
        <section class="side-part" data-test="review-steps">
            {move || {
                let offers = offers.get();
                let sign = offers.sign.map(|level| view! {
                    <Decision
                        draft level scores_moved=offers.scores_moved signing notes written
                    />
                });
                view! { <PlainSteps draft offers/> {sign} }
            }}
        </section>
    }
}

/// 通过 and 退回 at a level.
#[component]
fn Decision(
    draft: Draft,
    level: ReviewLevel,
    scores_moved: bool,
    signing: RwSignal<Signing>,
    notes: RwSignal<Vec<DraftedNote>>,
    written: RwSignal<String>,
) -> impl IntoView {
    let place = Signal::derive(move || draft.place(&draft.chosen.get()));
    let sign = Callback::new(move |()| {
        let given = signing.get_untracked();
        let step = ReportStep::Sign {
            level,
            certificate: given.certificate.trim().to_owned(),
            score_change_reason: given.reason.trim().to_owned(),
        };
        draft.step(step, move || {
            signing.update(|signing| signing.reason.clear())
        });
    });
    let collect = Callback::new(move |()| {
        let text = written.get_untracked().trim().to_owned();
        if text.is_empty() {
            return;
        }
        let note = DraftedNote {
            block: draft.chosen.get_untracked(),
            place: place.get_untracked(),
            text,
        };
        notes.update(|notes| notes.push(note));
        written.set(String::new());
    });
    let send_back = Callback::new(move |()| {
        collect.run(());
        let notes_now = notes.get_untracked();
        let pairs = notes_now.into_iter().map(|note| (note.block, note.text));
        let step = ReportStep::Return {
            level,
            notes: pairs.collect(),
        };
        draft.step(step, move || notes.set(Vec::new()));
    });
    view! {
        <SignForm level scores_moved signing busy=draft.busy on_sign=sign/>
        <ReturnForm
            notes written place busy=draft.busy on_add=collect on_return=send_back
        />
    }
}

/// The steps with one button each.
#[component]
fn PlainSteps(draft: Draft, offers: Offers) -> impl IntoView {
    let i18n = use_i18n();
    let busy = draft.busy;
    let consult = Callback::new(move |deadline| {
        draft.step(ReportStep::Consult { deadline }, || {});
    });
    let issue = Callback::new(move |number| draft.step(ReportStep::Issue { number }, || {}));
    let correct = Callback::new(move |reason| draft.step(ReportStep::Correct { reason }, || {}));
    let publish = Callback::new(move |day| draft.step(ReportStep::Publish { day }, || {}));
    view! {
        {offers.submit.then(|| view! {
            <Button
                kind=ButtonKind::Primary disabled=busy data_test="review-submit"
                on_click=move |()| draft.step(ReportStep::Submit, || {})
            >
                {t!(i18n, reports.submit)}
            </Button>
        })}
        {offers.settle.then(|| view! {
            <Button
                disabled=busy data_test="review-settle"
                on_click=move |()| draft.step(ReportStep::SettleOpinions, || {})
            >
                {t!(i18n, reports.settle)}
            </Button>
        })}
        {offers.consult.then(|| view! { <ConsultForm busy on_consult=consult/> })}
        {offers.issue.then(|| view! { <IssueForm busy on_issue=issue/> })}
        {offers.publish.then(|| view! { <PublishForm busy on_publish=publish/> })}
        {offers.correct.then(|| view! { <CorrectForm busy on_correct=correct/> })}
    }
}
