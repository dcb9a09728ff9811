//! The draft report: composed from stored data into the seven chapters and the annexes of
//! domain.md §7.1, every number with the facts it rests on, every lack said aloud.
//! Not here: fonts, pages and files (`server::render`), where the data are stored.

mod abstract_page;
mod advice;
mod analysis;
mod annexes;
pub mod archive_words;
mod closing;
mod compose;
mod composer;
mod conclusion;
mod confirmation_sheets;
mod consistency;
mod consistency_text;
mod editing;
mod editions;
mod figure_numbers;
mod inputs;
mod inspection_annex;
mod interview_annex;
pub mod labels;
mod letters;
mod model;
mod overview;
mod paper_annexes;
mod people_names;
mod photo_blocks;
mod photos;
mod problem_evidence;
mod problems;
mod public_survey;
mod public_words;
mod references;
mod rows;
mod sample_annex;
mod score_annex;
mod score_words;
mod sentences;
mod sources;
mod survey_annex;
mod survey_text;
mod versions;
mod work;
mod work_log;

pub use advice::standard_advice;
pub use compose::compose;
pub use consistency::{consistency, score_gaps};
pub use editing::{
    BLOCK_TEXT_LIMIT, BlockEdit, EditContent, EditState, Edited, apply_edits, check_text,
    draft_text,
};
pub use editions::{Edition, brief, edition, public_edition};
pub use inputs::{
    DocumentEntry, FieldworkLog, FrameTotals, FundFigure, IndicatorText, InspectionSummary,
    InterviewEntry, MeasurementResult, PlanChoices, PlatePhoto, QuestionDistribution,
    ReportCircumstances, ReportInputs, ReportState, SampledProject, SignOffLine, SurveyLog,
};
pub use letters::{Letter, LetterFacts, LetterKind, letter};
pub use model::{
    Alignment, Bar, BarChart, Block, Cell, Chapter, Column, Content, Cover, Photo, PhotoPairs,
    PhotoPlate, RadarChart, Report, ReportGap, Row, Section, SignaturePlace, Span, Table,
};
pub use public_words::scan_public;
pub use references::{ReferenceEntry, reference_entries, resolve_reference, written};
pub use score_words::{flag_words, gap_words};
pub use versions::{BlockChange, compare, content_hash, signed_text, texts};
