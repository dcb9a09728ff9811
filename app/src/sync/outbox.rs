//! The outbox's life: freezing what is sent, and what an outcome changes. Not here: the request.

use std::collections::BTreeSet;

use domain::ids::{DocumentId, EngagementId, OperationId, Sha256Hex};
use domain::sync::{FieldConflict, ItemOutcome, Operation, Outcome};
use domain::time::Timestamp;

use super::{inbox, meta, retry};
use crate::storage::{
    Batch, LocalStore, OutboxEntry, OutboxState, Receipt, StoreError, StoredRecord, Write,
};

/// What became of a batch.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Tally {
    /// Operations with an outcome.
    pub sent: u32,
    /// Of these, refused.
    pub rejected: u32,
    /// Of these, in conflict.
    pub conflicts: u32,
}

/// The entries that can be sent now, oldest first: at most one per document, because the second's
/// base is known only with the first one's receipt; none of a document that awaits a pull.
pub async fn sendable<S: LocalStore>(
    store: &S,
    engagement: &EngagementId,
) -> Result<Vec<OutboxEntry>, StoreError> {
    let mut documents: BTreeSet<DocumentId> = BTreeSet::new();
    let mut found = Vec::new();
    for entry in store.outbox().await? {
        let refused = matches!(entry.state, OutboxState::Rejected { .. });
        if entry.engagement != *engagement || refused {
            continue;
        }
        if !documents.insert(entry.operation.doc_id.clone()) {
            continue;
        }
        let record = store.record(&entry.operation.doc_id).await?;
        let awaits = record.is_some_and(|record| record.awaits_pull);
        if entry.state == OutboxState::Frozen || !awaits {
            found.push(entry);
        }
    }
    Ok(found)
}

/// Takes up to `limit` operations to send. Those never tried are frozen first, in one commit: each
/// gets the next device sequence and its hash, and from then on stays as it is.
pub async fn take_batch<S: LocalStore>(
    store: &S,
    engagement: &EngagementId,
    limit: usize,
) -> Result<Vec<Operation>, StoreError> {
    retry(async || {
        let generation = store.generation().await?;
        let mut entries = sendable(store, engagement).await?;
        entries.truncate(limit);
        let mut sequence = device_seq(store).await?;
        let mut batch = Batch::default();
        let mut operations = Vec::with_capacity(entries.len());
        for mut entry in entries {
            if entry.state == OutboxState::Waiting {
                sequence += 1;
                entry.operation.device_seq = sequence;
                entry.operation = entry.operation.seal();
                entry.state = OutboxState::Frozen;
                batch.put(Write::Outbox(Box::new(entry.clone())));
            }
            operations.push(entry.operation);
        }
        if !batch.writes.is_empty() {
            batch.put(Write::Meta(
                meta::DEVICE_SEQ.to_owned(),
                Some(sequence.to_string()),
            ));
            store.commit(generation, batch).await?;
        }
        Ok(operations)
    })
    .await
}

/// The refused operations that need not go again: a later edit of the document waits and holds
/// everything, or has arrived already. The older one would only come into conflict with it.
pub async fn overtaken<S: LocalStore>(
    store: &S,
    outbox: &[OutboxEntry],
) -> Result<BTreeSet<OperationId>, StoreError> {
    let mut found = BTreeSet::new();
    for entry in outbox.iter().filter(|entry| is_refused(entry)) {
        let record = store.record(&entry.operation.doc_id).await?;
        let is_later = |other: &OutboxEntry| {
            other.operation.doc_id == entry.operation.doc_id && other.order > entry.order
        };
        let all_arrived = record.is_some_and(|record| record.body == record.base_body);
        if all_arrived || outbox.iter().any(is_later) {
            found.insert(entry.operation.op_id.clone());
        }
    }
    Ok(found)
}

fn is_refused(entry: &OutboxEntry) -> bool {
    matches!(entry.state, OutboxState::Rejected { .. })
}

/// Sends a refused operation once more, unchanged: what was in its way may be gone by now. Answers
/// whether there was one that was not overtaken.
pub async fn send_again<S: LocalStore>(store: &S, op_id: &OperationId) -> Result<bool, StoreError> {
    retry(async || {
        let generation = store.generation().await?;
        let outbox = store.outbox().await?;
        if overtaken(store, &outbox).await?.contains(op_id) {
            return Ok(false);
        }
        let mut entries = outbox.into_iter();
        let refused = entries.find(|entry| entry.operation.op_id == *op_id && is_refused(entry));
        let Some(mut entry) = refused else {
            return Ok(false);
        };
        entry.state = OutboxState::Frozen;
        let mut batch = Batch::default();
        batch.put(Write::Outbox(Box::new(entry)));
        store.commit(generation, batch).await?;
        Ok(true)
    })
    .await
}

/// The last device sequence given away; 0 before the first.
pub(super) async fn device_seq<S: LocalStore>(store: &S) -> Result<u64, StoreError> {
    let text = store
        .meta(meta::DEVICE_SEQ)
        .await?
        .unwrap_or_else(|| "0".to_owned());
    text.parse()
        .map_err(|_| StoreError::Unreadable(meta::DEVICE_SEQ.to_owned()))
}

