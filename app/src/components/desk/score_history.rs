//! 评分记录: who changed which score, when, why, before → after. Not here: fetching the lines.

use domain::wire::{ScoreCause, ScoreHistoryLine};
use leptos::prelude::*;

use super::score_changes::ScoreChanges;
use super::words::Words;
use crate::components::TableFrame;
use crate::i18n::*;

fn cause_word(i18n: Words, cause: ScoreCause) -> &'static str {
    match cause {
        ScoreCause::Facts => t_string!(i18n, scores.cause_facts),
        ScoreCause::Inputs => t_string!(i18n, scores.cause_inputs),
        ScoreCause::Framework => t_string!(i18n, scores.cause_framework),
        ScoreCause::Findings => t_string!(i18n, scores.cause_findings),
        ScoreCause::Confirmed => t_string!(i18n, scores.cause_confirmed),
    }
}

/// Newest first, as given; `on_open` runs with an indicator's code.
#[component]
pub fn ScoreHistory(lines: Vec<ScoreHistoryLine>, on_open: Callback<String>) -> impl IntoView {
    let i18n = use_i18n();
    if lines.is_empty() {
        return view! { <p class="soft">{t!(i18n, scores.history_none)}</p> }.into_any();
    }
    let rows = lines
        .into_iter()
        .map(|line| view! { <HistoryRow line on_open/> })
        .collect_view();
    view! {
        <TableFrame caption=text_of!(i18n, scores.history_title) data_test="score-history">
            <thead>
                <tr>
                    <th scope="col" class="number">{t!(i18n, scores.history_revision)}</th>
                    <th scope="col">{t!(i18n, scores.history_when)}</th>
                    <th scope="col">{t!(i18n, scores.history_who)}</th>
                    <th scope="col">{t!(i18n, scores.history_why)}</th>
                    <th scope="col" class="number">{t!(i18n, scores.total)}</th>
                    <th scope="col">{t!(i18n, scores.history_changes)}</th>
                </tr>
            </thead>
            <tbody>{rows}</tbody>
        </TableFrame>
    }
    .into_any()
}

#[component]
fn HistoryRow(line: ScoreHistoryLine, on_open: Callback<String>) -> impl IntoView {
    let i18n = use_i18n();
    let (cause, name) = (line.cause, line.name);
    let who = move || match name.is_empty() {
        true => t_string!(i18n, scores.by_system).to_owned(),
        false => name.clone(),
    };
    view! {
        <tr data-test=format!("history-{}", line.revision)>
            <th scope="row" class="number">{line.revision}</th>
            <td><time>{line.at.to_minute_text()}</time></td>
            <td>{who}</td>
            <td class="wide">
                {move || cause_word(i18n, cause)}
                {(!line.reason.is_empty()).then(|| view! { <p class="soft">{line.reason}</p> })}
            </td>
            <td class="number">{line.total.to_string()}</td>
            <td class="wide">
                <ScoreChanges changes=line.changes name="history-change" on_open/>
            </td>
        </tr>
    }
}
