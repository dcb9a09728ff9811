//! What others did with a line of the ledger: meanwhile, and before. Not here: the line's form
//! (`ledger_line`).

use domain::rectification::LedgerItem;
use leptos::prelude::*;

use super::ledger_line::amount_text;
use super::words::escalation_word;
use crate::components::Button;
use crate::i18n::*;

/// What somebody else wrote meanwhile, and the way to keep one's own.
#[component]
pub fn Theirs(
    theirs: RwSignal<Option<LedgerItem>>,
    keep_mine: Callback<()>,
    #[prop(into)] busy: Signal<bool>,
) -> impl IntoView {
    let i18n = use_i18n();
    move || {
        theirs.get().map(|item| {
            view! {
                <div class="banner banner-warn" role="alert" data-test="line-changed">
                    <p>{t!(i18n, feedback.line_changed)}</p>
                    <dl class="facts">
                        <dt>{t!(i18n, feedback.requirement)}</dt><dd>{item.requirement}</dd>
                        <dt>{t!(i18n, feedback.unit)}</dt><dd>{item.unit}</dd>
                        <dt>{t!(i18n, feedback.person)}</dt><dd>{item.person}</dd>
                        <dt>{t!(i18n, feedback.deadline)}</dt><dd>{item.deadline}</dd>
                        <dt>{t!(i18n, feedback.measure)}</dt><dd>{item.measure}</dd>
                        <dt>{t!(i18n, feedback.progress)}</dt><dd>{item.progress}</dd>
                        <dt>{t!(i18n, feedback.evidence)}</dt><dd>{item.evidence}</dd>
                        <dt>{t!(i18n, feedback.amount_due)}</dt>
                        <dd>{amount_text(item.amount_due)}</dd>
                        <dt>{t!(i18n, feedback.amount_paid)}</dt>
                        <dd>{amount_text(item.amount_paid)}</dd>
                    </dl>
                    <Button
                        on_click=move |()| keep_mine.run(()) disabled=busy
                        data_test="line-keep-mine"
                    >
                        {t!(i18n, feedback.keep_mine)}
                    </Button>
                </div>
            }
        })
    }
}

/// Verifications and steps, oldest first.
#[component]
pub fn History(item: LedgerItem) -> impl IntoView {
    let i18n = use_i18n();
    let verified = item.verifications.into_iter().map(|seen| {
        let word = move || match seen.passed {
            true => t_string!(i18n, feedback.verify_passed),
            false => t_string!(i18n, feedback.verify_failed),
        };
        view! {
            <li>{seen.at.to_minute_text()}" "{seen.name}" "{word}": "{seen.note}</li>
        }
    });
    let steps = item.escalations.into_iter().map(|(step, at)| {
        view! { <li>{at.to_minute_text()}" "{move || escalation_word(i18n, step)}</li> }
    });
    let changed = item.reopenings.into_iter().map(|change| {
        view! { <li>{change.at.to_minute_text()}" "{change.name}": "{change.reason}</li> }
    });
    view! {
        <h3>{t!(i18n, feedback.history)}</h3>
        <ul class="flags-list" data-test="line-history">
            {verified.collect_view()}
            {changed.collect_view()}
            {steps.collect_view()}
        </ul>
    }
}
