//! The states a finding goes through, and what may be done in each (domain.md §2.3). Not here: who
//! may (the server), what is written about it (`dossier`).

use super::dossier::LONG_TEXT;
use super::{ConfirmationVerdict, FactConfirmation, FindingDossier, Refusal};
use crate::ids::FindingCode;
use crate::problem::Problem;

/// Characters of a reason, at least.
pub const REASON_MIN: usize = 2;

/// Whether a text is long enough to be a reason.
pub fn is_reason(text: &str) -> bool {
    text.trim().chars().count() >= REASON_MIN
}

/// Where a finding stands: 现场发现 → 已列清单 → 待事实确认 → 已确认, 不属实 or 拒签 → 已采信; 撤销
/// (also 不采信) and 合并 take it off the list. From the unit's answer on, the way back to the list
/// is a reopening with its reason, which voids the answer.
#[derive(Clone, Debug, Default, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(tag = "state", rename_all = "snake_case")]
pub enum FindingState {
    /// 现场发现.
    #[default]
    Found,
    /// 已列清单.
    Listed,
    /// 待事实确认.
    AwaitingConfirmation,
    /// 已确认.
    Confirmed,
    /// The unit answered 不属实, and the firm has not yet decided whether it stands (采信 or
    /// 不采信): until then it counts in no score.
    Denied,
    /// 拒签.
    Refused {
        /// Why the unit would not sign.
        reason: String,
    },
    /// 已采信: stands although it was refused or partly denied.
    Upheld {
        /// Why.
        reason: String,
    },
    /// 撤销.
    Withdrawn {
        /// Why.
        reason: String,
    },
    /// 合并.
    Merged {
        /// Into which.
        into: FindingCode,
    },
}

/// What is done to a finding, beside writing about it.
#[derive(Clone, Debug, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(tag = "action", rename_all = "snake_case")]
pub enum FindingAction {
    /// 列入清单.
    List,
    /// 送事实确认.
    AskConfirmation,
    /// The unit answered.
    Confirm {
        /// Its answer.
        confirmation: FactConfirmation,
    },
    /// The unit refused to sign.
    Refuse {
        /// Its reason.
        reason: String,
        /// Who of the unit refused.
        #[serde(default)]
        by: String,
        /// The day, `2026-11-22`.
        #[serde(default)]
        day: String,
        /// 补充材料, by their numbers in the register of documents.
        #[serde(default)]
        supplements: Vec<String>,
    },
    /// 采信.
    Uphold {
        /// Why it stands.
        reason: String,
    },
    /// 撤销; of a finding that the unit denied or would not sign for, 不采信.
    Withdraw {
        /// Why.
        reason: String,
    },
    /// 合并 into another finding.
    Merge {
        /// Into which.
        into: FindingCode,
        /// Why; needed where a score changes.
        #[serde(default)]
        reason: String,
    },
    /// Back onto the list, after a withdrawal or a merge.
    Restore {
        /// Why; needed where a score changes.
        #[serde(default)]
        reason: String,
    },
    /// 重新核实: back onto the list after the unit answered. Its answer is void.
    Reopen {
        /// Why.
        reason: String,
    },
}

impl FindingAction {
    /// What is kept in the history as its reason; of an answer, the unit's own words.
    pub fn reason(&self) -> &str {
        match self {
            Self::Refuse { reason, .. }
            | Self::Uphold { reason }
            | Self::Withdraw { reason }
            | Self::Merge { reason, .. }
            | Self::Restore { reason }
            | Self::Reopen { reason } => reason.trim(),
            Self::Confirm { confirmation } => confirmation.opinion.trim(),
            Self::List | Self::AskConfirmation => "",
        }
    }

    /// Whether a score that it changes needs a reason of the firm: an answer of the unit, or the
    /// listing of what was found, is its own.
    pub fn needs_reason_for_scores(&self) -> bool {
        matches!(self, Self::Merge { .. } | Self::Restore { .. })
    }
}

fn reasoned(reason: &str) -> Result<String, Problem> {
    if !is_reason(reason) {
        return Err(Problem::new("REASON_MISSING").at_path("reason"));
    }
    bounded(reason)
}

fn bounded(reason: &str) -> Result<String, Problem> {
    let reason = reason.trim();
    if reason.chars().count() > LONG_TEXT {
        let problem = Problem::new("TEXT_TOO_LONG").with("limit", LONG_TEXT);
        return Err(problem.at_path("reason"));
    }
    Ok(reason.to_owned())
}

