//! The exchange of documents to take away: drawn one at a time, each a job.

use crate::problem::Problem;

/// A document being drawn: one at a time, in the order of asking.
#[derive(Clone, Debug, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct RenderJob {
    /// Its identifier.
    pub id: String,
    /// Where it stands.
    pub state: RenderState,
}

/// What is drawn.
#[derive(Clone, Debug, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct RenderRequest {
    /// `report.docx`, `report.pdf`, `annexes.xlsx`, `archive.zip`, or a letter (`feedback.docx`).
    pub file: String,
    /// `full`, `brief` (呈报版) or `public`.
    #[serde(default)]
    pub edition: String,
    /// The number of an issued report; empty for the present draft.
    #[serde(default)]
    pub number: String,
}

/// Where a job stands.
#[derive(Clone, Debug, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(tag = "state", rename_all = "snake_case")]
pub enum RenderState {
    /// Others are drawn first.
    Waiting,
    /// At work, at a step.
    Working {
        /// `gathering`, `photos`, `drawing`, `packing`.
        step: String,
    },
    /// Ready to be taken.
    Done {
        /// Bytes.
        bytes: u64,
    },
    /// It failed.
    Failed {
        /// Why.
        problem: Problem,
    },
}
