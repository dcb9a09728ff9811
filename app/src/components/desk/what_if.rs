//! 试算: figures and marks changed without saving, beside the real ones. Not here: computing the
//! other sheet (the server), editing (the editors themselves).

use domain::scoring::{ScoreSheet, score_changes};
use leptos::prelude::*;

use super::score_changes::ScoreChanges;
use crate::components::{Button, Icon, IconName};
use crate::i18n::*;

/// What the real sheet and the tried one say; `on_stop` restores.
#[component]
pub fn WhatIfBanner(
    real: ScoreSheet,
    tried: ScoreSheet,
    on_open: Callback<String>,
    on_stop: Callback<()>,
) -> impl IntoView {
    let i18n = use_i18n();
    let mut changes = score_changes(&real, &tried);
    // The total has its own line, also where it stays.
    changes.retain(|change| !change.code.is_empty());
    let total = format!("{} → {}", real.total, tried.total);
    let grade = move || {
        let [before, after] = [&real.grade, &tried.grade].map(|grade| match grade {
            Some(grade) => grade.clone(),
            None => t_string!(i18n, desk.grade_open).to_owned(),
        });
        format!("{before} → {after}")
    };
    let rows = if changes.is_empty() {
        view! { <p class="soft">{t!(i18n, scores.what_if_none)}</p> }.into_any()
    } else {
        view! { <ScoreChanges changes name="what-if" on_open/> }.into_any()
    };
    view! {
        <section class="banner what-if" data-test="what-if">
            <h2><Icon name=IconName::Help/>{t!(i18n, scores.what_if)}</h2>
            <p>{t!(i18n, scores.what_if_text)}</p>
            <dl class="facts">
                <dt>{t!(i18n, scores.total)}</dt>
                <dd class="code" data-test="what-if-total">{total}</dd>
                <dt>{t!(i18n, scores.grade)}</dt>
                <dd data-test="what-if-grade">{grade}</dd>
            </dl>
            {rows}
            <div class="actions">
                <Button on_click=on_stop data_test="what-if-stop">
                    <Icon name=IconName::Back/>{t!(i18n, scores.what_if_stop)}
                </Button>
            </div>
        </section>
    }
}
