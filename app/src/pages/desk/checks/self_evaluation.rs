//! 自评复核: workbooks come in, the sheets as a list with what the checks found. Not here: one sheet
//! (`evaluation`), the checks (`domain::self_evaluation`).

use domain::wire::{SelfEvaluationList, SelfEvaluationSummary};
use leptos::prelude::*;

use super::evaluation::Evaluation;
use super::upload::Upload;
use super::words::review_verdict;
use crate::components::desk::Judgement;
use crate::components::{EmptyState, IconName, TableFrame};
use crate::i18n::*;
use crate::pages::desk::support::{filter, load, use_rooms, when_loaded};
use crate::state::checks;

/// `?tab=self`, with `&evaluation=` for the open sheet.
#[component]
pub fn SelfEvaluationsPart() -> impl IntoView {
    let i18n = use_i18n();
    let rooms = use_rooms();
    let list = load(
        move || rooms.engagement.get(),
        |code| async move { checks::self_evaluations(&code).await },
    );
    let again = Callback::new(move |()| list.refetch());
    let (opened, open) = filter("evaluation");
    view! {
        <p class="soft">{t!(i18n, checks.self_text)}</p>
        <Upload corrects=String::new() again/>
        {when_loaded(list, move |list| match list.evaluations.is_empty() {
            true => view! {
                <EmptyState
                    icon=IconName::Import
                    title=said!(i18n, no_evaluations) text=said!(i18n, no_evaluations_text)
                />
            }
            .into_any(),
            false => view! { <EvaluationTable list opened on_open=open/> }.into_any(),
        })}
        {move || match opened.get() {
            id if id.is_empty() => ().into_any(),
            id => view! { <Evaluation id on_change=again/> }.into_any(),
        }}
    }
}

#[component]
fn EvaluationTable(
    list: SelfEvaluationList,
    opened: Signal<String>,
    on_open: Callback<String>,
) -> impl IntoView {
    let i18n = use_i18n();
    let (confirmed, claims) = (list.claims_confirmed, list.claims);
    let row = move |one| view! { <EvaluationRow one opened on_open/> };
    view! {
        <p data-test="claims-confirmed">
            {t!(i18n, checks.claims_confirmed, confirmed = confirmed, claims = claims)}
        </p>
        <TableFrame caption=said!(i18n, tab_self) data_test="evaluation-table">
            <thead>
                <tr>
                    <th scope="col">{t!(i18n, checks.number)}</th>
                    <th scope="col">{t!(i18n, checks.project)}</th>
                    <th scope="col">{t!(i18n, checks.unit)}</th>
                    <th scope="col" class="number">{t!(i18n, checks.round)}</th>
                    <th scope="col" class="number">{t!(i18n, checks.flags)}</th>
                    <th scope="col" class="number">{t!(i18n, checks.questions)}</th>
                    <th scope="col">{t!(i18n, checks.claim)}</th>
                    <th scope="col" class="number">{t!(i18n, checks.self_total)}</th>
                    <th scope="col" class="number">{t!(i18n, checks.total)}</th>
                    <th scope="col" class="number">{t!(i18n, checks.difference)}</th>
                    <th scope="col">{t!(i18n, checks.joint_review)}</th>
                </tr>
            </thead>
            <tbody>{list.evaluations.into_iter().map(row).collect_view()}</tbody>
        </TableFrame>
    }
}

#[component]
fn EvaluationRow(
    one: SelfEvaluationSummary,
    opened: Signal<String>,
    on_open: Callback<String>,
) -> impl IntoView {
    let i18n = use_i18n();
    let (mine, id) = (one.id.clone(), one.id.clone());
    let is_open = Memo::new(move |_| opened.get() == mine);
    let toggle = move |_| {
        let is_open = is_open.get_untracked();
        on_open.run(if is_open { String::new() } else { id.clone() });
    };
    let number = one.number;
    let state = StoredValue::new(one.state);
    let class = state.with_value(|state| review_verdict(i18n, state).0);
    let word = Signal::derive(move || state.with_value(|it| review_verdict(i18n, it).1.to_owned()));
    let claim = one.claim_holds.map(|holds| match holds {
        true => view! { <Judgement class="good" word=said!(i18n, claim_holds)/> },
        false => view! { <Judgement class="bad" word=said!(i18n, claim_fails)/> },
    });
    view! {
        <tr
            tabindex="0" class:row-highlighted=move || is_open.get()
            data-test=format!("evaluation-{number}")
        >
            <th scope="row">
                <button
                    type="button" class="button-link code"
                    data-test=format!("open-evaluation-{number}")
                    aria-expanded=move || if is_open.get() { "true" } else { "false" }
                    on:click=toggle
                >
                    {number}
                </button>
            </th>
            <td class="wide">{one.project}</td>
            <td>{one.unit}</td>
            <td class="number">{one.round}</td>
            <td class="number">{one.flags}</td>
            <td class="number">{one.questions}</td>
            <td>{claim}</td>
            <td class="number">{one.self_total.map(|points| points.to_string())}</td>
            <td class="number">{one.total.to_string()}</td>
            <td class="number">{one.difference.map(|points| points.to_string())}</td>
            <td><Judgement class word/></td>
        </tr>
    }
}
