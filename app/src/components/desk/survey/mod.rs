//! Building blocks of the room of questionnaires. Props in, callbacks out; texts come from
//! `locales/*/surveys.json`. Not here: fetching, the address.

/// A text of `surveys.json` as a signal that follows the language.
macro_rules! survey_text {
    ($i18n:ident, $key:ident) => {
        leptos::prelude::Signal::derive(move || {
            crate::i18n::t_string!($i18n, surveys.$key).to_string()
        })
    };
}
pub(crate) use survey_text;

mod cross_table;
mod plan_form;
mod question_bars;
mod rates;
mod site_table;
mod texts;
mod verdicts;
pub mod words;

pub use cross_table::CrossTableView;
pub use plan_form::{PlanForm, PlanHistory};
pub use question_bars::QuestionBars;
pub use rates::{ChannelTable, RateCards, SatisfactionTable};
pub use site_table::SurveySiteTable;
pub use texts::TextList;
pub use verdicts::VerdictTable;
