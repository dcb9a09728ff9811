//! XLSForms in, running forms out: people filling in the starter forms, workbooks with mistakes.

mod bad_input;
mod behaviour;
mod broken_workbooks;
mod command_line;
mod documented;
mod findings;
mod limits;
mod questionnaire;
pub mod scenario;
mod sentences;
pub mod site_inspection;
mod starters;
mod types;
