//! The indicator tree as a table: weight, score, rate as a bar, state. Not here: computing scores.

use domain::scoring::{FactReference, Gap, LevelTotal, ScoreChange, ScoreRow, ScoreSheet};
use leptos::prelude::*;

use super::score_changes::difference;
use super::score_foot::ScoreFoot;
use super::words::Words;
use crate::components::{Icon, IconName, TableFrame};
use crate::i18n::*;

/// `stale` is what changed since 初步结论; `room_href` is the engagement's
/// address; `on_open` runs with an indicator's code.
#[component]
pub fn ScoreTable(
    sheet: ScoreSheet,
    gaps: Vec<Gap>,
    stale: Vec<ScoreChange>,
    #[prop(into)] room_href: String,
    #[prop(into)] opened: Signal<Option<String>>,
    on_open: Callback<String>,
) -> impl IntoView {
    let i18n = use_i18n();
    let mut rows: Vec<AnyView> = Vec::new();
    let mut branch = String::new();
    for row in sheet.rows.clone() {
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
        let change = stale.iter().find(|it| it.code == row.code.as_str());
        let change = change.cloned();
        let state = RowState::of(&row, is_gap);
        rows.push(view! { <IndicatorRow row state change opened on_open/> }.into_any());
    }
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
            <ScoreFoot sheet room_href/>
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

/// What a row rests on.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum RowState {
    NotApplicable,
    Gap,
    Manual,
    Evidence,
}

impl RowState {
    fn of(row: &ScoreRow, is_gap: bool) -> Self {
        if row.not_applicable.is_some() {
            Self::NotApplicable
        } else if is_gap || row.score.is_none() {
            Self::Gap
        } else if is_manual(row) {
            Self::Manual
        } else {
            Self::Evidence
        }
    }

    fn sign(self) -> (&'static str, IconName) {
        match self {
            Self::NotApplicable => ("verdict verdict-neutral", IconName::Note),
            Self::Gap => ("verdict verdict-bad", IconName::Severe),
            Self::Manual => ("verdict verdict-neutral", IconName::Person),
            Self::Evidence => ("verdict verdict-good", IconName::Done),
        }
    }

    fn word(self, i18n: Words) -> &'static str {
        match self {
            Self::NotApplicable => t_string!(i18n, scores.na_state),
            Self::Gap => t_string!(i18n, desk.state_gap),
            Self::Manual => t_string!(i18n, desk.state_manual),
            Self::Evidence => t_string!(i18n, desk.state_evidence),
        }
    }
}

#[component]
fn IndicatorRow(
    row: ScoreRow,
    state: RowState,
    change: Option<ScoreChange>,
    opened: Signal<Option<String>>,
    on_open: Callback<String>,
) -> impl IntoView {
    let i18n = use_i18n();
    let code = row.code.to_string();
    let (class, icon) = state.sign();
    let stale = change.map(|change| {
        view! {
            " "
            <span class="verdict verdict-warn" data-test=format!("stale-{code}")>
                <Icon name=IconName::Problem/>{t!(i18n, scores.stale)}
            </span>
            " "
            <span class="code" data-test=format!("stale-change-{code}")>
                {move || difference(i18n, &change)}
            </span>
        }
    });
    let original = row.original_weight.filter(|weight| *weight != row.weight);
    let original = original.map(|weight| {
        view! { <del class="soft">{weight.to_string()}</del>" " }
    });
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
            <td class="number">{original}{row.weight.to_string()}</td>
            <td class="number">{row.score.map(|score| score.to_string())}</td>
            <td>{rate.map(|rate| view! { <RateBar rate=rate name=name/> })}</td>
            <td>
                <span class=class>
                    <Icon name=icon/>{move || state.word(i18n)}
                </span>
                {stale}
            </td>
        </tr>
    }
}
