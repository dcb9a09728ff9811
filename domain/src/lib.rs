//! The rules of Kanping, each exactly once, pure.
//!
//! Not here: I/O, clocks, random numbers, databases, HTTP, screens. Identifiers, times and seeds
//! are passed in, so that the same inputs give the same sample, the same scores and the same report
//! for ever (promise P10). Compiles to wasm32 for the tablet and natively for the server.

pub mod desk_tables;
pub mod document_request;
pub mod engagement;
pub mod fieldwork;
pub mod finding;
pub mod form_design;
pub mod ids;
pub mod indicator;
pub mod instrument;
pub mod money;
pub mod monitoring;
pub mod opinion;
pub mod party;
pub mod problem;
pub mod programme;
pub mod project;
pub mod rectification;
pub mod report;
pub mod respondent;
pub mod review;
pub mod sampling;
pub mod scorecard;
pub mod scoring;
pub mod self_evaluation;
pub mod survey_statistics;
pub mod sync;
pub mod target_review;
#[cfg(feature = "test_support")]
pub mod test_support;
pub mod time;
pub mod wire;
pub mod working_paper;
