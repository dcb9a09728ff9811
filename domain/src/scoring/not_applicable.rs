//! Indicators that are 不适用: where their weights go (domain.md §4). Not here: rescaling the total
//! instead (`engine`), who may say so (the server).

use std::collections::{BTreeMap, BTreeSet};

use super::Points;
use crate::ids::IndicatorCode;
use crate::indicator::{Framework, Level1, NotApplicableTreatment};
use crate::problem::Problem;

/// From so many 分 on the commissioning party has to agree (domain.md §4).
pub const CONSENT_FROM: Points = Points(2_000);

/// Most characters of one text of a [`ClientConsent`].
const CONSENT_TEXT_LIMIT: usize = 200;

/// 委托方同意: that indicators of many 分 together are 不适用.
#[derive(Clone, Debug, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct ClientConsent {
    /// Who agreed for the commissioning party.
    pub by: String,
    /// The day: `2026-11-22`.
    pub on: String,
    /// The document that says so, or where it is kept.
    pub document: String,
    /// The indicators it was given for; another one needs a new consent.
    #[cfg_attr(feature = "openapi", schema(value_type = Vec<String>))]
    pub indicators: BTreeSet<IndicatorCode>,
}

/// Σ of the framework's weights of what is 不适用.
pub fn not_applicable_weight(
    framework: &Framework,
    not_applicable: &BTreeMap<IndicatorCode, String>,
) -> Points {
    framework
        .indicators()
        .filter(|located| not_applicable.contains_key(&located.indicator.code))
        .map(|located| located.indicator.weight)
        .sum()
}

/// The 不适用 indicators that the commissioning party has to agree to and did not; none below
/// [`CONSENT_FROM`] in all.
pub fn without_consent(
    framework: &Framework,
    not_applicable: &BTreeMap<IndicatorCode, String>,
    consent: Option<&ClientConsent>,
) -> Vec<IndicatorCode> {
    if not_applicable_weight(framework, not_applicable) < CONSENT_FROM {
        return Vec::new();
    }
    let agreed = |code: &IndicatorCode| consent.is_some_and(|it| it.indicators.contains(code));
    let codes = framework.indicators().map(|it| &it.indicator.code);
    codes
        .filter(|code| not_applicable.contains_key(*code) && !agreed(code))
        .cloned()
        .collect()
}

/// What is wrong with a consent: CONSENT_INCOMPLETE (nobody, no day, no document, no indicator),
/// DAY_MALFORMED, TEXT_TOO_LONG, INDICATOR_UNKNOWN.
pub fn problems_of_consent(framework: &Framework, consent: &ClientConsent) -> Vec<Problem> {
    let mut problems = Vec::new();
    let texts = [("by", &consent.by), ("document", &consent.document)];
    for (field, text) in texts {
        let path = format!("consent.{field}");
        if text.trim().is_empty() {
            problems.push(Problem::new("CONSENT_INCOMPLETE").at_path(&path));
        }
        if text.chars().count() > CONSENT_TEXT_LIMIT {
            let problem = Problem::new("TEXT_TOO_LONG").with("limit", CONSENT_TEXT_LIMIT);
            problems.push(problem.at_path(&path));
        }
    }
    if crate::time::parse_day(&consent.on).is_none() {
        problems.push(Problem::new("DAY_MALFORMED").at_path("consent.on"));
    }
    if consent.indicators.is_empty() {
        problems.push(Problem::new("CONSENT_INCOMPLETE").at_path("consent.indicators"));
    }
    let unknown = |code: &&IndicatorCode| framework.indicator(code).is_none();
    for _ in consent.indicators.iter().filter(unknown) {
        problems.push(Problem::new("INDICATOR_UNKNOWN").at_path("consent.indicators"));
    }
    problems
}

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
                left_over = [left_over, level2.weight()].into_iter().sum();
            } else {
                own.extend(spread(&applicable, level2.weight()));
            }
        }
        if left_over.0 > 0 && !own.is_empty() {
            let owned = own.iter().map(|(_, weight)| *weight);
            let all = owned.chain([left_over]).sum();
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
    let spread: i128 = shares.iter().map(|share| i128::from(*share)).sum();
    let left = usize::try_from(i128::from(total.0) - spread).unwrap_or(0);
    for index in by_remainder.into_iter().take(left) {
        if let Some(share) = shares.get_mut(index) {
            *share += 1;
        }
    }
    let codes = weights.iter().map(|(code, _)| code.clone());
    codes.zip(shares.into_iter().map(Points)).collect()
}

