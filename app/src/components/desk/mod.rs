//! Building blocks of the desk. Props in, callbacks out; texts come from `locales/*/desk.json`.
//! Not here: fetching, saving, the URL; `pages::desk` does that.

/// A text of `desk.json` as a signal that follows the language.
macro_rules! text {
    ($i18n:ident, $key:ident) => {
        leptos::prelude::Signal::derive(move || {
            crate::i18n::t_string!($i18n, desk.$key).to_string()
        })
    };
}
pub(crate) use text;

pub mod words;
