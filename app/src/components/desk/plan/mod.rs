//! Building blocks of 方案与指标 and 指标库: the tree as a table, an indicator with its rule and
//! sources, the plan's settings, the library. Values in, changed values out; texts come from
//! `locales/*/plan.json` and `library.json`. Not here: the draft, undo, saving (`pages::desk`),
//! what a change does (`domain::indicator::tree`).

/// A text of `plan.json` as a signal that follows the language.
macro_rules! plan_text {
    ($i18n:ident, $key:ident) => {
        leptos::prelude::Signal::derive(move || {
            crate::i18n::t_string!($i18n, plan.$key).to_string()
        })
    };
}
pub(crate) use plan_text;

/// A text of `library.json` as a signal that follows the language.
macro_rules! library_text {
    ($i18n:ident, $key:ident) => {
        leptos::prelude::Signal::derive(move || {
            crate::i18n::t_string!($i18n, library.$key).to_string()
        })
    };
}
pub(crate) use library_text;

mod add_form;
mod bands;
mod binding;
mod condition;
mod deductions;
mod elements;
mod field_source;
mod fields;
mod history;
mod indicator;
mod levels;
mod library_detail;
mod library_form;
mod library_picker;
mod library_table;
mod objects;
mod parameters;
mod parts;
mod settings;
mod source_fields;
mod sources;
mod sums;
mod tree;
mod trial;
mod vetoes;
mod words;

pub use add_form::{AddForm, Addition};
pub use history::PlanHistory;
pub use indicator::{IndicatorEditor, LevelEdit, LevelEditor};
pub use library_detail::LibraryDetail;
pub use library_form::LibraryForm;
pub use library_picker::LibraryPicker;
pub use library_table::{DuplicateList, LibraryTable};
pub use settings::PlanSettings;
pub use sources::Sources;
pub use sums::{PlanProblem, PlanProblems, PlanSums};
pub use tree::{PlanTree, TreeAct, plan_row_id};
pub use words::{library_state_word, state_line};
