//! The frame's projects as a table with column totals.

use domain::money::Fen;
use domain::project::Project;
use leptos::prelude::*;

use crate::components::TableFrame;
use crate::i18n::*;

/// Projects in the order given; the totals are of what is shown.
#[component]
pub fn ProjectTable(projects: Vec<Project>) -> impl IntoView {
    let i18n = use_i18n();
    let count = projects.len();
    let total = Fen::checked_sum(projects.iter().map(|project| project.amount));
    let rows = projects
        .into_iter()
        .map(|project| {
            let quantity = project.planned_quantity.unwrap_or_default();
            view! {
                <tr tabindex="0">
                    <th scope="row" class="code">{project.code.to_string()}</th>
                    <td class="wide">{project.name}</td>
                    <td>{project.unit}</td>
                    <td>{project.township}</td>
                    <td>{project.project_type}</td>
                    <td class="number">{project.amount.to_wan_yuan_text()}</td>
                    <td class="number">{quantity}</td>
                    <td>{project.measure_unit}</td>
                </tr>
            }
        })
        .collect_view();
    view! {
        <TableFrame caption=text!(i18n, projects) data_test="frame-table">
            <thead>
                <tr>
                    <th scope="col">{t!(i18n, desk.project_code)}</th>
                    <th scope="col">{t!(i18n, desk.project_name)}</th>
                    <th scope="col">{t!(i18n, desk.unit)}</th>
                    <th scope="col">{t!(i18n, desk.township)}</th>
                    <th scope="col">{t!(i18n, desk.project_type)}</th>
                    <th scope="col" class="number">{t!(i18n, desk.amount_wan_yuan)}</th>
                    <th scope="col" class="number">{t!(i18n, desk.planned_quantity)}</th>
                    <th scope="col">{t!(i18n, desk.measure_unit)}</th>
                </tr>
            </thead>
            <tbody>{rows}</tbody>
            <tfoot>
                <tr>
                    <th scope="row">{t!(i18n, desk.total)}</th>
                    <td colspan="4">{t!(i18n, desk.project_count, count = count)}</td>
                    <td class="number">{total.map(Fen::to_wan_yuan_text)}</td>
                    <td colspan="2"></td>
                </tr>
            </tfoot>
        </TableFrame>
    }
}

/// 212 projects · 12 units · 1,686.00万元: what a bureau checks first.
#[component]
pub fn ControlTotals(projects: u32, units: u32, amount: Fen) -> impl IntoView {
    let i18n = use_i18n();
    view! {
        <dl class="control-totals" data-test="control-totals">
            <div>
                <dt>{t!(i18n, desk.projects)}</dt>
                <dd data-test="total-projects">{projects}</dd>
            </div>
            <div>
                <dt>{t!(i18n, desk.units)}</dt>
                <dd data-test="total-units">{units}</dd>
            </div>
            <div>
                <dt>{t!(i18n, desk.amount_wan_yuan)}</dt>
                <dd data-test="total-amount">{amount.to_wan_yuan_text()}</dd>
            </div>
        </dl>
    }
}
