//! Plain values that the field screens show and hand back.

use domain::fieldwork::{Position, RecordBody, RecordKind, RecordState, ReviewDecision};
use domain::ids::{DocumentId, FormId, OperationId, ProjectCode, Sha256Hex};
use domain::sync::{FieldConflict, RejectReason};
use domain::time::Timestamp;

use super::{Failure, RunProgress};

/// One document as a screen sees it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct LocalRecord {
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
    /// The server revision it grew from; 0 before the first receipt.
    pub base_rev: u64,
    /// The body with everything written here.
    pub body: RecordBody,
    /// Where it stands on the server; `None` before anything arrived there.
    pub state: Option<RecordState>,
    /// The last review.
    pub review: Option<ReviewDecision>,
    /// Whether something written here has no receipt yet.
    pub dirty: bool,
    /// How many of the body's attachments are on the server's disk.
    pub photos_received: u32,
    /// Fields changed here and elsewhere to different values; both are kept.
    pub conflicts: Vec<FieldConflict>,
    /// The number the server gave: of an interview the number in `F-03`; `None` before it arrived.
    pub number: Option<u32>,
}

/// What a screen saves: the whole body after an edit.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RecordDraft {
    /// The document.
    pub doc_id: DocumentId,
    /// What it is.
    pub kind: RecordKind,
    /// The site.
    pub project_code: ProjectCode,
    /// The form.
    pub form_id: FormId,
    /// Its version.
    pub form_version: String,
    /// The body that the screen had before the edit. What a pull brought meanwhile is told apart
    /// from what the person cleared by it, so it must be what the form's session was made from.
    pub seen: RecordBody,
    /// The body after the edit.
    pub body: RecordBody,
}

/// A picture, signature, recording or file as `capture` made it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Captured {
    /// The name of a chosen file; empty for what was taken with the tablet.
    pub name: String,
    /// The bytes as the camera gave them.
    pub original: Vec<u8>,
    /// SHA-256 of `original`, computed before any decode.
    pub original_sha256: Sha256Hex,
    /// The bytes that are uploaded.
    pub upload: Vec<u8>,
    /// Their media type.
    pub media_type: String,
    /// When, by the device's clock.
    pub taken_at: Timestamp,
    /// Where, when there was a fix.
    pub position: Option<Position>,
}

/// What waits, for the status bar and the sync passport.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct QueueView {
    /// Documents with something unsent.
    pub pending_records: u32,
    /// Pictures without a receipt.
    pub pending_photos: u32,
    /// Every single thing that waits or was refused, oldest first.
    pub items: Vec<QueueItem>,
    /// When the last synchronisation came to its end.
    pub last_sync: Option<Timestamp>,
    /// Whether both sides held the same then.
    pub digest_equal: Option<bool>,
    /// Why the last attempt stopped; `None` after a complete one.
    pub last_failure: Option<Failure>,
    /// A synchronisation is under way.
    pub running: bool,
    /// What it is doing.
    pub progress: RunProgress,
    /// Photos that failed by themselves in the last one; the others went on.
    pub photos_failed: u32,
}

/// One thing that waits.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum QueueItem {
    /// A revision of a document.
    Record {
        /// The operation.
        op_id: OperationId,
        /// The document.
        doc_id: DocumentId,
        /// What it is.
        kind: RecordKind,
        /// The site.
        project_code: ProjectCode,
        /// What has happened to it.
        state: QueueItemState,
    },
    /// A picture.
    Photo {
        /// The document it belongs to.
        doc_id: DocumentId,
        /// The site.
        project_code: ProjectCode,
        /// The bytes.
        sha256: Sha256Hex,
        /// Its size.
        bytes: u64,
        /// What has happened to it.
        state: QueueItemState,
    },
}

/// What has happened to a thing that waits.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum QueueItemState {
    /// Not tried yet.
    Waiting,
    /// Tried; its fate is not known yet, it is repeated unchanged.
    Tried,
    /// Refused; kept here, and can be sent again.
    Rejected(RejectReason),
    /// Refused; but a later edit of the document holds everything, and goes by itself or has
    /// arrived.
    Overtaken(RejectReason),
}
