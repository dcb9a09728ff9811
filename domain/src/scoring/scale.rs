//! What a rule states in 分 (a deduction's price, the scores of an interpolation, a manual score) at
//! another weight than the framework's: in proportion, exactly. Not here: the other weight
//! (`not_applicable`), rules that state shares of the weight, which follow it by themselves.

use num_traits::{One as _, Zero as _};

use super::Points;
use super::exact::{Exact, from_points};
use super::rules::{DeductionItem, RuleInput, ScoredObject};

/// The input for an indicator that is scored with `effective` in place of its `original` weight.
/// Everything stated in 分 is multiplied by `effective ÷ original`, so that full marks stay full
/// marks and no score passes the weight.
pub(super) fn scaled(input: RuleInput, original: Points, effective: Points) -> RuleInput {
    let original = from_points(original);
    if original.is_zero() {
        return input;
    }
    let factor = from_points(effective) / original;
    if factor.is_one() {
        return input;
    }
    times(input, &factor)
}

fn times(input: RuleInput, factor: &Exact) -> RuleInput {
    match input {
        RuleInput::YesNo { met, deduct } => RuleInput::YesNo {
            met,
            deduct: deduct.map(|deduct| deduct * factor),
        },
        RuleInput::Interpolation { x, x0, s0, x1, s1 } => RuleInput::Interpolation {
            x,
            x0,
            s0: s0 * factor,
            x1,
            s1: s1 * factor,
        },
        RuleInput::Deduction { items, floor } => {
            let item = |item: DeductionItem| DeductionItem {
                each: item.each.map(|each| each * factor),
                cap: item.cap.map(|cap| cap * factor),
                ..item
            };
            RuleInput::Deduction {
                items: items.into_iter().map(item).collect(),
                floor: floor * factor,
            }
        }
        RuleInput::CostSaving {
            plan,
            actual,
            per_pct,
        } => RuleInput::CostSaving {
            plan,
            actual,
            per_pct: per_pct * factor,
        },
        RuleInput::Manual { score } => RuleInput::Manual {
            score: score * factor,
        },
        RuleInput::MultiObject(objects) => {
            let object = |object: ScoredObject| ScoredObject {
                input: object.input.map(|input| times(input, factor)),
                ..object
            };
            RuleInput::MultiObject(objects.into_iter().map(object).collect())
        }
        // These state shares of the weight.
        RuleInput::ElementCount(_)
        | RuleInput::RatioCapped { .. }
        | RuleInput::RatioThreshold { .. }
        | RuleInput::StepBand { .. }
        | RuleInput::RatioToTarget { .. }
        | RuleInput::PlainRatio { .. }
        | RuleInput::SampleDefect { .. }
        | RuleInput::Deviation { .. }
        | RuleInput::Growth { .. }
        | RuleInput::LowerIsBetter { .. }
        | RuleInput::GradeLevel { .. }
        | RuleInput::LikertExpert { .. } => input,
    }
}

#[cfg(test)]
mod tests {
    use super::super::exact::{parse_exact, whole};
    use super::super::rules::evaluate;
    use super::*;

    fn number(text: &str) -> Exact {
        parse_exact(text).expect("a number")
    }

    fn score(input: RuleInput, effective: i64) -> Option<Points> {
        let input = scaled(input, Points(600), Points(effective));
        evaluate(Points(effective), &input).ok().map(|it| it.score)
    }

    #[test]
    fn rules_stated_in_points_reach_a_larger_weight_and_stay_within_a_smaller_one() {
        let interpolation = |x: &str| RuleInput::Interpolation {
            x: number(x),
            x0: number("1"),
            s0: number("0"),
            x1: number("3"),
            s1: number("6"),
        };
        for effective in [200, 600, 751, 1_000] {
            assert_eq!(
                score(interpolation("3"), effective),
                Some(Points(effective))
            );
            let manual = RuleInput::Manual { score: number("6") };
            assert_eq!(score(manual, effective), Some(Points(effective)));
        }
        assert_eq!(score(interpolation("2"), 1_000), Some(Points(500)));
        let deduction = RuleInput::Deduction {
            items: vec![DeductionItem {
                heading: "一般".to_owned(),
                count: whole(2),
                each: Some(number("1.5")),
                cap: None,
            }],
            floor: whole(0),
        };
        assert_eq!(score(deduction, 1_000), Some(Points(500)));
        let no = RuleInput::YesNo {
            met: Some(false),
            deduct: Some(number("1.5")),
        };
        assert_eq!(score(no, 1_000), Some(Points(750)));
        let cost = RuleInput::CostSaving {
            plan: whole(100),
            actual: whole(103),
            per_pct: whole(1),
        };
        assert_eq!(score(cost, 1_000), Some(Points(500)));
    }

    #[test]
    fn the_objects_of_a_sum_are_scaled_too() {
        let object = ScoredObject {
            name: String::new(),
            share: whole(1),
            input: Some(RuleInput::Manual { score: number("3") }),
        };
        let input = RuleInput::MultiObject(vec![object]);
        assert_eq!(score(input, 200), Some(Points(100)));
    }
}
