//! The words for the values of this room. Each follows the language, so call them in closures.

use domain::engagement::AlertColour;
use domain::monitoring::{
    Disposal, MonitoringReason, ReasonCode, WatchState, WatchStep, WatchStepKind,
};
use domain::problem::Problem;
use domain::self_evaluation::{CheckKind, JointReviewState, Party};
use domain::target_review::{Criterion, NotPassedReason, TargetReviewOutcome, Track};

use crate::components::desk::ProblemRow;
use crate::components::desk::words::Words;
use crate::i18n::*;

/// What a check found.
pub fn check_word(i18n: Words, kind: CheckKind) -> &'static str {
    match kind {
        CheckKind::ExecutionScore => t_string!(i18n, checks.flag_execution_score),
        CheckKind::CappedScore => t_string!(i18n, checks.flag_capped_score),
        CheckKind::TotalSum => t_string!(i18n, checks.flag_total_sum),
        CheckKind::MissingReason => t_string!(i18n, checks.flag_missing_reason),
        CheckKind::ZeroTarget => t_string!(i18n, checks.flag_zero_target),
        CheckKind::TargetTooLow => t_string!(i18n, checks.flag_target_too_low),
        CheckKind::CopiedResult => t_string!(i18n, checks.flag_copied_result),
        CheckKind::SatisfactionWithoutSurvey => t_string!(i18n, checks.flag_no_survey),
        CheckKind::AllFullMarks => t_string!(i18n, checks.flag_all_full),
        CheckKind::WeightsNotPreset => t_string!(i18n, checks.flag_weights),
    }
}

/// A party's name.
pub fn party_word(i18n: Words, party: Party) -> &'static str {
    match party {
        Party::PerformanceSection => t_string!(i18n, checks.party_performance),
        Party::BusinessSection => t_string!(i18n, checks.party_business),
        Party::ThirdParty => t_string!(i18n, checks.party_third),
    }
}

/// A party's name in tests.
pub fn party_name(party: Party) -> &'static str {
    match party {
        Party::PerformanceSection => "performance",
        Party::BusinessSection => "business",
        Party::ThirdParty => "third",
    }
}

/// Where a joint review stands: class and word.
pub fn review_verdict(i18n: Words, state: &JointReviewState) -> (&'static str, &'static str) {
    match state {
        JointReviewState::Waiting { .. } => ("neutral", t_string!(i18n, checks.joint_waiting)),
        JointReviewState::Passed => ("good", t_string!(i18n, checks.passed)),
        JointReviewState::NotPassed => ("bad", t_string!(i18n, checks.not_passed)),
    }
}

/// The reason of a re-scored row: a code in words, a working as it is.
pub fn row_reason(i18n: Words, reason: &str) -> String {
    match reason {
        "QUALITATIVE_NEEDS_MARK" => t_string!(i18n, checks.needs_mark).to_owned(),
        "NO_USABLE_TARGET" => t_string!(i18n, checks.no_usable_target).to_owned(),
        "ACTUAL_MISSING" => t_string!(i18n, checks.actual_missing).to_owned(),
        working => working.to_owned(),
    }
}

/// A track's name.
pub fn track_word(i18n: Words, track: Track) -> &'static str {
    match track {
        Track::Business => t_string!(i18n, checks.track_business),
        Track::Performance => t_string!(i18n, checks.track_performance),
    }
}

/// A track's name in tests.
pub fn track_name(track: Track) -> &'static str {
    match track {
        Track::Business => "business",
        Track::Performance => "performance",
    }
}

/// A criterion's name.
pub fn criterion_word(i18n: Words, criterion: Criterion) -> &'static str {
    match criterion {
        Criterion::Completeness => t_string!(i18n, checks.completeness),
        Criterion::Relevance => t_string!(i18n, checks.relevance),
        Criterion::Feasibility => t_string!(i18n, checks.feasibility),
        Criterion::Appropriateness => t_string!(i18n, checks.appropriateness),
    }
}

/// 通过 or 不通过.
pub fn passed_word(i18n: Words, passed: bool) -> &'static str {
    match passed {
        true => t_string!(i18n, checks.passed),
        false => t_string!(i18n, checks.not_passed),
    }
}

/// What a round comes to: class and word.
pub fn outcome_verdict(i18n: Words, outcome: &TargetReviewOutcome) -> (&'static str, &'static str) {
    match outcome {
        TargetReviewOutcome::Pending { .. } => ("neutral", t_string!(i18n, checks.pending)),
        TargetReviewOutcome::Passed => ("good", t_string!(i18n, checks.passed)),
        TargetReviewOutcome::NotPassed { .. } => ("bad", t_string!(i18n, checks.not_passed)),
    }
}

/// Why targets do not pass.
pub fn not_passed_text(i18n: Words, reason: &NotPassedReason) -> String {
    match reason {
        NotPassedReason::CriterionNotPassed {
            track,
            criterion,
            reason,
        } => format!(
            "{} · {}: {reason}",
            track_word(i18n, *track),
            criterion_word(i18n, *criterion)
        ),
        NotPassedReason::ScoreBelowCutOff { score, cut_off } => t_string!(
            i18n,
            checks.below_cut_off,
            score = score.clone(),
            number = cut_off.number.to_string()
        )
        .to_string(),
    }
}

