//! 目标审核: projects with their rounds; both opinions of a round side by side. Not here: giving an
//! opinion (`target_opinion`), what a round comes to (`domain::target_review`).

use domain::target_review::{TargetReviewOutcome, Track, TrackOpinion};
use domain::wire::{
    ActOnTargetReview, NewTargetReview, RoundView, TargetReviewAction, TargetReviewList,
    TargetReviewView,
};
use leptos::prelude::*;

use super::cut_off::CutOffPanel;
use super::target_opinion::OpinionForm;
use super::words::{criterion_word, not_passed_text, outcome_verdict, passed_word, track_word};
use crate::components::desk::{Judgement, TextLine, text};
use crate::components::{Button, Drawer, EmptyState, IconName, TableFrame};
use crate::i18n::*;
use crate::pages::desk::support::{filter, load, run, use_rooms, when_loaded};
use crate::state::checks;

/// `?tab=targets`, with `&review=` for the open drawer.
#[component]
pub fn TargetsPart() -> impl IntoView {
    let i18n = use_i18n();
    let rooms = use_rooms();
    let list = load(
        move || rooms.engagement.get(),
        |code| async move { checks::target_reviews(&code).await },
    );
    let again = Callback::new(move |()| list.refetch());
    view! {
        <p class="soft">{t!(i18n, checks.targets_text)}</p>
        <AddProject again/>
        {when_loaded(list, move |list| match list.reviews.is_empty() {
            true => view! {
                <EmptyState
                    icon=IconName::List
                    title=said!(i18n, no_targets) text=said!(i18n, no_targets_text)
                />
            }
            .into_any(),
            false => view! { <Reviews list again/> }.into_any(),
        })}
    }
}

#[component]
fn AddProject(again: Callback<()>) -> impl IntoView {
    let i18n = use_i18n();
    let rooms = use_rooms();
    let busy = RwSignal::new(false);
    let project = RwSignal::new(String::new());
    let add = move |()| {
        let code = rooms.engagement.get_untracked();
        let body = NewTargetReview {
            project: project.get_untracked(),
        };
        run(busy, async move {
            match checks::add_target_review(&code, &body).await {
                Ok(_) => {
                    project.set(String::new());
                    rooms.done(t_string!(i18n, checks.target_added));
                    again.run(());
                }
                Err(failure) => rooms.fail(i18n, &failure),
            }
        });
    };
    view! {
        <form class="form panel-form" on:submit=move |event| event.prevent_default()>
            <TextLine label=said!(i18n, project) value=project data_test="target-project"/>
            <Button
                on_click=add data_test="target-add"
                disabled=Signal::derive(move || {
                    busy.get() || project.with(|project| project.trim().is_empty())
                })
            >
                {t!(i18n, checks.add_target)}
            </Button>
        </form>
    }
}

#[component]
fn Reviews(list: TargetReviewList, again: Callback<()>) -> impl IntoView {
    let i18n = use_i18n();
    let (opened, open) = filter("review");
    let close = Callback::new(move |()| open.run(String::new()));
    let setting = list.clone();
    let all = StoredValue::new(list.reviews.clone());
    let drawer = move || {
        let id = opened.get();
        let review = all.with_value(|all| all.iter().find(|it| it.id == id).cloned())?;
        Some(view! {
            <Drawer
                title=Signal::stored(review.project.clone()) close_label=text!(i18n, close)
                on_close=close data_test="target-drawer"
            >
                <ReviewDetail review again/>
            </Drawer>
        })
    };
    let rows = list.reviews.into_iter().zip(1u32..);
    let rows = rows.map(move |(review, number)| {
        view! { <ReviewRow review number opened on_open=open/> }
    });
    view! {
        <CutOffPanel list=setting again/>
        <div class="with-drawer">
            <TableFrame caption=said!(i18n, tab_targets) data_test="target-table">
                <thead>
                    <tr>
                        <th scope="col">{t!(i18n, checks.project)}</th>
                        <th scope="col" class="number">{t!(i18n, checks.round)}</th>
                        <th scope="col" class="number">{t!(i18n, checks.score)}</th>
                        <th scope="col" class="number">{t!(i18n, checks.score_change)}</th>
                        <th scope="col">{t!(i18n, checks.verdict)}</th>
                    </tr>
                </thead>
                <tbody>{rows.collect_view()}</tbody>
            </TableFrame>
            {drawer}
        </div>
    }
}

#[component]
fn ReviewRow(
    review: TargetReviewView,
    number: u32,
    opened: Signal<String>,
    on_open: Callback<String>,
) -> impl IntoView {
    let (mine, id) = (review.id.clone(), review.id.clone());
    let is_open = Memo::new(move |_| opened.get() == mine);
    let toggle = move |_| {
        let is_open = is_open.get_untracked();
        on_open.run(if is_open { String::new() } else { id.clone() });
    };
    let latest = review.rounds.last().cloned();
    let round = latest.as_ref().map_or(0, |latest| latest.round.number);
    let score = latest.as_ref().and_then(|latest| latest.score.clone());
    let outcome = latest.map_or_else(pending, |latest| latest.outcome);
    view! {
        <tr
            tabindex="0" class:row-highlighted=move || is_open.get()
            data-test=format!("target-{number}")
        >
            <th scope="row">
                <button
                    type="button" class="button-link" data-test=format!("open-target-{number}")
                    aria-expanded=move || if is_open.get() { "true" } else { "false" }
                    on:click=toggle
                >
                    {review.project}
                </button>
            </th>
            <td class="number">{round}</td>
            <td class="number">{score}</td>
            <td class="number">{review.change.map(|(_, change)| signed(change))}</td>
            <td><Outcome outcome/></td>
        </tr>
    }
}

