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

mod assignment_table;
mod count_editor;
mod document_forms;
mod documents;
mod draw_form;
mod element_editor;
mod engagement_form;
mod finding_detail;
mod findings_table;
pub mod forms;
mod fund_form;
mod interviews;
mod judgemental_form;
mod level_editor;
mod mark_editor;
mod photo_strip;
pub mod plan;
mod plot;
mod problem_table;
mod progress_tables;
mod project_table;
mod protocol_sheet;
mod quarantine;
mod record_answers;
mod record_list;
mod review_form;
mod sample_table;
mod score_detail;
mod score_table;
mod score_words;
mod site_table;
mod stepper;
pub mod survey;
pub mod words;

pub use assignment_table::{AssignmentTable, Pair, is_valid, round_robin};
pub use document_forms::{DueDayForm, RequestForm};
pub use documents::{
    RegisterTable, Reminder, StageCounts, document_stage_word, document_state_word,
};
pub use draw_form::DrawForm;
pub use engagement_form::EngagementForm;
pub use finding_detail::FindingDetail;
pub use findings_table::{FindingsTable, finding_anchor};
pub use fund_form::FundForm;
pub use interviews::{InterviewTable, OpenItemTable, ResolveForm};
pub use judgemental_form::JudgementalForm;
pub use mark_editor::MarkEditor;
pub use photo_strip::{PhotoStrip, Picture};
pub use plot::{PlotPoint, SitePlot};
pub use problem_table::{ProblemRow, ProblemTable};
pub use progress_tables::{EvaluatorTable, UnitTable, encode};
pub use project_table::{ControlTotals, ProjectTable};
pub use protocol_sheet::ProtocolSheet;
pub use quarantine::{KeptLine, QuarantineTable};
pub use record_answers::{RecordAnswers, question_anchor};
pub use record_list::RecordList;
pub use review_form::{Decision, DraftNote, ReviewForm};
pub use sample_table::SampleTable;
pub use score_detail::ScoreDetail;
pub use score_table::ScoreTable;
pub use score_words::{gap_text, gap_words};
pub use site_table::{SiteTable, site_colour};
pub use stepper::Stepper;
