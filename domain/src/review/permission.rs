//! Who may do what next with a report. Not here: where it stands (`standing`), who somebody is.

use super::{NoteAnswer, ReportStage, ReviewLevel, ReviewNote, Standing};
use crate::ids::AccountId;
use crate::party::Role;
use crate::problem::Problem;
use crate::scoring::ScoreSheet;
use crate::time::Timestamp;

/// Somebody wrote words of the report.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Wording {
    /// Who.
    pub by: AccountId,
    /// When.
    pub at: Timestamp,
    /// Whether they still stand in it: nobody saved the block after.
    pub stands: bool,
}

/// What somebody asks for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Request<'a> {
    /// 提交复核.
    Submit,
    /// 复核通过 at a level.
    Sign {
        /// Which.
        level: ReviewLevel,
        /// Contradictions, open scores and references that lead nowhere, found in the report as it
        /// stands.
        problems: &'a [Problem],
        /// The scores now.
        sheet: &'a ScoreSheet,
        /// Whose words the report holds.
        wording: &'a [Wording],
        /// Why it differs from the one opinions were asked on.
        score_change_reason: &'a str,
        /// 执业证书号.
        certificate: &'a str,
    },
    /// 退回 at a level, with so many notes.
    Return {
        /// Which.
        level: ReviewLevel,
        /// How many notes.
        notes: usize,
    },
    /// 征求意见.
    Consult,
    /// 意见已处理, with so many opinions undecided.
    Settle {
        /// Opinions without a decision.
        undecided: usize,
    },
    /// 出具.
    Issue {
        /// What keeps L3 from signing keeps an issue back too.
        problems: &'a [Problem],
    },
    /// 更正.
    Reopen {
        /// 更正说明.
        reason: &'a str,
    },
}

/// Whether the person may do it now.
///
/// # Errors
/// REVIEW_STAGE, REVIEW_ROLE, REVIEWER_IS_PREPARER, REVIEWER_IS_AUTHOR, REVIEWER_SIGNED_BEFORE,
/// REVIEW_NOTES_OPEN, REVIEW_NOTES_MISSING, REPORT_NOT_CONSISTENT, SCORE_CHANGE_REASON_MISSING,
/// CERTIFICATE_MISSING, OPINIONS_UNDECIDED, REASON_MISSING.
pub fn allowed(
    standing: &Standing,
    who: &AccountId,
    role: Role,
    request: &Request<'_>,
) -> Result<(), Problem> {
    let refuse = |code: &str| Err(Problem::new(code));
    match (request, &standing.stage) {
        (Request::Submit, ReportStage::Drafting | ReportStage::Consultation) => {
            if !role.may_review() {
                return refuse("REVIEW_ROLE");
            }
            let unanswered = standing.open_notes().filter(|it| it.answer.is_none());
            match unanswered.count() {
                0 => Ok(()),
                count => Err(Problem::new("REVIEW_NOTES_OPEN").with("count", count)),
            }
        }
        (Request::Sign { level, .. } | Request::Return { level, .. }, stage) => {
            may_review(standing, who, role, *level, stage)?;
            match request {
                Request::Return { notes: 0, .. } => refuse("REVIEW_NOTES_MISSING"),
                Request::Return { .. } => Ok(()),
                _ => may_sign(standing, who, *level, request),
            }
        }
        (Request::Consult, ReportStage::ReviewPassed) if role.may_manage() => Ok(()),
        (Request::Settle { undecided }, _) if standing.consultation.is_some() => {
            match (role.may_manage(), undecided) {
                (false, _) => refuse("REVIEW_ROLE"),
                (true, 0) => Ok(()),
                (true, count) => Err(Problem::new("OPINIONS_UNDECIDED").with("count", count)),
            }
        }
        (Request::Issue { problems }, ReportStage::ReadyToIssue) if role == Role::Partner => {
            consistent(problems)
        }
        (Request::Reopen { reason }, ReportStage::Issued { .. }) if role == Role::Partner => {
            match reason.trim().chars().count() {
                0..10 => refuse("REASON_TOO_SHORT"),
                _ => Ok(()),
            }
        }
        (Request::Issue { .. } | Request::Reopen { .. }, ReportStage::ReadyToIssue)
        | (Request::Reopen { .. }, ReportStage::Issued { .. })
        | (Request::Consult, ReportStage::ReviewPassed) => refuse("REVIEW_ROLE"),
        _ => refuse("REVIEW_STAGE"),
    }
}

