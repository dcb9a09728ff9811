//! 方案与指标 and 指标库: the calls.

use domain::wire::{
    ActOnItem, ApproveFramework, FrameworkView, LibraryView, SaveFramework, StartFramework,
    SubmitItem, urls,
};

use super::client::{Api, ApiError};
use crate::platform::Method;

impl Api {
    /// The framework with its plan.
    pub async fn framework(&self, engagement: &str) -> Result<FrameworkView, ApiError> {
        let url = urls::fill(urls::FRAMEWORK, &[engagement]);
        self.get(&url).await
    }

    /// Stores a changed framework.
    pub async fn save_framework(
        &self,
        engagement: &str,
        body: &SaveFramework,
    ) -> Result<FrameworkView, ApiError> {
        let url = urls::fill(urls::FRAMEWORK, &[engagement]);
        self.send(Method::Put, &url, body).await
    }

    /// Begins anew from a framework that ships.
    pub async fn start_framework(
        &self,
        engagement: &str,
        body: &StartFramework,
    ) -> Result<FrameworkView, ApiError> {
        let url = urls::fill(urls::FRAMEWORK_START, &[engagement]);
        self.send(Method::Post, &url, body).await
    }

    /// 审定.
    pub async fn approve_framework(
        &self,
        engagement: &str,
        body: &ApproveFramework,
    ) -> Result<FrameworkView, ApiError> {
        let url = urls::fill(urls::FRAMEWORK_APPROVAL, &[engagement]);
        self.send(Method::Post, &url, body).await
    }

    /// The firm's indicators.
    pub async fn library(&self) -> Result<LibraryView, ApiError> {
        let url = urls::LIBRARY.to_owned();
        self.get(&url).await
    }

    /// Submits an indicator.
    pub async fn submit_item(&self, body: &SubmitItem) -> Result<LibraryView, ApiError> {
        let url = urls::LIBRARY.to_owned();
        self.send(Method::Post, &url, body).await
    }

    /// A further version of an indicator.
    pub async fn renew_item(&self, code: &str, body: &SubmitItem) -> Result<LibraryView, ApiError> {
        let url = urls::fill(urls::LIBRARY_ITEM, &[code]);
        self.send(Method::Put, &url, body).await
    }

    /// Screens, adopts, retires, merges an indicator.
    pub async fn act_on_item(&self, code: &str, body: &ActOnItem) -> Result<LibraryView, ApiError> {
        let url = urls::fill(urls::LIBRARY_ACTION, &[code]);
        self.send(Method::Post, &url, body).await
    }

    /// New items from a workbook.
    pub async fn import_library(
        &self,
        file_name: &str,
        bytes: Vec<u8>,
    ) -> Result<LibraryView, ApiError> {
        self.send_file(Method::Post, urls::LIBRARY_XLSX, file_name, bytes)
            .await
    }
}
