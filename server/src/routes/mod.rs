//! The routes of whole parts of the desk, which the router merges. Not here: what handlers do.

pub mod checks;
pub mod reporting;
pub mod scoring;
