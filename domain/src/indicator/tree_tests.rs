//! The tree is changed as the plan's author means it. Not here: whether the result may score.

use super::*;
use crate::finding::Severity;
use crate::indicator::{Operand, Veto, starter, validate};

fn road() -> Framework {
    starter("road_bridge").expect("starter")
}

fn under(framework: &Framework, level2: &str) -> Vec<String> {
    let level2 = level2_of(framework, level2).expect("level 2");
    let codes = level2.indicators.iter().map(|one| one.code.to_string());
    codes.collect()
}

#[test]
fn the_next_code_follows_the_highest_even_after_one_was_taken_out() {
    let mut framework = road();
    assert_eq!(next_indicator_code(&framework, "C1"), Some("C13".into()));
    assert!(remove(&mut framework, "C11"));
    assert_eq!(next_indicator_code(&framework, "C1"), Some("C13".into()));
    assert_eq!(next_indicator_code(&framework, "C11"), None);
    assert_eq!(
        insert_level2(&mut framework, "C", "质量"),
        Some("C5".to_owned())
    );
    let letter = insert_level1(&mut framework, "成本", Level1Kind::Output);
    assert_eq!(letter, Some("E".to_owned()));
}

#[test]
fn an_indicator_is_inserted_once_and_a_taken_code_is_refused() {
    let mut framework = road();
    let mut copy = framework.levels[2].children[0].indicators[0].clone();
    assert!(!insert(&mut framework, "C1", copy.clone()));
    copy.code = "C13".into();
    assert!(!insert(&mut framework, "C", copy.clone()));
    assert!(insert(&mut framework, "C1", copy));
    assert_eq!(under(&framework, "C1"), ["C11", "C12", "C13"]);
}

#[test]
fn steps_stay_within_a_branch_and_then_go_on_to_the_next_and_back() {
    let mut framework = road();
    let before = framework.clone();
    assert!(move_by(&mut framework, "C11", false));
    assert_eq!(under(&framework, "C1"), ["C12", "C11"]);
    assert!(move_by(&mut framework, "C11", false));
    assert_eq!(under(&framework, "C1"), ["C12"]);
    assert_eq!(under(&framework, "C2"), ["C11", "C21", "C22"]);
    assert!(move_by(&mut framework, "C11", true));
    assert!(move_by(&mut framework, "C11", true));
    assert_eq!(framework, before);
    assert!(!move_by(&mut framework, "A", true));
    assert!(!move_by(&mut framework, "A11", true));
    assert!(!move_by(&mut framework, "nothing", true));
    assert_eq!(framework, before);
}

#[test]
fn a_level_two_steps_over_the_border_of_its_level_one() {
    let mut framework = road();
    assert!(move_by(&mut framework, "C1", true));
    let last = framework.levels[1].children.last().expect("level 2");
    assert_eq!(last.code, "C1");
    assert!(move_by(&mut framework, "C1", false));
    assert_eq!(framework, road());
}

#[test]
fn what_is_dropped_takes_the_place_it_was_dropped_on() {
    let mut framework = road();
    assert!(move_to(&mut framework, "C12", "C11"));
    assert_eq!(under(&framework, "C1"), ["C12", "C11"]);
    assert!(move_to(&mut framework, "C12", "C11"));
    assert_eq!(under(&framework, "C1"), ["C11", "C12"]);
    assert!(move_to(&mut framework, "C12", "C2"));
    assert_eq!(under(&framework, "C2"), ["C12", "C21", "C22"]);
    assert!(move_to(&mut framework, "C1", "D"));
    assert_eq!(framework.levels[3].children[0].code, "C1");
    assert!(!move_to(&mut framework, "C", "C2"));
    assert!(!move_to(&mut framework, "C", "C"));
}

#[test]
fn a_new_code_reaches_what_refers_to_the_indicator() {
    let mut framework = road();
    framework.plan.vetoes.push(Veto {
        name: "截留".to_owned(),
        severity: Severity::Severe,
        class: None,
        zeroes: Some("B13".into()),
        grade_cap: None,
    });
    let findings = indicator_mut(&mut framework, "B13").expect("B13");
    if let Some(binding) = findings.operands.get_mut("findings") {
        binding.from = Operand::Findings {
            indicators: vec!["B13".into()],
        };
    }
    assert!(!recode(&mut framework, "B13", "B12"));
    assert!(recode(&mut framework, "B13", "B19"));
    let found = framework.indicator(&"B19".into()).expect("B19");
    let from = &found.indicator.operands["findings"].from;
    let expected = Operand::Findings {
        indicators: vec!["B19".into()],
    };
    assert_eq!(*from, expected);
    assert_eq!(framework.plan.vetoes[0].zeroes, Some("B19".into()));
    assert!(rename(&mut framework, "B1", "资金"));
    assert_eq!(validate(&framework), []);
}

#[test]
fn the_sums_of_the_head_are_those_of_the_weights() {
    let framework = road();
    assert_eq!(output_benefit_weight(&framework), Points(6_500));
}
