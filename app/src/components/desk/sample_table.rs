//! The sampled sites, each with how it came into the sample.

use domain::money::Fen;
use domain::sampling::SampleRoute;
use domain::wire::SampledSite;
use leptos::prelude::*;

use crate::components::TableFrame;
use crate::i18n::*;

/// Sites in sample order.
#[component]
pub fn SampleTable(sites: Vec<SampledSite>) -> impl IntoView {
    let i18n = use_i18n();
    let total = Fen::checked_sum(sites.iter().map(|site| site.project.amount));
    let count = sites.len();
    let rows = sites
        .into_iter()
        .map(|site| {
            let route = match site.route {
                SampleRoute::Random { order } => {
                    view! { <span>{t!(i18n, desk.route_random, order = order)}</span> }.into_any()
                }
                SampleRoute::Judgemental { criteria, reason } => view! {
                    <span class="tag">{t!(i18n, desk.route_judgemental)}</span>
                    <span class="soft">{criteria.join("、")}" "{reason}</span>
                }
                .into_any(),
            };
            view! {
                <tr tabindex="0" data-test=format!("sample-row-{}", site.project.code)>
                    <td class="number">{site.ordinal}</td>
                    <th scope="row" class="code">{site.project.code.to_string()}</th>
                    <td class="wide">{site.project.name}</td>
                    <td>{site.project.unit}</td>
                    <td>{site.project.township}</td>
                    <td class="number">{site.project.amount.to_wan_yuan_text()}</td>
                    <td class="wide">{route}</td>
                </tr>
            }
        })
        .collect_view();
    view! {
        <TableFrame caption=text!(i18n, sampled_sites) data_test="sample-table">
            <thead>
                <tr>
                    <th scope="col" class="number">{t!(i18n, desk.ordinal)}</th>
                    <th scope="col">{t!(i18n, desk.project_code)}</th>
                    <th scope="col">{t!(i18n, desk.project_name)}</th>
                    <th scope="col">{t!(i18n, desk.unit)}</th>
                    <th scope="col">{t!(i18n, desk.township)}</th>
                    <th scope="col" class="number">{t!(i18n, desk.amount_wan_yuan)}</th>
                    <th scope="col">{t!(i18n, desk.route)}</th>
                </tr>
            </thead>
            <tbody>{rows}</tbody>
            <tfoot>
                <tr>
                    <td></td>
                    <th scope="row">{t!(i18n, desk.total)}</th>
                    <td colspan="3">{t!(i18n, desk.project_count, count = count)}</td>
                    <td class="number">{total.map(Fen::to_wan_yuan_text)}</td>
                    <td></td>
                </tr>
            </tfoot>
        </TableFrame>
    }
}
