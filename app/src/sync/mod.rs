//! Synchronisation on the device: performs what `domain::sync::Machine` decides.

/// What a synchronisation came to.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct SyncReport {
    /// Operations that got an outcome.
    pub sent: u32,
    /// Blobs that got a receipt.
    pub photos_sent: u32,
    /// Changes that were pulled.
    pub pulled: u32,
    /// Operations refused.
    pub rejected: u32,
    /// Whether both sides held the same at the end; `None` when it did not come so far.
    pub digest_equal: Option<bool>,
}
