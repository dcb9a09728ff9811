//! 七、其他需要说明的问题: limits, what is missing, opinions on the draft, open problems, review and
//! signatures. Begun before the annexes, because its tables are numbered before theirs; finished
//! after them, because it lists their gaps too. Not here: the people and papers of the annexes.

use super::composer::{
    Composer, cell, column, figure, fill, paragraph, row, section, table_block, words,
};
use super::inputs::ReportState;
use super::model::{Alignment, Block, Chapter, Content, Section, SignaturePlace, Span};
use super::problems::{by_severity, code_figure};
use super::{sentences as say, work_log};
use crate::finding::{FindingState, Severity};
use crate::opinion::{Opinion, OpinionVerdict};
use crate::party::Role;
use crate::sampling::SampleRoute;
use crate::scoring::FactReference;

/// The sections around the list of gaps.
pub(super) struct Begun {
    before: Vec<Section>,
    after: Vec<Section>,
}

/// All but the list of gaps; `chapters` give opinions their places.
pub(super) fn begin(composer: &mut Composer<'_>, chapters: &[Chapter]) -> Begun {
    let limits = section("ch7.limits", "（一）评价的局限", 2, limits(composer));
    let opinions = opinions(composer, chapters);
    let open = open_problems(composer);
    let signature = signatures(composer);
    let after = vec![
        section("ch7.opinions", "（三）征求意见及采纳情况", 2, opinions),
        section("ch7.open", "（四）尚未确认的较重及以上问题", 2, open),
        section("ch7.signature", "（五）复核与签署", 2, signature),
    ];
    Begun {
        before: vec![limits],
        after,
    }
}

/// The chapter, with every gap that was noted.
pub(super) fn chapter_seven(composer: &Composer<'_>, begun: Begun) -> Chapter {
    let gaps = composer.gaps().to_vec();
    let intro = if gaps.is_empty() {
        say::LIMIT_NO_GAPS
    } else {
        say::LIMIT_GAPS
    };
    let mut missing = vec![paragraph("ch7.gaps.intro", vec![words(intro)])];
    if !gaps.is_empty() {
        let content = Content::GapList(gaps);
        missing.push(Block {
            id: "ch7.gaps.list".to_owned(),
            content,
        });
    }
    let mut sections = begun.before;
    sections.push(section("ch7.gaps", "（二）资料缺口", 2, missing));
    sections.extend(begun.after);
    super::composer::chapter("ch7", "七、其他需要说明的问题", sections)
}

fn limits(composer: &Composer<'_>) -> Vec<Block> {
    let inputs = composer.inputs;
    let mut blocks = Vec::new();
    if let ReportState::Issued {
        corrects: Some((number, reason)),
        ..
    } = &inputs.state
    {
        let values = [
            ("number", words(number)),
            ("reason", words(reason.trim().trim_end_matches('。'))),
        ];
        blocks.push(paragraph(
            "ch7.limits.correction",
            fill(say::CORRECTION, &values),
        ));
    }
    blocks.push(paragraph(
        "ch7.limits.sample",
        vec![words(say::LIMIT_SAMPLE)],
    ));
    let judged = inputs
        .sites
        .iter()
        .filter(|site| matches!(site.route, SampleRoute::Judgemental { .. }))
        .count();
    if judged > 0 {
        let values = [("sites", figure(judged, composer.frame_facts()))];
        let spans = fill(say::JUDGEMENTAL, &values);
        blocks.push(paragraph("ch7.limits.judgemental", spans));
    }
    if inputs.fieldwork.unverifiable > 0 {
        let count = figure(inputs.fieldwork.unverifiable, composer.inspection_facts());
        let spans = fill(say::LIMIT_UNVERIFIABLE, &[("count", count)]);
        blocks.push(paragraph("ch7.limits.unverifiable", spans));
    }
    blocks.extend(not_applicable(composer));
    blocks.extend(small_surveys(composer));
    if inputs.fieldwork.interviews == 0 {
        let spans = vec![words(say::LIMIT_INTERVIEWS)];
        blocks.push(paragraph("ch7.limits.interviews", spans));
    }
    blocks
}

