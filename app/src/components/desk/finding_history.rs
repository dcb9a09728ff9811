//! What was done to a finding, by whom, why. Not here: doing it (`finding_actions`).

use domain::wire::FindingChange;
use leptos::prelude::*;

use super::finding_words::finding_state_word;
use crate::i18n::*;

/// Newest first; nothing before the first change.
#[component]
pub(super) fn History(changes: Vec<FindingChange>) -> impl IntoView {
    let i18n = use_i18n();
    if changes.is_empty() {
        return ().into_any();
    }
    let line = |change: FindingChange| {
        let state = change.state;
        view! {
            <li>
                <time>{change.at.to_day_text()}" "{change.at.to_clock_text()}</time>
                " · "{change.name}" · "
                {move || finding_state_word(i18n, &state)}
                <p class="soft">{change.reason}</p>
            </li>
        }
    };
    let lines = changes.into_iter().rev().map(line).collect_view();
    view! {
        <h3>{t!(i18n, findings.history)}</h3>
        <ol data-test="finding-history">{lines}</ol>
    }
    .into_any()
}