/// The dossier after an action.
///
/// # Errors
/// FINDING_ACTION_NOT_ALLOWED where the state does not permit it, REASON_MISSING, TEXT_TOO_LONG,
/// DAY_MALFORMED, SIGNER_MISSING, REFUSER_MISSING.
pub fn apply_action(
    dossier: &FindingDossier,
    action: &FindingAction,
) -> Result<FindingDossier, Problem> {
    use FindingState as S;
    let mut next = dossier.clone();
    let state = match (&dossier.state, action) {
        (S::Found, FindingAction::List) => S::Listed,
        (S::Found | S::Listed, FindingAction::AskConfirmation) => S::AwaitingConfirmation,
        (
            S::AwaitingConfirmation | S::Refused { .. } | S::Denied,
            FindingAction::Confirm { confirmation },
        ) => answered(&mut next, confirmation)?,
        (S::AwaitingConfirmation, FindingAction::Refuse { .. }) => refused(&mut next, action)?,
        (S::Refused { .. } | S::Denied | S::Confirmed, FindingAction::Uphold { reason }) => {
            S::Upheld {
                reason: reasoned(reason)?,
            }
        }
        (
            S::Confirmed | S::Denied | S::Refused { .. } | S::Upheld { .. },
            FindingAction::Reopen { reason },
        ) => {
            reasoned(reason)?;
            void_answer(&mut next)
        }
        (S::Withdrawn { .. } | S::Merged { .. }, FindingAction::Restore { reason }) => {
            bounded(reason)?;
            void_answer(&mut next)
        }
        (S::Withdrawn { .. } | S::Merged { .. }, _) => return Err(not_allowed()),
        (_, FindingAction::Withdraw { reason }) => S::Withdrawn {
            reason: reasoned(reason)?,
        },
        (_, FindingAction::Merge { into, reason }) => {
            bounded(reason)?;
            S::Merged { into: into.clone() }
        }
        _ => return Err(not_allowed()),
    };
    next.state = state;
    Ok(next)
}

/// The unit signed; 不属实 waits for the firm's decision.
fn answered(
    next: &mut FindingDossier,
    confirmation: &FactConfirmation,
) -> Result<FindingState, Problem> {
    if confirmation.signed_by.trim().is_empty() {
        return Err(Problem::new("SIGNER_MISSING").at_path("signed_by"));
    }
    if crate::time::parse_day(&confirmation.day).is_none() {
        return Err(Problem::new("DAY_MALFORMED").at_path("day"));
    }
    next.confirmation = Some(confirmation.clone());
    next.refusal = None;
    Ok(match confirmation.verdict {
        ConfirmationVerdict::NotTrue => FindingState::Denied,
        ConfirmationVerdict::True | ConfirmationVerdict::PartlyTrue => FindingState::Confirmed,
    })
}

fn refused(next: &mut FindingDossier, action: &FindingAction) -> Result<FindingState, Problem> {
    let FindingAction::Refuse {
        reason,
        by,
        day,
        supplements,
    } = action
    else {
        return Err(not_allowed());
    };
    let reason = reasoned(reason)?;
    if by.trim().is_empty() {
        return Err(Problem::new("REFUSER_MISSING").at_path("by"));
    }
    if crate::time::parse_day(day).is_none() {
        return Err(Problem::new("DAY_MALFORMED").at_path("day"));
    }
    next.refusal = Some(Refusal {
        reason: reason.clone(),
        by: by.trim().to_owned(),
        day: day.clone(),
        supplements: supplements.clone(),
    });
    Ok(FindingState::Refused { reason })
}

/// What the unit answered was about other facts than those that are to be written now.
fn void_answer(next: &mut FindingDossier) -> FindingState {
    next.confirmation = None;
    next.refusal = None;
    FindingState::Listed
}

