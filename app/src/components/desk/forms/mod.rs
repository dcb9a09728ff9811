//! The forms room's building blocks: what a form consists of, and controls for changing it. Values
//! in, [`DesignChange`](domain::form_design::DesignChange)s out; texts come from
//! `locales/*/forms.json`. Not here: sending a change, undo, conflicts (`pages::desk`).

/// A text of `forms.json` as a signal that follows the language.
macro_rules! text {
    ($i18n:ident, $key:ident) => {
        leptos::prelude::Signal::derive(move || {
            crate::i18n::t_string!($i18n, forms.$key).to_string()
        })
    };
}
pub(crate) use text;

mod add_question;
mod choices_editor;
mod difference_list;
mod evaluation_editor;
mod form_table;
mod indicator_picker;
mod new_form;
mod outline_tree;
mod preview_frame;
mod publish_form;
mod question_editor;
mod rules_editor;
mod show_if_editor;
mod text_field;
mod type_editor;
mod version_table;
pub mod words;

pub use add_question::{AddQuestion, Added, NewQuestion};
pub use difference_list::DifferenceList;
pub use form_table::FormTable;
pub use indicator_picker::IndicatorName;
pub use new_form::{NewFormForm, NewFormStart};
pub use outline_tree::{OutlineTree, TreeKey};
pub use preview_frame::PreviewFrame;
pub use publish_form::{PublishChoice, PublishForm};
pub use question_editor::{FIRST_FIELD, QuestionEditor};
pub use text_field::TextField;
pub use version_table::{VersionAction, VersionTable};
