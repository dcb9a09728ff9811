//! 附件4（三）: who was interviewed when, by index number. Not here: what was said.

use super::composer::{Composer, cell, column, figure, row, section, table_block, words};
use super::inputs::InterviewEntry;
use super::model::{Alignment, Row, Section};
use crate::fieldwork::interview::Confirmation;
use crate::ids::ProjectCode;
use crate::scoring::FactReference;

/// The section; `None` while no interview counts.
pub(super) fn interview_section(composer: &mut Composer<'_>) -> Option<Section> {
    let interviews = &composer.inputs.interviews;
    if interviews.is_empty() {
        return None;
    }
    let rows = interviews.iter().map(entry_row).collect();
    let columns = vec![
        column("索引号", 3, Alignment::Centre),
        column("访谈对象", 7, Alignment::Left),
        column("日期", 4, Alignment::Centre),
        column("方式", 3, Alignment::Centre),
        column("访谈人", 6, Alignment::Left),
        column("访谈对象确认", 6, Alignment::Left),
    ];
    let table = composer.table("访谈记录清单", columns, rows);
    let blocks = vec![table_block("annex4.interviews.table", table)];
    Some(section(
        "annex4.interviews",
        "（三）访谈记录清单",
        2,
        blocks,
    ))
}

fn entry_row(entry: &InterviewEntry) -> Row {
    let fact = FactReference::Record {
        record: entry.record.clone(),
        project_code: ProjectCode::default(),
        path: None,
    };
    let facts = &entry.facts;
    let way = match facts.way.as_str() {
        "face_to_face" => "面谈",
        "telephone" => "电话",
        "video" => "视频",
        other => other,
    };
    let confirmation = match &facts.confirmation {
        Confirmation::Signed => "已签字确认".to_owned(),
        Confirmation::Refused { reason } => format!("拒签：{reason}"),
        Confirmation::Open => "—".to_owned(),
    };
    row(vec![
        cell(figure(&entry.index, vec![fact])),
        cell(words(&facts.interviewee)),
        cell(words(&facts.held_on)),
        cell(words(way)),
        cell(words(facts.interviewers.join("、"))),
        cell(words(confirmation)),
    ])
}
