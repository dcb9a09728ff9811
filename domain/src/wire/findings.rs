//! The exchange of 问题.

use crate::finding::{Finding, FindingAction, FindingDossier};
use crate::ids::FindingCode;

/// One finding with what people wrote about it.
#[derive(Clone, Debug, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct FindingView {
    /// As it stands in the list.
    pub finding: Finding,
    /// What people wrote; all empty before anybody did.
    pub dossier: FindingDossier,
}

/// POST urls::FINDINGS: a finding made at the desk.
#[derive(Clone, Debug, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct NewFinding {
    /// All about it; `desk` is needed.
    pub dossier: FindingDossier,
}

/// PUT urls::FINDING. Another revision in between answers 409 FINDING_CHANGED.
#[derive(Clone, Debug, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct SaveFinding {
    /// `Finding::revision` it was made from.
    pub base_revision: u32,
    /// The whole dossier; its state and confirmation are left as they are.
    pub dossier: FindingDossier,
}

/// POST urls::FINDING_ACTION.
#[derive(Clone, Debug, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct ActOnFinding {
    /// `Finding::revision` that was looked at.
    pub base_revision: u32,
    /// What.
    pub action: FindingAction,
}

/// Answer to every change: the list, and which one was changed.
#[derive(Clone, Debug, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct FindingList {
    /// By number; also withdrawn and merged ones.
    pub findings: Vec<FindingView>,
    /// The one that was changed or made.
    pub changed: Option<FindingCode>,
}
