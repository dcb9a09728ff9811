//! The indicator tree as a table: weight, score, rate as a bar, state. Not here: computing scores.

use domain::scoring::{FactReference, Gap, LevelTotal, Points, ScoreRow, ScoreSheet};
use leptos::prelude::*;

use crate::components::{Icon, IconName, TableFrame};
use crate::i18n::*;

/// `on_open` runs with an indicator's code.
#[component]
pub fn ScoreTable(
    sheet: ScoreSheet,
    gaps: Vec<Gap>,
    #[prop(into)] opened: Signal<Option<String>>,
    on_open: Callback<String>,
) -> impl IntoView {
    let i18n = use_i18n();
    let mut rows: Vec<AnyView> = Vec::new();
    let mut branch = String::new();
    for row in sheet.rows {
        if row.level1.0 != branch {
            branch = row.level1.0.clone();
            let total = sheet
                .levels
                .iter()
                .find(|level| level.level == 1 && level.code == branch);
            rows.extend(
                total
                    .cloned()
                    .map(|total| view! { <LevelRow total=total/> }.into_any()),
            );
        }
        let is_gap = gaps.iter().any(|gap| gap.indicator == row.code);
        rows.push(view! { <IndicatorRow row=row is_gap=is_gap opened on_open/> }.into_any());
    }
    let weight: Points = sheet
        .levels
        .iter()
        .filter(|l| l.level == 1)
        .map(|l| l.weight)
        .sum();
    view! {
        <TableFrame caption=text!(i18n, room_scores) data_test="score-table">
            <thead>
                <tr>
                    <th scope="col">{t!(i18n, desk.indicator)}</th>
                    <th scope="col">{t!(i18n, desk.level2)}</th>
                    <th scope="col" class="number">{t!(i18n, desk.weight)}</th>
                    <th scope="col" class="number">{t!(i18n, desk.score)}</th>
                    <th scope="col">{t!(i18n, desk.rate)}</th>
                    <th scope="col">{t!(i18n, desk.state)}</th>
                </tr>
            </thead>
            <tbody>{rows}</tbody>
            <tfoot>
                <tr>
                    <th scope="row" colspan="2">{t!(i18n, desk.total)}</th>
                    <td class="number">{weight.to_string()}</td>
                    <td class="number" data-test="score-total">{sheet.total.to_string()}</td>
                    <td colspan="2" data-test="score-grade">
                        {match sheet.grade {
                            Some(grade) => view! { <strong>{grade}</strong> }.into_any(),
                            None => t!(i18n, desk.grade_open).into_any(),
                        }}
                    </td>
                </tr>
            </tfoot>
        </TableFrame>
    }
}

#[component]
fn LevelRow(total: LevelTotal) -> impl IntoView {
    view! {
        <tr class="level-row">
            <th scope="rowgroup" colspan="2">{format!("{} {}", total.code, total.name)}</th>
            <td class="number">{total.weight.to_string()}</td>
            <td class="number">{total.score.to_string()}</td>
            <td><RateBar rate=total.rate name=total.name/></td>
            <td></td>
        </tr>
    }
}

/// 得分率 as a bar and a number; the number is the server's, the bar follows it.
#[component]
fn RateBar(rate: String, name: String) -> impl IntoView {
    let whole = rate.split('.').next().unwrap_or_default().to_owned();
    view! {
        <div class="meter meter-neutral">
            <div
                class="meter-bar"
                role="meter"
                aria-label=name
                aria-valuemin="0"
                aria-valuemax="100"
                aria-valuenow=whole
            >
                <div class="meter-fill" style=format!("inline-size:{rate}%")></div>
            </div>
            <span class="meter-count">{rate}" %"</span>
        </div>
    }
}

fn is_manual(row: &ScoreRow) -> bool {
    row.rule == "manual"
        || row
            .facts
            .iter()
            .any(|f| matches!(f, FactReference::DeskMark { .. }))
}

#[component]
fn IndicatorRow(
    row: ScoreRow,
    is_gap: bool,
    opened: Signal<Option<String>>,
    on_open: Callback<String>,
) -> impl IntoView {
    let i18n = use_i18n();
    let code = row.code.to_string();
    let manual = is_manual(&row);
    let sign = match (is_gap || row.score.is_none(), manual) {
        (true, _) => view! {
            <span class="verdict verdict-bad">
                <Icon name=IconName::Severe/>{t!(i18n, desk.state_gap)}
            </span>
        }
        .into_any(),
        (false, true) => view! {
            <span class="verdict verdict-neutral">
                <Icon name=IconName::Person/>{t!(i18n, desk.state_manual)}
            </span>
        }
        .into_any(),
        (false, false) => view! {
            <span class="verdict verdict-good">
                <Icon name=IconName::Done/>{t!(i18n, desk.state_evidence)}
            </span>
        }
        .into_any(),
    };
    let rate = row.rate.clone();
    let name = row.name.clone();
    let (current, open_code) = (code.clone(), code.clone());
    let is_open = Memo::new(move |_| opened.get().as_ref() == Some(&current));
    view! {
        <tr class:row-highlighted=move || is_open.get()>
            <th scope="row" class="wide">
                <button
                    type="button"
                    class="button-link"
                    data-test=format!("indicator-{code}")
                    aria-expanded=move || if is_open.get() { "true" } else { "false" }
                    on:click=move |_| on_open.run(open_code.clone())
                >
                    <span class="code">{code.clone()}</span>" "{row.name}
                </button>
            </th>
            <td>{row.level2}</td>
            <td class="number">{row.weight.to_string()}</td>
            <td class="number">{row.score.map(|score| score.to_string())}</td>
            <td>{rate.map(|rate| view! { <RateBar rate=rate name=name/> })}</td>
            <td>{sign}</td>
        </tr>
    }
}