fn pending() -> TargetReviewOutcome {
    TargetReviewOutcome::Pending {
        missing: Track::ALL.to_vec(),
    }
}

/// A change with its sign: `+5.00`.
fn signed(change: String) -> String {
    match change.starts_with('-') {
        true => change,
        false => format!("+{change}"),
    }
}

#[component]
fn Outcome(outcome: TargetReviewOutcome) -> impl IntoView {
    let i18n = use_i18n();
    let (class, _) = outcome_verdict(i18n, &outcome);
    let word = Signal::derive(move || outcome_verdict(i18n, &outcome).1.to_owned());
    view! { <Judgement class word/> }
}

#[component]
fn ReviewDetail(review: TargetReviewView, again: Callback<()>) -> impl IntoView {
    let i18n = use_i18n();
    let rooms = use_rooms();
    let busy = RwSignal::new(false);
    let id = review.id.clone();
    let rounds = u32::try_from(review.rounds.len()).unwrap_or(u32::MAX);
    let act = Callback::new(move |action: TargetReviewAction| {
        let (code, id) = (rooms.engagement.get_untracked(), id.clone());
        let body = ActOnTargetReview { rounds, action };
        run(busy, async move {
            match checks::act_on_target_review(&code, &id, &body).await {
                Ok(_) => {
                    rooms.done(t_string!(i18n, checks.target_saved));
                    again.run(());
                }
                Err(failure) => rooms.fail(i18n, &failure),
            }
        });
    });
    let latest = review.rounds.last();
    let missing = match latest.map_or_else(pending, |latest| latest.outcome.clone()) {
        TargetReviewOutcome::Pending { missing } => missing,
        TargetReviewOutcome::Passed | TargetReviewOutcome::NotPassed { .. } => Vec::new(),
    };
    let change = review.change.map(|(before, change)| {
        let change = signed(change);
        view! {
            <p data-test="score-change">
                {t!(i18n, checks.compared, before = before, change = change)}
            </p>
        }
    });
    let shown = review.rounds.into_iter().rev();
    view! {
        {change}
        {match missing.is_empty() {
            true => view! {
                <Button
                    on_click=move |()| act.run(TargetReviewAction::BeginRound) disabled=busy
                    data_test="begin-round"
                >
                    {t!(i18n, checks.begin_round)}
                </Button>
            }
            .into_any(),
            false => view! { <OpinionForm missing busy on_give=act/> }.into_any(),
        }}
        {shown.map(|round| view! { <RoundPanel round/> }).collect_view()}
    }
}

/// One round, both tracks side by side.
#[component]
fn RoundPanel(round: RoundView) -> impl IntoView {
    let i18n = use_i18n();
    let number = round.round.number;
    let reasons = match &round.outcome {
        TargetReviewOutcome::NotPassed { reasons } => reasons.clone(),
        TargetReviewOutcome::Pending { .. } | TargetReviewOutcome::Passed => Vec::new(),
    };
    let reason = |reason| view! { <li>{move || not_passed_text(i18n, &reason)}</li> };
    let opinions = round.round.opinions;
    let track = |track: Track| {
        let given = opinions.iter().find(|it| it.track == track).cloned();
        view! { <TrackPanel track given/> }
    };
    view! {
        <section data-test=format!("round-{number}")>
            <h3>
                {t!(i18n, checks.round_number, number = number)}" "
                <Outcome outcome=round.outcome/>" "
                {round.score}
            </h3>
            <ul>{reasons.into_iter().map(reason).collect_view()}</ul>
            <div class="form-row">{Track::ALL.map(track).into_iter().collect_view()}</div>
        </section>
    }
}

#[component]
fn TrackPanel(track: Track, given: Option<TrackOpinion>) -> impl IntoView {
    let i18n = use_i18n();
    let body = match given {
        None => view! { <Judgement class="neutral" word=said!(i18n, not_given)/> }.into_any(),
        Some(given) => {
            let judged = given.criteria.into_iter().map(|judged| {
                let (criterion, passed) = (judged.criterion, judged.passed);
                let class = if passed { "good" } else { "bad" };
                let word = Signal::derive(move || passed_word(i18n, passed).to_owned());
                view! {
                    <dt>{move || criterion_word(i18n, criterion)}</dt>
                    <dd><Judgement class word/><p class="outcome soft">{judged.reason}</p></dd>
                }
            });
            view! {
                <p>{given.name}" "{given.at.to_minute_text()}</p>
                <dl class="facts">{judged.collect_view()}</dl>
                <p class="score-figure">{given.score.to_string()}</p>
            }
            .into_any()
        }
    };
    view! {
        <div class="card">
            <h4>{move || track_word(i18n, track)}</h4>
            {body}
        </div>
    }
}
