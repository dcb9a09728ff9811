//! Rounds of a target review: both tracks are needed, one 不通过 fails, the score has a cut-off.
//! Not here: a single opinion (`opinion`).

use super::{Criterion, CriterionOpinion, Track, TrackOpinion};
use crate::problem::Problem;
use crate::scoring::Points;
use crate::scoring::exact::{from_points, to_points, whole};

/// Highest score of a track, in hundredths of a 分.
const FULL_SCORE: Points = Points(10_000);

/// One round of a review.
#[derive(Clone, Debug, Default, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Round {
    /// From 1.
    pub number: u32,
    /// At most one a track, in the order in which they were given.
    pub opinions: Vec<TrackOpinion>,
}

/// How a score is compared with a cut-off; stored with its number (domain.md §9 trap 1).
#[derive(Clone, Copy, Debug, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "snake_case")]
pub enum CutOffOperator {
    /// The number itself passes (不低于).
    AtLeast,
    /// Only more than the number passes (超过).
    Above,
}

/// From which score on targets pass.
#[derive(Clone, Copy, Debug, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct CutOff {
    /// Whether the number itself passes.
    pub operator: CutOffOperator,
    /// The number, 0 to 100 分.
    #[cfg_attr(feature = "openapi", schema(value_type = String))]
    pub number: Points,
}

impl Default for CutOff {
    /// 「低于65分的一律不纳入年初预算」: 65.00 passes (seed row S2-07).
    fn default() -> Self {
        Self {
            operator: CutOffOperator::AtLeast,
            number: Points(6_500),
        }
    }
}

impl CutOff {
    /// Whether a score passes.
    pub fn passes(&self, score: Points) -> bool {
        match self.operator {
            CutOffOperator::AtLeast => score >= self.number,
            CutOffOperator::Above => score > self.number,
        }
    }
}

/// Why targets do not pass.
#[derive(Clone, Debug, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(tag = "kind", rename_all = "snake_case")]
pub enum NotPassedReason {
    /// A criterion is 不通过.
    CriterionNotPassed {
        /// In whose opinion.
        track: Track,
        /// Which criterion.
        criterion: Criterion,
        /// The reviewer's reason.
        reason: String,
    },
    /// The round's score does not reach the cut-off.
    ScoreBelowCutOff {
        /// The round's score.
        #[cfg_attr(feature = "openapi", schema(value_type = String))]
        score: Points,
        /// The cut-off.
        cut_off: CutOff,
    },
}

/// What a round comes to.
#[derive(Clone, Debug, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(tag = "state", rename_all = "snake_case")]
pub enum TargetReviewOutcome {
    /// 待审: an opinion is missing.
    Pending {
        /// From which tracks, in the order in which they are printed.
        missing: Vec<Track>,
    },
    /// 通过.
    Passed,
    /// 不通过.
    NotPassed {
        /// All reasons.
        reasons: Vec<NotPassedReason>,
    },
}

/// The review of one project's targets.
#[derive(Clone, Debug, Default, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct TargetReview {
    /// In their order; earlier rounds never change.
    pub rounds: Vec<Round>,
}

/// The mean of the scores of both tracks, half-up at two decimals; `None` as long as one is
/// missing.
pub fn round_score(round: &Round) -> Option<Points> {
    let score_of = |track: Track| {
        let opinion = round.opinions.iter().find(|given| given.track == track);
        opinion.map(|given| from_points(given.score))
    };
    let sum = score_of(Track::Business)? + score_of(Track::Performance)?;
    to_points(&(sum / whole(2)))
}

/// What a round comes to: both opinions are needed, any criterion that is 不通过 fails it, and so
/// does a score that does not reach the cut-off (seed rows S3-01, S3-03, S2-07).
pub fn outcome(round: &Round, cut_off: &CutOff) -> TargetReviewOutcome {
    let is_given = |track: Track| round.opinions.iter().any(|given| given.track == track);
    let missing: Vec<Track> = Track::ALL
        .into_iter()
        .filter(|track| !is_given(*track))
        .collect();
    if !missing.is_empty() {
        return TargetReviewOutcome::Pending { missing };
    }
    let mut reasons = Vec::new();
    for opinion in &round.opinions {
        for judged in opinion.criteria.iter().filter(|judged| !judged.passed) {
            reasons.push(NotPassedReason::CriterionNotPassed {
                track: opinion.track,
                criterion: judged.criterion,
                reason: judged.reason.clone(),
            });
        }
    }
    if let Some(score) = round_score(round).filter(|score| !cut_off.passes(*score)) {
        let cut_off = *cut_off;
        reasons.push(NotPassedReason::ScoreBelowCutOff { score, cut_off });
    }
    match reasons.is_empty() {
        true => TargetReviewOutcome::Passed,
        false => TargetReviewOutcome::NotPassed { reasons },
    }
}

