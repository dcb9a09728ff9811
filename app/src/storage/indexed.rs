//! The store of a browser: IndexedDB, every write transaction with strict durability. Values are
//! JSON text, bytes are Uint8Arrays, and keys are always given by us (Safari loses blobs under
//! generated ones). Not here: decisions (`sync`); what the values mean (`model`).

use std::cell::RefCell;
use std::rc::Rc;

use domain::ids::{DocumentId, EngagementId, Sha256Hex};
use domain::wire::Pack;
use indexed_db_futures::database::Database;
use indexed_db_futures::error::Error;
use indexed_db_futures::object_store::ObjectStore;
use indexed_db_futures::prelude::*;
use indexed_db_futures::transaction::{TransactionDurability, TransactionMode, TransactionOptions};
use indexed_db_futures::typed_array::Uint8Array;
use serde::Serialize;
use serde::de::DeserializeOwned;

use super::model::{OutboxEntry, Receipt, StoredRecord};
use super::store::{Batch, Generation, LocalStore, StoreError, Write};

const NAME: &str = "kanping";
/// Raise it with every change of the stores, and add the step to `upgrade`.
const VERSION: u8 = 1;

const META: &str = "meta";
const PACKS: &str = "packs";
const RECORDS: &str = "records";
const OUTBOX: &str = "outbox";
const BLOBS: &str = "blobs";
const RECEIPTS: &str = "receipts";
const STORES: [&str; 6] = [META, PACKS, RECORDS, OUTBOX, BLOBS, RECEIPTS];

const GENERATION: &str = "generation";

/// The store of a browser. Clones share the connection.
#[derive(Clone)]
pub struct IndexedStore {
    name: Rc<str>,
    connection: Rc<RefCell<Option<Rc<Database>>>>,
}

impl IndexedStore {
    /// Opens the device's store, making it at the first time.
    pub async fn open() -> Result<Self, StoreError> {
        Self::open_named(NAME).await
    }

    /// Opens a store of another name; the contract suite uses fresh ones.
    pub async fn open_named(name: &str) -> Result<Self, StoreError> {
        let store = Self {
            name: Rc::from(name),
            connection: Rc::default(),
        };
        store.database().await?;
        Ok(store)
    }

    async fn database(&self) -> Result<Rc<Database>, StoreError> {
        if let Some(open) = self.connection.borrow().clone() {
            return Ok(open);
        }
        let opened = Database::open(self.name.to_string())
            .with_version(VERSION)
            .with_on_upgrade_needed(|event, database| upgrade(event.old_version() as u8, &database))
            .await
            .map_err(|error| StoreError::Failed(error.to_string()))?;
        let opened = Rc::new(opened);
        *self.connection.borrow_mut() = Some(opened.clone());
        Ok(opened)
    }

    /// Does `work`; a connection that the browser closed (iOS does when it is short of memory) is
    /// opened anew, once. Repeating a commit is safe: had it gone through, it would now be stale.
    async fn with_database<T>(
        &self,
        work: impl AsyncFn(&Database) -> Result<T, StoreError>,
    ) -> Result<T, StoreError> {
        let database = self.database().await?;
        match work(&database).await {
            Err(StoreError::Failed(_)) => {
                self.connection.borrow_mut().take();
                work(&*self.database().await?).await
            }
            other => other,
        }
    }

    async fn get_json<T: DeserializeOwned>(
        &self,
        store: &str,
        key: &str,
    ) -> Result<Option<T>, StoreError> {
        let text = self.get_text(store, key).await?;
        text.map(|text| read(store, &text)).transpose()
    }

    async fn get_text(&self, store: &str, key: &str) -> Result<Option<String>, StoreError> {
        self.with_database(async |database| {
            let transaction = database.transaction(store).build()?;
            let object_store = transaction.object_store(store)?;
            let found: Option<String> = object_store.get(key.to_owned()).primitive()?.await?;
            Ok(found)
        })
        .await
    }

    async fn all_json<T: DeserializeOwned>(&self, store: &str) -> Result<Vec<T>, StoreError> {
        let texts = self
            .with_database(async |database| {
                let transaction = database.transaction(store).build()?;
                let object_store = transaction.object_store(store)?;
                let found = object_store.get_all::<String>().primitive()?.await?;
                Ok(found.collect::<Result<Vec<String>, Error>>()?)
            })
            .await?;
        texts.iter().map(|text| read(store, text)).collect()
    }
}

impl LocalStore for IndexedStore {
    async fn generation(&self) -> Result<Generation, StoreError> {
        parse_generation(self.get_text(META, GENERATION).await?)
    }

    async fn commit(&self, based_on: Generation, batch: Batch) -> Result<Generation, StoreError> {
        self.with_database(async |database| {
            let options = TransactionOptions::new().with_durability(TransactionDurability::Strict);
            let transaction = database
                .transaction(STORES)
                .with_mode(TransactionMode::Readwrite)
                .with_options(options)
                .build()?;
            let meta = transaction.object_store(META)?;
            let found: Option<String> = meta.get(GENERATION.to_owned()).primitive()?.await?;
            let generation = parse_generation(found)?;
            if generation != based_on {
                transaction.abort().await?;
                return Err(StoreError::Stale);
            }
            for write in &batch.writes {
                apply(&transaction, write)?;
            }
            let next = generation.0 + 1;
            meta.put(next.to_string())
                .with_key(GENERATION.to_owned())
                .primitive()?;
            // Resolves at the transaction's `complete` event: with strict durability that is after
            // the browser has flushed it to the disk (P1).
            transaction.commit().await?;
            Ok(Generation(next))
        })
        .await
    }

