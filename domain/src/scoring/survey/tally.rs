//! Scores of responses and counts of answers. Not here: validity (`responses`).

use std::collections::{BTreeMap, BTreeSet};

use num_traits::{Signed as _, Zero as _};

use super::responses::{
    Screening, SurveyResponse, SurveySettings, Suspicion, crowded_devices, own_suspicions,
};
use crate::ids::DocumentId;
use crate::instrument::{Instrument, Node, QuestionType, Translations};
use crate::scoring::ScoreError;
use crate::scoring::exact::{Exact, parse_exact, sum, whole};

/// How often one choice was taken.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ChoiceTally {
    /// Its stored name.
    pub name: String,
    /// Its label per language.
    pub label: Translations,
    /// Valid responses that took it.
    pub count: u32,
}

/// One select-one question over the valid responses.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct QuestionTally {
    /// Its form path.
    pub path: String,
    /// Its label per language.
    pub label: Translations,
    /// In the order of the form.
    pub choices: Vec<ChoiceTally>,
    /// Mean of the chosen scores, 0 to 100, exact; `None` without scored answers.
    pub mean: Option<Exact>,
}

/// What a questionnaire says, exact; rounding happens only in print.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SurveyResult {
    /// The form.
    pub form_id: String,
    /// All responses handed in.
    pub received: u32,
    /// v1: invalid for missing answers.
    pub incomplete: u32,
    /// v5: screened out.
    pub screened_out: u32,
    /// Neither incomplete nor screened out.
    pub valid: u32,
    /// Valid responses with at least one scored answer: the n of the mean.
    pub scored: u32,
    /// Mean of the responses' scores, 0 to 100; `None` when nothing was scored.
    pub mean: Option<Exact>,
    /// 满意率: answers of 满意 or better ÷ scored answers.
    pub satisfied_share: Option<Exact>,
    /// Answers of 基本满意 or better ÷ scored answers.
    pub basic_share: Option<Exact>,
    /// Response → why it is suspicious; suspicious responses count.
    pub suspicious: BTreeMap<DocumentId, Vec<Suspicion>>,
    /// Valid response → its score, 0 to 100; unscored ones are not in it.
    pub scores: BTreeMap<DocumentId, Exact>,
    /// Every select-one question, in the order of the form.
    pub questions: Vec<QuestionTally>,
}

/// A question that counts: it has a weight and its choices have scores.
pub(super) struct ScaleQuestion<'a> {
    pub(super) path: &'a str,
    required: bool,
    weight: Exact,
    scores: BTreeMap<&'a str, Exact>,
}

impl ScaleQuestion<'_> {
    pub(super) fn score(&self, answers: &BTreeMap<String, String>) -> Option<&Exact> {
        self.scores.get(answers.get(self.path)?.as_str())
    }

    fn is_answered(&self, response: &SurveyResponse) -> bool {
        response
            .answers
            .get(self.path)
            .is_some_and(|answer| !answer.trim().is_empty())
    }
}

/// Counts the responses of one form.
///
/// # Errors
/// `Malformed` when a weight or score column of the form is not a number from 0 up; `TooLarge` for
/// more than 100 000 responses.
pub fn evaluate_survey(
    instrument: &Instrument,
    responses: &[SurveyResponse],
    settings: &SurveySettings,
) -> Result<SurveyResult, ScoreError> {
    if responses.len() > 100_000 {
        return Err(ScoreError::TooLarge);
    }
    let scale = scale_questions(&instrument.nodes)?;
    let screening = Screening::of(instrument);
    let opened = |response: &SurveyResponse| scale.iter().any(|q| q.is_answered(response));
    let (out, kept): (Vec<_>, Vec<_>) = responses.iter().partition(|response| {
        settings.screen && screening.takes_out(&response.answers, opened(response))
    });
    let (valid, incomplete): (Vec<_>, Vec<_>) = kept
        .into_iter()
        .partition(|response| !settings.require_answers || is_complete(response, &scale));
    let mut scores = BTreeMap::new();
    for response in &valid {
        if let Some(score) = response_score(&scale, &response.answers) {
            scores.insert(response.record.clone(), score);
        }
    }
    let answered: Vec<&Exact> = valid
        .iter()
        .flat_map(|response| {
            scale
                .iter()
                .filter_map(|question| question.score(&response.answers))
        })
        .collect();
    let share_from = |edge: &Exact| {
        let reached = answered.iter().filter(|score| **score >= edge).count();
        (!answered.is_empty()).then(|| whole(reached as i64) / whole(answered.len() as i64))
    };
    Ok(SurveyResult {
        form_id: instrument.form_id.0.clone(),
        received: responses.len() as u32,
        incomplete: incomplete.len() as u32,
        screened_out: out.len() as u32,
        valid: valid.len() as u32,
        scored: scores.len() as u32,
        mean: mean(scores.values().cloned().collect())?,
        satisfied_share: share_from(&settings.satisfied_min_score.0),
        basic_share: share_from(&settings.basic_min_score.0),
        suspicious: suspicions(&valid, &scale, settings),
        scores,
        questions: tallies(&instrument.nodes, &valid)?,
    })
}

