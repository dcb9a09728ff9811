//! What a framework is refused for, and how it is named. Not here: references (`references`).

use super::*;
use crate::indicator::{
    Band, Each, Level1Kind, Level2, LevelBand, MULTI_OBJECT, Operand, Rule, RuleParts, starter,
};
use crate::scoring::exact::{ExactNumber, parse_exact};

fn codes(framework: &Framework) -> Vec<String> {
    validate(framework)
        .into_iter()
        .map(|problem| problem.code)
        .collect()
}

#[test]
fn a_changed_weight_breaks_the_sum_of_one_hundred() {
    let mut framework = starter("road_bridge").expect("starter");
    framework.levels[0].children[0].indicators[0].weight = Points(201);
    assert_eq!(codes(&framework), ["FRAMEWORK_WEIGHT_SUM"]);
}

#[test]
fn output_and_benefit_need_sixty_points_together() {
    let mut framework = starter("road_bridge").expect("starter");
    framework.levels[3].kind = Level1Kind::Process;
    assert_eq!(codes(&framework), ["FRAMEWORK_OUTPUT_BENEFIT_TOO_LOW"]);
}

#[test]
fn an_indicator_without_evidence_operand_or_own_code_is_named() {
    let mut framework = starter("road_bridge").expect("starter");
    let indicator = &mut framework.levels[2].children[0].indicators[0];
    indicator.evidence.clear();
    indicator.operands.remove("denominator");
    indicator.code = "C12".into();
    let found = validate(&framework);
    let expected = [
        "FRAMEWORK_DUPLICATE_CODE",
        "FRAMEWORK_NO_EVIDENCE",
        "FRAMEWORK_OPERAND_UNBOUND",
    ];
    assert_eq!(codes(&framework), expected);
    assert_eq!(found[2].details["operand"], "denominator");
}

#[test]
fn shares_that_do_not_sum_to_one_and_bands_out_of_order_are_refused() {
    let mut framework = starter("road_bridge").expect("starter");
    framework.levels[0].children[0].indicators[0].elements.pop();
    let execution = &mut framework.levels[1].children[0].indicators[1];
    if let Rule::StepBand { bands } = &mut execution.rule {
        bands.reverse();
    }
    assert_eq!(
        codes(&framework),
        ["FRAMEWORK_ELEMENT_SHARES", "FRAMEWORK_BANDS_ORDER"]
    );
}

fn number(text: &str) -> ExactNumber {
    ExactNumber(parse_exact(text).expect("a number"))
}

/// The codes of what is wrong once C11, with its weight of 6.00, has another rule.
fn codes_with(rule: Rule) -> Vec<String> {
    let mut framework = starter("road_bridge").expect("starter");
    let indicator = tree::indicator_mut(&mut framework, "C11").expect("C11");
    let parts = RuleParts {
        rule: indicator.rule.clone(),
        elements: Vec::new(),
        operands: indicator.operands.clone(),
    };
    let changed = parts.with_kind(rule.kind(), indicator.weight);
    (indicator.rule, indicator.operands) = (rule, changed.operands);
    for name in indicator.rule.operand_names()[0] {
        let binding = crate::indicator::default_binding(name);
        indicator
            .operands
            .entry((*name).to_owned())
            .or_insert(binding);
    }
    let found = validate(&framework);
    assert!(
        found
            .iter()
            .all(|problem| problem.details["indicator"] == "C11"),
        "{found:?}"
    );
    found.into_iter().map(|problem| problem.code).collect()
}

fn bands(edges: &[(&str, &str)]) -> Vec<Band> {
    let band = |(edge, share): &(&str, &str)| Band {
        edge: number(edge),
        share: number(share),
    };
    edges.iter().map(band).collect()
}

#[test]
fn bands_leave_nothing_out_and_stand_in_order() {
    let step = |edges: &[(&str, &str)]| {
        codes_with(Rule::StepBand {
            bands: bands(edges),
        })
    };
    assert_eq!(step(&[("0.9", "1"), ("0", "0")]), [""; 0]);
    assert_eq!(
        step(&[("0.9", "1"), ("0.6", "0.5")]),
        ["FRAMEWORK_BANDS_UNCOVERED"]
    );
    assert_eq!(step(&[("0", "0"), ("0", "1")]), ["FRAMEWORK_BANDS_ORDER"]);
    assert_eq!(step(&[("0", "1.2")]), ["FRAMEWORK_SHARE_RANGE"]);
    assert_eq!(step(&[]), ["FRAMEWORK_BANDS_ORDER"]);
    let growth = Rule::Growth {
        bands: bands(&[("0", "1")]),
    };
    assert_eq!(codes_with(growth), ["FRAMEWORK_BANDS_UNCOVERED"]);
    let deviation = Rule::Deviation {
        bands: Some(bands(&[("-0.1", "1")])),
    };
    assert_eq!(codes_with(deviation), ["FRAMEWORK_BANDS_ORDER"]);
}

#[test]
fn an_interpolation_ends_within_the_weight_and_at_two_places() {
    let ends = |x1: &str, s1: &str| {
        codes_with(Rule::Interpolation {
            x0: number("0"),
            s0: number("0"),
            x1: number(x1),
            s1: number(s1),
        })
    };
    assert_eq!(ends("1", "6"), [""; 0]);
    assert_eq!(ends("1", "6.01"), ["FRAMEWORK_INTERPOLATION_ENDS"]);
    assert_eq!(ends("1", "-1"), ["FRAMEWORK_INTERPOLATION_ENDS"]);
    assert_eq!(ends("0", "6"), ["FRAMEWORK_INTERPOLATION_EQUAL"]);
}

