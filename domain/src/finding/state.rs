//! The states a finding goes through, and what may be done in each (domain.md §2.3). Not here: who
//! may (the server), what is written about it (`dossier`).

use super::dossier::LONG_TEXT;
use super::{FactConfirmation, FindingDossier};
use crate::ids::FindingCode;
use crate::problem::Problem;

/// Characters of a reason, at least.
const REASON_MIN: usize = 2;

/// Where a finding stands: 现场发现 → 已列清单 → 待事实确认 → 已确认 or 拒签 → 已采信; 撤销 and 合并
/// take it off the list.
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
    },
    /// 采信.
    Uphold {
        /// Why it stands.
        reason: String,
    },
    /// 撤销.
    Withdraw {
        /// Why.
        reason: String,
    },
    /// 合并 into another finding.
    Merge {
        /// Into which.
        into: FindingCode,
    },
    /// Back onto the list, after a withdrawal or a merge.
    Restore,
}

fn reasoned(reason: &str) -> Result<String, Problem> {
    let reason = reason.trim();
    let length = reason.chars().count();
    if length < REASON_MIN {
        return Err(Problem::new("REASON_MISSING").at_path("reason"));
    }
    if length > LONG_TEXT {
        let problem = Problem::new("TEXT_TOO_LONG").with("limit", LONG_TEXT);
        return Err(problem.at_path("reason"));
    }
    Ok(reason.to_owned())
}

/// The dossier after an action.
///
/// # Errors
/// FINDING_ACTION_NOT_ALLOWED where the state does not permit it, REASON_MISSING, TEXT_TOO_LONG,
/// DAY_MALFORMED, SIGNER_MISSING.
pub fn apply_action(
    dossier: &FindingDossier,
    action: &FindingAction,
) -> Result<FindingDossier, Problem> {
    use FindingState as S;
    let mut next = dossier.clone();
    let state = match (&dossier.state, action) {
        (S::Found, FindingAction::List) => S::Listed,
        (S::Found | S::Listed, FindingAction::AskConfirmation) => S::AwaitingConfirmation,
        (S::AwaitingConfirmation | S::Refused { .. }, FindingAction::Confirm { confirmation }) => {
            if confirmation.signed_by.trim().is_empty() {
                return Err(Problem::new("SIGNER_MISSING").at_path("signed_by"));
            }
            if crate::time::parse_day(&confirmation.day).is_none() {
                return Err(Problem::new("DAY_MALFORMED").at_path("day"));
            }
            next.confirmation = Some(confirmation.clone());
            S::Confirmed
        }
        (S::AwaitingConfirmation, FindingAction::Refuse { reason }) => S::Refused {
            reason: reasoned(reason)?,
        },
        (S::Refused { .. } | S::Confirmed, FindingAction::Uphold { reason }) => S::Upheld {
            reason: reasoned(reason)?,
        },
        (S::Withdrawn { .. } | S::Merged { .. }, FindingAction::Restore) => S::Listed,
        (S::Withdrawn { .. } | S::Merged { .. }, _) => return Err(not_allowed()),
        (_, FindingAction::Withdraw { reason }) => S::Withdrawn {
            reason: reasoned(reason)?,
        },
        (_, FindingAction::Merge { into }) => S::Merged { into: into.clone() },
        _ => return Err(not_allowed()),
    };
    next.state = state;
    Ok(next)
}

fn not_allowed() -> Problem {
    Problem::new("FINDING_ACTION_NOT_ALLOWED")
}

#[cfg(test)]
mod tests {
    use super::super::ConfirmationVerdict;
    use super::*;

    fn after(actions: &[FindingAction]) -> Result<FindingState, String> {
        let mut dossier = FindingDossier::default();
        for action in actions {
            dossier = apply_action(&dossier, action).map_err(|problem| problem.code)?;
        }
        Ok(dossier.state)
    }

    fn refuse() -> FindingAction {
        FindingAction::Refuse {
            reason: "对测量结果有异议".to_owned(),
        }
    }

    #[test]
    fn a_finding_goes_from_the_site_to_the_signed_paper() {
        let confirmation = FactConfirmation {
            verdict: ConfirmationVerdict::PartlyTrue,
            opinion: "已补设标志".to_owned(),
            signed_by: "张三".to_owned(),
            day: "2026-11-22".to_owned(),
        };
        let confirm = FindingAction::Confirm { confirmation };
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
        let silent = FindingAction::Refuse {
            reason: " ".to_owned(),
        };
        let state = after(&[FindingAction::AskConfirmation, silent]);
        assert_eq!(state, Err("REASON_MISSING".to_owned()));
    }

    #[test]
    fn nothing_happens_to_what_was_withdrawn_but_its_return() {
        let withdraw = FindingAction::Withdraw {
            reason: "重复登记".to_owned(),
        };
        let stays = after(&[withdraw.clone(), FindingAction::List]);
        assert_eq!(stays, Err("FINDING_ACTION_NOT_ALLOWED".to_owned()));
        let back = after(&[withdraw, FindingAction::Restore]);
        assert_eq!(back, Ok(FindingState::Listed));
        let early = after(&[refuse()]);
        assert_eq!(early, Err("FINDING_ACTION_NOT_ALLOWED".to_owned()));
    }
}
