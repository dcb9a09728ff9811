//! 扣分: what each finding cost, read off the score sheet. A row's loss is divided among what
//! failed in it; the parts are rounded so that they add up. Not here: scores (`scoring`).

use std::collections::{BTreeMap, BTreeSet};

use super::{Finding, FindingSource, FindingState};
use crate::ids::{DocumentId, FindingCode, IndicatorCode};
use crate::indicator::{CANNOT_VERIFY, Each, Element, Framework, Indicator, Operand, Rule};
use crate::scoring::exact::{Exact, from_points, to_points, whole};
use crate::scoring::{
    DeskMark, ElementMark, ElementState, FactReference, Facts, Points, ScoreRow, ScoreSheet,
};

/// What a finding cost under one indicator.
#[derive(Clone, Debug, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct FindingCost {
    /// `C22`.
    pub indicator: IndicatorCode,
    /// 三级指标.
    pub name: String,
    /// In 分, more than nothing.
    #[cfg_attr(feature = "openapi", schema(value_type = String))]
    pub points: Points,
}

/// Something that failed in a row: the finding behind it, and its part in the loss. Without a
/// finding it still takes its part (an answer 无法核实, an unmet element nobody noted).
type Failure<'a> = (Option<&'a FindingCode>, Exact);

/// Each finding's costs in the order of the sheet; those without any are left out. From the rows
/// whose operands include the finding:
/// - 扣分制: by its price, less where the weight was used up (扣完为止);
/// - 要素计分, for one noted from an unmet element: by the element's share among the unmet ones;
/// - sources that read answers: the loss is divided equally among the sites that failed (weighted
///   where the source is), then among the findings at the site.
///
/// A withdrawn finding's answer still counts in such a source until its record is returned, and so
/// it still has its cost.
pub fn finding_costs(
    framework: &Framework,
    facts: &Facts,
    sheet: &ScoreSheet,
    findings: &[Finding],
) -> BTreeMap<FindingCode, Vec<FindingCost>> {
    let mut costs: BTreeMap<FindingCode, Vec<FindingCost>> = BTreeMap::new();
    for row in &sheet.rows {
        let lost = row.score.map_or(0, |score| row.weight.0 - score.0);
        let located = framework.indicator(&row.code);
        let Some(located) = located.filter(|_| lost > 0) else {
            continue;
        };
        let failures = failures(located.indicator, facts, row, findings);
        for (code, points) in divided(Points(lost), &failures) {
            costs.entry(code.clone()).or_default().push(FindingCost {
                indicator: row.code.clone(),
                name: row.name.clone(),
                points,
            });
        }
    }
    costs
}

fn failures<'a>(
    indicator: &Indicator,
    facts: &Facts,
    row: &ScoreRow,
    findings: &'a [Finding],
) -> Vec<Failure<'a>> {
    match &indicator.rule {
        Rule::Deduction { per_finding } => {
            priced(row, findings, |severity| match per_finding.get(&severity) {
                Some(Each::Points(points)) => points.0.clone(),
                Some(Each::All) => from_points(row.weight),
                None => whole(0),
            })
        }
        Rule::ElementCount => match facts.desk_marks.get(&row.code) {
            Some(DeskMark::Elements { elements }) => unmet_elements(indicator, elements, findings),
            _ => Vec::new(),
        },
        Rule::YesNo { .. } => {
            let noted = noted_from(findings, &row.code, 0);
            noted.map(|code| (Some(code), whole(1))).collect()
        }
        _ => failed_sites(indicator, facts, row, findings),
    }
}

/// The findings that the row cites by number.
fn priced<'a>(
    row: &ScoreRow,
    findings: &'a [Finding],
    price: impl Fn(super::Severity) -> Exact,
) -> Vec<Failure<'a>> {
    let cited = |finding: &&Finding| {
        row.facts.iter().any(|fact| match fact {
            FactReference::Finding { code } => *code == finding.code,
            _ => false,
        })
    };
    let cited = findings.iter().filter(cited);
    cited
        .map(|finding| (Some(&finding.code), price(finding.severity)))
        .collect()
}

fn noted_from<'a>(
    findings: &'a [Finding],
    indicator: &IndicatorCode,
    element: u32,
) -> impl Iterator<Item = &'a FindingCode> {
    let source = FindingSource::Mark {
        indicator: indicator.clone(),
        element,
    };
    let noted = findings
        .iter()
        .filter(move |finding| finding.source == source);
    noted.map(|finding| &finding.code)
}

