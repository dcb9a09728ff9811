//! 整改台账: what became of each problem after the report (domain.md §2.5, S2-12, S2-19, S4-15), and
//! the days that follow an issued report. Not here: the findings themselves (`finding`).

mod deadlines;

pub use deadlines::{
    ARCHIVE_DAYS, PUBLICATION_DAYS, add_days, add_working_days, archive_due, publication_colour,
    publication_due,
};

use crate::engagement::AlertColour;
use crate::ids::{AccountId, FindingCode};
use crate::money::Fen;
use crate::problem::Problem;
use crate::time::{Timestamp, parse_day};

/// Characters of a long text.
const TEXT_LIMIT: usize = 4_000;

/// 整改状态.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "snake_case")]
pub enum LedgerState {
    /// 待整改.
    #[default]
    Open,
    /// 整改中.
    InProgress,
    /// 已提交.
    Submitted,
    /// 核实通过.
    Verified,
    /// 核实不通过.
    NotVerified,
}

/// 核实.
#[derive(Clone, Debug, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Verification {
    /// 核实人; empty in verifications from before accounts were kept.
    #[serde(default)]
    pub by: AccountId,
    /// The name as printed.
    pub name: String,
    /// When.
    pub at: Timestamp,
    /// 结论.
    pub passed: bool,
    /// What was seen.
    pub note: String,
}

/// A submitted or verified line was changed, so that its submission no longer holds.
#[derive(Clone, Debug, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Reopening {
    /// Who.
    pub by: AccountId,
    /// The name as printed.
    pub name: String,
    /// When.
    pub at: Timestamp,
    /// Why.
    pub reason: String,
    /// Where the line stood.
    pub from: LedgerState,
}

/// 催办 steps, in order: after 1, 15 and 30 days.
#[derive(
    Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, serde::Serialize, serde::Deserialize,
)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "snake_case")]
pub enum Escalation {
    /// 提醒.
    Reminder,
    /// 督办函.
    SupervisionLetter,
    /// 约谈建议.
    TalkProposed,
}

impl Escalation {
    /// The step that so many overdue days call for.
    pub fn due(overdue_days: i64) -> Option<Self> {
        match overdue_days {
            ..=0 => None,
            1..15 => Some(Self::Reminder),
            15..30 => Some(Self::SupervisionLetter),
            _ => Some(Self::TalkProposed),
        }
    }

    /// As printed.
    pub fn term(self) -> &'static str {
        match self {
            Self::Reminder => "提醒",
            Self::SupervisionLetter => "督办函",
            Self::TalkProposed => "约谈建议",
        }
    }
}

/// One line of the ledger.
#[derive(Clone, Debug, Default, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct LedgerItem {
    /// The finding.
    pub finding: FindingCode,
    /// 问题, as issued.
    pub problem: String,
    /// 整改要求.
    pub requirement: String,
    /// 责任单位.
    pub unit: String,
    /// 责任人.
    #[serde(default)]
    pub person: String,
    /// 时限, `2026-12-31`.
    pub deadline: String,
    /// 措施.
    #[serde(default)]
    pub measure: String,
    /// 进展.
    #[serde(default)]
    pub progress: String,
    /// 佐证, by name or index number.
    #[serde(default)]
    pub evidence: String,
    /// 佐证 among the register of documents, by index number: `Q-03`.
    #[serde(default)]
    pub documents: Vec<String>,
    /// 应缴回, in 分.
    #[serde(default)]
    pub amount_due: Option<Fen>,
    /// 已缴回, in 分.
    #[serde(default)]
    pub amount_paid: Option<Fen>,
    /// Where it stands.
    #[serde(default)]
    pub state: LedgerState,
    /// Who submitted it last, as printed.
    #[serde(default)]
    pub submitted_by: String,
    /// Who that is; empty in lines from before accounts were kept.
    #[serde(default)]
    pub submitter: AccountId,
    /// All verifications, oldest first.
    #[serde(default)]
    pub verifications: Vec<Verification>,
    /// Changes that took a submission or a verification back, oldest first.
    #[serde(default)]
    pub reopenings: Vec<Reopening>,
    /// Steps taken: which, and when.
    #[serde(default)]
    pub escalations: Vec<(Escalation, Timestamp)>,
    /// Revision, from 1; 0 before it is stored.
    #[serde(default)]
    pub revision: u32,
}

