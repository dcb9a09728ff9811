//! 方案与指标 and 指标库: the calls, one for each URL. A change answers the state that holds after it.

use domain::wire::{
    ActOnItem, ApproveFramework, FrameworkView, LibraryView, SaveFramework, StartFramework,
    SubmitItem, urls,
};

use super::Failure;
use super::app::api;

/// The framework with its plan.
pub async fn framework(engagement: &str) -> Result<FrameworkView, Failure> {
    Ok(api().framework(engagement).await?)
}

/// Stores a changed framework.
pub async fn save_framework(
    engagement: &str,
    body: &SaveFramework,
) -> Result<FrameworkView, Failure> {
    Ok(api().save_framework(engagement, body).await?)
}

/// Begins anew from a framework that ships.
pub async fn start_framework(
    engagement: &str,
    body: &StartFramework,
) -> Result<FrameworkView, Failure> {
    Ok(api().start_framework(engagement, body).await?)
}

/// 审定.
pub async fn approve_framework(
    engagement: &str,
    body: &ApproveFramework,
) -> Result<FrameworkView, Failure> {
    Ok(api().approve_framework(engagement, body).await?)
}

/// The firm's indicators.
pub async fn library() -> Result<LibraryView, Failure> {
    Ok(api().library().await?)
}

/// Submits an indicator.
pub async fn submit_item(body: &SubmitItem) -> Result<LibraryView, Failure> {
    Ok(api().submit_item(body).await?)
}

/// A further version of an indicator.
pub async fn renew_item(code: &str, body: &SubmitItem) -> Result<LibraryView, Failure> {
    Ok(api().renew_item(code, body).await?)
}

/// Screens, adopts, retires, merges an indicator.
pub async fn act_on_item(code: &str, body: &ActOnItem) -> Result<LibraryView, Failure> {
    Ok(api().act_on_item(code, body).await?)
}

/// New items from a workbook.
pub async fn import_library(file_name: &str, bytes: Vec<u8>) -> Result<LibraryView, Failure> {
    Ok(api().import_library(file_name, bytes).await?)
}

/// The address of the library as a workbook.
pub fn library_xlsx_url() -> String {
    api().address(urls::LIBRARY_XLSX)
}