fn not_applicable(composer: &Composer<'_>) -> Option<Block> {
    let rows = composer.inputs.sheet.rows.iter();
    let listed: Vec<String> = rows
        .filter_map(|row| {
            let reason = row.not_applicable.as_ref()?;
            let reason = reason.trim().trim_end_matches('。');
            Some(format!("{}（{}）：{reason}", row.name, row.code))
        })
        .collect();
    let values = [
        ("count", words(listed.len().to_string())),
        ("list", words(listed.join("；"))),
    ];
    let spans = fill(say::LIMIT_NOT_APPLICABLE, &values);
    (!listed.is_empty()).then(|| paragraph("ch7.limits.na", spans))
}

fn small_surveys(composer: &Composer<'_>) -> Vec<Block> {
    let surveys = composer.inputs.surveys.iter();
    surveys
        .filter(|survey| survey.valid < survey.minimum)
        .map(|survey| {
            let facts = work_log::survey_facts(survey);
            let valid = figure(survey.valid, facts.clone());
            let values = [
                ("title", words(&survey.title)),
                ("valid", valid.named(composer.survey_name(survey, "valid"))),
                ("minimum", figure(survey.minimum, facts)),
            ];
            let id = format!("ch7.limits.survey.{}", survey.form_id);
            paragraph(id, fill(say::LIMIT_SURVEY, &values))
        })
        .collect()
}

fn opinions(composer: &mut Composer<'_>, chapters: &[Chapter]) -> Vec<Block> {
    let opinions: &[Opinion] = &composer.inputs.opinions;
    if opinions.is_empty() {
        let text = match composer.inputs.state {
            ReportState::Draft => say::OPINIONS_NOT_ASKED,
            ReportState::Consultation => say::OPINIONS_NONE_YET,
            ReportState::Issued { .. } => say::OPINIONS_NONE,
        };
        return vec![paragraph("ch7.opinions.none", vec![words(text)])];
    }
    let counted = |wanted: Option<OpinionVerdict>| {
        let verdict = |it: &Opinion| it.decision.as_ref().map(|decision| decision.verdict);
        let count = opinions.iter().filter(|it| verdict(it) == wanted).count();
        words(count.to_string())
    };
    let values = [
        ("count", words(opinions.len().to_string())),
        ("adopted", counted(Some(OpinionVerdict::Adopted))),
        ("partly", counted(Some(OpinionVerdict::PartlyAdopted))),
        ("rejected", counted(Some(OpinionVerdict::Rejected))),
        ("open", counted(None)),
        ("table", words(composer.next_table().to_string())),
    ];
    let mut blocks = vec![paragraph(
        "ch7.opinions.intro",
        fill(say::OPINIONS, &values),
    )];
    let rows = opinions.iter().map(|opinion| {
        let decision = opinion.decision.as_ref();
        let place = decision.map_or("", |it| it.place.as_str());
        row(vec![
            cell(words(opinion.number.to_string())),
            cell(words(&opinion.unit)),
            cell(words(decision.map_or("待定", |it| it.verdict.term()))),
            cell(words(decision.map_or("—", |it| it.reason.trim()))),
            cell(words(place_words(chapters, place))),
        ])
    });
    let rows = rows.collect();
    let columns = vec![
        column("序号", 2, Alignment::Centre),
        column("单位", 5, Alignment::Left),
        column("采纳与否", 3, Alignment::Centre),
        column("理由", 9, Alignment::Left),
        column("报告修改处", 6, Alignment::Left),
    ];
    let table = composer.table("意见采纳情况", columns, rows);
    blocks.push(table_block("ch7.opinions.table", table));
    for opinion in opinions.iter().filter(|it| it.decision.is_none()) {
        let missing = format!("第{}号意见的采纳决定", opinion.number);
        composer.gap("ch7.opinions", "七、（三）征求意见及采纳情况", &missing);
    }
    blocks
}

