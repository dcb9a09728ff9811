//! Forms: the one engine behind tablet, respondent page and server. Our own presentation tree (what
//! a screen needs) and rules, with `rxeval`'s grammar and functions. Not here: reading workbooks
//! (`server::workbook`), drawing questions (`app`).

mod answer_type;
mod difference;
mod evaluate;
mod form;
mod legacy;
mod model;
mod prefill;
mod question_type;
mod regular_expression;
mod rule_texts;
mod session;
mod state;
#[cfg(test)]
pub(crate) mod tests;
mod tree;
pub mod xlsform;

pub use difference::{CarriedAnswers, NodeChange, NodeDifference, carry_answers, differences};
pub use evaluate::known::{KNOWN as KNOWN_FUNCTIONS, REFUSED as REFUSED_FUNCTIONS};
pub use model::{EvaluationColumns, Instrument, InstrumentKind, Node, Tolerance, Translations};
pub use prefill::prefill;
pub use question_type::{Choice, LookupTable, QuestionDetails, QuestionType};
pub use rule_texts::NodeRules;
pub use session::{
    CheckedAnswers, Session, check_answers, renumber, template_path, validate_complete,
};
pub use state::{FormState, InvalidAnswer, InvalidReason, SectionProgress};
pub use tree::label;