/// Why a project has its colour, with the numbers.
pub fn monitoring_reason(i18n: Words, reason: &MonitoringReason) -> String {
    let limit = reason.limit.clone().unwrap_or_default();
    let found = reason.found.clone().unwrap_or_default();
    match reason.code {
        ReasonCode::RateBelowLine => {
            t_string!(i18n, checks.reason_rate, found = found, limit = limit).to_string()
        }
        ReasonCode::StillZero => t_string!(i18n, checks.reason_zero).to_owned(),
        ReasonCode::PlanGap => {
            t_string!(i18n, checks.reason_gap, found = found, limit = limit).to_string()
        }
        ReasonCode::ProgressBehind => {
            t_string!(i18n, checks.reason_behind, found = found, limit = limit).to_string()
        }
        ReasonCode::FigureMissing => t_string!(i18n, checks.reason_missing).to_owned(),
        ReasonCode::BudgetZero => t_string!(i18n, checks.reason_budget).to_owned(),
        ReasonCode::ProgressMissing => t_string!(i18n, checks.reason_progress).to_owned(),
        ReasonCode::NumberUnreadable => t_string!(i18n, checks.reason_unreadable).to_owned(),
    }
}

/// A disposal's name.
pub fn disposal_word(i18n: Words, disposal: Disposal) -> &'static str {
    match disposal {
        Disposal::Continue => t_string!(i18n, checks.disposal_continue),
        Disposal::Reallocate => t_string!(i18n, checks.disposal_reallocate),
        Disposal::Cancel => t_string!(i18n, checks.disposal_cancel),
    }
}

/// Where a watched project stands: class and words.
pub fn watch_verdict(i18n: Words, state: WatchState) -> (&'static str, String) {
    match state {
        WatchState::Waiting => ("warn", t_string!(i18n, checks.watch_waiting).to_owned()),
        WatchState::Overdue => ("bad", t_string!(i18n, checks.watch_overdue).to_owned()),
        WatchState::Paused { automatic: true } => {
            ("bad", t_string!(i18n, checks.watch_paused_late).to_owned())
        }
        WatchState::Paused { automatic: false } => {
            ("warn", t_string!(i18n, checks.watch_paused).to_owned())
        }
        WatchState::Disposed { disposal } => ("good", disposed_text(i18n, disposal)),
        WatchState::Closed => ("neutral", t_string!(i18n, checks.watch_closed).to_owned()),
    }
}

fn disposed_text(i18n: Words, disposal: Disposal) -> String {
    let word = disposal_word(i18n, disposal);
    t_string!(i18n, checks.watch_disposed, disposal = word).to_string()
}

/// One step of the ledger: when, who, what, why.
pub fn watch_step_text(i18n: Words, step: &WatchStep) -> String {
    let what = match &step.kind {
        WatchStepKind::Listed { preset, month, .. } => match month {
            Some(month) => t_string!(
                i18n,
                checks.watch_listed_by_rule,
                preset = preset.clone(),
                month = month.to_string()
            )
            .to_string(),
            None => t_string!(i18n, checks.watch_listed_by_hand).to_owned(),
        },
        WatchStepKind::Disposed { disposal } => disposed_text(i18n, *disposal),
        WatchStepKind::Paused => t_string!(i18n, checks.watch_pause).to_owned(),
        WatchStepKind::Resumed => t_string!(i18n, checks.watch_resume).to_owned(),
        WatchStepKind::Closed => t_string!(i18n, checks.watch_close).to_owned(),
    };
    let head = format!("{} {} {what}", step.at.to_minute_text(), step.name);
    match step.reason.is_empty() {
        true => head,
        false => format!("{head} · {}", step.reason),
    }
}

/// A kind of rule.
pub fn rule_word(i18n: Words, kind: &str) -> &'static str {
    match kind {
        "rate_below" => t_string!(i18n, checks.rule_rate_below),
        "still_zero" => t_string!(i18n, checks.rule_still_zero),
        "plan_gap" => t_string!(i18n, checks.rule_plan_gap),
        "progress_ratio" => t_string!(i18n, checks.rule_progress_ratio),
        "disposal" => t_string!(i18n, checks.rule_disposal),
        _ => t_string!(i18n, checks.rule_concentrated),
    }
}

/// A colour's name in the address.
pub fn colour_name(colour: AlertColour) -> &'static str {
    match colour {
        AlertColour::Green => "green",
        AlertColour::Yellow => "yellow",
        AlertColour::Red => "red",
    }
}

/// A problem of a workbook as a line of the table of problems; the place has columns of its own.
pub fn problem_row(i18n: Words, problem: &Problem) -> ProblemRow {
    let place = problem.place.clone().unwrap_or_default();
    let placeless = Problem {
        place: None,
        ..problem.clone()
    };
    ProblemRow {
        sheet: place.sheet.unwrap_or_default(),
        row: place.row.map(|row| row.to_string()).unwrap_or_default(),
        column: place.column.or(place.path).unwrap_or_default(),
        text: crate::i18n::problem_text(i18n.get_locale(), &placeless),
        warning: problem
            .details
            .get("severity")
            .is_some_and(|it| it == "warning"),
    }
}
