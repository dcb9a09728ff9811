//! The check of finished answers by the form's own rules, on both sides: which answers count, which
//! are missing, which are wrong. Not here: whether photos are on disk (`fieldwork`).

use std::collections::BTreeMap;

use super::Session;
use crate::instrument::Instrument;
use crate::problem::Problem;
use crate::time::Timestamp;

/// What finished answers are worth.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct CheckedAnswers {
    /// Those that count: of questions that are asked, computed values worked out anew. None when
    /// the form itself cannot be opened.
    pub counted: BTreeMap<String, String>,
    /// Required questions that are asked and not answered, as instance paths.
    pub missing: Vec<String>,
    /// Answers that do not fit: `ANSWER_UNKNOWN_PATH`, `ANSWER_INVALID`, each at its form path;
    /// `FORM_EXPRESSION`, `FORM_CYCLE` for a form that cannot be opened.
    pub wrong: Vec<Problem>,
    /// Rules that could not be worked out: `FORM_EXPRESSION`. The form's mistake and not the
    /// person's, so it stands in nobody's way.
    pub faults: Vec<Problem>,
}

impl CheckedAnswers {
    /// Whether nothing is missing and nothing is wrong.
    pub fn is_sound(&self) -> bool {
        self.missing.is_empty() && self.wrong.is_empty()
    }

    /// Everything that is to be said about them.
    pub fn problems(&self) -> Vec<Problem> {
        let unknown = |problem: &&Problem| problem.code == UNKNOWN_PATH;
        let missing = self.missing.iter();
        let first = self.wrong.iter().filter(unknown).cloned();
        let then = missing.map(|path| Problem::new("ANSWER_MISSING").at_path(path));
        let rest = self.wrong.iter().filter(|problem| !unknown(problem));
        first
            .chain(then)
            .chain(rest.cloned())
            .chain(self.faults.iter().cloned())
            .collect()
    }
}

const UNKNOWN_PATH: &str = "ANSWER_UNKNOWN_PATH";

/// Checks answers by the same rules the tablet used.
pub fn check_answers(
    instrument: &Instrument,
    answers: &BTreeMap<String, String>,
    now: Timestamp,
) -> CheckedAnswers {
    let session = match Session::resume(instrument, answers, now) {
        Ok(session) => session,
        Err(problem) => {
            return CheckedAnswers {
                wrong: vec![problem],
                ..CheckedAnswers::default()
            };
        }
    };
    let state = session.state();
    let unknown = answers
        .keys()
        .filter(|path| !state.relevant.contains_key(*path));
    let mut wrong: Vec<Problem> = unknown
        .map(|path| Problem::new(UNKNOWN_PATH).at_path(path))
        .collect();
    let not_offered = session.not_offered().into_iter();
    wrong.extend(not_offered.map(|path| Problem::new("ANSWER_INVALID").at_path(path)));
    wrong.extend(state.invalid.iter().map(|invalid| {
        let problem = Problem::new("ANSWER_INVALID").at_path(&invalid.path);
        match instrument.label(&invalid.message, "") {
            "" => problem,
            message => problem.with("message", message),
        }
    }));
    let fault = |(path, reason): &(String, String)| {
        Problem::new("FORM_EXPRESSION")
            .at_path(path)
            .with("reason", reason)
    };
    CheckedAnswers {
        counted: session.answers(),
        missing: state.missing.clone(),
        wrong,
        faults: state.failed.iter().map(fault).collect(),
    }
}

/// Whether answers finish the form, by the same rules the tablet used. Problems:
/// `ANSWER_UNKNOWN_PATH`, `ANSWER_MISSING`, `ANSWER_INVALID`, `FORM_EXPRESSION`, `FORM_XFORM`, each
/// at its form path.
pub fn validate_complete(
    instrument: &Instrument,
    answers: &BTreeMap<String, String>,
    now: Timestamp,
) -> Vec<Problem> {
    check_answers(instrument, answers, now).problems()
}
