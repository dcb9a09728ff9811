//! Issuing: the report gets its number, and everything it rests on is frozen. Not here: proving it
//! afterwards (`issue_proof`).

use domain::engagement::Stage;
use domain::ids::Sha256Hex;
use domain::problem::Problem;
use domain::report::{ReportCircumstances, ReportState, apply_edits, compose, signed_text};
use domain::review::{Request, ReviewEvent, is_report_number};
use domain::scoring::score;

use super::super::ServiceError;
use super::super::evidence::Evidence;
use super::super::stored_records::Record;
use super::shown::sign_off_lines;
use super::steps::Acting;
use super::template;
use crate::store::issues::{FrozenRecords, NewIssue};
use crate::store::{self, Tx};

/// Characters of a number.
const NUMBER_CHARACTERS: usize = 60;

/// Issues the report under a number, the next of the firm's register where none is given.
pub(super) fn issue(acting: &Acting<'_>, wanted: &str) -> Result<(), ServiceError> {
    let assembled = acting.assembled;
    acting.permit(&Request::Issue {
        problems: &assembled.problems,
    })?;
    let (tx, id) = (acting.tx, &acting.membership.engagement.id);
    let number = number(tx, wanted, &acting.now.to_day_text())?;
    let audit_head = store::audit::head(tx)?;
    let corrects = acting.standing.correction.clone();
    let circumstances = ReportCircumstances {
        number: Some(number.clone()),
        state: ReportState::Issued {
            content_hash: assembled.content.to_string(),
            audit_head: audit_head.clone(),
            corrects: corrects.clone(),
        },
        sign_offs: sign_off_lines(&acting.standing.valid),
        opinions: assembled.inputs.opinions.clone(),
        prepared_on: Some(acting.now.to_day_text()),
    };
    let evidence = &assembled.evidence;
    let inputs = assembled.inputs.clone().in_circumstances(&circumstances);
    let report = apply_edits(compose(&inputs), &assembled.edits, &inputs).report;
    let facts = evidence.facts()?;
    let (sheet, _) = score(&evidence.framework, &facts);
    let (corrects, correction) = corrects.unwrap_or_default();
    let template = template::stored(tx, id)?;
    let frozen = NewIssue {
        number: &number,
        content: assembled.content.as_str(),
        signed: &signed_text(&assembled.edited.report, &assembled.edits),
        report: &report,
        inputs: &inputs,
        records: &counted(tx, evidence)?,
        template: template.as_ref().map_or("", Sha256Hex::as_str),
        framework: &evidence.framework,
        facts: &facts,
        sheet: &sheet,
        audit_head: &audit_head,
        corrects: &corrects,
        correction: &correction,
    };
    let seal = store::issues::insert(tx, id, &frozen, &acting.actor.id, acting.now)?;
    let mut engagement = acting.membership.engagement.clone();
    engagement.stage = Stage::Rectification;
    store::engagements::update(tx, &engagement)?;
    let event = ReviewEvent::Issued {
        number,
        by: acting.actor.id.clone(),
        name: acting.actor.name.clone(),
        at: acting.now,
        content: assembled.content.clone(),
    };
    acting.record_sealed(&event, &seal)
}

/// Which revisions count now.
fn counted(tx: &Tx<'_>, evidence: &Evidence) -> Result<FrozenRecords, ServiceError> {
    let counting = evidence.records.iter().filter(|record| record.counts());
    let revision = |record: &Record| {
        let head = &record.head;
        (head.id.clone(), (head.rev, head.form_version.clone()))
    };
    Ok(FrozenRecords {
        server_seq: store::documents::server_seq(tx)?,
        counted: counting.map(revision).collect(),
    })
}

/// 评报字〔2026〕第0001号: the pattern is the product's; a firm types its own.
fn number(tx: &Tx<'_>, wanted: &str, today: &str) -> Result<String, ServiceError> {
    let wanted = super::super::bounded_text("number", wanted, NUMBER_CHARACTERS)?;
    if !wanted.is_empty() {
        if !is_report_number(&wanted) {
            let problem = Problem::new("REPORT_NUMBER_MALFORMED").with("number", &wanted);
            return Err(ServiceError::invalid(problem.at_path("number")));
        }
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
