//! What a row carries beside its score: flags and lines of several objects, a weight that others
//! gave away, a fact that is deducted twice, a consent that lacks. Not here: formulas (`cases`).

use domain::finding::Finding;
use domain::indicator::{
    Binding, Each, Framework, Indicator, NotApplicableTreatment, ObjectRule, Operand, Rule, starter,
};
use domain::scoring::{
    ClientConsent, DeskMark, Facts, Gap, ScoreRow, ScoreSheet, SecondPerson, score,
};
use serde_json::json;

use super::facts::{exact, perfect, points};

fn framework() -> Framework {
    starter("road_bridge").expect("starter")
}

fn change(framework: &mut Framework, code: &str, change: impl FnOnce(&mut Indicator)) {
    let levels = framework.levels.iter_mut().flat_map(|it| &mut it.children);
    let mut indicators = levels.flat_map(|it| &mut it.indicators);
    let found = indicators.find(|it| it.code.as_str() == code);
    change(found.expect(code));
}

fn row<'a>(sheet: &'a ScoreSheet, code: &str) -> &'a ScoreRow {
    let found = sheet.rows.iter().find(|row| row.code.as_str() == code);
    found.expect(code)
}

/// The rule of an indicator as one object of several.
fn object(name: &str, of: &Indicator) -> ObjectRule {
    ObjectRule {
        name: name.to_owned(),
        share: exact("1"),
        project_type: None,
        rule: of.rule.clone(),
        elements: of.elements.clone(),
        operands: of.operands.clone(),
    }
}

fn several(framework: &mut Framework, code: &str, objects: Vec<ObjectRule>) {
    change(framework, code, |indicator| {
        indicator.rule = Rule::MultiObject { objects };
        indicator.operands.clear();
    });
}

fn answer(facts: &mut Facts, site: usize, path: &str, value: &str) {
    let answers = &mut facts.inspections[site].answers;
    answers.insert(path.to_owned(), value.to_owned());
}

fn gone(facts: &mut Facts, code: &str) {
    let reason = "本项目没有这一内容可评".to_owned();
    facts.not_applicable.insert(code.into(), reason);
}

fn finding(code: &str, indicator: &str, path: &str) -> Finding {
    let stored = json!({
        "code": code, "severity": "minor", "check": "排水通畅", "facts": "", "project_code": "DL02",
        "project_name": "", "responsible_unit": "", "indicator": indicator,
        "record": "record-DL02", "path": path,
    });
    serde_json::from_value(stored).expect("a finding")
}

#[test]
fn what_is_to_be_known_of_one_object_is_not_lost_in_the_sum() {
    let mut framework = framework();
    let [quality, traffic] = ["C22", "D11"].map(|code| {
        let located = framework.indicator(&code.into()).expect(code);
        object(
            if code == "C22" { "质量" } else { "通行" },
            located.indicator,
        )
    });
    several(&mut framework, "C22", vec![quality, traffic]);
    let mut facts = perfect(&framework);
    answer(&mut facts, 0, "/data/checks/c2", "cannot_verify");
    facts.sample.push("DL09".into());
    let (sheet, gaps) = score(&framework, &facts);
    assert_eq!(gaps, []);
    let row = row(&sheet, "C22");
    assert!(row.flags.contains(&"CANNOT_VERIFY".to_owned()));
    assert!(row.flags.contains(&"SAMPLE_INCOMPLETE".to_owned()));
    assert!(row.flag_subjects["CANNOT_VERIFY"].contains(&"通行".to_owned()));
    assert_eq!(row.flag_subjects["SAMPLE_INCOMPLETE"], ["质量", "通行"]);
    assert!(row.working[0].starts_with("质量：现场核查合格项目数"));
    let reason = &row.deduction_reason;
    assert!(
        reason.contains("通行：") && reason.contains("无法核实 DL01"),
        "{reason}"
    );
}

#[test]
fn a_weight_that_grew_is_reached_by_rules_stated_in_points_and_reasons_follow_it() {
    let mut framework = framework();
    change(&mut framework, "C21", |indicator| {
        indicator.rule = Rule::Manual;
        let from = Operand::DeskMark;
        let (label, unit) = (String::new(), String::new());
        let mark = Binding { label, unit, from };
        indicator.operands = [("mark".to_owned(), mark)].into();
    });
    let mut facts = perfect(&framework);
    let person = |name: &str| SecondPerson {
        account: name.into(),
        name: name.to_owned(),
    };
    let manual = |score: &str, second: Option<SecondPerson>| DeskMark::Manual {
        score: points(score).expect("points"),
        reason: "依据竣工验收资料和现场照片综合判断，扣除个别缺陷。".to_owned(),
        entered_by: Some(person("liu")),
        confirmed_by: second,
    };
    gone(&mut facts, "C22");
    let c21 = |facts: &Facts| row(&score(&framework, facts).0, "C21").clone();
    facts
        .desk_marks
        .insert("C21".into(), manual("5.00", Some(person("he"))));
    let full = c21(&facts);
    assert_eq!(
        (full.weight, full.score),
        (points("12").unwrap(), points("12"))
    );
    assert_eq!(
        full.working[0],
        "分值由 5.00 调整为 12.00，以分表述的标准按 12.00 ÷ 5.00 同比调整"
    );
    facts
        .desk_marks
        .insert("C21".into(), manual("4.00", Some(person("he"))));
    let less = c21(&facts);
    assert_eq!(less.score, points("9.60"));
    assert!(
        less.deduction_reason.contains("扣 2.40 分"),
        "{}",
        less.deduction_reason
    );
}