/// A block's place by the headings above it; a person's own words stay.
pub(super) fn place_words(chapters: &[Chapter], block: &str) -> String {
    if block.trim().is_empty() {
        return "—".to_owned();
    }
    for chapter in chapters {
        for section in &chapter.sections {
            if section.blocks.iter().any(|own| own.id == block) || section.id == block {
                return match &section.heading {
                    Some(heading) => format!("{} {heading}", chapter.heading),
                    None => chapter.heading.clone(),
                };
            }
        }
        if block.split('.').next() == Some(&chapter.id) {
            return chapter.heading.clone();
        }
    }
    block.to_owned()
}

/// 较重 and 严重 findings that the unit has not confirmed.
fn open_problems(composer: &Composer<'_>) -> Vec<Block> {
    let worst_first = by_severity(composer.inputs);
    let is_open = |finding: &&&crate::finding::Finding| {
        let settled = matches!(
            finding.state,
            FindingState::Confirmed | FindingState::Upheld { .. }
        );
        finding.severity >= Severity::Major && !settled
    };
    let open: Vec<_> = worst_first.iter().filter(is_open).collect();
    if open.is_empty() {
        return vec![paragraph(
            "ch7.open.none",
            vec![words(say::NO_OPEN_PROBLEMS)],
        )];
    }
    let mut codes: Vec<Span> = Vec::new();
    for finding in &open {
        if !codes.is_empty() {
            codes.push(words("、"));
        }
        codes.push(code_figure(finding));
        codes.push(words(format!(
            "（{}）",
            say::state_of_finding(&finding.state)
        )));
    }
    let facts = open.iter().map(|finding| FactReference::Finding {
        code: finding.code.clone(),
    });
    let facts = facts.collect();
    let mut spans = fill(
        say::OPEN_PROBLEMS_HEAD,
        &[("count", figure(open.len(), facts))],
    );
    spans.extend(codes);
    spans.push(words(say::OPEN_PROBLEMS_TAIL));
    vec![paragraph("ch7.open.list", spans)]
}

fn signatures(composer: &mut Composer<'_>) -> Vec<Block> {
    let inputs = composer.inputs;
    let mut blocks = Vec::new();
    if inputs.sign_offs.is_empty() {
        blocks.push(paragraph(
            "ch7.signature.open",
            vec![words(say::NO_SIGN_OFFS)],
        ));
        if matches!(inputs.state, ReportState::Issued { .. }) {
            composer.gap("ch7.signature", "七、（五）复核与签署", "三级复核记录");
        }
    } else {
        let rows = inputs.sign_offs.iter().map(|line| {
            let certificate = match line.certificate.trim() {
                "" => "—",
                certificate => certificate,
            };
            row(vec![
                cell(words(line.level.term())),
                cell(words(&line.name)),
                cell(words(certificate)),
                cell(words(say::chinese_day(&line.day))),
            ])
        });
        let columns = vec![
            column("复核级别", 3, Alignment::Left),
            column("复核人", 3, Alignment::Centre),
            column("执业证书编号", 4, Alignment::Left),
            column("日期", 4, Alignment::Centre),
        ];
        let table = Composer::loose_table("三级复核", columns, rows.collect());
        blocks.push(table_block("ch7.signature.review", table));
    }
    blocks.push(signature(composer));
    if let ReportState::Issued {
        content_hash,
        audit_head,
        ..
    } = &inputs.state
    {
        let values = [("hash", words(content_hash)), ("head", words(audit_head))];
        blocks.push(paragraph("ch7.signature.seal", fill(say::SEALED, &values)));
    }
    blocks
}

fn signature(composer: &Composer<'_>) -> Block {
    let inputs = composer.inputs;
    let name_of = |role: Role| -> String {
        let names = inputs.team.iter().filter(|person| person.role == role);
        names
            .map(|person| person.name.as_str())
            .collect::<Vec<_>>()
            .join("、")
    };
    let lines = [
        ("项目负责合伙人", name_of(Role::Partner)),
        ("主评人（项目经理）", name_of(Role::Manager)),
    ];
    let content = Content::SignaturePlace(SignaturePlace {
        lines: lines
            .into_iter()
            .map(|(label, names)| (label.to_owned(), names))
            .collect(),
        firm: inputs.engagement.firm.clone(),
        date: say::chinese_day(&inputs.prepared_on),
    });
    Block {
        id: "ch7.signature.place".to_owned(),
        content,
    }
}
