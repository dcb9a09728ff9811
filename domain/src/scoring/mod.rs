//! From facts to scores: every rule kind of domain.md §4, in exact rationals, rounded half-up once.
//! Not here: how a fact arrived (`sync`, `wire`), how a score is printed (`report`), the framework
//! and its rules as data (`indicator`).

mod assemble;
mod case;
mod codes;
mod condition;
mod desk_mark;
mod double_deduction;
mod engine;
mod error;
mod evaluated;
pub mod exact;
mod facts;
mod flags;
mod grade;
mod history;
mod joint;
mod mark_reasons;
mod not_applicable;
mod resolve;
pub mod rules;
mod scale;
mod sheet;
mod source_names;
pub mod survey;
mod trial;
mod veto;
mod wording;

pub use case::{MAX_DEPTH, MAX_ELEMENTS, read_weight, score_case, score_case_exact};
pub use codes::{GapCode, ScoreFlag};
pub use desk_mark::{
    DeskMark, ElementMark, ElementState, MANUAL_REASON_MIN, SecondPerson, SeverityCount, check_mark,
};
pub use engine::{ALGORITHM, score};
pub use error::ScoreError;
pub use evaluated::{EvaluatedAnswer, evaluated_answers};
pub use facts::{Facts, InspectionFact, SurveyFact};
pub use grade::{default_grade_bands, grade_of, level_totals, rate_text};
pub use history::{ScoreChange, score_changes};
pub(crate) use joint::MOST_APART_PERCENT;
pub use joint::{JointDecision, ScorerMark, decide, give_mark, is_decided, make_room, take_back};
pub use mark_reasons::mark_reasons;
pub use not_applicable::{
    CONSENT_FROM, ClientConsent, effective_weights, not_applicable_weight, problems_of_consent,
    problems_of_not_applicable, without_consent,
};
pub use rules::{RuleInput, Scored, evaluate};
pub use sheet::{
    AppliedVeto, FactReference, Gap, GradeBand, LevelTotal, Points, Rescaling, ScoreRow,
    ScoreSheet, WorkingLine, sheet_hash,
};
pub use source_names::SourceNames;
pub use trial::{TrialAbout, TrialField, trial_fields, trial_input, worked_example};
