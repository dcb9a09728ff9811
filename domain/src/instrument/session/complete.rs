//! The server's check of finished answers. Not here: whether photos are on disk (`fieldwork`).

use std::collections::BTreeMap;

use super::Session;
use crate::instrument::Instrument;
use crate::problem::Problem;
use crate::time::Timestamp;

/// Whether answers finish the form, by the same rules the tablet used. Problems:
/// `ANSWER_UNKNOWN_PATH`, `ANSWER_MISSING`, `ANSWER_INVALID`, `FORM_EXPRESSION`, `FORM_XFORM`, each
/// at its form path.
pub fn validate_complete(
    instrument: &Instrument,
    answers: &BTreeMap<String, String>,
    now: Timestamp,
) -> Vec<Problem> {
    let session = match Session::resume(instrument, answers, now) {
        Ok(session) => session,
        Err(problem) => return vec![problem],
    };
    let state = session.state();
    let unknown = answers
        .keys()
        .filter(|path| !state.relevant.contains_key(*path));
    let mut problems: Vec<Problem> = unknown
        .map(|path| Problem::new("ANSWER_UNKNOWN_PATH").at_path(path))
        .collect();
    problems.extend(
        state
            .missing
            .iter()
            .map(|path| Problem::new("ANSWER_MISSING").at_path(path)),
    );
    let not_offered = session.not_offered().into_iter();
    problems.extend(not_offered.map(|path| Problem::new("ANSWER_INVALID").at_path(path)));
    problems.extend(state.invalid.iter().map(|invalid| {
        let problem = Problem::new("ANSWER_INVALID").at_path(&invalid.path);
        match instrument.label(&invalid.message, "") {
            "" => problem,
            message => problem.with("message", message),
        }
    }));
    problems.extend(state.failed.iter().map(|(path, reason)| {
        Problem::new("FORM_EXPRESSION")
            .at_path(path)
            .with("reason", reason)
    }));
    problems
}
