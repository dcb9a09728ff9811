//! What the server kept without applying it.

use domain::sync::Operation;
use domain::wire::{Quarantine, urls};

use super::client::{Api, ApiError};

impl Api {
    /// What is in quarantine.
    pub async fn quarantine(&self, engagement: &str) -> Result<Quarantine, ApiError> {
        self.get(&urls::fill(urls::QUARANTINE, &[engagement])).await
    }

    /// One operation as it was received.
    pub async fn quarantined(&self, engagement: &str, sha256: &str) -> Result<Operation, ApiError> {
        let path = urls::fill(urls::QUARANTINED, &[engagement, sha256]);
        self.get(&path).await
    }
}
