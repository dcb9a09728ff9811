//! What a row of the score sheet prints, and sums over rows. Indicators that are 不适用 are neither
//! open nor part of the full marks. Not here: computing scores (`scoring`).

use super::composer::{Composer, figure, words};
use super::model::Span;
use super::sentences as say;
use crate::scoring::{FactReference, LevelTotal, Points, ScoreRow, ScoreSheet};

/// Whether a score is still missing.
pub(super) fn is_open(row: &ScoreRow) -> bool {
    row.score.is_none() && row.not_applicable.is_none()
}

/// 满分: 100.00 where the total is rescaled, else the sum of the applicable weights.
pub(super) fn full_marks(sheet: &ScoreSheet) -> Points {
    if sheet.rescaling.is_some() {
        return Points(10_000);
    }
    let applicable = sheet.rows.iter().filter(|row| row.not_applicable.is_none());
    applicable.map(|row| row.weight).sum()
}

/// 分值, leading to what the row rests on.
pub(super) fn weight_span(row: &ScoreRow) -> Span {
    if row.facts.is_empty() {
        return indicator_figure(row.weight, row);
    }
    figure(row.weight, row.facts.clone()).named(format!("weight:{}", row.code))
}

/// A number that the approved plan fixes.
pub(super) fn plan_figure(text: impl ToString) -> Span {
    figure(text, vec![FactReference::Plan { indicator: None }])
}

/// What the approved plan says of one indicator.
pub(super) fn indicator_figure(text: impl ToString, row: &ScoreRow) -> Span {
    let indicator = Some(row.code.clone());
    figure(text, vec![FactReference::Plan { indicator }])
}

/// What was decided at the desk about one indicator.
pub(super) fn mark_figure(text: impl ToString, row: &ScoreRow) -> Span {
    let indicator = row.code.clone();
    figure(text, vec![FactReference::DeskMark { indicator }])
}

/// 得分 in words where there is none.
pub(super) fn score_span(row: &ScoreRow) -> Span {
    match (row.score, &row.not_applicable) {
        (Some(score), _) => figure(score, row.facts.clone()).named(format!("score:{}", row.code)),
        (None, Some(_)) => words(say::NOT_APPLICABLE_CELL),
        (None, None) => words(say::UNSCORED_CELL),
    }
}

/// 得分率; a dash where there is none.
pub(super) fn rate_span(row: &ScoreRow) -> Span {
    match &row.rate {
        Some(rate) => figure(rate, row.facts.clone()).named(format!("rate:{}", row.code)),
        None => words("—"),
    }
}

/// A level's sum or rate as what `references` gives: only where every row has a score.
pub(super) fn named_level(
    composer: &Composer<'_>,
    level: &LevelTotal,
    what: &str,
    span: Span,
) -> Span {
    let rows = &composer.inputs.sheet.rows;
    let mut own = rows.iter().filter(|row| row.level1.0 == level.code);
    if level.level == 1 && own.all(|row| row.score.is_some()) {
        span.named(format!("{what}:{}", level.code))
    } else {
        span
    }
}
