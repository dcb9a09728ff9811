//! Band rules: steps, deviation, growth, interpolation. Not here: levels of judgement.

use num_traits::{One as _, Signed as _, Zero as _};

use super::{Measured, Outcome, divide, measure, percent, refuse_negative, weight_text};
use crate::scoring::ScoreError;
use crate::scoring::exact::{Exact, plain_text, short_percent};

type Bands = [(Exact, Exact)];

fn check_bands(bands: &Bands, descending: bool) -> Result<(), ScoreError> {
    let ordered = bands.windows(2).all(|pair| match pair {
        [first, second] if descending => first.0 > second.0,
        [first, second] => first.0 < second.0,
        _ => true,
    });
    // Bands out of order overlap: none of them is the one that a value lies in.
    if !ordered {
        return Err(ScoreError::OutOfBands);
    }
    let within = |share: &Exact| !share.is_negative() && *share <= Exact::one();
    if bands.iter().all(|band| within(&band.1)) {
        Ok(())
    } else {
        Err(ScoreError::ScoreOutOfRange)
    }
}

/// The first band, from the top, whose lower edge the value reaches.
fn band_from_top<'a>(x: &Exact, bands: &'a Bands) -> Result<&'a (Exact, Exact), ScoreError> {
    check_bands(bands, true)?;
    bands
        .iter()
        .find(|band| *x >= band.0)
        .ok_or(ScoreError::OutOfBands)
}

/// W × share of the band.
pub(super) fn step_band(
    weight: &Exact,
    value: &Measured,
    bands: &Bands,
) -> Result<Outcome, ScoreError> {
    let (x, text) = measure(value)?;
    let (edge, share) = band_from_top(&x, bands)?;
    let formula = format!(
        "{text}，落在 {} 及以上档，{} × {}",
        short_percent(edge),
        short_percent(share),
        weight_text(weight)
    );
    Ok(Outcome::new(weight * share, Some(x), formula))
}

/// |actual − plan| ÷ plan, by bands with inclusive upper edges, beyond the last zero; or W × (1−d).
pub(super) fn deviation(
    weight: &Exact,
    actual: &Exact,
    plan: &Exact,
    bands: Option<&Bands>,
) -> Result<Outcome, ScoreError> {
    refuse_negative([actual, plan])?;
    let deviation = divide(&(actual - plan).abs(), plan)?;
    let text = format!(
        "|{} − {plan}| ÷ {plan} = {}",
        plain_text(actual),
        percent(&deviation),
        plan = plain_text(plan)
    );
    let Some(bands) = bands else {
        let rest = Exact::one() - &deviation;
        let share = if rest.is_negative() {
            Exact::zero()
        } else {
            rest
        };
        let formula = format!("{text}，{} × {}", percent(&share), weight_text(weight));
        return Ok(Outcome::new(weight * share, Some(deviation), formula));
    };
    check_bands(bands, false)?;
    let (label, share) = match bands.iter().find(|band| deviation <= band.0) {
        Some((edge, share)) => (format!("不超过 {}", short_percent(edge)), share.clone()),
        None => ("超出各档".to_owned(), Exact::zero()),
    };
    let formula = format!(
        "{text}，{label}，{} × {}",
        short_percent(&share),
        weight_text(weight)
    );
    Ok(Outcome::new(weight * share, Some(deviation), formula))
}

/// (this − last) ÷ |last| by bands; a base of zero is 不适用.
pub(super) fn growth(
    weight: &Exact,
    this: &Exact,
    last: &Exact,
    bands: &Bands,
) -> Result<Outcome, ScoreError> {
    if last.is_zero() {
        return Err(ScoreError::NotApplicable);
    }
    let growth = (this - last) / last.abs();
    let (edge, share) = band_from_top(&growth, bands)?;
    let formula = format!(
        "({} − {last}) ÷ |{last}| = {}，落在 {} 及以上档，{} × {}",
        plain_text(this),
        percent(&growth),
        short_percent(edge),
        short_percent(share),
        weight_text(weight),
        last = plain_text(last)
    );
    Ok(Outcome::new(weight * share, Some(growth), formula))
}

/// Linear between two points, beyond them the nearer end's score; descending points work too.
/// Whether the score lies within the weight is looked at where every rule's is.
pub(super) fn interpolation(
    x: &Exact,
    first: (&Exact, &Exact),
    second: (&Exact, &Exact),
) -> Result<Outcome, ScoreError> {
    let ((x0, s0), (x1, s1)) = (first, second);
    if x0 == x1 {
        return Err(ScoreError::EqualEndpoints);
    }
    let position = (x - x0) / (x1 - x0);
    if position.is_negative() || position > Exact::one() {
        let (end, score) = if position.is_negative() {
            (x0, s0)
        } else {
            (x1, s1)
        };
        let formula = format!(
            "{} 在区间外，取端点 {} 的得分",
            plain_text(x),
            plain_text(end)
        );
        return Ok(Outcome::new(score.clone(), None, formula));
    }
    let formula = format!(
        "{s0} + ({x} − {x0}) ÷ ({x1} − {x0}) × ({s1} − {s0})",
        x = plain_text(x),
        x0 = plain_text(x0),
        s0 = plain_text(s0),
        x1 = plain_text(x1),
        s1 = plain_text(s1)
    );
    Ok(Outcome::new(s0 + position * (s1 - s0), None, formula))
}
