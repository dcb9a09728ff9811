//! Why an input cannot be scored, as codes. Not here: words for people (app locales), gaps for
//! facts that are missing (`engine`).

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
        match self {
            ScoreError::ZeroDenominator => "ZERO_DENOMINATOR",
            ScoreError::NegativeInput => "NEGATIVE_INPUT",
            ScoreError::EmptySample => "EMPTY_SAMPLE",
            ScoreError::DefectExceedsSample => "DEFECT_EXCEEDS_SAMPLE",
            ScoreError::OutOfBands => "OUT_OF_BANDS",
            ScoreError::EqualEndpoints => "EQUAL_ENDPOINTS",
            ScoreError::NotApplicable => "NOT_APPLICABLE",
            ScoreError::PctOutOfLevel => "PCT_OUT_OF_LEVEL",
            ScoreError::ScoreOutOfRange => "SCORE_OUT_OF_RANGE",
            ScoreError::Malformed(_) => "MALFORMED_INPUT",
            ScoreError::UnknownRule => "UNKNOWN_RULE",
            ScoreError::TooLarge => "INPUT_TOO_LARGE",
        }
    }
}