/// What is done to a line.
#[derive(Clone, Debug, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(tag = "action", rename_all = "snake_case")]
pub enum LedgerAction {
    /// 整改中.
    Begin,
    /// 提交.
    Submit,
    /// 核实.
    Verify {
        /// 结论.
        passed: bool,
        /// What was seen.
        note: String,
    },
    /// A step was taken.
    Escalate {
        /// Which.
        step: Escalation,
    },
}

impl LedgerItem {
    /// Days past the deadline on a day (`2026-12-01`); none once it is verified.
    pub fn overdue_days(&self, today: &str) -> i64 {
        if self.state == LedgerState::Verified {
            return 0;
        }
        match (parse_day(&self.deadline), parse_day(today)) {
            (Some(deadline), Some(today)) => (today - deadline).num_days().max(0),
            _ => 0,
        }
    }

    /// Green when verified or well in time, yellow in the last five days and for the first
    /// fourteen after, red from the fifteenth.
    pub fn colour(&self, today: &str) -> AlertColour {
        if self.state == LedgerState::Verified {
            return AlertColour::Green;
        }
        let (Some(deadline), Some(today)) = (parse_day(&self.deadline), parse_day(today)) else {
            return AlertColour::Yellow;
        };
        match (today - deadline).num_days() {
            ..-5 => AlertColour::Green,
            -5..15 => AlertColour::Yellow,
            _ => AlertColour::Red,
        }
    }
}

/// What is wrong with a line: REQUIREMENT_MISSING, UNIT_MISSING, DAY_MALFORMED (no line without its
/// deadline), TEXT_TOO_LONG, AMOUNT_NEGATIVE, AMOUNT_ABOVE_DUE.
pub fn check_item(item: &LedgerItem) -> Vec<Problem> {
    let mut problems = Vec::new();
    let needed = [
        ("requirement", "REQUIREMENT_MISSING", &item.requirement),
        ("unit", "UNIT_MISSING", &item.unit),
    ];
    for (path, code, text) in needed {
        if text.trim().is_empty() {
            problems.push(Problem::new(code).at_path(path));
        }
    }
    if parse_day(&item.deadline).is_none() {
        problems.push(Problem::new("DAY_MALFORMED").at_path("deadline"));
    }
    let texts = [
        ("problem", &item.problem),
        ("requirement", &item.requirement),
        ("measure", &item.measure),
        ("progress", &item.progress),
        ("evidence", &item.evidence),
    ];
    for (path, text) in texts {
        if text.chars().count() > TEXT_LIMIT {
            problems.push(
                Problem::new("TEXT_TOO_LONG")
                    .with("limit", TEXT_LIMIT)
                    .at_path(path),
            );
        }
    }
    let amounts = [item.amount_due, item.amount_paid];
    if amounts.iter().flatten().any(|amount| amount.0 < 0) {
        problems.push(Problem::new("AMOUNT_NEGATIVE").at_path("amount_due"));
    }
    if item.amount_paid.unwrap_or_default() > item.amount_due.unwrap_or(Fen(i64::MAX)) {
        problems.push(Problem::new("AMOUNT_ABOVE_DUE").at_path("amount_paid"));
    }
    problems
}

/// Who does something to a line, and when.
#[derive(Clone, Copy, Debug)]
pub struct LedgerActor<'a> {
    /// Who.
    pub id: &'a AccountId,
    /// The name as printed.
    pub name: &'a str,
    /// When.
    pub at: Timestamp,
}

/// Characters of a reason for changing what was submitted.
const REASON_MIN: usize = 5;

