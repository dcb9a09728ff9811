//! Every rule vector, and hostile input.

use domain::scoring::{Points, score_case};
use serde_json::{Value, json};

/// The vectors of the specification; they ship as an example of every rule kind.
const VECTORS: &str = include_str!("../../../starters/scoring/vectors.json");

pub fn vectors() -> Value {
    serde_json::from_str(VECTORS).expect("vectors.json is JSON")
}

fn answer(case: &Value) -> String {
    let weight = Points::parse(case["weight"].as_str().expect("weight")).expect("weight");
    match score_case(case["kind"].as_str().expect("kind"), weight, &case["input"]) {
        Ok(scored) => scored.score.to_string(),
        Err(error) => format!("ERR:{}", error.code()),
    }
}

#[test]
fn every_vector_of_the_specification_gets_its_answer() {
    let vectors = vectors();
    let cases = vectors["cases"].as_array().expect("cases");
    assert_eq!(cases.len(), 69);
    let wrong: Vec<_> = cases
        .iter()
        .filter(|case| case["expect"] != answer(case))
        .map(|case| {
            format!(
                "{}: {} instead of {}",
                case["id"],
                answer(case),
                case["expect"]
            )
        })
        .collect();
    assert!(wrong.is_empty(), "{wrong:#?}");
}

#[test]
fn the_working_shows_the_arithmetic_as_a_reader_would_write_it() {
    let input = json!({"num": "11", "den": "13", "threshold": "0.6"});
    let scored = score_case("ratio_threshold", Points(1200), &input).expect("scored");
    assert_eq!(
        scored.working,
        ["11 ÷ 13 = 84.62%，(84.62% − 60%) ÷ (1 − 60%) × 12.00 = 7.38"]
    );
    let input = json!({"items": [{"sev": "一般", "n": 2, "each": "0.5"}], "floor": "0"});
    let scored = score_case("deduction", Points(500), &input).expect("scored");
    assert_eq!(scored.working, ["5.00 − 一般 2 × 0.5 = 4.00"]);
}

#[test]
fn a_low_target_a_high_budget_and_too_few_experts_are_flagged_without_a_bonus() {
    let flags = |kind: &str, input: Value| score_case(kind, Points(500), &input).expect(kind).flags;
    assert_eq!(
        flags("ratio_capped", json!({"num": "13", "den": "10"})),
        ["TARGET_TOO_LOW"]
    );
    assert!(flags("ratio_capped", json!({"num": "129", "den": "100"})).is_empty());
    let saved = json!({"plan": "100", "actual": "80", "per_pct": "1"});
    assert_eq!(flags("cost_saving", saved), ["BUDGET_TOO_HIGH"]);
    assert_eq!(
        flags("likert_expert", json!({"marks": ["1", "0.5"]})),
        ["FEW_EXPERTS"]
    );
}

#[test]
fn an_input_that_is_not_what_the_rule_needs_is_an_error_and_never_a_score() {
    let code = |kind: &str, input: Value| {
        score_case(kind, Points(500), &input)
            .map(|scored| scored.score)
            .map_err(|e| e.code())
    };
    assert_eq!(
        code("ratio_capped", json!({"num": "1e3", "den": "10"})),
        Err("MALFORMED_INPUT")
    );
    assert_eq!(
        code("ratio_capped", json!({"num": "1"})),
        Err("MALFORMED_INPUT")
    );
    assert_eq!(code("ratio_capped", json!([1, 2])), Err("MALFORMED_INPUT"));
    assert_eq!(code("anything", json!({})), Err("UNKNOWN_RULE"));
    let above = json!({"num": "1", "den": "2", "threshold": "1"});
    assert_eq!(code("ratio_threshold", above), Err("ZERO_DENOMINATOR"));
    let below = json!({"x": "0.1", "bands": [["0.9", "1"], ["0.6", "0.5"]]});
    assert_eq!(code("step_band", below), Err("OUT_OF_BANDS"));
    let mixed = json!({"x": "0.7", "bands": [["0.6", "0.5"], ["0.9", "1"]]});
    assert_eq!(code("step_band", mixed), Err("OUT_OF_BANDS"));
    let none = json!({"shares": ["1/2", "1/2"], "met": [null, null]});
    assert_eq!(code("element_count", none), Err("NOT_APPLICABLE"));
    assert_eq!(
        code("plain_ratio", json!({"x": "1.01"})),
        Err("SCORE_OUT_OF_RANGE")
    );
}

#[test]
fn hostile_input_is_refused_before_it_costs_time() {
    let code = |kind: &str, input: &Value| {
        score_case(kind, Points(500), input)
            .expect_err("refused")
            .code()
    };
    let marks = json!({"marks": vec!["0.5"; 10_001]});
    assert_eq!(code("likert_expert", &marks), "INPUT_TOO_LARGE");
    let mut nested = json!({"num": "1", "den": "2"});
    let mut kind = "ratio_capped";
    for _ in 0..4 {
        nested = json!({"objects": [{"share": "1", "kind": kind, "input": nested}]});
        kind = "multi_object";
    }
    assert_eq!(code("multi_object", &nested), "INPUT_TOO_LARGE");
    let long = json!({"num": "1".repeat(201), "den": "1"});
    assert_eq!(code("ratio_capped", &long), "MALFORMED_INPUT");
}
