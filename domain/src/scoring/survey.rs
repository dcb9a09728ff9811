//! The satisfaction of a questionnaire (domain.md §6.1), driven by the form's evaluation columns.
//! Not here: bands and targets (`rules`), the form engine that knows which questions are relevant,
//! distributions, intervals and cross tables (`crate::survey_statistics`).
//!
//! Read from the form: `bind::kp:weight` and the choices' `score` say what counts. `bind::kp:role`
//! says who takes part: `consent:<choice>` (any other answer ends the interview),
//! `screen_out:<choice>` (that choice ends it), `guardian_consent:<choice>` (that choice needs a
//! guardian's consent) and `guardian_consent_given:<choice>` (which records it; without such a
//! question the form's own relevance must keep the scale questions closed).
//! `overall_satisfaction` names the overall question; without it, it is the last that counts.

mod channel;
mod plan;
mod responses;
mod scale;
mod scores;
mod screening;
mod tally;
mod validity;

pub use channel::Channel;
pub use plan::{QuestionnairePlan, SMALL_BASE, SurveyPlan, SurveySettings, check_plan};
pub use responses::{RulingDecision, SurveyResponse};
pub use scale::{OverallQuestion, overall_question, scale_indicators};
pub use screening::Screening;
pub use tally::{ChannelTally, ChoiceTally, Figures, QuestionTally, SurveyResult, evaluate_survey};
pub use validity::{Reason, ResponseVerdict, Standing, Suspicion};
