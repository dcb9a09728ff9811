//! 附件 1 to 4: the score sheet, the draw, the questionnaires, the inspections with their photos.
//! Not here: the sheets of the draw (`sample_annex`).

use super::composer::{
    Composer, basis_points, cell, chapter, column, figure, paragraph, percent_text, row, section,
    table_block, total_row, whole_inspection, words,
};
use super::conclusion;
use super::inputs::{InspectionSummary, PlatePhoto, SurveyLog};
use super::interview_annex::interview_section;
use super::model::{
    Alignment, Bar, Block, Cell, Chapter, Column, Content, Photo, PhotoPlate, Section, Span, Table,
};
use super::sample_annex::sample_annex;
use super::{analysis, sentences as say};
use crate::scoring::{FactReference, ScoreRow};

/// Pictures on one A4 page.
const PHOTOS_PER_PAGE: u8 = 4;

pub(super) fn annexes(composer: &mut Composer<'_>) -> Vec<Chapter> {
    vec![
        score_annex(composer),
        sample_annex(composer),
        survey_annex(composer),
        inspection_annex(composer),
    ]
}

fn score_annex(composer: &mut Composer<'_>) -> Chapter {
    let total = paragraph("annex1.score.total", conclusion::total_sentence(composer));
    let table = score_table(composer);
    let blocks = vec![total, table_block("annex1.score.table", table)];
    let section = Section {
        id: "annex1.score".to_owned(),
        heading: None,
        level: 2,
        blocks,
    };
    let annex = chapter("annex1", "附件1 指标体系及评分表", vec![section]);
    Chapter {
        landscape: true,
        ..annex
    }
}

fn score_table(composer: &mut Composer<'_>) -> Table {
    let rows: &[ScoreRow] = &composer.inputs.sheet.rows;
    let mut body = Vec::new();
    for (index, line) in rows.iter().enumerate() {
        let above = index.checked_sub(1).and_then(|above| rows.get(above));
        let same_one = |other: &ScoreRow| other.level1.0 == line.level1.0;
        let same_two = |other: &ScoreRow| same_one(other) && other.level2 == line.level2;
        let mut cells = Vec::new();
        if !above.is_some_and(same_one) {
            cells.push(spanning(&line.level1.1, &rows[index..], same_one));
        }
        if !above.is_some_and(same_two) {
            cells.push(spanning(&line.level2, &rows[index..], same_two));
        }
        cells.extend(score_cells(composer, line));
        body.push(row(cells));
    }
    let mut totals = conclusion::total_cells(composer, 3);
    let mut rest = cell(words(""));
    rest.column_span = 3;
    totals.push(rest);
    body.push(total_row(totals));
    let columns = vec![
        column("一级指标", 3, Alignment::Centre),
        column("二级指标", 4, Alignment::Centre),
        column("三级指标", 6, Alignment::Left),
        column("分值", 3, Alignment::Right),
        column("得分", 3, Alignment::Right),
        column("得分率", 3, Alignment::Right),
        column("计分规则", 9, Alignment::Left),
        column("计算过程", 9, Alignment::Left),
        column("扣分原因或缺口", 9, Alignment::Left),
    ];
    let mut table = composer.table("指标体系及评分表", columns, body);
    table.unit = Some("单位：分、%".to_owned());
    table
}

fn spanning(text: &str, from: &[ScoreRow], same: impl Fn(&ScoreRow) -> bool) -> Cell {
    let covered = from.iter().take_while(|row| same(row)).count();
    Cell {
        row_span: u16::try_from(covered).unwrap_or(u16::MAX),
        ..cell(words(text))
    }
}

fn score_cells(composer: &Composer<'_>, line: &ScoreRow) -> Vec<Cell> {
    let facts = || line.facts.clone();
    let score = match line.score {
        Some(score) => figure(score, facts()),
        None => words(say::UNSCORED_CELL),
    };
    let rate = line
        .rate
        .as_ref()
        .map_or_else(|| words("—"), |rate| figure(rate, facts()));
    let working = if line.working.is_empty() {
        words("—")
    } else {
        figure(line.working.join("；"), facts())
    };
    let reason = match line.score {
        None => format!("尚缺：{}", analysis::missing_words(composer, line)),
        Some(_) if line.deduction_reason.is_empty() => "—".to_owned(),
        Some(_) => line.deduction_reason.clone(),
    };
    vec![
        cell(words(format!("{} {}", line.code, line.name))),
        cell(words(line.weight.to_string())),
        cell(score),
        cell(rate),
        cell(words(&line.rule_text)),
        cell(working),
        cell(words(reason)),
    ]
}

fn survey_annex(composer: &mut Composer<'_>) -> Chapter {
    let mut sections = Vec::new();
    for (index, survey) in composer.inputs.surveys.iter().enumerate() {
        sections.push(survey_section(composer, index + 1, survey));
    }
    if sections.is_empty() {
        let blocks = vec![paragraph(
            "annex3.none.text",
            vec![words(say::NOT_RECORDED)],
        )];
        sections.push(Section {
            id: "annex3.none".to_owned(),
            heading: None,
            level: 2,
            blocks,
        });
    }
    chapter("annex3", "附件3 问卷及统计分析", sections)
}

