//! The shipped framework whose 项目管理 indicator deducts findings: 制度执行有效性 of `culture`. Not
//! here: withdrawing and merging them at the desk (`desk_plan_references`).

use domain::finding::{Finding, FindingClass, FindingSource, FindingState, Severity};
use domain::ids::{DocumentId, ProjectCode};
use domain::indicator::{Operand, Rule, starter};
use domain::scoring::{Facts, score};

use super::facts::{frame, inspection, points};

fn finding(code: &str, indicator: &str, severity: Severity) -> Finding {
    Finding {
        code: code.into(),
        severity,
        check: "是否按规定公示？".to_owned(),
        title: "没有按规定公示".to_owned(),
        facts: String::new(),
        project_code: ProjectCode::from("DL01"),
        project_name: String::new(),
        responsible_unit: String::new(),
        indicator: Some(indicator.into()),
        record: DocumentId::from("record-DL01"),
        path: "/data/checks/c10".to_owned(),
        source: FindingSource::Field,
        class: FindingClass::Management,
        amount: None,
        clause: String::new(),
        cause: String::new(),
        advice: None,
        state: FindingState::Found,
        confirmation: None,
        refusal: None,
        evidence: Vec::new(),
        also_at: Vec::new(),
        revision: 0,
    }
}

fn management(
    findings: Vec<Finding>,
    inspected: bool,
) -> (Option<domain::scoring::Points>, Vec<String>) {
    let framework = starter("culture").expect("starter");
    let mut facts = Facts::new(frame());
    if inspected {
        facts.inspections = vec![inspection("DL01", "水毁路段修复", &[])];
    }
    facts.findings = findings;
    let (sheet, gaps) = score(&framework, &facts);
    let row = sheet.rows.iter().find(|row| row.code.as_str() == "B22");
    let own = gaps
        .into_iter()
        .filter(|gap| gap.indicator.as_str() == "B22");
    (row.expect("B22").score, own.map(|gap| gap.code).collect())
}

#[test]
fn project_management_of_the_culture_framework_counts_findings() {
    let framework = starter("culture").expect("starter");
    let found = framework.indicator(&"B22".into()).expect("B22");
    assert_eq!(found.level2.name, "组织实施");
    assert!(matches!(found.indicator.rule, Rule::Deduction { .. }));
    let from = &found.indicator.operands["findings"].from;
    assert!(matches!(from, Operand::Findings { .. }));
}

#[test]
fn each_finding_costs_what_its_severity_does_and_one_less_gives_it_back() {
    let minor = || finding("S-001", "B22", Severity::Minor);
    let major = || finding("S-002", "B22", Severity::Major);
    let elsewhere = || finding("S-003", "C11", Severity::Severe);
    let all = vec![minor(), major(), elsewhere()];
    assert_eq!(management(all, true).0, points("3.5"));
    assert_eq!(
        management(vec![minor(), elsewhere()], true).0,
        points("4.5")
    );
    assert_eq!(management(vec![elsewhere()], true).0, points("5"));
    let severe = finding("S-004", "B22", Severity::Severe);
    assert_eq!(management(vec![minor(), severe], true).0, points("0"));
}

#[test]
fn nothing_found_where_nobody_looked_is_a_gap_and_not_full_marks() {
    let (score, gaps) = management(Vec::new(), false);
    assert_eq!((score, gaps), (None, vec!["EMPTY_SAMPLE".to_owned()]));
    let at_the_desk = vec![finding("S-001", "B22", Severity::Minor)];
    assert_eq!(management(at_the_desk, false).0, points("4.5"));
}
