//! Whole sheets from field facts under the road and bridge framework.

use domain::indicator::starter;
use domain::scoring::{
    DeskMark, ElementState, FactReference, Facts, Gap, ScoreRow, ScoreSheet, check_mark, score,
};

use super::facts::{element_marks, exact, level, perfect, points};

fn scored(change: impl FnOnce(&mut Facts)) -> (ScoreSheet, Vec<Gap>) {
    let framework = starter("road_bridge").expect("starter");
    let mut facts = perfect(&framework);
    change(&mut facts);
    score(&framework, &facts)
}

fn row(change: impl FnOnce(&mut Facts), code: &str) -> ScoreRow {
    let (sheet, gaps) = scored(change);
    assert_eq!(gaps, []);
    sheet
        .rows
        .into_iter()
        .find(|row| row.code.as_str() == code)
        .expect(code)
}

fn answer(facts: &mut Facts, site: usize, path: &str, value: &str) {
    facts.inspections[site]
        .answers
        .insert(path.to_owned(), value.to_owned());
}

#[test]
fn perfect_facts_earn_one_hundred_and_every_row_cites_its_facts() {
    let (sheet, gaps) = scored(|_| {});
    assert_eq!(gaps, []);
    assert_eq!(
        (sheet.total, sheet.grade.as_deref()),
        (points("100").unwrap(), Some("优"))
    );
    for row in &sheet.rows {
        assert!(
            !row.facts.is_empty() && !row.working.is_empty(),
            "{}",
            row.code
        );
        assert_eq!(row.deduction_reason, "", "{}", row.code);
    }
}

#[test]
fn a_check_answered_no_takes_its_site_out_of_the_numerator_and_is_named() {
    let row = row(|facts| answer(facts, 1, "/data/checks/c4", "no"), "C22");
    assert_eq!(row.score, points("2.63")); // (3/4 − 0.6) ÷ 0.4 × 7
    assert_eq!(
        row.working,
        [
            "现场核查合格项目数 3 个；现场核查项目数 4 个",
            "3 ÷ 4 = 75.00%，(75.00% − 60%) ÷ (1 − 60%) × 7.00 = 2.63",
        ]
    );
    assert!(
        row.deduction_reason.contains("涉及项目 DL02，扣 4.37 分"),
        "{}",
        row.deduction_reason
    );
    assert!(row.facts.contains(&FactReference::Record {
        record: "record-DL02".into(),
        project_code: "DL02".into(),
        path: Some("/data/checks/c4".to_owned()),
    }));
}

#[test]
fn cannot_verify_is_no_pass_and_not_applicable_leaves_the_denominator() {
    let unverified = row(
        |facts| answer(facts, 0, "/data/checks/c2", "cannot_verify"),
        "D11",
    );
    assert_eq!(unverified.score, points("6.00")); // 3 of 4
    assert_eq!(unverified.flags, ["CANNOT_VERIFY"]);
    assert!(
        unverified
            .deduction_reason
            .contains("其中无法核实 DL01，不视为合格")
    );
    let rebased = row(
        |facts| answer(facts, 0, "/data/checks/c2", "not_applicable"),
        "D11",
    );
    assert_eq!(rebased.score, points("8.00")); // 3 of 3
    let defect = row(
        |facts| answer(facts, 0, "/data/checks/c10", "cannot_verify"),
        "B22",
    );
    assert_eq!(defect.score, points("3.75")); // one of four counts as defective
}

#[test]
fn measured_metres_are_compared_with_planned_kilometres_of_the_same_projects() {
    let short = row(
        |facts| answer(facts, 0, "/data/measure/m1/m1_measured", "1000"),
        "C11",
    );
    assert_eq!(short.score, points("4.50")); // 1.5 of 2 km
    assert_eq!(short.working[0], "实际修复里程 1.5 公里；计划里程 2 公里");
}

#[test]
fn late_and_unfinished_projects_are_overdue() {
    let late = |facts: &mut Facts| answer(facts, 0, "/data/header/h14_actual_end", "2019-07-01");
    assert_eq!(row(late, "C31").score, points("4.50"));
    let open = |facts: &mut Facts| answer(facts, 0, "/data/header/h14_actual_end", "");
    assert_eq!(row(open, "C31").score, points("4.50"));
}

#[test]
fn only_settled_projects_are_compared_with_their_approved_amounts() {
    let row = row(
        |facts| {
            answer(facts, 0, "/data/header/h12", "");
            answer(facts, 1, "/data/header/h12", "51");
            answer(facts, 2, "/data/header/h12", "52.5");
        },
        "C41",
    );
    assert_eq!(row.working[0], "批复金额 150 万元；审定结算金额 153 万元");
    assert_eq!(row.score, points("3.00"));
}

