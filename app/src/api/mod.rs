//! The HTTP client: every URL of `domain::wire::urls`. The same code runs in a browser and in
//! native tests. Not here: when to call, what to do with the answer.

mod checks;
mod client;
mod desk;
mod documents;
mod engagements;
mod field;
mod findings;
mod forms;
mod frameworks;
mod interviews;
mod quarantine;
mod reports;
mod respondents;
mod scores;
mod surveys;

pub use checks::asked_url;
pub use client::{Api, ApiError};
