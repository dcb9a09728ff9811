//! What the composed report says. Not here: files.

use domain::engagement::EngagementProfile;
use domain::indicator::NotApplicableTreatment;
use domain::report::{Content, Report, ReportState, SignOffLine, Span, compose, consistency};
use domain::review::ReviewLevel;
use domain::scoring::{AppliedVeto, Points, Rescaling};

use super::{example, example_papers};

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
    inputs.engagement.profile = EngagementProfile::default();
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
    assert_eq!(missing, [""; 0]);

    let mut inputs = example::complete();
    inputs.engagement.profile.evaluation_kind.clear();
    inputs.state = ReportState::Issued {
        content_hash: "0".repeat(64),
        audit_head: "1".repeat(64),
        corrects: None,
    };
    let report = compose(&inputs);
    let on_cover = report.gaps.iter().filter(|gap| gap.section == "cover");
    let missing: Vec<&str> = on_cover.map(|gap| gap.missing.as_str()).collect();
    assert_eq!(missing, ["评价类型", "报告文号"]);
}

#[test]
fn a_finding_is_told_with_its_evidence_and_gets_one_advice() {
    let report = compose(&example::complete());
    let problem = text_of(&report, "ch5.problems.S-001");
    let named = "桥头护栏缺失或损坏。桥头两侧护栏缺失约12米";
    assert!(
        problem.contains(named),
        "never the check that should hold: {problem}"
    );
    let cost = "该问题在C22（现场抽查质量达标率）中扣0.35分";
    assert!(problem.contains(cost), "{problem}");
    assert!(
        problem.contains("属实，已安排补装（补充材料Q-02）"),
        "{problem}"
    );
    let unnamed = text_of(&report, "ch5.problems.S-002");
    assert!(
        unnamed.contains("“是否设置项目公示牌”一项不符合"),
        "{unnamed}"
    );
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
    inputs.engagement.profile.goals = vec!["修复**公里（待补充）".to_owned()];
    let problems = consistency(&compose(&inputs), &inputs);
    let found: Vec<&str> = problems
        .iter()
        .map(|problem| problem.code.as_str())
        .collect();
    assert_eq!(found, ["REPORT_PLACEHOLDER", "REPORT_PLACEHOLDER"]);
}

#[test]
fn the_tables_of_the_body_are_one_to_nine_and_the_abstract_has_none() {
    let mut inputs = example::complete();
    inputs.opinions = example_papers::opinions();
    let report = compose(&inputs);
    let numbered = |id: &str| match report.block(id).map(|block| &block.content) {
        Some(Content::Table(table)) => table.number,
        other => panic!("{id}: {other:?}"),
    };
    let ids = [
        "abstract.conclusion.table",
        "ch1.funds.table",
        "ch1.goals.table",
        "ch2.process.sample.table",
        "ch2.process.fieldwork.table",
        "ch2.process.survey.table",
        "ch3.conclusion.table",
        "ch5.problems.table",
        "ch6.advice.table",
        "ch7.opinions.table",
        "annex1.score.table",
    ];
    let numbers: Vec<u32> = ids.iter().map(|id| numbered(id)).collect();
    assert_eq!(numbers, [0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10]);
    assert_eq!(report.annexes.len(), 9);
    assert_eq!(consistency(&report, &inputs), []);
}

#[test]
fn a_withdrawn_finding_stands_nowhere_and_a_merged_one_lists_every_site() {
    let report = compose(&example::complete());
    for block in report.blocks() {
        assert!(!block.plain_text().contains("S-003"), "{}", block.id);
    }
    let merged = text_of(&report, "ch5.problems.S-002");
    assert!(merged.contains("共涉及2个项目点"), "{merged}");
    assert!(
        merged.contains("江口镇洪溪村水毁路段修复（公示牌倒伏）"),
        "{merged}"
    );
    let severe = text_of(&report, "ch5.problems.S-001");
    assert!(severe.contains("涉及金额3.20万元"), "{severe}");
    assert!(severe.contains("事实确认：属实，已安排补装"), "{severe}");
    assert!(text_of(&report, "ch6.advice.table").contains("2026年12月31日前"));
}

#[test]
fn what_is_not_applicable_is_said_and_the_rescaling_is_printed() {
    let mut inputs = example::complete();
    let row = &mut inputs.sheet.rows[0];
    (row.score, row.rate) = (None, None);
    row.facts.clear();
    row.working.clear();
    row.not_applicable = Some("本项目无立项环节".to_owned());
    inputs.plan.not_applicable = NotApplicableTreatment::Rescale;
    // 56.33 of 85.00 is 66.27 of 100.
    inputs.sheet.total = Points(6_627);
    inputs.sheet.rescaling = Some(Rescaling {
        sum: Points(5_633),
        applicable: Points(8_500),
    });
    for level in &mut inputs.sheet.levels {
        if level.code.starts_with('A') {
            (level.weight, level.score) = (Points(0), Points(0));
            level.rate = "0.00".to_owned();
        }
    }
    let report = compose(&inputs);
    assert_eq!(consistency(&report, &inputs), []);
    let said = text_of(&report, "ch4.A11.na");
    assert!(said.contains("不适用，理由：本项目无立项环节"), "{said}");
    assert!(text_of(&report, "ch3.conclusion.rescaling").contains("56.33分÷"));
    let total = text_of(&report, "ch3.conclusion.total");
    assert!(total.contains("得分为66.27分（满分100.00分）"), "{total}");
    assert!(text_of(&report, "ch7.limits.na").contains("立项依据充分性（A11）"));
}

#[test]
fn a_veto_that_caps_the_grade_is_printed_and_is_no_contradiction() {
    let mut inputs = example::complete();
    inputs.sheet.grade = Some("差".to_owned());
    assert!(!consistency(&compose(&inputs), &inputs).is_empty());
    inputs.sheet.vetoes = vec![AppliedVeto {
        name: "虚报冒领".to_owned(),
        findings: vec!["S-001".into()],
        zeroed: None,
        grade_cap: Some("差".to_owned()),
    }];
    let report = compose(&inputs);
    assert_eq!(consistency(&report, &inputs), []);
    let veto = text_of(&report, "ch3.conclusion.veto1");
    assert!(
        veto.contains("“虚报冒领”：依据问题S-001，评价等级不高于“差”"),
        "{veto}"
    );
}

#[test]
fn an_issued_report_has_signatures_hash_and_what_it_corrects() {
    let mut inputs = example::complete();
    inputs.number = Some("某会评报字(2026)第0002号".to_owned());
    inputs.state = ReportState::Issued {
        content_hash: "ab".repeat(32),
        audit_head: "cd".repeat(32),
        corrects: Some(("某会评报字(2026)第0001号".to_owned(), "金额笔误".to_owned())),
    };
    inputs.sign_offs = vec![SignOffLine {
        level: ReviewLevel::Third,
        name: "周明德".to_owned(),
        certificate: "110001230001".to_owned(),
        day: "2026-11-25".to_owned(),
    }];
    let report = compose(&inputs);
    assert_eq!(report.cover.state, "（更正稿）");
    assert!(text_of(&report, "ch7.signature.review").contains("110001230001"));
    assert!(text_of(&report, "ch7.signature.seal").contains(&"ab".repeat(32)));
    assert!(text_of(&report, "ch7.limits.correction").contains("金额笔误"));
}
