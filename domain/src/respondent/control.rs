//! How a question is asked on a phone without scripts. Not here: the HTML.

use crate::instrument::{Node, QuestionType};

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
    /// A number with a decimal point.
    Decimal,
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
    /// Never shown: computed or filled in by the session.
    Never,
    /// Not asked of respondents: photos, sound, files, positions, and what this version lacks.
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
            _ => Control::LeftOut,
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
