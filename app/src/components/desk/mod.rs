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

/// A text of any namespace as a signal that follows the language: `text_of!(i18n, scores.total)`.
macro_rules! text_of {
    ($i18n:ident, $space:ident . $key:ident) => {
        leptos::prelude::Signal::derive(move || {
            crate::i18n::t_string!($i18n, $space.$key).to_string()
        })
    };
}
pub(crate) use text_of;

mod assignment_table;
mod consent;
mod count_editor;
mod document_forms;
mod documents;
mod draw_form;
mod element_editor;
mod engagement_form;
mod finding_action_fields;
mod finding_actions;
mod finding_cost;
mod finding_detail;
mod finding_draft;
mod finding_evidence;
mod finding_form;
mod finding_history;
mod finding_words;
mod findings_table;
pub mod forms;
mod fund_form;
mod inputs;
mod interviews;
mod joint_marks;
mod judgemental_form;
mod level_editor;
mod manual_confirm;
mod mark_editor;
mod not_applicable;
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
pub mod report;
mod review_form;
mod sample_table;
mod score_changes;
mod score_confirmation;
mod score_detail;
mod score_foot;
mod score_history;
mod score_table;
mod score_words;
mod site_table;
mod stepper;
pub mod survey;
mod unmet_elements;
mod what_if;
pub mod words;

pub use assignment_table::{AssignmentTable, Pair, is_valid, round_robin};
pub use consent::ConsentForm;
pub use document_forms::{DueDayForm, RequestForm};
pub use documents::{
    RegisterTable, Reminder, StageCounts, document_stage_word, document_state_word,
};
pub use draw_form::DrawForm;
pub use engagement_form::EngagementForm;
pub use finding_actions::{ActionLists, FindingActions, Preview};
pub use finding_detail::FindingDetail;
pub use finding_draft::FindingDraft;
pub use finding_evidence::Offers;
pub use finding_form::{FindingForm, FormLists};
pub use finding_words::score_change_text;
pub use findings_table::{FindingsTable, finding_anchor};
pub use fund_form::FundForm;
pub use inputs::{ChoiceField, Judgement, Tabs, TextArea, TextLine};
pub use interviews::{InterviewTable, OpenItemTable, ResolveForm};
pub use joint_marks::JointMarks;
pub use judgemental_form::JudgementalForm;
pub use manual_confirm::ManualConfirm;
pub use mark_editor::MarkEditor;
pub use not_applicable::{ChangeReason, NotApplicableForm};
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
pub use score_changes::{ChangedSince, ScoreChanges};
pub use score_confirmation::ScoreConfirmationNotice;
pub use score_detail::ScoreDetail;
pub use score_history::ScoreHistory;
pub use score_table::ScoreTable;
pub use score_words::{gap_text, gap_words};
pub use site_table::{SiteTable, site_colour};
pub use stepper::Stepper;
pub use unmet_elements::UnmetElements;
pub use what_if::WhatIfBanner;