/// The line after its words were changed: what was done to it stays. A submitted or verified line
/// changes only for a reason, and is then to be submitted again.
///
/// # Errors
/// LEDGER_REASON_MISSING.
pub fn edit_item(
    old: &LedgerItem,
    wanted: LedgerItem,
    reason: &str,
    actor: LedgerActor<'_>,
) -> Result<LedgerItem, Problem> {
    let mut next = LedgerItem {
        finding: old.finding.clone(),
        problem: old.problem.clone(),
        state: old.state,
        submitted_by: old.submitted_by.clone(),
        submitter: old.submitter.clone(),
        verifications: old.verifications.clone(),
        reopenings: old.reopenings.clone(),
        escalations: old.escalations.clone(),
        revision: old.revision,
        ..wanted
    };
    let is_closed = matches!(old.state, LedgerState::Submitted | LedgerState::Verified);
    if !is_closed || next == *old {
        return Ok(next);
    }
    let reason = reason.trim();
    if reason.chars().count() < REASON_MIN {
        return Err(Problem::new("LEDGER_REASON_MISSING").at_path("reason"));
    }
    next.reopenings.push(Reopening {
        by: actor.id.clone(),
        name: actor.name.to_owned(),
        at: actor.at,
        reason: reason.to_owned(),
        from: old.state,
    });
    next.state = LedgerState::InProgress;
    Ok(next)
}

/// The line after an action of somebody's.
///
/// # Errors
/// LEDGER_ACTION_NOT_ALLOWED, MEASURE_MISSING and EVIDENCE_MISSING for a submission,
/// VERIFIER_IS_SUBMITTER, REASON_MISSING for a verification without a note.
pub fn apply_ledger_action(
    item: &LedgerItem,
    action: &LedgerAction,
    actor: LedgerActor<'_>,
) -> Result<LedgerItem, Problem> {
    use LedgerState as S;
    let mut next = item.clone();
    match (item.state, action) {
        (S::Open | S::NotVerified, LedgerAction::Begin) => next.state = S::InProgress,
        (S::Open | S::InProgress | S::NotVerified, LedgerAction::Submit) => {
            if item.measure.trim().is_empty() {
                return Err(Problem::new("MEASURE_MISSING").at_path("measure"));
            }
            if item.evidence.trim().is_empty() && item.documents.is_empty() {
                return Err(Problem::new("EVIDENCE_MISSING").at_path("evidence"));
            }
            next.state = S::Submitted;
            actor.name.clone_into(&mut next.submitted_by);
            next.submitter = actor.id.clone();
        }
        (S::Submitted, LedgerAction::Verify { passed, note }) => {
            if is_submitter(item, actor) {
                return Err(Problem::new("VERIFIER_IS_SUBMITTER"));
            }
            if note.trim().is_empty() {
                return Err(Problem::new("REASON_MISSING").at_path("note"));
            }
            next.verifications.push(Verification {
                by: actor.id.clone(),
                name: actor.name.to_owned(),
                at: actor.at,
                passed: *passed,
                note: note.trim().to_owned(),
            });
            next.state = if *passed { S::Verified } else { S::NotVerified };
        }
        (state, LedgerAction::Escalate { step }) if state != S::Verified => {
            next.escalations.push((*step, actor.at));
        }
        _ => return Err(Problem::new("LEDGER_ACTION_NOT_ALLOWED")),
    }
    Ok(next)
}

fn is_submitter(item: &LedgerItem, actor: LedgerActor<'_>) -> bool {
    match item.submitter.as_str().is_empty() {
        true => item.submitted_by == actor.name,
        false => item.submitter == *actor.id,
    }
}

/// How many lines are verified, of how many.
pub fn closed(items: &[LedgerItem]) -> (usize, usize) {
    let verified = items
        .iter()
        .filter(|item| item.state == LedgerState::Verified);
    (verified.count(), items.len())
}

#[cfg(test)]
mod tests;
