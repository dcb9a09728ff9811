//! Rounds of a target review: both tracks are needed, one 不通过 fails, the score has a cut-off.
//! Not here: a single opinion (`opinion`).

use super::cut_off::{CutOff, FULL_SCORE};
use super::{Criterion, CriterionOpinion, Track, TrackOpinion};
use crate::problem::Problem;
use crate::scoring::Points;
use crate::scoring::exact::{Exact, fixed_text, from_points, to_points, whole};

/// One round of a review.
#[derive(Clone, Debug, Default, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Round {
    /// From 1.
    pub number: u32,
    /// At most one a track, in the order in which they were given.
    pub opinions: Vec<TrackOpinion>,
    /// The cut-off by which it was judged when the second opinion came; a later change of the
    /// setting leaves the round as it was.
    #[serde(default)]
    pub cut_off: Option<CutOff>,
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
        /// The round's score, not rounded: `64.995`.
        score: String,
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

/// The mean of the scores of both tracks, exact; `None` as long as one is missing.
pub fn round_score(round: &Round) -> Option<Exact> {
    let score_of = |track: Track| {
        let opinion = round.opinions.iter().find(|given| given.track == track);
        opinion.map(|given| from_points(given.score))
    };
    let sum = score_of(Track::Business)? + score_of(Track::Performance)?;
    Some(sum / whole(2))
}

/// A round's score as printed: two decimals, a third one where it has one. Never rounded, so that
/// 64.995 is not read as the 65.00 that it does not reach.
pub fn score_text(score: &Exact) -> String {
    let has_two = to_points(score).is_some_and(|points| from_points(points) == *score);
    fixed_text(score, if has_two { 2 } else { 3 })
}

/// What a round comes to: both opinions are needed, any criterion that is 不通过 fails it, and so
/// does a score that does not reach the cut-off (seed rows S3-01, S3-03, S2-07). `setting` is the
/// cut-off for a round that has not kept its own.
pub fn outcome(round: &Round, setting: &CutOff) -> TargetReviewOutcome {
    let cut_off = round.cut_off.unwrap_or(*setting);
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
    if let Some(score) = round_score(round).filter(|score| !cut_off.passes(score)) {
        let score = score_text(&score);
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
    /// Adds an opinion to the latest round; the first opinion begins round 1, the second one of a
    /// round keeps the cut-off with it.
    ///
    /// # Errors
    /// What [`check_opinion`] finds. Nothing is added then.
    pub fn give(&mut self, opinion: TrackOpinion, cut_off: &CutOff) -> Result<(), Vec<Problem>> {
        let first = Round {
            number: 1,
            ..Round::default()
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
            round.cut_off = round_score(round).map(|_| *cut_off);
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
            ..Round::default()
        });
        Ok(number)
    }

    /// The score of the last but one scored round, and by how much the last one differs from it;
    /// `None` before two rounds have a score (seed row S2-08).
    pub fn score_change(&self) -> Option<(String, String)> {
        let mut scores = self.rounds.iter().rev().filter_map(round_score);
        let latest = scores.next()?;
        let previous = scores.next()?;
        Some((score_text(&previous), score_text(&(latest - previous))))
    }
}

#[cfg(test)]
mod tests {
    use super::super::CutOffOperator;
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

    fn reviewed_by(cut_off: &CutOff, business: i64, performance: i64) -> TargetReview {
        let mut review = TargetReview::default();
        let opinions = [
            opinion(Track::Business, "a", business),
            opinion(Track::Performance, "b", performance),
        ];
        for given in opinions {
            review.give(given, cut_off).expect("taken");
        }
        review
    }

    fn reviewed(business: i64, performance: i64) -> TargetReview {
        reviewed_by(&CutOff::default(), business, performance)
    }

    #[test]
    fn a_score_of_6499_fails_and_6500_passes_unless_the_cut_off_excludes_it() {
        let judged = |business, performance, cut_off: CutOff| {
            let review = reviewed_by(&cut_off, business, performance);
            outcome(&review.rounds[0], &CutOff::default())
        };
        let inclusive = CutOff::default();
        assert_eq!(judged(6_500, 6_500, inclusive), TargetReviewOutcome::Passed);
        let below = |score: &str| TargetReviewOutcome::NotPassed {
            reasons: vec![NotPassedReason::ScoreBelowCutOff {
                score: score.to_owned(),
                cut_off: inclusive,
            }],
        };
        assert_eq!(judged(6_499, 6_499, inclusive), below("64.99"));
        assert_eq!(judged(6_499, 6_500, inclusive), below("64.995"));
        let exclusive = CutOff {
            operator: CutOffOperator::Above,
            ..inclusive
        };
        let just = judged(6_500, 6_500, exclusive);
        assert_ne!(just, TargetReviewOutcome::Passed);
        assert_eq!(judged(6_500, 6_501, exclusive), TargetReviewOutcome::Passed);
        let lower = CutOff {
            number: Points(6_000),
            ..inclusive
        };
        let kept = judged(6_100, 6_100, lower);
        assert_eq!(
            kept,
            TargetReviewOutcome::Passed,
            "a round keeps its cut-off"
        );
        assert!(lower.check().is_none());
        let beyond = CutOff {
            number: Points(10_001),
            ..inclusive
        };
        assert!(beyond.check().is_some());
    }

    #[test]
    fn one_opinion_is_pending_and_one_criterion_not_passed_fails() {
        let mut review = TargetReview::default();
        let first = opinion(Track::Performance, "b", 9_000);
        review.give(first, &CutOff::default()).expect("taken");
        let pending = TargetReviewOutcome::Pending {
            missing: vec![Track::Business],
        };
        assert_eq!(outcome(&review.rounds[0], &CutOff::default()), pending);
        let mut second = opinion(Track::Business, "a", 9_000);
        second.criteria[2].passed = false;
        review.give(second, &CutOff::default()).expect("taken");
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
        let cut_off = CutOff::default();
        review.give(first.clone(), &cut_off).expect("taken");
        let mut codes = |given: TrackOpinion| -> Vec<String> {
            let problems = review.give(given, &cut_off).expect_err("refused");
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
            let given = opinion(track, name, 7_000);
            review.give(given, &CutOff::default()).expect("taken");
        }
        let change = ("61.005".to_owned(), "8.995".to_owned());
        assert_eq!(review.score_change(), Some(change));
        assert_eq!(review.rounds[0].opinions.len(), 2);
    }
}
