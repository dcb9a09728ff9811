//! One edit of one document: body and outbox entry in one commit. Not here: which edit; sending.

use domain::fieldwork::{RecordBody, RecordKind};
use domain::ids::{DeviceId, DocumentId, EngagementId, FormId, OperationId, ProjectCode};
use domain::sync::{FieldConflict, Operation, merge};
use domain::time::Timestamp;

use super::retry;
use crate::storage::{
    Batch, LocalStore, OutboxEntry, OutboxState, StoreError, StoredRecord, Write,
};

/// What does not change during a document's life.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Edit {
    /// The engagement.
    pub engagement: EngagementId,
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
}

/// Who edits, and when: made by the caller, because ids and clocks are not decisions.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Stamp {
    /// This installation.
    pub device_id: DeviceId,
    /// The name of the operation, if the edit begins a new one.
    pub op_id: OperationId,
    /// The device's clock.
    pub at: Timestamp,
}

/// Applies `change` to the document and keeps body, outbox entry and `extra` (a photo's bytes) in
/// one commit. A waiting entry of the document is replaced; a frozen one stays and a new one
/// follows it. Answers whether anything was written.
pub async fn edit_record<S: LocalStore>(
    store: &S,
    edit: &Edit,
    stamp: &Stamp,
    extra: &[Write],
    change: impl Fn(&mut StoredRecord),
) -> Result<bool, StoreError> {
    retry(async || {
        let generation = store.generation().await?;
        let known = store.record(&edit.doc_id).await?;
        let is_new = known.is_none();
        let mut record = known.unwrap_or_else(|| new_record(edit));
        let before = record.clone();
        // A person may take an open record to a newer version of its form.
        record.form_version.clone_from(&edit.form_version);
        change(&mut record);
        if record == before && extra.is_empty() && !is_new {
            return Ok(false);
        }
        let mut batch = Batch::default();
        if record.body != before.body || record.form_version != before.form_version || is_new {
            let outbox = store.outbox().await?;
            batch.put(Write::Outbox(Box::new(entry_for(&record, &outbox, stamp))));
        }
        batch.put(Write::Record(Box::new(record)));
        batch.writes.extend(extra.iter().cloned());
        store.commit(generation, batch).await?;
        Ok(true)
    })
    .await
}

fn new_record(edit: &Edit) -> StoredRecord {
    StoredRecord {
        engagement: edit.engagement.clone(),
        doc_id: edit.doc_id.clone(),
        kind: edit.kind,
        project_code: edit.project_code.clone(),
        form_id: edit.form_id.clone(),
        form_version: edit.form_version.clone(),
        base_rev: 0,
        base_body: RecordBody::default(),
        body: RecordBody::default(),
        state: None,
        review: None,
        missing_blobs: Vec::new(),
        conflicts: Vec::new(),
        number: None,
        awaits_pull: false,
    }
}

fn entry_for(record: &StoredRecord, outbox: &[OutboxEntry], stamp: &Stamp) -> OutboxEntry {
    let waiting = outbox.iter().find(|entry| {
        entry.operation.doc_id == record.doc_id && entry.state == OutboxState::Waiting
    });
    let last = outbox.iter().map(|entry| entry.order).max().unwrap_or(0);
    let (order, op_id, base_rev) = match waiting {
        // Nobody has seen its id yet, so the same id may name the new content. Its base stays: a
        // pull that met a conflict left the old base on purpose, so that the server sees both.
        Some(entry) => (
            entry.order,
            entry.operation.op_id.clone(),
            entry.operation.base_rev,
        ),
        None => (last + 1, stamp.op_id.clone(), record.base_rev),
    };
    let operation = Operation {
        op_id,
        device_id: stamp.device_id.clone(),
        device_seq: 0,
        doc_id: record.doc_id.clone(),
        kind: record.kind,
        project_code: record.project_code.clone(),
        base_rev,
        body: record.body.clone(),
        form_id: record.form_id.clone(),
        form_version: record.form_version.clone(),
        at: stamp.at,
        hash: None,
    };
    let engagement = record.engagement.clone();
    OutboxEntry {
        order,
        engagement,
        operation,
        state: OutboxState::Waiting,
    }
}

impl StoredRecord {
    /// Takes a body that a screen made from `seen`. What a pull or another tab brought since the
    /// screen read it stays; where both changed one field, the person at the screen wins and the
    /// other value is kept beside it (P4).
    pub fn take_draft(&mut self, seen: &RecordBody, draft: &RecordBody) {
        let merged = merge(seen, &self.body, draft);
        let mut body = merged.body;
        for conflict in merged.conflicts {
            match &conflict.ours {
                Some(typed) => body.answers.insert(conflict.path.clone(), typed.clone()),
                None => body.answers.remove(&conflict.path),
            };
            self.note_conflict(conflict);
        }
        self.body = body;
    }

    /// Keeps both values of a field; a later pair for the same field takes the place of an earlier.
    pub fn note_conflict(&mut self, conflict: FieldConflict) {
        self.conflicts.retain(|known| known.path != conflict.path);
        self.conflicts.push(conflict);
    }
}
