//! 附件4 现场核查汇总表及照片. Not here: the plates (`photos`), findings (`problems`).

use super::composer::{
    Composer, cell, cell_of, chapter, column, figure, row, section, table_block, whole_inspection,
    words,
};
use super::inputs::InspectionSummary;
use super::model::{Alignment, Chapter, Column, Span, Table};
use super::photos;
use crate::scoring::FactReference;
use crate::scoring::exact::{fixed_text, parse_exact};

/// All columns but that of the index number.
const MEASURED_COLUMNS: u16 = 6;

pub(super) fn inspection_annex(composer: &mut Composer<'_>) -> Chapter {
    let table = inspection_table(composer);
    let summary = vec![table_block("annex4.summary.table", table)];
    let mut sections = vec![section(
        "annex4.summary",
        "（一）现场核查汇总表",
        2,
        summary,
    )];
    let plates = photos::plates(composer);
    if plates.is_empty() {
        composer.gap("annex4.photos", "附件4", "现场照片");
    } else {
        sections.push(section("annex4.photos", "（二）现场照片", 2, plates));
    }
    chapter("annex4", "附件4 现场核查汇总表及照片", sections)
}

fn inspection_table(composer: &mut Composer<'_>) -> Table {
    let mut rows = Vec::new();
    for inspection in &composer.inputs.inspections {
        let facts = vec![whole_inspection(inspection)];
        let number = |count: u32| cell(figure(count, facts.clone()));
        let has_measured = !inspection.measurements.is_empty();
        let mut index = cell(figure(&inspection.index, facts.clone()));
        index.row_span = if has_measured { 2 } else { 1 };
        rows.push(row(vec![
            index,
            cell(words(&inspection.project_name)),
            cell(words(&inspection.day)),
            number(inspection.passed),
            number(inspection.failed),
            number(inspection.unverifiable),
            number(inspection.photos),
        ]));
        // Below, over the whole width: in a column of its own it would fill a page for two sites.
        if has_measured {
            let mut measured = cell_of(measurements(inspection));
            measured.column_span = MEASURED_COLUMNS;
            rows.push(row(vec![measured]));
        }
    }
    let mut table = composer.table("现场核查汇总表", inspection_columns(), rows);
    table.unit = Some("合格、不合格、无法核实为检查项数，实测逐项判定".to_owned());
    table
}

fn inspection_columns() -> Vec<Column> {
    vec![
        column("索引号", 3, Alignment::Centre),
        column("项目及实测（设计）", 12, Alignment::Left),
        column("核查日期", 4, Alignment::Centre),
        column("合格", 2, Alignment::Right),
        column("不合格", 2, Alignment::Right),
        column("无法核实", 2, Alignment::Right),
        column("照片", 2, Alignment::Right),
    ]
}

fn measurements(inspection: &InspectionSummary) -> Vec<Span> {
    let mut spans = Vec::new();
    for measurement in &inspection.measurements {
        spans.push(words(if spans.is_empty() { "实测：" } else { "；" }));
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
        spans.push(figure(shortest(&measurement.measured), facts.clone()));
        spans.push(words("（"));
        spans.push(match measurement.design.as_str() {
            "" => words("—"),
            design => figure(shortest(design), facts),
        });
        spans.push(words(format!("）{verdict}")));
    }
    spans
}

/// A number with at most three decimals and none that say nothing: forms keep as many as they
/// compute with.
fn shortest(number: &str) -> String {
    let Some(exact) = parse_exact(number) else {
        return number.to_owned();
    };
    let text = fixed_text(&exact, 3);
    text.trim_end_matches('0').trim_end_matches('.').to_owned()
}
