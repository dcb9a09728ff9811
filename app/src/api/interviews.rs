//! Interviews at the desk.

use domain::wire::{InterviewBoard, ResolveOpenItem, urls};

use super::client::{Api, ApiError};
use crate::platform::Method;

impl Api {
    /// The interviews and their open items.
    pub async fn interviews(&self, engagement: &str) -> Result<InterviewBoard, ApiError> {
        self.get(&urls::fill(urls::INTERVIEWS, &[engagement])).await
    }

    /// Settles an open item or opens it again.
    pub async fn resolve_open_item(
        &self,
        engagement: &str,
        decision: &ResolveOpenItem,
    ) -> Result<InterviewBoard, ApiError> {
        let path = urls::fill(urls::OPEN_ITEM_RESOLUTIONS, &[engagement]);
        self.send(Method::Post, &path, decision).await
    }
}
