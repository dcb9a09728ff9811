//! The questions that count in satisfaction, and the score of one response. Not here: means over
//! many responses (`tally`).

use std::collections::{BTreeMap, BTreeSet};

use num_traits::Signed as _;

use super::responses::SurveyResponse;
use crate::ids::IndicatorCode;
use crate::instrument::{Instrument, Node, QuestionType, Translations};
use crate::scoring::ScoreError;
use crate::scoring::exact::{Exact, parse_exact};

/// The role that names the overall question.
const OVERALL_ROLE: &str = "overall_satisfaction";

/// A question that counts: it has a weight and its choices have scores.
pub(super) struct ScaleQuestion<'a> {
    pub(super) path: &'a str,
    label: &'a Translations,
    is_overall: bool,
    required: bool,
    pub(super) weight: Exact,
    pub(super) scores: BTreeMap<&'a str, Exact>,
}

/// The one question about satisfaction as a whole.
#[derive(Clone, Debug, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
pub struct OverallQuestion {
    /// Its form path.
    pub path: String,
    /// Its label per language.
    pub label: Translations,
}

impl ScaleQuestion<'_> {
    pub(super) fn score(&self, answers: &BTreeMap<String, String>) -> Option<&Exact> {
        self.scores.get(answers.get(self.path)?.as_str())
    }

    pub(super) fn is_answered(&self, response: &SurveyResponse) -> bool {
        response
            .answers()
            .get(self.path)
            .is_some_and(|answer| !answer.trim().is_empty())
    }

    pub(super) fn is_missing(&self, response: &SurveyResponse) -> bool {
        self.required && !self.is_answered(response)
    }
}

/// The questions with a weight, in the order of the form.
pub(super) fn scale_questions(nodes: &[Node]) -> Result<Vec<ScaleQuestion<'_>>, ScoreError> {
    let mut found = Vec::new();
    for node in nodes.iter().flat_map(Node::walk) {
        let Node::Question {
            path,
            label,
            question_type: QuestionType::SelectOne { choices },
            required,
            evaluation,
            ..
        } = node
        else {
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
        let roles = evaluation.role.as_deref().unwrap_or_default();
        found.push(ScaleQuestion {
            path,
            label,
            is_overall: roles.split(',').any(|role| role.trim() == OVERALL_ROLE),
            required: *required,
            weight,
            scores,
        });
    }
    Ok(found)
}

/// The overall question among the questions that count: the one the plan names, else the one with
/// the role `overall_satisfaction`, else the last.
pub(super) fn overall_of<'a, 'b>(
    scale: &'b [ScaleQuestion<'a>],
    planned: Option<&str>,
) -> Option<&'b ScaleQuestion<'a>> {
    let named = |path: &str| scale.iter().find(|question| question.path == path);
    planned
        .and_then(named)
        .or_else(|| scale.iter().find(|question| question.is_overall))
        .or_else(|| scale.last())
}

/// The overall question of a form under a plan that may name it; `None` for a form where nothing
/// counts.
pub fn overall_question(form: &Instrument, planned: Option<&str>) -> Option<OverallQuestion> {
    let scale = scale_questions(&form.nodes).ok()?;
    overall_of(&scale, planned).map(|question| OverallQuestion {
        path: question.path.to_owned(),
        label: question.label.clone(),
    })
}

/// The indicators that the questions that count name (`bind::kp:indicator`).
pub fn scale_indicators(form: &Instrument) -> BTreeSet<IndicatorCode> {
    let scale = scale_questions(&form.nodes).unwrap_or_default();
    let nodes = scale
        .iter()
        .filter_map(|question| form.question(question.path));
    let named = nodes.flat_map(|node| match node {
        Node::Question { evaluation, .. } => evaluation.indicators.clone(),
        Node::Group { .. } => Vec::new(),
    });
    named.collect()
}
