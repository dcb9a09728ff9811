//! Where a report stands after its events, and what may happen next. Not here: who somebody is.

use super::{ReviewEvent, ReviewLevel, ReviewNote, RiskLevel, SignOff};
use crate::ids::{AccountId, Sha256Hex};
use crate::party::Role;
use crate::problem::Problem;
use crate::scoring::Points;

/// 报告的阶段.
#[derive(Clone, Debug, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(tag = "stage", rename_all = "snake_case")]
pub enum ReportStage {
    /// 编写.
    Drafting,
    /// 复核中.
    InReview {
        /// The level that signs next.
        next: ReviewLevel,
    },
    /// 内部复核通过.
    ReviewPassed,
    /// 征求意见中.
    Consultation,
    /// 意见已处理, and all sign-offs hold: it may be issued.
    ReadyToIssue,
    /// 已出具.
    Issued {
        /// 报告文号.
        number: String,
    },
}

/// All that follows from the events.
#[derive(Clone, Debug, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Standing {
    /// The stage.
    pub stage: ReportStage,
    /// 编制人: who submitted last.
    pub preparer: Option<AccountId>,
    /// Sign-offs that hold for the present content.
    pub valid: Vec<SignOff>,
    /// Sign-offs of this round that a later edit voided.
    pub void: Vec<SignOff>,
    /// All notes of this report.
    pub notes: Vec<ReviewNote>,
    /// Since when and until when opinions are asked, with the total they are asked on.
    pub consultation: Option<Consultation>,
    /// 更正: which number is corrected, and why.
    pub correction: Option<(String, String)>,
}

/// 征求意见.
#[derive(Clone, Debug, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Consultation {
    /// Until when, `2026-11-22`.
    pub deadline: String,
    /// The total that was shown.
    #[cfg_attr(feature = "openapi", schema(value_type = String))]
    pub total: Points,
    /// Whether all opinions were settled.
    pub settled: bool,
}

impl Standing {
    /// Notes that nobody closed.
    pub fn open_notes(&self) -> impl Iterator<Item = &ReviewNote> {
        self.notes.iter().filter(|note| !note.closed)
    }
}

/// Folds the events; `current` is the hash of the report as it stands now. A sign-off for another
/// content is void, and so are those after it.
pub fn standing(events: &[ReviewEvent], current: &Sha256Hex, risk: RiskLevel) -> Standing {
    let mut fold = Fold::default();
    for event in events {
        fold.take(event);
    }
    let first_void = fold
        .signed
        .iter()
        .position(|sign_off| sign_off.content != *current)
        .unwrap_or(fold.signed.len());
    let void = fold.signed.split_off(first_void);
    let next = ReviewLevel::required(risk)
        .iter()
        .copied()
        .find(|level| fold.signed.iter().all(|sign_off| sign_off.level != *level));
    let settled = fold.consultation.as_ref().map(|it| it.settled);
    let stage = match (fold.issued, fold.submitted, next, settled) {
        (Some(number), ..) => ReportStage::Issued { number },
        (None, true, Some(next), _) => ReportStage::InReview { next },
        (None, true, None, Some(true)) => ReportStage::ReadyToIssue,
        (None, true, None, None) => ReportStage::ReviewPassed,
        (None, _, _, Some(false)) => ReportStage::Consultation,
        (None, false, ..) => ReportStage::Drafting,
    };
    Standing {
        stage,
        preparer: fold.preparer,
        valid: fold.signed,
        void,
        notes: fold.notes,
        consultation: fold.consultation,
        correction: fold.correction,
    }
}

#[derive(Default)]
struct Fold {
    submitted: bool,
    preparer: Option<AccountId>,
    signed: Vec<SignOff>,
    notes: Vec<ReviewNote>,
    consultation: Option<Consultation>,
    issued: Option<String>,
    correction: Option<(String, String)>,
}

