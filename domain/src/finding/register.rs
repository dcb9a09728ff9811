//! The list of problems: findings derived from answers, those made at the desk, what people wrote
//! about both, each under its one number. Not here: storing numbers (the server).

use std::collections::{BTreeMap, BTreeSet};

use super::{Finding, FindingClass, FindingDossier, FindingOrigin, FindingState};
use crate::ids::{DocumentId, FindingCode, ProjectCode};
use crate::working_paper::finding_index;

/// Numbers given so far; a number is never given twice.
pub type FindingNumbers = BTreeMap<FindingOrigin, u32>;

/// The list of problems, by number; also those that were withdrawn or merged. `derived` are the
/// findings of all complete inspections in derived order; those without a number get the next ones
/// in that order, answered as the second value for the store to keep. `project_of` gives name and
/// implementing unit of a project.
pub fn register(
    derived: Vec<Finding>,
    dossiers: &BTreeMap<FindingOrigin, (u32, FindingDossier)>,
    numbers: &FindingNumbers,
    project_of: impl Fn(&ProjectCode) -> Option<(String, String)>,
) -> (Vec<Finding>, FindingNumbers) {
    let mut next = numbers.values().copied().max().unwrap_or(0);
    let mut given = FindingNumbers::new();
    let mut list = Vec::new();
    for mut finding in derived {
        let origin = FindingOrigin::of(&finding);
        let number = numbers.get(&origin).copied().unwrap_or_else(|| {
            next += 1;
            given.insert(origin.clone(), next);
            next
        });
        finding.code = finding_index(number as usize).into();
        finding.class = FindingClass::suggested(finding.indicator.as_ref());
        if let Some((revision, dossier)) = dossiers.get(&origin) {
            write_over(&mut finding, *revision, dossier);
        }
        list.push(finding);
    }
    for (origin, (revision, dossier)) in dossiers {
        let (Some(desk), Some(number)) = (&dossier.desk, numbers.get(origin)) else {
            continue;
        };
        let known = project_of(&desk.project_code);
        let (project_name, unit) = known.unwrap_or_default();
        let mut finding = Finding {
            code: finding_index(*number as usize).into(),
            severity: super::Severity::Minor,
            check: desk.title.clone(),
            title: desk.title.clone(),
            facts: String::new(),
            project_code: desk.project_code.clone(),
            project_name,
            responsible_unit: unit,
            indicator: None,
            record: DocumentId::default(),
            path: String::new(),
            source: origin.source(),
            class: FindingClass::suggested(dossier.indicator.as_ref()),
            amount: None,
            clause: String::new(),
            cause: String::new(),
            advice: None,
            state: FindingState::Listed,
            confirmation: None,
            refusal: None,
            evidence: Vec::new(),
            also_at: Vec::new(),
            revision: 0,
        };
        write_over(&mut finding, *revision, dossier);
        list.push(finding);
    }
    list.sort_by(|one, two| one.code.cmp(&two.code));
    gather_merged(&mut list);
    (list, given)
}

fn write_over(finding: &mut Finding, revision: u32, dossier: &FindingDossier) {
    let text = |own: &mut String, written: &String| {
        if !written.trim().is_empty() {
            own.clone_from(written);
        }
    };
    finding.severity = dossier.severity.unwrap_or(finding.severity);
    text(&mut finding.title, &dossier.title);
    text(&mut finding.facts, &dossier.facts);
    text(&mut finding.responsible_unit, &dossier.responsible_unit);
    if let Some(indicator) = &dossier.indicator {
        finding.indicator = Some(indicator.clone());
        finding.class = FindingClass::suggested(Some(indicator));
    }
    finding.class = dossier.class.unwrap_or(finding.class);
    finding.amount = dossier.amount;
    finding.clause.clone_from(&dossier.clause);
    finding.cause.clone_from(&dossier.cause);
    finding.advice.clone_from(&dossier.advice);
    finding.state.clone_from(&dossier.state);
    finding.confirmation.clone_from(&dossier.confirmation);
    finding.refusal.clone_from(&dossier.refusal);
    finding.evidence.clone_from(&dossier.evidence);
    finding.revision = revision;
}

