//! Why an input cannot be scored, as codes. Not here: words for people (app locales), gaps for
//! facts that are missing (`engine`).

use super::GapCode;

/// What stands in the way of a score. The first nine codes are those of cli.md, "Scoring inputs".
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum ScoreError {
    /// A ratio, deviation, target or cost plan would be divided by zero.
    #[error("zero denominator")]
    ZeroDenominator,
    /// A quantity, share or count below zero.
    #[error("negative input")]
    NegativeInput,
    /// Nothing was checked, marked or listed.
    #[error("empty sample")]
    EmptySample,
    /// More defective units than checked units.
    #[error("more defects than sample")]
    DefectExceedsSample,
    /// No band covers the value.
    #[error("value lies in no band")]
    OutOfBands,
    /// An interpolation between two equal abscissas.
    #[error("equal endpoints")]
    EqualEndpoints,
    /// Every element or object is 不适用, or there is no base to grow from.
    #[error("not applicable")]
    NotApplicable,
    /// The percentage lies outside the level that was chosen.
    #[error("percentage outside its level")]
    PctOutOfLevel,
    /// The score would lie outside [0, weight].
    #[error("score out of range")]
    ScoreOutOfRange,
    /// The input is not of the shape that the rule needs; names the field.
    #[error("malformed input: {0}")]
    Malformed(&'static str),
    /// No rule of that kind exists.
    #[error("unknown rule kind")]
    UnknownRule,
    /// More elements, digits or nesting than any real evaluation has.
    #[error("input too large")]
    TooLarge,
}

impl ScoreError {
    /// The stable code that the command line and a gap carry.
    pub fn code(&self) -> &'static str {
        self.gap().as_str()
    }

    /// The gap that it makes of an indicator.
    pub fn gap(&self) -> GapCode {
        match self {
            ScoreError::ZeroDenominator => GapCode::ZeroDenominator,
            ScoreError::NegativeInput => GapCode::NegativeInput,
            ScoreError::EmptySample => GapCode::EmptySample,
            ScoreError::DefectExceedsSample => GapCode::DefectExceedsSample,
            ScoreError::OutOfBands => GapCode::OutOfBands,
            ScoreError::EqualEndpoints => GapCode::EqualEndpoints,
            ScoreError::NotApplicable => GapCode::NotApplicable,
            ScoreError::PctOutOfLevel => GapCode::PctOutOfLevel,
            ScoreError::ScoreOutOfRange => GapCode::ScoreOutOfRange,
            ScoreError::Malformed(_) => GapCode::MalformedInput,
            ScoreError::UnknownRule => GapCode::UnknownRule,
            ScoreError::TooLarge => GapCode::InputTooLarge,
        }
    }
}
