//! 抽样记录表 as it is printed and signed: all that is needed to redo the draw.

use domain::sampling::DrawProtocol;
use leptos::prelude::*;

use super::words::method_word;
use crate::components::TableFrame;
use crate::i18n::*;

/// The sheet of one draw.
#[component]
pub fn ProtocolSheet(protocol: DrawProtocol) -> impl IntoView {
    let i18n = use_i18n();
    let request = protocol.request;
    let by = request.by.clone().unwrap_or_default();
    let picks = protocol
        .picks
        .iter()
        .map(|code| code.to_string())
        .collect::<Vec<_>>();
    let strata = protocol.strata;
    let row = move |label: AnyView, value: String| {
        view! { <tr><th scope="row">{label}</th><td class="wide break">{value}</td></tr> }
    };
    let coverage = format!(
        "{} % · {} %",
        protocol.coverage.count_pct, protocol.coverage.amount_pct
    );
    view! {
        <section class="sheet printable" data-test="protocol-sheet">
            <TableFrame caption=text!(i18n, protocol_title) show_caption=true>
                <tbody>
                    {row(t!(i18n, desk.purpose).into_any(), protocol.purpose)}
                    {row(t!(i18n, desk.population).into_any(), protocol.population.to_string())}
                    {row(
                        t!(i18n, desk.population_amount).into_any(),
                        protocol.population_amount.to_wan_yuan_text(),
                    )}
                    <tr>
                        <th scope="row">{t!(i18n, desk.method)}</th>
                        <td>{move || method_word(i18n, request.method)}</td>
                    </tr>
                    {row(t!(i18n, desk.sample_n).into_any(), request.n.to_string())}
                    {(!by.is_empty()).then(|| row(t!(i18n, desk.stratify_by).into_any(), by))}
                    {row(t!(i18n, desk.seed).into_any(), request.seed.to_string())}
                    {row(t!(i18n, desk.algorithm).into_any(), protocol.algorithm)}
                    {row(t!(i18n, desk.frame_hash).into_any(), protocol.frame_sha256)}
                    {row(t!(i18n, desk.coverage).into_any(), coverage)}
                    {row(t!(i18n, desk.draw_result).into_any(), picks.join("  "))}
                    {row(t!(i18n, desk.operator).into_any(), protocol.operator)}
                    {row(t!(i18n, desk.witness).into_any(), protocol.witness)}
                    {row(t!(i18n, desk.drawn_at).into_any(), protocol.drawn_at.to_minute_text())}
                </tbody>
            </TableFrame>
            {(!strata.is_empty()).then(|| view! { <StrataTable strata=strata/> })}
        </section>
    }
}

#[component]
fn StrataTable(strata: Vec<(String, u32, u32)>) -> impl IntoView {
    let i18n = use_i18n();
    let rows = strata
        .into_iter()
        .map(|(key, size, allocation)| {
            view! {
                <tr>
                    <th scope="row">{key}</th>
                    <td class="number">{size}</td>
                    <td class="number">{allocation}</td>
                </tr>
            }
        })
        .collect_view();
    view! {
        <TableFrame caption=text!(i18n, strata) show_caption=true>
            <thead>
                <tr>
                    <th scope="col">{t!(i18n, desk.stratum)}</th>
                    <th scope="col" class="number">{t!(i18n, desk.stratum_size)}</th>
                    <th scope="col" class="number">{t!(i18n, desk.stratum_allocation)}</th>
                </tr>
            </thead>
            <tbody>{rows}</tbody>
        </TableFrame>
    }
}