#[test]
fn a_manual_score_of_one_person_is_a_gap_under_every_plan() {
    let mut framework = framework();
    framework.plan.qualitative_scorers = 1;
    change(&mut framework, "D13", |indicator| {
        indicator.rule = Rule::Manual
    });
    let mut facts = perfect(&framework);
    let liu = SecondPerson {
        account: "liu".into(),
        name: "刘志强".to_owned(),
    };
    for second in [None, Some(liu.clone())] {
        let mark = DeskMark::Manual {
            score: points("1.00").expect("points"),
            reason: "依据竣工验收资料和现场照片综合判断，扣除个别缺陷。".to_owned(),
            entered_by: Some(liu.clone()),
            confirmed_by: second,
        };
        facts.desk_marks.insert("D13".into(), mark);
        let (sheet, gaps) = score(&framework, &facts);
        let codes: Vec<&str> = gaps.iter().map(|gap| gap.code.as_str()).collect();
        assert_eq!(
            codes,
            ["SECOND_PERSON_MISSING"],
            "the same person is no second one"
        );
        assert_eq!((row(&sheet, "D13").score, sheet.grade), (None, None));
    }
}

/// B13 takes its deductions from findings.
fn deducting(framework: &mut Framework) {
    change(framework, "B13", |indicator| {
        indicator.rule = Rule::Deduction {
            per_finding: [(domain::finding::Severity::Minor, Each::Points(exact("0.5")))].into(),
        };
        let binding = indicator.operands.get_mut("findings").expect("bound");
        binding.from = Operand::Findings {
            indicators: vec!["B13".into()],
        };
    });
}

fn flagged(framework: &Framework, facts: &Facts) -> Vec<(String, Vec<String>)> {
    let (sheet, _) = score(framework, facts);
    let flag = "FINDING_DEDUCTED_TWICE";
    let rows = sheet.rows.iter();
    rows.filter(|row| row.flags.iter().any(|it| it == flag))
        .map(|row| (row.code.to_string(), row.flag_subjects[flag].clone()))
        .collect()
}

#[test]
fn a_no_that_fails_a_rate_and_is_deducted_as_a_finding_elsewhere_is_warned_of() {
    let mut framework = framework();
    deducting(&mut framework);
    let mut facts = perfect(&framework);
    let path = "/data/checks/c4";
    answer(&mut facts, 1, path, "no");
    facts.findings = vec![finding("S-001", "B13", path)];
    let twice = flagged(&framework, &facts);
    assert!(
        twice.contains(&("C22".to_owned(), vec!["S-001（B13）".to_owned()])),
        "{twice:?}"
    );
    assert!(twice.iter().any(|(code, _)| code == "B13"));

    // Under its own indicator alone, as the framework means it.
    facts.findings = vec![finding("S-001", "C22", path)];
    assert_eq!(flagged(&framework, &facts), []);
    // A finding of another question does not fail the rate.
    facts.findings = vec![finding("S-001", "B13", "/data/header/h10_amount")];
    assert_eq!(flagged(&framework, &facts), []);
    // Nothing failed.
    answer(&mut facts, 1, path, "yes");
    facts.findings = vec![finding("S-001", "B13", path)];
    assert_eq!(flagged(&framework, &facts), []);
}

#[test]
fn a_deduction_within_several_objects_is_seen_too() {
    let mut framework = framework();
    deducting(&mut framework);
    let located = framework.indicator(&"B13".into()).expect("B13");
    let part = object("资金使用", located.indicator);
    several(&mut framework, "B13", vec![part]);
    let mut facts = perfect(&framework);
    let path = "/data/checks/c4";
    answer(&mut facts, 1, path, "no");
    facts.findings = vec![finding("S-001", "B13", path)];
    let twice = flagged(&framework, &facts);
    assert!(twice.iter().any(|(code, _)| code == "B13"), "{twice:?}");
    assert!(twice.iter().any(|(code, _)| code == "C22"), "{twice:?}");
}

#[test]
fn twenty_points_that_do_not_apply_give_no_grade_before_the_client_agreed() {
    let mut framework = framework();
    framework.plan.not_applicable = NotApplicableTreatment::Rescale;
    let mut facts = perfect(&framework);
    for code in ["C11", "C12", "C22"] {
        gone(&mut facts, code); // 6 + 6 + 7 = 19
    }
    let scored = |facts: &Facts| -> (Option<String>, Vec<Gap>) {
        let (sheet, gaps) = score(&framework, facts);
        (sheet.grade, gaps)
    };
    assert_eq!(scored(&facts), (Some("优".to_owned()), Vec::new()));
    gone(&mut facts, "D13"); // 21
    let (grade, gaps) = scored(&facts);
    assert_eq!(grade, None);
    let open: Vec<String> = gaps
        .iter()
        .map(|gap| format!("{} {}", gap.indicator, gap.code))
        .collect();
    assert_eq!(
        open,
        ["C11", "C12", "C22", "D13"].map(|code| format!("{code} CLIENT_CONSENT_MISSING"))
    );
    facts.consent = Some(ClientConsent {
        by: "王处长".to_owned(),
        on: "2026-11-22".to_owned(),
        document: "复函〔2026〕8号".to_owned(),
        indicators: facts.not_applicable.keys().cloned().collect(),
    });
    assert_eq!(scored(&facts), (Some("优".to_owned()), Vec::new()));
}
