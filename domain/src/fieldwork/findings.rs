//! Findings drafted from inspections: each check answered 否 is one (domain.md §6.2). Not here:
//! which inspections count (complete and accepted ones; the caller chooses), fact confirmation.

use std::collections::BTreeMap;

use super::soundness::check_body;
use super::{AttachmentKind, RecordBody};
use crate::finding::{Finding, FindingClass, FindingSource, FindingState, Severity, unmet_title};
use crate::ids::{AttachmentId, DocumentId};
use crate::instrument::{EvaluationColumns, Instrument, Node, Translations};
use crate::problem::Problem;
use crate::project::Project;
use crate::working_paper::finding_index;

/// One inspection with what is needed to read it.
#[derive(Clone, Copy, Debug)]
pub struct Inspection<'a> {
    /// The record.
    pub record: &'a DocumentId,
    /// The inspected project, as the frame has it.
    pub project: &'a Project,
    /// The form version the record pins.
    pub instrument: &'a Instrument,
    /// The answers.
    pub body: &'a RecordBody,
}

/// A question whose 否 becomes a finding.
struct Check<'a> {
    path: &'a str,
    label: &'a Translations,
    evaluation: &'a EvaluationColumns,
    severity: Severity,
}

impl Check<'_> {
    /// What the 否 is called: the form's own words for it, else that the check does not hold.
    fn title(&self, instrument: &Instrument) -> String {
        let own = self.evaluation.finding_title.clone();
        own.unwrap_or_else(|| unmet_title(instrument.label(self.label, "")))
    }
}

fn checks(instrument: &Instrument) -> Vec<Check<'_>> {
    let nodes = instrument.walk().into_iter();
    nodes
        .filter_map(|node| match node {
            Node::Question {
                path,
                label,
                evaluation,
                ..
            } => {
                let severity = evaluation.severity_if_no?;
                Some(Check {
                    path,
                    label,
                    evaluation,
                    severity,
                })
            }
            Node::Group { .. } => None,
        })
        .collect()
}

/// The answers that count (`soundness`).
fn asked_answers(instrument: &Instrument, body: &RecordBody) -> BTreeMap<String, String> {
    check_body(instrument, body).counted
}

/// Drafts the findings, numbered by project code, then question order, so that numbers are stable
/// for the same inspections whatever order they come in.
pub fn derive(inspections: &[Inspection<'_>]) -> Vec<Finding> {
    derive_from(inspections, |inspection| {
        asked_answers(inspection.instrument, inspection.body)
    })
}

/// The same for bodies that hold answers to asked questions only, so that the form engine is not
/// needed again: what `Session::answers` recorded on this device, or what a check left as counting.
/// Never for what arrived from elsewhere as it arrived.
pub fn derive_as_recorded(inspections: &[Inspection<'_>]) -> Vec<Finding> {
    derive_from(inspections, |inspection| inspection.body.answers.clone())
}

fn derive_from(
    inspections: &[Inspection<'_>],
    answers_of: impl Fn(&Inspection<'_>) -> BTreeMap<String, String>,
) -> Vec<Finding> {
    let mut ordered = inspections.to_vec();
    ordered.sort_by_key(|inspection| (&inspection.project.code, inspection.record));
    let mut findings = Vec::new();
    for inspection in ordered {
        let answers = answers_of(&inspection);
        for check in checks(inspection.instrument) {
            if answers.get(check.path).is_some_and(|answer| answer == "no") {
                let number = findings.len() + 1;
                findings.push(finding(number, &inspection, &check, &answers));
            }
        }
    }
    findings
}

fn finding(
    number: usize,
    inspection: &Inspection<'_>,
    check: &Check<'_>,
    answers: &BTreeMap<String, String>,
) -> Finding {
    let beside = |suffix: &str| answers.get(&format!("{}{suffix}", check.path));
    let chosen = beside("_severity").and_then(|name| severity(name));
    Finding {
        code: finding_index(number).into(),
        severity: chosen.unwrap_or(check.severity),
        check: inspection.instrument.label(check.label, "").to_owned(),
        title: check.title(inspection.instrument),
        facts: beside("_note").cloned().unwrap_or_default(),
        project_code: inspection.project.code.clone(),
        project_name: inspection.project.name.clone(),
        responsible_unit: inspection.project.unit.clone(),
        indicator: check.evaluation.indicators.first().cloned(),
        record: inspection.record.clone(),
        path: check.path.to_owned(),
        source: FindingSource::Field,
        class: FindingClass::suggested(check.evaluation.indicators.first()),
        amount: None,
        clause: String::new(),
        cause: String::new(),
        advice: None,
        state: FindingState::Found,
        confirmation: None,
        refusal: None,
        evidence: Vec::new(),
        also_at: Vec::new(),
        revision: 0,
    }
}

/// The choice names of the severity question beside a check.
fn severity(name: &str) -> Option<Severity> {
    match name {
        "minor" => Some(Severity::Minor),
        "major" => Some(Severity::Major),
        "severe" => Some(Severity::Severe),
        _ => None,
    }
}

/// The photos taken for the check at `path`: those of the question `<check>_photo`, by id.
pub fn evidence<'a>(body: &'a RecordBody, path: &str) -> Vec<&'a AttachmentId> {
    let photo_path = format!("{path}_photo");
    let photos = body.attachments.iter().filter(|(_, attachment)| {
        attachment.kind == AttachmentKind::Photo && attachment.path == photo_path
    });
    photos.map(|(id, _)| id).collect()
}

/// Checks answered 否 with fewer photos than `bind::kp:photo_min` asks for: `PHOTOS_TOO_FEW` at the
/// photo question, with `expected` and `found`.
pub fn photo_shortfalls(instrument: &Instrument, body: &RecordBody) -> Vec<Problem> {
    let answers = asked_answers(instrument, body);
    let is_no = |check: &Check<'_>| answers.get(check.path).is_some_and(|answer| answer == "no");
    let shortfall = |check: Check<'_>| {
        let expected = check.evaluation.photo_min? as usize;
        let found = evidence(body, check.path).len();
        (found < expected).then(|| {
            Problem::new("PHOTOS_TOO_FEW")
                .at_path(&format!("{}_photo", check.path))
                .with("expected", expected)
                .with("found", found)
        })
    };
    checks(instrument)
        .into_iter()
        .filter(is_no)
        .filter_map(shortfall)
        .collect()
}
