//! What a device keeps. Not here: how (`memory`, `indexed`), nor any decision (`sync::local`).

use domain::fieldwork::{RecordBody, RecordKind, RecordState, ReviewDecision};
use domain::ids::{DocumentId, EngagementId, FormId, OperationId, ProjectCode, Sha256Hex};
use domain::sync::{FieldConflict, Operation, RejectReason};
use domain::time::Timestamp;
use serde::{Deserialize, Serialize};

/// One document as this device holds it: what the server has, and what was written here since.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct StoredRecord {
    /// The engagement it belongs to; nothing of one engagement is ever sent to another.
    pub engagement: EngagementId,
    /// The document.
    pub doc_id: DocumentId,
    /// What it is.
    pub kind: RecordKind,
    /// The site.
    pub project_code: ProjectCode,
    /// The form.
    pub form_id: FormId,
    /// Its version, pinned when the record was begun.
    pub form_version: String,
    /// The newest server revision that `base_body` stands for; 0 before the first receipt.
    pub base_rev: u64,
    /// The body at `base_rev`: the third side of the merge, and what the digest is made of.
    pub base_body: RecordBody,
    /// The body with everything that was written here.
    pub body: RecordBody,
    /// Where it stands on the server; `None` before anything arrived there.
    pub state: Option<RecordState>,
    /// The last review.
    pub review: Option<ReviewDecision>,
    /// Blobs of `base_body` that the server said it lacks.
    pub missing_blobs: Vec<Sha256Hex>,
    /// Fields changed here and there to different values; both are kept until a person chooses.
    pub conflicts: Vec<FieldConflict>,
    /// The number the server gave: of an interview the number in `F-03`.
    #[serde(default)]
    pub number: Option<u32>,
    /// The server joined our revision with one we have not seen: further edits wait for the pull.
    pub awaits_pull: bool,
}

/// One operation that has no receipt yet.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct OutboxEntry {
    /// Its place on this device; oldest first. Not the device sequence, which has no holes.
    pub order: u64,
    /// The engagement it is sent to.
    pub engagement: EngagementId,
    /// The operation. Until it is frozen its `device_seq` is 0 and its `hash` is absent.
    pub operation: Operation,
    /// What has happened to it.
    pub state: OutboxState,
}

/// The life of an outbox entry.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "state", rename_all = "snake_case")]
pub enum OutboxState {
    /// Never tried: a further edit of the document takes its place.
    Waiting,
    /// Tried at least once: it has a device sequence and a hash, and is repeated unchanged.
    Frozen,
    /// Refused. Kept with its reason; the person is told.
    Rejected {
        /// Why.
        reason: RejectReason,
    },
}

/// Bytes by their hash.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct StoredBlob {
    /// SHA-256 of `bytes`.
    pub sha256: Sha256Hex,
    /// The bytes.
    pub bytes: Vec<u8>,
}

/// The server's word that it holds something, kept for ever.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "of", rename_all = "snake_case")]
pub enum Receipt {
    /// An operation was committed under the hash we sent.
    Operation {
        /// Which.
        op_id: OperationId,
        /// Its hash.
        hash: Sha256Hex,
        /// Its place in the server's order.
        server_seq: u64,
        /// By this device's clock.
        at: Timestamp,
    },
    /// A blob is on the server's disk under its own hash.
    Blob {
        /// Which.
        sha256: Sha256Hex,
        /// By this device's clock.
        at: Timestamp,
    },
}

impl Receipt {
    /// The name under which it is kept.
    pub fn key(&self) -> String {
        match self {
            Receipt::Operation { op_id, .. } => format!("operation/{op_id}"),
            Receipt::Blob { sha256, .. } => format!("blob/{sha256}"),
        }
    }
}
