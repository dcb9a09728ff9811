//! One 自评表: its figures, what the checks found, the rows with reviewers' marks, the joint review.
//! Not here: rows and marks (`evaluation_rows`), signatures (`signing`).

use domain::problem::Problem;
use domain::self_evaluation::SelfEvaluationFlag;
use domain::wire::SelfEvaluationView;
use leptos::prelude::*;

use super::evaluation_rounds::{Questions, Rounds};
use super::evaluation_rows::Marks;
use super::signing::JointReviewPanel;
use super::words::{check_word, problem_row};
use crate::components::desk::{Judgement, ProblemTable};
use crate::components::{Icon, IconName, TableFrame};
use crate::i18n::*;
use crate::pages::desk::support::{load, use_rooms, when_loaded};
use crate::state::checks;

/// The open sheet; `on_change` runs after each change that was stored.
#[component]
pub fn Evaluation(id: String, on_change: Callback<()>) -> impl IntoView {
    let rooms = use_rooms();
    let seen = load(
        move || (rooms.engagement.get(), id.clone()),
        |(code, id)| async move { checks::self_evaluation(&code, &id).await },
    );
    let again = Callback::new(move |()| {
        seen.refetch();
        on_change.run(());
    });
    when_loaded(seen, move |seen| view! { <Sheet seen again/> })
}

#[component]
fn Sheet(seen: SelfEvaluationView, again: Callback<()>) -> impl IntoView {
    let i18n = use_i18n();
    let title = format!("{} {}", seen.summary.number, seen.summary.project);
    let warnings = seen.evaluation.warnings.clone();
    let id = seen.summary.id.clone();
    // Marks that are typed and not stored: nobody signs what they cannot see yet.
    let unsaved = RwSignal::new(false);
    let signing = view! {
        <JointReviewPanel
            id=id revision=seen.revision signatures=seen.signatures.clone()
            state=seen.summary.state.clone() unready=seen.unready.clone() unsaved again
        />
    };
    let (rounds, questions) = (seen.summary.clone(), seen.clone());
    view! {
        <section data-test="evaluation-sheet">
            <h2>{title}</h2>
            <p class="soft">
                {t!(i18n, checks.brought, name = seen.saved_by.clone(),
                    at = seen.saved_at.to_minute_text(), file = seen.summary.file_name.clone())}
            </p>
            <Rounds summary=rounds again/>
            <Totals seen=seen.clone()/>
            <Questions seen=questions unsaved again/>
            <Warnings warnings/>
            <Flags seen=seen.clone()/>
            <Marks seen unsaved again/>
            {signing}
        </section>
    }
}

#[component]
fn Totals(seen: SelfEvaluationView) -> impl IntoView {
    let i18n = use_i18n();
    let points = |points: Option<domain::scoring::Points>| points.map(|it| it.to_string());
    let (evaluation, rescored) = (seen.evaluation, seen.rescored);
    view! {
        <dl class="control-totals" data-test="evaluation-totals">
            <div>
                <dt>{t!(i18n, checks.budget)}</dt>
                <dd>{evaluation.budget.to_wan_yuan_text()}</dd>
            </div>
            <div>
                <dt>{t!(i18n, checks.executed)}</dt>
                <dd>
                    {evaluation.executed.to_wan_yuan_text()}
                    <small>
                        {t!(i18n, checks.claimed_rate)}" "{evaluation.claimed_execution_rate}
                    </small>
                </dd>
            </div>
            <div>
                <dt>{t!(i18n, checks.self_total)}</dt>
                <dd>{points(rescored.self_total)}</dd>
            </div>
            <div>
                <dt>{t!(i18n, checks.total)}</dt>
                <dd data-test="evaluation-total">{rescored.total.to_string()}</dd>
            </div>
            <div>
                <dt>{t!(i18n, checks.difference)}</dt>
                <dd data-test="evaluation-difference">
                    {match points(rescored.difference) {
                        Some(difference) => difference.into_any(),
                        None => view! { <small>{t!(i18n, checks.has_gaps)}</small> }.into_any(),
                    }}
                </dd>
            </div>
        </dl>
    }
}

/// What could be read only in part.
#[component]
fn Warnings(warnings: Vec<Problem>) -> impl IntoView {
    let i18n = use_i18n();
    move || {
        let rows: Vec<_> = warnings.iter().map(|it| problem_row(i18n, it)).collect();
        (!rows.is_empty()).then(|| {
            view! {
                <h3>{t!(i18n, checks.warnings)}</h3>
                <ProblemTable rows/>
            }
        })
    }
}

#[component]
fn Flags(seen: SelfEvaluationView) -> impl IntoView {
    let i18n = use_i18n();
    if seen.flags.is_empty() {
        return view! {
            <p class="verdict verdict-good" data-test="no-flags">
                <Icon name=IconName::Done/>{t!(i18n, checks.no_flags)}
            </p>
        }
        .into_any();
    }
    let count = seen.flags.len();
    let rows = seen.evaluation.rows;
    let row = move |flag: SelfEvaluationFlag| {
        let named = rows.iter().find(|row| Some(row.row) == flag.row);
        let name = named.map(|row| row.name.clone());
        let word = Signal::derive(move || check_word(i18n, flag.kind).to_owned());
        view! {
            <tr tabindex="0">
                <td class="wide"><Judgement class="warn" word/></td>
                <td class="number">{flag.row}</td>
                <td class="wide">{name}</td>
                <td>{flag.expected}</td>
                <td>{flag.found}</td>
            </tr>
        }
    };
    view! {
        <h3>{t!(i18n, checks.flags_found, count = count)}</h3>
        <TableFrame caption=said!(i18n, flags) data_test="flag-table">
            <thead>
                <tr>
                    <th scope="col">{t!(i18n, checks.flag)}</th>
                    <th scope="col" class="number">{t!(i18n, checks.sheet_row)}</th>
                    <th scope="col">{t!(i18n, checks.indicator)}</th>
                    <th scope="col">{t!(i18n, checks.expected)}</th>
                    <th scope="col">{t!(i18n, checks.found)}</th>
                </tr>
            </thead>
            <tbody>{seen.flags.into_iter().map(row).collect_view()}</tbody>
        </TableFrame>
    }
    .into_any()
}