/// Puts the places of merged findings under the one they were merged into, through chains; a chain
/// that leads back to itself or nowhere leaves its findings standing alone. What was merged is as
/// bad as the worst of it.
fn gather_merged(list: &mut [Finding]) {
    let into: BTreeMap<FindingCode, FindingCode> = list
        .iter()
        .filter_map(|finding| match &finding.state {
            FindingState::Merged { into } => Some((finding.code.clone(), into.clone())),
            _ => None,
        })
        .collect();
    let standing: BTreeSet<FindingCode> = list
        .iter()
        .filter(|finding| finding.stands())
        .map(|finding| finding.code.clone())
        .collect();
    let end_of = |code: &FindingCode| {
        let mut at = code;
        let mut seen = BTreeSet::new();
        while let Some(next) = into.get(at) {
            if !seen.insert(at.clone()) {
                return None;
            }
            at = next;
        }
        standing.get(at).cloned()
    };
    let mut places: BTreeMap<FindingCode, Vec<super::FindingSite>> = BTreeMap::new();
    for finding in list.iter_mut() {
        if !into.contains_key(&finding.code) {
            continue;
        }
        match end_of(&finding.code) {
            Some(end) => places.entry(end).or_default().extend(finding.places()),
            None => finding.state = FindingState::Listed,
        }
    }
    for finding in list.iter_mut() {
        if let Some(also) = places.remove(&finding.code) {
            let worst = also.iter().map(|place| place.severity).max();
            finding.severity = finding.severity.max(worst.unwrap_or(finding.severity));
            finding.also_at = also;
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn derived(record: &str) -> Finding {
        let text = serde_json::json!({
            "code": "S-999", "severity": "minor", "check": "护栏齐全", "facts": "缺损",
            "project_code": record, "project_name": "某桥", "responsible_unit": "某镇",
            "indicator": "C22", "record": record, "path": "/data/c4"
        });
        serde_json::from_value(text).expect("a finding")
    }

    fn answer(record: &str) -> FindingOrigin {
        FindingOrigin::of(&derived(record))
    }

    fn none(_: &ProjectCode) -> Option<(String, String)> {
        None
    }

    #[test]
    fn a_number_once_given_stays_whatever_is_found_later() {
        let numbers = FindingNumbers::from([(answer("r2"), 1)]);
        let all = vec![derived("r1"), derived("r2")];
        let (list, given) = register(all, &BTreeMap::new(), &numbers, none);
        let shown: Vec<_> = list
            .iter()
            .map(|f| (f.code.as_str(), f.record.as_str()))
            .collect();
        assert_eq!(shown, [("S-001", "r2"), ("S-002", "r1")]);
        assert_eq!(given, FindingNumbers::from([(answer("r1"), 2)]));
        assert_eq!(list[0].class, FindingClass::Output);
    }

    #[test]
    fn merged_findings_stay_listed_as_places_of_the_one_they_belong_to() {
        let numbers = FindingNumbers::from([(answer("r1"), 1), (answer("r2"), 2)]);
        let merged = FindingDossier {
            state: FindingState::Merged {
                into: "S-001".into(),
            },
            ..FindingDossier::default()
        };
        let dossiers = BTreeMap::from([(answer("r2"), (1, merged))]);
        let all = vec![derived("r1"), derived("r2")];
        let (list, _) = register(all, &dossiers, &numbers, none);
        assert_eq!(list[0].places().len(), 2);
        assert!(list[0].stands() && !list[1].stands());
    }

    #[test]
    fn what_was_merged_is_as_bad_as_the_worst_of_it_and_each_place_as_bad_as_it_was() {
        use super::super::Severity::{Major, Minor, Severe};
        let numbers = FindingNumbers::from([(answer("r1"), 1), (answer("r2"), 2)]);
        let merged = FindingDossier {
            severity: Some(Severe),
            state: FindingState::Merged {
                into: "S-001".into(),
            },
            ..FindingDossier::default()
        };
        let mild = FindingDossier {
            severity: Some(Major),
            ..FindingDossier::default()
        };
        let dossiers = BTreeMap::from([(answer("r2"), (1, merged)), (answer("r1"), (1, mild))]);
        let all = vec![derived("r1"), derived("r2")];
        let (list, _) = register(all.clone(), &dossiers, &numbers, none);
        assert_eq!(
            (list[0].severity, list[0].also_at[0].severity),
            (Severe, Severe)
        );
        let (list, _) = register(all, &BTreeMap::new(), &numbers, none);
        assert_eq!(list[0].severity, Minor);
    }

    #[test]
    fn a_finding_from_a_document_leads_to_the_document() {
        let origin = FindingOrigin::Document { ordinal: 12 };
        let dossier = FindingDossier {
            desk: Some(super::super::DeskFinding {
                title: "决算未提供".to_owned(),
                ..super::super::DeskFinding::default()
            }),
            ..FindingDossier::default()
        };
        let numbers = FindingNumbers::from([(origin.clone(), 1)]);
        let dossiers = BTreeMap::from([(origin, (1, dossier))]);
        let (list, _) = register(Vec::new(), &dossiers, &numbers, none);
        let leads = crate::scoring::FactReference::Document { ordinal: 12 };
        assert_eq!(list[0].source_fact(), Some(leads));
        assert_eq!(list[0].heading(), "决算未提供");
    }

    #[test]
    fn two_findings_merged_into_each_other_both_stand() {
        let numbers = FindingNumbers::from([(answer("r1"), 1), (answer("r2"), 2)]);
        let into = |code: &str| FindingDossier {
            state: FindingState::Merged { into: code.into() },
            ..FindingDossier::default()
        };
        let dossiers = BTreeMap::from([
            (answer("r1"), (1, into("S-002"))),
            (answer("r2"), (1, into("S-001"))),
        ]);
        let all = vec![derived("r1"), derived("r2")];
        let (list, _) = register(all, &dossiers, &numbers, none);
        assert!(list.iter().all(Finding::stands));
    }
}