fn not_allowed() -> Problem {
    Problem::new("FINDING_ACTION_NOT_ALLOWED")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn after(actions: &[FindingAction]) -> Result<FindingState, String> {
        let mut dossier = FindingDossier::default();
        for action in actions {
            dossier = apply_action(&dossier, action).map_err(|problem| problem.code)?;
        }
        Ok(dossier.state)
    }

    fn refuse() -> FindingAction {
        refuse_because("对测量结果有异议")
    }

    fn refuse_because(reason: &str) -> FindingAction {
        FindingAction::Refuse {
            reason: reason.to_owned(),
            by: "刘长林".to_owned(),
            day: "2026-11-22".to_owned(),
            supplements: vec!["Q-03".to_owned()],
        }
    }

    fn answer(verdict: ConfirmationVerdict) -> FindingAction {
        let confirmation = FactConfirmation {
            verdict,
            opinion: "已补设标志".to_owned(),
            signed_by: "张三".to_owned(),
            day: "2026-11-22".to_owned(),
            supplements: Vec::new(),
        };
        FindingAction::Confirm { confirmation }
    }

    #[test]
    fn a_finding_goes_from_the_site_to_the_signed_paper() {
        let confirm = answer(ConfirmationVerdict::PartlyTrue);
        let way = [FindingAction::List, FindingAction::AskConfirmation, confirm];
        assert_eq!(after(&way), Ok(FindingState::Confirmed));
    }

    #[test]
    fn a_refusal_needs_a_reason_and_can_be_upheld_against() {
        let uphold = FindingAction::Uphold {
            reason: "照片和测量记录可以证明".to_owned(),
        };
        let state = after(&[FindingAction::AskConfirmation, refuse(), uphold]);
        assert!(matches!(state, Ok(FindingState::Upheld { .. })));
        let silent = refuse_because(" ");
        let state = after(&[FindingAction::AskConfirmation, silent]);
        assert_eq!(state, Err("REASON_MISSING".to_owned()));
        let mut nobody = refuse();
        if let FindingAction::Refuse { by, .. } = &mut nobody {
            by.clear();
        }
        let state = after(&[FindingAction::AskConfirmation, nobody]);
        assert_eq!(state, Err("REFUSER_MISSING".to_owned()));
    }

    #[test]
    fn what_the_unit_denies_waits_for_the_firms_reasoned_decision() {
        let denied = [
            FindingAction::AskConfirmation,
            answer(ConfirmationVerdict::NotTrue),
        ];
        assert_eq!(after(&denied), Ok(FindingState::Denied));
        let silent = FindingAction::Uphold {
            reason: "无".to_owned(),
        };
        let [ask, deny] = denied;
        let state = after(&[ask.clone(), deny.clone(), silent]);
        assert_eq!(state, Err("REASON_MISSING".to_owned()));
        let upheld = FindingAction::Uphold {
            reason: "照片可以证明".to_owned(),
        };
        let state = after(&[ask.clone(), deny.clone(), upheld]);
        assert!(matches!(state, Ok(FindingState::Upheld { .. })));
        let dropped = FindingAction::Withdraw {
            reason: "不采信：资料已补齐".to_owned(),
        };
        let state = after(&[ask, deny, dropped]);
        assert!(matches!(state, Ok(FindingState::Withdrawn { .. })));
    }

    #[test]
    fn reopening_needs_a_reason_and_voids_what_the_unit_answered() {
        let reopen = |reason: &str| FindingAction::Reopen {
            reason: reason.to_owned(),
        };
        for answer in [answer(ConfirmationVerdict::True), refuse()] {
            let mut dossier = FindingDossier::default();
            for action in [FindingAction::AskConfirmation, answer] {
                dossier = apply_action(&dossier, &action).expect("it is allowed");
            }
            assert!(dossier.is_sealed());
            let silent = apply_action(&dossier, &reopen(" ")).map_err(|it| it.code);
            assert_eq!(silent, Err("REASON_MISSING".to_owned()));
            let open = apply_action(&dossier, &reopen("复测数据有误")).expect("it is allowed");
            assert_eq!(
                open,
                FindingDossier {
                    state: FindingState::Listed,
                    ..FindingDossier::default()
                }
            );
        }
    }

    #[test]
    fn nothing_happens_to_what_was_withdrawn_but_its_return() {
        let withdraw = FindingAction::Withdraw {
            reason: "重复登记".to_owned(),
        };
        let stays = after(&[withdraw.clone(), FindingAction::List]);
        assert_eq!(stays, Err("FINDING_ACTION_NOT_ALLOWED".to_owned()));
        let restore = FindingAction::Restore {
            reason: String::new(),
        };
        let back = after(&[withdraw, restore]);
        assert_eq!(back, Ok(FindingState::Listed));
        let early = after(&[refuse()]);
        assert_eq!(early, Err("FINDING_ACTION_NOT_ALLOWED".to_owned()));
    }
}
