//! Indicators that are 不适用: where their weights go (domain.md §4). Not here: rescaling the total
//! instead (`engine`), who may say so (the server).

use std::collections::BTreeMap;

use super::Points;
use crate::ids::IndicatorCode;
use crate::indicator::{Framework, NotApplicableTreatment};
use crate::problem::Problem;

/// From so many 分 on the commissioning party has to agree (domain.md §4).
pub const WHOLE_LEVEL: Points = Points(2_000);

/// The weight that each applicable indicator is scored with. Under `Rescale` the framework's own.
pub fn effective_weights(
    framework: &Framework,
    not_applicable: &BTreeMap<IndicatorCode, String>,
) -> BTreeMap<IndicatorCode, Points> {
    let redistributes = framework.plan.not_applicable == NotApplicableTreatment::Redistribute;
    let mut weights = BTreeMap::new();
    for level1 in &framework.levels {
        let mut left_over = Points(0);
        let mut own: Vec<(IndicatorCode, Points)> = Vec::new();
        for level2 in &level1.children {
            let applicable: Vec<(IndicatorCode, Points)> = level2
                .indicators
                .iter()
                .filter(|indicator| !not_applicable.contains_key(&indicator.code))
                .map(|indicator| (indicator.code.clone(), indicator.weight))
                .collect();
            if !redistributes {
                own.extend(applicable);
            } else if applicable.is_empty() {
                left_over.0 += level2.weight().0;
            } else {
                own.extend(spread(&applicable, level2.weight()));
            }
        }
        if left_over.0 > 0 && !own.is_empty() {
            let all = Points(own.iter().map(|(_, weight)| weight.0).sum::<i64>() + left_over.0);
            own = spread(&own, all);
        }
        weights.extend(own);
    }
    weights
}

/// `total` in proportion to the weights, by largest remainder to 0.01; ties to the earlier.
fn spread(weights: &[(IndicatorCode, Points)], total: Points) -> Vec<(IndicatorCode, Points)> {
    let sum: i128 = weights.iter().map(|(_, weight)| i128::from(weight.0)).sum();
    if sum <= 0 {
        return weights.to_vec();
    }
    let exact = |weight: i64| i128::from(weight) * i128::from(total.0);
    let mut shares: Vec<i64> = weights
        .iter()
        .map(|(_, weight)| i64::try_from(exact(weight.0) / sum).unwrap_or(0))
        .collect();
    let mut by_remainder: Vec<usize> = (0..weights.len()).collect();
    by_remainder.sort_by_key(|index| {
        let weight = weights.get(*index).map_or(0, |(_, weight)| weight.0);
        std::cmp::Reverse(exact(weight) % sum)
    });
    let left = total.0 - shares.iter().sum::<i64>();
    for index in by_remainder
        .into_iter()
        .take(usize::try_from(left).unwrap_or(0))
    {
        if let Some(share) = shares.get_mut(index) {
            *share += 1;
        }
    }
    let codes = weights.iter().map(|(code, _)| code.clone());
    codes.zip(shares.into_iter().map(Points)).collect()
}

/// What is wrong with a choice of 不适用: INDICATOR_UNKNOWN, REASON_TOO_SHORT (ten characters),
/// NOT_APPLICABLE_WHOLE_LEVEL (a whole 一级 has nowhere to give its weight).
pub fn problems_of_not_applicable(
    framework: &Framework,
    not_applicable: &BTreeMap<IndicatorCode, String>,
) -> Vec<Problem> {
    let mut problems = Vec::new();
    for (code, reason) in not_applicable {
        let path = format!("not_applicable.{code}");
        if framework.indicator(code).is_none() {
            problems.push(Problem::new("INDICATOR_UNKNOWN").at_path(&path));
        }
        if reason.trim().chars().count() < 10 {
            problems.push(Problem::new("REASON_TOO_SHORT").at_path(&path));
        }
    }
    for level in &framework.levels {
        let mut own = level.children.iter().flat_map(|level2| &level2.indicators);
        if own.all(|indicator| not_applicable.contains_key(&indicator.code)) {
            let problem = Problem::new("NOT_APPLICABLE_WHOLE_LEVEL").with("level", &level.name);
            problems.push(problem);
        }
    }
    problems
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn twenty_points_over_three_of_four_are_6_67_6_67_and_6_66() {
        let equal = ["a", "b", "c"].map(|code| (IndicatorCode::from(code), Points(500)));
        let shares: Vec<i64> = spread(&equal, Points(2_000))
            .iter()
            .map(|(_, p)| p.0)
            .collect();
        assert_eq!(shares, [667, 667, 666]);
    }

    #[test]
    fn a_whole_second_level_gives_its_weight_to_the_first_level() {
        let framework = crate::indicator::starter("road_bridge").expect("starter");
        let level1 = &framework.levels[2];
        let gone: BTreeMap<IndicatorCode, String> = level1.children[3]
            .indicators
            .iter()
            .map(|indicator| (indicator.code.clone(), "本项目没有成本数据可核".to_owned()))
            .collect();
        let weights = effective_weights(&framework, &gone);
        let sum: i64 = level1
            .children
            .iter()
            .flat_map(|level2| &level2.indicators)
            .filter_map(|indicator| weights.get(&indicator.code))
            .map(|weight| weight.0)
            .sum();
        assert_eq!(Points(sum), level1.weight());
        assert_eq!(problems_of_not_applicable(&framework, &gone), []);
    }

    #[test]
    fn a_whole_first_level_cannot_be_left_out() {
        let framework = crate::indicator::starter("road_bridge").expect("starter");
        let all = framework.levels[0]
            .children
            .iter()
            .flat_map(|it| &it.indicators);
        let gone = all
            .map(|it| (it.code.clone(), "这一部分整体上都不适用".to_owned()))
            .collect();
        let problems = problems_of_not_applicable(&framework, &gone);
        assert_eq!(problems[0].code, "NOT_APPLICABLE_WHOLE_LEVEL");
    }
}
