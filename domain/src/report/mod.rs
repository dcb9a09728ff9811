//! The draft report: composed from stored data into the seven chapters and the annexes of
//! domain.md §7.1, every number with the facts it rests on, every lack said aloud.
//! Not here: fonts, pages and files (`server::render`), where the data are stored.

mod analysis;
mod annexes;
pub mod archive_words;
mod compose;
mod composer;
mod conclusion;
mod consistency;
mod editing;
mod inputs;
mod interview_annex;
mod letters;
pub mod labels;
mod model;
mod overview;
mod problems;
mod references;
mod sample_annex;
mod score_words;
mod sentences;
mod survey_text;
mod work;

pub use compose::compose;
pub use consistency::consistency;
pub use editing::{
    BLOCK_TEXT_LIMIT, BlockChange, BlockEdit, EditContent, EditState, Edited, apply_edits,
    check_text, compare, content_hash, draft_text, texts,
};
pub use inputs::{
    FieldworkLog, FrameTotals, FundFigure, IndicatorText, InspectionSummary, InterviewEntry,
    MeasurementResult, PlatePhoto, QuestionDistribution, ReportInputs, SampledProject, SurveyLog,
};
pub use letters::{Letter, LetterFacts, LetterKind, letter};
pub use model::{
    Alignment, Bar, BarChart, Block, Cell, Chapter, Column, Content, Cover, Photo, PhotoPlate,
    Report, ReportGap, Row, Section, SignaturePlace, Span, Table,
};
pub use references::{ReferenceEntry, reference_entries, resolve_reference, written};
pub use score_words::{flag_words, gap_words};
