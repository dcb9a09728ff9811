//! The exchange of 反馈整改 and 归档.

use crate::ids::FindingCode;
use crate::rectification::{Escalation, LedgerAction, LedgerItem};

/// One line with what follows from today.
#[derive(Clone, Debug, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct LedgerLine {
    /// The line.
    pub item: LedgerItem,
    /// Days past its deadline.
    pub overdue_days: i64,
    /// `green`, `yellow`, `red`.
    pub colour: String,
    /// The step that is due and was not taken.
    pub due: Option<Escalation>,
}

/// GET urls::RECTIFICATION.
#[derive(Clone, Debug, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Ledger {
    /// By finding.
    pub lines: Vec<LedgerLine>,
    /// Verified.
    pub closed: u32,
    /// Findings that have no line yet.
    pub missing: Vec<FindingCode>,
    /// Whether a report was issued: only then is there anything to put right.
    pub is_issued: bool,
    /// Today by the server, `2026-11-27`.
    pub today: String,
    /// Received documents of the register that may stand as 佐证: index number and name.
    #[serde(default)]
    pub documents: Vec<(String, String)>,
}

/// PUT urls::RECTIFICATION_LINE. Another revision in between answers 409 LEDGER_CHANGED.
#[derive(Clone, Debug, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct SaveLine {
    /// The revision it was made from.
    pub base_revision: u32,
    /// The whole line; state, verifications and steps are left as they are.
    pub item: LedgerItem,
    /// Why a submitted or verified line is changed; it is then to be submitted again.
    #[serde(default)]
    pub reason: String,
}

/// POST urls::RECTIFICATION_ACTION.
#[derive(Clone, Debug, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct ActOnLine {
    /// The revision that was looked at.
    pub base_revision: u32,
    /// What.
    pub action: LedgerAction,
}
