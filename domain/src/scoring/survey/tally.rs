//! Scores of responses and counts of answers. Not here: validity (`validity`), what is printed of
//! them (`crate::survey_statistics`).

use std::collections::BTreeMap;

use super::channel::Channel;
use super::plan::SurveyPlan;
use super::responses::SurveyResponse;
use super::scale::{OverallQuestion, ScaleQuestion, overall_of, response_score, scale_questions};
use super::validity::{ResponseVerdict, Standing, Suspicion, verdicts};
use crate::ids::DocumentId;
use crate::indicator::SatisfactionMeasure;
use crate::instrument::{Instrument, Node, QuestionType, Translations};
use crate::scoring::ScoreError;
use crate::scoring::exact::{Exact, parse_exact, sum, whole};

/// How often one choice was taken.
#[derive(Clone, Debug, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
pub struct ChoiceTally {
    /// Its stored name.
    pub name: String,
    /// Its label per language.
    pub label: Translations,
    /// Valid responses that took it.
    pub count: u32,
}

/// One select-one question over the valid responses.
#[derive(Clone, Debug, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
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

/// The numbers of one channel; channels are never mixed silently.
#[derive(Clone, Debug, Default, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
pub struct ChannelTally {
    /// Handed in.
    pub received: u32,
    /// Of these, valid.
    pub valid: u32,
    /// Of these, with a scored answer.
    pub scored: u32,
    /// Whether it is in the scored figure.
    pub counted: bool,
    /// The three figures of this channel alone.
    pub figures: Figures,
}

/// The three measures of satisfaction, exact.
#[derive(Clone, Debug, Default, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
pub struct Figures {
    /// Mean of the responses' scores, 0 to 100; `None` when nothing was scored.
    pub mean: Option<Exact>,
    /// 满意率: answers of 满意 or better ÷ scored answers.
    pub satisfied_share: Option<Exact>,
    /// Answers of 基本满意 or better ÷ scored answers.
    pub basic_share: Option<Exact>,
    /// Mean of the overall question, 0 to 100.
    pub overall: Option<Exact>,
    /// Answers the overall mean rests on.
    pub overall_answers: u32,
    /// Answers the shares rest on, all scale questions together (人次).
    pub answers: u32,
    /// Of these, 满意 or better.
    pub satisfied_answers: u32,
}

/// What a questionnaire says, exact; rounding happens only in print. All counts are of the counted
/// channels: posters stand apart in `channels` unless the plan counts them.
#[derive(Clone, Debug, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
pub struct SurveyResult {
    /// The form.
    pub form_id: String,
    /// All responses handed in.
    pub received: u32,
    /// v1: invalid for missing answers.
    pub incomplete: u32,
    /// v5: screened out.
    pub screened_out: u32,
    /// Excluded by a manager's ruling.
    pub excluded: u32,
    /// None of these.
    pub valid: u32,
    /// Valid responses with at least one scored answer: the n of the mean.
    pub scored: u32,
    /// Mean of the responses' scores, 0 to 100; `None` when nothing was scored.
    pub mean: Option<Exact>,
    /// 满意率: answers of 满意 or better ÷ scored answers.
    pub satisfied_share: Option<Exact>,
    /// Answers of 基本满意 or better ÷ scored answers.
    pub basic_share: Option<Exact>,
    /// The overall question.
    pub overall_question: Option<OverallQuestion>,
    /// These and what they rest on.
    pub figures: Figures,
    /// Response → why it is suspicious; suspicious responses count. All channels.
    pub suspicious: BTreeMap<DocumentId, Vec<Suspicion>>,
    /// Valid response → its score, 0 to 100; unscored ones are not in it.
    pub scores: BTreeMap<DocumentId, Exact>,
    /// Every select-one question, in the order of the form.
    pub questions: Vec<QuestionTally>,
    /// Each channel apart; only those something came by.
    pub channels: BTreeMap<Channel, ChannelTally>,
    /// Every response's verdict, all channels, in the order given.
    pub verdicts: Vec<ResponseVerdict>,
}

impl SurveyResult {
    /// The figure of a measure as a fraction, and how many it rests on (responses; for the overall
    /// question its answers).
    pub fn figure(&self, measure: SatisfactionMeasure) -> Option<(Exact, u32)> {
        let hundred = whole(100);
        match measure {
            SatisfactionMeasure::Mean => self.mean.as_ref().map(|m| (m / hundred, self.scored)),
            SatisfactionMeasure::SatisfiedShare => {
                self.satisfied_share.clone().map(|s| (s, self.scored))
            }
            SatisfactionMeasure::OverallQuestion => {
                let overall = self.figures.overall.as_ref();
                overall.map(|mean| (mean / hundred, self.figures.overall_answers))
            }
        }
    }

    /// Valid responses that came by posters and are counted all the same (非概率样本).
    pub fn counted_posters(&self) -> u32 {
        let posters = self.channels.get(&Channel::Poster);
        posters.filter(|tally| tally.counted).map_or(0, |t| t.valid)
    }
}

