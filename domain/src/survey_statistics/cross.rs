//! A question's answers by one attribute of the respondents, with small cells hidden. Not here:
//! which cells (`suppression`).

use crate::instrument::{Choice, Instrument, Node, QuestionType, Translations};
use crate::scoring::exact::{percent_text, whole};
use crate::scoring::survey::SurveyResponse;

use super::suppression;

/// Counts under this stay hidden.
const CELL_MINIMUM: u32 = 5;
/// Choices of one question in a cross table.
const CHOICES_LIMIT: usize = 40;

/// One question by one attribute.
#[derive(Clone, Debug, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct CrossTable {
    /// The attribute: its choices are the rows.
    pub attribute: String,
    /// The question: its choices are the columns.
    pub question: String,
    /// Counts under this are hidden, and others with them so that they cannot be computed.
    pub cell_minimum: u32,
    /// Responses that answered both.
    pub base: u32,
    /// Whether cells are hidden.
    pub has_hidden_cells: bool,
    /// Nobody's cell can be printed safely: only the totals are.
    pub is_withheld: bool,
    /// The columns' choices; those nobody took are left out.
    pub columns: Vec<CrossTableLine>,
    /// The rows' choices; those nobody took are left out.
    pub rows: Vec<CrossTableLine>,
    /// Row by row.
    pub cells: Vec<Vec<CrossTableCell>>,
}

/// A row or column.
#[derive(Clone, Debug, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct CrossTableLine {
    /// The choice.
    pub name: String,
    /// Its label per language.
    #[cfg_attr(feature = "openapi",
        schema(value_type = std::collections::HashMap<String, String>))]
    pub label: Translations,
    /// How many; `None` when under the minimum.
    pub total: Option<u32>,
}

/// One cell; both `None` when it is hidden.
#[derive(Clone, Debug, Default, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct CrossTableCell {
    /// How many.
    pub count: Option<u32>,
    /// Of the row, percent; also hidden when the row's total is.
    pub percent: Option<String>,
}

/// Why there is no table.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum CrossTableError {
    /// One of the two is no select-one question of the form, or both are the same.
    #[error("not two different select-one questions")]
    NotTwoQuestions,
    /// More than 40 choices.
    #[error("too many choices")]
    TooManyChoices,
}

/// Counts `responses` (valid ones of the counted channels) by two select-one questions.
///
/// # Errors
/// See [`CrossTableError`].
pub fn cross_table(
    instrument: &Instrument,
    responses: &[&SurveyResponse],
    attribute: &str,
    question: &str,
) -> Result<CrossTable, CrossTableError> {
    let (rows, columns) = choices_of(instrument, attribute)
        .zip(choices_of(instrument, question))
        .filter(|_| attribute != question)
        .ok_or(CrossTableError::NotTwoQuestions)?;
    if rows.len() > CHOICES_LIMIT || columns.len() > CHOICES_LIMIT {
        return Err(CrossTableError::TooManyChoices);
    }
    let place = |choices: &[Choice], response: &SurveyResponse, path: &str| {
        let answer = response.answers().get(path)?;
        choices.iter().position(|choice| choice.name == *answer)
    };
    let mut all = vec![vec![0_u32; columns.len()]; rows.len()];
    for response in responses {
        let row = place(rows, response, attribute);
        let cell = row.zip(place(columns, response, question));
        if let Some(cell) = cell.and_then(|(r, c)| all.get_mut(r)?.get_mut(c)) {
            *cell += 1;
        }
    }
    let (rows, columns, counts) = without_empty_lines(rows, columns, &all);
    Ok(printed(attribute, question, &rows, &columns, &counts))
}

fn choices_of<'a>(instrument: &'a Instrument, path: &str) -> Option<&'a [Choice]> {
    match instrument.question(path)? {
        Node::Question {
            question_type: QuestionType::SelectOne { choices },
            ..
        } => Some(choices),
        _ => None,
    }
}

type Lines<'a> = Vec<(&'a Choice, u32)>;

/// The lines someone is in, with their totals.
fn without_empty_lines<'a>(
    rows: &'a [Choice],
    columns: &'a [Choice],
    all: &[Vec<u32>],
) -> (Lines<'a>, Lines<'a>, Vec<Vec<u32>>) {
    let row_totals: Vec<u32> = all.iter().map(|row| row.iter().sum()).collect();
    let column_totals: Vec<u32> = (0..columns.len())
        .map(|c| all.iter().filter_map(|row| row.get(c)).sum())
        .collect();
    let kept = |choices: &'a [Choice], totals: &[u32]| -> Lines<'a> {
        let lines = choices.iter().zip(totals.iter().copied());
        lines.filter(|(_, total)| *total > 0).collect()
    };
    let counts = all.iter().zip(&row_totals).filter(|(_, total)| **total > 0);
    let counts = counts.map(|(row, _)| {
        let cells = row.iter().zip(&column_totals);
        let cells = cells.filter(|(_, total)| **total > 0);
        cells.map(|(count, _)| *count).collect()
    });
    let counts = counts.collect();
    (
        kept(rows, &row_totals),
        kept(columns, &column_totals),
        counts,
    )
}

fn printed(
    attribute: &str,
    question: &str,
    rows: &Lines<'_>,
    columns: &Lines<'_>,
    counts: &[Vec<u32>],
) -> CrossTable {
    let hidden = suppression::hidden(counts, CELL_MINIMUM);
    let line = |(choice, total): &(&Choice, u32)| CrossTableLine {
        name: choice.name.clone(),
        label: choice.label.clone(),
        total: (*total >= CELL_MINIMUM).then_some(*total),
    };
    let is_hidden = |r: usize, c: usize| {
        let found = hidden.as_ref().and_then(|hidden| hidden.get(r)?.get(c));
        found.copied().unwrap_or(true)
    };
    let cell = |r: usize, c: usize, count: u32, total: u32| {
        if is_hidden(r, c) {
            return CrossTableCell::default();
        }
        CrossTableCell {
            count: Some(count),
            percent: Some(percent_text(
                &(whole(count.into()) / whole(total.max(1).into())),
            )),
        }
    };
    let cells: Vec<Vec<CrossTableCell>> = counts
        .iter()
        .zip(rows)
        .enumerate()
        .map(|(r, (row, (_, total)))| {
            let cells = row.iter().enumerate();
            cells.map(|(c, count)| cell(r, c, *count, *total)).collect()
        })
        .collect();
    CrossTable {
        attribute: attribute.to_owned(),
        question: question.to_owned(),
        cell_minimum: CELL_MINIMUM,
        base: counts.iter().flatten().sum(),
        has_hidden_cells: cells.iter().flatten().any(|cell| cell.count.is_none()),
        is_withheld: hidden.is_none() && !counts.is_empty(),
        columns: columns.iter().map(line).collect(),
        rows: rows.iter().map(line).collect(),
        cells,
    }
}
