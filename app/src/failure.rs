//! What went wrong, in a form the screen can put into words: codes, never sentences.

use domain::problem::Problem;

use crate::api::ApiError;
use crate::storage::StoreError;

/// Why an action did not happen.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Failure {
    /// No connection, a time-out, or an answer that is not our server's. Nothing is lost.
    Offline,
    /// The session is over: sign in again. Nothing is lost.
    SignedOut,
    /// The server says what is wrong.
    Problems(Vec<Problem>),
    /// The tablet's own store refused.
    Storage(String),
}

impl From<ApiError> for Failure {
    fn from(error: ApiError) -> Self {
        match error {
            ApiError::Unreachable | ApiError::NotOurServer => Failure::Offline,
            ApiError::SignedOut => Failure::SignedOut,
            ApiError::Problems(problems) => Failure::Problems(problems),
        }
    }
}

impl From<StoreError> for Failure {
    fn from(error: StoreError) -> Self {
        Failure::Storage(error.to_string())
    }
}
