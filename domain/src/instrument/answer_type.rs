//! Whether an answer has the shape its question's type asks for. Not here: the form's constraints.

use chrono::{DateTime, NaiveDateTime, NaiveTime};
use rust_decimal::Decimal;

use super::{Choice, InvalidReason, QuestionType};

/// Why a non-empty answer does not fit its type; `None` when it does.
pub(super) fn refusal(
    question_type: &QuestionType,
    choices: &[Choice],
    value: &str,
) -> Option<InvalidReason> {
    let fits = match question_type {
        QuestionType::Integer => value.parse::<i64>().is_ok(),
        QuestionType::Decimal => value.parse::<Decimal>().is_ok(),
        QuestionType::Range { start, end, step } => is_in_range(value, start, end, step),
        QuestionType::Date => crate::time::parse_day(value).is_some(),
        QuestionType::Time => is_time(value),
        QuestionType::DateTime => is_moment(value),
        QuestionType::Geopoint => is_position(value),
        QuestionType::SelectOne { .. } => return unknown_choice(choices, &[value]),
        QuestionType::SelectMultiple { .. } | QuestionType::Rank { .. } => {
            return unknown_choice(choices, &value.split_whitespace().collect::<Vec<_>>());
        }
        _ => true,
    };
    (!fits).then_some(InvalidReason::Type)
}

fn unknown_choice(choices: &[Choice], names: &[&str]) -> Option<InvalidReason> {
    let known = names
        .iter()
        .all(|name| choices.iter().any(|choice| choice.name == *name));
    (!known).then_some(InvalidReason::UnknownChoice)
}

/// Between the ends, and on a step counted from the start.
fn is_in_range(value: &str, start: &str, end: &str, step: &str) -> bool {
    let number = |text: &str| text.parse::<Decimal>().ok();
    let (Some(value), Some(start), Some(end)) = (number(value), number(start), number(end)) else {
        return false;
    };
    let within = value >= start.min(end) && value <= start.max(end);
    let step = number(step)
        .map(|step| step.abs())
        .filter(|step| !step.is_zero());
    within && step.is_none_or(|step| ((value - start) % step).is_zero())
}

fn is_time(value: &str) -> bool {
    // A time may carry an offset (`10:30:00.000+08:00`), as ODK writes it.
    let clock = value.split(['+', 'Z']).next().unwrap_or("");
    ["%H:%M", "%H:%M:%S", "%H:%M:%S%.f"]
        .iter()
        .any(|pattern| NaiveTime::parse_from_str(clock, pattern).is_ok())
}

/// RFC 3339, or the browser's `2026-11-22T10:30` without an offset.
fn is_moment(value: &str) -> bool {
    DateTime::parse_from_rfc3339(value).is_ok()
        || [
            "%Y-%m-%dT%H:%M",
            "%Y-%m-%dT%H:%M:%S",
            "%Y-%m-%dT%H:%M:%S%.f",
        ]
        .iter()
        .any(|pattern| NaiveDateTime::parse_from_str(value, pattern).is_ok())
}

/// `latitude longitude altitude accuracy`; the last two may be missing.
fn is_position(value: &str) -> bool {
    let numbers: Option<Vec<Decimal>> = value
        .split_whitespace()
        .map(|part| part.parse().ok())
        .collect();
    let Some(numbers) = numbers else { return false };
    let within = |number: &Decimal, limit: i64| number.abs() <= Decimal::from(limit);
    match numbers.as_slice() {
        [latitude, longitude, rest @ ..] => {
            rest.len() <= 2 && within(latitude, 90) && within(longitude, 180)
        }
        _ => false,
    }
}
