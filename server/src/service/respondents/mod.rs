//! Respondents on their own phones: consent, pages, sending, withdrawing; and the desk's side.
//! Not here: the rules (`domain::respondent`), the HTML (`render::respondent`).

pub mod answering;
pub mod desk;
pub mod making;
mod page_view;
pub mod posting;
pub mod print;
pub mod sending;
mod visit;
pub mod withdrawing;

pub use visit::{Reply, Standing, Visitor, close_day, trouble};
