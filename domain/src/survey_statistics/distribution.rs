//! How each question was answered. Not here: which responses count.

use std::collections::BTreeMap;

use super::model::{Choices, Distribution, DistributionKind, Numbers, ShareOfChoice};
use super::rates::rate;
use crate::instrument::{Choice, Instrument, Node, QuestionType};
use crate::scoring::ScoreError;
use crate::scoring::exact::{Exact, fixed_text, parse_exact, plain_text, sum, whole};
use crate::scoring::survey::SurveyResponse;

/// Every question a person answers, in the order of the form.
pub(super) fn distributions(
    instrument: &Instrument,
    responses: &[&SurveyResponse],
) -> Result<Vec<Distribution>, ScoreError> {
    let nodes = instrument.walk().into_iter();
    let questions = nodes.filter(|node| node.is_answerable());
    questions.filter_map(|node| one(node, responses)).collect()
}

fn one(node: &Node, responses: &[&SurveyResponse]) -> Option<Result<Distribution, ScoreError>> {
    let Node::Question {
        path,
        label,
        question_type,
        evaluation,
        ..
    } = node
    else {
        return None;
    };
    let answers: Vec<&str> = responses
        .iter()
        .filter_map(|response| response.answers().get(path))
        .map(|answer| answer.trim())
        .filter(|answer| !answer.is_empty())
        .collect();
    let kind = match question_type {
        QuestionType::SelectOne { choices } => {
            select(choices, &answers, false).map(DistributionKind::SelectOne)
        }
        QuestionType::SelectMultiple { choices } => {
            select(choices, &answers, true).map(DistributionKind::SelectMultiple)
        }
        QuestionType::Rank { choices } => {
            let first = answers
                .iter()
                .filter_map(|answer| answer.split_whitespace().next());
            select(choices, &first.collect::<Vec<_>>(), false).map(DistributionKind::RankFirst)
        }
        QuestionType::Integer | QuestionType::Decimal | QuestionType::Range { .. } => {
            let unit = evaluation.unit.clone().unwrap_or_default();
            numbers(&answers, unit).map(DistributionKind::Number)
        }
        QuestionType::Text => Ok(DistributionKind::Text),
        _ => Ok(DistributionKind::Other),
    };
    Some(kind.map(|kind| Distribution {
        path: path.clone(),
        label: label.clone(),
        answered: answers.len() as u32,
        unanswered: (responses.len() - answers.len()) as u32,
        kind,
    }))
}

fn select(choices: &[Choice], answers: &[&str], several: bool) -> Result<Choices, ScoreError> {
    let mut counts: BTreeMap<&str, u32> = BTreeMap::new();
    for answer in answers {
        if several {
            let mut taken: Vec<&str> = answer.split_whitespace().collect();
            taken.sort_unstable();
            taken.dedup();
            taken
                .into_iter()
                .for_each(|name| *counts.entry(name).or_default() += 1);
        } else {
            *counts.entry(answer).or_default() += 1;
        }
    }
    let answered = answers.len() as u32;
    let mut scores = Vec::new();
    let mut shares = Vec::with_capacity(choices.len());
    for choice in choices {
        let count = counts.remove(choice.name.as_str()).unwrap_or(0);
        if let Some(score) = choice.score.as_deref().and_then(parse_exact) {
            scores.extend(std::iter::repeat_n(score, count as usize));
        }
        shares.push(ShareOfChoice {
            name: choice.name.clone(),
            label: choice.label.clone(),
            count,
            percent: rate(count, answered),
        });
    }
    Ok(Choices {
        choices: shares,
        other: counts.values().sum(),
        mean_score: mean(&scores)?.map(|mean| fixed_text(&mean, 2)),
    })
}

fn mean(values: &[Exact]) -> Result<Option<Exact>, ScoreError> {
    let count = values.len() as i64;
    if count == 0 {
        return Ok(None);
    }
    sum(values.to_vec()).map(|total| Some(total / whole(count)))
}

fn numbers(answers: &[&str], unit: String) -> Result<Numbers, ScoreError> {
    let mut values: Vec<Exact> = answers
        .iter()
        .filter_map(|text| parse_exact(text))
        .collect();
    values.sort();
    let middle = values.len() / 2;
    let median = match values.len() {
        0 => None,
        odd if odd % 2 == 1 => values.get(middle).cloned(),
        _ => values
            .get(middle - 1..=middle)
            .map(|pair| pair.iter().sum::<Exact>() / whole(2)),
    };
    Ok(Numbers {
        count: values.len() as u32,
        mean: mean(&values)?.map(|mean| fixed_text(&mean, 2)),
        median: median.as_ref().map(plain_text),
        smallest: values.first().map(plain_text),
        largest: values.last().map(plain_text),
        unit,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_number_question_has_mean_median_and_ends() {
        let found = numbers(&["10", "0", "25.5", "4"], "min".to_owned()).expect("numbers");
        let texts = [&found.mean, &found.median, &found.smallest, &found.largest];
        assert_eq!(
            texts.map(|text| text.as_deref()),
            [Some("9.88"), Some("7"), Some("0"), Some("25.5")]
        );
        assert_eq!(numbers(&["much"], String::new()).expect("numbers").count, 0);
    }

    #[test]
    fn several_choices_count_once_each_and_an_unknown_one_is_told_apart() {
        let choice = |name: &str| Choice {
            name: name.to_owned(),
            label: BTreeMap::new(),
            score: None,
        };
        let found = select(&[choice("a"), choice("b")], &["a b a", "b old"], true);
        let found = found.expect("counted");
        let counts: Vec<_> = found.choices.iter().map(|choice| choice.count).collect();
        assert_eq!((counts, found.other), (vec![1, 2], 1));
        assert_eq!(found.choices[1].percent.as_deref(), Some("100.00"));
    }
}
