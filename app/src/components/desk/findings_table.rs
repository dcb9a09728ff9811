//! Findings 问题, worst first as given; each opens its details and leads to the answer it comes
//! from. Not here: the details (`finding_detail`).

use domain::finding::{Finding, Severity};
use leptos::prelude::*;

use super::progress_tables::encode;
use super::words::{severity_sign, severity_word};
use crate::components::{Icon, TableFrame};
use crate::i18n::*;

/// The id of a finding's row.
pub fn finding_anchor(code: &str) -> String {
    format!("finding-{code}")
}

/// `on_open` runs with a finding's code; `records_href` is the address of the records room, without
/// a slash at its end.
#[component]
pub fn FindingsTable(
    findings: Vec<Finding>,
    #[prop(into)] records_href: String,
    #[prop(into)] opened: Signal<String>,
    on_open: Callback<String>,
) -> impl IntoView {
    let i18n = use_i18n();
    let count = findings.len();
    let by_severity = [Severity::Severe, Severity::Major, Severity::Minor].map(|severity| {
        let of_it = findings
            .iter()
            .filter(|one| one.severity == severity)
            .count();
        view! { " · "{move || severity_word(i18n, severity)}" "{of_it} }
    });
    let by_severity = by_severity.into_iter().collect_view();
    let rows = findings
        .into_iter()
        .map(|finding| {
            let (class, icon) = severity_sign(finding.severity);
            let record = encode(finding.record.as_str());
            let href = format!("{records_href}/{record}?path={}", encode(&finding.path));
            let code = finding.code.to_string();
            let (mine, chosen) = (code.clone(), code.clone());
            let is_open = Memo::new(move |_| opened.get() == mine);
            view! {
                <tr
                    tabindex="0"
                    id=finding_anchor(&code)
                    class:row-highlighted=move || is_open.get()
                    data-test=format!("finding-{code}")
                >
                    <th scope="row">
                        <button
                            type="button"
                            class="button-link code"
                            data-test=format!("open-{code}")
                            aria-expanded=move || if is_open.get() { "true" } else { "false" }
                            on:click=move |_| on_open.run(chosen.clone())
                        >
                            {finding.code.to_string()}
                        </button>
                    </th>
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
            <tfoot>
                <tr>
                    <th scope="row">{t!(i18n, desk.total)}</th>
                    <td colspan="7" data-test="findings-total">
                        {t!(i18n, desk.finding_count, count = count)}
                        {by_severity}
                    </td>
                </tr>
            </tfoot>
        </TableFrame>
    }
}