#[test]
fn a_missing_fact_is_a_gap_and_never_a_zero() {
    let (sheet, gaps) = scored(|facts| {
        facts.fund_figures.remove("paid");
        facts.surveys.clear();
        facts
            .inspections
            .retain(|fact| fact.project_type != "危桥改造");
        let marks = [ElementState::Met, ElementState::Met];
        facts.desk_marks.insert("A12".into(), element_marks(&marks));
        facts.desk_marks.remove(&"D13".into());
    });
    let found: Vec<_> = gaps
        .iter()
        .map(|gap| format!("{} {} {}", gap.indicator, gap.code, gap.missing.join(",")))
        .collect();
    assert_eq!(
        found,
        [
            "A12 MISSING_MARK 3",
            "B12 MISSING_FUND_FIGURE paid",
            "C12 EMPTY_SAMPLE 危桥改造",
            "D12 EMPTY_SAMPLE 危桥改造",
            "D13 MISSING_MARK D13",
            "D21 NO_SURVEY ",
        ]
    );
    let unscored: Vec<_> = sheet
        .rows
        .iter()
        .filter(|row| row.score.is_none())
        .collect();
    assert_eq!(unscored.len(), 6);
    assert_eq!(sheet.grade, None);
    assert_eq!(sheet.total, points("70.00").unwrap());
    assert!(
        sheet
            .rows
            .iter()
            .any(|row| row.flags == ["SAMPLE_INCOMPLETE"])
    );
}

#[test]
fn a_planned_quantity_of_zero_is_a_gap_too() {
    let (sheet, gaps) = scored(|facts| {
        for project in &mut facts.frame.projects {
            project.planned_quantity = Some("0".to_owned());
        }
    });
    assert_eq!(
        (gaps[0].indicator.as_str(), gaps[0].code.as_str()),
        ("C11", "ZERO_DENOMINATOR")
    );
    assert_eq!(
        sheet.rows.iter().filter(|row| row.score.is_none()).count(),
        1
    );
}

#[test]
fn two_inspections_of_one_project_are_not_counted_twice_but_reported() {
    let (_, gaps) = scored(|facts| {
        let mut copy = facts.inspections[0].clone();
        copy.record = "another".into();
        facts.inspections.push(copy);
    });
    assert!(
        gaps.iter()
            .all(|gap| gap.code == "DUPLICATE_INSPECTION" && gap.missing == ["DL01"])
    );
    assert!(!gaps.is_empty());
}

#[test]
fn too_few_questionnaires_are_flagged_beside_the_score() {
    let few = |facts: &mut Facts| {
        if let Some(survey) = facts.surveys.get_mut("q-villager-road") {
            survey.minimum = 41;
        }
    };
    let row = row(few, "D21");
    assert_eq!(
        (row.score, row.flags),
        (points("10.00"), vec!["SURVEY_TOO_SMALL".to_owned()])
    );
}

#[test]
fn marks_are_checked_before_they_are_stored_and_survive_their_json() {
    let framework = starter("road_bridge").expect("starter");
    let indicator = |code: &str| framework.indicator(&code.into()).expect(code).indicator;
    let codes = |code: &str, mark: &DeskMark| {
        check_mark(indicator(code), mark)
            .into_iter()
            .map(|p| p.code)
            .collect::<Vec<_>>()
    };
    assert!(codes("D13", &level("部分达成并具有一定效果", "0.7")).is_empty());
    assert_eq!(
        codes("D13", &level("部分达成并具有一定效果", "0.8")),
        ["PCT_OUT_OF_LEVEL"]
    );
    assert_eq!(
        codes("A11", &level("达成预期目标", "0.8")),
        ["MARK_OF_WRONG_KIND"]
    );
    assert_eq!(
        codes("A12", &element_marks(&[ElementState::Met; 4])),
        ["UNKNOWN_ELEMENT"]
    );
    let manual = DeskMark::Manual {
        score: points("1").unwrap(),
        reason: "太短".to_owned(),
        entered_by: None,
        confirmed_by: None,
    };
    assert_eq!(codes("C21", &manual), ["MARK_OF_WRONG_KIND"]);
    let mark = DeskMark::ExpertMarks {
        marks: vec![exact("0.9"), exact("1/3")],
        note: "".into(),
    };
    let text = serde_json::to_string(&mark).expect("JSON");
    assert_eq!(
        text,
        r#"{"mark":"expert_marks","marks":["0.9","1/3"],"note":""}"#
    );
    assert_eq!(serde_json::from_str::<DeskMark>(&text).expect("JSON"), mark);
}
