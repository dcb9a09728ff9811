//! The report's desk: outline, blocks, editor, side panels. Props in, callbacks out; texts come
//! from `locales/*/reports.json`. Not here: fetching, saving, presence; `pages::desk::report` does
//! that.

/// A text of `reports.json` as a signal that follows the language.
macro_rules! text {
    ($i18n:ident, $key:ident) => {
        leptos::prelude::Signal::derive(move || {
            crate::i18n::t_string!($i18n, reports.$key).to_string()
        })
    };
}
pub(crate) use text;

mod block;
mod block_editor;
mod changes;
mod comments;
mod exports;
mod outline;
mod problems;
mod profile_form;
mod reference_picker;
mod review_notes;
mod review_steps;
mod sign_form;
mod source;
mod standing;
mod versions;
pub mod words;

pub use block::{BlockAct, PageBlock, block_anchor};
pub use block_editor::{BlockEditor, EditorAct};
pub use changes::{BeforeAfter, ChangeList, PlacedChange};
pub use comments::{CommentForm, CommentList, PlacedComment};
pub use exports::{ExportChoice, ExportLine, ExportList, Exports, TemplateForm};
pub use outline::{OutlineLine, ReportOutline};
pub use problems::{ProblemLine, ReportProblems};
pub use profile_form::ProfileForm;
pub use review_notes::{NoteAct, PlacedNote, ReviewNotes};
pub use review_steps::{ConsultForm, CorrectForm, IssueForm, PublishForm};
pub use sign_form::{DraftedNote, ReturnForm, SignForm, Signing};
pub use source::BlockSource;
pub use standing::StandingView;
pub use versions::VersionList;