/// Counts the responses of one form under the plan.
///
/// # Errors
/// `Malformed` when a weight or score column of the form is not a number from 0 up; `TooLarge` for
/// more than 100 000 responses.
pub fn evaluate_survey(
    instrument: &Instrument,
    responses: &[SurveyResponse],
    plan: &SurveyPlan,
) -> Result<SurveyResult, ScoreError> {
    if responses.len() > 100_000 {
        return Err(ScoreError::TooLarge);
    }
    let own = plan.questionnaire(&instrument.form_id.0);
    let scale = scale_questions(&instrument.nodes)?;
    let overall = overall_of(&scale, own.overall_question.as_deref());
    let counter = Counter {
        scale: &scale,
        overall,
        plan,
    };
    let verdicts = verdicts(instrument, responses, &scale, &plan.validity);
    let counted = |channel: Channel| own.count_posters || channel.is_probability_sample();
    let judged: Vec<_> = responses.iter().zip(&verdicts).collect();
    let of = |wanted: &dyn Fn(Channel) -> bool, standing: Standing| -> Vec<&SurveyResponse> {
        let found = judged
            .iter()
            .filter(|(response, v)| wanted(response.channel) && v.standing == standing);
        found.map(|(response, _)| *response).collect()
    };
    let mut channels = BTreeMap::new();
    for channel in Channel::ALL {
        let received = responses.iter().filter(|r| r.channel == channel).count();
        if received > 0 {
            let valid = of(&|other| other == channel, Standing::Valid);
            let figures = counter.figures(&valid)?;
            let tally = ChannelTally {
                received: received as u32,
                valid: valid.len() as u32,
                scored: counter.scores(&valid).len() as u32,
                counted: counted(channel),
                figures,
            };
            channels.insert(channel, tally);
        }
    }
    let valid = of(&counted, Standing::Valid);
    let count = |standing: Standing| of(&counted, standing).len() as u32;
    let figures = counter.figures(&valid)?;
    let scores = counter.scores(&valid);
    Ok(SurveyResult {
        form_id: instrument.form_id.0.clone(),
        received: responses.iter().filter(|r| counted(r.channel)).count() as u32,
        incomplete: count(Standing::Invalid),
        screened_out: count(Standing::Screened),
        excluded: count(Standing::Excluded),
        valid: valid.len() as u32,
        scored: scores.len() as u32,
        mean: figures.mean.clone(),
        satisfied_share: figures.satisfied_share.clone(),
        basic_share: figures.basic_share.clone(),
        overall_question: super::overall_question(instrument, own.overall_question.as_deref()),
        figures,
        suspicious: verdicts
            .iter()
            .filter(|verdict| !verdict.suspicions.is_empty())
            .map(|verdict| (verdict.record.clone(), verdict.suspicions.clone()))
            .collect(),
        scores,
        questions: tallies(&instrument.nodes, &valid)?,
        channels,
        verdicts,
    })
}

/// Counts valid responses against the questions that count.
struct Counter<'a> {
    scale: &'a [ScaleQuestion<'a>],
    overall: Option<&'a ScaleQuestion<'a>>,
    plan: &'a SurveyPlan,
}

impl Counter<'_> {
    fn scores(&self, valid: &[&SurveyResponse]) -> BTreeMap<DocumentId, Exact> {
        let score = |response: &&SurveyResponse| {
            let score = response_score(self.scale, &response.answers)?;
            Some((response.record.clone(), score))
        };
        valid.iter().filter_map(score).collect()
    }

    fn figures(&self, valid: &[&SurveyResponse]) -> Result<Figures, ScoreError> {
        let answered: Vec<&Exact> = valid
            .iter()
            .flat_map(|response| {
                let answers = &response.answers;
                self.scale.iter().filter_map(|q| q.score(answers))
            })
            .collect();
        let reaching =
            |edge: &Exact| answered.iter().filter(|score| **score >= edge).count() as i64;
        let all = answered.len() as i64;
        let share = |part: i64| (all > 0).then(|| whole(part) / whole(all));
        let satisfied = reaching(&self.plan.validity.satisfied_min_score.0);
        let overall: Vec<Exact> = valid
            .iter()
            .filter_map(|response| self.overall?.score(&response.answers).cloned())
            .collect();
        Ok(Figures {
            mean: mean(self.scores(valid).into_values().collect())?,
            satisfied_share: share(satisfied),
            basic_share: share(reaching(&self.plan.validity.basic_min_score.0)),
            overall_answers: overall.len() as u32,
            overall: mean(overall)?,
            answers: all as u32,
            satisfied_answers: satisfied as u32,
        })
    }
}

fn mean(values: Vec<Exact>) -> Result<Option<Exact>, ScoreError> {
    let count = values.len() as i64;
    if count == 0 {
        Ok(None)
    } else {
        sum(values).map(|total| Some(total / whole(count)))
    }
}

fn tallies(nodes: &[Node], valid: &[&SurveyResponse]) -> Result<Vec<QuestionTally>, ScoreError> {
    let mut found = Vec::new();
    for node in nodes.iter().flat_map(Node::walk) {
        let Node::Question {
            path,
            label,
            question_type: QuestionType::SelectOne { choices },
            ..
        } = node
        else {
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
    Ok(found)
}
