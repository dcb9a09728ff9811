//! What a synchronisation came to.

use domain::ids::EngagementId;
use domain::time::Timestamp;
use serde::{Deserialize, Serialize};

use super::meta;
use crate::failure::Failure;
use crate::storage::{LocalStore, StoreError};

/// What a synchronisation came to.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct SyncReport {
    /// Operations that got an outcome.
    pub sent: u32,
    /// Of these, refused.
    pub rejected: u32,
    /// Of these, kept beside another value until a person chooses.
    pub conflicts: u32,
    /// Blobs that got a receipt.
    pub photos_sent: u32,
    /// Blobs that failed by themselves.
    pub photos_failed: u32,
    /// Changes that were pulled.
    pub pulled: u32,
    /// Whether both sides held the same at the end; `None` when it did not come so far.
    pub digest_equal: Option<bool>,
    /// Whether the server has every operation this device ever sent; `None` as above.
    pub sequence_complete: Option<bool>,
    /// Why it stopped; `None` when it came to its end.
    pub failure: Option<Failure>,
}

/// The last synchronisation that came to its end, as it is kept.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct LastSync {
    /// When, by the device's clock.
    pub at: Timestamp,
    /// Whether both sides held the same.
    pub digest_equal: bool,
    /// Whether the server has every operation this device ever sent.
    pub sequence_complete: bool,
}

/// How the last synchronisation of an engagement ended; `None` before the first.
pub async fn last_sync<S: LocalStore>(
    store: &S,
    engagement: &EngagementId,
) -> Result<Option<LastSync>, StoreError> {
    let text = store.meta(&meta::last_sync(engagement)).await?;
    Ok(text.and_then(|text| serde_json::from_slice(text.as_bytes()).ok()))
}