fn may_review(
    standing: &Standing,
    who: &AccountId,
    role: Role,
    level: ReviewLevel,
    stage: &ReportStage,
) -> Result<(), Problem> {
    match stage {
        ReportStage::InReview { next } if *next == level => {}
        _ => return Err(Problem::new("REVIEW_STAGE")),
    }
    if !level.may_sign(role) {
        return Err(Problem::new("REVIEW_ROLE").with("level", level.term()));
    }
    if standing.preparer.as_ref() == Some(who) {
        return Err(Problem::new("REVIEWER_IS_PREPARER"));
    }
    if standing.valid.iter().any(|sign_off| sign_off.by == *who) {
        return Err(Problem::new("REVIEWER_SIGNED_BEFORE"));
    }
    Ok(())
}

fn consistent(problems: &[Problem]) -> Result<(), Problem> {
    let Some(first) = problems.first() else {
        return Ok(());
    };
    if first.code == "REPORT_SCORE_GAPS" {
        return Err(first.clone());
    }
    let problem = Problem::new("REPORT_NOT_CONSISTENT").with("count", problems.len());
    Err(problem.with("first", &first.code))
}

/// Nobody reviews his own words: neither those that stand in the report nor those he wrote since it
/// was submitted last. They stop being his when somebody else saves the block.
fn is_author(standing: &Standing, who: &AccountId, wording: &[Wording]) -> bool {
    let after = |start: Option<Timestamp>, at: Timestamp| start.is_none_or(|start| at >= start);
    let own = wording.iter().filter(|words| words.by == *who);
    own.into_iter().any(|words| {
        let since_submission = standing.submitted_at.is_some_and(|start| words.at >= start);
        let stands = words.stands && after(standing.began_at, words.at);
        stands || since_submission
    })
}

fn may_sign(
    standing: &Standing,
    who: &AccountId,
    level: ReviewLevel,
    request: &Request<'_>,
) -> Result<(), Problem> {
    let Request::Sign {
        problems,
        sheet,
        wording,
        score_change_reason,
        certificate,
        ..
    } = request
    else {
        return Ok(());
    };
    if is_author(standing, who, wording) {
        return Err(Problem::new("REVIEWER_IS_AUTHOR"));
    }
    let open = standing.open_notes().count();
    if open > 0 {
        return Err(Problem::new("REVIEW_NOTES_OPEN").with("count", open));
    }
    consistent(problems)?;
    if level < ReviewLevel::Third {
        return Ok(());
    }
    if level == ReviewLevel::Third && certificate.trim().is_empty() {
        return Err(Problem::new("CERTIFICATE_MISSING").at_path("certificate"));
    }
    let shown = standing.consultation.as_ref();
    let moved = shown.is_some_and(|shown| shown.differs_from(sheet));
    if moved && score_change_reason.trim().is_empty() {
        return Err(Problem::new("SCORE_CHANGE_REASON_MISSING").at_path("score_change_reason"));
    }
    Ok(())
}

/// Whether the person may close a note: who may sign at its level, and nobody his own answer.
///
/// # Errors
/// REVIEW_ROLE, REVIEW_NOTE_UNANSWERED.
pub fn may_close(
    note: &ReviewNote,
    who: &AccountId,
    name: &str,
    role: Role,
) -> Result<(), Problem> {
    if !note.level.may_sign(role) {
        return Err(Problem::new("REVIEW_ROLE"));
    }
    let own = |answer: &NoteAnswer| match answer.by.as_str().is_empty() {
        true => answer.name == name,
        false => answer.by == *who,
    };
    match &note.answer {
        Some(answer) if !own(answer) => Ok(()),
        _ => Err(Problem::new("REVIEW_NOTE_UNANSWERED")),
    }
}
