//! Scores before → after, each a link that opens its indicator. Not here: which two sheets are
//! compared and why (`score_confirmation`, `what_if`, `score_history`).

use domain::scoring::{Points, ScoreChange};
use leptos::prelude::*;

use super::words::Words;
use crate::components::{Icon, IconName};
use crate::i18n::*;

/// A score, or that there is none.
fn figure(i18n: Words, points: Option<Points>) -> String {
    match points {
        Some(points) => points.to_string(),
        None => t_string!(i18n, desk.state_gap).to_owned(),
    }
}

/// What changed, in words: the figures, or that only the facts behind them did.
pub fn difference(i18n: Words, change: &ScoreChange) -> String {
    let before = figure(i18n, change.before);
    if change.before == change.after {
        return t_string!(i18n, scores.change_same, score = before).to_string();
    }
    format!("{before} → {}", figure(i18n, change.after))
}

/// What changed in one indicator since 初步结论: the score, and the lines of working before and
/// after.
#[component]
pub fn ChangedSince(change: ScoreChange) -> impl IntoView {
    let i18n = use_i18n();
    let (before, after) = (change.lines_before.clone(), change.lines_after.clone());
    let list = |lines: Vec<String>| {
        let lines = lines.into_iter();
        let items = lines.map(|line| view! { <li class="code">{line}</li> });
        view! { <ol class="working">{items.collect_view()}</ol> }
    };
    view! {
        <section class="banner banner-warn" data-test="changed-since">
            <h3><Icon name=IconName::Problem/>{t!(i18n, scores.stale)}</h3>
            <p class="code">{move || difference(i18n, &change)}</p>
            {(!before.is_empty()).then(|| view! {
                <h4>{t!(i18n, scores.stale_before)}</h4>
                {list(before)}
            })}
            {(!after.is_empty()).then(|| view! {
                <h4>{t!(i18n, scores.stale_after)}</h4>
                {list(after)}
            })}
        </section>
    }
}

/// `on_open` runs with an indicator's code; `name` begins the rows' `data-test`.
#[component]
pub fn ScoreChanges(
    changes: Vec<ScoreChange>,
    name: &'static str,
    on_open: Callback<String>,
) -> impl IntoView {
    let i18n = use_i18n();
    let items = changes
        .into_iter()
        .map(|change| {
            let code = change.code.clone();
            let row_name = change.name.clone();
            let words = move || difference(i18n, &change);
            if code.is_empty() {
                return view! {
                    <li data-test=format!("{name}-total")>
                        <strong>{t!(i18n, scores.total)}" "{words}</strong>
                    </li>
                }
                .into_any();
            }
            let opens = code.clone();
            view! {
                <li>
                    <button
                        type="button"
                        class="button-link"
                        data-test=format!("{name}-{code}")
                        on:click=move |_| on_open.run(opens.clone())
                    >
                        <span class="code">{code.clone()}</span>" "{row_name}" "
                        <span class="code">{words}</span>
                    </button>
                </li>
            }
            .into_any()
        })
        .collect_view();
    view! { <ul class="score-changes">{items}</ul> }
}
