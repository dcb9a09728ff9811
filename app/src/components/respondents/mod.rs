//! Building blocks of 问卷发放. Props in, callbacks out; texts come from
//! `locales/*/respondents.json`. Not here: asking the server (`pages::desk::respondents`).

/// A text of `respondents.json` as a signal that follows the language.
macro_rules! words {
    ($i18n:ident, $key:ident) => {
        leptos::prelude::Signal::derive(move || {
            crate::i18n::t_string!($i18n, respondents.$key).to_string()
        })
    };
}
pub(crate) use words;

/// Who sent a record: a person of the firm by name, or a respondent, who has none.
pub fn sender(i18n: crate::components::desk::words::Words, name: String) -> impl Fn() -> String {
    use crate::i18n::t_string;
    move || match name.as_str() {
        "" => t_string!(i18n, respondents.respondent).to_owned(),
        name => name.to_owned(),
    }
}

mod batch_table;
mod code_form;
mod new_codes;
mod poster_form;
mod poster_table;
mod roster_table;
mod settings_form;
mod site_choice;
mod site_counts;

pub use batch_table::BatchTable;
pub use code_form::CodeForm;
pub use new_codes::NewCodes;
pub use poster_form::PosterForm;
pub use poster_table::PosterTable;
pub use roster_table::RosterTable;
pub use settings_form::SettingsForm;
pub use site_counts::SiteCounts;