fn scale_questions(nodes: &[Node]) -> Result<Vec<ScaleQuestion<'_>>, ScoreError> {
    let mut found = Vec::new();
    for node in nodes {
        match node {
            Node::Group { children, .. } => found.extend(scale_questions(children)?),
            Node::Question {
                path,
                question_type,
                required,
                evaluation,
                ..
            } => {
                let QuestionType::SelectOne { choices } = question_type else {
                    continue;
                };
                let Some(weight) = &evaluation.weight else {
                    continue;
                };
                let number = |text: &str| parse_exact(text).filter(|value| !value.is_negative());
                let weight = number(weight).ok_or(ScoreError::Malformed("kp:weight"))?;
                let mut scores = BTreeMap::new();
                for choice in choices {
                    if let Some(score) = &choice.score {
                        let score = number(score).ok_or(ScoreError::Malformed("score"))?;
                        scores.insert(choice.name.as_str(), score);
                    }
                }
                found.push(ScaleQuestion {
                    path,
                    required: *required,
                    weight,
                    scores,
                });
            }
        }
    }
    Ok(found)
}

fn is_complete(response: &SurveyResponse, scale: &[ScaleQuestion<'_>]) -> bool {
    let answered = |question: &ScaleQuestion<'_>| question.is_answered(response);
    response.missing_required.is_empty() && scale.iter().all(|q| !q.required || answered(q))
}

/// Σ weight × score ÷ Σ weights of the questions that were answered and not 不了解.
fn response_score(
    scale: &[ScaleQuestion<'_>],
    answers: &BTreeMap<String, String>,
) -> Option<Exact> {
    let mut weighted = Exact::zero();
    let mut weights = Exact::zero();
    for question in scale {
        if let Some(score) = question.score(answers) {
            weighted += &question.weight * score;
            weights += &question.weight;
        }
    }
    (!weights.is_zero()).then(|| weighted / weights)
}

fn mean(values: Vec<Exact>) -> Result<Option<Exact>, ScoreError> {
    let count = values.len() as i64;
    if count == 0 {
        Ok(None)
    } else {
        sum(values).map(|total| Some(total / whole(count)))
    }
}

fn suspicions(
    valid: &[&SurveyResponse],
    scale: &[ScaleQuestion<'_>],
    settings: &SurveySettings,
) -> BTreeMap<DocumentId, Vec<Suspicion>> {
    let crowded: BTreeSet<_> = crowded_devices(valid, settings);
    let mut found = BTreeMap::new();
    for response in valid {
        let mut reasons = own_suspicions(response, scale, settings);
        if crowded.contains(&response.record) {
            reasons.push(Suspicion::SameDevice);
        }
        if !reasons.is_empty() {
            reasons.sort();
            found.insert(response.record.clone(), reasons);
        }
    }
    found
}

fn tallies(nodes: &[Node], valid: &[&SurveyResponse]) -> Result<Vec<QuestionTally>, ScoreError> {
    let mut found = Vec::new();
    for node in nodes {
        match node {
            Node::Group { children, .. } => found.extend(tallies(children, valid)?),
            Node::Question {
                path,
                label,
                question_type,
                ..
            } => {
                let QuestionType::SelectOne { choices } = question_type else {
                    continue;
                };
                let mut scores = Vec::new();
                let mut counted = Vec::with_capacity(choices.len());
                for choice in choices {
                    let took = |r: &&&SurveyResponse| r.answers.get(path) == Some(&choice.name);
                    let count = valid.iter().filter(took).count();
                    if let Some(score) = choice.score.as_deref().and_then(parse_exact) {
                        scores.extend(std::iter::repeat_n(score, count));
                    }
                    let (name, label) = (choice.name.clone(), choice.label.clone());
                    counted.push(ChoiceTally {
                        name,
                        label,
                        count: count as u32,
                    });
                }
                found.push(QuestionTally {
                    path: path.clone(),
                    label: label.clone(),
                    choices: counted,
                    mean: mean(scores)?,
                });
            }
        }
    }
    Ok(found)
}
