//! The register of requested documents 资料清单. Every change answers the register that holds after
//! it. Not here: how receipts arrive (`field`).

use crate::document_request::{DocumentRequest, DocumentStage, DocumentState, Receipt, StageCount};
use crate::ids::{IndicatorCode, Sha256Hex};
use crate::time::Timestamp;

/// GET urls::DOCUMENTS.
#[derive(Clone, Debug, Default, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct DocumentRegister {
    /// By stage, then by number.
    pub lines: Vec<RegisterLine>,
    /// Stages that have a line.
    pub stages: Vec<StageCount>,
    /// The day the states hold for, `2026-11-22`.
    pub today: String,
    /// Level-3 indicators of the engagement's framework: code and name.
    pub indicators: Vec<(IndicatorCode, String)>,
}

/// One requested document with its receipt.
#[derive(Clone, Debug, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct RegisterLine {
    /// What is asked.
    pub request: DocumentRequest,
    /// Where it stands today.
    pub state: DocumentState,
    /// What was recorded.
    pub receipt: Receipt,
    /// Whether anything was recorded: then the request cannot be removed, and the record opens.
    pub recorded: bool,
    /// Who sent the newest revision; empty before one.
    pub recorded_by: String,
    /// When the server received it.
    pub recorded_at: Option<Timestamp>,
    /// Two people wrote different things into one field; both are kept.
    pub conflict: bool,
    /// Copies and photos.
    pub files: Vec<RegisterFile>,
}

/// One copy or photo.
#[derive(Clone, Debug, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct RegisterFile {
    /// Its bytes.
    pub sha256: Sha256Hex,
    /// `image/jpeg` …
    pub media_type: String,
    /// Size in bytes.
    pub bytes: u64,
    /// 说明.
    pub caption: String,
    /// Whether the bytes are on the server's disk (P3).
    pub received: bool,
}

/// PUT urls::DOCUMENT_DUE_DAYS: one due day for all requests of a stage.
#[derive(Clone, Debug, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct StageDueDay {
    /// 环节.
    pub stage: DocumentStage,
    /// `2026-10-15`; `None` takes the due days away.
    pub due_on: Option<String>,
}
