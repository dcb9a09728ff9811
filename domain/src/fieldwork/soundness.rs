//! Whether a finished body may stand as evidence, and which of its answers do: the one place that
//! decides it for tablet, server, scores and report. Not here: the form engine (`instrument`),
//! whether photos are on disk (`RecordState::counts_as_evidence`).

use super::{RecordBody, RecordKind};
use crate::instrument::{CheckedAnswers, Instrument, check_answers};

/// Reads a body by its form, at the moment it was finished.
pub fn check_body(instrument: &Instrument, body: &RecordBody) -> CheckedAnswers {
    let moment = body.finalised_at.unwrap_or(body.started_at);
    check_answers(instrument, &body.answers, moment)
}

impl RecordKind {
    /// Whether a finished record counts only with sound answers. A questionnaire always counts as a
    /// response that came back: nobody can mend it, and what is missing or wrong in it makes it an
    /// invalid one (`scoring::survey`).
    pub fn must_be_sound(self) -> bool {
        self != RecordKind::QuestionnaireResponse
    }
}
