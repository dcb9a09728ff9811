//! The one integration binary: every test that acts through a boundary but needs no browser.
//!
//! Not here: unit tests (beside the code they test) and the browser (`../e2e`). One binary, because
//! each further one would link the whole workspace again.

mod differential;
mod documents;
mod form_making;
mod forms;
mod frame;
mod http;
mod interviews;
mod report;
mod respondents;
mod sampling;
mod scoring;
mod statistics;
mod sync;
mod tablet;
mod tidy;
mod world;
