//! Texts in both languages, made from `locales/` at build time. `t!(i18n, field.sites_title)`.
//! Not here: the texts themselves.

#[allow(missing_docs, clippy::all)]
mod generated {
    include!(concat!(env!("OUT_DIR"), "/i18n/mod.rs"));
}

pub use generated::i18n::*;
