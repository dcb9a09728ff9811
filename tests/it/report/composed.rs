//! What the composed report says. Not here: files.

use domain::report::{Report, Span, compose, consistency};
use domain::scoring::Points;

use super::example;

fn text_of(report: &Report, block: &str) -> String {
    report
        .block(block)
        .unwrap_or_else(|| panic!("no block {block}"))
        .plain_text()
}

/// Block by block, figures in brackets with the number of their sources.
fn outline(report: &Report) -> String {
    let mut lines = vec![report.title.clone()];
    for part in report.parts() {
        lines.push(format!("# {}", part.heading));
        for section in &part.sections {
            lines.extend(
                section
                    .heading
                    .as_ref()
                    .map(|heading| format!("## {heading}")),
            );
            for block in &section.blocks {
                let spans = block.spans().into_iter().map(|span| match span {
                    Span::Text(text) => text.clone(),
                    Span::Figure { text, facts, .. } => format!("[{text}|{}]", facts.len()),
                });
                lines.push(format!("{}: {}", block.id, spans.collect::<String>()));
            }
        }
    }
    lines.push("# gaps".to_owned());
    lines.extend(
        report
            .gaps
            .iter()
            .map(|gap| format!("{}：{}", gap.place, gap.missing)),
    );
    lines.join("\n")
}

#[test]
fn a_complete_engagement_reads_as_recorded_in_the_snapshot() {
    insta::assert_snapshot!(outline(&compose(&example::complete())));
}

#[test]
fn a_complete_report_contradicts_itself_nowhere() {
    let inputs = example::complete();
    assert_eq!(consistency(&compose(&inputs), &inputs), []);
}

#[test]
fn every_number_from_data_names_at_least_one_source() {
    for inputs in [example::complete(), example::without_expenditure()] {
        let report = compose(&inputs);
        let mut figures = 0;
        for block in report.blocks() {
            for span in block.spans() {
                if let Span::Figure { text, facts, .. } = span {
                    figures += 1;
                    assert!(
                        !facts.is_empty(),
                        "{} has {text} without a source",
                        block.id
                    );
                }
            }
        }
        assert!(figures > 150, "only {figures} sourced numbers");
    }
}

#[test]
fn the_total_and_its_grade_stand_in_abstract_conclusion_and_annex() {
    let report = compose(&example::complete());
    for id in [
        "abstract.conclusion.total",
        "ch3.conclusion.total",
        "annex1.score.total",
    ] {
        let text = text_of(&report, id);
        assert!(
            text.contains("得分为71.33分（满分100.00分），评价等级为“中”"),
            "{text}"
        );
    }
}

#[test]
fn an_indicator_without_evidence_is_a_gap_and_neither_zero_nor_full_marks() {
    let inputs = example::without_expenditure();
    let report = compose(&inputs);
    let gap = report
        .gaps
        .iter()
        .find(|gap| gap.section == "ch4.B12")
        .expect("a gap for B12");
    assert_eq!(gap.missing, "资金数据（实际支出资金）");
    assert!(text_of(&report, "ch4.B12.gap").contains("既不计零分，也不计满分"));
    assert!(report.block("ch4.B12.result").is_none());

    let conclusion = text_of(&report, "ch3.conclusion.total");
    assert!(conclusion.contains("暂计57.33分"), "{conclusion}");
    assert!(
        conclusion.contains("未评指标：预算执行率（B12）"),
        "{conclusion}"
    );
    assert!(!conclusion.contains("评价等级为"), "{conclusion}");
    let levels = text_of(&report, "abstract.conclusion.table");
    assert!(
        levels.contains("过程20.00缺证据—"),
        "a level without scores must not say zero: {levels}"
    );
    assert!(text_of(&report, "ch4.B.result").contains("1项指标尚未评分"));
    assert_eq!(consistency(&report, &inputs), []);
}

#[test]
fn an_empty_engagement_lists_what_is_missing_instead_of_inventing_it() {
    let mut inputs = example::without_expenditure();
    inputs.background.clear();
    inputs.goals.clear();
    inputs.fund_figures.clear();
    inputs.surveys.clear();
    inputs.photos.clear();
    inputs.sites.clear();
    inputs.coverage = None;
    let report = compose(&inputs);
    let missing: Vec<&str> = report.gaps.iter().map(|gap| gap.missing.as_str()).collect();
    for expected in [
        "项目背景、主要内容及实施情况的说明",
        "资金数据",
        "抽样结果",
        "问卷调查",
        "现场照片",
    ] {
        assert!(
            missing.contains(&expected),
            "{expected} is not among {missing:?}"
        );
    }
}

#[test]
fn the_cover_has_a_line_for_everything_and_lists_those_that_nobody_has_written() {
    let report = compose(&example::complete());
    let lines: Vec<&str> = report
        .cover
        .lines
        .iter()
        .map(|(label, _)| &**label)
        .collect();
    for label in ["项目单位", "评价类型", "评价方式", "报告文号"] {
        assert!(lines.contains(&label), "{label} is not among {lines:?}");
    }
    let on_cover = report.gaps.iter().filter(|gap| gap.section == "cover");
    let missing: Vec<&str> = on_cover.map(|gap| gap.missing.as_str()).collect();
    assert_eq!(missing, ["评价类型", "报告文号"]);
}

#[test]
fn a_finding_is_told_with_its_evidence_and_gets_one_advice() {
    let report = compose(&example::complete());
    let problem = text_of(&report, "ch5.problems.S-001");
    assert!(problem.contains("桥头两侧护栏缺失约12米"), "{problem}");
    assert!(problem.contains("证据：X-002、P-002-02"), "{problem}");
    assert!(text_of(&report, "ch6.advice.table").contains("建议渣坪乡人民政府立即"));
}

#[test]
fn judgemental_sites_are_told_apart_and_not_extrapolated() {
    let report = compose(&example::complete());
    let text = text_of(&report, "ch2.process.judgemental");
    assert!(text.contains("不得据此对总体作统计推断"), "{text}");
}

#[test]
fn contradictions_between_sheet_and_report_are_found() {
    let mut inputs = example::complete();
    let report = compose(&inputs);
    inputs.sheet.total = Points(9_000);
    inputs.sheet.rows[3].deduction_reason.clear();
    inputs.draws[0].population = 7;
    let codes: Vec<String> = consistency(&report, &inputs)
        .into_iter()
        .map(|problem| problem.code)
        .collect();
    for expected in [
        "REPORT_TOTAL_MISMATCH",
        "REPORT_TOTAL_NOT_PRINTED",
        "REPORT_GRADE_MISMATCH",
        "REPORT_DEDUCTION_WITHOUT_REASON",
        "REPORT_SAMPLE_MISMATCH",
    ] {
        assert!(
            codes.iter().any(|code| code == expected),
            "{expected} is not in {codes:?}"
        );
    }
}

#[test]
fn a_placeholder_left_by_a_person_is_found() {
    let mut inputs = example::complete();
    inputs.goals = vec!["修复**公里（待补充）".to_owned()];
    let problems = consistency(&compose(&inputs), &inputs);
    let found: Vec<&str> = problems
        .iter()
        .map(|problem| problem.code.as_str())
        .collect();
    assert_eq!(found, ["REPORT_PLACEHOLDER", "REPORT_PLACEHOLDER"]);
}
