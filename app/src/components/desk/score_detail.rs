//! Why an indicator has its score: rule in words, working, and the facts as links.

use domain::scoring::{FactReference, ScoreRow};
use leptos::prelude::*;

use super::progress_tables::encode;
use crate::i18n::*;

/// `room_href` is the engagement's address, for the links to records and findings.
#[component]
pub fn ScoreDetail(row: ScoreRow, #[prop(into)] room_href: String) -> impl IntoView {
    let i18n = use_i18n();
    let working = row
        .working
        .into_iter()
        .map(|line| view! { <li class="code">{line}</li> })
        .collect_view();
    let count = row.facts.len();
    let facts = row
        .facts
        .into_iter()
        .map(|fact| view! { <li>{fact_view(fact, &room_href)}</li> })
        .collect_view();
    let score = match row.score {
        Some(score) => format!("{score} / {}", row.weight),
        None => format!("– / {}", row.weight),
    };
    view! {
        <p class="score-figure">{score}</p>
        <h3>{t!(i18n, desk.rule)}</h3>
        <p>{row.rule_text}</p>
        <h3>{t!(i18n, desk.working)}</h3>
        <ol class="working" data-test="score-working">{working}</ol>
        {(!row.deduction_reason.is_empty()).then(|| view! {
            <h3>{t!(i18n, desk.deduction_reason)}</h3>
            <p>{row.deduction_reason}</p>
        })}
        {(!row.flags.is_empty()).then(|| view! {
            <h3>{t!(i18n, desk.flags)}</h3>
            <ul>
                {row
                    .flags
                    .into_iter()
                    .map(|flag| view! { <li>{flag_view(flag)}</li> })
                    .collect_view()}
            </ul>
        })}
        <details class="facts-list" open=count <= 12>
            <summary>{t!(i18n, desk.facts_behind, count = count)}</summary>
            <ul data-test="score-facts">{facts}</ul>
        </details>
    }
}

/// The flags of the rules in words; a flag this version does not know shows its code.
fn flag_view(flag: String) -> impl IntoView {
    let i18n = use_i18n();
    move || match flag.as_str() {
        "TARGET_TOO_LOW" => t_string!(i18n, desk.flag_target_too_low).to_owned(),
        "BUDGET_TOO_HIGH" => t_string!(i18n, desk.flag_budget_too_high).to_owned(),
        "FEW_EXPERTS" => t_string!(i18n, desk.flag_few_experts).to_owned(),
        "SURVEY_HOLDS_POSTERS" => t_string!(i18n, surveys.flag_holds_posters).to_owned(),
        "SURVEY_TOO_SMALL" => t_string!(i18n, desk.flag_survey_too_small).to_owned(),
        "SAMPLE_INCOMPLETE" => t_string!(i18n, desk.flag_sample_incomplete).to_owned(),
        other => other.to_owned(),
    }
}

fn fact_view(fact: FactReference, room_href: &str) -> AnyView {
    let i18n = use_i18n();
    match fact {
        FactReference::Record {
            record,
            project_code,
            path,
        } => {
            let query = path
                .as_deref()
                .map(|p| format!("?path={}", encode(p)))
                .unwrap_or_default();
            let href = format!("{room_href}/records/{}{query}", encode(record.as_str()));
            let path = path.unwrap_or_default();
            view! { <a href=href>{project_code.to_string()}" "<span class="soft">{path}</span></a> }
                .into_any()
        }
        FactReference::Survey { form_id, responses } => view! {
            <a href=format!("{room_href}/records?kind=questionnaire_response")>
                {t!(i18n, desk.fact_survey, count = responses)}" "{form_id}
            </a>
        }
        .into_any(),
        FactReference::FundFigure { key } => {
            view! { {t!(i18n, desk.fact_fund_figure)}" "<span class="code">{key}</span> }.into_any()
        }
        FactReference::Frame { sha256 } => {
            let short: String = sha256.chars().take(12).collect();
            view! {
                <a href=format!("{room_href}/frame")>
                    {t!(i18n, desk.room_frame)}" "<span class="code">{short}</span>
                </a>
            }
            .into_any()
        }
        FactReference::DeskMark { indicator } => {
            view! { {t!(i18n, desk.fact_desk_mark)}" "{indicator.to_string()} }.into_any()
        }
        FactReference::Finding { code } => view! {
            <a href=format!("{room_href}/findings")>
                {t!(i18n, desk.room_findings)}" "{code.to_string()}
            </a>
        }
        .into_any(),
    }
}
