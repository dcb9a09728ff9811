//! What holds for every input, not only for the vectors.

use domain::indicator::starter;
use domain::scoring::{Points, score, score_case};
use proptest::prelude::*;
use serde_json::json;

use super::facts::perfect;

fn decimal() -> impl Strategy<Value = String> {
    (0i64..2_000_000, 0usize..4).prop_map(|(number, places)| {
        let text = number.to_string();
        format!("{text}.{}", &"025"[..places.min(3)])
            .trim_end_matches('.')
            .to_owned()
    })
}

fn rule() -> impl Strategy<Value = (&'static str, serde_json::Value)> {
    (0usize..8, decimal(), decimal(), 0u32..200).prop_map(|(kind, first, second, count)| match kind
    {
        0 => ("ratio_capped", json!({"num": first, "den": second})),
        1 => (
            "ratio_threshold",
            json!({"num": first, "den": second, "threshold": "0.6"}),
        ),
        2 => ("ratio_to_target", json!({"x": first, "target": second})),
        3 => (
            "lower_is_better",
            json!({"actual": first, "target": second}),
        ),
        4 => (
            "cost_saving",
            json!({"plan": first, "actual": second, "per_pct": "1"}),
        ),
        5 => ("deviation", json!({"actual": first, "plan": second})),
        6 => ("sample_defect", json!({"n": 100, "defect": count})),
        _ => (
            "deduction",
            json!({"items": [{"sev": "一般", "n": count, "each": "0.5"}]}),
        ),
    })
}

proptest! {
    #[test]
    fn a_score_lies_between_zero_and_the_weight((kind, input) in rule(), weight in 0i64..10_000) {
        if let Ok(scored) = score_case(kind, Points(weight), &input) {
            prop_assert!(scored.score >= Points(0) && scored.score <= Points(weight));
        }
    }

    #[test]
    fn more_of_a_good_thing_never_lowers_the_score(
        less in 0u32..500, more in 0u32..500, whole in 1u32..400, weight in 1i64..10_000,
    ) {
        let scored = |kind: &str, part: u32| {
            let input = json!({"num": part, "den": whole, "threshold": "0.6"});
            score_case(kind, Points(weight), &input).map(|scored| scored.score)
        };
        for kind in ["ratio_capped", "ratio_threshold"] {
            let low = scored(kind, less.min(more)).expect("scored");
            let high = scored(kind, less.max(more)).expect("scored");
            prop_assert!(low <= high);
        }
    }

    #[test]
    fn elements_count_the_same_in_any_order(marks in prop::collection::vec(0u8..3, 1..8)) {
        let answer = |marks: &[u8]| {
            let met: Vec<_> = marks.iter().map(|m| (*m < 2).then_some(*m)).collect();
            let share = format!("1/{}", marks.len());
            let input = json!({"shares": vec![share; marks.len()], "met": met, "na": "rebase"});
            score_case("element_count", Points(300), &input).map(|s| s.score).map_err(|e| e.code())
        };
        let mut sorted = marks.clone();
        sorted.sort();
        prop_assert_eq!(answer(&marks), answer(&sorted));
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(24))]
    #[test]
    fn the_order_in_which_facts_arrive_changes_nothing(
        order in Just((0usize..4).collect::<Vec<_>>()).prop_shuffle(),
    ) {
        let framework = starter("road_bridge").expect("starter");
        let mut facts = perfect(&framework);
        facts.inspections[2].answers.insert("/data/checks/c3".to_owned(), "no".to_owned());
        let expected = score(&framework, &facts);
        facts.inspections = order.iter().map(|index| facts.inspections[*index].clone()).collect();
        facts.sample.reverse();
        prop_assert_eq!(score(&framework, &facts), expected);
    }
}
