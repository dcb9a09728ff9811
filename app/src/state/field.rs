//! The field app's state.

use std::sync::Arc;

use domain::fieldwork::AttachmentKind;
use domain::ids::{AttachmentId, DocumentId, Sha256Hex};
use domain::time::Timestamp;
use domain::wire::Pack;
use leptos::prelude::*;

use super::{Captured, Failure, LocalRecord, QueueView, RecordDraft, SyncReport};

/// The field app's state; `Copy`, by context.
#[derive(Clone, Copy)]
pub struct FieldState {
    pack: RwSignal<Option<Arc<Pack>>>,
    records: RwSignal<Arc<Vec<LocalRecord>>>,
    saved_at: RwSignal<Option<Timestamp>>,
    queue: RwSignal<QueueView>,
}

/// The field state of this page.
pub fn use_field() -> FieldState {
    expect_context()
}

impl FieldState {
    /// All that is needed to work offline.
    pub fn pack(&self) -> Signal<Option<Arc<Pack>>> {
        self.pack.into()
    }
    /// All documents.
    pub fn records(&self) -> Signal<Arc<Vec<LocalRecord>>> {
        self.records.into()
    }
    /// When the last strict transaction completed.
    pub fn saved_at(&self) -> Signal<Option<Timestamp>> {
        self.saved_at.into()
    }
    /// What waits.
    pub fn queue(&self) -> Signal<QueueView> {
        self.queue.into()
    }
    /// Saves a body: state and outbox in one transaction.
    pub async fn save(&self, _draft: RecordDraft) -> Result<Timestamp, Failure> {
        Err(Failure::Offline)
    }
    /// Keeps a picture and its entry in the manifest in one transaction.
    pub async fn add_attachment(
        &self,
        _doc_id: &DocumentId,
        _path: &str,
        _kind: AttachmentKind,
        _capture: Captured,
    ) -> Result<AttachmentId, Failure> {
        Err(Failure::Offline)
    }
    /// Takes an attachment out of the manifest; its bytes stay.
    pub async fn remove_attachment(
        &self,
        _doc_id: &DocumentId,
        _id: &AttachmentId,
    ) -> Result<Timestamp, Failure> {
        Err(Failure::Offline)
    }
    /// Puts a removed attachment back (undo).
    pub async fn restore_attachment(
        &self,
        _doc_id: &DocumentId,
        _id: &AttachmentId,
    ) -> Result<Timestamp, Failure> {
        Err(Failure::Offline)
    }
    /// Changes a caption.
    pub async fn set_caption(
        &self,
        _doc_id: &DocumentId,
        _id: &AttachmentId,
        _caption: String,
    ) -> Result<Timestamp, Failure> {
        Err(Failure::Offline)
    }
    /// An object URL of bytes held here.
    pub async fn picture(&self, _sha256: &Sha256Hex) -> Option<String> {
        None
    }
    /// Fetches the pack, then synchronises.
    pub async fn pull_pack(&self, _engagement: &str) -> Result<(), Failure> {
        Err(Failure::Offline)
    }
    /// Synchronises now.
    pub async fn synchronise(&self) -> SyncReport {
        SyncReport::default()
    }
    /// The device's clock.
    pub fn now(&self) -> Timestamp {
        Timestamp(0)
    }
    /// A new document's name.
    pub fn new_document_id(&self) -> DocumentId {
        DocumentId::default()
    }
    /// Keeps the hash of the kiosk's PIN on this device.
    pub async fn set_kiosk_pin(&self, _pin: &str) -> Result<(), Failure> {
        Err(Failure::Offline)
    }
    /// Whether this is the kiosk's PIN.
    pub async fn check_kiosk_pin(&self, _pin: &str) -> bool {
        false
    }
    /// Whether a kiosk PIN is set on this device.
    pub async fn has_kiosk_pin(&self) -> bool {
        false
    }
}
