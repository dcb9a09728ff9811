//! Under which indicator a derived finding stands: the one that the answer lowers. Not here: what
//! it costs there (`cost`).

use super::Finding;
use crate::ids::{IndicatorCode, ProjectCode};
use crate::indicator::{Binding, Framework, Indicator, Operand, Rule};

/// Puts each finding from an answer under the indicator whose source reads that answer for the
/// project's type: the form's own choice where it does, else the first of the framework that does,
/// else the form's choice as it is. `type_of` gives a project's 项目类型.
pub fn place_under_lowered(
    findings: &mut [Finding],
    framework: &Framework,
    type_of: impl Fn(&ProjectCode) -> Option<String>,
) {
    for finding in findings.iter_mut().filter(|it| it.is_from_record()) {
        let project_type = type_of(&finding.project_code).unwrap_or_default();
        let lowered = lowered_by(framework, &finding.path, &project_type);
        let own = finding.indicator.as_ref();
        if own.is_none_or(|own| !lowered.contains(&own))
            && let Some(first) = lowered.first()
        {
            finding.indicator = Some((*first).clone());
        }
    }
}

/// The indicators whose sources read the question for projects of this type, in the framework's
/// order.
fn lowered_by<'f>(
    framework: &'f Framework,
    path: &str,
    project_type: &str,
) -> Vec<&'f IndicatorCode> {
    let indicators = framework.indicators().map(|located| located.indicator);
    indicators
        .filter(|indicator| reads(indicator, path, project_type))
        .map(|indicator| &indicator.code)
        .collect()
}

fn reads(indicator: &Indicator, path: &str, project_type: &str) -> bool {
    let binding_reads = |binding: &Binding| {
        let Operand::Field {
            project_type: only, ..
        } = &binding.from
        else {
            return false;
        };
        let fits = only.as_ref().is_none_or(|only| only == project_type);
        fits && binding.from.paths().contains(&path)
    };
    let objects = match &indicator.rule {
        Rule::MultiObject { objects } => objects.as_slice(),
        _ => &[],
    };
    let own = indicator.operands.values();
    let inner = objects.iter().filter(|object| {
        let only = object.project_type.as_ref();
        only.is_none_or(|only| only == project_type)
    });
    own.chain(inner.flat_map(|object| object.operands.values()))
        .any(binding_reads)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn finding(path: &str, project: &str, indicator: &str) -> Finding {
        let text = serde_json::json!({
            "code": "S-001", "severity": "severe", "check": "已完工", "facts": "未完工",
            "project_code": project, "project_name": "某项目", "responsible_unit": "某镇",
            "indicator": indicator, "record": "r1", "path": path
        });
        serde_json::from_value(text).expect("a finding")
    }

    #[test]
    fn an_unfinished_bridge_stands_under_the_indicator_of_bridges() {
        let framework = crate::indicator::starter("road_bridge").expect("it ships");
        let mut findings = [
            finding("/data/checks/c1", "bridge", "C11"),
            finding("/data/checks/c1", "road", "C11"),
            finding("/data/checks/c4", "bridge", "C22"),
        ];
        place_under_lowered(&mut findings, &framework, |code| {
            let bridge = code.as_str() == "bridge";
            Some(
                if bridge {
                    "危桥改造"
                } else {
                    "水毁路段修复"
                }
                .to_owned(),
            )
        });
        let placed = findings.map(|it| it.indicator.expect("an indicator").to_string());
        assert_eq!(placed, ["C12", "C11", "C22"]);
    }
}
