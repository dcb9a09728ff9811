//! In which state a body arrives, and how much of one is taken at all. Not here: merging and
//! receipts (`sync`), what is kept of the rest (`quarantine`).

use domain::fieldwork::soundness::{KeptCheck, check_body};
use domain::fieldwork::{RecordBody, RecordKind, RecordState, interview};
use domain::sync::FieldConflict;

use super::{ServiceError, stored_records};
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

/// What became of a body as it arrived.
pub(super) struct Arrived {
    /// Where its record stands now.
    pub state: RecordState,
    /// What the form says of its answers, of a finished one.
    pub kept: Option<KeptCheck>,
}

/// A conflict stays until a person chooses; a finished record is submitted, or held where the
/// form's own rules refuse its answers; an interview only with its interviewers and its
/// confirmation; a returned one stays returned until it is finished again.
pub(super) fn arrive(
    tx: &Tx<'_>,
    document: &Document,
    body: &RecordBody,
    before: Option<RecordState>,
    conflicts: &[FieldConflict],
) -> Result<Arrived, ServiceError> {
    let stays = |state| Arrived { state, kept: None };
    if body.withdrawn_at.is_some() {
        return Ok(stays(RecordState::Withdrawn));
    }
    let is_finished = body.finalised_at.is_some()
        && (document.kind != RecordKind::Interview || interview::may_be_finished(body));
    if !conflicts.is_empty() || before == Some(RecordState::Conflict) {
        return Ok(stays(RecordState::Conflict));
    }
    if is_finished {
        let checked = check_body(&stored_records::form_of(tx, document)?, body);
        let fits = !document.kind.must_be_sound() || checked.is_sound();
        return Ok(Arrived {
            state: match fits {
                true => RecordState::Submitted,
                false => RecordState::Held,
            },
            kept: Some(KeptCheck::of(body, &checked)),
        });
    }
    Ok(stays(match before {
        Some(RecordState::Returned) => RecordState::Returned,
        _ => RecordState::Draft,
    }))
}
