//! How much of a framework is a matter of judgement. Not here: whether it is sound in itself
//! (`validate`), what it needs of forms (`bindings`).

use num_traits::{One as _, Zero as _};

use super::{Framework, Rule};
use crate::problem::Problem;
use crate::scoring::exact::{Exact, from_points, to_points};
use crate::scoring::{Points, rate_text};

/// From so many percent of judged weight on, whoever approves is told (seed row S0-17).
pub const QUALITATIVE_PERCENT: i64 = 70;

/// Σ of the weights that rest on judgement alone: 定性分档, 专家打分, 人工评分. Of a 多对象汇总 counts
/// the part of its weight whose objects are judged. 要素计分 and 直接赋分 are established on
/// documents and do not count.
pub fn qualitative_weight(framework: &Framework) -> Points {
    let indicators = framework.indicators().map(|located| located.indicator);
    let judged = indicators.map(|one| judged_share(&one.rule) * from_points(one.weight));
    to_points(&judged.sum()).unwrap_or_default()
}

/// The part of a rule's weight that is judged, from nothing to one.
fn judged_share(rule: &Rule) -> Exact {
    match rule {
        Rule::GradeLevel { .. } | Rule::LikertExpert { .. } | Rule::Manual => Exact::one(),
        Rule::MultiObject { objects } => {
            let whole: Exact = objects.iter().map(|object| &object.share.0).sum();
            if whole.is_zero() {
                return Exact::zero();
            }
            let parts = objects.iter();
            let judged = parts.map(|object| judged_share(&object.rule) * &object.share.0);
            judged.sum::<Exact>() / whole
        }
        _ => Exact::zero(),
    }
}

/// FRAMEWORK_QUALITATIVE_SHARE (`percent`) where at least 70 % of the weight is judged. A warning:
/// `details.severity` says so, and it hinders nobody.
pub fn qualitative_warning(framework: &Framework) -> Option<Problem> {
    let (judged, total) = (qualitative_weight(framework), framework.total_weight());
    let is_much = total.0 > 0 && judged.0 * 100 >= total.0 * QUALITATIVE_PERCENT;
    is_much.then(|| {
        Problem::new("FRAMEWORK_QUALITATIVE_SHARE")
            .with("percent", rate_text(judged, total))
            .with("severity", "warning")
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::indicator::{MULTI_OBJECT, RuleParts, starter, tree};

    #[test]
    fn judged_objects_count_by_their_share() {
        let mut framework = starter("road_bridge").expect("starter");
        assert_eq!(qualitative_weight(&framework), Points(200));
        let indicator = tree::indicator_mut(&mut framework, "C11").expect("C11");
        let parts = RuleParts {
            rule: indicator.rule.clone(),
            elements: Vec::new(),
            operands: indicator.operands.clone(),
        };
        let mut many = parts.with_kind(MULTI_OBJECT, indicator.weight);
        if let Rule::MultiObject { objects } = &mut many.rule {
            objects[0].rule = Rule::Manual;
        }
        indicator.rule = many.rule;
        assert_eq!(qualitative_weight(&framework), Points(500));
    }

    #[test]
    fn much_judgement_is_a_warning_with_its_percent() {
        let mut framework = starter("road_bridge").expect("starter");
        assert_eq!(qualitative_warning(&framework), None);
        for level in &mut framework.levels {
            for indicator in level.children.iter_mut().flat_map(|it| &mut it.indicators) {
                indicator.rule = Rule::Manual;
            }
        }
        assert_eq!(qualitative_weight(&framework), Points(10_000));
        let warning = qualitative_warning(&framework).expect("a warning");
        assert_eq!(warning.details["percent"], "100.00");
        assert_eq!(warning.details["severity"], "warning");
    }
}
