//! What a pull changes on the device. Not here: the merge rule (`domain::sync::merge`).

use std::collections::BTreeMap;

use domain::fieldwork::RecordState;
use domain::ids::{EngagementId, ProjectCode};
use domain::sync::{Change, merge};
use domain::wire::PullResponse;

use super::{meta, retry};
use crate::storage::{
    Batch, LocalStore, OutboxEntry, OutboxState, StoreError, StoredRecord, Write,
};

/// Where the next pull begins; 0 for everything.
pub async fn cursor<S: LocalStore>(
    store: &S,
    engagement: &EngagementId,
) -> Result<u64, StoreError> {
    let name = meta::cursor(engagement);
    let text = store.meta(&name).await?.unwrap_or_else(|| "0".to_owned());
    text.parse().map_err(|_| StoreError::Unreadable(name))
}

/// Adds the moved cursor to a batch.
pub fn set_cursor(batch: &mut Batch, engagement: &EngagementId, cursor: u64) {
    batch.put(Write::Meta(
        meta::cursor(engagement),
        Some(cursor.to_string()),
    ));
}

/// Keeps a page: all its changes and the moved cursor in one commit.
pub async fn apply_page<S: LocalStore>(
    store: &S,
    engagement: &EngagementId,
    page: &PullResponse,
) -> Result<(), StoreError> {
    retry(async || {
        let generation = store.generation().await?;
        let outbox = store.outbox().await?;
        let mut batch = Batch::default();
        for change in &page.changes {
            let known = store.record(&change.doc_id).await?;
            let (record, entry) = joined(engagement, known, &outbox, change);
            batch.put(Write::Record(Box::new(record)));
            if let Some(entry) = entry {
                batch.put(Write::Outbox(Box::new(entry)));
            }
        }
        set_cursor(&mut batch, engagement, page.cursor);
        note_others(&mut batch, engagement, page)?;
        store.commit(generation, batch).await?;
        Ok(())
    })
    .await
}

fn note_others(
    batch: &mut Batch,
    engagement: &EngagementId,
    page: &PullResponse,
) -> Result<(), StoreError> {
    let counts = serde_json::to_string(&page.collected_by_others)
        .map_err(|error| StoreError::Failed(error.to_string()))?;
    batch.put(Write::Meta(
        meta::collected_by_others(engagement),
        Some(counts),
    ));
    Ok(())
}

/// Finished questionnaires that others collected at this person's sites, as the server last said.
pub async fn collected_by_others<S: LocalStore>(
    store: &S,
    engagement: &EngagementId,
) -> Result<BTreeMap<ProjectCode, u32>, StoreError> {
    let text = store.meta(&meta::collected_by_others(engagement)).await?;
    let counts = text.and_then(|text| serde_json::from_slice(text.as_bytes()).ok());
    Ok(counts.unwrap_or_default())
}

/// A change joined with what this device holds, and the document's waiting edit on its new base.
fn joined(
    engagement: &EngagementId,
    known: Option<StoredRecord>,
    outbox: &[OutboxEntry],
    change: &Change,
) -> (StoredRecord, Option<OutboxEntry>) {
    let Some(mut record) = known else {
        return (record_of(engagement, change), None);
    };
    if change.rev < record.base_rev {
        // A page that was on its way when a newer receipt arrived; the newer one follows.
        return (record, None);
    }
    let unsent = record.body != record.base_body;
    let merged = merge(&record.base_body, &change.body, &record.body);
    let conflicting = !merged.conflicts.is_empty();
    record.body = if unsent {
        merged.body
    } else {
        change.body.clone()
    };
    for conflict in merged.conflicts {
        // The body keeps what was typed here until the server has it too and both stand there.
        match &conflict.ours {
            Some(typed) => record
                .body
                .answers
                .insert(conflict.path.clone(), typed.clone()),
            None => record.body.answers.remove(&conflict.path),
        };
        record.note_conflict(conflict);
    }
    if !unsent {
        // Another tablet took it to a newer version of its form.
        record.form_version.clone_from(&change.form_version);
    }
    record.base_rev = change.rev;
    record.base_body = change.body.clone();
    record.state = Some(change.state);
    record.review = change.review.clone();
    record.missing_blobs = change.missing_blobs.clone();
    record.number = change.number;
    record.awaits_pull = false;
    let entry = waiting_entry(outbox, change).map(|mut entry| {
        entry.operation.body = record.body.clone();
        if !conflicting {
            // With a conflict the old base stays, so that the server finds it and keeps both.
            entry.operation.base_rev = change.rev;
        }
        entry
    });
    record.follow_conflicts(change, entry.is_some());
    (record, entry)
}

impl StoredRecord {
    /// What stands on the server beside our value; nothing once a person has chosen there.
    fn follow_conflicts(&mut self, change: &Change, unsent: bool) {
        if change.state != RecordState::Conflict && !unsent {
            self.conflicts.clear();
        }
        for conflict in &mut self.conflicts {
            conflict.theirs = change.body.answers.get(&conflict.path).cloned();
        }
    }
}

fn waiting_entry(outbox: &[OutboxEntry], change: &Change) -> Option<OutboxEntry> {
    let mut of_document = outbox.iter().filter(|entry| {
        entry.operation.doc_id == change.doc_id && entry.state == OutboxState::Waiting
    });
    of_document.next().cloned()
}

fn record_of(engagement: &EngagementId, change: &Change) -> StoredRecord {
    StoredRecord {
        engagement: engagement.clone(),
        doc_id: change.doc_id.clone(),
        kind: change.kind,
        project_code: change.project_code.clone(),
        form_id: change.form_id.clone(),
        form_version: change.form_version.clone(),
        base_rev: change.rev,
        base_body: change.body.clone(),
        body: change.body.clone(),
        state: Some(change.state),
        review: change.review.clone(),
        missing_blobs: change.missing_blobs.clone(),
        conflicts: Vec::new(),
        number: change.number,
        awaits_pull: false,
    }
}
