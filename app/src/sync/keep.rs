//! Small commits that stand alone: a named value, a pack; and what the receipts say.

use std::collections::BTreeSet;

use domain::ids::Sha256Hex;
use domain::wire::Pack;

use super::retry;
use crate::storage::{Batch, LocalStore, Receipt, StoreError, Write};

/// Sets a named value; `None` removes it.
pub async fn set_meta<S: LocalStore>(
    store: &S,
    name: &str,
    value: Option<String>,
) -> Result<(), StoreError> {
    commit_one(store, Write::Meta(name.to_owned(), value)).await
}

/// Keeps a pack in the place of the former one of its engagement.
pub async fn keep_pack<S: LocalStore>(store: &S, pack: Pack) -> Result<(), StoreError> {
    commit_one(store, Write::Pack(Box::new(pack))).await
}

/// A write that depends on nothing that was read before.
async fn commit_one<S: LocalStore>(store: &S, write: Write) -> Result<(), StoreError> {
    retry(async || {
        let generation = store.generation().await?;
        let batch = Batch {
            writes: vec![write.clone()],
        };
        store.commit(generation, batch).await?;
        Ok(())
    })
    .await
}

/// The blobs for which the server gave its word.
pub async fn received_blobs<S: LocalStore>(store: &S) -> Result<BTreeSet<Sha256Hex>, StoreError> {
    let receipts = store.receipts().await?;
    Ok(receipts
        .into_iter()
        .filter_map(|receipt| match receipt {
            Receipt::Blob { sha256, .. } => Some(sha256),
            Receipt::Operation { .. } => None,
        })
        .collect())
}