/// Everything wrong with an opinion that is to join a round: `TARGET_REVIEW_NAME_MISSING`,
/// `TARGET_REVIEW_TRACK_GIVEN`, `SAME_PERSON_BOTH_TRACKS`, `CRITERION_MISSING`, `CRITERION_TWICE`,
/// `REASON_MISSING` (each with `criterion`), `TARGET_REVIEW_SCORE_OUT_OF_RANGE`.
pub fn check_opinion(round: &Round, opinion: &TrackOpinion) -> Vec<Problem> {
    let mut problems = Vec::new();
    if opinion.name.trim().is_empty() {
        problems.push(Problem::new("TARGET_REVIEW_NAME_MISSING").at_path("name"));
    }
    for given in &round.opinions {
        if given.track == opinion.track {
            let problem = Problem::new("TARGET_REVIEW_TRACK_GIVEN").at_path("track");
            problems.push(problem.with("track", given.track.term()));
        } else if given.reviewer == opinion.reviewer {
            let problem = Problem::new("SAME_PERSON_BOTH_TRACKS").at_path("reviewer");
            problems.push(problem.with("name", &given.name));
        }
    }
    for criterion in Criterion::ALL {
        problems.extend(criterion_problem(opinion, criterion));
    }
    if opinion.score < Points(0) || opinion.score > FULL_SCORE {
        let problem = Problem::new("TARGET_REVIEW_SCORE_OUT_OF_RANGE").at_path("score");
        problems.push(problem.with("score", opinion.score));
    }
    problems
}

fn criterion_problem(opinion: &TrackOpinion, criterion: Criterion) -> Option<Problem> {
    let judged = opinion.criteria.iter();
    let judged: Vec<&CriterionOpinion> = judged
        .filter(|judged| judged.criterion == criterion)
        .collect();
    let problem = match judged.as_slice() {
        [] => Problem::new("CRITERION_MISSING"),
        [one] if one.reason.trim().is_empty() => Problem::new("REASON_MISSING"),
        [_] => return None,
        _ => Problem::new("CRITERION_TWICE"),
    };
    let problem = problem.with("criterion", criterion.term());
    Some(problem.at_path("criteria"))
}

impl TargetReview {
    /// Adds an opinion to the latest round; the first opinion begins round 1.
    ///
    /// # Errors
    /// What [`check_opinion`] finds. Nothing is added then.
    pub fn give(&mut self, opinion: TrackOpinion) -> Result<(), Vec<Problem>> {
        let first = Round {
            number: 1,
            opinions: Vec::new(),
        };
        let problems = check_opinion(self.rounds.last().unwrap_or(&first), &opinion);
        if !problems.is_empty() {
            return Err(problems);
        }
        if self.rounds.is_empty() {
            self.rounds.push(first);
        }
        if let Some(round) = self.rounds.last_mut() {
            round.opinions.push(opinion);
        }
        Ok(())
    }

    /// Begins the next round and answers its number; earlier rounds stay as they are (S2-08).
    ///
    /// # Errors
    /// `TARGET_REVIEW_ROUND_OPEN` as long as an opinion of the latest round is missing.
    pub fn begin_round(&mut self) -> Result<u32, Problem> {
        let latest = self.rounds.last();
        if let Some(open) = latest.filter(|round| round_score(round).is_none()) {
            let problem = Problem::new("TARGET_REVIEW_ROUND_OPEN");
            return Err(problem.with("number", open.number));
        }
        let number = latest.map_or(1, |round| round.number.saturating_add(1));
        self.rounds.push(Round {
            number,
            opinions: Vec::new(),
        });
        Ok(number)
    }

