//! Requests against the real router, as people and as a hostile network would send them.

mod access;
mod bad_input;
mod blobs;
mod checks;
mod desk;
mod engagements;
mod quarantine;
mod repeatable;
mod tables;
