//! Every rule vector, and hostile input.

use domain::scoring::{Points, read_weight, score_case, score_case_exact};
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

/// Minor findings at 0.5 up to 2 together, and a major one.
fn findings(minor: u32) -> Value {
    json!({"items": [
        {"sev": "一般", "n": minor, "each": "0.5", "cap": "2"},
        {"sev": "较重", "n": 1, "each": "1"},
    ], "floor": "0"})
}

/// Kind, input, and what domain.md §4 gives for a weight of 12.
fn edges() -> Vec<(&'static str, Value, &'static str)> {
    let ratio = |num: &str| json!({"num": num, "den": "10", "cap": "1"});
    let object = |share: &str, num: &str| json!({"share": share, "kind": "ratio_capped", "input": ratio(num)});
    let mut away = object("3", "1");
    away["na"] = json!(true);
    let empty = json!({"share": "1", "kind": "yes_no", "input": {"met": null}});
    vec![
        // An object that is 不适用 leaves the sum, and the others take its share.
        (
            "multi_object",
            json!({"objects": [object("1", "5"), away]}),
            "6.00",
        ),
        (
            "multi_object",
            json!({"objects": [object("1", "5"), empty]}),
            "6.00",
        ),
        // A gate that fails takes everything, before anything is divided.
        (
            "element_count",
            json!({"shares": ["1", "0"], "met": [null, 0], "gate": [1]}),
            "0.00",
        ),
        ("deduction", findings(3), "9.50"),
        ("deduction", findings(9), "9.00"),
        (
            "growth",
            json!({"this": "5", "last": "0"}),
            "ERR:NOT_APPLICABLE",
        ),
        (
            "ratio_capped",
            json!({"num": "9", "den": "10", "cap": null}),
            "10.80",
        ),
        // The ends of the line may lie outside of 0 and W; a score may not.
        (
            "interpolation",
            json!({"x": "2", "x0": "1", "s0": "-6", "x1": "3", "s1": "18"}),
            "6.00",
        ),
        (
            "interpolation",
            json!({"x": "3", "x0": "1", "s0": "-6", "x1": "3", "s1": "18"}),
            "ERR:SCORE_OUT_OF_RANGE",
        ),
        (
            "step_band",
            json!({"x": "0.85", "bands": [["0", "0"], ["0.8", "1"]]}),
            "ERR:OUT_OF_BANDS",
        ),
        (
            "ratio_threshold",
            json!({"num": "1", "den": "2", "threshold": "1.2"}),
            "ERR:ZERO_DENOMINATOR",
        ),
        // Nothing was overspent: what overspending costs need not be known.
        (
            "cost_saving",
            json!({"plan": "640", "actual": "640"}),
            "12.00",
        ),
    ]
}

#[test]
fn at_its_edges_every_rule_does_what_the_domain_says() {
    for (kind, input, expected) in edges() {
        let case = json!({"kind": kind, "weight": "12", "input": input});
        assert_eq!(answer(&case), expected, "{kind} {input}");
    }
}

#[test]
fn weights_and_numbers_are_exact_however_long_they_are() {
    let long = json!({"num": "1".repeat(200), "den": "2".repeat(200)});
    let scored = score_case("plain_ratio", Points(500), &json!({"x": "1/2"})).expect("scored");
    assert_eq!(scored.score, Points(250));
    let scored = score_case("ratio_capped", Points(500), &long).expect("scored");
    assert_eq!(scored.score, Points(250));
    let weight = read_weight(&json!("3.333")).expect("a weight");
    let scored = score_case_exact("plain_ratio", &weight, &json!({"x": "1"})).expect("scored");
    assert_eq!(scored.score, Points(333));
}
