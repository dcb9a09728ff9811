//! All problems of an import at once: where, what, how to mend.

use leptos::prelude::*;

use crate::components::{Icon, IconName, TableFrame};
use crate::i18n::*;

/// One problem, already in words.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ProblemRow {
    /// Worksheet, where it is in one.
    pub sheet: String,
    /// Row as the spreadsheet numbers it.
    pub row: String,
    /// Heading or letter.
    pub column: String,
    /// What is wrong and how to mend it.
    pub text: String,
    /// A warning does not hinder.
    pub warning: bool,
}

/// A table of problems; errors first.
#[component]
pub fn ProblemTable(mut rows: Vec<ProblemRow>) -> impl IntoView {
    let i18n = use_i18n();
    rows.sort_by_key(|row| row.warning);
    let rows = rows
        .into_iter()
        .map(|row| {
            let sign = if row.warning {
                view! {
                    <span class="verdict verdict-warn">
                        <Icon name=IconName::Problem/>{t!(i18n, desk.problem_warning)}
                    </span>
                }
                .into_any()
            } else {
                view! {
                    <span class="verdict verdict-bad">
                        <Icon name=IconName::Severe/>{t!(i18n, desk.problem_error)}
                    </span>
                }
                .into_any()
            };
            view! {
                <tr>
                    <td>{sign}</td>
                    <td>{row.sheet}</td>
                    <td class="number">{row.row}</td>
                    <td>{row.column}</td>
                    <td class="wide">{row.text}</td>
                </tr>
            }
        })
        .collect_view();
    view! {
        <TableFrame caption=text!(i18n, problems_caption) data_test="import-problems">
            <thead>
                <tr>
                    <th scope="col">{t!(i18n, desk.problem_kind)}</th>
                    <th scope="col">{t!(i18n, desk.sheet)}</th>
                    <th scope="col" class="number">{t!(i18n, desk.row)}</th>
                    <th scope="col">{t!(i18n, desk.column)}</th>
                    <th scope="col">{t!(i18n, desk.problem_what)}</th>
                </tr>
            </thead>
            <tbody>{rows}</tbody>
        </TableFrame>
    }
}
