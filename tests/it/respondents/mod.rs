//! Respondents on their own phones, through the real router: consent, pages, sending once, links
//! kept apart, limits, withdrawal. Not here: a browser (`../../e2e/respondents.rs`).

mod consent;
mod desk;
mod limits;
mod links;
mod notice;
mod pages;
mod phone;
mod rules;
mod village;
mod withdrawal;
