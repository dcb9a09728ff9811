//! The score sheet of the example. Not here: the other inputs (`example`).

use domain::scoring::{FactReference, LevelTotal, Points, ScoreRow, ScoreSheet};

use super::example::record_fact;

struct RowOf<'a> {
    code: &'a str,
    name: &'a str,
    one: (&'a str, &'a str),
    two: &'a str,
    weight: i64,
    score: i64,
    rule: (&'a str, &'a str),
    working: &'a str,
    reason: &'a str,
    facts: Vec<FactReference>,
}

fn score_row(row: RowOf<'_>) -> ScoreRow {
    let rate = (row.score * 20_000 + row.weight) / (2 * row.weight);
    ScoreRow {
        code: row.code.into(),
        name: row.name.to_owned(),
        level1: (row.one.0.to_owned(), row.one.1.to_owned()),
        level2: row.two.to_owned(),
        weight: Points(row.weight),
        score: Some(Points(row.score)),
        rate: Some(format!("{}.{:02}", rate / 100, rate % 100)),
        rule: row.rule.0.to_owned(),
        rule_text: row.rule.1.to_owned(),
        working: vec![row.working.to_owned()],
        deduction_reason: row.reason.to_owned(),
        flag_subjects: Default::default(),
        flags: Vec::new(),
        facts: row.facts,
        not_applicable: None,
        original_weight: None,
    }
}

fn decision_and_process_rows() -> [RowOf<'static>; 2] {
    let fund = |key: &str| FactReference::FundFigure {
        key: key.to_owned(),
    };
    [
        RowOf {
            code: "A11",
            name: "立项依据充分性",
            one: ("A", "决策"),
            two: "项目立项",
            weight: 1500,
            score: 1500,
            rule: ("element_count", "按具备要素所占份额计分"),
            working: "5项要素全部具备：15.00×5/5＝15.00",
            reason: "",
            facts: vec![FactReference::DeskMark {
                indicator: "A11".into(),
            }],
        },
        RowOf {
            code: "B12",
            name: "预算执行率",
            one: ("B", "过程"),
            two: "资金管理",
            weight: 2000,
            score: 1400,
            rule: (
                "step_band",
                "100%得满分，[80%，100%)得7/10，[60%，80%)得5/10，不足60%不得分",
            ),
            working: "实际支出288.00÷实际到位310.00＝92.90%，落在[80%，100%)：20.00×7/10＝14.00",
            reason: "截至评价基准日，到位资金尚有22.00万元未支出",
            facts: vec![fund("paid"), fund("arrived")],
        },
    ]
}

fn output_and_benefit_rows() -> [RowOf<'static>; 3] {
    let checks: Vec<FactReference> = (0..3)
        .map(|index| record_fact(index, Some("/data/checks/c3")))
        .collect();
    let survey = FactReference::Survey {
        form_id: "q-villager-road".into(),
        responses: 27,
    };
    [
        RowOf {
            code: "C11",
            name: "实际完成率",
            one: ("C", "产出"),
            two: "产出数量",
            weight: 1500,
            score: 1500,
            rule: ("ratio_capped", "按完成率计分，超过100%按100%计"),
            working: "实际修复3.60公里÷计划3.60公里＝100.00%",
            reason: "",
            facts: (0..3)
                .map(|index| record_fact(index, Some("/data/length")))
                .collect(),
        },
        RowOf {
            code: "C22",
            name: "现场抽查质量达标率",
            one: ("C", "产出"),
            two: "产出质量",
            weight: 2000,
            score: 333,
            rule: ("ratio_threshold", "低于60%不得分，60%以上按比例计分"),
            working: "合格2÷核查3＝66.67%；20.00×(66.67%－60%)÷(1－60%)＝3.33",
            reason: "渣坪乡雷公桥危桥改造桥头护栏缺失，现场核查不合格",
            facts: checks,
        },
        RowOf {
            code: "D21",
            name: "沿线受益群众满意度",
            one: ("D", "效益"),
            two: "满意度",
            weight: 3000,
            score: 2400,
            rule: ("step_band", "满意度90%以上得满分，[80%，90%)得8/10"),
            working: "有效问卷27份，满意度84.26%，落在[80%，90%)：30.00×8/10＝24.00",
            reason: "受访群众对护栏和排水满意度较低",
            facts: vec![survey],
        },
    ]
}

/// Five indicators with their scores, 71.33 of 100.
pub fn rows() -> Vec<ScoreRow> {
    let rows = decision_and_process_rows()
        .into_iter()
        .chain(output_and_benefit_rows());
    rows.map(score_row).collect()
}

/// Sums of the rows that have a score, as `scoring` gives them.
pub fn sheet(rows: Vec<ScoreRow>) -> ScoreSheet {
    let names = [
        ("A", "决策", 1),
        ("A1", "项目立项", 2),
        ("B", "过程", 1),
        ("B1", "资金管理", 2),
        ("C", "产出", 1),
        ("C1", "产出数量", 2),
        ("C2", "产出质量", 2),
        ("D", "效益", 1),
        ("D2", "满意度", 2),
    ];
    let level = |(code, name, level): (&str, &str, u8)| {
        let within = |row: &&ScoreRow| row.code.as_str().starts_with(code);
        let weight: Points = rows.iter().filter(within).map(|row| row.weight).sum();
        let score: Points = rows.iter().filter(within).filter_map(|row| row.score).sum();
        let rate = (score.0 * 20_000 + weight.0) / (2 * weight.0);
        let rate = format!("{}.{:02}", rate / 100, rate % 100);
        LevelTotal {
            code: code.into(),
            name: name.into(),
            level,
            weight,
            score,
            rate,
        }
    };
    let levels = names.into_iter().map(level).collect();
    let total: Points = rows.iter().filter_map(|row| row.score).sum();
    let complete = rows.iter().all(|row| row.score.is_some());
    ScoreSheet {
        framework_id: "mof-2020-10/road_bridge".to_owned(),
        algorithm: "kanping-score/1".to_owned(),
        levels,
        total,
        grade: complete.then(|| "中".to_owned()),
        rescaling: None,
        vetoes: Vec::new(),
        rows,
    }
}
