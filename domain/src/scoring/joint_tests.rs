//! Two people's marks: averaged, apart, decided, taken back, outdated.

use super::*;
use crate::scoring::exact::parse_exact;
use crate::scoring::rules::default_levels;

fn mark(scorer: &str, pct: &str) -> ScorerMark {
    let share = parse_exact(pct).expect("a number");
    let levels = default_levels();
    let level = levels.iter().find(|level| lies_within(level, &share));
    ScorerMark {
        scorer: scorer.into(),
        name: scorer.to_owned(),
        level: level.expect("a level").name.clone(),
        pct: ExactNumber(share),
        reason: "见照片".to_owned(),
    }
}

fn pct(marks: &[ScorerMark]) -> Result<String, GapCode> {
    match joint_input(marks, None, &default_levels()) {
        Ok(RuleInput::GradeLevel { pct, .. }) => Ok(percent_text(&pct)),
        Ok(_) => Err(GapCode::UnknownRule),
        Err((code, _)) => Err(code),
    }
}

#[test]
fn two_marks_within_a_tenth_are_averaged() {
    assert_eq!(
        pct(&[mark("a", "0.75"), mark("b", "0.85")]).as_deref(),
        Ok("80.00")
    );
    let apart = pct(&[mark("a", "0.75"), mark("b", "0.851")]);
    assert_eq!(apart, Err(GapCode::ScorersApart));
    assert_eq!(pct(&[mark("a", "0.75")]), Err(GapCode::SecondScorerMissing));
}

#[test]
fn a_new_mark_drops_the_decision_on_the_old_ones() {
    let first = give_mark(None, mark("a", "0.5"));
    let both = give_mark(Some(&first), mark("b", "0.9"));
    let decision = JointDecision {
        name: "周".to_owned(),
        level: mark("x", "0.7").level,
        pct: mark("x", "0.7").pct,
        reason: "以现场为准".to_owned(),
    };
    let decided = decide(Some(&both), decision).expect("decided");
    assert!(matches!(
        &decided,
        DeskMark::Joint {
            decision: Some(_),
            ..
        }
    ));
    let again = give_mark(Some(&decided), mark("a", "0.85"));
    assert!(matches!(&again, DeskMark::Joint { decision: None, marks } if marks.len() == 2));
}

#[test]
fn one_person_cannot_be_both_scorers() {
    let marks = [mark("a", "0.75"), mark("a", "0.8")];
    let codes = check_joint(&marks, None, &default_levels());
    assert_eq!(codes[0].code, "SAME_SCORER_TWICE");
}

/// Levels that were amended so that 75 % no longer lies in the second one.
fn amended() -> Vec<LevelBand> {
    let level = |name: &str, min: &str, max: &str, max_inclusive: bool| LevelBand {
        name: name.to_owned(),
        min: ExactNumber(parse_exact(min).expect("a number")),
        max: ExactNumber(parse_exact(max).expect("a number")),
        max_inclusive,
    };
    vec![
        level("达成预期目标", "0.7", "1", true),
        level("部分达成并具有一定效果", "0.5", "0.7", false),
    ]
}

#[test]
fn a_mark_that_amended_levels_no_longer_hold_is_named_and_hinders_nobody() {
    let levels = level_ranges(&amended());
    let both = [mark("刘", "0.75"), mark("何", "0.85")];
    let gap = joint_input(&both, None, &levels);
    assert_eq!(gap, Err((GapCode::PctOutOfLevel, "刘".to_owned())));

    let present = DeskMark::Joint {
        marks: both.to_vec(),
        decision: None,
    };
    let DeskMark::Joint { marks, .. } = make_room(present.clone(), &"周".into(), &amended())
    else {
        panic!("still joint");
    };
    assert_eq!(
        marks,
        [mark("何", "0.85")],
        "a third person takes the place"
    );
    let own = make_room(present.clone(), &"刘".into(), &amended());
    assert_eq!(own, present, "whoever gave it just gives another one");
}

#[test]
fn a_mark_is_taken_back_by_whoever_gave_it_alone() {
    let both = DeskMark::Joint {
        marks: vec![mark("刘", "0.75"), mark("何", "0.85")],
        decision: None,
    };
    let other = take_back(&both, &"周".into()).map_err(|it| it.code);
    assert_eq!(other, Err("MARK_NOT_YOURS".to_owned()));
    let left = take_back(&both, &"刘".into())
        .expect("own")
        .expect("one is left");
    assert_eq!(left, give_mark(None, mark("何", "0.85")));
    assert_eq!(take_back(&left, &"何".into()).expect("own"), None);
}

#[test]
fn a_decision_counts_as_long_as_the_levels_hold_it() {
    let decision = |pct: &str| JointDecision {
        name: "周".to_owned(),
        level: "部分达成并具有一定效果".to_owned(),
        pct: ExactNumber(parse_exact(pct).expect("a number")),
        reason: "以现场为准".to_owned(),
    };
    let decided = |pct: &str| DeskMark::Joint {
        marks: vec![mark("刘", "0.5"), mark("何", "0.9")],
        decision: Some(decision(pct)),
    };
    assert!(is_decided(&decided("0.65"), &amended()));
    assert!(!is_decided(&decided("0.75"), &amended()));
    let marks = [mark("刘", "0.5"), mark("何", "0.9")];
    let gap = joint_input(&marks, Some(&decision("0.75")), &level_ranges(&amended()));
    assert_eq!(gap, Err((GapCode::PctOutOfLevel, "周".to_owned())));
}