/// The unmet elements by their shares; an unmet gate alone took everything.
fn unmet_elements<'a>(
    indicator: &Indicator,
    marks: &[ElementMark],
    findings: &'a [Finding],
) -> Vec<Failure<'a>> {
    let is_unmet = |element: &&Element| {
        let mark = marks.iter().find(|mark| mark.no == element.no);
        mark.is_some_and(|mark| mark.state == ElementState::NotMet)
    };
    let unmet: Vec<&Element> = indicator.elements.iter().filter(is_unmet).collect();
    let has_gate = unmet.iter().any(|element| element.gate);
    let counted = unmet.iter().filter(|element| element.gate || !has_gate);
    counted
        .map(|element| {
            let share = element.share.as_ref();
            let share = share.map_or_else(|| whole(1), |share| share.0.clone());
            let code = noted_from(findings, &indicator.code, element.no).next();
            (code, share)
        })
        .collect()
}

/// The sites with a finding at an answer that the row cites, and those with 无法核实 at one.
fn failed_sites<'a>(
    indicator: &Indicator,
    facts: &Facts,
    row: &ScoreRow,
    findings: &'a [Finding],
) -> Vec<Failure<'a>> {
    let cited: BTreeSet<(&DocumentId, &str)> = row
        .facts
        .iter()
        .filter_map(|fact| match fact {
            FactReference::Record {
                record,
                path: Some(path),
                ..
            } => Some((record, path.as_str())),
            _ => None,
        })
        .collect();
    let is_merged = |finding: &Finding| matches!(finding.state, FindingState::Merged { .. });
    let mut at_site: BTreeMap<DocumentId, Vec<&FindingCode>> = BTreeMap::new();
    for finding in findings.iter().filter(|finding| !is_merged(finding)) {
        for place in finding.places() {
            if cited.contains(&(&place.record, place.path.as_str())) {
                at_site.entry(place.record).or_default().push(&finding.code);
            }
        }
    }
    let is_weighted = indicator
        .operands
        .values()
        .any(|binding| matches!(binding.from, Operand::Field { weighted: true, .. }));
    let mut failures = Vec::new();
    for site in &facts.inspections {
        let unverified = |(record, path): &(&DocumentId, &str)| {
            let answer = site.answers.get(*path).map(String::as_str);
            **record == site.record && answer == Some(CANNOT_VERIFY)
        };
        let weight = match is_weighted {
            true => facts.design_weights.get(&site.project_code).cloned(),
            false => None,
        };
        let weight = weight.unwrap_or_else(|| whole(1));
        match at_site.get(&site.record) {
            Some(codes) => {
                let each = &weight / whole(i64::try_from(codes.len()).unwrap_or(1));
                failures.extend(codes.iter().map(|code| (Some(*code), each.clone())));
            }
            None if cited.iter().any(unverified) => failures.push((None, weight)),
            None => {}
        }
    }
    failures
}

/// The loss divided by the parts; what is rounded off one comes to the next, so that all of them
/// together are the loss.
fn divided<'a>(lost: Points, failures: &[Failure<'a>]) -> Vec<(&'a FindingCode, Points)> {
    let mut parts: BTreeMap<Option<&FindingCode>, Exact> = BTreeMap::new();
    let mut all = whole(0);
    for (code, part) in failures {
        all += part;
        *parts.entry(*code).or_insert_with(|| whole(0)) += part;
    }
    if all == whole(0) {
        return Vec::new();
    }
    let lost = from_points(lost);
    let (mut so_far, mut given) = (whole(0), 0);
    let mut divided = Vec::new();
    for (code, part) in parts {
        so_far += &lost * part / &all;
        let until = to_points(&so_far).map_or(given, |points| points.0);
        let points = Points(until - given);
        given = until;
        if let Some(code) = code.filter(|_| points.0 > 0) {
            divided.push((code, points));
        }
    }
    divided
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_divided_adds_up_to_the_loss() {
        let codes: Vec<FindingCode> = ["S-001", "S-002", "S-003"].map(FindingCode::from).into();
        let mut failures: Vec<Failure<'_>> =
            codes.iter().map(|code| (Some(code), whole(1))).collect();
        let parts = |failures: &[Failure<'_>]| -> Vec<i64> {
            let divided = divided(Points(100), failures);
            divided.into_iter().map(|(_, points)| points.0).collect()
        };
        assert_eq!(parts(&failures), [33, 34, 33]);
        failures.push((None, whole(1)));
        assert_eq!(parts(&failures), [25, 25, 25], "not all of it is theirs");
        assert_eq!(parts(&[]), Vec::<i64>::new());
    }
}
