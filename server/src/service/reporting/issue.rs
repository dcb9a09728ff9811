//! Issuing: the report gets its number, everything it rests on is frozen, and can be computed again
//! from what was frozen.

use domain::engagement::Stage;
use domain::problem::Problem;
use domain::report::{ReportCircumstances, ReportState, SignOffLine};
use domain::review::{Request, ReviewEvent, SignOff};
use domain::scoring::score;

use super::super::{Service, ServiceError};
use super::printed;
use super::steps::Acting;
use crate::store::{self, Tx, issues::NewIssue};

/// Characters of a number.
const NUMBER_CHARACTERS: usize = 60;

/// What a printed report says of its signatures.
pub(super) fn sign_off_lines(signed: &[SignOff]) -> Vec<SignOffLine> {
    let line = |sign_off: &SignOff| SignOffLine {
        level: sign_off.level,
        name: sign_off.name.clone(),
        certificate: sign_off.certificate.clone(),
        day: sign_off.at.to_day_text(),
    };
    signed.iter().map(line).collect()
}

/// Issues the report under a number, the next of the firm's register where none is given.
pub(super) fn issue(acting: &Acting<'_>, wanted: &str) -> Result<(), ServiceError> {
    acting.permit(&Request::Issue)?;
    let tx = acting.tx;
    let number = number(tx, wanted, &acting.now.to_day_text())?;
    let audit_head = store::audit::head(tx)?;
    let corrects = acting.standing.correction.clone();
    let content = acting.assembled.content.to_string();
    let circumstances = ReportCircumstances {
        number: Some(number.clone()),
        state: ReportState::Issued {
            content_hash: content.clone(),
            audit_head: audit_head.clone(),
            corrects: corrects.clone(),
        },
        sign_offs: sign_off_lines(&acting.standing.valid),
        opinions: acting.assembled.inputs.opinions.clone(),
    };
    let evidence = &acting.assembled.evidence;
    let report = printed(tx, evidence, &circumstances, &acting.assembled.edits)?;
    let facts = evidence.facts()?;
    let (sheet, _) = score(&evidence.framework, &facts);
    let (corrects, correction) = corrects.unwrap_or_default();
    let id = &acting.membership.engagement.id;
    let frozen = NewIssue {
        number: &number,
        content: &content,
        report: &report,
        framework: &evidence.framework,
        facts: &facts,
        sheet: &sheet,
        audit_head: &audit_head,
        corrects: &corrects,
        correction: &correction,
    };
    store::issues::insert(tx, id, &frozen, &acting.actor.id, acting.now)?;
    let mut engagement = acting.membership.engagement.clone();
    engagement.stage = Stage::Rectification;
    store::engagements::update(tx, &engagement)?;
    let event = ReviewEvent::Issued {
        number,
        by: acting.actor.id.clone(),
        name: acting.actor.name.clone(),
        at: acting.now,
        content: acting.assembled.content.clone(),
    };
    acting.record(&event, "report_issue", true)
}

/// 评报字〔2026〕第0001号: the pattern is the product's; a firm types its own.
fn number(tx: &Tx<'_>, wanted: &str, today: &str) -> Result<String, ServiceError> {
    let wanted = super::super::bounded_text("number", wanted, NUMBER_CHARACTERS)?;
    if !wanted.is_empty() {
        if store::issues::is_taken(tx, &wanted)? {
            let problem = Problem::new("REPORT_NUMBER_TAKEN").with("number", &wanted);
            return Err(ServiceError::Conflict(problem.at_path("number")));
        }
        return Ok(wanted);
    }
    let year = today.split('-').next().unwrap_or_default();
    let prefix = domain::report::archive_words::number_prefix(year);
    let mut next = store::issues::count_like(tx, &prefix)? + 1;
    loop {
        let number = domain::report::archive_words::numbered(&prefix, next);
        if !store::issues::is_taken(tx, &number)? {
            return Ok(number);
        }
        next += 1;
    }
}

/// Computes the scores of every issued report again from what was frozen, and names those that
/// differ by a byte: `ISSUED_SCORE_DIFFERS`, `ISSUED_REPORT_UNREADABLE`.
pub async fn recompute_issued(service: &Service) -> Result<(usize, Vec<Problem>), ServiceError> {
    service
        .store
        .read(|tx| {
            let heads = store::issues::all(tx)?;
            let mut problems = Vec::new();
            for head in &heads {
                let stored = store::issues::scored(tx, &head.number)?;
                let again = stored.and_then(|(framework, facts, sheet)| {
                    let (again, _) = score(&framework, &facts);
                    Some(serde_json::to_string(&again).ok()? == sheet)
                });
                if again != Some(true) {
                    problems
                        .push(Problem::new("ISSUED_SCORE_DIFFERS").with("number", &head.number));
                }
            }
            Ok((heads.len(), problems))
        })
        .await
}