impl Fold {
    fn take(&mut self, event: &ReviewEvent) {
        match event {
            ReviewEvent::Submitted { by, .. } => {
                self.submitted = true;
                self.preparer = Some(by.clone());
                self.signed.clear();
            }
            ReviewEvent::Signed { sign_off } => {
                // Signing anew at a level replaces what stood there and above.
                self.signed.retain(|old| old.level < sign_off.level);
                self.signed.push(sign_off.clone());
            }
            ReviewEvent::Returned { notes, .. } => {
                self.submitted = false;
                self.signed.clear();
                self.notes.extend(notes.iter().cloned());
            }
            ReviewEvent::NoteAnswered { note, answer } => {
                let found = self.notes.iter_mut().find(|it| it.id == *note);
                if let Some(found) = found {
                    found.answer = Some(answer.clone());
                }
            }
            ReviewEvent::NoteClosed { note, .. } => {
                let found = self.notes.iter_mut().find(|it| it.id == *note);
                if let Some(found) = found {
                    found.closed = true;
                }
            }
            ReviewEvent::Consulted {
                deadline, total, ..
            } => {
                self.consultation = Some(Consultation {
                    deadline: deadline.clone(),
                    total: *total,
                    settled: false,
                });
            }
            ReviewEvent::OpinionsSettled { .. } => {
                if let Some(consultation) = &mut self.consultation {
                    consultation.settled = true;
                }
            }
            ReviewEvent::Issued { number, .. } => self.issued = Some(number.clone()),
            ReviewEvent::Reopened {
                corrects, reason, ..
            } => {
                *self = Self {
                    correction: Some((corrects.clone(), reason.clone())),
                    notes: std::mem::take(&mut self.notes),
                    ..Self::default()
                };
            }
        }
    }
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
        /// Contradictions and references that lead nowhere, found in the report as it stands.
        problems: &'a [Problem],
        /// The report's total now.
        total: Points,
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
    Issue,
    /// 更正.
    Reopen {
        /// 更正说明.
        reason: &'a str,
    },
}

/// Whether the person may do it now.
///
/// # Errors
/// REVIEW_STAGE, REVIEW_ROLE, REVIEWER_IS_PREPARER, REVIEWER_SIGNED_BEFORE, REVIEW_NOTES_OPEN,
/// REVIEW_NOTES_MISSING, REPORT_NOT_CONSISTENT, SCORE_CHANGE_REASON_MISSING, CERTIFICATE_MISSING,
/// OPINIONS_UNDECIDED, REASON_MISSING.
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
                _ => may_sign(standing, *level, request),
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
        (Request::Issue, ReportStage::ReadyToIssue) if role == Role::Partner => Ok(()),
        (Request::Reopen { reason }, ReportStage::Issued { .. }) if role == Role::Partner => {
            match reason.trim().chars().count() {
                0..10 => refuse("REASON_TOO_SHORT"),
                _ => Ok(()),
            }
        }
        (Request::Issue | Request::Reopen { .. }, ReportStage::ReadyToIssue)
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

fn may_sign(standing: &Standing, level: ReviewLevel, request: &Request<'_>) -> Result<(), Problem> {
    let Request::Sign {
        problems,
        total,
        score_change_reason,
        certificate,
        ..
    } = request
    else {
        return Ok(());
    };
    let open = standing.open_notes().count();
    if open > 0 {
        return Err(Problem::new("REVIEW_NOTES_OPEN").with("count", open));
    }
    if let Some(first) = problems.first() {
        let problem = Problem::new("REPORT_NOT_CONSISTENT").with("count", problems.len());
        return Err(problem.with("first", &first.code));
    }
    if level < ReviewLevel::Third {
        return Ok(());
    }
    if level == ReviewLevel::Third && certificate.trim().is_empty() {
        return Err(Problem::new("CERTIFICATE_MISSING").at_path("certificate"));
    }
    let shown = standing.consultation.as_ref().map(|it| it.total);
    let moved = shown.is_some_and(|shown| shown != *total);
    if moved && score_change_reason.trim().is_empty() {
        return Err(Problem::new("SCORE_CHANGE_REASON_MISSING").at_path("score_change_reason"));
    }
    Ok(())
}
