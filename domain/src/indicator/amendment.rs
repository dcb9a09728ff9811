//! What differs between two states of a framework, for whoever decides on an amendment. Not here:
//! who decides (the server).

use super::{Framework, Indicator};
use crate::scoring::Points;

/// What was done with an indicator or with the plan.
#[derive(Clone, Copy, Debug, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "snake_case")]
pub enum DifferenceKind {
    /// Only the new state has it.
    Added,
    /// Only the old state has it.
    Removed,
    /// It weighs otherwise.
    Weight,
    /// Its rule or the rule's parameters.
    Rule,
    /// Where its numbers come from.
    Sources,
    /// Its name, words, points, evidence or documents.
    Words,
    /// It stands elsewhere in the tree, or its branch has another name.
    Place,
    /// 不适用, scorers, 一票否决, grades, title: the plan as a whole.
    Plan,
}

/// One difference.
#[derive(Clone, Debug, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct FrameworkDifference {
    /// What.
    pub kind: DifferenceKind,
    /// The indicator's code; empty for the plan as a whole.
    pub code: String,
    /// Its name.
    pub name: String,
    /// The weight before, where it is there.
    #[cfg_attr(feature = "openapi", schema(value_type = Option<String>))]
    pub before: Option<Points>,
    /// The weight after, where it is there.
    #[cfg_attr(feature = "openapi", schema(value_type = Option<String>))]
    pub after: Option<Points>,
}

fn of(
    kind: DifferenceKind,
    before: Option<&Indicator>,
    after: Option<&Indicator>,
) -> FrameworkDifference {
    let shown = after.or(before);
    FrameworkDifference {
        kind,
        code: shown.map(|one| one.code.to_string()).unwrap_or_default(),
        name: shown.map(|one| one.name.clone()).unwrap_or_default(),
        before: before.map(|one| one.weight),
        after: after.map(|one| one.weight),
    }
}

/// Every difference, in the order of the new tree; what was taken out comes last.
pub fn differences(before: &Framework, after: &Framework) -> Vec<FrameworkDifference> {
    let mut found = Vec::new();
    if is_other_plan(before, after) {
        found.push(of(DifferenceKind::Plan, None, None));
    }
    for new in after.indicators() {
        let Some(old) = before.indicator(&new.indicator.code) else {
            found.push(of(DifferenceKind::Added, None, Some(new.indicator)));
            continue;
        };
        let place = |it: &super::Located<'_>| {
            let (one, two) = (it.level1, it.level2);
            let names = [&one.code, &one.name, &two.code, &two.name].map(Clone::clone);
            (names, one.kind)
        };
        let kinds = kinds_of(old.indicator, new.indicator);
        let moved = (place(&old) != place(&new)).then_some(DifferenceKind::Place);
        let all = kinds.into_iter().chain(moved);
        found.extend(all.map(|kind| of(kind, Some(old.indicator), Some(new.indicator))));
    }
    for old in before.indicators() {
        if after.indicator(&old.indicator.code).is_none() {
            found.push(of(DifferenceKind::Removed, Some(old.indicator), None));
        }
    }
    found
}

fn is_other_plan(before: &Framework, after: &Framework) -> bool {
    before.plan != after.plan
        || before.grade_bands != after.grade_bands
        || before.title != after.title
        || before.source != after.source
        || before.output_benefit_minimum != after.output_benefit_minimum
}

fn kinds_of(old: &Indicator, new: &Indicator) -> Vec<DifferenceKind> {
    let words = |it: &Indicator| {
        let texts = [&it.name, &it.explanation, &it.rule_text, &it.formula].map(Clone::clone);
        (texts, it.documents.clone(), it.evidence.clone())
    };
    let differs = [
        (DifferenceKind::Weight, old.weight != new.weight),
        (DifferenceKind::Rule, old.rule != new.rule),
        (DifferenceKind::Sources, old.operands != new.operands),
        (
            DifferenceKind::Words,
            words(old) != words(new) || old.elements != new.elements,
        ),
    ];
    let kept = differs.into_iter().filter(|(_, differs)| *differs);
    kept.map(|(kind, _)| kind).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::indicator::{starter, tree};

    #[test]
    fn each_difference_is_named_once_with_its_weights() {
        let before = starter("road_bridge").expect("starter");
        assert_eq!(differences(&before, &before), []);
        let mut after = before.clone();
        after.title = "调整后".to_owned();
        let c11 = tree::indicator_mut(&mut after, "C11").expect("C11");
        c11.weight = Points(500);
        assert!(tree::move_to(&mut after, "C12", "C2"));
        assert!(tree::remove(&mut after, "D13"));
        let found = differences(&before, &after);
        let named: Vec<_> = found.iter().map(|it| (it.kind, it.code.as_str())).collect();
        let expected = [
            (DifferenceKind::Plan, ""),
            (DifferenceKind::Weight, "C11"),
            (DifferenceKind::Place, "C12"),
            (DifferenceKind::Removed, "D13"),
        ];
        assert_eq!(named, expected);
        assert_eq!(
            (found[1].before, found[1].after),
            (Some(Points(600)), Some(Points(500)))
        );
    }
}
