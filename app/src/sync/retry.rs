//! Deciding anew when someone else committed in between.

use crate::storage::StoreError;

/// Far more than two tabs and a synchronisation can collide in a row.
const ATTEMPTS: usize = 30;

/// Repeats `attempt` as long as the store changed between its reading and its writing.
pub async fn retry<T>(
    mut attempt: impl AsyncFnMut() -> Result<T, StoreError>,
) -> Result<T, StoreError> {
    for _ in 0..ATTEMPTS {
        match attempt().await {
            Err(StoreError::Stale) => {}
            other => return other,
        }
    }
    Err(StoreError::Failed("the store is busy".to_owned()))
}