    async fn meta(&self, name: &str) -> Result<Option<String>, StoreError> {
        self.get_text(META, &meta_key(name)).await
    }

    async fn pack(&self, engagement: &EngagementId) -> Result<Option<Pack>, StoreError> {
        self.get_json(PACKS, engagement.as_str()).await
    }

    async fn record(&self, doc_id: &DocumentId) -> Result<Option<StoredRecord>, StoreError> {
        self.get_json(RECORDS, doc_id.as_str()).await
    }

    async fn records(&self, engagement: &EngagementId) -> Result<Vec<StoredRecord>, StoreError> {
        let mut records: Vec<StoredRecord> = self.all_json(RECORDS).await?;
        records.retain(|record| record.engagement == *engagement);
        Ok(records)
    }

    async fn outbox(&self) -> Result<Vec<OutboxEntry>, StoreError> {
        let mut entries: Vec<OutboxEntry> = self.all_json(OUTBOX).await?;
        entries.sort_by_key(|entry| entry.order);
        Ok(entries)
    }

    async fn blob(&self, sha256: &Sha256Hex) -> Result<Option<Vec<u8>>, StoreError> {
        let key = sha256.to_string();
        self.with_database(async |database| {
            let transaction = database.transaction(BLOBS).build()?;
            let store = transaction.object_store(BLOBS)?;
            let found: Option<Uint8Array> = store.get(key.clone()).primitive()?.await?;
            Ok(found.map(|bytes| bytes.into_iter().collect()))
        })
        .await
    }

    async fn blob_names(&self) -> Result<Vec<Sha256Hex>, StoreError> {
        let names = self
            .with_database(async |database| {
                let transaction = database.transaction(BLOBS).build()?;
                let store = transaction.object_store(BLOBS)?;
                let found = store.get_all_keys::<String>().primitive()?.await?;
                Ok(found.collect::<Result<Vec<String>, Error>>()?)
            })
            .await?;
        Ok(names
            .iter()
            .filter_map(|name| Sha256Hex::parse(name))
            .collect())
    }

    async fn receipts(&self) -> Result<Vec<Receipt>, StoreError> {
        self.all_json(RECEIPTS).await
    }
}

/// One step for each version; a tablet that skipped versions takes them all in order.
fn upgrade(from: u8, database: &Database) -> Result<(), Error> {
    if from < 1 {
        for store in STORES {
            database.create_object_store(store).build()?;
        }
    }
    Ok(())
}

fn apply(
    transaction: &indexed_db_futures::transaction::Transaction<'_>,
    write: &Write,
) -> Result<(), StoreError> {
    let store = |name: &str| transaction.object_store(name);
    match write {
        Write::Meta(name, Some(value)) => {
            store(META)?
                .put(value.clone())
                .with_key(meta_key(name))
                .primitive()?;
        }
        Write::Meta(name, None) => {
            store(META)?.delete(meta_key(name)).primitive()?;
        }
        Write::Pack(pack) => put_json(&store(PACKS)?, pack.engagement.id.as_str(), pack)?,
        Write::Record(record) => put_json(&store(RECORDS)?, record.doc_id.as_str(), record)?,
        Write::Outbox(entry) => {
            put_json(&store(OUTBOX)?, entry.operation.op_id.as_str(), entry)?;
        }
        Write::RemoveOutbox(op_id) => {
            store(OUTBOX)?.delete(op_id.to_string()).primitive()?;
        }
        Write::Blob(blob) => {
            let bytes = Uint8Array::from(blob.bytes.clone());
            store(BLOBS)?
                .put(bytes)
                .with_key(blob.sha256.to_string())
                .primitive()?;
        }
        Write::RemoveBlob(sha256) => {
            store(BLOBS)?.delete(sha256.to_string()).primitive()?;
        }
        Write::Receipt(receipt) => put_json(&store(RECEIPTS)?, &receipt.key(), receipt)?,
    }
    Ok(())
}

/// The request goes out at once; its failure fails the transaction, whose end is awaited.
fn put_json<T: Serialize>(store: &ObjectStore<'_>, key: &str, value: &T) -> Result<(), StoreError> {
    let text =
        serde_json::to_string(value).map_err(|error| StoreError::Failed(error.to_string()))?;
    store.put(text).with_key(key.to_owned()).primitive()?;
    Ok(())
}

fn read<T: DeserializeOwned>(store: &str, text: &str) -> Result<T, StoreError> {
    // As the answers of the server are read: reading text instead would double serde's code.
    serde_json::from_slice(text.as_bytes())
        .map_err(|error| StoreError::Unreadable(format!("{store}: {error}")))
}

/// A named value can never take the generation's place.
fn meta_key(name: &str) -> String {
    format!("meta/{name}")
}

fn parse_generation(text: Option<String>) -> Result<Generation, StoreError> {
    let number = text.as_deref().unwrap_or("0").parse();
    number
        .map(Generation)
        .map_err(|_| StoreError::Unreadable(GENERATION.to_owned()))
}

impl From<Error> for StoreError {
    fn from(error: Error) -> Self {
        StoreError::Failed(error.to_string())
    }
}
