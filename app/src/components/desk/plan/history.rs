//! Who changed the plan when, and why. Not here: what exactly changed.

use domain::wire::FrameworkRevision;
use leptos::prelude::*;

use super::words::change_word;
use crate::components::TableFrame;
use crate::i18n::*;

/// Newest first.
#[component]
pub fn PlanHistory(#[prop(into)] revisions: Signal<Vec<FrameworkRevision>>) -> impl IntoView {
    let i18n = use_i18n();
    let rows = move || {
        let each = revisions.get().into_iter().map(|it| {
            let change = it.change;
            view! {
                <tr>
                    <td class="number">{it.revision}</td>
                    <td>{move || change_word(i18n, change)}</td>
                    <td class="break">{it.reason}</td>
                    <td>{it.name}</td>
                    <td><time>{it.at.to_minute_text()}</time></td>
                </tr>
            }
        });
        each.collect_view()
    };
    view! {
        <details class="panel" data-test="plan-history">
            <summary>{t!(i18n, plan.history)}</summary>
            <TableFrame caption=plan_text!(i18n, history)>
                <thead>
                    <tr>
                        <th scope="col" class="number">{t!(i18n, plan.revision)}</th>
                        <th scope="col">{t!(i18n, plan.change)}</th>
                        <th scope="col">{t!(i18n, plan.reason)}</th>
                        <th scope="col">{t!(i18n, plan.by)}</th>
                        <th scope="col">{t!(i18n, plan.at)}</th>
                    </tr>
                </thead>
                <tbody>{rows}</tbody>
            </TableFrame>
        </details>
    }
}
