//! Scores of responses and counts of answers. Not here: validity (`validity`), what is printed of
//! them (`crate::survey_statistics`).

use std::collections::{BTreeMap, HashMap};

use super::channel::Channel;
use super::plan::SurveyPlan;
use super::responses::SurveyResponse;
use super::scale::{OverallQuestion, overall_of, scale_questions};
use super::scores::{Counter, Marked};
use super::validity::{ResponseVerdict, Standing, Suspicion, verdicts};
use crate::ids::DocumentId;
use crate::indicator::SatisfactionMeasure;
use crate::instrument::{Choice, Instrument, Node, QuestionType, Translations};
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
    let counter = Counter::new(&scale, overall, &plan.validity)?;
    let verdicts = verdicts(instrument, responses, &scale, &plan.validity);
    let counted = |channel: Channel| own.count_posters || channel.is_probability_sample();
    let count = |standing: Standing| {
        let judged = responses.iter().zip(&verdicts);
        let found = judged.filter(|(r, v)| counted(r.channel) && v.standing == standing);
        found.count() as u32
    };
    let marked: Vec<Marked<'_>> = responses
        .iter()
        .zip(&verdicts)
        .filter(|(_, verdict)| verdict.standing == Standing::Valid)
        .map(|(response, _)| counter.mark(response))
        .collect();
    let channels = channels(&counter, responses, &marked, counted)?;
    let is_counted = |marked: &&Marked<'_>| counted(marked.response.channel);
    let valid: Vec<&Marked<'_>> = marked.iter().filter(is_counted).collect();
    let figures = counter.figures(&valid)?;
    let scores: BTreeMap<DocumentId, Exact> = valid
        .iter()
        .filter_map(|it| Some((it.response.record.clone(), it.score.clone()?)))
        .collect();
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

/// What came by each channel, those that do not count too.
fn channels(
    counter: &Counter<'_>,
    responses: &[SurveyResponse],
    marked: &[Marked<'_>],
    counted: impl Fn(Channel) -> bool,
) -> Result<BTreeMap<Channel, ChannelTally>, ScoreError> {
    let mut channels = BTreeMap::new();
    for channel in Channel::ALL {
        let received = responses.iter().filter(|r| r.channel == channel).count();
        if received > 0 {
            let of_channel = |marked: &&Marked<'_>| marked.response.channel == channel;
            let valid: Vec<&Marked<'_>> = marked.iter().filter(of_channel).collect();
            let tally = ChannelTally {
                received: received as u32,
                valid: valid.len() as u32,
                scored: valid.iter().filter(|it| it.score.is_some()).count() as u32,
                counted: counted(channel),
                figures: counter.figures(&valid)?,
            };
            channels.insert(channel, tally);
        }
    }
    Ok(channels)
}

/// How often each choice was taken, in one pass over the responses.
fn tallies(nodes: &[Node], valid: &[&Marked<'_>]) -> Result<Vec<QuestionTally>, ScoreError> {
    let questions: Vec<(&str, &Translations, &[Choice])> = nodes
        .iter()
        .flat_map(Node::walk)
        .filter_map(select_one)
        .collect();
    let places: HashMap<&str, usize> = questions
        .iter()
        .enumerate()
        .map(|(place, (path, ..))| (*path, place))
        .collect();
    let mut taken: Vec<HashMap<&str, u32>> = vec![HashMap::new(); questions.len()];
    for (path, answer) in valid.iter().flat_map(|it| it.response.answers()) {
        let place = places.get(path.as_str());
        if let Some(counts) = place.and_then(|place| taken.get_mut(*place)) {
            *counts.entry(answer).or_default() += 1;
        }
    }
    questions
        .into_iter()
        .zip(taken)
        .map(|(question, taken)| tally(question, &taken))
        .collect()
}

fn select_one(node: &Node) -> Option<(&str, &Translations, &[Choice])> {
    match node {
        Node::Question {
            path,
            label,
            question_type: QuestionType::SelectOne { choices },
            ..
        } => Some((path, label, choices)),
        _ => None,
    }
}

fn tally(
    (path, label, choices): (&str, &Translations, &[Choice]),
    taken: &HashMap<&str, u32>,
) -> Result<QuestionTally, ScoreError> {
    let tally = |choice: &Choice| ChoiceTally {
        name: choice.name.clone(),
        label: choice.label.clone(),
        count: taken.get(choice.name.as_str()).copied().unwrap_or(0),
    };
    let counted: Vec<ChoiceTally> = choices.iter().map(tally).collect();
    let scored = choices.iter().zip(&counted).filter_map(|(choice, tally)| {
        let score = choice.score.as_deref().and_then(parse_exact)?;
        Some((score, tally.count))
    });
    Ok(QuestionTally {
        path: path.to_owned(),
        label: label.clone(),
        mean: weighted_mean(scored)?,
        choices: counted,
    })
}

/// Each score as often as it was given.
fn weighted_mean(scored: impl Iterator<Item = (Exact, u32)>) -> Result<Option<Exact>, ScoreError> {
    let mut terms = Vec::new();
    let mut all = 0_i64;
    for (score, count) in scored {
        terms.push(score * whole(i64::from(count)));
        all += i64::from(count);
    }
    match all {
        0 => Ok(None),
        _ => sum(terms).map(|total| Some(total / whole(all))),
    }
}
