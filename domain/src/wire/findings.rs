//! The exchange of 问题.

use crate::finding::{
    Finding, FindingAction, FindingCost, FindingDossier, FindingSource, FindingState,
};
use crate::ids::FindingCode;
use crate::scoring::{FactReference, ScoreChange};
use crate::time::Timestamp;

/// One finding with what people wrote about it.
#[derive(Clone, Debug, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct FindingView {
    /// As it stands in the list.
    pub finding: Finding,
    /// What people wrote; all empty before anybody did.
    pub dossier: FindingDossier,
    /// What it costs on the score sheet of this moment.
    #[serde(default)]
    pub costs: Vec<FindingCost>,
    /// Every change, oldest first.
    #[serde(default)]
    pub history: Vec<FindingChange>,
}

/// One change of a finding.
#[derive(Clone, Debug, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct FindingChange {
    /// From 1.
    pub revision: u32,
    /// Where it stood afterwards.
    pub state: FindingState,
    /// Why; may be empty where no score changed.
    pub reason: String,
    /// Who.
    pub name: String,
    /// When.
    pub at: Timestamp,
}

/// POST urls::FINDINGS: a finding made at the desk.
#[derive(Clone, Debug, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct NewFinding {
    /// All about it; `desk` is needed.
    pub dossier: FindingDossier,
    /// What it was seen in: `mark` for an element that is not met, `document` for a requested
    /// document that is missing or unsound, else by hand. One finding for each: another answers
    /// 409 FINDING_ALREADY_NOTED.
    #[serde(default = "by_hand")]
    pub source: FindingSource,
}

fn by_hand() -> FindingSource {
    FindingSource::Desk
}

/// PUT urls::FINDING. Another revision in between answers 409 FINDING_CHANGED.
#[derive(Clone, Debug, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct SaveFinding {
    /// `Finding::revision` it was made from.
    pub base_revision: u32,
    /// The whole dossier; its state, confirmation and refusal are left as they are. What the unit
    /// answered to cannot change before the finding is reopened: 409 FINDING_SEALED.
    pub dossier: FindingDossier,
    /// Why; needed where a score changes.
    #[serde(default)]
    pub reason: String,
}

/// POST urls::FINDING_ACTION.
#[derive(Clone, Debug, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct ActOnFinding {
    /// `Finding::revision` that was looked at.
    pub base_revision: u32,
    /// What.
    pub action: FindingAction,
    /// Only answer what would come of it; nothing is kept, and a reason may still be missing.
    #[serde(default)]
    pub preview: bool,
}

/// Answer to every change: the list, and which one was changed.
#[derive(Clone, Debug, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct FindingList {
    /// By number; also withdrawn and merged ones.
    pub findings: Vec<FindingView>,
    /// The one that was changed or made.
    pub changed: Option<FindingCode>,
    /// The scores that the change moved, or would move.
    #[serde(default)]
    pub score_changes: Vec<ScoreChange>,
}

/// GET urls::FINDING_EVIDENCE: everything that can be named as evidence.
#[derive(Clone, Debug, Default, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct EvidenceOffers {
    /// Documents, inspections, interviews, questionnaires, working papers, photos.
    pub offers: Vec<EvidenceOffer>,
}

/// What kind of evidence it is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "snake_case")]
pub enum EvidenceKind {
    /// A requested document.
    Document,
    /// A complete inspection.
    Inspection,
    /// A complete interview.
    Interview,
    /// A questionnaire.
    Survey,
    /// An indicator's working paper.
    Paper,
    /// A photo of a complete inspection.
    Photo,
}

/// One thing that can be named as evidence.
#[derive(Clone, Debug, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct EvidenceOffer {
    /// `Q-03`, `X-012`, `F-02`, `W-01`, `C11-01`, `P-012-05`.
    pub index: String,
    /// What it is.
    pub kind: EvidenceKind,
    /// Its name, the site's, the interviewee's.
    pub name: String,
    /// Where it is.
    pub fact: FactReference,
}
