//! Why a draw cannot be made. Not here: problems of the list itself (`project::import_frame`).

use crate::problem::Problem;

/// Why there is no sample; nothing was drawn.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum SamplingError {
    /// n is 0.
    #[error("a sample needs at least one unit")]
    SampleIsEmpty,
    /// n > N.
    #[error("{n} units cannot be drawn from {population}")]
    SampleLargerThanPopulation {
        /// What was asked.
        n: u64,
        /// N.
        population: u64,
    },
    /// A minimum of one per stratum needs at least as many units as strata.
    #[error("{n} units cannot reach {strata} strata")]
    SampleSmallerThanStrata {
        /// What was asked.
        n: u64,
        /// Non-empty strata.
        strata: u64,
    },
    /// The minimum per stratum is neither 0 nor 1.
    #[error("a minimum of {minimum} per stratum is not offered")]
    MinimumUnsupported {
        /// What was asked.
        minimum: u32,
    },
    /// 分层 without a column.
    #[error("a stratified draw needs a column")]
    StratumColumnMissing,
    /// The frame has no such column.
    #[error("the frame has no column {column}")]
    StratumColumnUnknown {
        /// What was asked.
        column: String,
    },
    /// A frame with the same code twice cannot be numbered.
    #[error("the code {code} occurs twice")]
    DuplicateCode {
        /// The code.
        code: String,
    },
    /// 按金额 with an amount below zero.
    #[error("the amount of {code} is negative")]
    NegativeAmount {
        /// The project's code.
        code: String,
    },
    /// 按金额: fewer projects have an amount than places are to be filled.
    #[error("{places} places are left and no amount to draw them by")]
    NoAmountLeft {
        /// Places that stay empty.
        places: u64,
    },
    /// Population, margin, z or p outside its range.
    #[error("population, margin, z or p is out of range")]
    InvalidSampleSizeInput,
}

impl SamplingError {
    /// The error as the problem that travels; its code is the name in capitals, its details the
    /// error's values.
    pub fn to_problem(&self) -> Problem {
        match self {
            Self::SampleIsEmpty => Problem::new("SAMPLE_IS_EMPTY"),
            Self::SampleLargerThanPopulation { n, population } => {
                Problem::new("SAMPLE_LARGER_THAN_POPULATION")
                    .with("n", n)
                    .with("population", population)
            }
            Self::SampleSmallerThanStrata { n, strata } => {
                Problem::new("SAMPLE_SMALLER_THAN_STRATA")
                    .with("n", n)
                    .with("strata", strata)
            }
            Self::MinimumUnsupported { minimum } => {
                Problem::new("SAMPLE_MINIMUM_UNSUPPORTED").with("minimum", minimum)
            }
            Self::StratumColumnMissing => Problem::new("SAMPLE_STRATUM_COLUMN_MISSING"),
            Self::StratumColumnUnknown { column } => {
                Problem::new("SAMPLE_STRATUM_COLUMN_UNKNOWN").with("column", column)
            }
            Self::DuplicateCode { code } => {
                Problem::new("SAMPLE_DUPLICATE_CODE").with("code", code)
            }
            Self::NegativeAmount { code } => {
                Problem::new("SAMPLE_NEGATIVE_AMOUNT").with("code", code)
            }
            Self::NoAmountLeft { places } => {
                Problem::new("SAMPLE_NO_AMOUNT_LEFT").with("places", places)
            }
            Self::InvalidSampleSizeInput => Problem::new("SAMPLE_SIZE_INPUT_OUT_OF_RANGE"),
        }
    }
}