fn survey_section(composer: &mut Composer<'_>, number: usize, survey: &SurveyLog) -> Section {
    let id = format!("annex3.{}", survey.form_id);
    let facts = super::work::survey_facts(survey);
    let mut blocks = Vec::new();
    match super::survey_text::satisfaction(survey) {
        Some(spans) => blocks.push(paragraph(format!("{id}.rates"), spans)),
        None => {
            composer.gap(&id, &survey.title, "有效问卷");
            blocks.push(paragraph(
                format!("{id}.none"),
                vec![words(say::NOT_RECORDED)],
            ));
        }
    }
    if let Some(spans) = super::survey_text::channels(survey) {
        blocks.push(paragraph(format!("{id}.channels"), spans));
    }
    for (index, question) in survey.questions.iter().enumerate() {
        let all: i64 = question
            .options
            .iter()
            .map(|(_, count)| i64::from(*count))
            .sum();
        let bars = question.options.iter().map(|(label, count)| {
            let share = basis_points(i64::from(*count), all).unwrap_or(0);
            let percent = percent_text(i64::from(*count), all).unwrap_or_else(|| "0.00".into());
            Bar {
                label: format!("{label}（{count}）"),
                basis_points: u32::try_from(share).unwrap_or(0),
                value: figure(format!("{percent}%"), facts.clone()),
            }
        });
        let chart = composer.chart(&question.label, bars.collect());
        let content = Content::BarChart(chart);
        blocks.push(Block {
            id: format!("{id}.q{}", index + 1),
            content,
        });
    }
    section(
        &id,
        &format!("（{}）{}", say::ordinal(number), survey.title),
        2,
        blocks,
    )
}

fn inspection_annex(composer: &mut Composer<'_>) -> Chapter {
    let table = inspection_table(composer);
    let summary = vec![table_block("annex4.summary.table", table)];
    let mut sections = vec![section(
        "annex4.summary",
        "（一）现场核查汇总表",
        2,
        summary,
    )];
    let plates = plates(composer);
    if plates.is_empty() {
        composer.gap("annex4.photos", "附件4", "现场照片");
    } else {
        sections.push(section("annex4.photos", "（二）现场照片", 2, plates));
    }
    sections.extend(interview_section(composer));
    chapter("annex4", "附件4 现场核查汇总表及照片", sections)
}

fn inspection_table(composer: &mut Composer<'_>) -> Table {
    let mut rows = Vec::new();
    for inspection in &composer.inputs.inspections {
        let facts = vec![whole_inspection(inspection)];
        let number = |count: u32| cell(figure(count, facts.clone()));
        rows.push(row(vec![
            cell(figure(&inspection.index, facts.clone())),
            cell(words(&inspection.project_name)),
            cell(words(&inspection.day)),
            Cell {
                spans: measurements(inspection),
                row_span: 1,
                column_span: 1,
            },
            number(inspection.passed),
            number(inspection.failed),
            number(inspection.unverifiable),
            number(inspection.photos),
        ]));
    }
    composer.table("现场核查汇总表", inspection_columns(), rows)
}

fn inspection_columns() -> Vec<Column> {
    vec![
        column("索引号", 3, Alignment::Centre),
        column("项目", 7, Alignment::Left),
        column("核查日期", 4, Alignment::Centre),
        column("实测（设计）", 7, Alignment::Left),
        column("合格", 2, Alignment::Right),
        column("不合格", 2, Alignment::Right),
        column("无法核实", 2, Alignment::Right),
        column("照片", 2, Alignment::Right),
    ]
}

fn measurements(inspection: &InspectionSummary) -> Vec<Span> {
    let mut spans = Vec::new();
    for measurement in &inspection.measurements {
        if !spans.is_empty() {
            spans.push(words("；"));
        }
        let verdict = match measurement.within {
            Some(true) => "合格",
            Some(false) => "不合格",
            None => "未判定",
        };
        let facts = vec![FactReference::Record {
            record: inspection.record.clone(),
            project_code: inspection.project_code.clone(),
            path: Some(measurement.path.clone()),
        }];
        spans.push(words(format!("{} ", measurement.label)));
        spans.push(figure(&measurement.measured, facts));
        let design = if measurement.design.is_empty() {
            "—"
        } else {
            &measurement.design
        };
        spans.push(words(format!("（{design}）{verdict}")));
    }
    if spans.is_empty() {
        spans.push(words("—"));
    }
    spans
}

/// One plate for each site, in the order of the photos' index numbers.
fn plates(composer: &mut Composer<'_>) -> Vec<Block> {
    let photos = &composer.inputs.photos;
    let mut blocks = Vec::new();
    for group in photos.chunk_by(|one, two| one.project_code == two.project_code) {
        let Some(first) = group.first() else { continue };
        let plate = PhotoPlate {
            number: composer.figure_number(),
            title: format!("{}现场照片", first.project_name),
            per_page: PHOTOS_PER_PAGE,
            photos: group.iter().map(plate_photo).collect(),
        };
        let id = format!("annex4.photos.{}", first.project_code);
        blocks.push(Block {
            id,
            content: Content::PhotoPlate(plate),
        });
    }
    blocks
}

fn plate_photo(photo: &PlatePhoto) -> Photo {
    let facts = vec![FactReference::Record {
        record: photo.record.clone(),
        project_code: photo.project_code.clone(),
        path: Some(photo.path.clone()),
    }];
    let place = match &photo.position {
        Some(at) => format!("{}, {}（±{}米）", at.latitude, at.longitude, at.accuracy_m),
        None => "无定位".to_owned(),
    };
    let part = match photo.caption.trim() {
        "" => photo.slot.clone(),
        caption => format!("{}：{caption}", photo.slot),
    };
    let caption = vec![
        vec![words(&photo.project_name)],
        vec![words(part)],
        vec![words(format!(
            "{} {place}",
            photo.taken_at.to_minute_text()
        ))],
        vec![
            figure(&photo.index, facts),
            words(format!(" {}", photo.sha256.short())),
        ],
    ];
    Photo {
        sha256: photo.sha256.clone(),
        index: photo.index.clone(),
        alternative: format!("{}，{}", photo.project_name, photo.slot),
        caption,
    }
}
