//! Synchronisation against the real router: by hand (`by_hand`) and with the app's own runner
//! (`runner`).

mod by_hand;
pub mod cut_connection;
mod quota;
mod runner;
mod soundness;
mod withdrawal;
