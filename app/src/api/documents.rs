//! The register of requested documents at the desk.

use domain::document_request::RequestWords;
use domain::ids::DocumentRequestId;
use domain::wire::{DocumentRegister, StageDueDay, urls};

use super::client::{Api, ApiError};
use crate::platform::Method;

impl Api {
    /// The register.
    pub async fn documents(&self, engagement: &str) -> Result<DocumentRegister, ApiError> {
        self.get(&urls::fill(urls::DOCUMENTS, &[engagement])).await
    }

    /// Begins with the list that ships.
    pub async fn start_documents(&self, engagement: &str) -> Result<DocumentRegister, ApiError> {
        let path = urls::fill(urls::DOCUMENTS_STARTER, &[engagement]);
        self.send(Method::Post, &path, &()).await
    }

    /// Adds a line.
    pub async fn add_document(
        &self,
        engagement: &str,
        words: &RequestWords,
    ) -> Result<DocumentRegister, ApiError> {
        let path = urls::fill(urls::DOCUMENTS, &[engagement]);
        self.send(Method::Post, &path, words).await
    }

    /// Changes a line.
    pub async fn edit_document(
        &self,
        engagement: &str,
        request: &DocumentRequestId,
        words: &RequestWords,
    ) -> Result<DocumentRegister, ApiError> {
        let path = urls::fill(urls::DOCUMENT, &[engagement, request.as_str()]);
        self.send(Method::Put, &path, words).await
    }

    /// Takes a line off.
    pub async fn remove_document(
        &self,
        engagement: &str,
        request: &DocumentRequestId,
    ) -> Result<DocumentRegister, ApiError> {
        self.delete(&urls::fill(urls::DOCUMENT, &[engagement, request.as_str()]))
            .await
    }

    /// Sets the due day of a stage.
    pub async fn set_document_due_day(
        &self,
        engagement: &str,
        day: &StageDueDay,
    ) -> Result<DocumentRegister, ApiError> {
        let path = urls::fill(urls::DOCUMENT_DUE_DAYS, &[engagement]);
        self.send(Method::Put, &path, day).await
    }
}
