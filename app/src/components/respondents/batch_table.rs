//! Batches of single-use codes: issued, opened, answered.

use std::collections::BTreeMap;

use domain::wire::BatchSummary;
use leptos::prelude::*;

use crate::components::{Button, TableFrame};
use crate::i18n::*;

/// One line for each batch; `names` are the sites' names by project code.
#[component]
pub fn BatchTable(
    batches: Vec<BatchSummary>,
    names: BTreeMap<String, String>,
    on_open: Callback<String>,
) -> impl IntoView {
    let i18n = use_i18n();
    let rows = batches
        .into_iter()
        .enumerate()
        .map(|(place, batch)| {
            let name = names.get(batch.project_code.as_str()).cloned();
            let id = batch.id;
            view! {
                <tr>
                    <th scope="row">{name.unwrap_or_else(|| batch.project_code.to_string())}</th>
                    <td>{batch.made_at.to_minute_text()}</td>
                    <td class="number">{batch.issued}</td>
                    <td class="number">{batch.opened}</td>
                    <td class="number" data-test=format!("batch-answered-{place}")>
                        {batch.answered}
                    </td>
                    <td class="number">{batch.cancelled}</td>
                    <td>
                        <Button
                            on_click=move |()| on_open.run(id.clone())
                            data_test=format!("roster-{place}")
                        >
                            {t!(i18n, respondents.roster)}
                        </Button>
                    </td>
                </tr>
            }
        })
        .collect_view();
    view! {
        <TableFrame caption=words!(i18n, batches) data_test="batches">
            <thead>
                <tr>
                    <th scope="col">{t!(i18n, respondents.site)}</th>
                    <th scope="col">{t!(i18n, respondents.made_at)}</th>
                    <th scope="col" class="number">{t!(i18n, respondents.issued)}</th>
                    <th scope="col" class="number">{t!(i18n, respondents.opened)}</th>
                    <th scope="col" class="number">{t!(i18n, respondents.answered)}</th>
                    <th scope="col" class="number">{t!(i18n, respondents.cancelled)}</th>
                    <th scope="col">{t!(i18n, respondents.roster)}</th>
                </tr>
            </thead>
            <tbody>{rows}</tbody>
        </TableFrame>
    }
}