#[test]
fn nothing_costs_less_than_nothing() {
    let prices = [
        Rule::YesNo {
            deduct: Some(number("-1")),
        },
        Rule::CostSaving {
            per_pct: number("-0.5"),
        },
        Rule::Deduction {
            per_finding: [(crate::finding::Severity::Minor, Each::Points(number("-1")))].into(),
        },
    ];
    for rule in prices {
        assert_eq!(codes_with(rule), ["FRAMEWORK_PRICE_NEGATIVE"]);
    }
}

#[test]
fn objects_share_one_whole_and_levels_do_not_overlap() {
    let mut framework = starter("road_bridge").expect("starter");
    let indicator = tree::indicator_mut(&mut framework, "C11").expect("C11");
    let parts = RuleParts {
        rule: indicator.rule.clone(),
        elements: Vec::new(),
        operands: indicator.operands.clone(),
    };
    let many = parts.with_kind(MULTI_OBJECT, indicator.weight);
    (indicator.rule, indicator.operands) = (many.rule, many.operands);
    if let Rule::MultiObject { objects } = &mut indicator.rule {
        objects[0].share = number("0.6");
    }
    assert_eq!(codes(&framework), ["FRAMEWORK_OBJECT_SHARES"]);

    let level = |name: &str, min: &str, max: &str, max_inclusive| LevelBand {
        name: name.to_owned(),
        min: number(min),
        max: number(max),
        max_inclusive,
    };
    let levels = |lower| vec![level("好", "0.6", "1", true), lower];
    let rule = |lower| {
        codes_with(Rule::GradeLevel {
            levels: levels(lower),
        })
    };
    assert_eq!(rule(level("差", "0", "0.6", false)), [""; 0]);
    assert_eq!(
        rule(level("差", "0", "0.6", true)),
        ["FRAMEWORK_LEVELS_OVERLAP"]
    );
    assert_eq!(
        rule(level("好", "0", "0.6", false)),
        ["FRAMEWORK_LEVELS_OVERLAP"]
    );
    assert_eq!(
        rule(level("差", "-1", "0.6", false)),
        ["FRAMEWORK_SHARE_RANGE"]
    );
}

#[test]
fn an_empty_branch_a_blank_name_and_a_code_with_braces_are_named() {
    let mut framework = starter("road_bridge").expect("starter");
    let empty = |code: &str| Level2 {
        code: code.to_owned(),
        name: "空".to_owned(),
        indicators: Vec::new(),
    };
    framework.levels[0].children.push(empty("A9"));
    framework.levels[0].children[0].name = " ".to_owned();
    framework.levels[0].children[0].indicators[0].code = "{{A}}".into();
    let expected = [
        "FRAMEWORK_NAME_MISSING",
        "FRAMEWORK_CODE_MALFORMED",
        "FRAMEWORK_EMPTY_BRANCH",
    ];
    assert_eq!(codes(&framework), expected);
}

#[test]
fn own_grades_reach_from_the_top_down_to_nothing() {
    let graded = |bands: &[(&str, i64)]| {
        let mut framework = starter("road_bridge").expect("starter");
        let band = |(grade, min): &(&str, i64)| GradeBand {
            grade: (*grade).to_owned(),
            min: Points(*min),
        };
        framework.grade_bands = bands.iter().map(band).collect();
        codes(&framework)
    };
    assert_eq!(graded(&[("合格", 6_000), ("不合格", 0)]), [""; 0]);
    for wrong in [
        &[("合格", 6_000), ("不合格", 1_000)][..],
        &[("不合格", 0), ("合格", 6_000)],
        &[("合格", 6_000), ("合格", 0)],
        &[("优", 10_001), ("差", 0)],
    ] {
        assert_eq!(graded(wrong), ["FRAMEWORK_GRADE_BANDS"]);
    }
}

#[test]
fn a_plan_cannot_lower_the_sixty_of_its_kind_but_may_raise_it() {
    let mut framework = starter("road_bridge").expect("starter");
    framework.output_benefit_minimum = Points(0);
    assert_eq!(codes(&framework), ["FRAMEWORK_MINIMUM_LOWERED"]);
    framework.levels[3].kind = Level1Kind::Process;
    let both = [
        "FRAMEWORK_MINIMUM_LOWERED",
        "FRAMEWORK_OUTPUT_BENEFIT_TOO_LOW",
    ];
    assert_eq!(codes(&framework), both);
    let mut strict = starter("road_bridge").expect("starter");
    strict.output_benefit_minimum = Points(7_000);
    assert_eq!(codes(&strict), ["FRAMEWORK_OUTPUT_BENEFIT_TOO_LOW"]);
    let own = starter("mof-2013-53-department").expect("starter");
    assert_eq!(own.output_benefit_minimum, Points(0));
    assert_eq!(codes(&own), [""; 0]);
}

#[test]
fn one_weight_is_at_most_the_whole() {
    let mut framework = starter("road_bridge").expect("starter");
    framework.levels[0].children[0].indicators[0].weight = Points(10_001);
    assert_eq!(
        codes(&framework),
        ["FRAMEWORK_WEIGHT_SUM", "FRAMEWORK_WEIGHT_TOO_LARGE"]
    );
}

#[test]
fn a_source_that_is_not_picked_to_the_end_is_named() {
    let mut framework = starter("road_bridge").expect("starter");
    let indicator = tree::indicator_mut(&mut framework, "C11").expect("C11");
    for binding in indicator.operands.values_mut() {
        binding.from = Operand::DeskFigure {
            key: " ".to_owned(),
        };
    }
    assert_eq!(codes(&framework), ["FRAMEWORK_SOURCE_INCOMPLETE"; 2]);
}
