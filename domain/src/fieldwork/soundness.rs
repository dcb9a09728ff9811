//! Whether a finished body may stand as evidence, and which of its answers do: the one place that
//! decides it for tablet, server, scores and report. Not here: the form engine (`instrument`),
//! whether photos are on disk (`RecordState::counts_as_evidence`).

use std::collections::BTreeMap;

use super::{RecordBody, RecordKind};
use crate::instrument::{CheckedAnswers, Instrument, check_answers};
use crate::problem::Problem;

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

/// The rules by which answers are checked, as a number. Raise it with any change of the form engine
/// that changes what counts: a check stored under another number is made anew.
pub const CHECK_EDITION: u32 = 1;

/// What a check says of a body, kept beside it: the answers themselves are not said twice. A form's
/// version and a body never change, so neither does this, until [`CHECK_EDITION`] does.
#[derive(Clone, Debug, Default, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
pub struct KeptCheck {
    /// Paths of answers that do not count.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    dropped: Vec<String>,
    /// Values that count and do not stand in the body, or stand there otherwise: what the form
    /// works out.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    worked_out: BTreeMap<String, String>,
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    missing: Vec<String>,
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    wrong: Vec<Problem>,
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    faults: Vec<Problem>,
}

impl KeptCheck {
    /// Of a body that was checked.
    pub fn of(body: &RecordBody, checked: &CheckedAnswers) -> Self {
        let counted = &checked.counted;
        let is_dropped = |path: &&String| !counted.contains_key(*path);
        let is_new = |(path, value): &(&String, &String)| body.answers.get(*path) != Some(*value);
        let owned = |(path, value): (&String, &String)| (path.clone(), value.clone());
        Self {
            dropped: body.answers.keys().filter(is_dropped).cloned().collect(),
            worked_out: counted.iter().filter(is_new).map(owned).collect(),
            missing: checked.missing.clone(),
            wrong: checked.wrong.clone(),
            faults: checked.faults.clone(),
        }
    }

    /// Whether every answer of the body counts as it stands there.
    pub fn changes_nothing(&self) -> bool {
        self.dropped.is_empty() && self.worked_out.is_empty()
    }

    /// The check as it was made of this body.
    pub fn restore(self, body: &RecordBody) -> CheckedAnswers {
        let mut counted = body.answers.clone();
        counted.retain(|path, _| !self.dropped.contains(path));
        counted.extend(self.worked_out);
        CheckedAnswers {
            counted,
            missing: self.missing,
            wrong: self.wrong,
            faults: self.faults,
        }
    }
}