/// Writes what the outcomes say, in one commit. An outcome that names another hash than the one
/// that was sent is no receipt: its entry stays (P3).
pub async fn apply_outcomes<S: LocalStore>(
    store: &S,
    engagement: &EngagementId,
    sent: &[Operation],
    outcomes: &[ItemOutcome],
    now: Timestamp,
) -> Result<Tally, StoreError> {
    retry(async || {
        let generation = store.generation().await?;
        let outbox = store.outbox().await?;
        let mut tally = Tally::default();
        let mut batch = Batch::default();
        let mut cursor = inbox::cursor(store, engagement).await?;
        for (operation, item) in sent.iter().zip(outcomes) {
            let entry = outbox
                .iter()
                .find(|entry| entry.operation.op_id == operation.op_id);
            let Some(entry) = entry.filter(|_| item.op_id == operation.op_id) else {
                continue;
            };
            if let Outcome::Rejected { reason } = item.outcome {
                let mut kept = entry.clone();
                kept.state = OutboxState::Rejected { reason };
                batch.put(Write::Outbox(Box::new(kept)));
                tally.sent += 1;
                tally.rejected += 1;
                continue;
            }
            let Some(word) = word_for(&item.outcome, operation) else {
                continue;
            };
            tally.sent += 1;
            tally.conflicts += u32::from(matches!(item.outcome, Outcome::Conflict { .. }));
            // A receipt that was lost the first time may lie before the cursor by now.
            cursor = cursor.min(word.server_seq.saturating_sub(1));
            batch.put(Write::RemoveOutbox(operation.op_id.clone()));
            batch.put(Write::Receipt(Receipt::Operation {
                op_id: operation.op_id.clone(),
                hash: word.hash,
                server_seq: word.server_seq,
                at: now,
            }));
            if let Some(mut record) = store.record(&operation.doc_id).await? {
                record.take_receipt(operation, word.exact_rev);
                record.take_conflict(operation, &item.outcome);
                batch.put(Write::Record(Box::new(record)));
            }
            for follower in followers(&outbox, operation, word.exact_rev) {
                batch.put(Write::Outbox(Box::new(follower)));
            }
        }
        inbox::set_cursor(&mut batch, engagement, cursor);
        if tally.sent > 0 {
            store.commit(generation, batch).await?;
        }
        Ok(tally)
    })
    .await
}

/// The server's word, if it is one: the hash must be the one that was sent.
struct Word {
    server_seq: u64,
    hash: Sha256Hex,
    /// The revision whose body is exactly what was sent; `None` when it was or may have been joined
    /// with another one, which only the pull tells.
    exact_rev: Option<u64>,
}

fn word_for(outcome: &Outcome, operation: &Operation) -> Option<Word> {
    let (server_seq, hash, exact_rev) = match outcome {
        Outcome::Accepted {
            rev,
            server_seq,
            hash,
        } => (*server_seq, hash, Some(*rev)),
        Outcome::Duplicate {
            server_seq, hash, ..
        }
        | Outcome::Merged {
            server_seq, hash, ..
        }
        | Outcome::Conflict {
            server_seq, hash, ..
        } => (*server_seq, hash, None),
        Outcome::Rejected { .. } => return None,
    };
    (operation.hash.as_ref() == Some(hash)).then(|| Word {
        server_seq,
        hash: hash.clone(),
        exact_rev,
    })
}

/// Waiting edits of the same document grow from the revision that was just confirmed.
fn followers(
    outbox: &[OutboxEntry],
    operation: &Operation,
    exact_rev: Option<u64>,
) -> Vec<OutboxEntry> {
    let Some(rev) = exact_rev else {
        return Vec::new();
    };
    let of_document = outbox.iter().filter(|entry| {
        entry.operation.doc_id == operation.doc_id && entry.state == OutboxState::Waiting
    });
    of_document
        .map(|entry| {
            let mut entry = entry.clone();
            entry.operation.base_rev = rev;
            entry
        })
        .collect()
}

impl StoredRecord {
    fn take_receipt(&mut self, operation: &Operation, exact_rev: Option<u64>) {
        let known: BTreeSet<Sha256Hex> = self.base_body.declared_blobs().cloned().collect();
        let declared = operation.body.declared_blobs();
        self.missing_blobs
            .extend(declared.filter(|sha256| !known.contains(sha256)).cloned());
        self.base_body = operation.body.clone();
        match exact_rev {
            Some(rev) => self.base_rev = rev,
            None => self.awaits_pull = true,
        }
    }

    /// The pull will bring the value that stands; what was written here is kept beside it.
    fn take_conflict(&mut self, operation: &Operation, outcome: &Outcome) {
        let Outcome::Conflict { paths, .. } = outcome else {
            return;
        };
        for path in paths {
            let ours = operation.body.answers.get(path).cloned();
            self.note_conflict(FieldConflict {
                path: path.clone(),
                theirs: None,
                ours,
            });
        }
    }
}
