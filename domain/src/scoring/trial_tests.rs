//! What is tried out is computed as the engine computes it. Not here: the formulas themselves.

use super::*;
use crate::indicator::{RULE_KINDS, starter};
use crate::scoring::evaluate;
use crate::scoring::exact::ExactNumber;

fn values(pairs: &[(&str, &str)]) -> BTreeMap<String, String> {
    let owned = pairs
        .iter()
        .map(|(k, v)| ((*k).to_owned(), (*v).to_owned()));
    owned.collect()
}

fn tried(code: &str, given: &[(&str, &str)]) -> Option<Scored> {
    let framework = starter("road_bridge").expect("starter");
    let found = framework.indicator(&code.into()).expect(code).indicator;
    let input = trial_input(
        &found.rule,
        &found.elements,
        &found.operands,
        &values(given),
    )?;
    evaluate(found.weight, &input).ok()
}

#[test]
fn eleven_of_thirteen_over_a_threshold_shows_its_working() {
    let (weight, scored) = worked_example("ratio_threshold").expect("example");
    assert_eq!((weight, scored.score), (Points(1200), Points(738)));
    let working = "11 ÷ 13 = 84.62%，(84.62% − 60%) ÷ (1 − 60%) × 12.00 = 7.38";
    assert_eq!(scored.working, [working]);
    let typed = tried("C22", &[("numerator", "11"), ("denominator", "13")]);
    assert_eq!(typed.map(|scored| scored.score), Some(Points(431)));
}

#[test]
fn every_kind_has_an_example_with_the_score_of_its_vector() {
    let expected = [
        ("element_count", 200),
        ("yes_no", 150),
        ("ratio_capped", 1114),
        ("ratio_threshold", 738),
        ("step_band", 280),
        ("ratio_to_target", 923),
        ("plain_ratio", 831),
        ("interpolation", 300),
        ("deduction", 400),
        ("sample_defect", 357),
        ("deviation", 480),
        ("growth", 500),
        ("lower_is_better", 333),
        ("cost_saving", 300),
        ("grade_level", 1500),
        ("likert_expert", 850),
        ("multi_object", 994),
        ("manual", 450),
    ];
    for (kind, score) in expected {
        let (_, scored) = worked_example(kind).expect(kind);
        assert_eq!(scored.score, Points(score), "{kind}");
    }
    for (kind, _) in RULE_KINDS {
        assert!(worked_example(kind).is_some(), "{kind}");
    }
}

#[test]
fn a_trial_waits_until_every_field_holds_a_number() {
    assert_eq!(tried("C22", &[("numerator", "11")]), None);
    assert_eq!(
        tried("C22", &[("numerator", "11"), ("denominator", "-")]),
        None
    );
    let satisfied = tried("D21", &[("value", "83.1%")]);
    assert_eq!(satisfied.map(|scored| scored.score), Some(Points(800)));
    let marks = [
        ("element-1", "yes"),
        ("element-2", "na"),
        ("element-3", "no"),
    ];
    assert_eq!(
        tried("A12", &marks).map(|scored| scored.score),
        Some(Points(150))
    );
}

#[test]
fn no_finding_costs_nothing_and_each_severity_its_price() {
    assert_eq!(
        tried("B13", &[]).map(|scored| scored.score),
        Some(Points(500))
    );
    let some = [("minor", "2"), ("major", "1")];
    assert_eq!(
        tried("B13", &some).map(|scored| scored.score),
        Some(Points(300))
    );
}

#[test]
fn the_fields_of_several_objects_carry_the_object() {
    let object = |name: &str| ObjectRule {
        name: name.to_owned(),
        share: ExactNumber::default(),
        project_type: None,
        rule: Rule::RatioCapped {
            cap: ExactNumber::default(),
        },
        elements: Vec::new(),
        operands: BTreeMap::new(),
    };
    let rule = Rule::MultiObject {
        objects: vec![object("路"), object("桥")],
    };
    let none = BTreeMap::new();
    let fields = trial_fields(&rule, &[], &none);
    let keys: Vec<&str> = fields.iter().map(|field| field.key.as_str()).collect();
    assert_eq!(
        keys,
        [
            "0/numerator",
            "0/denominator",
            "1/numerator",
            "1/denominator"
        ]
    );
    assert_eq!(fields[2].object, "桥");
    let given = values(&[
        ("0/numerator", "1"),
        ("0/denominator", "2"),
        ("1/numerator", "2"),
        ("1/denominator", "2"),
    ]);
    let input = trial_input(&rule, &[], &none, &given).expect("input");
    let score = evaluate(Points(1000), &input).map(|scored| scored.score);
    assert_eq!(score, Ok(Points(750)));
}
