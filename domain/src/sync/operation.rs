//! The unit of exchange: a revision of one document on its way, and what became of it.

use crate::fieldwork::{RecordBody, RecordKind, RecordState, ReviewDecision};
use crate::ids::{DeviceId, DocumentId, FormId, OperationId, ProjectCode, Sha256Hex};
use crate::time::Timestamp;

/// One revision of one document, made on a device (design.md §5).
#[derive(Clone, Debug, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Operation {
    /// Names the effect: the same id twice has one effect (P5).
    pub op_id: OperationId,
    /// The device that made it.
    pub device_id: DeviceId,
    /// Counts from 1 without holes on each device, so that a missing one is noticed (P8).
    pub device_seq: u64,
    /// The document.
    pub doc_id: DocumentId,
    /// What the document is.
    pub kind: RecordKind,
    /// The sampled site it belongs to.
    pub project_code: ProjectCode,
    /// The server revision the device had when it began this edit; 0 for a new document.
    pub base_rev: u64,
    /// The whole body after the edit.
    pub body: RecordBody,
    /// The form.
    pub form_id: FormId,
    /// Its version, pinned when the record was begun (P6).
    pub form_version: String,
    /// The device's clock: evidence, never order.
    pub at: Timestamp,
    /// SHA-256 of the canonical JSON of all other fields; `Operation::seal` sets it.
    pub hash: Option<Sha256Hex>,
}

/// The hash of an operation does not fit its content.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("the operation's hash does not match its content")]
pub struct OperationHashError;

impl Operation {
    /// SHA-256 of the operation's JSON with `hash` set to null. All maps are ordered, so the same
    /// operation gives the same bytes on both sides.
    pub fn content_hash(&self) -> Sha256Hex {
        let bare = Operation {
            hash: None,
            ..self.clone()
        };
        // Serialising these plain structures to memory has no failing case; an empty text would
        // only make the hash comparison fail, which is the safe side.
        let text = serde_json::to_string(&bare).unwrap_or_default();
        Sha256Hex::of(text.as_bytes())
    }

    /// Sets the hash.
    pub fn seal(mut self) -> Self {
        self.hash = Some(self.content_hash());
        self
    }

    /// Checks the hash; the server does so before anything else.
    pub fn verify(&self) -> Result<Sha256Hex, OperationHashError> {
        match &self.hash {
            Some(hash) if *hash == self.content_hash() => Ok(hash.clone()),
            _ => Err(OperationHashError),
        }
    }
}

/// What became of one operation. A batch answers one for each, in order.
#[derive(Clone, Debug, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct ItemOutcome {
    /// Which operation.
    pub op_id: OperationId,
    /// What became of it.
    pub outcome: Outcome,
}

/// The possible fates of an operation. Each is final: the device may forget the outbox entry only
/// for one of these, and for `Rejected` it keeps the content and shows why.
#[derive(Clone, Debug, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(tag = "outcome", rename_all = "snake_case")]
pub enum Outcome {
    /// Committed as this revision; the receipt (P2).
    Accepted {
        /// The document's new revision.
        rev: u64,
        /// Its place in the server's order.
        server_seq: u64,
        /// The operation's hash as the server recomputed it.
        hash: Sha256Hex,
    },
    /// Had been committed before; the same receipt again.
    Duplicate {
        /// The revision it made then.
        rev: u64,
        /// Its place in the server's order.
        server_seq: u64,
        /// Its hash.
        hash: Sha256Hex,
    },
    /// Committed, joined with a revision the device did not know; the next pull brings the result.
    Merged {
        /// The joined revision.
        rev: u64,
        /// Its place in the server's order.
        server_seq: u64,
        /// The operation's hash.
        hash: Sha256Hex,
    },
    /// Kept, but the same field was changed twice: both values stand until a person chooses (P4).
    Conflict {
        /// The revision that holds both.
        rev: u64,
        /// Its place in the server's order.
        server_seq: u64,
        /// The form paths in question.
        paths: Vec<String>,
        /// The operation's hash.
        hash: Sha256Hex,
    },
    /// Not applied; kept in quarantine on the server and shown to managers and partners.
    Rejected {
        /// Why.
        reason: RejectReason,
    },
}

/// Why an operation was quarantined.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, serde::Serialize, serde::Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "SCREAMING_SNAKE_CASE")]
pub enum RejectReason {
    /// The hash does not fit the content.
    HashMismatch,
    /// The device is not enrolled by this person, or belongs to another engagement.
    UnknownDevice,
    /// No such form or version in this engagement.
    UnknownFormVersion,
    /// The site is not assigned to this person.
    NotAssigned,
    /// The document belongs to another site, kind or engagement.
    WrongDocument,
    /// `base_rev` lies beyond what the server has.
    UnknownBase,
    /// The record was accepted; it changes only by a new version with a reason (step 4).
    Finalised,
    /// Too many answers or attachments, or a text over its limit.
    TooLarge,
    /// Could not be applied, and this person's quarantine is full: kept on the device only.
    QuarantineFull,
}

impl RejectReason {
    /// The code as it travels and is stored.
    pub fn code(self) -> &'static str {
        match self {
            RejectReason::HashMismatch => "HASH_MISMATCH",
            RejectReason::UnknownDevice => "UNKNOWN_DEVICE",
            RejectReason::UnknownFormVersion => "UNKNOWN_FORM_VERSION",
            RejectReason::NotAssigned => "NOT_ASSIGNED",
            RejectReason::WrongDocument => "WRONG_DOCUMENT",
            RejectReason::UnknownBase => "UNKNOWN_BASE",
            RejectReason::Finalised => "FINALISED",
            RejectReason::TooLarge => "TOO_LARGE",
            RejectReason::QuarantineFull => "QUARANTINE_FULL",
        }
    }

    /// Reads the stored code.
    pub fn parse(text: &str) -> Option<Self> {
        [
            RejectReason::HashMismatch,
            RejectReason::UnknownDevice,
            RejectReason::UnknownFormVersion,
            RejectReason::NotAssigned,
            RejectReason::WrongDocument,
            RejectReason::UnknownBase,
            RejectReason::Finalised,
            RejectReason::TooLarge,
            RejectReason::QuarantineFull,
        ]
        .into_iter()
        .find(|reason| reason.code() == text)
    }
}

/// One document's present state as a pull brings it: newest revision only.
#[derive(Clone, Debug, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Change {
    /// Its place in the server's order; the cursor moves to the largest seen.
    pub server_seq: u64,
    /// The document.
    pub doc_id: DocumentId,
    /// What it is.
    pub kind: RecordKind,
    /// The site; empty for what belongs to no site.
    pub project_code: ProjectCode,
    /// The newest revision.
    pub rev: u64,
    /// The body at that revision.
    pub body: RecordBody,
    /// The form.
    pub form_id: FormId,
    /// Its version.
    pub form_version: String,
    /// Where it stands.
    pub state: RecordState,
    /// The last review, if any.
    pub review: Option<ReviewDecision>,
    /// Blobs the manifest declares and the server does not have yet; empty means complete.
    pub missing_blobs: Vec<Sha256Hex>,
    /// The number the server gave: of an interview the number in `F-03`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub number: Option<u32>,
}
