//! The golden table of domain.md §4 through the whole engine, grade edges, a self-evaluation total.

use std::collections::BTreeMap;

use domain::finding::Severity;
use domain::indicator::starter;
use domain::money::Fen;
use domain::scoring::ElementState::{Met, NotMet};
use domain::scoring::{
    DeskMark, Facts, Points, SeverityCount, default_grade_bands, grade_of, score,
};

use super::cases::vectors;
use super::facts::{element_marks, figures, frame, joint, survey};

/// Facts of the golden table under the general framework.
fn golden_facts() -> Facts {
    let mut facts = Facts::new(frame());
    let counts = vec![SeverityCount {
        severity: Severity::Minor,
        count: 2,
    }];
    let marks = [
        ("A11", element_marks(&[Met; 5])),
        ("A12", element_marks(&[Met, NotMet, Met])),
        ("A21", element_marks(&[Met, Met, Met, NotMet])),
        ("A22", element_marks(&[Met, Met, NotMet])),
        ("A31", element_marks(&[Met, Met, Met, NotMet])),
        ("A32", element_marks(&[Met, Met])),
        (
            "B13",
            DeskMark::Counts {
                counts,
                note: "两笔拨付缺审批单".to_owned(),
            },
        ),
        ("B21", element_marks(&[Met, NotMet])),
        ("B22", figures(&[("sample", "7"), ("defective", "2")])),
        ("C11", figures(&[("actual", "13"), ("plan", "14")])),
        ("C21", figures(&[("passed", "11"), ("checked", "13")])),
        ("C31", figures(&[("due", "13"), ("overdue", "2")])),
        ("C41", figures(&[("plan", "640"), ("actual", "652.8")])),
        ("D11", joint("部分达成并具有一定效果", "0.75")),
    ];
    facts.desk_marks = marks.map(|(code, mark)| (code.into(), mark)).into();
    facts.fund_figures = [
        ("budget", 100_000_000),
        ("arrived", 96_500_000),
        ("paid", 89_069_500),
    ]
    .map(|(key, fen)| (key.to_owned(), Fen(fen)))
    .into();
    // The general framework's satisfaction is D12; a questionnaire for it names that one.
    let mut villagers = survey("83.1", 200);
    villagers.indicators = ["D12".into()].into();
    facts
        .surveys
        .insert("q-villager-road".to_owned(), villagers);
    facts
}

#[test]
fn the_golden_table_gives_76_35_and_grade_zhong_with_its_level_totals() {
    let framework = starter("mof-2020-10").expect("starter");
    let (sheet, gaps) = score(&framework, &golden_facts());
    assert_eq!(gaps, []);
    let golden = &vectors()["golden"];
    for (row, expected) in sheet
        .rows
        .iter()
        .zip(golden["rows"].as_array().expect("rows"))
    {
        assert_eq!(row.code.as_str(), expected["code"]);
        assert_eq!(
            row.score.map(|s| s.to_string()).as_deref(),
            expected["score"].as_str()
        );
    }
    let level1: BTreeMap<_, _> = sheet
        .levels
        .iter()
        .filter(|total| total.level == 1)
        .map(|total| (total.code.as_str(), total.score.to_string()))
        .collect();
    assert_eq!(serde_json::json!(level1), golden["l1"]);
    assert_eq!(
        sheet.levels.iter().filter(|total| total.level == 2).count(),
        10
    );
    assert_eq!(sheet.total.to_string(), "76.35");
    assert_eq!(sheet.grade.as_deref(), Some("中"));
}

#[test]
fn grades_are_half_open_bands_on_the_printed_total() {
    let bands = default_grade_bands();
    for edge in vectors()["grade_edges"].as_array().expect("edges") {
        let total = Points::parse(edge[0].as_str().expect("total")).expect("total");
        assert_eq!(
            grade_of(&bands, total).as_deref(),
            edge[1].as_str(),
            "{total}"
        );
    }
}

#[test]
fn the_self_evaluation_of_the_second_seed_sums_to_97_06() {
    let seed = &vectors()["seed2_self_score"];
    let read =
        |text: &serde_json::Value| Points::parse(text.as_str().expect("text")).expect("points");
    let total = |list: &serde_json::Value| -> Points {
        list.as_array().expect("list").iter().map(read).sum()
    };
    assert_eq!(total(&seed["scores"]).to_string(), "97.06");
    assert_eq!(total(&seed["by_section"]).to_string(), "97.06");
}

#[test]
fn the_reasons_name_what_was_missing_and_what_it_cost() {
    let framework = starter("mof-2020-10").expect("starter");
    let (sheet, _) = score(&framework, &golden_facts());
    let reason = |code: &str| {
        let row = sheet
            .rows
            .iter()
            .find(|row| row.code.as_str() == code)
            .expect(code);
        row.deduction_reason.clone()
    };
    assert_eq!(reason("A11"), "");
    assert_eq!(
        reason("A12"),
        "未满足评价要点：审批文件和材料符合要求，扣 1.00 分。"
    );
    assert_eq!(
        reason("B13"),
        "发现一般问题 2 项；两笔拨付缺审批单，扣 1.00 分。"
    );
    assert_eq!(
        reason("D12"),
        "满意度 83.10%（已答题加权平均法，有效问卷 200 份），扣 2.00 分。"
    );
    assert!(
        reason("C41").contains("超支 2.00%，扣 2.00 分。"),
        "{}",
        reason("C41")
    );
}
