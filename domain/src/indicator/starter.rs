//! The frameworks that ship with Kanping, embedded. Not here: frameworks that a firm made itself.

use super::Framework;
use crate::scoring::Points;

/// Short names of the shipped frameworks, in menu order.
pub const STARTERS: [&str; 7] = [
    "road_bridge",
    "culture",
    "mof-2020-10",
    "mof-2013-53-project",
    "mof-2013-53-department",
    "self-evaluation",
    "mof-2021-101-cost",
];

const ROAD_BRIDGE: &str = include_str!("../../../starters/frameworks/road_bridge.json");
const CULTURE: &str = include_str!("../../../starters/frameworks/culture.json");
const GENERAL: &str = include_str!("../../../starters/frameworks/mof-2020-10.json");
const PROJECT_2013: &str = include_str!("../../../starters/frameworks/mof-2013-53-project.json");
const DEPARTMENT_2013: &str =
    include_str!("../../../starters/frameworks/mof-2013-53-department.json");
const SELF_EVALUATION: &str = include_str!("../../../starters/frameworks/self-evaluation.json");
const WITH_COST: &str = include_str!("../../../starters/frameworks/mof-2021-101-cost.json");

/// A shipped framework by its short name (one of [`STARTERS`]) or its id, such as
/// `mof-2020-10/road_bridge`. `None` for any other name.
pub fn starter(name: &str) -> Option<Framework> {
    let text = match name {
        "road_bridge" | "mof-2020-10/road_bridge" => ROAD_BRIDGE,
        "culture" | "mof-2020-10/culture" => CULTURE,
        "mof-2020-10" => GENERAL,
        "mof-2013-53-project" => PROJECT_2013,
        "mof-2013-53-department" => DEPARTMENT_2013,
        "self-evaluation" => SELF_EVALUATION,
        "mof-2021-101-cost" => WITH_COST,
        _ => return None,
    };
    // The app reads only bytes: a second reader would double serde's code in its first load.
    serde_json::from_slice(text.as_bytes()).ok()
}

/// The kinds whose rules ask for no least weight of 产出 and 效益: 部门整体支出 of 财预〔2013〕53号.
const WITHOUT_MINIMUM: [&str; 1] = ["mof-2013-53-department"];
/// 财预〔2020〕10号 art. 14.
const MINIMUM: Points = Points(6_000);

/// The least weight of 产出 and 效益 together for a framework with this id. A plan may ask for more
/// and never for less, whatever it says of itself.
pub fn least_output_benefit(id: &str) -> Points {
    match WITHOUT_MINIMUM.contains(&id) {
        true => Points(0),
        false => MINIMUM,
    }
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::*;
    use crate::indicator::{Operand, validate};

    #[test]
    fn every_shipped_framework_is_valid_and_reads_back_the_same() {
        for name in STARTERS {
            let framework = starter(name).expect(name);
            assert_eq!(validate(&framework), [], "{name}");
            let text = serde_json::to_string(&framework).expect("JSON");
            assert_eq!(
                serde_json::from_str::<Framework>(&text).expect("JSON"),
                framework
            );
        }
        assert_eq!(starter("unknown"), None);
    }

    #[test]
    fn every_shipped_framework_is_found_by_its_id_and_has_a_title_of_its_own() {
        let all = STARTERS.map(|name| starter(name).expect(name));
        for framework in &all {
            assert_eq!(starter(&framework.id).as_ref(), Some(framework));
        }
        let titles: BTreeSet<&str> = all.iter().map(|one| one.title.as_str()).collect();
        assert_eq!(titles.len(), STARTERS.len());
    }

    #[test]
    fn the_least_weight_of_a_kind_is_the_one_that_ships_with_it() {
        for name in STARTERS {
            let framework = starter(name).expect(name);
            let least = least_output_benefit(&framework.id);
            assert_eq!(framework.output_benefit_minimum, least, "{name}");
        }
        assert_eq!(least_output_benefit("a firm's own"), Points(6_000));
    }

    #[test]
    fn the_two_rates_of_execution_rest_on_different_fund_figures() {
        let figures = |name: &str, code: &str| -> Vec<String> {
            let framework = starter(name).expect(name);
            let located = framework.indicator(&code.into()).expect(code);
            assert_eq!(located.indicator.name, "预算执行率");
            let keys = located.indicator.operands.values().map(|b| match &b.from {
                Operand::FundFigure { key } => key.clone(),
                other => panic!("{name} {code}: {other:?}"),
            });
            keys.collect()
        };
        assert_eq!(figures("culture", "B12"), ["arrived", "paid"]);
        for (name, code) in [("self-evaluation", "A11"), ("mof-2021-101-cost", "E11")] {
            assert_eq!(figures(name, code), ["year_budget", "year_executed"]);
        }
    }
}
