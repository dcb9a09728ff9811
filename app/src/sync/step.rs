//! What a run tells while it goes on, for whoever watches it. Not here: how it is shown.

use domain::ids::{OperationId, Sha256Hex};

/// Where a run stands now.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum SyncStep {
    /// These operations are on their way, in one request.
    Records(Vec<OperationId>),
    /// These bytes are on their way. The browser does not say how many of them have left.
    Blob(Sha256Hex),
    /// These bytes have a receipt.
    BlobReceived(Sha256Hex),
    /// Nothing is on its way.
    Quiet,
}
