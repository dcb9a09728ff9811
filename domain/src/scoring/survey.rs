//! The satisfaction of a questionnaire (domain.md §6.1), driven by the form's evaluation columns.
//! Not here: bands and targets (`rules`), the form engine that knows which questions are relevant.
//!
//! Read from the form: `bind::kp:weight` and the choices' `score` say what counts. `bind::kp:role`
//! says who takes part: `consent:<choice>` (any other answer ends the interview),
//! `screen_out:<choice>` (that choice ends it), `guardian_consent:<choice>` (that choice needs a
//! guardian's consent) and `guardian_consent_given:<choice>` (which records it; without such a
//! question the form's own relevance must keep the scale questions closed).

mod channel;
mod responses;
mod tally;

pub use channel::Channel;
pub use responses::{Screening, SurveyResponse, SurveySettings, Suspicion};
pub use tally::{ChoiceTally, QuestionTally, SurveyResult, evaluate_survey};
