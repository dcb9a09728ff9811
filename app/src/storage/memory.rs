//! A store in memory, for native tests: the contract without a browser. Loses everything when
//! dropped, so it is never used on a tablet.

use std::collections::BTreeMap;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use domain::ids::{DocumentId, EngagementId, OperationId, Sha256Hex};
use domain::wire::Pack;

use super::model::{OutboxEntry, Receipt, StoredRecord};
use super::store::{Batch, Generation, LocalStore, StoreError, Write};

#[derive(Default)]
struct Contents {
    generation: u64,
    meta: BTreeMap<String, String>,
    packs: BTreeMap<EngagementId, Pack>,
    records: BTreeMap<DocumentId, StoredRecord>,
    outbox: BTreeMap<OperationId, OutboxEntry>,
    blobs: BTreeMap<Sha256Hex, Vec<u8>>,
    receipts: BTreeMap<String, Receipt>,
}

/// A store in memory. Clones share their contents.
#[derive(Clone, Default)]
pub struct MemoryStore {
    contents: Arc<Mutex<Contents>>,
}

impl MemoryStore {
    /// The same shape as the browser's store; natively nothing can fail.
    pub async fn open() -> Result<Self, StoreError> {
        Ok(Self::default())
    }

    fn contents(&self) -> MutexGuard<'_, Contents> {
        // A panic while holding the lock ends the test anyway.
        self.contents.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl LocalStore for MemoryStore {
    async fn generation(&self) -> Result<Generation, StoreError> {
        Ok(Generation(self.contents().generation))
    }

    async fn commit(&self, based_on: Generation, batch: Batch) -> Result<Generation, StoreError> {
        let mut contents = self.contents();
        if contents.generation != based_on.0 {
            return Err(StoreError::Stale);
        }
        for write in batch.writes {
            contents.apply(write);
        }
        contents.generation += 1;
        Ok(Generation(contents.generation))
    }

    async fn meta(&self, name: &str) -> Result<Option<String>, StoreError> {
        Ok(self.contents().meta.get(name).cloned())
    }

    async fn pack(&self, engagement: &EngagementId) -> Result<Option<Pack>, StoreError> {
        Ok(self.contents().packs.get(engagement).cloned())
    }

    async fn record(&self, doc_id: &DocumentId) -> Result<Option<StoredRecord>, StoreError> {
        Ok(self.contents().records.get(doc_id).cloned())
    }

    async fn records(&self, engagement: &EngagementId) -> Result<Vec<StoredRecord>, StoreError> {
        let contents = self.contents();
        let mine = contents
            .records
            .values()
            .filter(|record| record.engagement == *engagement);
        Ok(mine.cloned().collect())
    }

    async fn outbox(&self) -> Result<Vec<OutboxEntry>, StoreError> {
        let mut entries: Vec<OutboxEntry> = self.contents().outbox.values().cloned().collect();
        entries.sort_by_key(|entry| entry.order);
        Ok(entries)
    }

    async fn blob(&self, sha256: &Sha256Hex) -> Result<Option<Vec<u8>>, StoreError> {
        Ok(self.contents().blobs.get(sha256).cloned())
    }

    async fn blob_names(&self) -> Result<Vec<Sha256Hex>, StoreError> {
        Ok(self.contents().blobs.keys().cloned().collect())
    }

    async fn receipts(&self) -> Result<Vec<Receipt>, StoreError> {
        Ok(self.contents().receipts.values().cloned().collect())
    }
}

impl Contents {
    fn apply(&mut self, write: Write) {
        match write {
            Write::Meta(name, Some(value)) => {
                self.meta.insert(name, value);
            }
            Write::Meta(name, None) => {
                self.meta.remove(&name);
            }
            Write::Pack(pack) => {
                self.packs.insert(pack.engagement.id.clone(), *pack);
            }
            Write::Record(record) => {
                self.records.insert(record.doc_id.clone(), *record);
            }
            Write::Outbox(entry) => {
                self.outbox.insert(entry.operation.op_id.clone(), *entry);
            }
            Write::RemoveOutbox(op_id) => {
                self.outbox.remove(&op_id);
            }
            Write::Blob(blob) => {
                self.blobs.insert(blob.sha256, blob.bytes);
            }
            Write::RemoveBlob(sha256) => {
                self.blobs.remove(&sha256);
            }
            Write::Receipt(receipt) => {
                self.receipts.insert(receipt.key(), receipt);
            }
        }
    }
}
