//! The foot of the score table: total and grade, how the total was rescaled, which 一票否决 applied.
//! Not here: deciding any of it (`domain::scoring`).

use domain::scoring::{AppliedVeto, Points, ScoreSheet};
use leptos::prelude::*;

use super::progress_tables::encode;
use super::words::Words;
use crate::components::{Icon, IconName};
use crate::i18n::*;

/// `room_href` is the engagement's address, for the links to findings.
#[component]
pub fn ScoreFoot(sheet: ScoreSheet, #[prop(into)] room_href: String) -> impl IntoView {
    let i18n = use_i18n();
    let weight: Points = sheet
        .levels
        .iter()
        .filter(|level| level.level == 1)
        .map(|level| level.weight)
        .sum();
    let total = sheet.total.to_string();
    let rescaled = sheet.rescaling.map(|rescaling| {
        let (sum, applicable) = (rescaling.sum.to_string(), rescaling.applicable.to_string());
        let total = total.clone();
        view! {
            <tr>
                <td colspan="6" data-test="score-rescaling">
                    {t!(i18n, scores.rescaled, sum = sum, applicable = applicable, total = total)}
                </td>
            </tr>
        }
    });
    let vetoes = sheet
        .vetoes
        .into_iter()
        .map(|veto| view! { <VetoRow veto room_href=room_href.clone()/> })
        .collect_view();
    view! {
        <tfoot>
            {rescaled}
            {vetoes}
            <tr>
                <th scope="row" colspan="2">{t!(i18n, desk.total)}</th>
                <td class="number">{weight.to_string()}</td>
                <td class="number" data-test="score-total">{total}</td>
                <td colspan="2" data-test="score-grade">
                    {match sheet.grade {
                        Some(grade) => view! { <strong>{grade}</strong> }.into_any(),
                        None => t!(i18n, desk.grade_open).into_any(),
                    }}
                </td>
            </tr>
        </tfoot>
    }
}

/// What a veto did.
fn effect(i18n: Words, veto: &AppliedVeto) -> String {
    let zeroed = veto.zeroed.as_ref().map(|code| {
        let code = code.to_string();
        t_string!(i18n, scores.veto_zeroed, code = code).to_string()
    });
    let cap = veto.grade_cap.clone();
    let cap = cap.map(|grade| t_string!(i18n, scores.veto_cap, grade = grade).to_string());
    let parts: Vec<String> = zeroed.into_iter().chain(cap).collect();
    parts.join(" · ")
}

#[component]
fn VetoRow(veto: AppliedVeto, room_href: String) -> impl IntoView {
    let i18n = use_i18n();
    let findings = veto
        .findings
        .iter()
        .map(|code| {
            let href = format!("{room_href}/findings?finding={}", encode(code.as_str()));
            view! { " "<a href=href class="code">{code.to_string()}</a> }
        })
        .collect_view();
    let name = veto.name.clone();
    view! {
        <tr>
            <td colspan="6" data-test="score-veto">
                <span class="verdict verdict-bad">
                    <Icon name=IconName::Severe/>
                    {t!(i18n, scores.vetoed, name = name)}
                </span>
                " "{move || effect(i18n, &veto)}{findings}
            </td>
        </tr>
    }
}
