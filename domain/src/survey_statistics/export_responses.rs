//! The export's sheet of the responses: one to a row and without anything that identifies a person.
//! Not here: the sheets of the statistics (`export`), writing files (`server::render::tables`).

use sha2::{Digest as _, Sha256};

use super::export::{Cell, Sheet, number, text, yes_or_no};
use super::labels;
use super::model::StatisticsInput;
use crate::ids::DocumentId;
use crate::instrument::{Choice, Instrument, Node, QuestionType};
use crate::scoring::exact::parse_exact;
use crate::scoring::survey::{ResponseVerdict, SurveyResponse, SurveyResult};

/// Questions that go into an export: no pictures, signatures, places, metadata.
fn exported(node: &Node) -> Option<(&str, &QuestionType)> {
    match node {
        Node::Question {
            path,
            question_type,
            ..
        } => match question_type {
            QuestionType::SelectOne { .. }
            | QuestionType::SelectMultiple { .. }
            | QuestionType::Rank { .. }
            | QuestionType::Range { .. }
            | QuestionType::Integer
            | QuestionType::Decimal
            | QuestionType::Text
            | QuestionType::Date => Some((path, question_type)),
            _ => None,
        },
        Node::Group { .. } => None,
    }
}

fn label_of<'a>(instrument: &'a Instrument, node: &'a Node, language: &str) -> &'a str {
    match node {
        Node::Question { label, .. } | Node::Group { label, .. } => {
            instrument.label(label, language)
        }
    }
}

/// Every response, valid or not: site, channel, verdict, then each question (for selects the code
/// and the label). In the order of the sites; within a site in an order that says nothing about
/// when they were sent. `language` chooses among the form's.
pub fn response_sheet(input: &StatisticsInput<'_>, result: &SurveyResult, language: &str) -> Sheet {
    let form = input.instrument;
    let nodes = form.walk();
    let questions: Vec<_> = nodes
        .iter()
        .filter_map(|node| exported(node).map(|(path, kind)| (*node, path, kind)))
        .collect();
    let mut headings: Vec<String> = [
        "序号",
        "项目编码",
        "渠道",
        "概率样本",
        "结论",
        "原因",
        "疑似",
    ]
    .map(str::to_owned)
    .into();
    for (node, path, kind) in &questions {
        let name = path.rsplit('/').next().unwrap_or(path);
        let label = label_of(form, node, language);
        headings.push(format!("{name} {label}"));
        if is_select(kind) {
            headings.push(format!("{name} {label}（选项文字）"));
        }
    }
    let mut responses: Vec<_> = input.responses.iter().zip(&result.verdicts).collect();
    responses.sort_by_cached_key(|(response, _)| {
        let site = input.site_of.get(&response.record);
        let place = site.and_then(|site| input.issued.iter().position(|i| i.site == *site));
        (
            place.unwrap_or(usize::MAX),
            site,
            shuffled(&response.record),
        )
    });
    let rows = responses.into_iter().zip(1_u32..);
    let rows = rows.map(|((response, verdict), ordinal)| {
        let mut row = response_head(input, ordinal, response, verdict);
        for (_, path, kind) in &questions {
            let answer = response.answers().get(*path).map_or("", String::as_str);
            row.extend(answer_cells(form, kind, answer, language));
        }
        row
    });
    Sheet {
        name: "答卷明细",
        headings,
        rows: rows.collect(),
    }
}

/// Documents are numbered by time; their hash is not.
fn shuffled(record: &DocumentId) -> [u8; 32] {
    Sha256::digest(record.0.as_bytes()).into()
}

fn is_select(kind: &QuestionType) -> bool {
    matches!(
        kind,
        QuestionType::SelectOne { .. }
            | QuestionType::SelectMultiple { .. }
            | QuestionType::Rank { .. }
    )
}

fn response_head(
    input: &StatisticsInput<'_>,
    ordinal: u32,
    response: &SurveyResponse,
    verdict: &ResponseVerdict,
) -> Vec<Cell> {
    let site = input.site_of.get(&response.record);
    let reasons: Vec<_> = verdict.reasons.iter().map(labels::reason_label).collect();
    let suspicions = verdict
        .suspicions
        .iter()
        .copied()
        .map(labels::suspicion_label);
    vec![
        number(ordinal),
        text(site.map_or("", |site| site.0.as_str())),
        text(response.channel.label()),
        yes_or_no(response.channel.is_probability_sample()),
        text(labels::standing_label(verdict.standing)),
        text(reasons.join("；")),
        text(suspicions.collect::<Vec<_>>().join("；")),
    ]
}

fn answer_cells(form: &Instrument, kind: &QuestionType, answer: &str, language: &str) -> Vec<Cell> {
    match kind {
        QuestionType::SelectOne { choices } => {
            vec![
                text(answer),
                text(choice_label(form, choices, answer, language)),
            ]
        }
        QuestionType::SelectMultiple { choices } | QuestionType::Rank { choices } => {
            let taken = answer.split_whitespace();
            let labels: Vec<_> = taken
                .map(|name| choice_label(form, choices, name, language))
                .collect();
            vec![text(answer), text(labels.join("；"))]
        }
        QuestionType::Integer | QuestionType::Decimal | QuestionType::Range { .. }
            if parse_exact(answer).is_some() =>
        {
            vec![number(answer.trim())]
        }
        _ => vec![text(answer)],
    }
}

fn choice_label(form: &Instrument, choices: &[Choice], name: &str, language: &str) -> String {
    let choice = choices.iter().find(|choice| choice.name == name);
    choice.map_or_else(String::new, |choice| {
        form.label(&choice.label, language).to_owned()
    })
}
