//! The designer's model of a form: its XLSForm workbook as tables, the outline a manager looks at,
//! and the small changes a manager makes. Pure, and it keeps every sheet, column and cell it does
//! not know. Not here: what the cells mean to a person who answers (`instrument::xlsform`), files,
//! drafts and versions (`server::service::forms`).

mod apply;
mod apply_choices;
mod apply_form;
mod apply_rows;
mod change;
mod grid;
mod outline;
mod read;
mod references;
mod show_if;

pub use apply::{apply, apply_all};
pub use apply_form::{NAMESPACE, blank, set, setting};
pub use change::{DesignChange, OFFERED_LANGUAGES, QUESTION_TYPES, RowColumn, TextColumn};
pub use grid::normalise;
pub use outline::{ChoiceList, FormOutline, ListChoice, OutlineKind, OutlineRow};
pub use show_if::{Comparison, ShowIf};
