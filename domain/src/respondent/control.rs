//! How a question is asked on a phone without scripts. Not here: the HTML.

use rust_decimal::Decimal;

use crate::instrument::{Node, QuestionType};

/// A scale with more values than this is typed, not tapped.
const MOST_VALUES: usize = 21;

/// What stands on the page for a question.
#[derive(Clone, Copy, Debug, PartialEq, Eq, serde::Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Control {
    /// One line of text.
    Text,
    /// Several lines.
    Lines,
    /// A whole number.
    Integer,
    /// A number with a decimal point, or on a scale with many values.
    Decimal,
    /// A number on a scale with few values.
    Scale,
    /// A day.
    Date,
    /// A time of day.
    Time,
    /// Day and time.
    DateTime,
    /// Words to read.
    Note,
    /// One box to tick.
    Tick,
    /// One of several.
    One,
    /// Any of several.
    Many,
    /// All of them, in the respondent's order.
    Rank,
    /// Never shown: computed or filled in by the session.
    Never,
    /// Not asked of respondents: photos, sound, files, codes, positions.
    LeftOut,
}

impl Control {
    /// The control of a question; a group has none.
    pub fn of(node: &Node) -> Option<Self> {
        let Node::Question {
            question_type,
            appearance,
            ..
        } = node
        else {
            return None;
        };
        Some(match question_type {
            QuestionType::Text if appearance.contains("multiline") => Control::Lines,
            QuestionType::Text => Control::Text,
            QuestionType::Integer => Control::Integer,
            QuestionType::Decimal => Control::Decimal,
            QuestionType::Range { .. } if range_values(node).is_empty() => Control::Decimal,
            QuestionType::Range { .. } => Control::Scale,
            QuestionType::Rank { .. } => Control::Rank,
            QuestionType::Date => Control::Date,
            QuestionType::Time => Control::Time,
            QuestionType::DateTime => Control::DateTime,
            QuestionType::Note => Control::Note,
            QuestionType::Acknowledge => Control::Tick,
            QuestionType::SelectOne { .. } => Control::One,
            QuestionType::SelectMultiple { .. } => Control::Many,
            QuestionType::Calculate | QuestionType::Hidden | QuestionType::Metadata { .. } => {
                Control::Never
            }
            QuestionType::Image
            | QuestionType::Audio
            | QuestionType::File
            | QuestionType::Geopoint
            | QuestionType::Barcode => Control::LeftOut,
        })
    }

    /// Whether it stands on a page.
    pub fn is_shown(self) -> bool {
        !matches!(self, Control::Never | Control::LeftOut)
    }

    /// Whether something is answered with it.
    pub fn takes_answer(self) -> bool {
        self.is_shown() && self != Control::Note
    }
}

/// The values of a `range`, from its start; empty when there are more than a screen holds, or the
/// ends and the step do not fit each other.
pub fn range_values(node: &Node) -> Vec<String> {
    let Node::Question {
        question_type: QuestionType::Range { start, end, step },
        ..
    } = node
    else {
        return Vec::new();
    };
    let numbers = [start, end, step].map(|text| text.trim().parse::<Decimal>().ok());
    let [Some(start), Some(end), Some(step)] = numbers else {
        return Vec::new();
    };
    let towards = (end >= start) == (step > Decimal::ZERO);
    if step.is_zero() || !towards {
        return Vec::new();
    }
    let mut values = Vec::new();
    let mut value = start;
    while (step > Decimal::ZERO && value <= end) || (step < Decimal::ZERO && value >= end) {
        if values.len() == MOST_VALUES {
            return Vec::new();
        }
        values.push(value.normalize().to_string());
        let Some(next) = value.checked_add(step) else {
            break;
        };
        value = next;
    }
    values
}
