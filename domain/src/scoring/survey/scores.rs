//! What each response says, looked up once, and the figures over many of them. Not here: which
//! responses count (`validity`), counts of answers (`tally`).

use std::collections::BTreeMap;

use num_bigint::BigInt;
use num_integer::Integer as _;
use num_traits::{One as _, ToPrimitive as _, Zero as _};

use super::plan::SurveySettings;
use super::responses::SurveyResponse;
use super::scale::ScaleQuestion;
use super::tally::Figures;
use crate::scoring::ScoreError;
use crate::scoring::exact::{Exact, sum, whole};

/// A choice of a question that counts.
struct Mark<'a> {
    score: &'a Exact,
    /// Whether it is 满意 or better.
    is_satisfied: bool,
    /// Whether it is 基本满意 or better.
    is_basic: bool,
    /// Weight × score and the weight, over the counter's common denominators; `None` where they do
    /// not fit.
    scaled: Option<(i64, i64)>,
}

/// One response with the choices that count, by question.
pub(super) struct Marked<'a> {
    pub(super) response: &'a SurveyResponse,
    /// Σ weight × score ÷ Σ weights of the questions that were answered and not 不了解.
    pub(super) score: Option<Exact>,
    answers: u32,
    satisfied: u32,
    basic: u32,
    overall: Option<Exact>,
}

/// Looks up what answers are worth.
pub(super) struct Counter<'a> {
    questions: Vec<(&'a ScaleQuestion<'a>, BTreeMap<&'a str, Mark<'a>>)>,
    overall: Option<&'a str>,
    /// By which a scaled sum of weight × score is too large, beyond the weights' own.
    score_denominator: BigInt,
}

impl<'a> Counter<'a> {
    pub(super) fn new(
        scale: &'a [ScaleQuestion<'a>],
        overall: Option<&'a ScaleQuestion<'a>>,
        settings: &SurveySettings,
    ) -> Result<Self, ScoreError> {
        let common = |numbers: &mut dyn Iterator<Item = &Exact>| {
            numbers.fold(BigInt::one(), |all, number| all.lcm(number.denom()))
        };
        let weights = common(&mut scale.iter().map(|question| &question.weight));
        let scores = common(&mut scale.iter().flat_map(|question| question.scores.values()));
        let scaled = |number: &Exact, by: &BigInt| (number * by).to_integer().to_i64();
        let marks = |question: &'a ScaleQuestion<'a>| {
            let weight = scaled(&question.weight, &weights);
            let mark = |(name, score): (&&'a str, &'a Exact)| {
                let product = weight
                    .zip(scaled(score, &scores))
                    .and_then(|(weight, score)| Some((weight.checked_mul(score)?, weight)));
                let mark = Mark {
                    score,
                    is_satisfied: *score >= settings.satisfied_min_score.0,
                    is_basic: *score >= settings.basic_min_score.0,
                    scaled: product,
                };
                (*name, mark)
            };
            (question, question.scores.iter().map(mark).collect())
        };
        Ok(Self {
            questions: scale.iter().map(marks).collect(),
            overall: overall.map(|question| question.path),
            score_denominator: scores,
        })
    }

    /// Looks each of its answers up once.
    pub(super) fn mark(&self, response: &'a SurveyResponse) -> Marked<'a> {
        let mut marked = Marked {
            response,
            score: None,
            answers: 0,
            satisfied: 0,
            basic: 0,
            overall: None,
        };
        let mut found = Vec::with_capacity(self.questions.len());
        for (question, marks) in &self.questions {
            let answer = response.answers().get(question.path);
            let Some(mark) = answer.and_then(|answer| marks.get(answer.as_str())) else {
                continue;
            };
            marked.answers += 1;
            marked.satisfied += u32::from(mark.is_satisfied);
            marked.basic += u32::from(mark.is_basic);
            if self.overall == Some(question.path) {
                marked.overall = Some(mark.score.clone());
            }
            found.push((&question.weight, mark));
        }
        marked.score = self.score(&found);
        marked
    }

    fn score(&self, found: &[(&Exact, &Mark<'_>)]) -> Option<Exact> {
        let scaled = found.iter().try_fold((0_i64, 0_i64), |sums, (_, mark)| {
            let (product, weight) = mark.scaled?;
            Some((sums.0.checked_add(product)?, sums.1.checked_add(weight)?))
        });
        if let Some((products, weights)) = scaled {
            let denominator = &self.score_denominator * weights;
            return (weights != 0).then(|| Exact::new(products.into(), denominator));
        }
        let weights: Exact = found.iter().map(|(weight, _)| *weight).sum();
        let products: Exact = found
            .iter()
            .map(|(weight, mark)| *weight * mark.score)
            .sum();
        (!weights.is_zero()).then(|| products / weights)
    }

    /// The three measures over these.
    pub(super) fn figures(&self, valid: &[&Marked<'_>]) -> Result<Figures, ScoreError> {
        let total = |count: fn(&Marked<'_>) -> u32| -> u32 {
            valid
                .iter()
                .fold(0, |sum, marked| sum.saturating_add(count(marked)))
        };
        let all = total(|marked| marked.answers);
        let satisfied = total(|marked| marked.satisfied);
        let basic = total(|marked| marked.basic);
        let share = |part: u32| (all > 0).then(|| whole(part.into()) / whole(all.into()));
        let overall: Vec<&Exact> = valid.iter().filter_map(|it| it.overall.as_ref()).collect();
        Ok(Figures {
            overall_answers: overall.len() as u32,
            overall: mean(overall)?,
            mean: mean(valid.iter().filter_map(|it| it.score.as_ref()).collect())?,
            satisfied_share: share(satisfied),
            basic_share: share(basic),
            answers: all,
            satisfied_answers: satisfied,
        })
    }
}

/// Equal values are counted before they are added: there are few different ones.
fn mean(values: Vec<&Exact>) -> Result<Option<Exact>, ScoreError> {
    let all = values.len() as i64;
    if all == 0 {
        return Ok(None);
    }
    let mut counts: BTreeMap<(&BigInt, &BigInt), i64> = BTreeMap::new();
    for value in values {
        *counts.entry((value.numer(), value.denom())).or_default() += 1;
    }
    let terms = counts.into_iter().map(|((numerator, denominator), count)| {
        Exact::new(numerator * count, denominator.clone())
    });
    sum(terms.collect()).map(|total| Some(total / whole(all)))
}
