//! 项目汇总: count, amount, grades with bars, the engagements with 自评 beside 评价得分. Not here: what
//! counts as apart (`domain::programme`).

use domain::programme::ProgrammeSummary;
use domain::scoring::Points;
use domain::wire::{ProgrammeLine, ProgrammeView};
use leptos::prelude::*;
use leptos_router::components::A;

use crate::components::desk::Judgement;
use crate::components::{EmptyState, Icon, IconName, TableFrame};
use crate::i18n::*;
use crate::pages::desk::support::{problem_text, room_href};
use crate::state::checks;

/// Everything of `?tab=summary`.
#[component]
pub fn Summary(seen: ProgrammeView) -> impl IntoView {
    let i18n = use_i18n();
    if seen.lines.is_empty() {
        return view! {
            <EmptyState
                icon=IconName::Paper title=said!(i18n, none) text=said!(i18n, none_text)
            />
        }
        .into_any();
    }
    let summary = seen.summary;
    let no_low = summary.no_low_grades;
    view! {
        <dl class="control-totals" data-test="programme-totals">
            <div>
                <dt>{t!(i18n, programme.count)}</dt>
                <dd data-test="programme-count">{summary.count}</dd>
            </div>
            <div>
                <dt>{t!(i18n, programme.amount)}</dt>
                <dd data-test="programme-amount">{summary.amount_text.clone()}</dd>
            </div>
            <div>
                <dt>{t!(i18n, programme.unscored)}</dt>
                <dd data-test="programme-unscored">{summary.unscored}</dd>
            </div>
        </dl>
        <Grades summary/>
        {no_low.then(|| view! {
            <p class="banner banner-warn" data-test="no-low-grades">
                <Icon name=IconName::Note/>
                <span>{t!(i18n, programme.no_low_grades)}</span>
            </p>
        })}
        <div class="actions">
            <a
                class="button" href=checks::programme_table_url() download="programme.xlsx"
                rel="external" data-test="export-programme.xlsx"
            >
                <Icon name=IconName::Export/>{t!(i18n, desk.export_table)}
            </a>
        </div>
        <Engagements lines=seen.lines/>
    }
    .into_any()
}

/// How many have which grade; a bar only repeats its number.
#[component]
fn Grades(summary: ProgrammeSummary) -> impl IntoView {
    let i18n = use_i18n();
    let all = u64::from(summary.count).max(1);
    let row = move |(grade, count): (String, u32)| {
        let width = u64::from(count) * 100 / all;
        view! {
            <tr data-test=format!("grade-{grade}")>
                <th scope="row">{grade.clone()}</th>
                <td class="survey-bar">
                    <div class="meter-bar" aria-hidden="true">
                        <div class="meter-fill" style=format!("inline-size:{width}%")></div>
                    </div>
                </td>
                <td class="number">{count}</td>
            </tr>
        }
    };
    view! {
        <TableFrame caption=said!(i18n, grades) show_caption=true data_test="grade-table">
            <thead>
                <tr>
                    <th scope="col">{t!(i18n, programme.grade)}</th>
                    <td></td>
                    <th scope="col" class="number">{t!(i18n, programme.engagements)}</th>
                </tr>
            </thead>
            <tbody>{summary.by_grade.into_iter().map(row).collect_view()}</tbody>
        </TableFrame>
    }
}

#[component]
fn Engagements(lines: Vec<ProgrammeLine>) -> impl IntoView {
    let i18n = use_i18n();
    let row = |line| view! { <EngagementRow line/> };
    view! {
        <TableFrame caption=said!(i18n, room) data_test="programme-table">
            <thead>
                <tr>
                    <th scope="col">{t!(i18n, programme.title)}</th>
                    <th scope="col">{t!(i18n, programme.sector)}</th>
                    <th scope="col" class="number">{t!(i18n, programme.amount_wan_yuan)}</th>
                    <th scope="col" class="number">{t!(i18n, programme.self_score)}</th>
                    <th scope="col" class="number">{t!(i18n, programme.spot_check)}</th>
                    <th scope="col" class="number">{t!(i18n, programme.score)}</th>
                    <th scope="col" class="number">{t!(i18n, programme.difference)}</th>
                    <th scope="col">{t!(i18n, programme.grade)}</th>
                </tr>
            </thead>
            <tbody>{lines.into_iter().map(row).collect_view()}</tbody>
        </TableFrame>
    }
}

#[component]
fn EngagementRow(line: ProgrammeLine) -> impl IntoView {
    let i18n = use_i18n();
    let points = |points: Option<Points>| points.map(|it| it.to_string());
    let (entry, scores) = (line.entry, line.scores);
    let is_apart = scores.is_apart;
    // A spot check has its total in its own column, also while it has gaps.
    let third_party = match scores.scores.third_party {
        None if entry.grade.is_none() => entry.total,
        third_party => third_party,
    };
    let number = line.report_number;
    let grade = match (line.problem, entry.grade) {
        (Some(problem), _) => view! {
            <Judgement class="bad" word=said!(i18n, unreadable_line)/>
            <p class="soft">{move || problem_text(i18n, &problem)}</p>
        }
        .into_any(),
        (None, Some(grade)) if number.is_empty() => view! { <strong>{grade}</strong> }.into_any(),
        (None, Some(grade)) => view! {
            <strong>{grade}</strong>" "
            <small>{t!(i18n, programme.issued_as, number = number)}</small>
        }
        .into_any(),
        (None, None) if entry.total.is_some() => {
            view! { <Judgement class="warn" word=said!(i18n, has_gaps)/> }.into_any()
        }
        (None, None) => {
            view! { <Judgement class="neutral" word=said!(i18n, not_scored)/> }.into_any()
        }
    };
    let code = entry.code;
    view! {
        <tr tabindex="0" data-test=format!("programme-{code}")>
            <th scope="row" class="wide">
                <A
                    href=room_href(&code, "overview")
                    attr:data-test=format!("open-engagement-{code}")
                >
                    {entry.title}
                </A>
            </th>
            <td>{entry.sector}</td>
            <td class="number">{entry.amount.to_wan_yuan_text()}</td>
            <td class="number">{points(scores.scores.self_score)}</td>
            <td class="number">{points(scores.scores.spot_check)}</td>
            <td class="number">{points(third_party)}</td>
            <td class="number">
                {points(scores.self_minus_third_party)}
                {is_apart.then(|| view! {
                    " "<Judgement class="warn" word=said!(i18n, apart)/>
                })}
            </td>
            <td>{grade}</td>
        </tr>
    }
}
