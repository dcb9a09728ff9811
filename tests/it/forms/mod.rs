//! XLSForms in, running forms out: people filling in the starter forms, workbooks with mistakes.

mod bad_input;
mod broken_workbooks;
mod documented;
mod findings;
mod questionnaire;
pub mod scenario;
pub mod site_inspection;
mod starters;
mod types;
