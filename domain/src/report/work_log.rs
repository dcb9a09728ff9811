//! 二、（三） continued: what was done in the field and with questionnaires, each with its table.
//! Not here: the sample (`work`), distributions of answers (`survey_annex`).

use super::composer::{
    Composer, cell, column, figure, fill, paragraph, percent_text, row, table_block, words,
};
use super::inputs::SurveyLog;
use super::model::{Alignment, Block, Column, Row, Span, Table};
use super::{sentences as say, sources, survey_text};
use crate::scoring::FactReference;

pub(super) fn fieldwork(composer: &mut Composer<'_>) -> Vec<Block> {
    let log = &composer.inputs.fieldwork;
    if log.sites_done < log.sites_planned {
        let open = log.sites_planned - log.sites_done;
        let missing = format!("{open}个项目点的现场核查表");
        composer.gap("ch2.process", "二、（三）评价工作过程", &missing);
    }
    let facts = composer.inspection_facts();
    let number = |count: u32| figure(count, facts.clone());
    let values = [
        ("done", number(log.sites_done)),
        ("planned", figure(log.sites_planned, composer.frame_facts())),
        ("days", number(log.days)),
        ("evaluators", number(log.evaluators)),
        ("photos", number(log.photos)),
        ("table", words(composer.next_table().to_string())),
    ];
    let table = work_table(composer);
    vec![
        paragraph("ch2.process.fieldwork", fill(say::FIELDWORK, &values)),
        table_block("ch2.process.fieldwork.table", table),
    ]
}

/// People and days, then the evidence by the method it was got by, with the index numbers.
fn work_table(composer: &mut Composer<'_>) -> Table {
    let log = &composer.inputs.fieldwork;
    let field = composer.inspection_facts();
    let site = |count: u32| figure(count, field.clone());
    let mut rows: Vec<Row> = Vec::new();
    if log.groups > 0 {
        rows.push(work_row("评价组", site(log.groups), "组", "—"));
    }
    rows.push(work_row("参加评价员", site(log.evaluators), "人", "—"));
    rows.push(work_row("现场工作天数", site(log.days), "天", "—"));
    rows.extend(evidence_rows(composer, &field));
    composer.table("现场工作量", work_columns(), rows)
}

fn work_row(label: &str, count: Span, unit: &str, index: &str) -> Row {
    row(vec![
        cell(words(label)),
        cell(count),
        cell(words(unit)),
        cell(words(index)),
    ])
}

fn evidence_rows(composer: &Composer<'_>, field: &[FactReference]) -> Vec<Row> {
    let inputs = composer.inputs;
    let log = &inputs.fieldwork;
    let received: Vec<_> = inputs
        .documents
        .iter()
        .filter(|it| it.is_received)
        .collect();
    let receipts = received
        .iter()
        .map(|it| sources::receipt_fact(it))
        .collect();
    let documents = counted(received.len(), receipts);
    let measured = inputs.inspections.iter().map(|it| it.measurements.len());
    let measured = counted(measured.sum(), field.to_vec());
    let site = |count: u32| figure(count, field.to_vec());
    let indexes = [
        range(received.iter().map(|it| it.index.as_str())),
        range(inputs.inspections.iter().map(|it| it.index.as_str())),
        range(inputs.photos.iter().map(|it| it.index.as_str())),
    ];
    let mut rows = vec![
        work_row("资料查阅", documents, "份", &indexes[0]),
        work_row("现场核查", site(log.sites_done), "个项目点", &indexes[1]),
        work_row("实测实量", measured, "项", "—"),
        work_row("影像取证", site(log.photos), "张", &indexes[2]),
    ];
    rows.extend(people_rows(composer));
    rows
}

/// Interviews and questionnaires.
fn people_rows(composer: &Composer<'_>) -> [Row; 2] {
    let inputs = composer.inputs;
    let held = inputs.interviews.iter().map(|it| FactReference::Record {
        record: it.record.clone(),
        project_code: crate::ids::ProjectCode::default(),
        path: None,
    });
    let count = usize::try_from(inputs.fieldwork.interviews).unwrap_or(usize::MAX);
    let interviews = counted(count, held.collect());
    let index = range(inputs.interviews.iter().map(|it| it.index.as_str()));
    let surveys = &inputs.surveys;
    let returned: u32 = surveys.iter().map(|survey| survey.returned).sum();
    let returned = usize::try_from(returned).unwrap_or(usize::MAX);
    let returned = counted(returned, surveys.iter().flat_map(survey_facts).collect());
    let numbers: Vec<String> = surveys.iter().map(|it| composer.survey_index(it)).collect();
    let numbers = range(numbers.iter().map(String::as_str));
    [
        work_row("访谈", interviews, "次", &index),
        work_row("问卷回收", returned, "份", &numbers),
    ]
}

