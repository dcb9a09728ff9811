//! Findings 问题, worst first as given; each leads to the answer it comes from.

use domain::finding::Finding;
use leptos::prelude::*;

use super::progress_tables::encode;
use super::words::{severity_sign, severity_word};
use crate::components::{Icon, TableFrame};
use crate::i18n::*;

/// `records_href` is the address of the records room, without a slash at its end.
#[component]
pub fn FindingsTable(findings: Vec<Finding>, #[prop(into)] records_href: String) -> impl IntoView {
    let i18n = use_i18n();
    let rows = findings
        .into_iter()
        .map(|finding| {
            let (class, icon) = severity_sign(finding.severity);
            let record = encode(finding.record.as_str());
            let href = format!("{records_href}/{record}?path={}", encode(&finding.path));
            view! {
                <tr tabindex="0" data-test=format!("finding-{}", finding.code)>
                    <th scope="row" class="code">{finding.code.to_string()}</th>
                    <td>
                        <span class=format!("verdict verdict-{class}")>
                            <Icon name=icon/>
                            <span>{move || severity_word(i18n, finding.severity)}</span>
                        </span>
                    </td>
                    <td class="wide">{finding.check}</td>
                    <td class="wide">{finding.facts}</td>
                    <td class="wide">{finding.project_name}</td>
                    <td>{finding.responsible_unit}</td>
                    <td class="code">{finding.indicator.map(|code| code.to_string())}</td>
                    <td>
                        <a href=href>{t!(i18n, desk.open_record)}</a>
                    </td>
                </tr>
            }
        })
        .collect_view();
    view! {
        <TableFrame caption=text!(i18n, room_findings) data_test="findings-table">
            <thead>
                <tr>
                    <th scope="col">{t!(i18n, desk.finding_code)}</th>
                    <th scope="col">{t!(i18n, desk.severity)}</th>
                    <th scope="col">{t!(i18n, desk.check)}</th>
                    <th scope="col">{t!(i18n, desk.facts)}</th>
                    <th scope="col">{t!(i18n, desk.project_name)}</th>
                    <th scope="col">{t!(i18n, desk.unit)}</th>
                    <th scope="col">{t!(i18n, desk.indicator)}</th>
                    <th scope="col">{t!(i18n, desk.evidence)}</th>
                </tr>
            </thead>
            <tbody>{rows}</tbody>
        </TableFrame>
    }
}
