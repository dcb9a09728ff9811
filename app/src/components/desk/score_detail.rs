//! Why an indicator has its score: rule in words, working, and the facts as links.

use domain::ids::{DocumentId, ProjectCode};
use domain::scoring::{FactReference, ScoreRow, SourceNames};
use domain::working_paper::document_index;
use leptos::prelude::*;

use super::progress_tables::encode;
use super::score_words::flag_text;
use super::words::form_language;
use crate::i18n::*;

/// `room_href` is the engagement's address, for the links to records and findings; `names` say
/// what the facts are called.
#[component]
pub fn ScoreDetail(
    row: ScoreRow,
    names: StoredValue<SourceNames>,
    #[prop(into)] room_href: String,
) -> impl IntoView {
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
        .map(|fact| view! { <li>{fact_view(fact, names, &room_href)}</li> })
        .collect_view();
    let score = match row.score {
        Some(score) => format!("{score} / {}", row.weight),
        None => format!("– / {}", row.weight),
    };
    let not_applicable = row.not_applicable.map(|reason| {
        view! { <p data-test="score-na">{t!(i18n, scores.na_because, reason = reason)}</p> }
    });
    view! {
        <p class="score-figure">{score}</p>
        {not_applicable}
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
                    .map(|flag| {
                        let about = row.flag_subjects.get(&flag).map(|it| it.join("、"));
                        let about = about.map(|about| {
                            view! { <span class="soft">" "{about}</span> }
                        });
                        view! { <li>{move || flag_text(i18n, &flag)}{about}</li> }
                    })
                    .collect_view()}
            </ul>
        })}
        <details class="facts-list" open=count <= 12>
            <summary>{t!(i18n, desk.facts_behind, count = count)}</summary>
            <ul data-test="score-facts">{facts}</ul>
        </details>
    }
}

fn fact_view(fact: FactReference, names: StoredValue<SourceNames>, room_href: &str) -> AnyView {
    let i18n = use_i18n();
    match fact {
        FactReference::Record {
            record,
            project_code,
            path,
        } => record_link((record, project_code, path), names, room_href),
        FactReference::Survey { form_id, responses } => {
            let form = encode(&form_id);
            let title = names.with_value(|names| names.questionnaire(&form_id).to_owned());
            view! {
                <a href=format!("{room_href}/records?kind=questionnaire_response&form={form}")>
                    {t!(i18n, desk.fact_survey, count = responses)}" "{title}
                </a>
            }
            .into_any()
        }
        FactReference::FundFigure { key } => {
            let name = names.with_value(|names| names.fund_figure(&key).to_owned());
            view! {
                <a href="#fund-figures">{t!(i18n, desk.fact_fund_figure)}" "{name}</a>
            }
            .into_any()
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
        FactReference::Plan { indicator } => {
            let of = indicator.map(|code| format!("?indicator={}", encode(code.as_str())));
            view! {
                <a href=format!("{room_href}/plan{}", of.unwrap_or_default())>
                    {t!(i18n, plan.room)}
                </a>
            }
            .into_any()
        }
        FactReference::Profile => {
            view! { <a href=format!("{room_href}/report")>{t!(i18n, desk.room_report)}</a> }
                .into_any()
        }
        FactReference::Document { ordinal } => {
            let index = document_index(ordinal);
            view! {
                <a href=format!("{room_href}/documents?document={ordinal}")>{index}</a>
            }
            .into_any()
        }
        FactReference::Finding { code } => {
            let finding = encode(code.as_str());
            view! {
                <a href=format!("{room_href}/findings?finding={finding}")>
                    {t!(i18n, desk.room_findings)}" "{code.to_string()}
                </a>
            }
            .into_any()
        }
    }
}

fn record_link(
    (record, project_code, path): (DocumentId, ProjectCode, Option<String>),
    names: StoredValue<SourceNames>,
    room_href: &str,
) -> AnyView {
    let i18n = use_i18n();
    let query = path
        .as_deref()
        .map(|p| format!("?path={}", encode(p)))
        .unwrap_or_default();
    let href = format!("{room_href}/records/{}{query}", encode(record.as_str()));
    let text = move || {
        let language = form_language(i18n);
        names.with_value(|names| {
            names.record_text(&record, &project_code, path.as_deref(), language)
        })
    };
    view! { <a href=href>{text}</a> }.into_any()
}
