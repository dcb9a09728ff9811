//! Forms: the one engine behind tablet, respondent page and server. Wraps `rxeval` (rules) and our
//! own presentation tree (what a screen needs). Not here: reading workbooks (`server::workbook`),
//! drawing questions (`app`).

mod answer_type;
mod dates;
mod difference;
mod model;
mod prefill;
mod regular_expression;
mod rules;
mod session;
mod state;
mod tree;
pub mod xlsform;

pub use difference::{NodeChange, NodeDifference};
pub use model::{
    Choice, EvaluationColumns, Instrument, InstrumentKind, Node, QuestionType, Tolerance,
    Translations,
};
pub use prefill::prefill;
pub use session::{Session, validate_complete};
pub use state::{FormState, InvalidAnswer, InvalidReason, SectionProgress};
pub use tree::label;