fn work_columns() -> Vec<Column> {
    vec![
        column("工作内容", 4, Alignment::Left),
        column("数量", 2, Alignment::Right),
        column("计量单位", 3, Alignment::Centre),
        column("底稿索引号", 5, Alignment::Left),
    ]
}

/// A count with its sources; words where there are none.
fn counted(count: usize, facts: Vec<FactReference>) -> Span {
    if facts.is_empty() {
        words(count.to_string())
    } else {
        figure(count, facts)
    }
}

/// `X-001—X-008` from the first and the last, as they are in order.
fn range<'t>(mut indexes: impl Iterator<Item = &'t str>) -> String {
    let Some(first) = indexes.next() else {
        return "—".to_owned();
    };
    match indexes.last() {
        Some(last) => format!("{first}—{last}"),
        None => first.to_owned(),
    }
}

/// The valid responses of a questionnaire as a source.
pub(super) fn survey_facts(survey: &SurveyLog) -> Vec<FactReference> {
    vec![FactReference::Survey {
        form_id: survey.form_id.clone(),
        responses: survey.scored,
    }]
}

/// One of `issued`, `returned`, `valid`, with its reference.
fn survey_count(composer: &Composer<'_>, survey: &SurveyLog, field: &str, count: u32) -> Span {
    figure(count, survey_facts(survey)).named(composer.survey_name(survey, field))
}

pub(super) fn survey(composer: &mut Composer<'_>) -> Vec<Block> {
    if composer.inputs.surveys.is_empty() {
        composer.gap("ch2.process", "二、（三）评价工作过程", "问卷调查");
        return vec![paragraph(
            "ch2.process.survey.none",
            vec![words(say::NOT_RECORDED)],
        )];
    }
    let mut blocks = Vec::new();
    let mut rows = Vec::new();
    for survey in &composer.inputs.surveys {
        let rate = |part: u32, whole: u32| {
            let percent = percent_text(i64::from(part), i64::from(whole));
            percent.map_or_else(
                || words("—"),
                |percent| figure(percent, survey_facts(survey)),
            )
        };
        let count = |field: &str, count: u32| survey_count(composer, survey, field, count);
        let values = [
            ("title", words(&survey.title)),
            ("index", words(composer.survey_index(survey))),
            ("issued", count("issued", survey.issued)),
            ("returned", count("returned", survey.returned)),
            ("returned_rate", rate(survey.returned, survey.issued)),
            ("valid", count("valid", survey.valid)),
            ("valid_rate", rate(survey.valid, survey.returned)),
            ("table", words(composer.next_table().to_string())),
        ];
        let id = format!("ch2.process.survey.{}", survey.form_id);
        blocks.push(paragraph(id, fill(say::SURVEY, &values)));
        rows.push(row(vec![
            cell(words(&survey.title)),
            cell(count("issued", survey.issued)),
            cell(count("returned", survey.returned)),
            cell(rate(survey.returned, survey.issued)),
            cell(count("valid", survey.valid)),
            cell(rate(survey.valid, survey.returned)),
            cell(survey_text::fixed_figure(composer, survey)),
            cell(survey_text::method_and_base(survey)),
        ]));
    }
    let mut table = composer.table("问卷发放回收情况", survey_columns(), rows);
    table.unit = Some("单位：份、%".to_owned());
    blocks.push(table_block("ch2.process.survey.table", table));
    blocks
}

fn survey_columns() -> Vec<Column> {
    vec![
        column("问卷", 5, Alignment::Left),
        column("发放", 2, Alignment::Right),
        column("回收", 2, Alignment::Right),
        column("回收率", 3, Alignment::Right),
        column("有效", 2, Alignment::Right),
        column("有效率", 3, Alignment::Right),
        column("满意度", 3, Alignment::Right),
        column("方法及n", 4, Alignment::Left),
    ]
}