    /// The score of the last but one scored round, and by how much the last one differs from it;
    /// `None` before two rounds have a score (seed row S2-08).
    pub fn score_change(&self) -> Option<(Points, Points)> {
        let mut scores = self.rounds.iter().rev().filter_map(round_score);
        let latest = scores.next()?;
        let previous = scores.next()?;
        Some((previous, Points(latest.0.saturating_sub(previous.0))))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::ids::AccountId;
    use crate::time::Timestamp;

    fn opinion(track: Track, reviewer: &str, score: i64) -> TrackOpinion {
        let judged = |criterion| CriterionOpinion {
            criterion,
            passed: true,
            reason: "符合要求".to_owned(),
        };
        TrackOpinion {
            track,
            reviewer: AccountId::from(reviewer),
            name: reviewer.to_owned(),
            criteria: Criterion::ALL.into_iter().map(judged).collect(),
            score: Points(score),
            at: Timestamp(1),
        }
    }

    fn reviewed(business: i64, performance: i64) -> TargetReview {
        let mut review = TargetReview::default();
        let opinions = [
            opinion(Track::Business, "a", business),
            opinion(Track::Performance, "b", performance),
        ];
        for given in opinions {
            review.give(given).expect("taken");
        }
        review
    }

    #[test]
    fn a_score_of_6499_fails_and_6500_passes_unless_the_cut_off_excludes_it() {
        let judged = |score, cut_off: &CutOff| outcome(&reviewed(score, score).rounds[0], cut_off);
        let inclusive = CutOff::default();
        assert_eq!(judged(6_500, &inclusive), TargetReviewOutcome::Passed);
        let below = NotPassedReason::ScoreBelowCutOff {
            score: Points(6_499),
            cut_off: inclusive,
        };
        let failed = TargetReviewOutcome::NotPassed {
            reasons: vec![below],
        };
        assert_eq!(judged(6_499, &inclusive), failed);
        let exclusive = CutOff {
            operator: CutOffOperator::Above,
            ..inclusive
        };
        assert_ne!(judged(6_500, &exclusive), TargetReviewOutcome::Passed);
        assert_eq!(
            round_score(&reviewed(6_499, 6_500).rounds[0]),
            Some(Points(6_500))
        );
    }

    #[test]
    fn one_opinion_is_pending_and_one_criterion_not_passed_fails() {
        let mut review = TargetReview::default();
        let first = opinion(Track::Performance, "b", 9_000);
        review.give(first).expect("taken");
        let pending = TargetReviewOutcome::Pending {
            missing: vec![Track::Business],
        };
        assert_eq!(outcome(&review.rounds[0], &CutOff::default()), pending);
        let mut second = opinion(Track::Business, "a", 9_000);
        second.criteria[2].passed = false;
        review.give(second).expect("taken");
        let failed = TargetReviewOutcome::NotPassed {
            reasons: vec![NotPassedReason::CriterionNotPassed {
                track: Track::Business,
                criterion: Criterion::Feasibility,
                reason: "符合要求".to_owned(),
            }],
        };
        assert_eq!(outcome(&review.rounds[0], &CutOff::default()), failed);
    }

    #[test]
    fn the_same_person_on_both_tracks_and_missing_reasons_are_refused() {
        let mut review = TargetReview::default();
        let first = opinion(Track::Business, "a", 7_000);
        review.give(first.clone()).expect("taken");
        let mut codes = |given: TrackOpinion| -> Vec<String> {
            let problems = review.give(given).expect_err("refused");
            problems.into_iter().map(|problem| problem.code).collect()
        };
        let same = opinion(Track::Performance, "a", 7_000);
        assert_eq!(codes(same), ["SAME_PERSON_BOTH_TRACKS"]);
        assert_eq!(codes(first), ["TARGET_REVIEW_TRACK_GIVEN"]);
        let mut other = opinion(Track::Performance, "b", 10_001);
        other.criteria[0].reason.clear();
        other.criteria[3].criterion = Criterion::Feasibility;
        let expected = [
            "REASON_MISSING",
            "CRITERION_TWICE",
            "CRITERION_MISSING",
            "TARGET_REVIEW_SCORE_OUT_OF_RANGE",
        ];
        assert_eq!(codes(other), expected);
        assert_eq!(review.rounds[0].opinions.len(), 1);
    }

    #[test]
    fn the_second_round_shows_the_first_score_and_the_change() {
        let mut review = reviewed(6_000, 6_201);
        assert_eq!(review.score_change(), None);
        assert_eq!(review.begin_round(), Ok(2));
        let open = review.begin_round().expect_err("open");
        assert_eq!(open.code, "TARGET_REVIEW_ROUND_OPEN");
        for (track, name) in [(Track::Business, "a"), (Track::Performance, "b")] {
            review.give(opinion(track, name, 7_000)).expect("taken");
        }
        assert_eq!(review.score_change(), Some((Points(6_101), Points(899))));
        assert_eq!(review.rounds[0].opinions.len(), 2);
    }
}
