//! The satisfaction of a questionnaire (domain.md §6.1), driven by the form's evaluation columns.
//! Not here: bands and targets (`rules`), the form engine that knows which questions are relevant.
//!
//! Read from the form: `bind::kp:weight` and the choices' `score` say what counts; `bind::kp:role`
//! may say `screen_out:<choice>` (that choice ends the interview), `guardian_consent:<choice>`
//! (that choice needs a guardian's consent) and `guardian_consent_given:<choice>` (it is given).

mod responses;
mod tally;

pub use responses::{SurveyResponse, SurveySettings, Suspicion};
pub use tally::{ChoiceTally, QuestionTally, SurveyResult, evaluate_survey};
