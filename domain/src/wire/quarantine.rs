//! What the server kept without applying it, as the desk shows it. Not here: why something is not
//! applied (`sync::RejectReason`), the push (`field`).

use crate::fieldwork::RecordKind;
use crate::ids::{OperationId, ProjectCode, Sha256Hex};
use crate::sync::RejectReason;
use crate::time::Timestamp;

/// GET urls::QUARANTINE.
#[derive(Clone, Debug, Default, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Quarantine {
    /// How many there are; the list may hold only the newest of them.
    pub total: u32,
    /// Newest first.
    pub items: Vec<QuarantinedItem>,
}

/// One operation that was kept without being applied. Its content comes by urls::QUARANTINED.
#[derive(Clone, Debug, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct QuarantinedItem {
    /// The hash of its content: its name in urls::QUARANTINED.
    pub sha256: Sha256Hex,
    /// The operation.
    pub op_id: OperationId,
    /// When it came, by the server's clock.
    pub received_at: Timestamp,
    /// Printed name of who sent it.
    pub person: String,
    /// What the person calls the device; its id where nobody enrolled it.
    pub device: String,
    /// What the document is said to be.
    pub kind: RecordKind,
    /// The site it is said to belong to; empty for none.
    pub project_code: ProjectCode,
    /// The name of that site; empty where the frame has none.
    pub project_name: String,
    /// Why it was not applied.
    pub reason: RejectReason,
    /// Size of its content.
    pub bytes: u64,
}
