//! Signing in, the pack, and the steps of a synchronisation.

use domain::ids::{DeviceId, EngagementId, Sha256Hex};
use domain::wire::{
    BlobReceipt, DigestResponse, Pack, PullResponse, PushRequest, PushResponse, SessionView,
    SignInRequest, urls,
};

use super::client::{Api, ApiError};
use crate::platform::Method;

impl Api {
    /// Signs in. A wrong name or password comes back as problems, not as an ended session.
    pub async fn sign_in(&self, request: &SignInRequest) -> Result<SessionView, ApiError> {
        self.send(Method::Post, urls::SESSION, request).await
    }

    /// Who is signed in.
    pub async fn session(&self) -> Result<SessionView, ApiError> {
        self.get(urls::SESSION).await
    }

    /// Signs out.
    pub async fn sign_out(&self) -> Result<(), ApiError> {
        self.command(Method::Delete, urls::SESSION).await
    }

    /// Everything a tablet needs to work offline.
    pub async fn pack(&self, engagement: &EngagementId) -> Result<Pack, ApiError> {
        self.get(&urls::fill(urls::PACK, &[engagement.as_str()]))
            .await
    }

    /// Sends operations; one outcome each.
    pub async fn push(
        &self,
        engagement: &EngagementId,
        request: &PushRequest,
    ) -> Result<PushResponse, ApiError> {
        let path = urls::fill(urls::PUSH, &[engagement.as_str()]);
        self.send(Method::Post, &path, request).await
    }

    /// Fetches one page of changes after the cursor.
    pub async fn pull(
        &self,
        engagement: &EngagementId,
        cursor: u64,
    ) -> Result<PullResponse, ApiError> {
        let path = urls::fill(urls::PULL, &[engagement.as_str()]);
        self.get(&format!("{path}?cursor={cursor}")).await
    }

    /// The server's digest of what this device should hold.
    pub async fn digest(
        &self,
        engagement: &EngagementId,
        device: &DeviceId,
    ) -> Result<DigestResponse, ApiError> {
        let path = urls::fill(urls::DIGEST, &[engagement.as_str()]);
        self.get(&format!("{path}?device={device}")).await
    }

    /// Sends bytes under their hash.
    pub async fn put_blob(
        &self,
        engagement: &EngagementId,
        sha256: &Sha256Hex,
        bytes: Vec<u8>,
    ) -> Result<BlobReceipt, ApiError> {
        let path = urls::fill(urls::BLOB, &[engagement.as_str(), sha256.as_str()]);
        self.send_bytes(Method::Put, &path, None, bytes).await
    }
}