/// What is wrong with a choice of 不适用: INDICATOR_UNKNOWN, REASON_TOO_SHORT (ten characters),
/// NOT_APPLICABLE_WHOLE_LEVEL (a whole 一级 has nowhere to give its weight; where the total is
/// rescaled instead it may leave, as long as another one stays).
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
    let gone: Vec<&Level1> = framework
        .levels
        .iter()
        .filter(|level| leaves_whole(level, not_applicable))
        .collect();
    let stays = framework.levels.iter().any(|level| {
        let any = level.children.iter().any(|it| !it.indicators.is_empty());
        any && !leaves_whole(level, not_applicable)
    });
    let may_leave = framework.plan.not_applicable == NotApplicableTreatment::Rescale && stays;
    for level in gone.into_iter().filter(|_| !may_leave) {
        let problem = Problem::new("NOT_APPLICABLE_WHOLE_LEVEL").with("level", &level.name);
        problems.push(problem);
    }
    problems
}

fn leaves_whole(level: &Level1, not_applicable: &BTreeMap<IndicatorCode, String>) -> bool {
    let mut own = level.children.iter().flat_map(|it| &it.indicators);
    let any = level.children.iter().any(|it| !it.indicators.is_empty());
    any && own.all(|indicator| not_applicable.contains_key(&indicator.code))
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

    #[test]
    fn under_rescaling_a_whole_first_level_may_leave_but_not_all_of_them() {
        let mut framework = crate::indicator::starter("road_bridge").expect("starter");
        framework.plan.not_applicable = NotApplicableTreatment::Rescale;
        let gone = |framework: &Framework, levels: usize| -> BTreeMap<IndicatorCode, String> {
            let levels = framework.levels.iter().take(levels);
            levels
                .flat_map(|level| level.children.iter().flat_map(|it| &it.indicators))
                .map(|it| (it.code.clone(), "这一部分整体上都不适用".to_owned()))
                .collect()
        };
        let one = gone(&framework, 1);
        assert_eq!(problems_of_not_applicable(&framework, &one), []);
        let all = gone(&framework, framework.levels.len());
        let problems = problems_of_not_applicable(&framework, &all);
        assert_eq!(problems.len(), framework.levels.len());
    }

    #[test]
    fn from_twenty_points_on_each_indicator_needs_the_clients_consent() {
        let framework = crate::indicator::starter("road_bridge").expect("starter");
        let codes: Vec<IndicatorCode> = framework
            .indicators()
            .map(|it| it.indicator.code.clone())
            .collect();
        let mut gone = BTreeMap::new();
        for code in &codes {
            let before = not_applicable_weight(&framework, &gone);
            if before < CONSENT_FROM {
                assert_eq!(without_consent(&framework, &gone, None), []);
                gone.insert(code.clone(), "本项目没有这一内容可评".to_owned());
            }
        }
        let asked = without_consent(&framework, &gone, None);
        assert_eq!(asked.len(), gone.len());
        let mut consent = ClientConsent {
            by: "王处长".to_owned(),
            on: "2026-11-22".to_owned(),
            document: "复函〔2026〕8号".to_owned(),
            indicators: asked.iter().cloned().collect(),
        };
        assert_eq!(without_consent(&framework, &gone, Some(&consent)), []);
        consent.indicators.remove(&asked[0]);
        let open = without_consent(&framework, &gone, Some(&consent));
        assert_eq!(open, [asked[0].clone()]);
        consent.on = "昨天".to_owned();
        consent.by = " ".to_owned();
        let wrong = problems_of_consent(&framework, &consent).into_iter();
        let wrong: Vec<String> = wrong.map(|it| it.code).collect();
        assert_eq!(wrong, ["CONSENT_INCOMPLETE", "DAY_MALFORMED"]);
    }
}
