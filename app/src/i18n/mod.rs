//! Texts in both languages, made from `locales/` at build time: `t!(i18n, field.sites_title)`.
//! Not here: the texts themselves.

#[allow(
    missing_docs,
    clippy::all,
    clippy::expect_used,
    reason = "made by leptos_i18n_build"
)]
mod generated {
    include!(concat!(env!("OUT_DIR"), "/i18n/mod.rs"));
}
mod language;
mod problem_text;

pub use generated::i18n::*;
pub use language::{choose_language, chosen_language, keep_chosen_language};
pub use problem_text::problem_text;
