//! From what is stored to what is shown. Pure; tested natively.

use std::collections::BTreeSet;

use domain::ids::{OperationId, Sha256Hex};

use super::view::{LocalRecord, QueueItem, QueueItemState};
use crate::storage::{OutboxEntry, OutboxState, StoredRecord};

/// A stored document as a screen sees it.
pub(super) fn local_record(
    record: StoredRecord,
    outbox: &[OutboxEntry],
    received: &BTreeSet<Sha256Hex>,
) -> LocalRecord {
    let dirty = outbox
        .iter()
        .any(|entry| entry.operation.doc_id == record.doc_id);
    let photos_received = count_received(&record, received);
    LocalRecord {
        doc_id: record.doc_id,
        kind: record.kind,
        project_code: record.project_code,
        form_id: record.form_id,
        form_version: record.form_version,
        base_rev: record.base_rev,
        body: record.body,
        state: record.state,
        review: record.review,
        dirty,
        photos_received,
        conflicts: record.conflicts,
        number: record.number,
    }
}

/// Attachments on the server's disk: ours by our receipts, another tablet's by the server's word.
fn count_received(record: &StoredRecord, received: &BTreeSet<Sha256Hex>) -> u32 {
    let confirmed: BTreeSet<&Sha256Hex> = record.base_body.declared_blobs().collect();
    let is_there = |sha256: &&Sha256Hex| {
        received.contains(*sha256)
            || (confirmed.contains(*sha256) && !record.missing_blobs.contains(*sha256))
    };
    record.body.declared_blobs().filter(is_there).count() as u32
}

/// Everything that waits or was refused: documents first, as they are sent.
pub(super) fn queue_items(
    records: &[LocalRecord],
    outbox: &[OutboxEntry],
    overtaken: &BTreeSet<OperationId>,
    received: &BTreeSet<Sha256Hex>,
    held: &BTreeSet<Sha256Hex>,
) -> Vec<QueueItem> {
    let item = |entry: &OutboxEntry| record_item(entry, overtaken);
    let mut items: Vec<QueueItem> = outbox.iter().map(item).collect();
    for record in records {
        for attachment in record.body.attachments.values() {
            let sha256 = &attachment.sha256;
            if held.contains(sha256) && !received.contains(sha256) {
                items.push(QueueItem::Photo {
                    doc_id: record.doc_id.clone(),
                    project_code: record.project_code.clone(),
                    sha256: sha256.clone(),
                    bytes: attachment.bytes,
                    state: QueueItemState::Waiting,
                });
            }
        }
    }
    items
}

fn record_item(entry: &OutboxEntry, overtaken: &BTreeSet<OperationId>) -> QueueItem {
    let operation = &entry.operation;
    let is_overtaken = overtaken.contains(&operation.op_id);
    QueueItem::Record {
        op_id: operation.op_id.clone(),
        doc_id: operation.doc_id.clone(),
        kind: operation.kind,
        project_code: operation.project_code.clone(),
        state: match entry.state {
            OutboxState::Waiting => QueueItemState::Waiting,
            OutboxState::Frozen => QueueItemState::Tried,
            OutboxState::Rejected { reason } if is_overtaken => QueueItemState::Overtaken(reason),
            OutboxState::Rejected { reason } => QueueItemState::Rejected(reason),
        },
    }
}

/// How many documents have something unsent; a document with two revisions counts once.
pub(super) fn pending_records(items: &[QueueItem]) -> u32 {
    let documents: BTreeSet<_> = items
        .iter()
        .filter_map(|item| match item {
            QueueItem::Record { doc_id, .. } => Some(doc_id),
            QueueItem::Photo { .. } => None,
        })
        .collect();
    documents.len() as u32
}

/// How many pictures have no receipt.
pub(super) fn pending_photos(items: &[QueueItem]) -> u32 {
    items
        .iter()
        .filter(|item| matches!(item, QueueItem::Photo { .. }))
        .count() as u32
}
