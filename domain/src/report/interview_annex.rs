//! 附件5 访谈记录摘要: who was interviewed when, by index number, and what was said.
//! Not here: reading an interview (`fieldwork::interview`).

use super::composer::{
    Composer, cell, chapter, column, figure, fill, paragraph, plain_section, row, section,
    table_block, words,
};
use super::inputs::InterviewEntry;
use super::model::{Alignment, Block, Chapter, Row};
use super::sentences as say;
use crate::fieldwork::interview::Confirmation;
use crate::ids::ProjectCode;
use crate::scoring::FactReference;

pub(super) fn interview_annex(composer: &mut Composer<'_>) -> Chapter {
    let heading = "附件5 访谈记录摘要";
    let interviews = &composer.inputs.interviews;
    if interviews.is_empty() {
        let blocks = vec![paragraph(
            "annex5.none.text",
            vec![words(say::LIMIT_INTERVIEWS)],
        )];
        return chapter(
            "annex5",
            heading,
            vec![plain_section("annex5.none", blocks)],
        );
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
    let blocks = vec![table_block("annex5.list.table", table)];
    let mut sections = vec![section("annex5.list", "（一）访谈清单", 2, blocks)];
    for (entry, number) in interviews.iter().zip(2..) {
        if entry.points.is_empty() {
            continue;
        }
        let id = format!("annex5.{}", entry.index);
        let heading = format!("（{}）{}访谈要点", say::ordinal(number), entry.index);
        sections.push(section(&id, &heading, 2, points(&id, entry)));
    }
    chapter("annex5", heading, sections)
}

/// Question and answer, one paragraph each.
fn points(id: &str, entry: &InterviewEntry) -> Vec<Block> {
    let numbered = entry.points.iter().zip(1..);
    numbered
        .map(|((question, answer), number)| {
            let values = [
                ("number", words(format!("{number}"))),
                (
                    "question",
                    words(question.trim().trim_end_matches(['。', '：'])),
                ),
                ("answer", words(answer.trim().trim_end_matches('。'))),
            ];
            paragraph(
                format!("{id}.point{number}"),
                fill(say::INTERVIEW_POINT, &values),
            )
        })
        .collect()
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
