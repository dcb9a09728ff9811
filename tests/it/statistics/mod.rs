//! Questionnaires counted: through HTTP, and the rules with many random responses.

mod desk;
mod exported;
mod plan;
mod properties;
mod respondents;
