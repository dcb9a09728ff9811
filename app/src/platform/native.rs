//! The counterparts for native tests: no page, no preferences, always one tab.

use std::future::Future;
use std::time::{SystemTime, UNIX_EPOCH};

use domain::time::Timestamp;

use super::Happening;

/// The machine's clock.
#[allow(
    clippy::disallowed_methods,
    reason = "the one place where the native app reads it"
)]
pub fn now() -> Timestamp {
    let since = SystemTime::now()
        .duration_since(UNIX_EPOCH)
        .unwrap_or_default();
    Timestamp(since.as_millis() as i64)
}

/// Fills `buffer` from the system's randomness; left as it is if there is none.
pub fn random_bytes(buffer: &mut [u8]) {
    // A test machine without randomness would show as two equal identifiers.
    let _ = getrandom::fill(buffer);
}

/// There is no page, so nobody answers.
pub fn origin() -> String {
    "http://127.0.0.1:9".to_owned()
}

/// Always.
pub fn is_online() -> bool {
    true
}

/// Always.
pub fn is_visible() -> bool {
    true
}

/// Nothing is kept.
pub fn preference(_name: &str) -> Option<String> {
    None
}

/// Nothing is kept.
pub fn set_preference(_name: &str, _value: &str) {}

/// There is no page.
pub fn set_page_attribute(_name: &str, _value: &str) {}

/// Nothing happens.
pub fn listen(_happening: Happening, _then: impl Fn() + 'static) {}

/// There is no worker.
pub fn update_waits() -> bool {
    false
}

/// There is no worker.
pub fn apply_update() {}

/// Unknown.
pub async fn storage_protected() -> Option<bool> {
    None
}

/// Unknown.
pub async fn protect_storage() -> Option<bool> {
    None
}

/// There are no tabs.
pub async fn try_with_lock<T>(_name: &str, work: impl Future<Output = T>) -> Option<T> {
    Some(work.await)
}

/// Returns at once.
pub async fn sleep(_milliseconds: i32) {}

/// There is no page to show it.
pub fn object_url(_bytes: &[u8], _media_type: &str) -> Option<String> {
    None
}

/// There is no page to show it.
pub fn revoke_object_url(_url: &str) {}

/// A name for the machine.
pub fn device_label() -> String {
    "native".to_owned()
}
