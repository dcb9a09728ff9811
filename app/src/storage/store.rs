//! The trait of a device's store. One `commit` is one transaction: all of its writes or none, on
//! disk before it returns. Not here: decisions about what belongs together.

use domain::ids::{DocumentId, EngagementId, OperationId, Sha256Hex};
use domain::wire::Pack;

use super::model::{OutboxEntry, Receipt, StoredBlob, StoredRecord};

/// Counts the commits. What was read under one generation is written only if it still holds, so two
/// tabs (or the screen and the synchronisation) never write over each other.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Generation(pub u64);

/// Why the store could not do it.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum StoreError {
    /// Someone else committed since the values were read: read again and decide anew.
    #[error("the store changed since it was read")]
    Stale,
    /// The browser refused: no space, closed, private mode.
    #[error("{0}")]
    Failed(String),
    /// Something stored cannot be read back.
    #[error("unreadable entry: {0}")]
    Unreadable(String),
}

/// One change within a commit.
#[derive(Clone, Debug, PartialEq)]
pub enum Write {
    /// Sets a named value; `None` removes it.
    Meta(String, Option<String>),
    /// Keeps the pack of its engagement.
    Pack(Box<Pack>),
    /// Keeps a document.
    Record(Box<StoredRecord>),
    /// Keeps an outbox entry; the same operation id takes the place of the former.
    Outbox(Box<OutboxEntry>),
    /// Removes an outbox entry.
    RemoveOutbox(OperationId),
    /// Keeps bytes under their hash.
    Blob(StoredBlob),
    /// Lets bytes go. Only bytes whose smaller copy has a receipt (P3, `sync::originals`).
    RemoveBlob(Sha256Hex),
    /// Keeps a receipt.
    Receipt(Receipt),
}

/// What is written together.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Batch {
    /// In order.
    pub writes: Vec<Write>,
}

impl Batch {
    /// Adds a write.
    pub fn put(&mut self, write: Write) -> &mut Self {
        self.writes.push(write);
        self
    }
}

/// A device's store. Every implementation passes `storage::contract`.
pub trait LocalStore: Clone + 'static {
    /// How many commits there were: read it before reading what a commit depends on.
    async fn generation(&self) -> Result<Generation, StoreError>;
    /// Writes everything or nothing, durably; `Stale` if the generation has moved on.
    async fn commit(&self, based_on: Generation, batch: Batch) -> Result<Generation, StoreError>;
    /// A named value.
    async fn meta(&self, name: &str) -> Result<Option<String>, StoreError>;
    /// The pack of an engagement.
    async fn pack(&self, engagement: &EngagementId) -> Result<Option<Pack>, StoreError>;
    /// One document.
    async fn record(&self, doc_id: &DocumentId) -> Result<Option<StoredRecord>, StoreError>;
    /// All documents of an engagement, by document id.
    async fn records(&self, engagement: &EngagementId) -> Result<Vec<StoredRecord>, StoreError>;
    /// All outbox entries of all engagements, oldest first.
    async fn outbox(&self) -> Result<Vec<OutboxEntry>, StoreError>;
    /// Bytes by their hash.
    async fn blob(&self, sha256: &Sha256Hex) -> Result<Option<Vec<u8>>, StoreError>;
    /// The hashes of all bytes held.
    async fn blob_names(&self) -> Result<Vec<Sha256Hex>, StoreError>;
    /// All receipts.
    async fn receipts(&self) -> Result<Vec<Receipt>, StoreError>;
}
