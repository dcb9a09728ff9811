//! Findings 问题, worst first as given; each opens its details and leads to the answer it comes
//! from. Not here: the details (`finding_detail`).

use domain::finding::{Finding, FindingClass, FindingCost, Severity};
use domain::money::Fen;
use domain::scoring::Points;
use domain::wire::FindingView;
use leptos::prelude::*;

use super::finding_words::{class_word, finding_state_sign, finding_state_word};
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
    findings: Vec<FindingView>,
    #[prop(into)] records_href: String,
    #[prop(into)] opened: Signal<String>,
    on_open: Callback<String>,
) -> impl IntoView {
    let i18n = use_i18n();
    let count = findings.len();
    let lost: Points = findings
        .iter()
        .flat_map(|one| &one.costs)
        .map(|cost| cost.points)
        .sum();
    let by_severity = [Severity::Severe, Severity::Major, Severity::Minor].map(|severity| {
        let of_it = findings
            .iter()
            .filter(|one| one.finding.severity == severity)
            .count();
        view! { " · "{move || severity_word(i18n, severity)}" "{of_it} }
    });
    let by_severity = by_severity.into_iter().collect_view();
    let amount = Fen::checked_sum(findings.iter().filter_map(|one| one.finding.amount));
    let amount = amount.map(Fen::to_wan_yuan_text);
    let rows = findings
        .into_iter()
        .map(|one| {
            let records_href = records_href.clone();
            let (finding, costs) = (one.finding, one.costs);
            view! { <FindingRow finding costs records_href opened on_open/> }
        })
        .collect_view();
    view! {
        <TableFrame caption=text!(i18n, room_findings) data_test="findings-table">
            <thead>
                <tr>
                    <th scope="col">{t!(i18n, desk.finding_code)}</th>
                    <th scope="col">{t!(i18n, desk.severity)}</th>
                    <th scope="col">{t!(i18n, findings.problem_title)}</th>
                    <th scope="col">{t!(i18n, desk.facts)}</th>
                    <th scope="col">{t!(i18n, desk.project_name)}</th>
                    <th scope="col">{t!(i18n, desk.unit)}</th>
                    <th scope="col">{t!(i18n, desk.indicator)}</th>
                    <th scope="col" class="number">{t!(i18n, findings.cost)}</th>
                    <th scope="col">{t!(i18n, findings.class)}</th>
                    <th scope="col" class="number">{t!(i18n, findings.amount_wan_yuan)}</th>
                    <th scope="col">{t!(i18n, desk.state)}</th>
                    <th scope="col">{t!(i18n, desk.evidence)}</th>
                </tr>
            </thead>
            <tbody>{rows}</tbody>
            <tfoot>
                <tr>
                    <th scope="row">{t!(i18n, desk.total)}</th>
                    <td colspan="6" data-test="findings-total">
                        {t!(i18n, desk.finding_count, count = count)}
                        {by_severity}
                    </td>
                    <td class="number" data-test="findings-cost">{lost.to_string()}</td>
                    <td></td>
                    <td class="number" data-test="findings-amount">{amount}</td>
                    <td colspan="2"></td>
                </tr>
            </tfoot>
        </TableFrame>
    }
}

#[component]
fn FindingRow(
    finding: Finding,
    costs: Vec<FindingCost>,
    records_href: String,
    opened: Signal<String>,
    on_open: Callback<String>,
) -> impl IntoView {
    let i18n = use_i18n();
    let (severity, finding_class): (Severity, FindingClass) = (finding.severity, finding.class);
    let (class, icon) = severity_sign(severity);
    let (state_class, state_icon) = finding_state_sign(&finding.state);
    let record = finding.is_from_record().then(|| {
        let record = encode(finding.record.as_str());
        let href = format!("{records_href}/{record}?path={}", encode(&finding.path));
        view! { <a href=href>{t!(i18n, desk.open_record)}</a> }
    });
    let code = finding.code.to_string();
    let (mine, chosen) = (code.clone(), code.clone());
    let is_open = Memo::new(move |_| opened.get() == mine);
    let (state, heading) = (finding.state.clone(), finding.heading());
    let cost = costs
        .into_iter()
        .map(|cost| view! { <div>{format!("{} {}", cost.indicator, cost.points)}</div> })
        .collect_view();
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
                    {code.clone()}
                </button>
            </th>
            <td>
                <span class=format!("verdict verdict-{class}")>
                    <Icon name=icon/>
                    <span>{move || severity_word(i18n, severity)}</span>
                </span>
            </td>
            <td class="wide">{heading}</td>
            <td class="wide">{finding.facts}</td>
            <td class="wide">{finding.project_name}</td>
            <td>{finding.responsible_unit}</td>
            <td class="code">{finding.indicator.map(|code| code.to_string())}</td>
            <td class="number">{cost}</td>
            <td>{move || class_word(i18n, finding_class)}</td>
            <td class="number">{finding.amount.map(Fen::to_wan_yuan_text)}</td>
            <td>
                <span class=format!("verdict verdict-{state_class}")>
                    <Icon name=state_icon/>
                    <span>{move || finding_state_word(i18n, &state)}</span>
                </span>
            </td>
            <td>{record}</td>
        </tr>
    }
}
