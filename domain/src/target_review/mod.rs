//! 绩效目标审核: two people judge a project's targets by four criteria, from two tracks, in rounds
//! that all stay readable (seed rows S2-07, S2-08, S3-01 to S3-03).
//! Not here: the targets themselves, who may sign in, what is done with a project that fails.

mod cut_off;
mod opinion;
mod rounds;

pub use cut_off::{CutOff, CutOffOperator};
pub use opinion::{Criterion, CriterionOpinion, Track, TrackOpinion};
pub use rounds::{
    NotPassedReason, Round, TargetReview, TargetReviewOutcome, check_opinion, outcome, round_score,
    score_text,
};
