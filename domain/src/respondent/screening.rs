//! Consent and screening by the form's roles, while a respondent is still answering and at the end.
//! Not here: how roles are read and counted (`scoring::survey`), which pages come (`pages`).

use std::collections::BTreeMap;

use crate::instrument::{Instrument, Node};
use crate::scoring::survey::Screening;

/// The question that records consent and the choice that gives it; the notice's button answers it.
pub fn consent_question(instrument: &Instrument) -> Option<(String, String)> {
    Screening::of(instrument).consent().cloned()
}

/// Whether the answers end the interview at once: a screening choice, a refused consent, a
/// guardian's refusal. What only the form's own relevance closes is not told here.
pub fn stops_here(instrument: &Instrument, answers: &BTreeMap<String, String>) -> bool {
    Screening::of(instrument).stops(answers)
}

/// What may be kept of finished answers: all, or for a person who was screened out only what
/// screened them, so that they are counted and nothing else is known. A child's answers without a
/// guardian's consent are the case that matters most (PIPL art. 31).
pub fn kept_answers(
    instrument: &Instrument,
    answers: &BTreeMap<String, String>,
) -> BTreeMap<String, String> {
    let screening = Screening::of(instrument);
    let opened = instrument.walk().iter().any(|node| {
        is_scale(node)
            && answers
                .get(node.path())
                .is_some_and(|answer| !answer.trim().is_empty())
    });
    if !screening.takes_out(answers, opened) {
        return answers.clone();
    }
    let screened = |path: &String| screening.names(path);
    let kept = answers.iter().filter(|(path, _)| screened(path));
    kept.map(|(path, answer)| (path.clone(), answer.clone()))
        .collect()
}

fn is_scale(node: &Node) -> bool {
    matches!(node, Node::Question { evaluation, .. } if evaluation.weight.is_some())
}
