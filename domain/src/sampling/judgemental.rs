//! Additions by judgement 判断抽样: allowed, with a reason, and kept apart from the random draw.
//! Not here: storing them; `SampleRoute` says how each unit came in.

use crate::ids::ProjectCode;
use crate::problem::Problem;
use crate::project::Frame;

/// The ticks on the form. Source: seed S4-05, domain.md §5.2 (5).
pub const JUDGEMENTAL_CRITERIA: [&str; 4] =
    ["资金量较大", "代表性较强", "影响较大", "社会关注度高"];

/// The fewest characters of a reason, white space at the ends not counted.
pub const JUDGEMENTAL_REASON_MIN_CHARS: usize = 10;

/// Everything that is wrong with an addition; empty when it may be made. `drawn` is the random
/// sample: a unit in it needs no judgement, and adding it again would mix the two routes.
///
/// Codes: `JUDGEMENTAL_PROJECT_UNKNOWN`, `JUDGEMENTAL_ALREADY_DRAWN`,
/// `JUDGEMENTAL_CRITERION_MISSING`, `JUDGEMENTAL_CRITERION_UNKNOWN`,
/// `JUDGEMENTAL_REASON_TOO_SHORT`.
pub fn check_judgemental(
    frame: &Frame,
    drawn: &[ProjectCode],
    code: &ProjectCode,
    criteria: &[String],
    reason: &str,
) -> Vec<Problem> {
    let mut problems = Vec::new();
    if frame.project(code).is_none() {
        problems.push(Problem::new("JUDGEMENTAL_PROJECT_UNKNOWN").with("code", code));
    }
    if drawn.contains(code) {
        problems.push(Problem::new("JUDGEMENTAL_ALREADY_DRAWN").with("code", code));
    }
    if criteria.is_empty() {
        problems.push(Problem::new("JUDGEMENTAL_CRITERION_MISSING").at_path("criteria"));
    }
    for criterion in criteria {
        if !JUDGEMENTAL_CRITERIA.contains(&criterion.as_str()) {
            let problem = Problem::new("JUDGEMENTAL_CRITERION_UNKNOWN").at_path("criteria");
            problems.push(problem.with("criterion", criterion));
        }
    }
    let length = reason.trim().chars().count();
    if length < JUDGEMENTAL_REASON_MIN_CHARS {
        problems.push(
            Problem::new("JUDGEMENTAL_REASON_TOO_SHORT")
                .at_path("reason")
                .with("found", length)
                .with("limit", JUDGEMENTAL_REASON_MIN_CHARS),
        );
    }
    problems
}
