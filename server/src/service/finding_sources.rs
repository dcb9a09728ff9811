//! What a finding of the desk was seen in: an unmet element of a mark, a requested document, or
//! nothing the engagement holds. Not here: findings from answers (`domain::fieldwork::findings`).

use domain::document_request::{ReceiptStatus, read_receipt};
use domain::fieldwork::RecordKind;
use domain::finding::{Finding, FindingOrigin, FindingSource};
use domain::ids::IndicatorCode;
use domain::problem::Problem;
use domain::scoring::{DeskMark, ElementState};

use super::ServiceError;
use super::evidence::Evidence;

/// The origin of a new finding; `id` names one that was added by hand.
pub(super) fn origin(
    evidence: &Evidence,
    findings: &[Finding],
    source: &FindingSource,
    id: String,
) -> Result<FindingOrigin, ServiceError> {
    let origin = match source {
        FindingSource::Field | FindingSource::Desk => return Ok(FindingOrigin::Desk { id }),
        FindingSource::Mark { indicator, element } => {
            if !is_unmet(evidence, indicator, *element)? {
                return Err(unfit());
            }
            FindingOrigin::Mark {
                indicator: indicator.clone(),
                element: *element,
            }
        }
        FindingSource::Document { ordinal } => {
            if !is_asked(evidence, *ordinal) {
                return Err(unfit());
            }
            FindingOrigin::Document { ordinal: *ordinal }
        }
    };
    let noted = findings.iter().find(|finding| finding.source == *source);
    match noted {
        Some(noted) => {
            let problem = Problem::new("FINDING_ALREADY_NOTED");
            Err(ServiceError::Conflict(problem.with("code", &noted.code)))
        }
        None => Ok(origin),
    }
}

fn unfit() -> ServiceError {
    ServiceError::invalid(Problem::new("FINDING_SOURCE_UNFIT").at_path("source"))
}

/// Whether the stored mark says that the element is not met.
fn is_unmet(
    evidence: &Evidence,
    indicator: &IndicatorCode,
    element: u32,
) -> Result<bool, ServiceError> {
    let Some(stored) = evidence.inputs.desk_marks.get(indicator) else {
        return Ok(false);
    };
    let mark: DeskMark = serde_json::from_value(stored.clone())
        .map_err(|e| ServiceError::Internal(format!("stored mark {indicator}: {e}")))?;
    Ok(match mark {
        DeskMark::Elements { elements } => elements
            .iter()
            .any(|mark| mark.no == element && mark.state == ElementState::NotMet),
        DeskMark::YesNo { met, .. } => element == 0 && !met,
        _ => false,
    })
}

/// Whether the register asks for the document and nobody said that it does not apply.
fn is_asked(evidence: &Evidence, ordinal: u32) -> bool {
    let request = evidence.requests.iter().find(|it| it.ordinal == ordinal);
    request.is_some_and(|request| {
        let mut receipts = evidence.of_kind(RecordKind::DocumentReceipt);
        let record = receipts.find(|record| record.head.id == request.receipt);
        let status = record.and_then(|record| read_receipt(&record.evidence).status);
        status != Some(ReceiptStatus::NotApplicable)
    })
}

/// The indicator that such a finding belongs to where nobody names another.
pub(super) fn indicator(evidence: &Evidence, origin: &FindingOrigin) -> Option<IndicatorCode> {
    match origin {
        FindingOrigin::Mark { indicator, .. } => Some(indicator.clone()),
        FindingOrigin::Document { ordinal } => {
            let request = evidence.requests.iter().find(|it| it.ordinal == *ordinal)?;
            let known = |code: &&IndicatorCode| evidence.framework.indicator(code).is_some();
            request.words.indicators.iter().find(known).cloned()
        }
        FindingOrigin::Answer { .. } | FindingOrigin::Desk { .. } => None,
    }
}
