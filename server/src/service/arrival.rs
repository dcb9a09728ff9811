//! In which state a body arrives, and how much of one is taken at all. Not here: merging and
//! receipts (`sync`), what is kept of the rest (`quarantine`).

use domain::fieldwork::soundness::check_body;
use domain::fieldwork::{RecordBody, RecordKind, RecordState, interview};
use domain::sync::FieldConflict;

use super::{ServiceError, evidence};
use crate::store::{Tx, documents::Document};

/// Answers in one record; the shipped form has about 150.
const ANSWERS_LIMIT: usize = 5_000;
/// Attachments in one record.
const ATTACHMENTS_LIMIT: usize = 300;
/// Characters in one answer.
const ANSWER_CHARACTERS: usize = 20_000;

/// Whether a body is larger than any record.
pub(super) fn exceeds_limits(body: &RecordBody) -> bool {
    body.answers.len() > ANSWERS_LIMIT
        || body.attachments.len() > ATTACHMENTS_LIMIT
        || body
            .answers
            .values()
            .any(|value| value.chars().count() > ANSWER_CHARACTERS)
        || body
            .attachments
            .values()
            .any(|a| a.caption.chars().count() > ANSWER_CHARACTERS)
}

/// A conflict stays until a person chooses; a finished record is submitted, or held where the
/// form's own rules refuse its answers; an interview only with its interviewers and its
/// confirmation; a returned one stays returned until it is finished again.
pub(super) fn state_after(
    tx: &Tx<'_>,
    document: &Document,
    body: &RecordBody,
    before: Option<RecordState>,
    conflicts: &[FieldConflict],
) -> Result<RecordState, ServiceError> {
    if body.withdrawn_at.is_some() {
        return Ok(RecordState::Withdrawn);
    }
    let is_finished = body.finalised_at.is_some()
        && (document.kind != RecordKind::Interview || interview::may_be_finished(body));
    Ok(
        if !conflicts.is_empty() || before == Some(RecordState::Conflict) {
            RecordState::Conflict
        } else if is_finished {
            match is_sound(tx, document, body)? {
                true => RecordState::Submitted,
                false => RecordState::Held,
            }
        } else if before == Some(RecordState::Returned) {
            RecordState::Returned
        } else {
            RecordState::Draft
        },
    )
}

fn is_sound(tx: &Tx<'_>, document: &Document, body: &RecordBody) -> Result<bool, ServiceError> {
    if !document.kind.must_be_sound() {
        return Ok(true);
    }
    let form = evidence::form_of(tx, document)?;
    Ok(check_body(&form, body).is_sound())
}
