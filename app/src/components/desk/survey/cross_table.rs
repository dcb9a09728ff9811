//! A question by an attribute; hidden cells say that they are hidden.

use domain::survey_statistics::{CrossTable, CrossTableLine};
use leptos::prelude::*;

use crate::components::desk::words::form_text;
use crate::components::{Icon, IconName, TableFrame};
use crate::i18n::*;

/// The table as it may be printed.
#[component]
pub fn CrossTableView(table: CrossTable) -> impl IntoView {
    let i18n = use_i18n();
    let minimum = table.cell_minimum;
    let total = move |line: &CrossTableLine| {
        line.total
            .map_or_else(|| format!("<{minimum}"), |total| total.to_string())
    };
    let heads = table.columns.iter().map(|column| {
        let label = column.label.clone();
        view! { <th scope="col" class="number">{move || form_text(i18n, &label)}</th> }
    });
    let heads = heads.collect_view();
    let sums: Vec<String> = table.columns.iter().map(total).collect();
    let sums = sums
        .into_iter()
        .map(|sum| view! { <td class="number">{sum}</td> });
    let sums = sums.collect_view();
    let rows = table.rows.iter().zip(table.cells).map(|(row, cells)| {
        let label = row.label.clone();
        let cells = cells
            .into_iter()
            .map(|cell| match (cell.count, cell.percent) {
                (Some(count), Some(percent)) => {
                    view! { <td class="number">{format!("{count} ({percent}%)")}</td> }.into_any()
                }
                _ => view! {
                    <td class="number">
                        <span aria-hidden="true">"＊"</span>
                        <span class="visually-hidden">{t!(i18n, surveys.hidden_cell)}</span>
                    </td>
                }
                .into_any(),
            });
        let cells = cells.collect_view();
        let sum = total(row);
        view! {
            <tr>
                <th scope="row">{move || form_text(i18n, &label)}</th>
                {cells}
                <td class="number">{sum}</td>
            </tr>
        }
    });
    let rows = rows.collect_view();
    view! {
        <TableFrame caption=super::survey_text!(i18n, cross_table) data_test="survey-cross-table">
            <thead>
                <tr>
                    <td></td>
                    {heads}
                    <th scope="col" class="number">{t!(i18n, surveys.total)}</th>
                </tr>
            </thead>
            <tbody>{rows}</tbody>
            <tfoot>
                <tr>
                    <th scope="row">{t!(i18n, surveys.total)}</th>
                    {sums}
                    <td class="number">{table.base}</td>
                </tr>
            </tfoot>
        </TableFrame>
        {table.has_hidden_cells.then(|| view! {
            <p class="verdict verdict-neutral">
                <Icon name=IconName::Note/>{t!(i18n, surveys.hidden_note)}" "{minimum}
            </p>
        })}
    }
}
